#include "jobs/notice.hpp"

#include "identity/person.hpp"
#include "jobs/notice_sql.hpp"

namespace sen::jobs {

Result<Done> notify(store::WriteTx& tx, const Context& ctx, const NewNotice& input) {
  SEN_ASSERT(has_text(Language::Vi, input.text.key));
  return insert_notice(tx, ctx.random.id(), input, ctx.clock.now());
}

Result<Done> notify_body(store::WriteTx& tx, const Context& ctx, const BodyNotice& input) {
  SEN_LET(const auto holder, identity::seat_holder(tx, input.body, date_of(ctx.clock.now())));
  if (!holder) return Done{};
  return notify(tx, ctx, {holder->id, input.text, input.href, input.key});
}

Result<Done> notify_role(store::WriteTx& tx, const Context& ctx, const RoleNotice& input) {
  SEN_LET(const auto holders, identity::role_holders(tx, input.role, date_of(ctx.clock.now())));
  for (const auto& holder : holders) SEN_TRY(notify(tx, ctx, {holder.id, input.text, input.href, input.key}));
  return Done{};
}

Result<Done> read_notice(store::WriteTx& tx, const Context& ctx, std::int64_t id) {
  SEN_LET(const auto found, mark_read(tx, ctx.actor.person, id, ctx.clock.now()));
  if (!found) return not_found("jobs.notice_unknown", "id");
  return Done{};
}

}  // namespace sen::jobs
