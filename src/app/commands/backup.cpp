#include "app/commands/backup.hpp"

#include <unistd.h>

#include <filesystem>
#include <ostream>

#include "app/installation.hpp"
#include "app/restoring.hpp"
#include "backup/archive.hpp"
#include "base/hash.hpp"
#include "evidence/blobs.hpp"
#include "store/copy.hpp"
#include "store/folder.hpp"
#include "store/migration.hpp"

namespace sen::app {
namespace {

constexpr const char* kPublicFile = "/keys/recovery.pub";
constexpr std::int64_t kKeyBytesMax = 4'096;
constexpr int kNameBytes = 6;

/// A file or folder that goes with the object, unless it is to stay.
struct Passing {
  std::string path;
  bool stays = false;
  ~Passing() {
    std::error_code ignored;
    if (!stays) std::filesystem::remove_all(path, ignored);
  }
};

Result<std::string> read_key(const std::string& file, const char* rule) {
  const auto text = read_file(file, kKeyBytesMax);
  if (!text) return not_found(rule, "--key");
  std::string key = from_hex(text->substr(0, text->find_first_of(" \r\n")));
  if (key.empty()) return not_found(rule, "--key");
  return key;
}

/// Makes the pair once: the public half stays with the data, the private one goes into the safe.
Result<int> key_recovery(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  const std::string kept = installation.folder + kPublicFile;
  if (std::filesystem::exists(kept)) return conflict("backup.key_there", "--data");
  const auto keys = backup::make_keys();
  SEN_TRY(write_secret(call.text("file"), to_hex(keys.private_key) + "\n"));
  std::error_code ignored;
  std::filesystem::create_directories(installation.folder + "/keys", ignored);
  SEN_TRY(write_secret(kept, to_hex(keys.public_key) + "\n"));
  call.out << render(call.language, "backup.key_made", {{"file", call.text("file")}}) << "\n";
  return kExitDone;
}

Json header_of(const Installation& installation) {
  Json header = Json::object();
  header.set("format", Json::number(1));
  header.set("product", Json::string(SEN_VERSION));
  header.set("schema", Json::number(store::migrations().back().number));
  header.set("created", Json::string(to_string(installation.clock->now())));
  return header;
}

/// The database as of one moment, then the files: every file that the database names was there before its row.
Result<backup::Contents> write_all(const Installation& installation, backup::Writer& writer) {
  const Passing copy{installation.folder + "/copy-" + installation.random->hex(kNameBytes)};
  SEN_TRY(store::make_folder(copy.path));
  std::filesystem::remove(store::database_file(copy.path));
  SEN_TRY(store::copy_database(installation.folder, store::database_file(copy.path)));
  // Heads of the copy, not of what went on since.
  SEN_LET(const auto heads, heads_in(copy.path));
  SEN_TRY(writer.add("sen.db", store::database_file(copy.path)));
  for (const char* name : {"demo.json", "keys/recovery.pub"}) {
    const std::string path = installation.folder + "/" + name;
    if (std::filesystem::exists(path)) SEN_TRY(writer.add(name, path));
  }
  SEN_LET(const auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
  std::vector<std::string> names;
  blobs.each([&](const std::string& name) { names.push_back(name); });
  for (const auto& name : names) {
    const std::string path = blobs.path_of(name);
    SEN_TRY(writer.add(std::filesystem::relative(path, installation.folder).string(), path));
  }
  return writer.finish(heads);
}

Result<int> make_backup(const Invocation& call) {
  if (call.has("--db")) return invalid("backup.only_folders", "--db");
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  SEN_LET(const auto key, read_key(installation.folder + kPublicFile, "backup.no_key"));
  const std::string file = call.text("file");
  SEN_LET(const auto writer, backup::Writer::open(file, header_of(installation), key));
  Passing half{file};
  SEN_LET(const auto written, write_all(installation, *writer));
  // What was written is read back, every byte, before anybody relies on it.
  SEN_TRY(backup::read_archive(file, {.private_key = {}, .stream_key = writer->stream_key()}, {}));
  half.stays = true;
  call.out << render(call.language, "backup.made", {{"file", file}, {"members", std::to_string(written.members.size())},
                                                    {"bytes", std::to_string(std::filesystem::file_size(file))}})
           << "\n";
  for (const auto& head : written.heads) call.out << "  " << head << "\n";
  return kExitDone;
}

Result<int> restore(const Invocation& call) {
  const std::string file = call.text("file");
  SEN_LET(const auto header, backup::read_header(file));
  if (header.int_or("schema", 0) > store::migrations().back().number) {
    return conflict("backup.newer", "file", {{"version", header.string_or("product")}});
  }
  SEN_LET(const auto key, read_key(call.text("--key"), "backup.key_absent"));
  const backup::Opener opener{.private_key = key, .stream_key = {}};
  if (call.has("--check")) {
    SEN_LET(const auto contents, backup::read_archive(file, opener, {}));
    call.out << render(call.language, "backup.checked", {{"members", std::to_string(contents.members.size())},
                                                         {"created", header.string_or("created")}})
             << "\n";
    return kExitDone;
  }
  if (!call.has("--data")) return invalid("app.data_missing");
  SEN_LET(const auto contents, restore_into(file, opener, call.text("--data")));
  call.out << render(call.language, "backup.restored", {{"members", std::to_string(contents.members.size())}, {"folder", call.text("--data")}}) << "\n";
  return kExitDone;
}

}  // namespace

std::vector<Command> backup_commands() {
  return {{"key recovery", {{"file", Takes::Text, true}, {"--data"}}, &key_recovery},
          {"backup", with_installation({{"file", Takes::Text, true}}), &make_backup},
          {"restore", {{"file", Takes::Text, true}, {"--key", Takes::Text, true}, {"--data"}, {"--check", Takes::Flag}}, &restore}};
}

}  // namespace sen::app
