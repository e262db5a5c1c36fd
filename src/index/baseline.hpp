#pragma once
// Last year's official result, criterion by criterion: what this year is measured against. A
// criterion that had full points needs an owner too, since it can only be lost. And the measuring
// period of a year, which may end before 31/12.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/instant.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::index {

struct BaselineInput {
  int year{};
  Points points{};
  Points max_points{};
  std::optional<std::int64_t> rank{};
  std::optional<std::int64_t> rank_of{};
  std::string decision;  ///< number and date of the deciding act, e.g. "9018/QĐ-UBND ngày 20/12/2023"
  std::vector<std::pair<std::string, Points>> criteria{};  ///< code → points; may be incomplete
};

struct Baseline {
  int year{};
  Points points{};
  Points max_points{};
  std::optional<std::int64_t> rank{};
  std::optional<std::int64_t> rank_of{};
  std::string decision;
  std::map<std::string, Points> criteria{};
};

/// Records or replaces the result of a year. Errors: forbidden; "index.baseline_points" (outside
/// 0 … max_points), "index.baseline_rank", "index.baseline_year", "index.baseline_code" (empty or
/// doubled), "index.baseline_sum" (criteria give more than the total) — all at once, by field.
Result<Done> import_baseline(store::WriteTx& tx, const Context& ctx, const BaselineInput& input);

Result<std::optional<Baseline>> baseline_of(store::ReadTx& tx, int year);

struct OwnerInput {
  int year{};
  std::string code;
  std::string body;
  std::optional<PersonId> person{};
};
struct Owner {
  std::string body;
  std::optional<PersonId> person{};
};
/// Names who answers for a criterion. Errors: forbidden, "index.owner_body".
Result<Done> set_owner(store::WriteTx& tx, const Context& ctx, const OwnerInput& input);
Result<std::map<std::string, Owner>> owners_of(store::ReadTx& tx, int year);

/// Years with an official result, newest first.
Result<std::vector<int>> baseline_years(store::ReadTx& tx);

struct MeasuringPeriod {
  Period period;
  std::optional<Instant> closed_at{};
  std::optional<Points> closed_points{};  ///< the score when it was closed
  std::string reason{};                   ///< of the last closing or opening
};
/// The unit's own period of a year; the calendar year when it has set none.
Result<MeasuringPeriod> measuring_period(store::ReadTx& tx, int year);

struct PeriodInput {
  int year{};
  Period period;
  bool closed = false;
  std::string reason;  ///< why it is closed, or opened again
  std::optional<Points> points{};  ///< the score at its closing
};
/// Sets, closes or reopens a measuring period. Errors: forbidden, "index.period_order",
/// "index.period_reason" (a change of closing without a reason).
Result<Done> set_measuring_period(store::WriteTx& tx, const Context& ctx, const PeriodInput& input);

}  // namespace sen::index
