#include "plan/follow_up.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "identity/unit.hpp"
#include "pack/pack_set.hpp"
#include "plan/follow_up_sql.hpp"

namespace sen::plan {
namespace {

constexpr const char* kUsual = "usual";
constexpr int kDaysMax = 250;  ///< a working year
constexpr std::array<std::pair<const char*, Told>, 4> kTold{{
    {"responsible", Told::Responsible}, {"body_lead", Told::BodyLead}, {"vice_chair", Told::ViceChair}, {"chair", Told::Chair}}};

std::optional<Told> told_of(const std::string& word) {
  for (const auto& [name, told] : kTold) {
    if (word == name) return told;
  }
  return std::nullopt;
}

std::optional<int> minute_of(const std::string& text) {
  const auto time = parse_instant("2024-01-01T" + text);
  if (!time) return std::nullopt;
  return minute_of_day(*time);
}

void add_fault(Error& error, std::string where) { error.fields.push_back({std::move(where), "plan.follow_up_field", {}}); }

FollowUpStep read_step(const Json& json, const std::string& where, Error& error) {
  FollowUpStep step{.code = json.string_or("code"), .working_days = static_cast<int>(json.int_or("working_days", kDaysMax + 1)), .tell = {}};
  if (step.code.empty()) add_fault(error, where + "/code");
  if (step.working_days < -kDaysMax || step.working_days > kDaysMax) add_fault(error, where + "/working_days");
  for (const Json& word : json["tell"].items()) {
    const auto told = told_of(word.text());
    if (told) step.tell.push_back(*told);
    else add_fault(error, where + "/tell");
  }
  if (step.tell.empty()) add_fault(error, where + "/tell");
  return step;
}

}  // namespace

Result<FollowUpPolicy> read_follow_up(const Json& json) {
  FollowUpPolicy policy;
  Error error = invalid("plan.follow_up_invalid");
  if (json.string_or("schema") != "sen.follow-up/1") add_fault(error, "/schema");
  policy.standing_body = json.string_or("standing_body");
  if (policy.standing_body.empty()) add_fault(error, "/standing_body");
  policy.directing_body = json.string_or("directing_body");
  if (policy.directing_body.empty()) add_fault(error, "/directing_body");
  const auto minute = minute_of(json.string_or("tell_from"));
  if (minute) policy.tell_from = *minute;
  else add_fault(error, "/tell_from");
  policy.week_from = static_cast<int>(json.int_or("week_from", 0));
  if (policy.week_from < 1 || policy.week_from > 7) add_fault(error, "/week_from");
  policy.source = json.string_or("source");
  std::set<std::string> codes;
  const auto& steps = json["steps"].items();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string where = "/steps/" + std::to_string(i);
    policy.steps.push_back(read_step(steps[i], where, error));
    if (!codes.insert(policy.steps.back().code).second) add_fault(error, where + "/code");
  }
  if (policy.steps.empty()) add_fault(error, "/steps");
  if (!error.fields.empty()) return error;
  std::stable_sort(policy.steps.begin(), policy.steps.end(), [](const auto& a, const auto& b) { return a.working_days < b.working_days; });
  return policy;
}

Result<FollowUpPolicy> follow_up_in_force(store::ReadTx& tx, const Context& ctx, Date on) {
  SEN_LET(const auto place, identity::place_of(tx));
  const pack::Entry* entry = ctx.packs.in_force("follow-up", kUsual, on, place);
  if (entry == nullptr) return not_found("plan.no_follow_up");
  return read_follow_up(entry->body);
}

std::vector<const FollowUpStep*> reached_steps(const FollowUpPolicy& policy, const law::Calendar& calendar, const TaskRun& run, Date today) {
  std::vector<const FollowUpStep*> reached;
  if (!run.due) return reached;
  for (const FollowUpStep& step : policy.steps) {
    const Date day = step_day(calendar, *run.due, step.working_days);
    if (run.start <= day && day <= today) reached.push_back(&step);
  }
  return reached;
}

}  // namespace sen::plan
