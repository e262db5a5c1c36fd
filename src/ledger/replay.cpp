#include "ledger/replay.hpp"

#include <algorithm>
#include <array>

namespace sen::ledger {
namespace {

constexpr std::array<const char*, 3> kGrains{"day", "month", "year"};

std::string series_key(const std::string& measure, const std::string& slice) {
  std::string key = measure;
  key.push_back('\0');
  key += slice;
  return key;
}

// As the three kinds of statements in ledger_sql.cpp do.
void apply(TallyValue& tally, const Move& move) {
  switch (move.kind) {
    case pack::MeasureKind::Count:
    case pack::MeasureKind::Sum:
    case pack::MeasureKind::Stock:
      tally.value += move.value;
      tally.ordinal = std::max(tally.ordinal, move.at);
      tally.origin = move.origin;
      break;
    case pack::MeasureKind::Last:
      if (move.at >= tally.ordinal) tally = {move.value, move.at, move.origin};
      break;
    case pack::MeasureKind::FirstOn:
      if (move.value < tally.value) tally = {move.value, move.at, move.origin};
      break;
  }
}

}  // namespace

const char* name_of(Grain grain) {
  return kGrains[static_cast<std::size_t>(grain)];
}

std::optional<Grain> parse_grain(std::string_view name) {
  const auto found = std::find(kGrains.begin(), kGrains.end(), name);
  if (found == kGrains.end()) return std::nullopt;
  return static_cast<Grain>(found - kGrains.begin());
}

std::size_t Replay::PlaceHash::operator()(const Place& place) const noexcept {
  const auto packed =
      (std::uint64_t{place.series} << 34) ^
      (static_cast<std::uint64_t>(static_cast<std::uint32_t>(place.start_days)) << 2) ^
      static_cast<std::uint64_t>(place.grain);
  return static_cast<std::size_t>(packed * 0x9E3779B97F4A7C15ULL >> 7);
}

Replay::Replay(const pack::Measures& measures, std::set<std::string> only)
    : measures_(measures), only_(std::move(only)) {}

std::uint32_t Replay::series_of(const std::string& measure, const std::string& slice) {
  const auto [found, fresh] =
      series_.try_emplace(series_key(measure, slice), static_cast<std::uint32_t>(names_.size()));
  if (fresh) names_.emplace_back(measure, slice);
  return found->second;
}

void Replay::add(const Move& move) {
  const std::uint32_t series = series_of(move.measure, move.slice);
  const Grains grains = grains_of(move.at);
  const std::array<Place, 3> places{{{series, grains.day.days, Grain::Day},
                                     {series, grains.month.days, Grain::Month},
                                     {series, grains.year.days, Grain::Year}}};
  for (const auto& place : places) {
    const auto [found, fresh] =
        tallies_.try_emplace(place, TallyValue{move.value, move.at, move.origin});
    if (!fresh) apply(found->second, move);
  }
}

bool Replay::add(std::string_view kind, std::string_view facts, Instant effective_at) {
  // Most events count for nothing; their facts need no reading.
  if (kind != kFactEntered && kind != kFactWithdrawn && measures_.of_event(kind).empty()) return true;
  const auto json = parse_json(facts);
  if (!json) return false;
  for (const auto& move : moves_of(measures_, std::string(kind), *json, effective_at)) {
    if (only_.empty() || only_.contains(move.measure)) add(move);
  }
  return true;
}

const TallyValue* Replay::find(const TallyKey& key) const {
  const auto series = series_.find(series_key(key.measure, key.slice));
  if (series == series_.end()) return nullptr;
  const auto found = tallies_.find({series->second, key.start_on.days, key.grain});
  return found == tallies_.end() ? nullptr : &found->second;
}

std::vector<TallyKey> Replay::keys() const {
  std::vector<TallyKey> out;
  out.reserve(tallies_.size());
  for (const auto& [place, value] : tallies_) {
    const auto& [measure, slice] = names_[place.series];
    out.push_back({measure, place.grain, Date{place.start_days}, slice});
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace sen::ledger
