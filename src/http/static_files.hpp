#pragma once
// The built front end out of the binary: pre-compressed siblings (.br, .gz), strong validators, a year of
// caching for hashed names, one page for every address of the application, a strict content policy
// whose only inline script is known by its hash.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace sen::http {

/// A file by path: ("index.html", bytes). `bytes` outlive the server.
struct StaticSource {
  std::string_view path;
  std::string_view bytes;
};

struct StaticOptions {
  /// One of them, "pages.json", is not served: it lists the addresses that the application's own router
  /// knows (["/", "/ke-hoach/{id}"]), written by its build. Without it: every address without a dot in
  /// its last segment.
  std::vector<StaticSource> files;
  /// Folder of hashed, never changing names.
  std::string immutable_folder = "_app/immutable/";
};

/// The embedded files under "web/".
std::vector<StaticSource> embedded_web_files();

class StaticFiles {
 public:
  explicit StaticFiles(const StaticOptions& options);
  /// Answer to GET or HEAD of a path outside /api; empty when it is neither a file nor a page.
  [[nodiscard]] std::optional<Answer> find(const Call& call) const;

 private:
  struct Entry {
    std::string_view plain;
    std::string_view brotli;
    std::string_view gzip;
    std::string etag;  ///< without quotes and encoding suffix
    std::string content_type;
    std::string policy;
    bool immutable = false;
  };
  [[nodiscard]] bool is_page(std::string_view path) const;
  static Answer answer_of(const Call& call, const Entry& entry);
  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<std::string> pages_;
};

}  // namespace sen::http
