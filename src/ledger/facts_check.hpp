#pragma once
// What an event may say. Facts stay for ever in a chain that cannot be cut, so they are flat, coded
// and free of personal data; names and words go into the payload, which the law can have erased.

#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "pack/vocabulary.hpp"

namespace sen::ledger {

/// Errors, each naming event and fact: "ledger.event_name" (kind or subject is no code),
/// "ledger.event_time" (it counts before 1900 or after 2999), "ledger.fact_count" (over 32),
/// "ledger.fact_name", "ledger.fact_nested", "ledger.fact_text" (longer than 200 bytes, or not
/// plain ASCII), "ledger.fact_personal" (looks like a phone number, an identity number or an
/// address of mail, or is called so); and for a kind that packs name: "ledger.fact_unknown",
/// "ledger.fact_type", "ledger.fact_missing".
Result<Done> check_facts(const EventDraft& draft, const pack::Vocabulary& words);

}  // namespace sen::ledger
