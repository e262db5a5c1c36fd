#pragma once
// The canonical bytes of an event and its hash: anyone can check the chain in any language.
//   line  = length-prefixed fields (8 bytes big-endian length, then the bytes): "sen.event/1",
//   unit, seq,
//           at, effective_at, actor (8 bytes big-endian each), kind, subject kind, subject id,
//           facts, payload hash
//   hash  = hex(SHA-256(line ‖ prev_hash)), prev_hash of the first line: 64 zeros

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "store/keeper.hpp"

namespace sen::ledger {

/// The parts of a line; views of texts that the caller keeps.
struct Line {
  std::int64_t unit{};
  std::int64_t seq{};
  Instant at;
  Instant effective_at;
  std::int64_t actor{};
  std::string_view kind;
  std::string_view subject_kind;
  std::int64_t subject_id{};
  std::string_view facts;         ///< canonical JSON text
  /// Hex SHA-256 of the payload as it was written: of its sealed bytes, before schema 0100 of its text. Empty: none.
  std::string_view payload_hash;
};

inline const std::string kFirstHash(64, '0');

/// Where an event's payload stands, as it is sealed.
inline store::Place payload_place(std::int64_t seq) { return {"event_payload.body", seq}; }

std::string hash_of(const Line& line, std::string_view prev_hash);

/// The installation's key for the second chain. It is kept apart from the database: who can write
/// there can recompute every hash, but no seal.
struct ChainKey {
  std::string id;     ///< names the key in each seal; tells nothing about it
  std::string bytes;  ///< 32 raw bytes
};
ChainKey make_chain_key(std::string bytes);

/// Seal of a line: key id, colon, hex(BLAKE2b-256(key, hash)).
std::string seal_of(const ChainKey& key, const std::string& hash);

}  // namespace sen::ledger
