#pragma once
// Measures as pack data: a closed selection over events, of one of five kinds. Ratios belong to
// rules, never to measures.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/texts.hpp"

namespace sen::pack {

enum class MeasureKind {
  Count,   ///< how many events
  Sum,     ///< sum of a fact of the events
  Stock,   ///< what came in minus what went out, since ever
  Last,    ///< the latest value, by the time that counts
  FirstOn  ///< the first day
};

/// Which events move the measure, and how.
struct Selector {
  std::string event;                                  ///< kind of the event
  std::vector<std::pair<std::string, Json>> where{};  ///< facts that must be equal
  int sign = 1;                                       ///< −1: goes out, or takes back
  /// The fact that holds the value (Sum, Last), how many (Stock), or the day (FirstOn: a date
  /// fact).
  std::string value_fact{};
  /// Date fact before which the event does not count: a task done early enters the share of tasks
  /// that have fallen due on its due day. Absent in an event: it counts when it happens.
  std::string not_before{};
  [[nodiscard]] bool selects(const Json& facts) const;
};

struct Measure {
  std::string id;
  std::string label_vi;
  std::string label_en;
  std::string type = "count";
  MeasureKind kind = MeasureKind::Count;
  std::vector<Selector> selectors{};
  std::string slice_fact{};  ///< also kept apart by the value of this fact
  /// Nothing recorded means zero, not unknown, once the unit keeps such records: from the first day
  /// that moved the measure `kept_by` (itself when empty).
  bool empty_is_zero = false;
  std::string kept_by{};
  /// People enter the figure until the unit keeps the records that it counts; a unit may keep them in another system.
  bool entered_until_kept = false;
  /// Hash of what decides the tallies: kind, events, slice. Labels may change without a recount.
  std::string definition{};
  /// Some selector counts on another day than that of its event.
  [[nodiscard]] bool counts_later() const;
};

/// Compiled measures, found by id or by the kind of an event.
class Measures {
 public:
  void add(Measure measure);
  [[nodiscard]] const Measure* find(std::string_view id) const;
  [[nodiscard]] const std::vector<Measure>& all() const { return all_; }
  /// Indexes into all() of the measures that may be moved by an event of this kind.
  [[nodiscard]] const std::vector<std::size_t>& of_event(std::string_view kind) const;

 private:
  std::vector<Measure> all_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_event_;
};

/// Reads `sen.measures/1`. Faults are appended as (JSON path, text).
std::vector<Measure> read_measures(const Json& json,
                                   std::vector<std::pair<std::string, Text>>& faults);

}  // namespace sen::pack
