#pragma once
// What is done to a record after it began: the actions of its type, each legal only in its states, at most so often, and
// when its guards hold. One command for all types; the law is in the type's file.
// Law: Nghị định 61/2018/NĐ-CP Điều 17–21; Nghị định 118/2025/NĐ-CP Điều 17–21.

#include "record/open.hpp"

namespace sen::record {

struct ActInput {
  std::int64_t record{};
  std::string action;
  std::string reason{};
  std::string body{};                  ///< who gets it (Need::Body)
  std::optional<PersonId> person{};    ///< … in person
  std::string ground{};                ///< code of a ground for a pause
  std::optional<Date> new_date{};
  std::string receiver{};              ///< who takes the result
};

/// Errors: forbidden; Forbidden "record.not_yours"; NotFound "record.unknown"; Conflict "record.action_not_now" (the state
/// does not allow it), "record.action_once" (it was done as often as may be), "record.is_late" (only before the due time),
/// "record.not_over" (only after a term), "record.letter_unsigned" (late: the letter comes first), "record.letter_not_due", "record.pause_ground"
/// (no sector's law stops the clock for this), those of case_clock.hpp; "record.act_refused" with a field error for each
/// fault: "record.reason_missing", "record.reason_long", "record.body_unknown", "record.person_unknown",
/// "record.date_missing", "record.receiver_missing".
Result<Record> act_on_record(store::WriteTx& tx, const Context& ctx, Rules& rules, const ActInput& input);

struct RevealInput {
  std::int64_t record{};
  std::string reason;
};
/// The applicant's details in full; who asked, and why, stands in the ledger. Errors: forbidden, Forbidden
/// "record.not_yours", NotFound "record.unknown"; "record.reason_missing".
Result<Applicant> reveal_applicant(store::WriteTx& tx, const Context& ctx, Rules& rules, const RevealInput& input);

/// Why an action cannot be done now; empty when it can (as far as the record alone says).
std::optional<Error> obstacle(const Record& record, const RecordRules& rules, const Action& action, Instant now);

}  // namespace sen::record
