#include "portal/fill.hpp"

#include <vector>

#include "base/assert.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"

namespace sen::portal {
namespace {

constexpr int kDepthMax = 8;

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out.append("&amp;"); break;
      case '<': out.append("&lt;"); break;
      case '>': out.append("&gt;"); break;
      case '"': out.append("&quot;"); break;
      case '\'': out.append("&#39;"); break;
      default: out.push_back(c);
    }
  }
}

bool is_there(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::Null: return false;
    case Json::Kind::Bool: return value.as_bool();
    case Json::Kind::String: return !value.text().empty();
    case Json::Kind::Array: return !value.items().empty();
    default: return true;
  }
}

std::string_view page_of(std::string_view name) {
  const auto page = embedded_file("portal/" + std::string(name) + ".html");
  SEN_ASSERT(page.has_value());
  return *page;
}

class Filling {
 public:
  Filling(const Json& values, Language language) : scopes_{&values}, language_(language) {}
  std::string take() { return std::move(out_); }

  void add(std::string_view text, int depth = 0) {
    SEN_ASSERT(depth < kDepthMax);
    for (auto open = text.find("{{"); open != std::string_view::npos; open = text.find("{{")) {
      out_.append(text.substr(0, open));
      const auto close = text.find("}}", open);
      SEN_ASSERT(close != std::string_view::npos);
      const auto tag = trim(text.substr(open + 2, close - open - 2));
      text.remove_prefix(close + 2);
      SEN_ASSERT(!tag.empty());
      if (tag.front() == '>') {
        add(page_of(tag.substr(1)), depth + 1);
      } else if (tag.front() == '#' || tag.front() == '^') {
        const std::string end = "{{/" + std::string(tag.substr(1)) + "}}";
        const auto ends_at = text.find(end);
        SEN_ASSERT(ends_at != std::string_view::npos);
        add_section(tag, text.substr(0, ends_at), depth + 1);
        text.remove_prefix(ends_at + end.size());
      } else if (tag.starts_with("t:")) {
        append_escaped(out_, render(language_, tag.substr(2)));
      } else {
        add_value(tag);
      }
    }
    out_.append(text);
  }

 private:
  void add_section(std::string_view tag, std::string_view inner, int depth) {
    const Json* value = find(tag.substr(1));
    const bool there = value != nullptr && is_there(*value);
    if (tag.front() == '^') {
      if (!there) add(inner, depth);
      return;
    }
    if (!there) return;
    if (!value->is_array()) return add_with(*value, inner, depth);
    for (const auto& item : value->items()) add_with(item, inner, depth);
  }
  void add_with(const Json& scope, std::string_view inner, int depth) {
    scopes_.push_back(&scope);
    add(inner, depth);
    scopes_.pop_back();
  }
  void add_value(std::string_view name) {
    const Json* value = name == "." ? scopes_.back() : find(name);
    SEN_ASSERT(value != nullptr);
    SEN_ASSERT(value->is_string() || value->is_number());
    append_escaped(out_, value->text());
  }
  /// The innermost value of that name.
  [[nodiscard]] const Json* find(std::string_view name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if ((*scope)->has(name)) return &(**scope)[name];
    }
    return nullptr;
  }

  std::vector<const Json*> scopes_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string fill_text(std::string_view page, const Json& values, Language language) {
  Filling filling(values, language);
  filling.add(page);
  return filling.take();
}

std::string fill(std::string_view name, const Json& values, Language language) { return fill_text(page_of(name), values, language); }

}  // namespace sen::portal
