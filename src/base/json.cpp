#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>

#include "base/text.hpp"

namespace sen {
namespace {

const Json kNull;
constexpr std::size_t kDepthMax = 64;

TextArguments position(std::string_view text, std::size_t offset) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
  return {{"line", std::to_string(line)}, {"column", std::to_string(column)}};
}

}  // namespace

/// Turns the parser's callbacks into a Json; refuses doubled members.
class JsonBuilder {
 public:
  static constexpr std::size_t max_object_size = 1'000'000;
  static constexpr std::size_t max_array_size = 10'000'000;
  static constexpr std::size_t max_key_size = 1'000'000;
  static constexpr std::size_t max_string_size = 200'000'000;
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  Json root;
  std::string doubled;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return begin(Json::Kind::Object); }
  bool on_object_end(std::size_t, error_code& error) { return end(error); }
  bool on_array_begin(error_code&) { return begin(Json::Kind::Array); }
  bool on_array_end(std::size_t, error_code& error) { return end(error); }
  bool on_key_part(string_view part, std::size_t, error_code&) { buffer_.append(part); return true; }
  bool on_key(string_view part, std::size_t, error_code&) {
    buffer_.append(part);
    keys_.push_back(std::move(buffer_));
    buffer_.clear();
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { buffer_.append(part); return true; }
  bool on_string(string_view part, std::size_t, error_code& error) {
    buffer_.append(part);
    Json value = Json::string(std::move(buffer_));
    buffer_.clear();
    return add(std::move(value), error);
  }
  bool on_number_part(string_view part, error_code&) { buffer_.append(part); return true; }
  bool on_int64(std::int64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_uint64(std::uint64_t, string_view part, error_code& error) { return number(part, error); }
  bool on_double(double, string_view part, error_code& error) { return number(part, error); }
  bool on_bool(bool value, error_code& error) { return add(Json::boolean(value), error); }
  bool on_null(error_code& error) { return add(Json(), error); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  bool begin(Json::Kind kind) {
    Json value;
    value.kind_ = kind;
    open_.push_back(std::move(value));
    return true;
  }
  bool end(error_code& error) {
    Json value = std::move(open_.back());
    open_.pop_back();
    return add(std::move(value), error);
  }
  bool number(string_view part, error_code& error) {
    buffer_.append(part);
    Json value = Json::number(std::move(buffer_));
    buffer_.clear();
    return add(std::move(value), error);
  }
  bool add(Json value, error_code& error) {
    if (open_.empty()) {
      root = std::move(value);
      return true;
    }
    Json& parent = open_.back();
    if (parent.kind_ == Json::Kind::Array) {
      parent.items_.push_back(std::move(value));
      return true;
    }
    std::string key = std::move(keys_.back());
    keys_.pop_back();
    for (const auto& member : parent.members_) {
      if (member.first == key) {
        doubled = key;
        error = boost::json::error::syntax;
        return false;
      }
    }
    parent.members_.emplace_back(std::move(key), std::move(value));
    return true;
  }

  std::vector<Json> open_;
  std::vector<std::string> keys_;
  std::string buffer_;
};

Json Json::boolean(bool value) {
  Json json;
  json.kind_ = Kind::Bool;
  json.bool_ = value;
  return json;
}
Json Json::number(std::string text) {
  Json json;
  json.kind_ = Kind::Number;
  json.text_ = std::move(text);
  return json;
}
Json Json::number(std::int64_t value) { return number(std::to_string(value)); }
Json Json::string(std::string text) {
  Json json;
  json.kind_ = Kind::String;
  json.text_ = std::move(text);
  return json;
}
Json Json::array() {
  Json json;
  json.kind_ = Kind::Array;
  return json;
}
Json Json::object() {
  Json json;
  json.kind_ = Kind::Object;
  return json;
}

bool Json::as_bool() const {
  SEN_ASSERT(kind_ == Kind::Bool);
  return bool_;
}
const std::string& Json::text() const {
  SEN_ASSERT(kind_ == Kind::String || kind_ == Kind::Number);
  return text_;
}
std::optional<std::int64_t> Json::as_int() const {
  if (kind_ != Kind::Number) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (error != std::errc{} || end != text_.data() + text_.size()) return std::nullopt;
  return value;
}
const std::vector<Json>& Json::items() const { return items_; }
const std::vector<Json::Member>& Json::members() const { return members_; }

const Json& Json::operator[](std::string_view name) const {
  for (const auto& member : members_) {
    if (member.first == name) return member.second;
  }
  return kNull;
}
bool Json::has(std::string_view name) const {
  for (const auto& member : members_) {
    if (member.first == name) return true;
  }
  return false;
}
std::string Json::string_or(std::string_view name, std::string_view fallback) const {
  const Json& value = (*this)[name];
  return value.is_string() ? value.text_ : std::string(fallback);
}
std::int64_t Json::int_or(std::string_view name, std::int64_t fallback) const {
  return (*this)[name].as_int().value_or(fallback);
}
bool Json::bool_or(std::string_view name, bool fallback) const {
  const Json& value = (*this)[name];
  return value.is_bool() ? value.bool_ : fallback;
}

void Json::push(Json value) {
  SEN_ASSERT(kind_ == Kind::Array);
  items_.push_back(std::move(value));
}
Json& Json::set(std::string_view name, Json value) {
  SEN_ASSERT(kind_ == Kind::Object);
  for (auto& member : members_) {
    if (member.first == name) return member.second = std::move(value);
  }
  return members_.emplace_back(std::string(name), std::move(value)).second;
}

std::string Json::dump() const {
  std::string out;
  switch (kind_) {
    case Kind::Null: return "null";
    case Kind::Bool: return bool_ ? "true" : "false";
    case Kind::Number: return text_;
    case Kind::String:
      append_json_string(out, text_);
      return out;
    case Kind::Array:
      out.push_back('[');
      for (const auto& item : items_) {
        if (out.size() > 1) out.push_back(',');
        out += item.dump();
      }
      out.push_back(']');
      return out;
    case Kind::Object:
      out.push_back('{');
      for (const auto& [name, value] : members_) {
        if (out.size() > 1) out.push_back(',');
        append_json_string(out, name);
        out.push_back(':');
        out += value.dump();
      }
      out.push_back('}');
      return out;
  }
  return out;
}

Result<Json> parse_json(std::string_view text) {
  if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  boost::json::parse_options options;
  options.max_depth = kDepthMax;
  boost::json::basic_parser<JsonBuilder> parser(options);
  boost::json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!parser.handler().doubled.empty()) {
    auto arguments = position(text, used);
    arguments.emplace_back("member", parser.handler().doubled);
    return invalid("json.doubled", parser.handler().doubled, std::move(arguments));
  }
  if (error || !parser.done() || !trim(text.substr(used)).empty()) {
    return invalid("json.invalid", {}, position(text, used));
  }
  return std::move(parser.handler().root);
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
          out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
}

void JsonOut::before_value() {
  if (!first_) out_.push_back(',');
  first_ = false;
}
void JsonOut::open(char c) {
  before_value();
  out_.push_back(c);
  first_ = true;
}
void JsonOut::close(char c) {
  out_.push_back(c);
  first_ = false;
}
void JsonOut::key(std::string_view name) {
  before_value();
  append_json_string(out_, name);
  out_.push_back(':');
  first_ = true;
}
void JsonOut::string(std::string_view text) {
  before_value();
  append_json_string(out_, text);
}
void JsonOut::integer(std::int64_t value) {
  before_value();
  out_ += std::to_string(value);
}
void JsonOut::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}
void JsonOut::null() {
  before_value();
  out_ += "null";
}
void JsonOut::raw(std::string_view json) {
  before_value();
  out_ += json;
}
void JsonOut::member_or_null(std::string_view name, const std::optional<std::string>& text) {
  key(name);
  if (text) {
    string(*text);
  } else {
    null();
  }
}

}  // namespace sen
