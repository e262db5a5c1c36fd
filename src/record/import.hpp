#pragma once
// A case that another system keeps: the list that it hands out brings one record at a time in or up to date, under the
// code that it has there. Sen draws no number for it, counts its clock by the rules and the calendar of the day on which
// it was received, and keeps the other system's due day beside. What happened counts on the day on which it happened.
// A record that Sen received itself, or that somebody here did something to, is never changed by a list.
// Law: Nghị định 61/2018/NĐ-CP Điều 18, 19, 26; Nghị định 118/2025/NĐ-CP Điều 17–19.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "ledger/burst.hpp"
#include "record/record.hpp"

namespace sen::record {

constexpr std::size_t kSourceCodeMax = 60;

/// A moment as a list has it: often only a day.
struct SourceTime {
  Date day;
  std::optional<int> minute{};
  friend bool operator==(const SourceTime&, const SourceTime&) = default;
};

enum class SourceState { Unsaid, Open, Granted, Refused, Withdrawn };

struct ImportInput {
  std::string code;                       ///< of the other system, as it stands there: never taken apart
  std::string procedure;                  ///< code in the catalogue
  Personal<std::string> applicant{};
  SourceTime received;
  std::optional<Date> due_on{};           ///< as the other system counts it
  SourceState state = SourceState::Unsaid;
  std::optional<SourceTime> resolved{};
  std::optional<SourceTime> returned{};
  std::map<std::string, std::string> fields{};  ///< "channel", "digitized"
  std::string body{};                     ///< who handles it; empty: the desk
};

/// What holds for a record received on a day.
struct ImportDay {
  SharedType type;
  SharedCalendar calendar;
  Catalogue catalogue;
  /// By code, or by the exact name in any case. Null: neither.
  [[nodiscard]] const Procedure* named(const std::string& text) const;
};

/// The rules of each day, found once, and what its events write beside themselves, gathered; for one transaction and one
/// type, and nobody else appends in it before `end`.
class ImportRules {
 public:
  ImportRules(Rules& rules, std::string type) : rules_(rules), type_(std::move(type)) {}
  /// Errors: NotFound "record.type_unknown" (no such type on that day).
  Result<const ImportDay*> on(store::ReadTx& tx, const Context& ctx, Date day);
  /// Errors: forbidden, Forbidden "record.not_yours"; asked once.
  Result<Done> check_actor(store::ReadTx& tx, const Context& ctx);
  Result<Done> keep(store::WriteTx& tx, const Context& ctx, const std::string& hash);
  /// After the last record of the transaction, and before anything else is recorded in it.
  Result<Done> end(store::WriteTx& tx) { return burst_.end(tx); }
  [[nodiscard]] ledger::Burst& burst() { return burst_; }
  [[nodiscard]] Rules& rules() const { return rules_; }

 private:
  Rules& rules_;
  std::string type_;
  std::optional<pack::Place> place_;
  std::unordered_map<std::int32_t, ImportDay> days_;
  std::set<std::string> kept_;
  bool allowed_ = false;
  ledger::Burst burst_;
};

enum class ImportEffect {
  New,   ///< a record begins
  More,  ///< the list says more than is kept
  Same,  ///< nothing to do; it may say less
  Ours   ///< Sen's own: left alone
};
struct ImportPlan {
  ImportEffect effect = ImportEffect::New;
  Date due_on;        ///< by Sen's clock
  std::string state;  ///< in which a known record is
  bool ahead = false; ///< Sen knows an end that the list does not
};

/// What a row would do; writes nothing. `known`: the record of that code, or null. Errors: "record.import_refused" with a
/// field error for each fault: "record.import_code", "record.type_unknown", "record.import_future",
/// "record.procedure_unknown", "record.import_due_before", "record.import_resolved_before",
/// "record.import_returned_before", "record.import_resolved_missing", "record.import_still_open",
/// "record.field_unknown", "record.field_value", "record.applicant_name"; against what is kept:
/// "record.import_received_other", "record.import_procedure_other", "record.import_resolved_other",
/// "record.import_outcome_other".
Result<ImportPlan> plan_import(store::ReadTx& tx, const Context& ctx, ImportRules& rules, const Record* known, const ImportInput& input);

struct ImportedRecord {
  std::int64_t id = 0;
  ImportEffect effect = ImportEffect::Same;
};
/// Does it; ImportRules::end comes after the last one. The same row again changes nothing. Errors: those of plan_import and of ImportRules::check_actor.
Result<ImportedRecord> import_record(store::WriteTx& tx, const Context& ctx, ImportRules& rules, const ImportInput& input);

}  // namespace sen::record
