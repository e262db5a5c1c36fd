#pragma once
// Counting all events of a unit anew, in memory: what verify compares with and rebuild writes.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/count.hpp"

namespace sen::ledger {

enum class Grain : std::uint8_t { Day, Month, Year };
const char* name_of(Grain grain);  ///< "day", "month", "year"
std::optional<Grain> parse_grain(std::string_view name);

struct TallyKey {
  std::string measure;
  Grain grain = Grain::Day;
  Date start_on;
  std::string slice;
  friend auto operator<=>(const TallyKey&, const TallyKey&) = default;
};
struct TallyValue {
  std::int64_t value{};
  Instant ordinal;  ///< time of the newest event in it (of the first one for FirstOn)
  std::string origin;
  friend bool operator==(const TallyValue&, const TallyValue&) = default;
};

/// The tallies of a list of events, as the statements of append would have left them.
class Replay {
 public:
  /// `only`: count these measures; empty: all.
  explicit Replay(const pack::Measures& measures, std::set<std::string> only = {});

  /// False when the facts are not JSON.
  bool add(std::string_view kind, std::string_view facts, Instant effective_at);
  void add(const Move& move);

  /// Null when no event counted there.
  [[nodiscard]] const TallyValue* find(const TallyKey& key) const;
  [[nodiscard]] std::size_t size() const { return tallies_.size(); }
  /// In the order of keys.
  [[nodiscard]] std::vector<TallyKey> keys() const;

 private:
  struct Place {
    std::uint32_t series;  ///< index of (measure, slice)
    std::int32_t start_days;
    Grain grain;
    friend bool operator==(const Place&, const Place&) = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept;
  };
  std::uint32_t series_of(const std::string& measure, const std::string& slice);

  const pack::Measures& measures_;
  std::set<std::string> only_;
  std::unordered_map<std::string, std::uint32_t> series_;  ///< by measure, zero byte, slice
  std::vector<std::pair<std::string, std::string>> names_;
  std::unordered_map<Place, TallyValue, PlaceHash> tallies_;
};

}  // namespace sen::ledger
