#include "store/copy.hpp"

#include "store/folder.hpp"
#include "store/sqlite_connection.hpp"

namespace sen::store {
namespace {

/// A text of our own in quotes; the path is chosen by the program, but may hold a quote.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? "''" : std::string(1, c));
  return out + "'";
}

}  // namespace

Result<Done> copy_database(const std::string& folder, const std::string& to) {
  SqliteConnection connection(database_file(folder), SqliteConnection::Mode::Reader, nullptr);
  connection.execute("PRAGMA query_only = OFF");  // it guards the database itself, which is opened for reading only
  // The copy is for packing, not for keeping: syncing it would hold up the writers, longer the larger it is.
  connection.execute("PRAGMA synchronous = OFF");
  connection.execute("VACUUM INTO " + quoted(to));
  return Done{};
}

}  // namespace sen::store
