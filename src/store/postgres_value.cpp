#include "store/postgres_value.hpp"

#include <charconv>

#include "base/hash.hpp"
#include "base/json.hpp"

namespace sen::store {
namespace {

// From PostgreSQL's catalogue; fixed numbers of the wire.
constexpr Oid kUnknown = 0;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;

/// ["a", 1] as an array literal: {"a","1"}. The column beside it decides the type.
std::string array_literal(std::string_view json_text) {
  const auto json = parse_json(json_text);
  SEN_ASSERT(json.has_value());
  SEN_ASSERT(json->is_array());
  std::string literal = "{";
  for (const auto& item : json->items()) {
    SEN_ASSERT(item.is_string() || item.is_number());
    if (literal.size() > 1) literal += ',';
    literal += '"';
    for (const char c : item.text()) {
      if (c == '"' || c == '\\') literal += '\\';
      literal += c;
    }
    literal += '"';
  }
  return literal + "}";
}

}  // namespace

void PostgresArguments::add(const Value& value) {
  std::string text;
  Oid type = kUnknown;
  int format = 0;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    text = std::to_string(*integer);
    type = kInt8;
  } else if (const auto* words = std::get_if<std::string>(&value)) {
    text = *words;
    type = kText;
  } else if (const auto* blob = std::get_if<Blob>(&value)) {
    text = blob->bytes;
    type = kBytea;
    format = 1;
  }
  nulls_.push_back(std::holds_alternative<std::monostate>(value));
  types_.push_back(type);
  lengths_.push_back(static_cast<int>(text.size()));
  formats_.push_back(format);
  texts_.push_back(std::move(text));
}

Result<PostgresArguments> PostgresArguments::make(const Expanded& expanded,
                                                  std::span<const Value> values, UnitId unit) {
  PostgresArguments made;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto* text = std::get_if<std::string>(&values[i]);
    if (expanded.is_list[i]) {
      SEN_ASSERT(text != nullptr);
      made.add(array_literal(*text));
      made.types_.back() = kUnknown;
    } else {
      made.add(values[i]);
    }
    if (text != nullptr && made.texts_.back().find('\0') != std::string::npos)
      return invalid("store.nul");
  }
  if (expanded.has_unit) made.add(unit.value);
  return made;
}

std::vector<const char*> PostgresArguments::pointers() const {
  std::vector<const char*> pointers;
  for (std::size_t i = 0; i < texts_.size(); ++i)
    pointers.push_back(nulls_[i] ? nullptr : texts_[i].c_str());
  return pointers;
}

std::string PostgresArguments::signature() const {
  std::string signature;
  for (const auto type : types_) signature += static_cast<char>('a' + type);
  return signature;
}

bool PostgresRow::is_null(int column) const {
  SEN_ASSERT(column < PQnfields(result_));
  return PQgetisnull(result_, row_, column) != 0;
}

std::string_view PostgresRow::text(int column) const {
  SEN_ASSERT(!is_null(column));
  return {PQgetvalue(result_, row_, column),
          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PostgresRow::integer(int column) const {
  const auto written = text(column);
  if (written == "t") return 1;  // a comparison is a boolean here, 0 or 1 on SQLite
  if (written == "f") return 0;
  std::int64_t value = 0;
  const auto [end, failed] =
      std::from_chars(written.data(), written.data() + written.size(), value);
  SEN_ASSERT(failed == std::errc{});
  SEN_ASSERT(end == written.data() + written.size());
  return value;
}

std::string_view PostgresRow::blob(int column) const {
  const auto written = text(column);
  SEN_ASSERT(written.starts_with("\\x"));
  auto& decoded = decoded_[decoded_next_];
  decoded_next_ = (decoded_next_ + 1) % 8;
  decoded = from_hex(written.substr(2));
  return decoded;
}

}  // namespace sen::store
