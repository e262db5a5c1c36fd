#pragma once
// A record begins: received, or not accepted. Only what the procedure's published list names may be asked for; a code, a
// place in the register and the promise come of it at once.
// Law: Nghị định 61/2018/NĐ-CP Điều 17, 26; Thông tư 01/2018/TT-VPCP Điều 19; Nghị định 118/2025/NĐ-CP Điều 17.

#include <map>
#include <string>
#include <vector>

#include "record/record.hpp"

namespace sen::record {

constexpr std::size_t kReasonMax = 2'000;

struct OpenInput {
  std::string type;
  std::string action{};      ///< an opening one; empty: the type's first
  std::string procedure{};
  std::string case_code{};
  Applicant applicant{};
  std::map<std::string, std::string> fields{};
  std::vector<HandedPaper> papers{};
  std::string reason{};
};

/// Errors: forbidden; Forbidden "record.not_yours" (not of the desk); NotFound "record.type_unknown"; "record.open_refused"
/// with a field error for each fault: "record.action_unknown", "record.procedure_unknown", "record.case_unknown",
/// "record.applicant_name", "record.identity_number", "record.born_on", "record.address", "record.phone", "record.mail",
/// "record.submitter", "record.field_unknown", "record.field_missing", "record.field_value", "record.paper_unknown",
/// "record.paper_twice", "record.paper_count", "record.paper_missing", "record.reason_missing", "record.reason_long".
Result<Record> open_record(store::WriteTx& tx, const Context& ctx, Rules& rules, const OpenInput& input);

/// Is the actor of the type's desk, or one who leads?
Result<bool> may_receive(store::ReadTx& tx, const Context& ctx, const RecordType& type);

/// What would be promised for a procedure received now, with the reason for each day.
struct Promise {
  law::Deadline deadline;
  Limit limit;
  std::string law;  ///< the articles that the clock follows
};
/// Errors: NotFound "record.type_unknown", "record.procedure_unknown"; "record.case_unknown".
struct PromiseInput {
  std::string type;
  std::string procedure;
  std::string case_code{};
};
Result<Promise> promise(store::ReadTx& tx, const Context& ctx, Rules& rules, const PromiseInput& input);

}  // namespace sen::record
