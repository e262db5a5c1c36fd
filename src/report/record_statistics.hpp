#pragma once
// How many dossiers came in, were resolved and are open, by field and period: the columns of form II.06a/VPCP/KSTT (Thông tư
// 01/2020/TT-VPCP), counted from the ledger's measures alone. Returned and withdrawn dossiers stand in a column of their
// own, so that carried over + received = resolved + returned + open can be checked on the page.

#include <string>
#include <vector>

#include "record/rules.hpp"

namespace sen::report {

struct StatisticsRow {
  std::string code;         ///< of the field; empty for the whole
  std::string name;
  std::int64_t online = 0;
  std::int64_t direct = 0;  ///< at the desk and by post
  std::int64_t carried = 0; ///< open when the period began
  std::int64_t early = 0;
  std::int64_t on_time = 0; ///< on the due day
  std::int64_t late = 0;
  std::int64_t given_back = 0;
  std::int64_t open = 0;    ///< when it ended
  std::int64_t open_late = 0;
  [[nodiscard]] std::int64_t received() const { return online + direct + carried; }
  [[nodiscard]] std::int64_t resolved() const { return early + on_time + late; }
  /// carried + received = resolved + given back + open.
  [[nodiscard]] bool adds_up() const { return received() == resolved() + given_back + open; }
};

struct RecordStatistics {
  Period period;
  std::vector<StatisticsRow> rows;  ///< fields with anything in them, by name
  StatisticsRow whole;
};

/// Of the dossiers. Errors: forbidden.
Result<RecordStatistics> record_statistics(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const Period& period, Language language);

}  // namespace sen::report
