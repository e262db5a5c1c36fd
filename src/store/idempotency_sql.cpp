#include "store/idempotency.hpp"

namespace sen::store {
namespace {

const Statement kSelectAnswer{"store.select_answer",
                              "SELECT body_hash, status, answer FROM idempotency"
                              " WHERE unit_id = {unit} AND actor = $1 AND route = $2 AND key = $3"};

const Statement kInsertAnswer{
    "store.insert_answer",
    "INSERT INTO idempotency (unit_id, actor, route, key, body_hash, status, answer, at)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6, $7)"};

// Index: idempotency_by_age(unit_id, at).
const Statement kDeleteAnswers{"store.delete_answers",
                               "DELETE FROM idempotency WHERE unit_id = {unit} AND at < $1"};

struct AnswerRow {
  KeptAnswer kept;
  static AnswerRow from_row(Row& row) {
    AnswerRow answer;
    answer.kept.body_hash = row.next<std::string>();
    answer.kept.status = row.next<int>();
    answer.kept.answer = row.next<std::string>();
    return answer;
  }
};

}  // namespace

Result<std::optional<KeptAnswer>> find_answer(ReadTx& tx, const RequestKey& request) {
  SEN_LET(auto found, tx.find<AnswerRow>(kSelectAnswer, request.actor, request.route, request.key));
  if (!found) return std::optional<KeptAnswer>{};
  return std::optional<KeptAnswer>(std::move(found->kept));
}

Result<Done> keep_answer(WriteTx& tx, const RequestKey& request, const KeptAnswer& answer,
                         Instant at) {
  SEN_TRY(tx.execute(kInsertAnswer, request.actor, request.route, request.key, answer.body_hash,
                     answer.status, answer.answer, at));
  return Done{};
}

Result<std::int64_t> forget_answers(WriteTx& tx, Instant before) {
  return tx.execute(kDeleteAnswers, before);
}

}  // namespace sen::store
