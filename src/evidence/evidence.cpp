#include "evidence/evidence.hpp"

#include "evidence/evidence_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::evidence {
namespace {

constexpr std::int64_t kDailyBytesMax = std::int64_t{500} << 20;
constexpr std::int64_t kLinksMax = 200;

}  // namespace

Result<Evidence> add_evidence(store::WriteTx& tx, const Context& ctx, const NewEvidence& input) {
  if (!ctx.actor.may(Right::EvidenceAdd)) return forbidden(Right::EvidenceAdd);
  SEN_LET(const auto there, find_by_hash(tx, input.file.sha256));
  if (there) return *there;
  const auto now = ctx.clock.now();
  SEN_LET(const auto today, bytes_added_since(tx, ctx.actor.person, start_of(date_of(now))));
  if (!ctx.actor.is_system && today + input.file.size > kDailyBytesMax) {
    return Error{ErrorCode::LimitExceeded, "evidence.daily_limit", "file", {},
                 {{"megabytes", std::to_string(kDailyBytesMax >> 20)}}, {}};
  }
  const Evidence evidence{EvidenceId{ctx.random.id()}, input.file.sha256, input.file.name, input.file.type,
                          input.file.size, input.sensitivity, ctx.actor.person, now};
  SEN_TRY(insert_evidence(tx, evidence));
  Json facts = Json::object();
  facts.set("sha256", Json::string(evidence.sha256));
  facts.set("type", Json::string(name_of(evidence.type)));
  facts.set("size", Json::number(evidence.size));
  Json payload = Json::object();
  payload.set("name", Json::string(evidence.name));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "evidence.added", .subject = {"evidence", evidence.id.value},
                                   .facts = facts, .payload = payload}));
  return evidence;
}

Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, const NewLink& input) {
  if (!ctx.actor.may(Right::EvidenceAdd)) return forbidden(Right::EvidenceAdd);
  SEN_TRY(load_evidence(tx, input.evidence));
  SEN_LET(const auto links, link_count(tx, input.subject));
  if (links >= kLinksMax) {
    return Error{ErrorCode::LimitExceeded, "evidence.link_limit", "evidence", {}, {{"count", std::to_string(kLinksMax)}}, {}};
  }
  SEN_LET(const auto is_new, insert_link(tx, input, ctx.actor.person, ctx.clock.now()));
  if (!is_new) return Done{};
  Json facts = Json::object();
  facts.set("subject_kind", Json::string(input.subject.kind));
  facts.set("subject_id", Json::number(input.subject.id));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "evidence.linked", .subject = {"evidence", input.evidence.value},
                                   .facts = facts}));
  return Done{};
}

Result<Evidence> open_evidence(store::WriteTx& tx, const Context& ctx, EvidenceId id) {
  if (!ctx.actor.may(Right::EvidenceRead)) return forbidden(Right::EvidenceRead);
  SEN_LET(auto evidence, load_evidence(tx, id));
  if (evidence.sensitivity == Sensitivity::Open) return evidence;
  SEN_TRY(ledger::append(tx, ctx, {.kind = "evidence.opened", .subject = {"evidence", id.value}}));
  return evidence;
}

}  // namespace sen::evidence
