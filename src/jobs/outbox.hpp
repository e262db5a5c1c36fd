#pragma once
// Messages going out of Sen, written in the transaction of their cause and delivered afterwards, at least
// once. They name a person by number and a sentence by key; addresses are the courier's business.

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/texts.hpp"
#include "ledger/context.hpp"
#include "ports/courier.hpp"
#include "store/store.hpp"

namespace sen::jobs {

struct NewMessage {
  PersonId person;
  ports::Channel channel = ports::Channel::Mail;
  Text text;           ///< without personal data: it leaves the house
  std::string href{};
};
Result<Done> send_message(store::WriteTx& tx, const Context& ctx, const NewMessage& input);

struct OutgoingMessage {
  ports::Message message;  ///< in Vietnamese
  int attempts = 0;        ///< with this one
  static OutgoingMessage from_row(store::Row& row);
};
/// The one that waits longest, under a lease. Transaction of unit 0; so are the next.
Result<std::optional<OutgoingMessage>> claim_message(store::WriteTx& tx, const std::string& worker, Instant now);
Result<Done> message_sent(store::WriteTx& tx, const OutgoingMessage& message, const std::string& worker);
/// Tried again after backoff_after(attempts), given up after ten. True when given up.
Result<bool> postpone_message(store::WriteTx& tx, const OutgoingMessage& message, const std::string& worker,
                              const std::string& failure, Instant now);
Result<std::optional<Instant>> next_message(store::ReadTx& tx);

}  // namespace sen::jobs
