#include "base/texts.hpp"

#include <unordered_map>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace sen {
namespace {

using Catalogue = std::unordered_map<std::string, std::string>;

void flatten(Catalogue& catalogue, const std::string& prefix, const Json& json) {
  for (const auto& [name, value] : json.members()) {
    const std::string key = prefix.empty() ? name : prefix + "." + name;
    if (value.is_string()) {
      catalogue[key] = value.text();
    } else {
      flatten(catalogue, key, value);
    }
  }
}

const Catalogue& catalogue_of(Language language) {
  static const auto load = [](std::string_view folder) {
    Catalogue catalogue;
    for (const auto& file : text_files()) {
      if (!starts_with(file.name, folder)) continue;
      auto json = parse_json(file.json);
      SEN_ASSERT(json.has_value());
      flatten(catalogue, {}, *json);
    }
    return catalogue;
  };
  static const Catalogue vi = load("vi/");
  static const Catalogue en = load("en/");
  return language == Language::Vi ? vi : en;
}

std::string fill(std::string_view pattern, const TextArguments& arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      out.push_back(pattern[i]);
      continue;
    }
    const auto close = pattern.find('}', i);
    if (close == std::string_view::npos) {
      out.append(pattern.substr(i));
      break;
    }
    const auto name = pattern.substr(i + 1, close - i - 1);
    for (const auto& [key, value] : arguments) {
      if (key == name) {
        out.append(value);
        break;
      }
    }
    i = close;
  }
  return out;
}

}  // namespace

Language language_of(std::string_view tag) {
  return starts_with(tag, "en") ? Language::En : Language::Vi;
}

std::string render(Language language, std::string_view key, const TextArguments& arguments) {
  const auto& catalogue = catalogue_of(language);
  const auto found = catalogue.find(std::string(key));
  return found == catalogue.end() ? std::string(key) : fill(found->second, arguments);
}

std::string render(Language language, const Text& text) {
  return render(language, text.key, text.arguments);
}

bool has_text(Language language, std::string_view key) {
  return catalogue_of(language).contains(std::string(key));
}

std::string render(Language language, const Error& error) {
  std::string out = render(language, error.rule, error.arguments);
  for (const auto& field : error.fields) {
    out += "\n  " + (field.field.empty() ? std::string() : field.field + ": ") +
           render(language, field.code, field.arguments);
  }
  return out;
}

std::string localized_number(Language language, std::string_view decimal) {
  const char group = language == Language::Vi ? '.' : ',';
  const char point = language == Language::Vi ? ',' : '.';
  std::string out;
  const bool negative = !decimal.empty() && decimal.front() == '-';
  if (negative) decimal.remove_prefix(1);
  const auto dot = decimal.find('.');
  const auto whole = decimal.substr(0, dot);
  if (negative) out += "−";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) out.push_back(group);
    out.push_back(whole[i]);
  }
  if (dot != std::string_view::npos) {
    out.push_back(point);
    out.append(decimal.substr(dot + 1));
  }
  return out;
}

std::string localized_date(std::string_view iso_date) {
  if (iso_date.size() != 10) return std::string(iso_date);
  return std::string(iso_date.substr(8, 2)) + "/" + std::string(iso_date.substr(5, 2)) + "/" +
         std::string(iso_date.substr(0, 4));
}

const std::vector<TextFile>& text_files() {
  static const std::vector<TextFile> files = [] {
    std::vector<TextFile> found;
    for (const auto& file : embedded_files()) {
      if (starts_with(file.path, "texts/")) found.push_back({file.path.substr(6), file.bytes});
    }
    return found;
  }();
  return files;
}

}  // namespace sen
