#include "jobs/arguments.hpp"
#include "jobs/job.hpp"
#include "jobs/outbox.hpp"

namespace sen::jobs {
namespace {

using store::Reach;
using store::Statement;

// A sentence may name people.
constexpr const char* kArguments = "outbox.arguments";

const Statement kInsertMessage{"jobs.insert_message",
    "INSERT INTO outbox (id, unit_id, person_id, channel, text_key, arguments, href, state, due_at, attempts,"
    " lease_by, lease_until, failure, made_at, arguments_sealed)"
    " VALUES ($1, {unit}, $2, $3, $4, '', $5, 'waiting', $6, 0, NULL, NULL, '', $6, $7)", Reach::Installation};
// Index: outbox_by_due.
const Statement kSelectDue{"jobs.select_due_message",
    "SELECT id, unit_id, person_id, channel, text_key, arguments_sealed, href, attempts FROM outbox"
    " WHERE state = 'waiting' AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)"
    " ORDER BY due_at, id LIMIT 1 {for_update_skip_locked}", Reach::Installation};
const Statement kLease{"jobs.lease_message",
    "UPDATE outbox SET lease_by = $2, lease_until = $3, attempts = attempts + 1 WHERE id = $1",
    Reach::Installation};
const Statement kDelete{"jobs.delete_message",
    "DELETE FROM outbox WHERE id = $1 AND lease_by = $2", Reach::Installation};
const Statement kRelease{"jobs.release_message",
    "UPDATE outbox SET lease_by = NULL, lease_until = NULL, due_at = $3, failure = $4, state = $5"
    " WHERE id = $1 AND lease_by = $2", Reach::Installation};
const Statement kSelectNext{"jobs.select_next_message",
    "SELECT due_at FROM outbox WHERE state = 'waiting' ORDER BY due_at LIMIT 1", Reach::Installation};

ports::Channel channel_of(std::string_view name) {
  for (const auto channel : {ports::Channel::Mail, ports::Channel::Sms, ports::Channel::Zalo}) {
    if (name == ports::name_of(channel)) return channel;
  }
  throw Broken("no such channel in the outbox");
}

}  // namespace

OutgoingMessage OutgoingMessage::from_row(store::Row& row) {
  OutgoingMessage outgoing;
  outgoing.message.id = row.next<std::int64_t>();
  outgoing.message.unit = row.next<UnitId>();
  outgoing.message.person = row.next<PersonId>();
  outgoing.message.channel = channel_of(row.next<std::string>());
  const auto key = row.next<std::string>();
  outgoing.message.text = render(Language::Vi, Text{key, arguments_of(row.next_sealed({kArguments, outgoing.message.id, outgoing.message.unit}))});
  outgoing.message.href = row.next<std::string>();
  outgoing.attempts = row.next<int>();
  return outgoing;
}

Result<Done> send_message(store::WriteTx& tx, const Context& ctx, const NewMessage& input) {
  SEN_ASSERT(has_text(Language::Vi, input.text.key));
  const auto id = ctx.random.id();
  const auto arguments = arguments_to_text(input.text.arguments);
  SEN_TRY(tx.execute(kInsertMessage, id, input.person, ports::name_of(input.channel), input.text.key, input.href,
                     ctx.clock.now(), store::Sealed{{kArguments, id}, arguments}));
  return Done{};
}

Result<std::optional<OutgoingMessage>> claim_message(store::WriteTx& tx, const std::string& worker, Instant now) {
  SEN_LET(auto outgoing, tx.find<OutgoingMessage>(kSelectDue, now));
  if (!outgoing) return outgoing;
  SEN_TRY(tx.execute(kLease, outgoing->message.id, worker, now + kLeaseMs));
  ++outgoing->attempts;
  return outgoing;
}

Result<Done> message_sent(store::WriteTx& tx, const OutgoingMessage& message, const std::string& worker) {
  SEN_TRY(tx.execute(kDelete, message.message.id, worker));
  return Done{};
}

Result<bool> postpone_message(store::WriteTx& tx, const OutgoingMessage& message, const std::string& worker,
                              const std::string& failure, Instant now) {
  const bool gives_up = message.attempts >= kAttemptsMax;
  SEN_TRY(tx.execute(kRelease, message.message.id, worker, now + backoff_after(message.attempts), failure,
                     gives_up ? "failed" : "waiting"));
  return gives_up;
}

Result<std::optional<Instant>> next_message(store::ReadTx& tx) { return tx.find<Instant>(kSelectNext); }

}  // namespace sen::jobs
