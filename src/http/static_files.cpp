#include "http/static_files.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace sen::http {
namespace {

constexpr std::string_view kIndex = "index.html";

struct TypeOf {
  std::string_view extension;
  const char* type;
};
constexpr std::array kTypes = {
    TypeOf{".html", "text/html; charset=utf-8"},
    TypeOf{".js", "text/javascript; charset=utf-8"},
    TypeOf{".mjs", "text/javascript; charset=utf-8"},
    TypeOf{".css", "text/css; charset=utf-8"},
    TypeOf{".json", "application/json"},
    TypeOf{".webmanifest", "application/manifest+json"},
    TypeOf{".svg", "image/svg+xml"},
    TypeOf{".png", "image/png"},
    TypeOf{".jpg", "image/jpeg"},
    TypeOf{".webp", "image/webp"},
    TypeOf{".avif", "image/avif"},
    TypeOf{".ico", "image/x-icon"},
    TypeOf{".woff2", "font/woff2"},
    TypeOf{".wasm", "application/wasm"},
    TypeOf{".txt", "text/plain; charset=utf-8"},
};

const char* type_of(std::string_view path) {
  for (const auto& known : kTypes) {
    if (path.ends_with(known.extension)) return known.type;
  }
  return "application/octet-stream";
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) -> unsigned {
      return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
    };
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    out.push_back(kLetters[group >> 18]);
    out.push_back(kLetters[group >> 12 & 63]);
    out.push_back(i + 1 < bytes.size() ? kLetters[group >> 6 & 63] : '=');
    out.push_back(i + 2 < bytes.size() ? kLetters[group & 63] : '=');
  }
  return out;
}

/// " 'sha256-…'" for each inline script of a page.
std::string script_hashes(std::string_view html) {
  std::string hashes;
  for (std::size_t at = html.find("<script"); at != std::string_view::npos; at = html.find("<script", at)) {
    const auto open_end = html.find('>', at);
    const auto close = html.find("</script>", at);
    if (open_end == std::string_view::npos || close == std::string_view::npos || close < open_end) break;
    const bool has_source = html.substr(at, open_end - at).find(" src=") != std::string_view::npos;
    if (!has_source) hashes += " 'sha256-" + base64(sha256(html.substr(open_end + 1, close - open_end - 1))) + "'";
    at = close;
  }
  return hashes;
}

/// The policy of the application's pages (security.md section 5).
std::string page_policy(std::string_view html) {
  return "default-src 'none'; script-src 'self'" + script_hashes(html) +
         "; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
         "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
         "trusted-types svelte-trusted-html";
}

/// True when the client takes the encoding: a list of names, perhaps with a quality that is not 0.
bool accepts(std::string_view accept_encoding, std::string_view encoding) {
  for (const auto& part : split(accept_encoding, ',')) {
    const auto name = trim(std::string_view(part).substr(0, part.find(';')));
    if (name != encoding) continue;
    const auto quality = part.find("q=");
    return quality == std::string::npos || part.find_first_not_of("0.", quality + 2) != std::string::npos;
  }
  return false;
}

bool matches_page(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool parameter = wanted[i].size() > 2 && wanted[i].front() == '{';
    if (parameter ? given[i].empty() : wanted[i] != given[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<StaticSource> embedded_web_files() {
  constexpr std::string_view kPrefix = "web/";
  std::vector<StaticSource> sources;
  for (const auto& file : embedded_files()) {
    if (file.path.starts_with(kPrefix)) sources.push_back({file.path.substr(kPrefix.size()), file.bytes});
  }
  return sources;
}

StaticFiles::StaticFiles(const StaticOptions& options) {
  for (const auto& source : options.files) {
    if (source.path.ends_with(".br")) {
      entries_[std::string(source.path.substr(0, source.path.size() - 3))].brotli = source.bytes;
    } else if (source.path.ends_with(".gz")) {
      entries_[std::string(source.path.substr(0, source.path.size() - 3))].gzip = source.bytes;
    } else {
      entries_[std::string(source.path)].plain = source.bytes;
    }
  }
  std::erase_if(entries_, [](const auto& entry) { return entry.second.plain.data() == nullptr; });
  if (const auto pages = entries_.extract("pages.json")) {
    const auto list = parse_json(pages.mapped().plain);
    for (const auto& page : list.value().items()) pages_.push_back(page.text());
  }
  for (auto& [path, entry] : entries_) {
    entry.etag = to_hex(sha256(entry.plain).substr(0, 12));
    entry.content_type = type_of(path);
    entry.immutable = path.starts_with(options.immutable_folder);
    if (path.ends_with(".html")) entry.policy = page_policy(entry.plain);
  }
}

bool StaticFiles::is_page(std::string_view path) const {
  if (pages_.empty()) return path.substr(path.rfind('/')).find('.') == std::string_view::npos;
  return std::any_of(pages_.begin(), pages_.end(), [&](const auto& page) { return matches_page(page, path); });
}

std::optional<Answer> StaticFiles::find(const Call& call) const {
  if (call.path.empty() || call.path.front() != '/') return std::nullopt;
  auto found = entries_.find(call.path.substr(1));
  if (found == entries_.end() && is_page(call.path)) {
    const auto page = call.path == "/" ? std::string(kIndex) : std::string(call.path.substr(1)) + ".html";
    found = entries_.find(page);  // a page built ahead of time
    if (found == entries_.end()) found = entries_.find(kIndex);
  }
  if (found == entries_.end()) return std::nullopt;
  return answer_of(call, found->second);
}

Answer StaticFiles::answer_of(const Call& call, const Entry& entry) {
  Answer answer;
  const auto accepted = call.header("accept-encoding");
  answer.fixed_body = entry.plain;
  std::string suffix;
  if (!entry.brotli.empty() && accepts(accepted, "br")) {
    answer.fixed_body = entry.brotli;
    answer.header("Content-Encoding", "br");
    suffix = "-br";
  } else if (!entry.gzip.empty() && accepts(accepted, "gzip")) {
    answer.fixed_body = entry.gzip;
    answer.header("Content-Encoding", "gzip");
    suffix = "-gz";
  }
  if (!entry.brotli.empty() || !entry.gzip.empty()) answer.header("Vary", "Accept-Encoding");
  answer.etag = '"' + entry.etag + suffix + '"';
  answer.content_type = entry.content_type;
  answer.content_security_policy = entry.policy;
  answer.cache_control = entry.immutable ? "public, max-age=31536000, immutable" : "no-cache";
  return answer;
}

}  // namespace sen::http
