#include "ledger/verify.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "ledger/ledger_sql.hpp"
#include "ledger/lines.hpp"
#include "ledger/rebuild.hpp"
#include "ledger/replay.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

/// Walks one unit's chain; remembers the first fault only, since everything after it is in doubt.
class Chain {
 public:
  Chain(const store::ReadTx& tx, const pack::Measures& measures, const ChainKey* key,
        std::vector<PrintedHead> printed)
      : tx_(tx), unit_(tx.unit()), key_(key), printed_(std::move(printed)), replay_(measures) {}

  bool add(const StoredLine& stored) {
    const Line& line = stored.line;
    if (line.seq != seq_ + 1) return fault(seq_ + 1, "ledger.verify_gap");
    if (stored.prev_hash != hash_) return fault(line.seq, "ledger.verify_previous");
    if (hash_of(line, stored.prev_hash) != stored.hash)
      return fault(line.seq, "ledger.verify_hash");
    hash_ = stored.hash;
    seq_ = line.seq;
    if (!check_printed() || !check_seal(stored.seal) || !check_payload(stored)) return false;
    if (line.kind == kPayloadErased) erased_events_.insert(line.subject_id);
    if (!replay_.add(line.kind, line.facts, line.effective_at)) {
      return fault(line.seq, "ledger.verify_hash");
    }
    return true;
  }

  void finish(const Head& head) {
    if (finding_) return;
    if (head.seq != seq_ || head.hash_hex != hash_) {
      fault(std::max(head.seq, seq_), "ledger.verify_end");
      return;
    }
    for (const auto& printed : printed_) {
      if (printed.unit && printed.seq > seq_) {
        fault(printed.seq, "ledger.verify_cut");
        return;
      }
    }
    for (const std::int64_t seq : erased_) {
      if (!erased_events_.contains(seq)) {
        fault(seq, "ledger.verify_erased");
        return;
      }
    }
  }

  [[nodiscard]] const std::optional<VerifyFinding>& finding() const { return finding_; }
  [[nodiscard]] std::int64_t count() const { return seq_; }
  [[nodiscard]] std::int64_t sealed_count() const { return sealed_count_; }
  [[nodiscard]] const Replay& replay() const { return replay_; }
  /// Printed heads that this chain has.
  [[nodiscard]] const std::vector<PrintedHead>& met() const { return met_; }

 private:
  bool check_printed() {
    for (const auto& printed : printed_) {
      if (printed.seq != seq_) continue;
      if (printed.hash == hash_) {
        met_.push_back(printed);
      } else if (printed.unit) {
        return fault(seq_, "ledger.verify_head");
      }
    }
    return true;
  }

  // The first sealed line says since when there is a key; none after it may lack a seal.
  bool check_seal(std::string_view seal) {
    if (key_ == nullptr || (seal.empty() && sealed_count_ == 0)) return true;
    if (seal != seal_of(*key_, hash_)) return fault(seq_, "ledger.verify_seal");
    ++sealed_count_;
    return true;
  }

  bool check_payload(const StoredLine& stored) {
    const std::string_view expected = stored.line.payload_hash;
    if (stored.has_payload_row == expected.empty()) return fault(seq_, "ledger.verify_payload");
    if (!stored.has_payload_row) return true;
    if (!stored.payload) {
      erased_.push_back(seq_);
      return true;
    }
    if (sha256_hex(*stored.payload) == expected) return true;
    // Written before payloads were sealed: the chain has the hash of the text.
    const auto text = tx_.opened(payload_place(seq_), *stored.payload);
    if (text && sha256_hex(*text) == expected) return true;
    return fault(seq_, "ledger.verify_payload");
  }

  bool fault(std::int64_t seq, const char* key) {
    finding_ =
        VerifyFinding{unit_, "seq " + std::to_string(seq), {key, {{"seq", std::to_string(seq)}}}};
    return false;
  }

  const store::ReadTx& tx_;
  UnitId unit_;
  const ChainKey* key_;
  std::vector<PrintedHead> printed_;
  std::vector<PrintedHead> met_;
  std::int64_t seq_ = 0;
  std::string hash_ = kFirstHash;
  std::int64_t sealed_count_ = 0;
  std::vector<std::int64_t> erased_;
  std::set<std::int64_t> erased_events_;
  Replay replay_;
  std::optional<VerifyFinding> finding_;
};

VerifyFinding tally_finding(UnitId unit, const TallyKey& key, const char* text) {
  const std::string day = to_string(key.start_on);
  const std::string grain = name_of(key.grain);
  return {unit,
          "tally " + key.measure + " " + day + " " + grain,
          {text, {{"measure", key.measure}, {"day", day}, {"grain", grain}}}};
}

struct TallyCheck {
  const Replay& expected;
  const std::set<std::string>& changed;  ///< measures that were counted by another definition
  std::set<TallyKey> met;
  std::optional<VerifyFinding> finding;

  bool look(UnitId unit, store::Row& row) {
    TallyKey key;
    key.measure = row.next<std::string>();
    const auto grain = parse_grain(row.next<std::string>());
    key.start_on = row.next<Date>();
    key.slice = row.next<std::string>();
    const TallyValue value{row.next<std::int64_t>(), row.next<Instant>(), row.next<std::string>()};
    if (changed.contains(key.measure)) return true;
    key.grain = grain.value_or(Grain::Day);
    const TallyValue* found = grain ? expected.find(key) : nullptr;
    if (found == nullptr) finding = tally_finding(unit, key, "ledger.verify_tally_extra");
    if (found != nullptr && *found != value)
      finding = tally_finding(unit, key, "ledger.verify_tally");
    met.insert(std::move(key));
    return !finding.has_value();
  }

  void finish(UnitId unit) {
    if (finding) return;
    for (const auto& key : expected.keys()) {
      if (changed.contains(key.measure) || met.contains(key)) continue;
      finding = tally_finding(unit, key, "ledger.verify_tally_lost");
      return;
    }
  }
};

Result<Done> check_tallies(store::ReadTx& tx, const Replay& expected,
                           const std::set<std::string>& changed, VerifyReport& report) {
  TallyCheck check{expected, changed, {}, {}};
  SEN_TRY(tx.each(sql::kSelectTallies, [&](store::Row& row) {
    ++report.tally_count;
    return check.look(tx.unit(), row);
  }));
  check.finish(tx.unit());
  if (check.finding) report.findings.push_back(std::move(*check.finding));
  return Done{};
}

struct Walk {
  const pack::PackSet& packs;
  const VerifyOptions& options;
  std::set<std::string> changed;
  std::vector<PrintedHead> met;
  VerifyReport report;
};

Result<Done> verify_unit(store::ReadTx& tx, Walk& walk) {
  std::vector<PrintedHead> printed;
  for (const auto& head : walk.options.heads) {
    if (!head.unit || *head.unit == tx.unit()) printed.push_back(head);
  }
  Chain chain(tx, walk.packs.measures(), walk.options.key, printed);
  SEN_TRY(each_line(tx, [&](const StoredLine& line) { return chain.add(line); }));
  SEN_LET(const Head last, head(tx));
  chain.finish(last);
  walk.report.event_count += chain.count();
  walk.report.sealed_count += chain.sealed_count();
  walk.met.insert(walk.met.end(), chain.met().begin(), chain.met().end());
  if (chain.finding()) {
    walk.report.findings.push_back(*chain.finding());
  } else {
    SEN_TRY(check_tallies(tx, chain.replay(), walk.changed, walk.report));
  }
  if (walk.options.more) SEN_TRY(walk.options.more(tx, walk.report.findings));
  walk.report.heads.emplace_back(tx.unit(), last);
  return Done{};
}

void check_printed_heads(const std::vector<UnitId>& units, Walk& walk) {
  // A changed line is named already; the printed head could only repeat it.
  if (!walk.report.findings.empty()) return;
  for (const auto& printed : walk.options.heads) {
    const bool met = std::any_of(walk.met.begin(), walk.met.end(), [&](const PrintedHead& other) {
      return other.seq == printed.seq && other.hash == printed.hash;
    });
    const bool told =
        printed.unit && std::find(units.begin(), units.end(), *printed.unit) != units.end();
    if (met || told) continue;
    const std::string seq = std::to_string(printed.seq);
    walk.report.findings.push_back(
        {printed.unit.value_or(UnitId{0}), "seq " + seq, {"ledger.verify_head", {{"seq", seq}}}});
  }
}

bool read_number(std::string_view digits, std::int64_t& value) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() && value > 0;
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && !from_hex(text).empty();
}

}  // namespace

std::optional<PrintedHead> parse_head(std::string_view text) {
  const auto parts = split(lower(text), ':');
  PrintedHead out;
  if (parts.size() == 2 && is_hash(parts[0]) && read_number(parts[1], out.seq)) {
    out.hash = parts[0];
    return out;
  }
  UnitId unit;
  if (parts.size() == 3 && is_hash(parts[2]) && read_number(parts[0], unit.value) &&
      read_number(parts[1], out.seq)) {
    out.unit = unit;
    out.hash = parts[2];
    return out;
  }
  return std::nullopt;
}

std::string to_string(const Head& head) {
  return head.hash_hex + ":" + std::to_string(head.seq);
}

Result<std::vector<UnitId>> units_with_events(store::Store& store) {
  return store.read(
      UnitId{0}, [](store::ReadTx& tx) { return tx.select<UnitId>(sql::kSelectUnitsWithEvents); });
}

Result<VerifyReport> verify(store::Store& store, const pack::PackSet& packs,
                            const VerifyOptions& options) {
  Walk walk{packs, options, {}, {}, {}};
  if (const auto bad = store.check_pages()) {
    walk.report.findings.push_back(
        {UnitId{0}, "pages", {"ledger.verify_pages", {{"detail", *bad}}}});
    return walk.report;
  }
  SEN_LET(auto units, units_with_events(store));
  if (options.unit) std::erase_if(units, [&](UnitId unit) { return unit != *options.unit; });
  SEN_LET(const auto changed, store.read(UnitId{0}, [&](store::ReadTx& tx) {
    return changed_measures(tx, packs.measures());
  }));
  walk.changed.insert(changed.begin(), changed.end());
  for (const auto& measure : changed) {
    walk.report.findings.push_back(
        {UnitId{0}, "measure " + measure, {"ledger.verify_measure", {{"measure", measure}}}});
  }
  walk.report.unit_count = static_cast<std::int64_t>(units.size());
  for (const UnitId unit : units) {
    SEN_TRY(store.read(unit, [&](store::ReadTx& tx) { return verify_unit(tx, walk); }));
  }
  check_printed_heads(units, walk);
  return std::move(walk.report);
}

}  // namespace sen::ledger
