#pragma once
// Wire descriptions: one `describe(Wire&, T&)` per wire type, written once by `api`, is the strict
// reader, the writer and the OpenAPI schema of that type.
//
//   void describe(http::Wire& v, CloseInput& input) {
//     v.in_path().id("id", input.task_id);
//     v.text("note", input.note, {.length_max = 2000, .example = "Xong."});
//     v.list("evidence", input.evidence, {.count_max = 50});
//   }
//
// A field of type std::optional<X> may be absent or null when read, and is written as null (or left out,
// with .when_empty = WhenEmpty::Omitted). All faults of an input are reported at once.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace sen::http {

/// How an empty optional is written; both forms are accepted when read.
enum class WhenEmpty : std::uint8_t { Null, Omitted };

struct IdRules {
  const char* example = "1";
  WhenEmpty when_empty = WhenEmpty::Null;
};
/// Free text: NFC, no control characters but line feed and tab, no direction overrides.
struct TextRules {
  std::size_t length_max;      ///< code points
  std::size_t length_min = 0;  ///< code points
  const char* example = nullptr;
  WhenEmpty when_empty = WhenEmpty::Null;
};
struct IntegerRules {
  std::int64_t min = 0;
  std::int64_t max = 1'000'000'000'000;
  std::optional<std::int64_t> example = std::nullopt;
  WhenEmpty when_empty = WhenEmpty::Null;
};
/// Decimal strings: points ("1.9875") and other exact numbers ("95.5").
struct DecimalRules {
  std::int64_t min = -1'000'000'000;  ///< whole units
  std::int64_t max = 1'000'000'000;
  int decimals = 2;  ///< shown at least, for Points
  const char* example = nullptr;
  WhenEmpty when_empty = WhenEmpty::Null;
};
struct PlainRules {
  const char* example = nullptr;
  WhenEmpty when_empty = WhenEmpty::Null;
};
struct ListRules {
  std::size_t count_max = 1000;
  std::size_t count_min = 0;
  std::size_t length_max = 2000;  ///< of each text
  std::size_t length_min = 0;
  const char* example = nullptr;  ///< of each item
  WhenEmpty when_empty = WhenEmpty::Null;
};
enum class JsonKind : std::uint8_t { Object, Array, Any };
struct JsonRules {
  JsonKind kind = JsonKind::Object;
  const char* example = nullptr;  ///< JSON text
  WhenEmpty when_empty = WhenEmpty::Null;
};

/// Ready JSON text, put into an answer as it is (shapes that a room writes itself).
struct JsonText {
  std::string text = "{}";
};
/// No input, or an answer `{}`.
struct Nothing {};

/// Name of an enumerator on the wire.
template <class E>
struct Choice {
  const char* name;
  E value;
};

namespace detail {
template <class T>
struct optional_of : std::false_type {
  using type = T;
};
template <class T>
struct optional_of<std::optional<T>> : std::true_type {
  using type = T;
};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class Tag>
struct is_id<Id<Tag>> : std::true_type {};

/// "CloseInput" from a function's pretty name "… [with T = sen::api::CloseInput]".
std::string_view last_name(std::string_view pretty);
template <class T>
std::string_view type_name() {
  return last_name(__PRETTY_FUNCTION__);
}
}  // namespace detail

class Wire {
 public:
  virtual ~Wire() = default;

  /// The next field is a parameter of the path, or of the query, whatever the method. (Without it a field
  /// belongs to the body of POST, PUT and PATCH, and to the query of the others.)
  Wire& in_path() { place_ = Place::Path; return *this; }
  Wire& in_query() { place_ = Place::Query; return *this; }

  template <class V>  ///< Id<Tag>, or optional
  void id(const char* name, V& value, IdRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { id_value(inner.value, rules); });
  }
  template <class V>  ///< std::string, or optional
  void text(const char* name, V& value, TextRules rules) {
    field(name, value, rules.when_empty, [&](auto& inner) { text_value(inner, rules); });
  }
  /// Codes and keys: ASCII letters, digits and `. _ : / -`.
  template <class V>
  void code(const char* name, V& value, TextRules rules) {
    field(name, value, rules.when_empty, [&](auto& inner) { code_value(inner, rules); });
  }
  template <class V>  ///< an integer type, or optional
  void integer(const char* name, V& value, IntegerRules rules) {
    field(name, value, rules.when_empty, [&](auto& inner) {
      std::int64_t wide = static_cast<std::int64_t>(inner);
      integer_value(wide, rules);
      inner = static_cast<std::remove_reference_t<decltype(inner)>>(wide);
    });
  }
  template <class V>  ///< Points, or optional
  void points(const char* name, V& value, DecimalRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { points_value(inner, rules); });
  }
  template <class V>  ///< std::string with an exact decimal ("95.5"), or optional
  void decimal(const char* name, V& value, DecimalRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { decimal_value(inner, rules); });
  }
  template <class V>  ///< bool, or optional
  void boolean(const char* name, V& value, PlainRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { boolean_value(inner); });
  }
  template <class V>  ///< Date, or optional
  void date(const char* name, V& value, PlainRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { date_value(inner, rules); });
  }
  template <class V>  ///< Instant, or optional
  void instant(const char* name, V& value, PlainRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { instant_value(inner, rules); });
  }
  /// An enumeration with its table of names.
  template <class V, class E, std::size_t N>
  void choice(const char* name, V& value, const Choice<E> (&table)[N], PlainRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) {
      const char* names[N];
      int now = -1;
      for (std::size_t i = 0; i < N; ++i) {
        names[i] = table[i].name;
        if (table[i].value == inner) now = static_cast<int>(i);
      }
      choice_value(now, {names, N});
      if (now >= 0) inner = table[now].value;
    });
  }
  /// A text out of a closed list.
  template <class V>
  void choice(const char* name, V& value, std::initializer_list<const char*> names,
              PlainRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { name_value(inner, names); });
  }
  template <class V>  ///< a described type, or optional
  void object(const char* name, V& value, WhenEmpty when_empty = WhenEmpty::Null) {
    field(name, value, when_empty, [&](auto& inner) { described(inner); });
  }
  /// A list of ids, texts, integers, points, dates or described types, or optional.
  template <class V>
  void list(const char* name, V& value, ListRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { list_value(inner, rules); });
  }
  /// JSON of a shape of its own (documents); limits of size and depth still hold.
  template <class V>  ///< Json, or optional
  void json(const char* name, V& value, JsonRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { json_value(inner, rules); });
  }
  /// Answers only: ready JSON text.
  template <class V>  ///< JsonText, or optional
  void raw(const char* name, V& value, JsonRules rules = {}) {
    field(name, value, rules.when_empty, [&](auto& inner) { raw_value(inner, rules); });
  }

  // Used by the descriptions of whole bodies.
  template <class T>
  void described(T& value) {
    open_object(detail::type_name<T>());
    if constexpr (!std::is_same_v<T, Nothing>) describe(*this, value);
    close_object();
  }
  template <class T>
  void whole(T& value) {
    if constexpr (detail::is_vector<T>::value) {
      list_value(value, ListRules{.count_max = 10'000});
    } else if constexpr (std::is_same_v<T, Json>) {
      json_value(value, {.kind = JsonKind::Any});
    } else if constexpr (std::is_same_v<T, JsonText>) {
      raw_value(value, {.kind = JsonKind::Any});
    } else {
      described(value);
    }
  }

 protected:
  enum class Presence : std::uint8_t { Required, Nullable, Optional };
  enum class Place : std::uint8_t { Default, Path, Query };

  virtual bool open_field(const char* name, Presence presence, bool has_value) = 0;
  virtual void close_field() = 0;
  virtual void open_object(std::string_view type) = 0;
  virtual void close_object() = 0;
  /// Number of items to visit.
  virtual std::size_t open_list(std::size_t count, const ListRules& rules) = 0;
  virtual void open_item(std::size_t index) = 0;
  virtual void close_item() = 0;
  virtual void close_list() = 0;
  virtual void id_value(std::int64_t& value, const IdRules& rules) = 0;
  virtual void text_value(std::string& value, const TextRules& rules) = 0;
  virtual void code_value(std::string& value, const TextRules& rules) = 0;
  virtual void integer_value(std::int64_t& value, const IntegerRules& rules) = 0;
  virtual void points_value(Points& value, const DecimalRules& rules) = 0;
  virtual void decimal_value(std::string& value, const DecimalRules& rules) = 0;
  virtual void boolean_value(bool& value) = 0;
  virtual void date_value(Date& value, const PlainRules& rules) = 0;
  virtual void instant_value(Instant& value, const PlainRules& rules) = 0;
  virtual void choice_value(int& index, std::span<const char* const> names) = 0;
  virtual void json_value(Json& value, const JsonRules& rules) = 0;
  virtual void raw_value(JsonText& value, const JsonRules& rules) = 0;

  Place take_place() {
    const Place place = place_;
    place_ = Place::Default;
    return place;
  }

 private:
  void name_value(std::string& value, std::span<const char* const> names);

  template <class V, class Visit>
  void field(const char* name, V& value, WhenEmpty when_empty, Visit visit) {
    if constexpr (detail::optional_of<V>::value) {
      const auto presence = when_empty == WhenEmpty::Null ? Presence::Nullable : Presence::Optional;
      if (!open_field(name, presence, value.has_value())) return;
      if (!value) value.emplace();
      visit(*value);
    } else {
      if (!open_field(name, Presence::Required, true)) return;
      visit(value);
    }
    close_field();
  }

  template <class T>
  void list_value(std::vector<T>& values, const ListRules& rules) {
    const std::size_t count = open_list(values.size(), rules);
    values.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      open_item(i);
      item_value(values[i], rules);
      close_item();
    }
    close_list();
  }

  template <class T>
  void item_value(T& value, const ListRules& rules) {
    if constexpr (detail::is_id<T>::value) {
      id_value(value.value, rules.example == nullptr ? IdRules{} : IdRules{.example = rules.example});
    } else if constexpr (std::is_same_v<T, std::string>) {
      text_value(value, {.length_max = rules.length_max, .length_min = rules.length_min, .example = rules.example});
    } else if constexpr (std::is_integral_v<T>) {
      std::int64_t wide = static_cast<std::int64_t>(value);
      integer_value(wide, {.min = -1'000'000'000'000});
      value = static_cast<T>(wide);
    } else if constexpr (std::is_same_v<T, Points>) {
      points_value(value, {});
    } else if constexpr (std::is_same_v<T, Date>) {
      date_value(value, {});
    } else if constexpr (std::is_same_v<T, Json>) {
      json_value(value, {.kind = JsonKind::Any});
    } else {
      described(value);
    }
  }

  Place place_ = Place::Default;
};

/// A wire type without its type: its name and how to visit one.
struct Description {
  std::string_view type;
  void (*visit)(Wire& wire, void* value);
  /// Visits a fresh default value (schemas).
  void (*visit_new)(Wire& wire);
};
template <class T>
Description description_of() {
  return {detail::type_name<T>(), [](Wire& wire, void* value) { wire.whole(*static_cast<T*>(value)); },
          [](Wire& wire) { T value{}; wire.whole(value); }};
}

/// Where the parts of an input come from. The members of `path` and `query` are texts.
struct Sources {
  const Json* body = nullptr;   ///< null: the default place of fields is the query
  const Json* path = nullptr;
  const Json* query = nullptr;
};
/// Fills `*value`. Error "wire.invalid" with one FieldError per fault; NotFound "not_found" when a
/// parameter of the path is ill-formed (such a path names nothing).
Result<Done> read_wire(const Description& description, void* value, const Sources& sources);
std::string write_wire(const Description& description, const void* value);
/// Would this be read? The same errors, and no value.
Result<Done> try_wire(const Description& description, const Sources& sources);

/// Reads one value from JSON, strictly.
template <class T>
Result<T> read_json(const Json& json) {
  T value{};
  SEN_TRY(read_wire(description_of<T>(), &value, {.body = &json}));
  return value;
}
/// JSON text of a value: what a Reply sends, and what an idempotency row keeps.
template <class T>
std::string write_json(const T& value) {
  return write_wire(description_of<T>(), &value);
}

/// A schema can be asked for what comes in (optional members may be absent) or goes out (they are there,
/// as null).
enum class Direction : std::uint8_t { In, Out };

struct Parameter {
  std::string name;
  std::string in;  ///< "path" or "query"
  bool required = false;
  Json schema;
  Json example;
};
struct WireSchema {
  Json schema;                        ///< JSON Schema 2020-12 of the body; nothing referenced
  Json example;                       ///< of the body
  bool has_body = false;              ///< false: no field belongs to the body
  std::vector<Parameter> parameters;  ///< in the order of the description
};
/// `default_in_query`: fields without a place belong to the query (GET, HEAD, DELETE).
enum class DefaultPlace : std::uint8_t { Body, Query };
WireSchema schema_of(const Description& description, Direction direction, DefaultPlace place);

}  // namespace sen::http
