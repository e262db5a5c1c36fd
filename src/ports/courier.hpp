#pragma once
// Carries a message to a person outside Sen: mail, text message, Zalo. Who is behind a person's number,
// and where they are reached, the courier knows; Sen's outbox keeps no addresses.

#include <cstdint>
#include <string>

#include "base/id.hpp"
#include "base/result.hpp"

namespace sen::ports {

enum class Channel { Mail, Sms, Zalo };
const char* name_of(Channel channel);  ///< "mail", "sms", "zalo"

struct Message {
  std::int64_t id{};   ///< the same again when delivery is tried again: deliver it once
  UnitId unit;
  PersonId person;
  Channel channel = Channel::Mail;
  std::string text;    ///< one sentence, without personal data
  std::string href;    ///< path in the staff app
};

class Courier {
 public:
  virtual ~Courier() = default;
  /// Done when the message is out of Sen's hands. An Error means try again later.
  virtual Result<Done> deliver(const Message& message) = 0;
};

}  // namespace sen::ports
