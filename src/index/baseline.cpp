#include "index/baseline.hpp"

#include <set>

#include "base/text.hpp"
#include "index/live_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::index {
namespace {

struct BaselineRow {
  int year;
  Points points;
  Points max_points;
  std::optional<std::int64_t> rank;
  std::optional<std::int64_t> rank_of;
  std::string decision;
  static BaselineRow from_row(store::Row& row) {
    BaselineRow out{};
    out.year = row.next<int>();
    out.points = row.next<Points>();
    out.max_points = row.next<Points>();
    out.rank = row.next<std::optional<std::int64_t>>();
    out.rank_of = row.next<std::optional<std::int64_t>>();
    out.decision = row.next<std::string>();
    return out;
  }
};

struct CodePoints {
  std::string code;
  Points points;
  static CodePoints from_row(store::Row& row) {
    CodePoints out;
    out.code = row.next<std::string>();
    out.points = row.next<Points>();
    return out;
  }
};

struct OwnerRow {
  std::string code;
  Owner owner;
  static OwnerRow from_row(store::Row& row) {
    OwnerRow out;
    out.code = row.next<std::string>();
    out.owner.body = row.next<std::string>();
    if (const auto person = row.next<std::optional<std::int64_t>>()) out.owner.person = PersonId{*person};
    return out;
  }
};

struct YearRow {
  int year{};
  static YearRow from_row(store::Row& row) { return {static_cast<int>(row.next<std::int64_t>())}; }
};

struct PeriodRow {
  MeasuringPeriod value;
  static PeriodRow from_row(store::Row& row) {
    PeriodRow out;
    out.value.period.start = row.next<Date>();
    out.value.period.end = row.next<Date>();
    out.value.closed_at = row.next<std::optional<Instant>>();
    if (const auto points = row.next<std::optional<std::int64_t>>()) out.value.closed_points = Points{*points};
    const int year = row.next<int>();
    out.value.reason = row.next_sealed_if({"measuring_period.reason", year}).value_or("");
    return out;
  }
};

constexpr int kYearMin = 2012;  // the index was first decided by QĐ 1294/QĐ-BNV of 03/12/2012
constexpr int kYearMax = 2999;

Error check(const BaselineInput& input) {
  Error error = invalid("index.baseline_invalid");
  const auto fault = [&](std::string field, std::string code, TextArguments arguments = {}) {
    error.fields.push_back({std::move(field), std::move(code), std::move(arguments)});
  };
  if (input.year < kYearMin || input.year > kYearMax) fault("year", "index.baseline_year");
  const bool points_fit = Points{} <= input.points && input.points <= input.max_points;
  if (!points_fit) fault("points", "index.baseline_points", {{"max", to_string(input.max_points)}});
  const bool ranked = input.rank && input.rank_of;
  if ((input.rank || input.rank_of) && (!ranked || *input.rank < 1 || *input.rank > *input.rank_of)) {
    fault("rank", "index.baseline_rank");
  }
  std::set<std::string> seen;
  Points sum{};
  for (std::size_t i = 0; i < input.criteria.size(); ++i) {
    const auto& [code, points] = input.criteria[i];
    const std::string field = "criteria/" + std::to_string(i);
    if (code.empty() || code.size() > 32 || !seen.insert(code).second) {
      fault(field + "/code", "index.baseline_code", {{"code", code}});
    }
    if (points > input.max_points) fault(field + "/points", "index.baseline_points", {{"max", to_string(input.max_points)}});
    sum += points;
  }
  if (points_fit && sum > input.points) {
    fault("criteria", "index.baseline_sum", {{"sum", to_string(sum)}, {"points", to_string(input.points)}});
  }
  return error;
}

}  // namespace

Result<Done> import_baseline(store::WriteTx& tx, const Context& ctx, const BaselineInput& input) {
  if (!ctx.actor.may(Right::BaselineImport)) return forbidden(Right::BaselineImport);
  if (Error error = check(input); !error.fields.empty()) return error;
  SEN_TRY(tx.execute(sql::kUpsertBaseline, input.year, input.points, input.max_points, input.rank, input.rank_of,
                     input.decision, ctx.clock.now()));
  SEN_TRY(tx.execute(sql::kDeleteBaselineCriteria, input.year));
  for (const auto& [code, points] : input.criteria) {
    SEN_TRY(tx.execute(sql::kInsertBaselineCriterion, input.year, code, points));
  }
  ledger::EventDraft event{.kind = "baseline.imported", .subject = {"baseline", input.year}};
  event.facts.set("year", Json::number(input.year));
  event.facts.set("points", Json::number(input.points.ten_thousandths));
  event.facts.set("criteria", Json::number(static_cast<std::int64_t>(input.criteria.size())));
  event.payload.set("decision", Json::string(input.decision));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<std::optional<Baseline>> baseline_of(store::ReadTx& tx, int year) {
  SEN_LET(const auto row, tx.find<BaselineRow>(sql::kSelectBaseline, year));
  if (!row) return std::optional<Baseline>{};
  Baseline out{.year = row->year, .points = row->points, .max_points = row->max_points, .rank = row->rank,
               .rank_of = row->rank_of, .decision = row->decision};
  SEN_LET(const auto criteria, tx.select<CodePoints>(sql::kSelectBaselineCriteria, year));
  for (const auto& criterion : criteria) out.criteria.emplace(criterion.code, criterion.points);
  return std::optional<Baseline>(std::move(out));
}

Result<Done> set_owner(store::WriteTx& tx, const Context& ctx, const OwnerInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  if (input.body.empty() || input.body.size() > 64) return invalid("index.owner_body", "body");
  std::optional<std::int64_t> person;
  if (input.person) person = input.person->value;
  SEN_TRY(tx.execute(sql::kUpsertOwner, input.year, input.code, input.body, person));
  ledger::EventDraft event{.kind = "criterion.owned", .subject = {"criterion", input.year}};
  event.facts.set("year", Json::number(input.year));
  event.facts.set("code", Json::string(input.code));
  event.facts.set("body", Json::string(input.body));
  if (person) event.facts.set("person", Json::number(*person));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<std::map<std::string, Owner>> owners_of(store::ReadTx& tx, int year) {
  SEN_LET(auto rows, tx.select<OwnerRow>(sql::kSelectOwners, year));
  std::map<std::string, Owner> out;
  for (auto& row : rows) out.emplace(std::move(row.code), std::move(row.owner));
  return out;
}

Result<std::vector<int>> baseline_years(store::ReadTx& tx) {
  SEN_LET(const auto rows, tx.select<YearRow>(sql::kSelectBaselineYears));
  std::vector<int> out;
  for (const auto& row : rows) out.push_back(row.year);
  return out;
}

Result<MeasuringPeriod> measuring_period(store::ReadTx& tx, int year) {
  SEN_LET(const auto row, tx.find<PeriodRow>(sql::kSelectPeriod, year));
  return row ? row->value : MeasuringPeriod{.period = year_of(year)};
}

Result<Done> set_measuring_period(store::WriteTx& tx, const Context& ctx, const PeriodInput& input) {
  if (!ctx.actor.may(Right::CriteriaSetLoad)) return forbidden(Right::CriteriaSetLoad);
  if (input.period.end < input.period.start) return invalid("index.period_order", "period");
  SEN_LET(const auto before, measuring_period(tx, input.year));
  if (before.closed_at.has_value() != input.closed && trim(input.reason).empty()) {
    return invalid("index.period_reason", "reason");
  }
  std::optional<Instant> closed_at;
  std::optional<std::int64_t> closed_by;
  if (input.closed) {
    closed_at = ctx.clock.now();
    closed_by = ctx.actor.person.value;
  }
  std::optional<std::int64_t> closed_points;
  if (input.closed && input.points) closed_points = input.points->ten_thousandths;
  const std::string reason(trim(input.reason));
  SEN_TRY(tx.execute(sql::kUpsertPeriod, input.year, input.period.start, input.period.end, closed_at, closed_by,
                     closed_points, store::Sealed{{"measuring_period.reason", input.year}, reason}));
  ledger::EventDraft event{.kind = input.closed ? "period.closed" : "period.opened", .subject = {"period", input.year}};
  event.facts.set("year", Json::number(input.year));
  event.facts.set("start_on", Json::string(to_string(input.period.start)));
  event.facts.set("end_on", Json::string(to_string(input.period.end)));
  if (closed_points) event.facts.set("points", Json::number(*closed_points));
  event.payload.set("reason", Json::string(input.reason));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

}  // namespace sen::index
