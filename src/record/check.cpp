#include "record/check.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "identity/person.hpp"

namespace sen::record {
namespace {

constexpr std::size_t kNameMax = 200;
constexpr std::size_t kAddressMax = 300;
constexpr int kPaperCountMax = 200;

bool is_line(std::string_view text, std::size_t max) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return is_utf8(text) && std::none_of(text.begin(), text.end(), is_control) && code_point_count(text) <= max;
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "0912 345 678" or "+84…": 9 to 12 digits beside blanks, dots and one leading plus.
bool is_phone(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') ++digits;
    else if (c != ' ' && c != '.' && !(c == '+' && i == 0)) return false;
  }
  return digits >= 9 && digits <= 12;
}

bool is_mail(std::string_view text) {
  const auto at = text.find('@');
  return is_line(text, kNameMax) && at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find(' ') == std::string_view::npos;
}

bool is_value(const Field& field, const std::string& value) {
  switch (field.type) {
    case FieldType::Text:
      return is_utf8(value) && static_cast<std::int64_t>(code_point_count(value)) <= field.max;
    case FieldType::Number: {
      if (value.empty() || value.size() > 10 || !are_digits(value)) return false;
      const std::int64_t number = std::stoll(value);
      return field.min <= number && number <= field.max;
    }
    case FieldType::YesNo:
      return value == "true" || value == "false";
    case FieldType::Choice:
      return std::any_of(field.choices.begin(), field.choices.end(), [&](const Choice& choice) { return choice.code == value; });
    case FieldType::Date:
      return parse_date(value).has_value();
  }
  return false;
}

}  // namespace

void check_applicant(Error& error, const Applicant& who, Date today) {
  const auto value = [](const Personal<std::string>& of) -> const std::string& { return of.reveal(Purpose::Compare); };
  const auto fault = [&](const char* field, const char* code) { error.fields.push_back({std::string("applicant/") + field, code, {}}); };
  if (trim(value(who.name)).empty() || !is_line(value(who.name), kNameMax)) fault("name", "record.applicant_name");
  const auto length = value(who.identity_number).size();
  if (length != 0 && ((length != 12 && length != 9) || !are_digits(value(who.identity_number)))) fault("identity_number", "record.identity_number");
  if (who.born_on && today < *who.born_on) fault("born_on", "record.born_on");
  if (!is_line(value(who.address), kAddressMax)) fault("address", "record.address");
  if (!who.phone.empty() && !is_phone(value(who.phone))) fault("phone", "record.phone");
  if (!who.mail.empty() && !is_mail(value(who.mail))) fault("mail", "record.mail");
  if (!is_line(value(who.submitter), kNameMax)) fault("submitter", "record.submitter");
}

void check_fields(Error& error, const RecordType& type, const std::map<std::string, std::string>& fields) {
  for (const auto& [code, value] : fields) {
    const Field* field = type.field(code);
    if (field == nullptr) error.fields.push_back({"fields/" + code, "record.field_unknown", {{"field", code}}});
    else if (!is_value(*field, value)) error.fields.push_back({"fields/" + code, "record.field_value", {{"field", field->label.vi}}});
  }
  for (const Field& field : type.fields) {
    const auto found = fields.find(field.code);
    if (field.required && (found == fields.end() || found->second.empty())) {
      error.fields.push_back({"fields/" + field.code, "record.field_missing", {{"field", field.label.vi}}});
    }
  }
}

void check_papers(Error& error, const Procedure& procedure, const std::vector<HandedPaper>& papers, bool complete) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const std::string where = "papers/" + std::to_string(i);
    if (procedure.paper(papers[i].code) == nullptr) error.fields.push_back({where, "record.paper_unknown", {{"paper", papers[i].code}}});
    else if (!seen.insert(papers[i].code).second) error.fields.push_back({where, "record.paper_twice", {{"paper", procedure.paper(papers[i].code)->name}}});
    if (papers[i].count < 1 || papers[i].count > kPaperCountMax) error.fields.push_back({where + "/count", "record.paper_count", {}});
  }
  if (!complete) return;
  for (const ListedPaper& paper : procedure.papers) {
    if (paper.required && !seen.contains(paper.code)) error.fields.push_back({"papers", "record.paper_missing", {{"paper", paper.name}}});
  }
}

void check_reason(Error& error, const std::string& reason, bool needed) {
  if (needed && trim(reason).empty()) error.fields.push_back({"reason", "record.reason_missing", {}});
  if (!is_utf8(reason) || code_point_count(reason) > kReasonMax) {
    error.fields.push_back({"reason", "record.reason_long", {{"max", std::to_string(kReasonMax)}}});
  }
}

Result<Done> check_own(store::ReadTx& tx, const Context& ctx, const std::string& desk, const std::string& body) {
  if (ctx.actor.is_system || ctx.actor.may(Right::RecordDecide)) return Done{};
  SEN_LET(const auto seats, identity::seats_on(tx, date_of(ctx.clock.now())));
  const bool sits = std::any_of(seats.begin(), seats.end(), [&](const identity::Seat& seat) {
    return seat.person == ctx.actor.person && (seat.body == desk || seat.body == body);
  });
  if (sits) return Done{};
  return Error{ErrorCode::Forbidden, "record.not_yours", {}, {}, {}, {}};
}

}  // namespace sen::record
