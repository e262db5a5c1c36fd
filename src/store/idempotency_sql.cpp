#include "store/idempotency.hpp"

namespace sen::store {
namespace {

const Statement kSelectAnswer{"store.select_answer",
                              "SELECT body_hash, status, answer_sealed FROM idempotency"
                              " WHERE unit_id = {unit} AND actor = $1 AND route = $2 AND key = $3"};

const Statement kInsertAnswer{
    "store.insert_answer",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, answer_sealed, at)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, '', $6, $7)"};

// Index: idempotency_by_age(unit_id, at).
const Statement kDeleteAnswers{"store.delete_answers",
                               "DELETE FROM idempotency WHERE unit_id = {unit} AND at < $1"};

/// An answer belongs to its actor, route and key, and nowhere else.
std::string column_of(const RequestKey& request) { return "idempotency.answer " + request.route + " " + request.key; }

}  // namespace

Result<std::optional<KeptAnswer>> find_answer(ReadTx& tx, const RequestKey& request) {
  std::optional<KeptAnswer> found;
  const auto column = column_of(request);
  SEN_TRY(tx.each(
      kSelectAnswer,
      [&](Row& row) {
        KeptAnswer kept;
        kept.body_hash = row.next<std::string>();
        kept.status = row.next<int>();
        kept.answer = row.next_sealed({column, request.actor});
        found = std::move(kept);
        return false;
      },
      request.actor, request.route, request.key));
  return found;
}

Result<bool> is_same_body(ReadTx& tx, const KeptAnswer& kept, const std::string& body_hash) {
  SEN_LET(const auto mark, tx.blind({"idempotency.body_hash", body_hash}));
  return mark == kept.body_hash;
}

Result<Done> keep_answer(WriteTx& tx, const RequestKey& request, const KeptAnswer& answer,
                         Instant at) {
  const auto column = column_of(request);
  SEN_TRY(tx.execute(kInsertAnswer, request.actor, request.route, request.key,
                     Blind{"idempotency.body_hash", answer.body_hash}, answer.status,
                     Sealed{{column, request.actor}, answer.answer}, at));
  return Done{};
}

Result<std::int64_t> forget_answers(WriteTx& tx, Instant before) {
  return tx.execute(kDeleteAnswers, before);
}

}  // namespace sen::store
