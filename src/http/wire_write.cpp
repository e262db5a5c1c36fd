// The writer behind a wire description.

#include "http/wire.hpp"

namespace sen::http {
namespace {

class Writer final : public Wire {
 public:
  std::string take() { return out_.take(); }

 private:
  bool open_field(const char* name, Presence presence, bool has_value) override {
    if (take_place() != Place::Default) return false;  // parameters are not part of a body
    if (!has_value) {
      if (presence == Presence::Nullable) out_.member_null(name);
      return false;
    }
    out_.key(name);
    return true;
  }
  void close_field() override {}
  void open_object(std::string_view /*type*/) override { out_.begin_object(); }
  void close_object() override { out_.end_object(); }
  std::size_t open_list(std::size_t count, const ListRules& /*rules*/) override {
    out_.begin_array();
    return count;
  }
  void open_item(std::size_t /*index*/) override {}
  void close_item() override {}
  void close_list() override { out_.end_array(); }
  void id_value(std::int64_t& value, const IdRules& /*rules*/) override { out_.string(std::to_string(value)); }
  void text_value(std::string& value, const TextRules& /*rules*/) override { out_.string(value); }
  void code_value(std::string& value, const TextRules& /*rules*/) override { out_.string(value); }
  void integer_value(std::int64_t& value, const IntegerRules& /*rules*/) override { out_.integer(value); }
  void points_value(Points& value, const DecimalRules& rules) override { out_.string(to_string(value, rules.decimals)); }
  void decimal_value(std::string& value, const DecimalRules& /*rules*/) override { out_.string(value); }
  void boolean_value(bool& value) override { out_.boolean(value); }
  void date_value(Date& value, const PlainRules& /*rules*/) override { out_.string(to_string(value)); }
  void instant_value(Instant& value, const PlainRules& /*rules*/) override { out_.string(to_string(value)); }
  void choice_value(int& index, std::span<const char* const> names) override {
    SEN_ASSERT(index >= 0);  // the table of names lacks the value
    out_.string(names[static_cast<std::size_t>(index)]);
  }
  void json_value(Json& value, const JsonRules& /*rules*/) override { out_.raw(value.dump()); }
  void raw_value(JsonText& value, const JsonRules& /*rules*/) override { out_.raw(value.text); }

  JsonOut out_;
};

}  // namespace

std::string write_wire(const Description& description, const void* value) {
  Writer writer;
  // A description takes its type by mutable reference because it also reads; the writer changes nothing.
  description.visit(writer, const_cast<void*>(value));
  return writer.take();
}

void Wire::name_value(std::string& value, std::span<const char* const> names) {
  int index = -1;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (value == names[i]) index = static_cast<int>(i);
  }
  choice_value(index, names);
  if (index >= 0) value = names[static_cast<std::size_t>(index)];
}

namespace detail {

std::string_view last_name(std::string_view pretty) {
  // "… [with T = sen::api::CloseInput; std::string_view = …]"
  const auto start = pretty.find("T = ");
  std::string_view name = pretty.substr(start + 4);
  name = name.substr(0, name.find_first_of(";]"));
  const auto colon = name.rfind("::");
  return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

}  // namespace detail
}  // namespace sen::http
