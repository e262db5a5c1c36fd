#include "index/sets.hpp"

#include <map>

#include "index/live_sql.hpp"
#include "ledger/ledger.hpp"
#include "ledger/packs.hpp"
#include "pack/pack_set.hpp"

namespace sen::index {
namespace {

constexpr int kYearMin = 2012;
constexpr int kYearMax = 2999;

/// What the sets of the unit's years take from others, by the id of the set.
Result<std::map<std::string, std::vector<std::string>>> imports_of_years(store::ReadTx& tx) {
  std::map<std::string, std::vector<std::string>> out;
  SEN_LET(const auto assignments, set_assignments(tx));
  for (const auto& assignment : assignments) {
    if (out.contains(assignment.set_id)) continue;
    SEN_LET(const auto kept, ledger::kept_pack(tx, assignment.set_hash));
    SEN_ASSERT(kept);
    SEN_LET(const Json body, parse_json(kept->body));
    out[assignment.set_id] = read_criteria_set(body).set.imports;
  }
  return out;
}

}  // namespace

SetAssignment SetAssignment::from_row(store::Row& row) {
  SetAssignment out;
  out.year = row.next<int>();
  out.set_id = row.next<std::string>();
  out.set_hash = row.next<std::string>();
  out.assigned_at = row.next<Instant>();
  return out;
}

Result<SharedSet> Sets::by_hash(store::ReadTx& tx, const std::string& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = compiled_.find(hash); found != compiled_.end()) return found->second;
  }
  SEN_LET(const auto kept, ledger::kept_pack(tx, hash));
  if (!kept) return not_found("index.set_unknown");
  SEN_LET(const Json body, parse_json(kept->body));
  SharedSet made = std::make_shared<const CriteriaSet>(read_criteria_set(body).set);
  const std::lock_guard lock(mutex_);
  return compiled_.emplace(hash, std::move(made)).first->second;
}

Result<SetAssignment> load_set(store::WriteTx& tx, const Context& ctx, const SetLoad& input) {
  if (!ctx.actor.may(Right::CriteriaSetLoad)) return forbidden(Right::CriteriaSetLoad);
  if (input.year < kYearMin || input.year > kYearMax) return invalid("index.set_year", "year");
  SetReading reading = read_criteria_set(input.body);
  SEN_LET(const auto imports, imports_of_years(tx));
  for (auto& finding : check_imports(reading.set, imports)) reading.findings.push_back(std::move(finding));
  if (reading.findings.empty()) {
    for (auto& finding : check_goldens(reading.set)) reading.findings.push_back(std::move(finding));
  }
  if (!reading.findings.empty()) {
    Error error = invalid("index.set_findings");
    for (auto& finding : reading.findings) {
      error.fields.push_back({finding.where, finding.text.key, std::move(finding.text.arguments)});
    }
    return error;
  }
  if (!reading.set.is_scorable()) return invalid("index.set_not_scorable", "body", {{"set", reading.set.id}});
  SetAssignment out{.year = input.year, .set_id = reading.set.id, .assigned_at = ctx.clock.now()};
  SEN_LET(out.set_hash, ledger::keep_pack(tx, ctx, {"criteria-sets", out.set_id, pack::canonical(input.body)}));
  const std::int64_t id = ctx.random.id();
  SEN_TRY(tx.execute(sql::kInsertAssignment, id, out.year, out.assigned_at, out.set_id, out.set_hash,
                     ctx.actor.person));
  ledger::EventDraft event{.kind = "criteria_set.assigned", .subject = {"criteria_set", id}};
  event.facts.set("year", Json::number(out.year));
  event.facts.set("set", Json::string(out.set_id));
  event.facts.set("hash", Json::string(out.set_hash));
  SEN_TRY(ledger::append(tx, ctx, event));
  return out;
}

Result<std::optional<SetAssignment>> set_assignment(store::ReadTx& tx, int year, Instant as_of) {
  return tx.find<SetAssignment>(sql::kSelectAssignment, year, as_of);
}

Result<std::vector<SetAssignment>> set_assignments(store::ReadTx& tx) {
  return tx.select<SetAssignment>(sql::kSelectAssignments);
}

Result<int> current_year(store::ReadTx& tx, const Context& ctx) {
  const int today = date_of(ctx.clock.now()).year();
  SEN_LET(const auto assignments, set_assignments(tx));
  for (const auto& assignment : assignments) {
    if (assignment.year == today) return today;
  }
  return assignments.empty() ? today : assignments.front().year;
}

Result<SharedSet> set_in_force(store::ReadTx& tx, const Context& ctx, Sets& sets, int year) {
  SEN_LET(const auto assignment, set_assignment(tx, year, ctx.clock.now()));
  if (!assignment) return not_found("index.no_set", "year");
  return sets.by_hash(tx, assignment->set_hash);
}

}  // namespace sen::index
