// A year at the one-stop desk: dossiers received, handed over, signed and returned by their people through the commands,
// a working day a transaction; time warns and drafts letters as it does on a server. What is asked for, by whom and how
// it goes is chance of the story's seed.
#include <algorithm>
#include <memory>

#include "jobs/deadline.hpp"
#include "law/deadline.hpp"
#include "record/act.hpp"
#include "record/wake.hpp"
#include "sim/story.hpp"

namespace sen::sim {
namespace {

constexpr int kDayEnds = 17 * 60 + 45;
constexpr int kWakeMinute = 8 * 60 + 1;

struct Move {
  Instant at;
  std::size_t dossier = 0;
  std::string action;       ///< empty: received
  std::string by;
  std::string reason{};
  std::optional<Date> new_date{};
};

struct Dossier {
  record::OpenInput input;
  std::string handler;      ///< body
  std::int64_t id = 0;
};

/// What the days share. Owned by their acts.
struct Desk {
  record::Rules rules;
  std::vector<Dossier> dossiers;
  std::map<Date, std::vector<Move>> days;
};

/// Plans the year: nothing is written yet.
class Planner {
 public:
  Planner(Stage& stage, Desk& desk, const law::Calendar& calendar, const std::vector<record::Procedure>& procedures)
      : stage_(stage), desk_(desk), json_(stage.story()["desk"]), calendar_(calendar), procedures_(procedures) {
    for (const auto& [code, weight] : json_["procedures"].members()) weights_.emplace_back(code, weight.as_int().value_or(1));
  }

  void plan(Date from, Date to) {
    const auto& bounds = json_["per_day"].items();
    for (Date day = from; day <= to; day = day + 1) {
      if (!calendar_.works(day)) continue;
      const std::int64_t count = stage_.between(*bounds[0].as_int(), *bounds[1].as_int());
      for (std::int64_t i = 0; i < count; ++i) add(day);
    }
    for (const Json& one : json_["unfinished"].items()) leave_open(one);
  }

 private:
  bool chance(const char* name) { return stage_.between(1, 100) <= json_.int_or(name, 0); }
  const std::string& pick(const char* list) {
    const auto& items = json_[list].items();
    return items[static_cast<std::size_t>(stage_.between(0, static_cast<std::int64_t>(items.size()) - 1))].text();
  }
  const record::Procedure& pick_procedure() {
    std::int64_t all = 0;
    for (const auto& [code, weight] : weights_) all += weight;
    std::int64_t left = stage_.between(1, all);
    for (const auto& [code, weight] : weights_) {
      left -= weight;
      if (left <= 0) return find(code);
    }
    return procedures_.front();
  }
  std::string digits(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>('0' + stage_.between(0, 9));
    return out;
  }
  record::Applicant somebody() {
    record::Applicant out;
    out.name = Personal(pick("family_names") + " " + pick("middle_names") + " " + pick("given_names"));
    out.identity_number = Personal("001" + digits(9));
    out.born_on = *make_date(static_cast<int>(stage_.between(1950, 2004)), static_cast<int>(stage_.between(1, 12)), static_cast<int>(stage_.between(1, 28)));
    out.address = Personal(pick("hamlets"));
    out.phone = Personal("09" + digits(8));
    return out;
  }
  Date after(Date day, std::int64_t working_days) {
    Date out = day;
    for (std::int64_t i = 0; i < working_days; ++i) out = calendar_.next_working_day(out).value_or(out + 1);
    return out;
  }
  /// The same day when there is time before closing, else early on the next working day.
  Instant later(Instant moment, std::int64_t minutes) {
    const int minute = minute_of_day(moment) + static_cast<int>(minutes);
    if (minute <= 16 * 60 + 50) return at(date_of(moment), minute);
    return at(after(date_of(moment), 1), 8 * 60 + static_cast<int>(stage_.between(10, 50)));
  }
  void move(Instant when, std::size_t dossier, const char* action, const std::string& by, std::string reason = {}, std::optional<Date> new_date = {}) {
    desk_.days[date_of(when)].push_back({when, dossier, action, by, std::move(reason), new_date});
  }

  const record::Procedure& find(const std::string& code) {
    const auto found = std::find_if(procedures_.begin(), procedures_.end(), [&](const auto& one) { return one.code == code; });
    SEN_ASSERT(found != procedures_.end());
    return *found;
  }

  /// A dossier of the story that is late on its last day, its letter sent.
  void leave_open(const Json& one) {
    const record::Procedure& procedure = find(one.string_or("procedure"));
    const Instant received = *parse_instant(one.string_or("received"));
    const std::size_t index = receive(procedure, received);
    move(later(received, 15), index, "hand_over", kDesk);
    const Instant written = *parse_instant(one.string_or("letter"));
    move(written, index, "sign_apology", kSigner, pick("late_reasons"), parse_date(one.string_or("promised")));
    move(later(written, 20), index, "send_apology", kDesk);
  }

  void add(Date day) {
    const record::Procedure& procedure = pick_procedure();
    const Instant received = at(day, static_cast<int>(stage_.between(8 * 60 + 5, 16 * 60 + 20)));
    const std::size_t index = receive(procedure, received);
    follow(index, procedure, received, json_["people"][procedure.body].text());
  }

  std::size_t receive(const record::Procedure& procedure, Instant received) {
    Dossier dossier{.input = {.type = "dossier", .procedure = procedure.code}, .handler = procedure.body};
    dossier.input.applicant = somebody();
    dossier.input.fields = {{"channel", chance("online_percent") ? "online" : "direct"}, {"sets", "1"}};
    dossier.input.fields["digitized"] = dossier.input.fields["channel"] == "online" || chance("digitized_percent") ? "true" : "false";
    for (const auto& paper : procedure.papers) {
      if (paper.required) dossier.input.papers.push_back({paper.code, record::PaperForm::Original, 1});
    }
    const std::size_t index = desk_.dossiers.size();
    desk_.dossiers.push_back(std::move(dossier));
    move(received, index, "", kDesk);
    return index;
  }

  void follow(std::size_t index, const record::Procedure& procedure, Instant received, const std::string& handler) {
    const Instant handed = later(received, stage_.between(5, 25));
    move(handed, index, "hand_over", kDesk);
    law::DeadlineInput clock{.received = received, .limit = procedure.limit.value, .unit = procedure.limit.unit, .cutoff_minute = law::kCutoffDefault};
    if (procedure.limit.unit != law::LimitUnit::SameDay && chance("supplement_percent")) {
      const Instant asked = later(handed, stage_.between(30, 120));
      move(asked, index, "request_supplement", handler, pick("supplement_reasons"));
      clock.complete = at(after(date_of(asked), stage_.between(1, 5)), static_cast<int>(stage_.between(8 * 60 + 30, 14 * 60)));
      move(*clock.complete, index, "complete_supplement", kDesk);
    } else if (chance("withdraw_percent")) {
      return move(later(handed, stage_.between(20, 90)), index, "withdraw", kDesk, "Người nộp xin rút để làm lại hồ sơ");
    }
    const auto due = law::due(clock, calendar_);
    SEN_ASSERT(due.has_value());
    const bool has_days = procedure.limit.unit != law::LimitUnit::SameDay && due->due_on - date_of(clock.complete.value_or(received)) > 1;
    if (has_days && ++with_days_ % json_.int_or("late_every", 1'000) == 0) return be_late(index, *due, handler);
    finish_in_time(index, *due, clock.complete ? *clock.complete : handed, handler);
  }

  void finish_in_time(std::size_t index, const law::Deadline& due, Instant from, const std::string& handler) {
    std::int64_t room = 0;
    for (Date day = date_of(from); day < due.due_on; day = day + 1) room += calendar_.works(day) ? 1 : 0;
    const Date day = after(date_of(from), chance("on_the_day_percent") ? room : stage_.between(room > 1 ? 1 : 0, std::max<std::int64_t>(room - 1, 0)));
    Instant submitted = day == date_of(from) ? later(from, stage_.between(10, 25)) : at(day, static_cast<int>(stage_.between(8 * 60 + 30, 15 * 60)));
    if (due.due_on < date_of(submitted)) submitted = at(due.due_on, 16 * 60 + 51);
    close(index, submitted, handler, due.due_on);
  }

  void be_late(std::size_t index, const law::Deadline& due, const std::string& handler) {
    ++late_;
    const auto& forgotten = json_["letters_forgotten"].items();
    const bool forgets = std::any_of(forgotten.begin(), forgotten.end(), [&](const Json& one) { return one.as_int() == late_; });
    const Date promised = after(due.due_on, 2);
    if (forgets) {
      // Sent for signature in time, signed late, and nobody wrote.
      const Instant submitted = at(due.apology_by, 14 * 60);
      move(submitted, index, "submit", handler);
      return sign(index, at(after(due.due_on, 1), 9 * 60), 20);
    }
    move(at(due.apology_by, 15 * 60 + 30), index, "sign_apology", kSigner, pick("late_reasons"), promised);
    move(at(after(due.apology_by, 1), 8 * 60 + 40), index, "send_apology", kDesk);
    close(index, at(after(due.due_on, stage_.between(1, 2)), 9 * 60 + static_cast<int>(stage_.between(0, 90))), handler, std::nullopt);
  }

  void close(std::size_t index, Instant submitted, const std::string& handler, std::optional<Date> not_after) {
    move(submitted, index, "submit", handler);
    Instant when = later(submitted, stage_.between(5, 40));
    if (not_after && *not_after < date_of(when)) when = submitted + 2 * kMinuteMs;
    const bool same_day = not_after && *not_after == date_of(when);
    sign(index, when, same_day ? 3 : stage_.between(5, 40));
  }

  void sign(std::size_t index, Instant when, std::int64_t minutes_until_ready) {
    move(when, index, "sign", kSigner);
    const Instant ready = when + minutes_until_ready * kMinuteMs;
    move(ready, index, "result_ready", kDesk);
    const std::int64_t waits = stage_.between(0, 3);
    move(waits == 0 ? later(ready, stage_.between(5, 30)) : at(after(date_of(ready), waits), static_cast<int>(stage_.between(8 * 60 + 10, 16 * 60))), index, "return_result", kDesk);
  }

  static constexpr const char* kDesk = "motcua";
  static constexpr const char* kSigner = "phochutich";
  Stage& stage_;
  Desk& desk_;
  const Json& json_;
  const law::Calendar& calendar_;
  const std::vector<record::Procedure>& procedures_;
  std::vector<std::pair<std::string, std::int64_t>> weights_;
  std::int64_t with_days_ = 0;
  std::int64_t late_ = 0;
};

Result<Done> play(store::WriteTx& tx, const Context& ctx, Desk& desk, const Move& move) {
  Dossier& dossier = desk.dossiers[move.dossier];
  if (move.action.empty()) {
    SEN_LET(const auto made, record::open_record(tx, ctx, desk.rules, dossier.input));
    dossier.id = made.id;
    return Done{};
  }
  record::ActInput input{.record = dossier.id, .action = move.action, .reason = move.reason, .new_date = move.new_date};
  if (move.action == "hand_over") input.body = dossier.handler;
  if (move.action == "return_result") input.receiver = dossier.input.applicant.name.reveal(Purpose::Keep);
  SEN_TRY(record::act_on_record(tx, ctx, desk.rules, input));
  return Done{};
}

/// What time does, as on a server.
Result<Done> wake(store::WriteTx& tx, const Context& ctx, Desk& desk) {
  SEN_LET(const auto passed, jobs::pass_deadlines(tx, ctx, 1'000));
  for (const auto& deadline : passed) SEN_TRY(record::tell_late(tx, ctx, desk.rules, deadline));
  SEN_TRY(record::wake_records(tx, ctx, desk.rules));
  return Done{};
}

Result<Done> live_day(Stage& stage, Desk& desk, Date day, Instant until) {
  const Actor system = system_actor(stage.unit);
  return stage.store().write(stage.unit, [&](store::WriteTx& tx) -> Result<Done> {
    stage.clock().set(at(day, kWakeMinute));
    SEN_TRY(wake(tx, {system, stage.unit, stage.clock(), stage.chance(), stage.packs()}, desk));
    auto& moves = desk.days[day];
    std::stable_sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) { return a.at < b.at; });
    for (const Move& move : moves) {
      if (until < move.at) break;
      stage.clock().set(move.at);
      const Player& player = stage.players.at(move.by);
      const Actor actor{.person = player.person, .role = player.role, .unit = stage.unit};
      SEN_TRY(play(tx, {actor, stage.unit, stage.clock(), stage.chance(), stage.packs()}, desk, move));
      ++stage.report.desk;
    }
    return Done{};
  });
}

}  // namespace

Result<Done> add_desk(Stage& stage, std::vector<Act>& acts) {
  const Json& json = stage.story()["desk"];
  if (!json.is_object()) return Done{};
  const auto desk = std::make_shared<Desk>();
  const Instant now = *parse_instant(stage.story().string_or("clock"));
  const Date from = *parse_date(json.string_or("from"));
  const Actor system = system_actor(stage.unit);
  const Context ctx{system, stage.unit, stage.clock(), stage.chance(), stage.packs()};
  SEN_LET(const auto calendar, desk->rules.calendar(ctx, from, {}));
  SEN_LET(const auto catalogue, desk->rules.catalogue(ctx, from, {}));
  std::vector<record::Procedure> procedures;
  for (const auto& field : catalogue.fields) procedures.insert(procedures.end(), field->procedures.begin(), field->procedures.end());
  Planner(stage, *desk, calendar->calendar, procedures).plan(from, date_of(now));
  for (Date day = from; day <= date_of(now); day = day + 1) {
    const bool is_last = day == date_of(now);
    acts.push_back({is_last ? now : at(day, kDayEnds), [desk, day, now](Stage& on) { return live_day(on, *desk, day, now); }});
  }
  return Done{};
}

}  // namespace sen::sim
