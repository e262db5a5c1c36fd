#include "index/evidence_request.hpp"

#include "base/text.hpp"
#include "base/texts.hpp"
#include "evidence/evidence.hpp"
#include "identity/service.hpp"
#include "index/evidence_request_sql.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"

namespace sen::index {
namespace {

constexpr const char* kSubject = "evidence_request";
constexpr const char* kDue = "evidence_request_due";
constexpr std::size_t kTextMax = 2'000;
constexpr std::size_t kFilesMax = 50;

TextArguments sized() { return {{"max", std::to_string(kTextMax)}}; }

bool is_bad_text(const std::string& text) { return trim(text).empty() || code_point_count(text) > kTextMax; }

Text sentence(const char* key, const EvidenceRequest& request) {
  return {key, {{"code", request.code}, {"wanted", request.wanted}, {"due", localized_date(to_string(request.due_on))}}};
}

std::string page_of(const EvidenceRequest& request) { return "/chi-so/" + request.code; }

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, const EvidenceRequest& request) {
  ledger::EventDraft event{.kind = kind, .subject = {kSubject, request.id}};
  event.facts.set("year", Json::number(request.year));
  event.facts.set("code", Json::string(request.code));
  event.facts.set("body", Json::string(request.body));
  event.facts.set("due_on", Json::string(to_string(request.due_on)));
  event.payload.set("wanted", Json::string(request.wanted));
  event.payload.set("answer", Json::string(request.answer));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<Done> check_new(store::ReadTx& tx, const Context& ctx, const NewRequest& input) {
  Error error = invalid("index.request_refused");
  if (is_bad_text(input.wanted)) error.fields.push_back({"wanted", "index.request_wanted", sized()});
  SEN_LET(const auto body, identity::find_body(tx, input.body));
  if (!body || body->outside) error.fields.push_back({"body", "index.request_body", {{"body", input.body}}});
  if (input.due_on < date_of(ctx.clock.now())) {
    error.fields.push_back({"due_on", "index.request_due", {{"due", localized_date(to_string(input.due_on))}}});
  }
  if (!error.fields.empty()) return error;
  return Done{};
}

// Only an open request is answered, by somebody of the body that was asked, or by who leads.
Result<EvidenceRequest> open_request(store::ReadTx& tx, const Context& ctx, std::int64_t id) {
  SEN_LET(auto request, load_request(tx, id));
  if (request.state != "open") return conflict("index.request_answered", "id");
  if (ctx.actor.may(Right::TaskAssign)) return request;
  SEN_LET(const bool sits, identity::sits_in(tx, {ctx.actor.person, request.body, date_of(ctx.clock.now())}));
  if (!sits) return Error{ErrorCode::Forbidden, "index.request_not_yours", "id", {}, {}, {}};
  return request;
}

struct Answer {
  const char* state;
  const char* event;
  std::string note;
};
Result<EvidenceRequest> answered(store::WriteTx& tx, const Context& ctx, EvidenceRequest request, const Answer& answer) {
  request.state = answer.state;
  request.answered_by = ctx.actor.person;
  request.answered_at = ctx.clock.now();
  request.answer = nfc(trim(answer.note));
  SEN_TRY(tx.execute(sql::kAnswerRequest, request.id, request.state, ctx.actor.person, ctx.clock.now(),
                     store::Sealed{{"evidence_request.answer", request.id}, request.answer}));
  SEN_TRY(record(tx, ctx, answer.event, request));
  return request;
}

}  // namespace

EvidenceRequest EvidenceRequest::from_row(store::Row& row) {
  EvidenceRequest out;
  out.id = row.next<std::int64_t>();
  out.year = static_cast<int>(row.next<std::int64_t>());
  out.code = row.next<std::string>();
  out.wanted = row.next<std::string>();
  out.body = row.next<std::string>();
  out.due_on = row.next<Date>();
  out.state = row.next<std::string>();
  out.asked_by = PersonId{row.next<std::int64_t>()};
  out.asked_at = row.next<Instant>();
  if (const auto person = row.next<std::optional<std::int64_t>>()) out.answered_by = PersonId{*person};
  out.answered_at = row.next<std::optional<Instant>>();
  out.answer = row.next_sealed_if({"evidence_request.answer", out.id}).value_or("");
  return out;
}

Result<EvidenceRequest> load_request(store::ReadTx& tx, std::int64_t id) {
  SEN_LET(auto found, tx.find<EvidenceRequest>(sql::kSelectRequest, id));
  if (!found) return not_found("index.request_unknown", "id");
  return *std::move(found);
}

Result<std::vector<EvidenceRequest>> requests_of(store::ReadTx& tx, int year) {
  return tx.select<EvidenceRequest>(sql::kSelectRequests, year);
}

Result<EvidenceRequest> ask_evidence(store::WriteTx& tx, const Context& ctx, const NewRequest& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_TRY(check_new(tx, ctx, input));
  EvidenceRequest request{.id = ctx.random.id(), .year = input.year, .code = input.code, .wanted = nfc(trim(input.wanted)),
                          .body = input.body, .due_on = input.due_on, .state = "open", .asked_by = ctx.actor.person,
                          .asked_at = ctx.clock.now(), .answer = {}};
  SEN_TRY(tx.execute(sql::kInsertRequest, request.id, request.year, request.code, request.wanted, request.body,
                     request.due_on, request.asked_by, request.asked_at));
  SEN_TRY(record(tx, ctx, "evidence.requested", request));
  SEN_TRY(jobs::set_deadline(tx, ctx, {.subject = {kSubject, request.id}, .kind = kDue, .due_at = end_of(request.due_on)}));
  SEN_TRY(jobs::notify_body(tx, ctx, {.body = request.body, .text = sentence("index.request.asked", request),
                                      .href = page_of(request)}));
  return request;
}

Result<EvidenceRequest> supply_evidence(store::WriteTx& tx, const Context& ctx, const SupplyInput& input) {
  if (!ctx.actor.may(Right::EvidenceAdd)) return forbidden(Right::EvidenceAdd);
  SEN_LET(const auto request, open_request(tx, ctx, input.id));
  if (input.evidence.empty() || input.evidence.size() > kFilesMax) {
    return invalid("index.request_files", "evidence", {{"max", std::to_string(kFilesMax)}});
  }
  if (code_point_count(input.note) > kTextMax) return invalid("index.request_note", "note", sized());
  for (const EvidenceId file : input.evidence) {
    SEN_TRY(evidence::link_evidence(tx, ctx, {file, {kSubject, request.id}}));
  }
  SEN_TRY(jobs::meet_deadline(tx, ctx, {.subject = {kSubject, request.id}, .kind = kDue}));
  SEN_LET(auto out, answered(tx, ctx, request, {"supplied", "evidence.supplied", input.note}));
  SEN_TRY(jobs::notify(tx, ctx, {.person = out.asked_by, .text = sentence("index.request.supplied", out), .href = page_of(out)}));
  return out;
}

Result<EvidenceRequest> explain_evidence(store::WriteTx& tx, const Context& ctx, const AnswerInput& input) {
  if (!ctx.actor.may(Right::EvidenceAdd)) return forbidden(Right::EvidenceAdd);
  SEN_LET(const auto request, open_request(tx, ctx, input.id));
  if (is_bad_text(input.note)) return invalid("index.request_note", "note", sized());
  SEN_TRY(jobs::meet_deadline(tx, ctx, {.subject = {kSubject, request.id}, .kind = kDue}));
  SEN_LET(auto out, answered(tx, ctx, request, {"explained", "evidence.explained", input.note}));
  SEN_TRY(jobs::notify(tx, ctx, {.person = out.asked_by, .text = sentence("index.request.explained", out), .href = page_of(out)}));
  return out;
}

Result<EvidenceRequest> withdraw_request(store::WriteTx& tx, const Context& ctx, const AnswerInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(const auto request, open_request(tx, ctx, input.id));
  SEN_TRY(jobs::drop_deadline(tx, ctx, {.subject = {kSubject, request.id}, .kind = kDue}));
  return answered(tx, ctx, request, {"withdrawn", "evidence.request_withdrawn", input.note});
}

Result<Done> tell_request_overdue(store::WriteTx& tx, const Context& ctx, const jobs::Deadline& deadline) {
  if (deadline.kind != kDue) return Done{};
  SEN_LET(const auto request, load_request(tx, deadline.subject_id));
  const Text text = sentence("index.request.overdue", request);
  const std::string key = std::string(kDue) + "." + std::to_string(request.id);
  SEN_TRY(jobs::notify_body(tx, ctx, {.body = request.body, .text = text, .href = page_of(request), .key = key}));
  return jobs::notify(tx, ctx, {.person = request.asked_by, .text = text, .href = page_of(request), .key = key});
}

}  // namespace sen::index
