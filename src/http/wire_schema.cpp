// JSON Schema 2020-12 and an example, out of the same description that reads and writes.

#include <algorithm>

#include "base/text.hpp"
#include "http/wire.hpp"

namespace sen::http {
namespace {

constexpr const char* kIdPattern = "^[1-9][0-9]{0,18}$";
constexpr const char* kTextPattern = "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]*$";
constexpr const char* kCodePattern = "^[A-Za-z0-9._:/-]*$";
constexpr const char* kDecimalPattern = "^-?[0-9]{1,12}(\\.[0-9]{1,9})?$";
constexpr const char* kPointsPattern = "^-?[0-9]{1,12}(\\.[0-9]{1,4})?$";
constexpr std::size_t kDepthMax = 16;

Json typed(const char* type) {
  Json schema = Json::object();
  schema.set("type", Json::string(type));
  return schema;
}
Json text_of(std::string_view text) { return Json::string(std::string(text)); }
Json count_of(std::size_t count) { return Json::number(static_cast<std::int64_t>(count)); }

/// A text of allowed length that says what it is.
std::string example_text(const TextRules& rules, std::string_view fill) {
  if (rules.example != nullptr) return rules.example;
  std::string text(fill.substr(0, std::min(fill.size(), rules.length_max)));
  while (text.size() < rules.length_min) text.push_back('x');
  return text;
}

class SchemaMaker final : public Wire {
 public:
  SchemaMaker(Direction direction, DefaultPlace place) : direction_(direction), default_place_(place) {}

  WireSchema take() {
    made_.schema = std::move(schema_);
    made_.example = std::move(example_);
    return std::move(made_);
  }

 private:
  struct Object {
    Json properties = Json::object();
    Json required = Json::array();
    Json example = Json::object();
  };
  struct Field {
    std::string name;
    Presence presence;
    Place place;
  };

  bool open_field(const char* name, Presence presence, bool /*has_value*/) override {
    Place place = take_place();
    if (objects_.size() > 1) place = Place::Default;
    else if (place == Place::Default && default_place_ == DefaultPlace::Query) place = Place::Query;
    if (direction_ == Direction::Out && place != Place::Default) return false;
    fields_.push_back({name, presence, place});
    return true;
  }
  void close_field() override {
    const Field field = std::move(fields_.back());
    fields_.pop_back();
    const bool required = field.presence == Presence::Required ||
                          (direction_ == Direction::Out && field.presence == Presence::Nullable);
    if (field.place != Place::Default) {
      made_.parameters.push_back({field.name, field.place == Place::Path ? "path" : "query", required,
                                  std::move(schema_), std::move(example_)});
      return;
    }
    if (field.presence != Presence::Required) allow_null();
    Object& object = objects_.back();
    object.properties.set(field.name, std::move(schema_));
    object.example.set(field.name, std::move(example_));
    if (required) object.required.push(text_of(field.name));
    if (objects_.size() == 1) made_.has_body = true;
  }
  void allow_null() {
    if (!schema_.has("type")) return;  // anything is allowed already
    Json types = Json::array();
    types.push(schema_["type"]);
    types.push(Json::string("null"));
    schema_.set("type", std::move(types));
    if (schema_.has("enum")) {
      Json values = schema_["enum"];
      values.push(Json{});
      schema_.set("enum", std::move(values));
    }
  }

  void open_object(std::string_view type) override {
    SEN_ASSERT(objects_.size() < kDepthMax);  // a wire type that holds itself has no finite schema here
    titles_.emplace_back(type);
    objects_.emplace_back();
  }
  void close_object() override {
    Object object = std::move(objects_.back());
    objects_.pop_back();
    schema_ = typed("object");
    schema_.set("title", text_of(titles_.back()));
    titles_.pop_back();
    schema_.set("properties", std::move(object.properties));
    if (!object.required.items().empty()) schema_.set("required", std::move(object.required));
    schema_.set("additionalProperties", Json::boolean(false));
    example_ = std::move(object.example);
  }

  std::size_t open_list(std::size_t /*count*/, const ListRules& rules) override {
    lists_.push_back(rules);
    if (objects_.empty()) made_.has_body = true;
    return 1;
  }
  void open_item(std::size_t /*index*/) override {}
  void close_item() override {}
  void close_list() override {
    const ListRules rules = lists_.back();
    lists_.pop_back();
    Json list = typed("array");
    list.set("items", std::move(schema_));
    if (rules.count_min > 0) list.set("minItems", count_of(rules.count_min));
    list.set("maxItems", count_of(rules.count_max));
    // An example may only name what is there: ids of a list are left out unless one is given.
    Json example = Json::array();
    if (rules.count_min > 0 || rules.example != nullptr || !example_.is_string()) example.push(std::move(example_));
    schema_ = std::move(list);
    example_ = std::move(example);
  }

  void id_value(std::int64_t& /*value*/, const IdRules& rules) override {
    schema_ = typed("string");
    schema_.set("pattern", Json::string(kIdPattern));
    schema_.set("maxLength", count_of(19));
    example_ = Json::string(rules.example);
  }
  void text_value(std::string& /*value*/, const TextRules& rules) override {
    schema_ = typed("string");
    if (rules.length_min > 0) schema_.set("minLength", count_of(rules.length_min));
    schema_.set("maxLength", count_of(rules.length_max));
    schema_.set("pattern", Json::string(kTextPattern));
    example_ = Json::string(example_text(rules, "text"));
  }
  void code_value(std::string& /*value*/, const TextRules& rules) override {
    schema_ = typed("string");
    if (rules.length_min > 0) schema_.set("minLength", count_of(rules.length_min));
    schema_.set("maxLength", count_of(rules.length_max));
    schema_.set("pattern", Json::string(kCodePattern));
    example_ = Json::string(example_text(rules, "code"));
  }
  void integer_value(std::int64_t& /*value*/, const IntegerRules& rules) override {
    schema_ = typed("integer");
    schema_.set("minimum", Json::number(rules.min));
    schema_.set("maximum", Json::number(rules.max));
    const std::int64_t near_zero = std::clamp<std::int64_t>(1, rules.min, rules.max);
    example_ = Json::number(rules.example.value_or(near_zero));
  }
  void points_value(Points& /*value*/, const DecimalRules& rules) override { decimal(rules, kPointsPattern); }
  void decimal_value(std::string& /*value*/, const DecimalRules& rules) override { decimal(rules, kDecimalPattern); }
  void decimal(const DecimalRules& rules, const char* pattern) {
    schema_ = typed("string");
    schema_.set("format", Json::string("decimal"));
    schema_.set("pattern", Json::string(pattern));
    schema_.set("maxLength", count_of(23));
    const std::int64_t near_zero = std::clamp<std::int64_t>(1, rules.min, rules.max);
    example_ = Json::string(rules.example != nullptr ? rules.example : std::to_string(near_zero));
  }
  void boolean_value(bool& /*value*/) override {
    schema_ = typed("boolean");
    example_ = Json::boolean(true);
  }
  void date_value(Date& /*value*/, const PlainRules& rules) override {
    schema_ = typed("string");
    schema_.set("format", Json::string("date"));
    schema_.set("maxLength", count_of(10));
    example_ = Json::string(rules.example != nullptr ? rules.example : "2024-06-30");
  }
  void instant_value(Instant& /*value*/, const PlainRules& rules) override {
    schema_ = typed("string");
    schema_.set("format", Json::string("date-time"));
    schema_.set("maxLength", count_of(40));
    example_ = Json::string(rules.example != nullptr ? rules.example : "2024-06-30T10:05:00+07:00");
  }
  void choice_value(int& index, std::span<const char* const> names) override {
    index = -1;
    schema_ = typed("string");
    Json values = Json::array();
    for (const char* name : names) values.push(Json::string(name));
    schema_.set("enum", std::move(values));
    example_ = Json::string(names[0]);
  }
  void json_value(Json& /*value*/, const JsonRules& rules) override { free_value(rules); }
  void raw_value(JsonText& /*value*/, const JsonRules& rules) override { free_value(rules); }
  void free_value(const JsonRules& rules) {
    if (objects_.empty() && lists_.empty()) made_.has_body = true;
    schema_ = Json::object();
    example_ = Json::object();
    if (rules.kind == JsonKind::Object) {
      schema_ = typed("object");
      schema_.set("additionalProperties", Json::boolean(true));
    }
    if (rules.kind == JsonKind::Array) {
      schema_ = typed("array");
      schema_.set("items", Json::object());
      example_ = Json::array();
    }
    if (rules.example == nullptr) return;
    auto example = parse_json(rules.example);
    SEN_ASSERT(example.has_value());
    example_ = *std::move(example);
  }

  Direction direction_;
  DefaultPlace default_place_;
  WireSchema made_;
  // The value just visited; whoever encloses it takes it.
  Json schema_;
  Json example_;
  std::vector<Object> objects_;
  std::vector<std::string> titles_;
  std::vector<Field> fields_;
  std::vector<ListRules> lists_;
};

}  // namespace

WireSchema schema_of(const Description& description, Direction direction, DefaultPlace place) {
  SchemaMaker maker(direction, place);
  description.visit_new(maker);
  return maker.take();
}

}  // namespace sen::http
