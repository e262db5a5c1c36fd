// Dossiers of a list that the province's one-stop system exports: each is planned by the record room, then compared with
// what Sen has. Each row stands for itself, so that a step of the import reads only its own.

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "identity/person.hpp"
#include "intake/rows.hpp"
#include "intake/values.hpp"
#include "record/list.hpp"

namespace sen::intake {
namespace {

using formats::GridRow;
using record::ImportEffect;
using record::SourceState;
using record::SourceTime;

constexpr const char* kType = "dossier";
constexpr std::size_t kChunk = 500;           // rows whose records are looked up at once
constexpr int kReceivedMax = 200'000;         // of a period, for what the file lacks
constexpr std::size_t kDifferencesMax = 10'000;

/// The words of a column, each read once.
class Words {
 public:
  explicit Words(const char* field) : spec_(*find_field(Kind::Dossiers, field)) {}
  const std::optional<std::string>& code(const std::string& text) {
    const auto found = known_.find(text);
    return found != known_.end() ? found->second : known_.emplace(text, code_of(spec_, text)).first->second;
  }

 private:
  const FieldSpec& spec_;
  std::unordered_map<std::string, std::optional<std::string>> known_;
};

SourceState state_of(const std::string& code) {
  constexpr std::array<std::pair<const char*, SourceState>, 4> kStates{{{"open", SourceState::Open},
                                                                        {"granted", SourceState::Granted},
                                                                        {"refused", SourceState::Refused},
                                                                        {"withdrawn", SourceState::Withdrawn}}};
  const auto found = std::find_if(kStates.begin(), kStates.end(), [&](const auto& each) { return code == each.first; });
  return found == kStates.end() ? SourceState::Unsaid : found->second;
}

/// What a field of the command is called in the file.
const char* field_of(const std::string& field) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kNames{
      {{"received", "received_at"}, {"resolved", "resolved_at"}, {"returned", "returned_at"}}};
  for (const auto& [name, own] : kNames) {
    if (field == name) return own;
  }
  return nullptr;
}

bool same_cells(const GridRow& a, const GridRow& b) {
  return std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(),
                    [](const auto& left, const auto& right) { return left.text == right.text; });
}

class Reading {
 public:
  Reading(store::ReadTx& tx, const Context& ctx, const DossierTask& task, Checked& out)
      : tx_(tx), ctx_(ctx), task_(task), out_(out), rules_(*out.import_rules) {}

  Result<Done> run() {
    SEN_TRY(rules_.check_actor(tx_, ctx_));
    SEN_LET(bodies_, identity::bodies_of(tx_));
    const auto& rows = task_.grid.rows;
    first_.reserve(rows.size());
    out_.rows.reserve(rows.size());
    for (std::size_t i = task_.mapping.header + 1; i < rows.size() && !is_full(); ++i) {
      RowReader reader(Kind::Dossiers, task_.mapping, rows[i], out_.errors);
      const std::size_t twin = first_.emplace(reader.text("code"), i).first->second;
      if (rows[i].line <= task_.slice.after_line) continue;
      Pending row{.grid = i, .checked = out_.rows.size(), .input = {}};
      out_.rows.push_back({rows[i].line, RowState::Bad, {}});
      if (twin != i && !reader.text("code").empty()) {
        if (same_cells(rows[twin], rows[i])) out_.rows.back().state = RowState::Same;
        else reader.fault("code", "intake.row_doubled", {{"line", std::to_string(rows[twin].line)}});
        continue;
      }
      SEN_LET(const bool sound, read(reader, row.input));
      if (sound) pending_.push_back(std::move(row));
      if (pending_.size() == chunk_) SEN_TRY(plan_pending());
    }
    SEN_TRY(plan_pending());
    if (task_.slice.after_line == 0) SEN_TRY(find_missing());
    return Done{};
  }

 private:
  struct Pending {
    std::size_t grid;
    std::size_t checked;
    DossierRow input;
  };

  [[nodiscard]] bool is_full() const { return task_.slice.good_max > 0 && good_ >= task_.slice.good_max; }

  void read_time(RowReader& reader, const char* field, std::optional<SourceTime>& out) {
    if (reader.text(field).empty()) return;
    const auto time = read_day_time(reader.text(field));
    if (time) out = SourceTime{time->day, time->minute};
    else reader.fault(field, "intake.cell_day");
  }

  std::optional<std::string> read_word(RowReader& reader, const char* field, Words& words) {
    const std::string& text = reader.text(field);
    if (text.empty()) return std::nullopt;
    const auto& code = words.code(text);
    if (!code) reader.fault(field, "intake.word_unknown", {{"value", text}});
    return code;
  }

  const std::string& body_of(const std::string& text) {
    const auto found = body_codes_.find(text);
    if (found != body_codes_.end()) return found->second;
    const std::string key = key_of(text);
    std::string code;
    for (const auto& body : bodies_) {
      if (!body.outside && (text == body.code || key == key_of(body.name) || key == key_of(body.name_en))) code = body.code;
    }
    return body_codes_.emplace(text, std::move(code)).first->second;
  }

  const record::Procedure* procedure_of(const record::ImportDay& day, Date date, const std::string& text) {
    auto& named = procedures_[date.days];
    const auto found = named.find(text);
    return found != named.end() ? found->second : named.emplace(text, day.named(text)).first->second;
  }

  Result<bool> read(RowReader& reader, DossierRow& row) {
    reader.check_required();
    row.code = reader.text("code");
    row.applicant = Personal(reader.text("applicant"));
    std::optional<SourceTime> received;
    read_time(reader, "received_at", received);
    read_time(reader, "resolved_at", row.resolved);
    read_time(reader, "returned_at", row.returned);
    std::optional<SourceTime> due;
    read_time(reader, "due_on", due);
    if (due) row.due_on = due->day;
    if (const auto state = read_word(reader, "state", states_)) row.state = state_of(*state);
    if (const auto channel = read_word(reader, "channel", channels_)) row.fields["channel"] = *channel;
    if (const std::string& text = reader.text("digitized"); !text.empty()) {
      const auto flag = read_flag(text);
      if (flag) row.fields["digitized"] = *flag ? "true" : "false";
      else reader.fault("digitized", "intake.word_unknown", {{"value", text}});
    }
    if (const std::string& text = reader.text("body"); !text.empty()) {
      row.body = body_of(text);
      if (row.body.empty()) reader.fault("body", "intake.body_unknown", {{"value", text}});
    }
    if (!received) return false;
    row.received = *received;
    const auto day = rules_.on(tx_, ctx_, received->day);
    if (!day && day.error().rule != "record.type_unknown") return day.error();
    if (!day) {
      reader.fault("received_at", "record.type_unknown");
    } else if (!reader.text("procedure").empty()) {
      const auto* procedure = procedure_of(**day, received->day, reader.text("procedure"));
      if (procedure == nullptr) reader.fault("procedure", "record.procedure_unknown");
      else row.procedure = procedure->code;
    }
    return reader.sound();
  }

  Result<Done> plan_pending() {
    if (pending_.empty()) return Done{};
    std::vector<std::string> codes;
    for (const Pending& row : pending_) codes.push_back(row.input.code);
    SEN_LET(const auto found, record::records_of_codes(tx_, codes));
    std::unordered_map<std::string, const record::Record*> known;
    for (const auto& each : found) known.emplace(each.code, &each);
    for (Pending& row : pending_) {
      const auto at = known.find(row.input.code);
      SEN_TRY(plan(row, at == known.end() ? nullptr : at->second));
    }
    pending_.clear();
    return Done{};
  }

  Result<Done> plan(Pending& row, const record::Record* known) {
    const GridRow& cells = task_.grid.rows[row.grid];
    RowReader reader(Kind::Dossiers, task_.mapping, cells, out_.errors);
    CheckedRow& checked = out_.rows[row.checked];
    const auto planned = record::plan_import(tx_, ctx_, rules_, known, row.input);
    if (!planned) {
      for (const FieldError& each : planned.error().fields) {
        const char* field = field_of(each.field);
        reader.fault(field == nullptr ? each.field : field, each.code, each.arguments);
      }
      return planned.error().fields.empty() ? Result<Done>(planned.error()) : Done{};
    }
    span(row.input.received.day);
    compare(reader, row.input, *planned);
    const bool does = planned->effect == ImportEffect::New || planned->effect == ImportEffect::More;
    checked.state = does ? RowState::Good : RowState::Same;
    if (does) ++good_;
    checked.what = std::move(row.input);
    return Done{};
  }

  void span(Date day) {
    if (!period_) period_ = Period{day, day};
    period_->start = std::min(period_->start, day);
    period_->end = std::max(period_->end, day);
  }

  void differ(Difference difference) {
    if (out_.differences.size() < kDifferencesMax) out_.differences.push_back(std::move(difference));
  }

  void compare(const RowReader& reader, const DossierRow& row, const record::ImportPlan& planned) {
    if (row.due_on && *row.due_on != planned.due_on) {
      differ({reader.line(), row.code, "due_on", to_string(*row.due_on), to_string(planned.due_on)});
    }
    if (planned.effect == ImportEffect::Ours) differ({reader.line(), row.code, "kept_here", reader.text("state"), state_label(row.received.day, planned.state)});
    else if (planned.ahead) differ({reader.line(), row.code, "state", reader.text("state"), state_label(row.received.day, planned.state)});
  }

  std::string state_label(Date day, const std::string& code) {
    const auto rules = rules_.on(tx_, ctx_, day);
    const auto* state = rules ? (*rules)->type->state(code) : nullptr;
    return state == nullptr ? code : state->label.vi;
  }

  /// What Sen has of the days of the file, and the file has not.
  Result<Done> find_missing() {
    if (!period_) return Done{};
    SEN_LET(const auto all, record::received_records(tx_, kType, *period_, kReceivedMax));
    for (const auto& each : all) {
      if (first_.contains(each.code)) continue;
      differ({0, each.code, "not_in_file", {}, state_label(date_of(each.received_at), each.state)});
    }
    return Done{};
  }

  store::ReadTx& tx_;
  const Context& ctx_;
  const DossierTask& task_;
  Checked& out_;
  record::ImportRules& rules_;
  std::vector<identity::Body> bodies_;
  std::unordered_map<std::string, std::size_t> first_;  ///< code → row of the grid
  std::unordered_map<std::string, std::string> body_codes_;
  std::unordered_map<std::int32_t, std::unordered_map<std::string, const record::Procedure*>> procedures_;
  std::vector<Pending> pending_;
  std::optional<Period> period_;
  Words states_{"state"};
  Words channels_{"channel"};
  /// A slice is looked up as one.
  std::size_t chunk_ = task_.slice.good_max > 0 ? static_cast<std::size_t>(task_.slice.good_max) : kChunk;
  int good_ = 0;
};

}  // namespace

Result<Done> check_dossiers(store::ReadTx& tx, const Context& ctx, const DossierTask& task, Checked& out) {
  out.import_rules = std::make_shared<record::ImportRules>(task.rules, kType);
  return Reading(tx, ctx, task, out).run();
}

}  // namespace sen::intake
