#include "sim/seed.hpp"

#include "evidence/blobs.hpp"
#include "evidence/evidence.hpp"
#include "formats/document.hpp"
#include "identity/cli.hpp"
#include "identity/password.hpp"
#include "identity/proposal.hpp"
#include "identity/service.hpp"
#include "index/baseline.hpp"
#include "index/evidence_request.hpp"
#include "index/fact_entry.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"
#include "jobs/notice.hpp"
#include "plan/adopt.hpp"
#include "plan/duty.hpp"
#include "plan/extension.hpp"
#include "plan/task.hpp"
#include "record/act.hpp"

namespace sen::sim {
namespace {

constexpr const char* kBody = "office_statistics";
constexpr const char* kDesk = "one_stop_desk";
constexpr const char* kDossier = "dossier";
constexpr const char* kProcedure = "1.004873";
constexpr const char* kForm = "mau_01";
constexpr const char* kOutside = "home_affairs_division";
constexpr int kPasswordHex = 12;
constexpr int kDaysAhead = 30;

/// One unit as it comes to be.
class Seeding {
 public:
  Seeding(const SeedPlace& place, const char* key, int year) : place_(place), year_(year) {
    unit_.key = key;
    unit_.id = UnitId{place.random.id()};
  }
  Result<SeedUnit> make() {
    SEN_TRY(add_unit());
    for (const Role role : {Role::Staff, Role::Lead, Role::Chair, Role::Appraiser, Role::Admin, Role::Auditor}) {
      SEN_TRY(add_account(role));
    }
    SEN_TRY(add_set());
    SEN_TRY(add_fact());
    SEN_TRY(add_plan());
    SEN_TRY(add_proposal());
    SEN_TRY(add_evidence());
    SEN_TRY(add_record());
    return unit_;
  }

 private:
  template <class Act>
  auto as(Role role, Act&& act) {
    const Actor actor = role == Role::Public ? system_actor(unit_.id)
                                             : Actor{.person = people_.at(role), .role = role, .unit = unit_.id};
    const Context ctx{actor, unit_.id, place_.clock, place_.random, place_.packs};
    return place_.store.write(unit_.id, [&](store::WriteTx& tx) { return act(tx, ctx); });
  }
  [[nodiscard]] Date today() const { return date_of(place_.clock.now()); }
  [[nodiscard]] Date day_of_year() const { return std::min(today(), year_of(year_).end); }
  [[nodiscard]] std::string small() const { return unit_.key == "A" ? "a" : "b"; }
  /// A text that stands nowhere else.
  std::string marker(const char* thing) {
    std::string text = "marker-" + small() + "-" + thing + "-" + place_.random.hex(4);
    unit_.markers.push_back(text);
    return text;
  }

  Result<Done> add_unit();
  Result<Done> add_account(Role role);
  Result<Done> add_set();
  Result<Done> add_fact();
  Result<Done> add_plan();
  Result<Done> add_proposal();
  Result<Done> add_evidence();
  Result<Done> add_record();
  [[nodiscard]] Json criteria_set();
  [[nodiscard]] plan::PlanDocument document();

  const SeedPlace& place_;
  int year_;
  SeedUnit unit_;
  std::map<Role, PersonId> people_;
  identity::PasswordHasher hasher_;
};

Result<Done> Seeding::add_unit() {
  return as(Role::Public, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_TRY(identity::add_unit(tx, ctx, {.code = unit_.key == "A" ? "90001" : "90002", .name = "UBND " + marker("unit"),
                                         .short_name = "Seed " + unit_.key, .level = identity::UnitLevel::Commune,
                                         .valid_from = *make_date(2000, 1, 1), .parent = {}}));
    return identity::add_usual_bodies(tx, ctx);
  });
}

Result<Done> Seeding::add_account(Role role) {
  SeedAccount account{.key = std::string(name_of(role)) + unit_.key, .role = name_of(role),
                      .username = std::string(name_of(role)) + "-" + small(),
                      .password = "seed-" + place_.random.hex(kPasswordHex)};
  SEN_LET(const auto hash, hasher_.hash(account.password));
  SEN_TRY(as(Role::Public, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto person, identity::add_person(tx, ctx, {marker(account.role.c_str()), account.role}));
    people_[role] = person.id;
    if (role == Role::Staff || role == Role::Lead || role == Role::Chair) {
      SEN_LET(const auto seat, identity::seat_person(tx, ctx, {.person = person.id, .body = kBody, .role = role,
                                                               .from_on = *make_date(2020, 1, 1), .to_on = {}}));
      unit_.ids["seat"] = std::to_string(seat.id);
    }
    SEN_LET(const auto made, identity::add_account(tx, ctx, {.person = person.id, .username = account.username, .role = role,
                                                             .password_hash = hash}));
    unit_.ids["person"] = std::to_string(person.id.value);
    unit_.ids["account"] = std::to_string(made.id);
    return Done{};
  }));
  unit_.accounts.push_back(std::move(account));
  return Done{};
}

Json Seeding::criteria_set() {
  const std::string text =
      R"({"schema":"sen.criteria-set/1","id":"seed-)" + small() + R"(","status":"SYNTHETIC","completeness":"complete",)"
      R"("title_vi":"Seed )" + unit_.key + R"(","level":"commune","total":1,)"
      R"("rounding":{"criterion_decimals":2,"group_decimals":2,"total_decimals":2,"mode":"half_up"},)"
      R"("measures":[{"id":"seed_)" + small() + R"(","label_vi":")" + marker("measure") + R"(","type":"bool"}],)"
      R"("fields":[{"code":")" + unit_.key + R"(","name_vi":"Seed","max_points":1,"criteria":[{"code":")" + unit_.key + R"(.1",)"
      R"("name_vi":")" + marker("criterion") + R"(","max_points":1,"rule":{"type":"all_or_nothing","points":1,)"
      R"("when":{"all":[{"measure":"seed_)" + small() + R"(","op":"==","value":true}]}}}]}]})";
  auto json = parse_json(text);
  SEN_ASSERT(json.has_value());
  return *std::move(json);
}

Result<Done> Seeding::add_set() {
  SEN_TRY(as(Role::Chair, [&](store::WriteTx& tx, const Context& ctx) {
    return index::load_set(tx, ctx, {year_, criteria_set()});
  }));
  unit_.ids["code"] = unit_.key + ".1";
  unit_.ids["measure"] = "seed_" + small();
  unit_.ids["year"] = std::to_string(year_);
  return as(Role::Chair, [&](store::WriteTx& tx, const Context& ctx) {
    return index::import_baseline(tx, ctx, {.year = year_ - 1, .points = {Points::kScale}, .max_points = {2 * Points::kScale},
                                            .decision = marker("baseline")});
  });
}

Result<Done> Seeding::add_fact() {
  return as(Role::Lead, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    index::Sets sets;
    SEN_LET(const auto set, index::set_in_force(tx, ctx, sets, year_));
    SEN_LET(const auto facts, index::live_facts(tx, ctx, *set, year_of(year_), day_of_year()));
    const index::FactSetting setting{.set = *set, .year = year_, .period = year_of(year_), .own = true, .facts = facts.facts};
    SEN_LET(const auto entry, index::enter_fact(tx, ctx, setting, {.measure = unit_.ids["measure"], .value = "true",
                                                                   .as_of = day_of_year(), .note = marker("fact")}));
    unit_.ids["fact"] = std::to_string(entry.id);
    return Done{};
  });
}

plan::PlanDocument Seeding::document() {
  plan::PlanDocument out;
  out.header.number = unit_.key + "/KH-UBND";
  out.header.issuer = "UBND";
  out.header.signed_date = today();
  out.header.title = marker("plan");
  out.header.plan_year = today().year();
  out.task_groups.push_back({.number = 1, .title = "Seed", .field = {}, .tasks = {{.section = "I", .text = marker("duty")}}});
  out.appendix.groups.push_back({.code = "G1", .roman_printed = "I", .title = "Seed", .count = 2});
  plan::TaskRow task{.group = "G1", .stt = "1", .content = marker("task")};
  task.lead = {.text = "Seed", .bodies = {kBody}};
  task.deadline_text = "Seed";
  task.deadline = {.kind = plan::DeadlineKind::Date, .start = today(), .end = today() + kDaysAhead};
  out.appendix.tasks.push_back(task);
  task.stt = "2";
  task.content = marker("outside-task");
  task.lead = {.text = "Seed", .bodies = {kOutside}, .outside = true};
  out.appendix.tasks.push_back(std::move(task));
  return out;
}

Result<Done> Seeding::add_plan() {
  return as(Role::Chair, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto adopted, plan::adopt_plan(tx, ctx, {document(), {}}));
    unit_.ids["plan"] = std::to_string(adopted.id.value);
    SEN_LET(const auto tasks, plan::tasks_of(tx, adopted.id));
    unit_.ids["task"] = std::to_string(tasks.front().id.value);
    unit_.ids["outside-task"] = std::to_string(tasks.back().id.value);
    SEN_LET(const auto duties, plan::duties_of(tx, adopted.id));
    unit_.ids["duty"] = std::to_string(duties.front().id);
    SEN_TRY(plan::assign_task(tx, ctx, {tasks.front().id, people_.at(Role::Staff)}));
    SEN_LET(const auto notices, jobs::notices_of(tx, people_.at(Role::Staff), 1));
    unit_.ids["notice"] = std::to_string(notices.front().id);
    SEN_LET(const auto extension, plan::request_extension(tx, ctx, {tasks.front().id, today() + 2 * kDaysAhead, marker("extension")}));
    unit_.ids["extension"] = std::to_string(extension.id);
    return Done{};
  });
}

// The chair's second word is asked for, so the proposal waits.
Result<Done> Seeding::add_proposal() {
  return as(Role::Admin, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto outcome, identity::give_role(tx, ctx, {"auditor-" + small(), Role::Admin}));
    SEN_ASSERT(outcome.waiting.has_value());
    unit_.ids["proposal"] = std::to_string(*outcome.waiting);
    return Done{};
  });
}

Result<Done> Seeding::add_evidence() {
  formats::Document paper;
  paper.title = marker("paper");
  SEN_LET(const auto bytes, formats::draw_pdf(paper, place_.clock.now()));
  SEN_LET(const auto file, place_.blobs.keep({.bytes = bytes, .path = {}}, marker("file") + ".pdf"));
  return as(Role::Chair, [&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    SEN_LET(const auto row, evidence::add_evidence(tx, ctx, {.file = file}));
    unit_.ids["evidence"] = std::to_string(row.id.value);
    SEN_LET(const auto request, index::ask_evidence(tx, ctx, {year_, unit_.ids["code"], marker("request"), kBody, today() + kDaysAhead}));
    unit_.ids["evidence-request"] = std::to_string(request.id);
    return Done{};
  });
}

// A dossier that the staff account has: its people sit at the desk too.
Result<Done> Seeding::add_record() {
  SEN_TRY(as(Role::Public, [&](store::WriteTx& tx, const Context& ctx) {
    return identity::seat_person(tx, ctx, {.person = people_.at(Role::Staff), .body = kDesk, .role = Role::Staff,
                                           .from_on = *make_date(2020, 1, 1), .to_on = {}});
  }));
  record::Rules rules;
  record::OpenInput input{.type = kDossier, .procedure = kProcedure};
  input.applicant = {.name = Personal(marker("applicant")), .address = Personal(marker("address"))};
  input.fields = {{"channel", "direct"}, {"content", marker("content")}};
  input.papers = {{"form", record::PaperForm::Original, 1}};
  SEN_LET(const auto made, as(Role::Staff, [&](store::WriteTx& tx, const Context& ctx) { return record::open_record(tx, ctx, rules, input); }));
  unit_.ids["record"] = std::to_string(made.id);
  unit_.ids["record-code"] = made.code;
  unit_.ids["record-form"] = kForm;
  unit_.ids["type"] = kDossier;
  SEN_TRY(as(Role::Staff, [&](store::WriteTx& tx, const Context& ctx) {
    return record::act_on_record(tx, ctx, rules, {.record = made.id, .action = "hand_over", .body = kBody});
  }));
  return Done{};
}

}  // namespace

Result<std::vector<SeedUnit>> make_seed(const SeedPlace& place) {
  SEN_LET(const auto units, place.store.read(UnitId{0}, [](store::ReadTx& tx) { return identity::all_units(tx); }));
  if (!units.empty()) return conflict("sim.seed_real_data", "--data");
  const int year = date_of(place.clock.now()).year();
  std::vector<SeedUnit> out;
  // Different years too, so that even an address with a year belongs to one unit only.
  for (const auto& [key, offset] : {std::pair{"A", 0}, std::pair{"B", 1}}) {
    SEN_LET(auto unit, Seeding(place, key, year - offset).make());
    out.push_back(std::move(unit));
  }
  return out;
}

}  // namespace sen::sim
