#pragma once
// Facts that a named person attests for a day of the period, with evidence: what nothing counts. An
// entry is never overwritten; a correction is a further entry for the same day that names the one it
// corrects. The ledger's measure of the same name takes the latest.

#include <optional>
#include <string>
#include <vector>

#include "index/criteria_set.hpp"
#include "index/facts.hpp"
#include "ledger/ledger.hpp"

namespace sen::index {

struct FactInput {
  std::string measure;  ///< of a measure, or as `ledger_measure` names another slot
  std::string value;   ///< as the measure's type writes it: "1248", "81.4", "true", "2024-02-15"
  Date as_of;
  std::string note;
  std::string origin = "attested";  ///< or "imported", "surveyed"
  std::optional<std::int64_t> corrects{};
  std::vector<EvidenceId> evidence{};
};

struct FactEntry {
  std::int64_t id{};
  std::string measure;
  int year{};
  std::int64_t value{};
  std::string value_text;
  Date as_of;
  std::string note;
  std::string origin;
  PersonId entered_by{};
  Instant entered_at;
  std::optional<std::int64_t> corrects{};
  std::int64_t event_seq{};
  static FactEntry from_row(store::Row& row);
};

/// What the caller knows of the measure's year.
struct FactSetting {
  const CriteriaSet& set;
  int year{};
  Period period;
  bool closed = false;
  bool counted = false;          ///< a measure that the ledger counts is not entered by hand
  bool own = false;              ///< the actor's body answers for a criterion that reads it
  std::vector<law::Fact> facts;  ///< as known at `as_of`, by slot
};

/// Records the fact. Errors, all that apply at once under "index.fact_refused": "index.fact_unknown",
/// "index.fact_counted", "index.fact_type" and the other codes of facts.hpp, "index.fact_above_total",
/// "index.fact_day" (outside the period), "index.fact_future", "index.fact_note" (over 2,000 characters);
/// on their own: forbidden, "index.fact_closed" (the period takes none), "index.fact_corrects".
Result<FactEntry> enter_fact(store::WriteTx& tx, const Context& ctx, const FactSetting& setting,
                             const FactInput& input);

/// One value as people and files write it, read for its measure; the error's field is the measure's id.
FactReading read_value(const CriteriaSet& set, law::Slot slot, const std::string& text);

/// The same checks, and nothing is written: what `enter_fact` would refuse, it refuses here with the same errors.
Result<Done> check_entry(const Context& ctx, const FactSetting& setting, const FactInput& input);

struct FactWithdrawal {
  std::int64_t entry{};
  std::string reason;
};
/// Takes an entry back: the entry of the same day that it replaced holds again, by a further entry that corrects
/// it; where there was none, what held the days before (origin "withdrawn", which the score takes for missing when
/// there was nothing). Errors: forbidden; NotFound "index.fact_entry_unknown"; Conflict "index.fact_closed",
/// "index.fact_superseded" (a later entry of that day stands already).
Result<FactEntry> withdraw_fact(store::WriteTx& tx, const Context& ctx, const FactSetting& setting,
                                const FactWithdrawal& input);

/// Newest day first; of one day, the latest entry first: that is the one that counts.
Result<std::vector<FactEntry>> fact_entries(store::ReadTx& tx, const std::string& measure, int year);
/// NotFound "index.fact_entry_unknown".
Result<FactEntry> load_fact(store::ReadTx& tx, std::int64_t id);
Result<std::map<std::string, int>> fact_entry_counts(store::ReadTx& tx, int year);

/// A fact as the ledger keeps it (ledger/ledger.hpp, Reading): count, money, days, bool as they are;
/// percent and number in ten-thousandths; dates in days. Empty when more than four decimals are given.
std::optional<std::int64_t> ledger_value(const SlotEntry& entry, const law::Fact& fact);
law::Fact fact_of_ledger(const SlotEntry& entry, std::int64_t value);
/// How people and JSON write it: "81.4", "true", "2024-02-15".
std::string fact_text(const SlotEntry& entry, const law::Fact& fact);

}  // namespace sen::index
