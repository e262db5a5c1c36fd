#pragma once
// Lists of records, a page at a time: the next begins after the last one seen, so that what comes in meanwhile neither
// repeats nor hides a line.

#include "record/record.hpp"

namespace sen::record {

constexpr int kPageSize = 50;

/// Where a page begins: after this record; the first page when all is zero.
struct ListPage {
  Instant after_at{INT64_MIN};
  std::int64_t after_id = 0;
  int limit = kPageSize;
};
ListPage page_after(const Record& last, const RecordType& type, bool by_due);

/// Open ones by the due time of their main clock, those without one last; with `due_until`, only those due by then.
Result<std::vector<Record>> open_records(store::ReadTx& tx, const std::string& type, const ListPage& page,
                                         std::optional<Instant> due_until = {});
Result<std::vector<Record>> records_of_states(store::ReadTx& tx, const std::string& type, const std::vector<std::string>& states, const ListPage& page);
/// Open or not, newest first.
Result<std::vector<Record>> newest_records(store::ReadTx& tx, const std::string& type, const ListPage& page);

struct OpenCount {
  std::string state;
  int all = 0;
  int late = 0;   ///< the due time has passed
  int soon = 0;   ///< due by `soon`
  static OpenCount from_row(store::Row& row);
};
Result<std::vector<OpenCount>> count_open(store::ReadTx& tx, const std::string& type, Instant now, Instant soon);

struct DayCount {
  int received = 0;
  int closed = 0;
};
Result<DayCount> count_day(store::ReadTx& tx, const std::string& type, Date day);

/// Those of the codes that there are, in no order that means anything.
Result<std::vector<Record>> records_of_codes(store::ReadTx& tx, const std::vector<std::string>& codes);

struct ReceivedRecord {
  std::string code;
  std::string state;
  Instant received_at;
  static ReceivedRecord from_row(store::Row& row);
};
/// What was received in the days of a period, without its content.
Result<std::vector<ReceivedRecord>> received_records(store::ReadTx& tx, const std::string& type, const Period& period, int limit);

}  // namespace sen::record
