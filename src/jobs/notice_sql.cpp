#include "jobs/notice_sql.hpp"

#include "jobs/arguments.hpp"

namespace sen::jobs {
namespace {

using store::Statement;

// A sentence may name people.
constexpr const char* kArguments = "notice.arguments";

const Statement kInsertNotice{"jobs.insert_notice",
    "INSERT INTO notice (unit_id, id, person_id, notice_key, text_key, arguments, href, at, read_at, arguments_sealed)"
    " VALUES ({unit}, $1, $2, $3, $4, '', $5, $6, NULL, $7)"
    " ON CONFLICT (unit_id, person_id, notice_key) DO NOTHING"};
// Index: notice_by_person.
const Statement kSelectNotices{"jobs.select_notices",
    "SELECT id, text_key, arguments_sealed, href, at, read_at FROM notice"
    " WHERE unit_id = {unit} AND person_id = $1 ORDER BY at DESC, id DESC LIMIT $2"};
const Statement kCountUnread{"jobs.count_unread",
    "SELECT COUNT(*) FROM notice WHERE unit_id = {unit} AND person_id = $1 AND read_at IS NULL LIMIT 1"};
const Statement kMarkRead{"jobs.mark_read",
    "UPDATE notice SET read_at = COALESCE(read_at, $3) WHERE unit_id = {unit} AND person_id = $1 AND id = $2"};

}  // namespace

Notice Notice::from_row(store::Row& row) {
  Notice notice;
  notice.id = row.next<std::int64_t>();
  notice.text.key = row.next<std::string>();
  notice.text.arguments = arguments_of(row.next_sealed({kArguments, notice.id}));
  notice.href = row.next<std::string>();
  notice.at = row.next<Instant>();
  notice.read_at = row.next<std::optional<Instant>>();
  return notice;
}

Result<Done> insert_notice(store::WriteTx& tx, std::int64_t id, const NewNotice& input, Instant at) {
  std::optional<std::string> key;
  if (!input.key.empty()) key = input.key;
  const auto arguments = arguments_to_text(input.text.arguments);
  SEN_TRY(tx.execute(kInsertNotice, id, input.person, key, input.text.key, input.href, at,
                     store::Sealed{{kArguments, id}, arguments}));
  return Done{};
}

Result<std::vector<Notice>> notices_of(store::ReadTx& tx, PersonId person, int limit) {
  return tx.select<Notice>(kSelectNotices, person, limit);
}

Result<std::int64_t> unread_count(store::ReadTx& tx, PersonId person) {
  return tx.one<std::int64_t>(kCountUnread, person);
}

Result<bool> mark_read(store::WriteTx& tx, PersonId person, std::int64_t id, Instant at) {
  SEN_LET(const auto rows, tx.execute(kMarkRead, person, id, at));
  return rows > 0;
}

}  // namespace sen::jobs
