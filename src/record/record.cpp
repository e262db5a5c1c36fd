#include "record/record.hpp"

#include <algorithm>
#include <array>

#include "record/find_code.hpp"
#include "record/record_rows.hpp"

namespace sen::record {
namespace {

constexpr std::array<std::pair<const char*, PaperForm>, 5> kForms{{{"original", PaperForm::Original},
                                                                   {"certified", PaperForm::Certified},
                                                                   {"copy", PaperForm::Copy},
                                                                   {"shown", PaperForm::Shown},
                                                                   {"electronic", PaperForm::Electronic}}};
constexpr std::array<const char*, 3> kDutyStates{"draft", "signed", "sent"};

}  // namespace

const char* name_of(PaperForm form) { return kForms[static_cast<std::size_t>(form)].first; }

std::optional<PaperForm> parse_paper_form(std::string_view name) {
  for (const auto& [word, form] : kForms) {
    if (name == word) return form;
  }
  return std::nullopt;
}

const char* name_of(CaseDuty::State state) { return kDutyStates[static_cast<std::size_t>(state)]; }

CaseClock* Record::clock(const std::string& wanted) { return find_code(clocks, wanted); }
const CaseClock* Record::clock(const std::string& wanted) const { return find_code(clocks, wanted); }
CaseDuty* Record::duty(const std::string& wanted) { return find_code(duties, wanted); }
const CaseDuty* Record::duty(const std::string& wanted) const { return find_code(duties, wanted); }

const CaseClock* Record::main_clock(const RecordType& of) const {
  const ClockRule* rule = of.main_clock();
  return rule == nullptr ? nullptr : clock(rule->code);
}

Json body_json(const Record& record) {
  Json out = Json::object();
  const Applicant& who = record.applicant;
  Json applicant = Json::object();
  applicant.set("name", Json::string(who.name.reveal(Purpose::Keep)));
  applicant.set("identity_number", Json::string(who.identity_number.reveal(Purpose::Keep)));
  if (who.born_on) applicant.set("born_on", Json::string(to_string(*who.born_on)));
  applicant.set("address", Json::string(who.address.reveal(Purpose::Keep)));
  applicant.set("phone", Json::string(who.phone.reveal(Purpose::Keep)));
  applicant.set("mail", Json::string(who.mail.reveal(Purpose::Keep)));
  applicant.set("submitter", Json::string(who.submitter.reveal(Purpose::Keep)));
  out.set("applicant", std::move(applicant));
  if (!record.case_code.empty()) out.set("case", Json::string(record.case_code));
  Json fields = Json::object();
  for (const auto& [code, value] : record.fields) fields.set(code, Json::string(value));
  out.set("fields", std::move(fields));
  Json papers = Json::array();
  for (const auto& paper : record.papers) {
    Json one = Json::object();
    one.set("code", Json::string(paper.code));
    one.set("form", Json::string(name_of(paper.form)));
    one.set("count", Json::number(paper.count));
    papers.push(std::move(one));
  }
  out.set("papers", std::move(papers));
  Json clocks = Json::array();
  for (const auto& clock : record.clocks) clocks.push(json_of(clock));
  out.set("clocks", std::move(clocks));
  Json duties = Json::array();
  for (const auto& duty : record.duties) {
    Json one = Json::object();
    one.set("code", Json::string(duty.code));
    one.set("state", Json::string(name_of(duty.state)));
    one.set("opened_at", Json::number(duty.opened_at.milliseconds));
    one.set("by", Json::string(to_string(duty.by)));
    one.set("number", Json::string(duty.number));
    one.set("reason", Json::string(duty.reason));
    if (duty.signed_at) one.set("signed_at", Json::number(duty.signed_at->milliseconds));
    one.set("signed_by", Json::number(duty.signed_by));
    if (duty.sent_at) one.set("sent_at", Json::number(duty.sent_at->milliseconds));
    one.set("late", Json::boolean(duty.late));
    duties.push(std::move(one));
  }
  out.set("duties", std::move(duties));
  Json acts = Json::object();
  for (const auto& [code, count] : record.acts) acts.set(code, Json::number(count));
  out.set("acts", std::move(acts));
  if (!record.receiver.empty()) out.set("receiver", Json::string(record.receiver.reveal(Purpose::Keep)));
  if (record.imported) out.set("imported", Json::boolean(true));
  if (record.source_due_on) out.set("source_due_on", Json::string(to_string(*record.source_due_on)));
  return out;
}

void read_body(Record& record, const Json& json) {
  const Json& who = json["applicant"];
  const auto text = [&](const char* name) { return Personal<std::string>(who.string_or(name)); };
  record.applicant = {.name = text("name"), .identity_number = text("identity_number"),
                      .born_on = parse_date(who.string_or("born_on")), .address = text("address"),
                      .phone = text("phone"), .mail = text("mail"), .submitter = text("submitter")};
  record.case_code = json.string_or("case");
  for (const auto& [code, value] : json["fields"].members()) record.fields[code] = value.text();
  for (const Json& one : json["papers"].items()) {
    record.papers.push_back({one.string_or("code"), parse_paper_form(one.string_or("form")).value_or(PaperForm::Copy),
                             static_cast<int>(one.int_or("count", 1))});
  }
  for (const Json& one : json["clocks"].items()) record.clocks.push_back(clock_from(one));
  for (const Json& one : json["duties"].items()) {
    CaseDuty duty{.code = one.string_or("code"), .opened_at = Instant{one.int_or("opened_at", 0)},
                  .by = parse_date(one.string_or("by")).value_or(Date{}), .number = one.string_or("number"),
                  .reason = one.string_or("reason")};
    for (std::size_t i = 0; i < kDutyStates.size(); ++i) {
      if (one.string_or("state") == kDutyStates[i]) duty.state = static_cast<CaseDuty::State>(i);
    }
    if (const auto at = one["signed_at"].as_int()) duty.signed_at = Instant{*at};
    duty.signed_by = one.int_or("signed_by", 0);
    if (const auto at = one["sent_at"].as_int()) duty.sent_at = Instant{*at};
    duty.late = one.bool_or("late", false);
    record.duties.push_back(std::move(duty));
  }
  for (const auto& [code, count] : json["acts"].members()) record.acts[code] = static_cast<int>(count.as_int().value_or(0));
  record.receiver = Personal<std::string>(json.string_or("receiver"));
  record.imported = json.bool_or("imported", false);
  record.source_due_on = parse_date(json.string_or("source_due_on"));
}

Result<RecordRules> rules_of(store::ReadTx& tx, const Context& ctx, Rules& rules, const Record& record) {
  RecordRules out;
  SEN_LET(out.type, rules.type_by_hash(tx, ctx, record.type_hash));
  if (record.procedure_hash.empty()) return out;
  SEN_LET(out.field, rules.field_by_hash(tx, ctx, record.procedure_hash));
  for (const auto& one : out.field->procedures) {
    if (one.code == record.procedure) out.procedure = &one;
  }
  if (out.procedure == nullptr) return not_found("record.procedure_unknown", "procedure");
  return out;
}

Json facts_of(const Record& record, const RecordType& type) {
  Json out = Json::object();
  if (type.has_catalogue) {
    out.set("procedure", Json::string(record.procedure));
    out.set("field", Json::string(record.field));
  }
  for (const Field& field : type.fields) {
    const auto found = record.fields.find(field.code);
    if (!field.fact || found == record.fields.end()) continue;
    switch (field.type) {
      case FieldType::YesNo:
        out.set(field.code, Json::boolean(found->second == "true"));
        break;
      case FieldType::Number:
        out.set(field.code, Json::number(found->second));
        break;
      default:
        out.set(field.code, Json::string(found->second));
    }
  }
  out.set("body", Json::string(record.body));
  return out;
}

std::string deadline_kind(const RecordType& type, const std::string& clock) { return type.id + "_" + clock; }

}  // namespace sen::record
