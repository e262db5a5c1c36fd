#include "report/record_paper.hpp"

#include <algorithm>

#include "base/capitals.hpp"
#include "identity/person.hpp"
#include "identity/unit.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "plan/letterhead.hpp"
#include "record/check.hpp"
#include "record/paper_template.hpp"
#include "record/words.hpp"

namespace sen::report {
namespace {

using record::PaperSigner;
using record::PaperTable;

constexpr int kStepsMax = 200;
constexpr const char* kControl = "control";

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }
std::string day_text(Date day) { return localized_date(to_string(day)); }
/// "08 giờ 47 phút, ngày 15/10/2024".
std::string moment_text(Instant at) {
  const int minute = minute_of_day(at);
  return render(Language::Vi, "record.paper.moment", {{"hour", two(minute / 60)}, {"minute", two(minute % 60)}, {"day", day_text(date_of(at))}});
}

bool is_done(const record::Record& record, const record::Action& action) {
  const auto found = record.acts.find(action.code);
  return found != record.acts.end() && found->second > 0;
}

/// A letter that is drafted can be read before it is signed.
bool is_drafted(const record::Record& record, const record::Action& action) {
  return std::any_of(action.duties.begin(), action.duties.end(), [&](const auto& duty) {
    return record.duty(duty.first) != nullptr;
  });
}

class Writer {
 public:
  Writer(store::ReadTx& tx, const Context& ctx, const record::Record& record, const record::RecordRules& of) : tx_(tx), ctx_(ctx), record_(record), of_(of) {}

  Result<formats::Document> write(const record::Form& form, const record::PaperTemplate& paper, bool illustrative) {
    SEN_TRY(read());
    put_values(form);
    formats::Document out;
    out.superior = upper(superior_);
    out.issuer = upper(unit_.name);
    out.number = record::filled(paper.number, values_);
    out.place_and_date = plan::place_and_date(plan::place_of(unit_.short_name), written_on(form));
    out.title = paper.title;
    for (const auto& block : paper.blocks) SEN_TRY(add(out, block));
    put_signature(out, paper, form);
    out.footer = form.name + " (" + form.law + ")";
    if (illustrative) out.footer += ". " + render(Language::Vi, "record.paper.illustrative");
    return out;
  }

 private:
  Result<Done> read() {
    SEN_LET(unit_, identity::load_unit(tx_, tx_.unit()));
    if (unit_.parent) {
      SEN_LET(const auto above, identity::load_unit(tx_, *unit_.parent));
      superior_ = above.name;
    }
    SEN_LET(bodies_, identity::bodies_of(tx_));
    SEN_LET(events_, ledger::events(tx_, {.subject_kind = record_.type, .subject_id = record_.id, .limit = kStepsMax}));
    SEN_LET(const auto people, identity::everybody(tx_));
    SEN_LET(chairs_, identity::role_holders(tx_, Role::Chair, date_of(ctx_.clock.now())));
    for (const auto& person : people) names_[person.id.value] = person.name.reveal(Purpose::Print);
    return Done{};
  }

  std::string body_name(const std::string& code) const {
    for (const auto& body : bodies_) {
      if (body.code == code) return body.name;
    }
    return code;
  }

  /// The newest event of the form's own action.
  const ledger::Event* event_of(const record::Form& form) const {
    for (const auto& event : events_) {
      const record::Action* action = of_.type->action(event.payload.string_or("action"));
      if (action != nullptr && action->form == form.code) return &event;
    }
    return nullptr;
  }

  Date written_on(const record::Form& form) const {
    const auto* event = event_of(form);
    return date_of(event == nullptr ? ctx_.clock.now() : event->at);
  }

  std::string field_text(const char* code) const {
    const auto found = record_.fields.find(code);
    return found == record_.fields.end() ? std::string() : record::value_text(Language::Vi, *of_.type->field(code), found->second);
  }

  void put_values(const record::Form& form) {
    const auto& who = record_.applicant;
    values_ = {{"code", record_.code}, {"number", record_.number}, {"lookup", record_.lookup}, {"applicant", who.name.reveal(Purpose::Print)},
               {"identity_number", who.identity_number.reveal(Purpose::Print)}, {"address", who.address.reveal(Purpose::Print)}, {"phone", who.phone.reveal(Purpose::Print)}, {"mail", who.mail.reveal(Purpose::Print)},
               {"submitter", who.submitter.reveal(Purpose::Print)}, {"received", moment_text(record_.received_at)}, {"desk", body_name(of_.type->desk)},
               {"unit", unit_.name}, {"receiver", record_.receiver.reveal(Purpose::Print)}, {"state", of_.type->state(record_.state)->label.vi},
               {"sets", field_text("sets")}, {"content", field_text("content")}, {"result_way", field_text("result_way")}};
    if (who.born_on) values_["born_on"] = day_text(*who.born_on);
    if (of_.procedure != nullptr) {
      values_["procedure"] = of_.procedure->name;
      values_["result"] = of_.procedure->result;
      values_["handler"] = body_name(of_.procedure->body);
      if (const auto* one = of_.procedure->find_case(record_.case_code)) values_["case"] = one->name;
    }
    if (const auto* clock = record_.main_clock(*of_.type)) {
      values_["limit"] = record::limit_text(Language::Vi, clock->limit);
      values_["due"] = moment_text(clock->due_at);
      if (clock->promised_on) values_["promised"] = day_text(*clock->promised_on);
    }
    if (const auto* event = event_of(form); event != nullptr && event->payload.is_object()) values_["reason"] = event->payload.string_or("reason");
    for (const auto& duty : record_.duties) {
      values_["letter_number"] = duty.number.empty() ? "……/PXL" : duty.number;
      values_["letter_reason"] = duty.reason.empty() ? record::letter_reason(Language::Vi, record_) : duty.reason;
    }
  }

  std::string value(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : found->second;
  }

  Result<Done> add(formats::Document& out, const record::PaperBlock& block) {
    if (!block.when.empty() && value(block.when).empty()) return Done{};
    if (!block.when_not.empty() && !value(block.when_not).empty()) return Done{};
    if (!block.text.empty()) {
      out.blocks.emplace_back(formats::Paragraph{.text = record::filled(block.text, values_), .bold = block.bold, .centred = block.centred, .indented = !block.centred});
    }
    if (block.table == PaperTable::Papers) out.blocks.emplace_back(papers());
    if (block.table == PaperTable::Steps) out.blocks.emplace_back(steps());
    if (!block.qr.empty()) {
      SEN_LET(auto code, formats::qr_code(value(block.qr)));
      out.blocks.emplace_back(formats::Picture{.code = std::move(code), .millimetres = 28});
    }
    return Done{};
  }

  formats::Table papers() const {
    const auto word = [](const char* key) { return render(Language::Vi, std::string("record.paper.") + key); };
    formats::Table out{.header = {word("number"), word("name"), word("form"), word("count")}, .rows = {}, .widths = {8, 60, 18, 14}, .to_right = {false, false, false, true}};
    int line = 0;
    for (const auto& handed : record_.papers) {
      const auto* listed = of_.procedure == nullptr ? nullptr : of_.procedure->paper(handed.code);
      out.rows.push_back({std::to_string(++line), listed == nullptr ? handed.code : listed->name,
                          word((std::string("form_") + record::name_of(handed.form)).c_str()), std::to_string(handed.count)});
    }
    return out;
  }

  formats::Table steps() const {
    const auto word = [](const char* key) { return render(Language::Vi, std::string("record.paper.") + key); };
    formats::Table out{.header = {word("step_at"), word("step"), word("step_by"), word("step_note")}, .rows = {}, .widths = {24, 34, 24, 18}, .to_right = {}};
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
      const auto* kind = ctx_.packs.vocabulary().find(event->kind);
      std::string what = kind == nullptr ? event->kind : kind->label_vi;
      if (const std::string to = event->payload.string_or("to"); !to.empty()) what += " – " + body_name(to);
      std::string note;
      if (event->facts.has("on_time")) {
        const bool early = event->facts.bool_or("early", false);
        note = word(early ? "early" : event->facts.bool_or("on_time", false) ? "on_time" : "late");
      }
      const auto name = names_.find(event->actor);
      out.rows.push_back({moment_text(event->at), what, name == names_.end() ? word("system") : name->second, note});
    }
    return out;
  }

  void put_signature(formats::Document& out, const record::PaperTemplate& paper, const record::Form& form) const {
    std::int64_t signer = 0;
    if (paper.signer == PaperSigner::OpenedBy && !events_.empty()) signer = events_.back().actor;
    if (const auto* event = event_of(form); event != nullptr && paper.signer == PaperSigner::ActedBy) signer = event->actor;
    if (paper.signer == PaperSigner::SignedBy) {
      for (const auto& duty : record_.duties) signer = duty.signed_by;
    }
    if (paper.signer == PaperSigner::None) return;
    const auto name = names_.find(signer);
    const bool is_chair = std::any_of(chairs_.begin(), chairs_.end(), [&](const auto& chair) { return chair.id.value == signer; });
    out.signature = {.authority = paper.authority, .role = is_chair || paper.deputy.empty() ? paper.role : paper.deputy, .name = name == names_.end() ? std::string() : name->second};
  }

  store::ReadTx& tx_;
  const Context& ctx_;
  const record::Record& record_;
  const record::RecordRules& of_;
  identity::Unit unit_;
  std::string superior_;
  std::vector<identity::Body> bodies_;
  std::vector<identity::Person> chairs_;
  std::vector<ledger::Event> events_;
  std::map<std::int64_t, std::string> names_;
  record::PaperValues values_;
};

}  // namespace

std::vector<const record::Form*> forms_now(const record::Record& record, const record::RecordType& type) {
  std::vector<const record::Form*> out;
  for (const auto& form : type.forms) {
    const bool speaks = form.paper == kControl || std::any_of(type.actions.begin(), type.actions.end(), [&](const record::Action& action) {
      return action.form == form.code && (is_done(record, action) || is_drafted(record, action));
    });
    if (speaks && !form.paper.empty()) out.push_back(&form);
  }
  return out;
}

Result<formats::Document> record_paper(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const PaperInput& input) {
  if (!ctx.actor.may(Right::RecordAct)) return forbidden(Right::RecordAct);
  SEN_LET(const auto record, record::load_record(tx, input.record));
  SEN_LET(const auto of, record::rules_of(tx, ctx, rules, record));
  SEN_TRY(record::check_own(tx, ctx, of.type->desk, record.body));
  const auto forms = forms_now(record, *of.type);
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const record::Form* one) { return one->code == input.form; });
  if (form == forms.end()) return not_found("record.form_unknown", "form");
  SEN_LET(const auto place, identity::place_of(tx));
  const auto* entry = ctx.packs.in_force("papers", (*form)->paper, date_of(record.received_at), place);
  if (entry == nullptr) return not_found("record.form_unknown", "form");
  SEN_LET(const auto paper, record::read_paper(entry->body));
  return Writer(tx, ctx, record, of).write(**form, paper, input.illustrative);
}

}  // namespace sen::report
