#include "ledger/chain.hpp"

#include "base/hash.hpp"

namespace sen::ledger {

std::string hash_of(const Line& line, std::string_view prev_hash) {
  std::string bytes;
  bytes.reserve(512 + line.facts.size());
  append_field(bytes, std::string_view("sen.event/1"));
  append_field(bytes, line.unit);
  append_field(bytes, line.seq);
  append_field(bytes, line.at.milliseconds);
  append_field(bytes, line.effective_at.milliseconds);
  append_field(bytes, line.actor);
  append_field(bytes, line.kind);
  append_field(bytes, line.subject_kind);
  append_field(bytes, line.subject_id);
  append_field(bytes, line.facts);
  append_field(bytes, line.payload_hash);
  append_field(bytes, prev_hash);
  return to_hex(sha256(bytes));
}

ChainKey make_chain_key(std::string bytes) {
  std::string id = to_hex(keyed_hash(bytes, "sen.chain-key/1")).substr(0, 8);
  return {std::move(id), std::move(bytes)};
}

std::string seal_of(const ChainKey& key, const std::string& hash) {
  return key.id + ":" + to_hex(keyed_hash(key.bytes, hash));
}

}  // namespace sen::ledger
