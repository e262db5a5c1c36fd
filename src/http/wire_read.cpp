// The strict reader behind a wire description: it goes on after a fault and reports them all.

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/text.hpp"
#include "http/wire.hpp"

namespace sen::http {
namespace {

constexpr std::size_t kStringBytesMax = 256 * 1024;
constexpr std::size_t kNumberCharsMax = 64;
constexpr std::size_t kMembersMax = 10'000;
constexpr std::size_t kFaultsMax = 100;

/// Control characters (but line feed and tab) and marks that turn the direction of text around.
bool has_refused_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) return true;
    if (c != 0xe2 || i + 2 >= text.size()) continue;
    const auto second = static_cast<unsigned char>(text[i + 1]);
    const auto third = static_cast<unsigned char>(text[i + 2]);
    if (second == 0x80 && third >= 0xaa && third <= 0xae) return true;  // U+202A … U+202E
    if (second == 0x81 && third >= 0xa6 && third <= 0xa9) return true;  // U+2066 … U+2069
  }
  return false;
}

bool is_code(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._:/-").find(c) != std::string_view::npos;
  });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string count_text(std::size_t count) { return std::to_string(count); }

class Reader final : public Wire {
 public:
  explicit Reader(const Sources& sources) : sources_(sources) {}

  Result<Done> finish() {
    // What the description never asked for, the sender must not send.
    if (sources_.query != nullptr) report_unknown(*sources_.query, query_seen_, {});
    if (path_fault_) return not_found("not_found");
    if (faults_.empty()) return Done{};
    Error error = invalid("wire.invalid", faults_.front().field);
    error.fields = std::move(faults_);
    return error;
  }

 private:
  /// A value under way, with the members of it that were asked for.
  struct Frame {
    const Json* value;
    std::size_t path_length;  ///< of `path_` before this value was entered
    std::vector<std::string_view> seen;
    Place place = Place::Default;
  };

  bool open_field(const char* name, Presence presence, bool /*has_value*/) override {
    Place place = take_place();
    const bool at_root = frames_.size() == 1;
    if (place == Place::Default && at_root && sources_.body == nullptr) place = Place::Query;
    const Json* owner = nullptr;
    if (place == Place::Path) {
      owner = sources_.path;
    } else if (place == Place::Query) {
      owner = sources_.query;
      query_seen_.push_back(name);
    } else {
      owner = frames_.back().value;
      frames_.back().seen.push_back(name);
    }
    if (place == Place::Default && !owner->is_object()) return false;  // said already
    const bool present = owner != nullptr && owner->has(name);
    if (!present || ((*owner)[name].is_null() && presence != Presence::Required)) {
      if (presence == Presence::Required) fault_at(name, "wire.missing", place);
      return false;
    }
    enter(name, (*owner)[name], place);
    return true;
  }
  void close_field() override { leave(); }

  void open_object(std::string_view /*type*/) override {
    if (frames_.empty()) {  // the whole input
      static const Json kEmpty = Json::object();
      const Json& body = sources_.body == nullptr ? kEmpty : *sources_.body;
      frames_.push_back({&body, 0, {}});
      if (!body.is_object()) fault("wire.object");
      return;
    }
    // A list's item or a member: its frame is there already.
    if (!here().is_object()) fault("wire.object");
    frames_.push_back({&here(), path_.size(), {}});
  }
  void close_object() override {
    const Frame& frame = frames_.back();
    if (frame.value->is_object()) report_unknown(*frame.value, frame.seen, path_);
    frames_.pop_back();
  }

  std::size_t open_list(std::size_t /*count*/, const ListRules& rules) override {
    if (frames_.empty()) frames_.push_back({sources_.body, 0, {}});  // a list as the whole body
    if (!here().is_array()) {
      fault("wire.list");
      return 0;
    }
    const std::size_t count = here().items().size();
    if (count < rules.count_min || count > rules.count_max) {
      fault("wire.count", {{"min", count_text(rules.count_min)}, {"max", count_text(rules.count_max)}});
      return 0;
    }
    return count;
  }
  void open_item(std::size_t index) override { enter(std::to_string(index), here().items()[index], Place::Default); }
  void close_item() override { leave(); }
  void close_list() override {
    if (frames_.size() == 1 && path_.empty() && sources_.body == frames_.back().value) frames_.pop_back();
  }

  void id_value(std::int64_t& value, const IdRules& /*rules*/) override {
    const auto number = here().is_string() ? whole_number(here().text()) : std::nullopt;
    if (!number || *number <= 0 || here().text() != std::to_string(*number)) return fault("wire.id");
    value = *number;
  }
  void text_value(std::string& value, const TextRules& rules) override {
    if (!here().is_string()) return fault("wire.text");
    const std::string& sent = here().text();
    if (sent.size() > kStringBytesMax) return too_long(rules.length_max);
    if (has_refused_character(sent)) return fault("wire.character");
    value = nfc(sent);
    check_length(code_point_count(value), rules);
  }
  void code_value(std::string& value, const TextRules& rules) override {
    if (!here().is_string()) return fault("wire.text");
    value = here().text();
    if (!is_code(value)) return fault("wire.code");
    check_length(value.size(), rules);
  }
  void integer_value(std::int64_t& value, const IntegerRules& rules) override {
    std::optional<std::int64_t> number;
    if (here().is_number()) number = here().as_int();
    if (texts_only() && here().is_string()) number = whole_number(here().text());
    if (!number || *number < rules.min || *number > rules.max) {
      return fault("wire.integer", {{"min", std::to_string(rules.min)}, {"max", std::to_string(rules.max)}});
    }
    value = *number;
  }
  void points_value(Points& value, const DecimalRules& rules) override {
    const auto points = here().is_string() ? parse_points(here().text()) : std::nullopt;
    if (!points || *points < Points{rules.min * Points::kScale} || *points > Points{rules.max * Points::kScale}) {
      return decimal_fault(rules);
    }
    value = *points;
  }
  void decimal_value(std::string& value, const DecimalRules& rules) override {
    const bool short_enough = here().is_string() && here().text().size() <= kNumberCharsMax;
    const bool plain = short_enough && here().text().find_first_of("eE+") == std::string::npos;
    const auto ratio = plain ? parse_ratio(here().text()) : std::nullopt;
    if (!ratio || *ratio < Ratio::whole(rules.min) || *ratio > Ratio::whole(rules.max)) {
      return decimal_fault(rules);
    }
    value = here().text();
  }
  void boolean_value(bool& value) override {
    if (here().is_bool()) {
      value = here().as_bool();
    } else if (texts_only() && here().is_string() && (here().text() == "true" || here().text() == "false")) {
      value = here().text() == "true";
    } else {
      fault("wire.boolean");
    }
  }
  void date_value(Date& value, const PlainRules& /*rules*/) override {
    const auto date = here().is_string() ? parse_date(here().text()) : std::nullopt;
    if (!date) return fault("wire.date");
    value = *date;
  }
  void instant_value(Instant& value, const PlainRules& /*rules*/) override {
    const auto instant = here().is_string() ? parse_instant(here().text()) : std::nullopt;
    if (!instant) return fault("wire.instant");
    value = *instant;
  }
  void choice_value(int& index, std::span<const char* const> names) override {
    index = -1;
    std::string allowed;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (here().is_string() && here().text() == names[i]) index = static_cast<int>(i);
      allowed.append(i == 0 ? "" : ", ").append(names[i]);
    }
    if (index < 0) fault("wire.choice", {{"allowed", allowed}});
  }
  void json_value(Json& value, const JsonRules& rules) override {
    if (frames_.empty()) {  // the whole body
      value = sources_.body == nullptr ? Json{} : *sources_.body;
      return;
    }
    if (rules.kind == JsonKind::Object && !here().is_object()) return fault("wire.object");
    if (rules.kind == JsonKind::Array && !here().is_array()) return fault("wire.list");
    value = here();
  }
  void raw_value(JsonText& /*value*/, const JsonRules& /*rules*/) override { SEN_ASSERT(!"ready JSON is written, never read"); }

  [[nodiscard]] const Json& here() const { return *frames_.back().value; }
  /// In paths and queries everything is text.
  [[nodiscard]] bool texts_only() const { return frames_.back().place != Place::Default; }

  void enter(std::string_view name, const Json& value, Place place) {
    frames_.push_back({&value, path_.size(), {}, place});
    if (!path_.empty()) path_.push_back('/');
    for (const char c : name) {  // RFC 6901
      if (c == '~') path_.append("~0");
      else if (c == '/') path_.append("~1");
      else path_.push_back(c);
    }
  }
  void leave() {
    path_.resize(frames_.back().path_length);
    frames_.pop_back();
  }

  void fault(const char* code, TextArguments arguments = {}) {
    if (!frames_.empty() && frames_.back().place == Place::Path) path_fault_ = true;
    if (faults_.size() < kFaultsMax) faults_.push_back({path_, code, std::move(arguments)});
  }
  void fault_at(std::string_view name, const char* code, Place place) {
    static const Json kNone;
    enter(name, kNone, place);
    fault(code);
    leave();
  }
  void too_long(std::size_t length_max) { fault("wire.too_long", {{"max", count_text(length_max)}}); }
  void check_length(std::size_t length, const TextRules& rules) {
    if (length > rules.length_max) return too_long(rules.length_max);
    if (length < rules.length_min) fault("wire.too_short", {{"min", count_text(rules.length_min)}});
  }
  void decimal_fault(const DecimalRules& rules) {
    fault("wire.decimal", {{"min", std::to_string(rules.min)}, {"max", std::to_string(rules.max)}});
  }
  void report_unknown(const Json& object, const std::vector<std::string_view>& seen, const std::string& prefix) {
    for (const auto& [name, value] : object.members()) {
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
      const std::string before = path_;
      path_ = prefix;
      fault_at(name, "wire.unknown", Place::Default);
      path_ = before;
    }
  }

  Sources sources_;
  std::vector<Frame> frames_;
  std::string path_;
  std::vector<std::string_view> query_seen_;
  std::vector<FieldError> faults_;
  bool path_fault_ = false;
};

struct JsonSize {
  std::size_t members = 0;
  bool text_too_long = false;
};
void measure(const Json& json, JsonSize& size) {
  if ((json.is_string() && json.text().size() > kStringBytesMax) ||
      (json.is_number() && json.text().size() > kNumberCharsMax)) {
    size.text_too_long = true;
  }
  size.members += json.members().size() + json.items().size();
  for (const auto& item : json.items()) measure(item, size);
  for (const auto& [name, value] : json.members()) measure(value, size);
}

}  // namespace

namespace {

Result<Done> read_with(const Sources& sources, const std::function<void(Wire&)>& visit) {
  if (sources.body != nullptr) {
    JsonSize size;
    measure(*sources.body, size);
    if (size.members > kMembersMax) return invalid("wire.too_many_members", {}, {{"max", count_text(kMembersMax)}});
    if (size.text_too_long) return invalid("wire.value_too_long");
  }
  Reader reader(sources);
  visit(reader);
  return reader.finish();
}

}  // namespace

Result<Done> read_wire(const Description& description, void* value, const Sources& sources) {
  return read_with(sources, [&](Wire& reader) { description.visit(reader, value); });
}

Result<Done> try_wire(const Description& description, const Sources& sources) {
  return read_with(sources, [&](Wire& reader) { description.visit_new(reader); });
}

}  // namespace sen::http
