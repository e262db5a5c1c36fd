#pragma once
// Evidence on request (plan 97/KH-UBND of 01/04/2024, part III: the standing body asks the lead bodies for papers that
// prove a criterion): asked of a body with a due day, supplied with files or explained. Whoever is late is told, and so
// is who asked.

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "jobs/deadline.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::index {

struct EvidenceRequest {
  std::int64_t id{};
  int year{};
  std::string code;    ///< of the criterion
  std::string wanted;  ///< which papers, in words
  std::string body;
  Date due_on;
  std::string state;   ///< "open", "supplied", "explained", "withdrawn"
  PersonId asked_by;
  Instant asked_at;
  std::optional<PersonId> answered_by{};
  std::optional<Instant> answered_at{};
  std::string answer;  ///< note with the files, or why there are none
  static EvidenceRequest from_row(store::Row& row);
};

struct NewRequest {
  int year{};
  std::string code;  ///< the caller has found it in the year's set
  std::string wanted;
  std::string body;
  Date due_on;
};
/// Errors: forbidden (who may assign tasks asks); all at once under "index.request_refused": "index.request_wanted"
/// (empty, or over 2,000 characters), "index.request_body" (no body of the commune), "index.request_due" (before today).
Result<EvidenceRequest> ask_evidence(store::WriteTx& tx, const Context& ctx, const NewRequest& input);

struct SupplyInput {
  std::int64_t id{};
  std::vector<EvidenceId> evidence;
  std::string note;
};
/// Errors: forbidden; NotFound "index.request_unknown"; Forbidden "index.request_not_yours" (another body's); Conflict
/// "index.request_answered"; "index.request_files" (none, or over 50), "index.request_note".
Result<EvidenceRequest> supply_evidence(store::WriteTx& tx, const Context& ctx, const SupplyInput& input);

struct AnswerInput {
  std::int64_t id{};
  std::string note;
};
/// Why there are no such papers. Errors: as above; "index.request_note" (empty, or over 2,000 characters).
Result<EvidenceRequest> explain_evidence(store::WriteTx& tx, const Context& ctx, const AnswerInput& input);
/// By who may ask. Errors: forbidden; NotFound "index.request_unknown"; Conflict "index.request_answered".
Result<EvidenceRequest> withdraw_request(store::WriteTx& tx, const Context& ctx, const AnswerInput& input);

/// NotFound "index.request_unknown".
Result<EvidenceRequest> load_request(store::ReadTx& tx, std::int64_t id);
/// Open ones first, by due day; at most 500.
Result<std::vector<EvidenceRequest>> requests_of(store::ReadTx& tx, int year);

/// For the scheduler (jobs::PassedHandler): the body and who asked hear that the day passed.
Result<Done> tell_request_overdue(store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline);

}  // namespace sen::index
