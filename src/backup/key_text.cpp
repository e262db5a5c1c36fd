#include "backup/key_text.hpp"

#include <cctype>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace sen::backup {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kLines = 4;
constexpr std::size_t kLineBytes = kKeyBytes / kLines;
constexpr std::size_t kCheckBytes = 2;
constexpr std::size_t kGroupDigits = 4;
constexpr std::size_t kNamedBytes = 8;

std::vector<std::string> groups_of(std::string_view digits) {
  std::vector<std::string> groups;
  for (std::size_t at = 0; at < digits.size(); at += kGroupDigits) groups.emplace_back(digits.substr(at, kGroupDigits));
  return groups;
}

std::string check_of(std::size_t line, std::string_view bytes) {
  return to_hex(sha256("sen key line " + std::to_string(line + 1) + " " + std::string(bytes)).substr(0, kCheckBytes));
}

/// Hex digits of a line, without the number in front of it.
std::string digits_of(std::string_view line) {
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) line.remove_prefix(colon + 1);
  std::string digits;
  for (const char c : line) {
    if (c != ' ' && c != '-' && c != '\t' && c != '\r') digits.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return digits;
}

}  // namespace

std::vector<KeyLine> key_lines(std::string_view key) {
  SEN_ASSERT(key.size() == kKeyBytes);
  std::vector<KeyLine> lines;
  for (std::size_t i = 0; i < kLines; ++i) {
    const auto bytes = key.substr(i * kLineBytes, kLineBytes);
    lines.push_back({groups_of(to_hex(bytes)), check_of(i, bytes)});
  }
  return lines;
}

Result<std::string> parse_key(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto& line : split(text, '\n')) {
    if (auto digits = digits_of(line); !digits.empty()) lines.push_back(std::move(digits));
  }
  if (lines.size() == 1) {
    std::string key = from_hex(lines.front());
    if (key.size() != kKeyBytes) return invalid("backup.not_a_key", "--key");
    return key;
  }
  if (lines.size() != kLines) return invalid("backup.not_a_key", "--key");
  std::string key;
  for (std::size_t i = 0; i < kLines; ++i) {
    const std::string bytes = from_hex(lines[i]);
    const bool whole = bytes.size() == kLineBytes + kCheckBytes;
    if (!whole || to_hex(bytes.substr(kLineBytes)) != check_of(i, bytes.substr(0, kLineBytes))) {
      return invalid("backup.key_line", "--key", {{"line", std::to_string(i + 1)}});
    }
    key += bytes.substr(0, kLineBytes);
  }
  return key;
}

std::string fingerprint(std::string_view public_key) {
  std::string name;
  for (const auto& group : groups_of(to_hex(sha256(public_key).substr(0, kNamedBytes)))) name += (name.empty() ? "" : "-") + group;
  return name;
}

}  // namespace sen::backup
