#pragma once
// Many events of one transaction: the head of the chain is read once and written once, and moves of one measure, slice and
// day are summed before they are written. What is appended is the same, event by event. Until `end` nobody else may append
// in the transaction, nor ask what the tallies say. For imports.

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/ledger.hpp"

namespace sen::ledger {

struct Move;

class Burst {
 public:
  Burst();
  ~Burst();
  Burst(const Burst&) = delete;
  Burst& operator=(const Burst&) = delete;
  /// Writes what was gathered; it may go on afterwards. Without it the transaction must not be committed.
  Result<Done> end(store::WriteTx& tx);

  // For append.
  std::optional<Head> head;
  void add(std::vector<Move> moves);

 private:
  std::vector<Move> moves_;
  std::map<std::tuple<std::string, std::string, Date, std::string>, std::size_t> sums_;  ///< measure, slice, day, origin → move
};

/// As append of ledger.hpp, into a burst.
Result<std::int64_t> append(store::WriteTx& tx, const Context& ctx, const EventDraft& draft, Burst& burst);

}  // namespace sen::ledger
