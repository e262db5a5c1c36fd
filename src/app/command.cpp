#include "app/command.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace sen::app {
namespace {

std::string underscored(std::string_view name) {
  std::string out(name);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return out;
}

}  // namespace

std::string Invocation::text(std::string_view name, std::string_view fallback) const {
  const auto found = values.find(name);
  return found == values.end() || found->second.empty() ? std::string(fallback)
                                                        : found->second.front();
}

std::int64_t Invocation::number(std::string_view name, std::int64_t fallback) const {
  const std::string digits = text(name);
  std::int64_t value = fallback;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<std::string> Invocation::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

std::string text_key_of(const Command& command) {
  return "app.command." + underscored(command.name);
}

std::string text_key_of(const Command& command, const Option& option) {
  std::string_view name = option.name;
  while (name.starts_with('-')) name.remove_prefix(1);
  const std::string own = "app.option." + underscored(command.name) + "_" + underscored(name);
  return has_text(Language::Vi, own) ? own : "app.option." + underscored(name);
}

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code ignored;
  std::ifstream file(path, std::ios::binary);
  // A folder opens like a file and then reads nothing.
  if (!file || std::filesystem::is_directory(path, ignored)) {
    return invalid("app.file_unreadable", {}, {{"file", path}});
  }
  std::string bytes;
  char block[65536];
  while (file.read(block, sizeof block) || file.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > bytes_max) {
      return invalid("app.file_large", {},
                     {{"file", path}, {"megabytes", std::to_string(bytes_max / 1'000'000)}});
    }
  }
  if (file.bad()) return invalid("app.file_unreadable", {}, {{"file", path}});
  return bytes;
}

}  // namespace sen::app
