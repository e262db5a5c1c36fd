#pragma once
// What a person is told inside Sen: a sentence by its key, and where to go. Written in the transaction of its
// cause, so nobody hears of what did not happen.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "base/texts.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::jobs {

struct NewNotice {
  PersonId person;
  Text text;
  std::string href;    ///< path in the staff app, "/nhiem-vu/42"
  std::string key{};   ///< the same key tells a person once; empty: no such check
};
Result<Done> notify(store::WriteTx& tx, const Context& ctx, const NewNotice& input);
/// Tells who answers for a body on the day (identity::seat_holder); nobody when the seat is empty.
struct BodyNotice {
  std::string body;
  Text text;
  std::string href;
  std::string key{};
};
Result<Done> notify_body(store::WriteTx& tx, const Context& ctx, const BodyNotice& input);
/// Tells everybody who holds the role on the day.
struct RoleNotice {
  Role role = Role::Chair;
  Text text;
  std::string href;
  std::string key{};
};
Result<Done> notify_role(store::WriteTx& tx, const Context& ctx, const RoleNotice& input);

struct Notice {
  std::int64_t id{};
  Text text;
  std::string href;
  Instant at;
  std::optional<Instant> read_at;
  static Notice from_row(store::Row& row);
};
/// The person's own, newest first.
Result<std::vector<Notice>> notices_of(store::ReadTx& tx, PersonId person, int limit);
Result<std::int64_t> unread_count(store::ReadTx& tx, PersonId person);
/// Only of one's own: NotFound "jobs.notice_unknown" else. Reading twice is no error.
Result<Done> read_notice(store::WriteTx& tx, const Context& ctx, std::int64_t id);

}  // namespace sen::jobs
