#pragma once
// A creating request that is sent twice acts once: its answer is kept under its key, in the same
// transaction as its effect. Rows are the unit's; the key belongs to one actor and one route.

#include <cstdint>
#include <optional>
#include <string>

#include "store/store.hpp"

namespace sen::store {

struct RequestKey {
  std::int64_t actor{};  ///< person, 0 for none
  std::string route;     ///< "POST /api/plans"
  std::string key;       ///< the header's value; at most 200 bytes, the router's business
};

struct KeptAnswer {
  std::string body_hash;  ///< SHA-256 of the request's body, hex; as it is kept: its blind index
  int status{};
  std::string answer;  ///< the body that was sent
};

/// The answer given before, if any. The caller asks `is_same_body`: the same key with another body is refused
/// ("store.key_reused").
Result<std::optional<KeptAnswer>> find_answer(ReadTx& tx, const RequestKey& request);
Result<bool> is_same_body(ReadTx& tx, const KeptAnswer& kept, const std::string& body_hash);
/// Conflict "store.unique" when the key has an answer already.
Result<Done> keep_answer(WriteTx& tx, const RequestKey& request, const KeptAnswer& answer,
                         Instant at);
/// Forgets answers older than that instant; how many.
Result<std::int64_t> forget_answers(WriteTx& tx, Instant before);

}  // namespace sen::store
