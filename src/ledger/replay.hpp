#pragma once
// Counting all events of a unit anew, in memory: what verify compares with and rebuild writes.

#include <map>
#include <tuple>

#include "ledger/count.hpp"
#include "store/store.hpp"

namespace sen::ledger {

struct TallyKey {
  std::string measure;
  std::string grain;
  Date start_on;
  std::string slice;
  friend auto operator<=>(const TallyKey&, const TallyKey&) = default;
};
struct TallyValue {
  std::int64_t value{};
  Instant ordinal;
  std::string origin;
  friend bool operator==(const TallyValue&, const TallyValue&) = default;
};
using Tallies = std::map<TallyKey, TallyValue>;

/// Applies one move as the SQL of append does.
void apply(Tallies& tallies, const Move& move);

/// One line of the chain as stored.
struct StoredLine {
  std::int64_t seq{};
  Instant at;
  Instant effective_at;
  std::int64_t actor{};
  std::string kind;
  std::string subject_kind;
  std::int64_t subject_id{};
  std::string facts;
  std::string payload_hash;
  std::string prev_hash;
  std::string hash;
  std::optional<std::string> payload;
  static StoredLine from_row(store::Row& row);
};

/// Calls `visit` for each line in order of seq, page by page; a false answer stops.
Result<Done> each_line(store::ReadTx& tx, const std::function<bool(const StoredLine&)>& visit);

}  // namespace sen::ledger
