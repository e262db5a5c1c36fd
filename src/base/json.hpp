#pragma once
// One JSON reader for the whole program, strict: UTF-8, no doubled member, at most 64 levels; numbers
// keep their text, so 93.86 stays 93.86. Parsing is Boost.JSON's; this header stays light. And a
// small writer that appends to a string.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sen {

class Json {
 public:
  enum class Kind { Null, Bool, Number, String, Array, Object };
  using Member = std::pair<std::string, Json>;

  Json() = default;
  static Json boolean(bool value);
  static Json number(std::string text);  ///< the text must be a JSON number
  static Json number(std::int64_t value);
  static Json string(std::string text);
  static Json array();
  static Json object();

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::Null; }
  [[nodiscard]] bool is_bool() const { return kind_ == Kind::Bool; }
  [[nodiscard]] bool is_number() const { return kind_ == Kind::Number; }
  [[nodiscard]] bool is_string() const { return kind_ == Kind::String; }
  [[nodiscard]] bool is_array() const { return kind_ == Kind::Array; }
  [[nodiscard]] bool is_object() const { return kind_ == Kind::Object; }

  [[nodiscard]] bool as_bool() const;                  ///< kind must be Bool
  [[nodiscard]] const std::string& text() const;       ///< of a String or a Number
  [[nodiscard]] std::optional<std::int64_t> as_int() const;  ///< empty unless a whole number in 64 bits
  [[nodiscard]] const std::vector<Json>& items() const;     ///< of an Array; empty for other kinds
  [[nodiscard]] const std::vector<Member>& members() const; ///< of an Object, in file order; else empty

  /// Member of an object; null (a Null value) when absent or not an object.
  [[nodiscard]] const Json& operator[](std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  /// Text of a string member, or `fallback`.
  [[nodiscard]] std::string string_or(std::string_view name, std::string_view fallback = {}) const;
  [[nodiscard]] std::int64_t int_or(std::string_view name, std::int64_t fallback) const;
  [[nodiscard]] bool bool_or(std::string_view name, bool fallback) const;

  void push(Json value);                         ///< kind must be Array
  Json& set(std::string_view name, Json value);  ///< kind must be Object; replaces
  [[nodiscard]] std::string dump() const;        ///< compact text

  friend bool operator==(const Json&, const Json&) = default;

 private:
  friend class JsonBuilder;
  Kind kind_ = Kind::Null;
  bool bool_ = false;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

/// Error "json.invalid" with arguments line and column; "json.doubled" names the member.
Result<Json> parse_json(std::string_view text);

/// Escapes and quotes.
void append_json_string(std::string& out, std::string_view text);

/// Streaming writer. Commas are its own business:
///   JsonOut out; out.begin_object(); out.key("points"); out.string("1.98"); out.end_object();
class JsonOut {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void string(std::string_view text);
  void integer(std::int64_t value);
  void boolean(bool value);
  void null();
  void raw(std::string_view json);  ///< a ready value
  // key and value at once
  void member(std::string_view name, std::string_view text) { key(name); string(text); }
  void member(std::string_view name, const char* text) { key(name); string(text); }
  void member(std::string_view name, const std::string& text) { key(name); string(text); }
  void member(std::string_view name, bool value) { key(name); boolean(value); }
  void member(std::string_view name, std::int64_t value) { key(name); integer(value); }
  void member(std::string_view name, int value) { key(name); integer(value); }
  void member(std::string_view name, std::size_t value) { key(name); integer(static_cast<std::int64_t>(value)); }
  void member_null(std::string_view name) { key(name); null(); }
  void member_or_null(std::string_view name, const std::optional<std::string>& text);

  [[nodiscard]] const std::string& text() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void open(char c);
  void close(char c);
  void before_value();
  std::string out_;
  bool first_ = true;
};

}  // namespace sen
