#include "ledger/verify.hpp"

#include <charconv>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger_sql.hpp"
#include "ledger/replay.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

std::string place(std::int64_t seq) { return "seq " + std::to_string(seq); }

/// Walks one unit's chain; remembers the first fault only, since everything after it is in doubt.
class Chain {
 public:
  Chain(UnitId unit, const pack::Measures& measures, std::vector<PrintedHead> printed)
      : unit_(unit), measures_(measures), printed_(std::move(printed)) {}

  bool add(const StoredLine& line) {
    if (line.seq != seq_ + 1) return fault(seq_ + 1, "ledger.verify_gap");
    if (line.prev_hash != hash_) return fault(line.seq, "ledger.verify_previous");
    const Line canonical{unit_.value, line.seq, line.at, line.effective_at, line.actor, line.kind,
                         line.subject_kind, line.subject_id, line.facts, line.payload_hash};
    if (hash_of(canonical, line.prev_hash) != line.hash) return fault(line.seq, "ledger.verify_hash");
    if (line.payload && sha256_hex(*line.payload) != line.payload_hash) {
      return fault(line.seq, "ledger.verify_payload");
    }
    const auto facts = parse_json(line.facts);
    if (!facts) return fault(line.seq, "ledger.verify_hash");
    for (const auto& move : moves_of(measures_, line.kind, *facts, line.effective_at)) {
      apply(tallies_, move);
    }
    seq_ = line.seq;
    hash_ = line.hash;
    for (const auto& head : printed_) {
      if (head.seq == seq_ && head.hash != hash_) return fault(seq_, "ledger.verify_head");
    }
    return true;
  }

  void finish(const Head& head) {
    if (finding_) return;
    if (head.seq != seq_ || head.hash_hex != hash_) fault(std::max(head.seq, seq_), "ledger.verify_end");
    for (const auto& printed : printed_) {
      if (printed.seq > seq_ && !finding_) fault(printed.seq, "ledger.verify_cut");
    }
  }

  [[nodiscard]] const std::optional<VerifyFinding>& finding() const { return finding_; }
  [[nodiscard]] std::int64_t count() const { return seq_; }
  [[nodiscard]] const Tallies& tallies() const { return tallies_; }

 private:
  bool fault(std::int64_t seq, const char* key) {
    finding_ = VerifyFinding{unit_, place(seq), {key, {{"seq", std::to_string(seq)}}}};
    return false;
  }

  UnitId unit_;
  const pack::Measures& measures_;
  std::vector<PrintedHead> printed_;
  std::int64_t seq_ = 0;
  std::string hash_ = kFirstHash;
  Tallies tallies_;
  std::optional<VerifyFinding> finding_;
};

VerifyFinding tally_finding(UnitId unit, const TallyKey& key, const char* text) {
  return {unit, "tally " + key.measure + " " + to_string(key.start_on) + " " + key.grain,
          {text, {{"measure", key.measure}, {"day", to_string(key.start_on)}, {"grain", key.grain}}}};
}

Result<Done> compare_tallies(store::ReadTx& tx, UnitId unit, Tallies expected, VerifyReport& report) {
  std::optional<VerifyFinding> finding;
  SEN_TRY(tx.each(sql::kSelectTallies, [&](store::Row& row) {
    TallyKey key;
    key.measure = row.next<std::string>();
    key.grain = row.next<std::string>();
    key.start_on = row.next<Date>();
    key.slice = row.next<std::string>();
    TallyValue value;
    value.value = row.next<std::int64_t>();
    value.ordinal = row.next<Instant>();
    value.origin = row.next<std::string>();
    ++report.tally_count;
    const auto found = expected.find(key);
    if (found == expected.end()) {
      finding = tally_finding(unit, key, "ledger.verify_tally_extra");
      return false;
    }
    if (found->second != value) {
      finding = tally_finding(unit, key, "ledger.verify_tally");
      return false;
    }
    expected.erase(found);
    return true;
  }));
  if (!finding && !expected.empty()) {
    finding = tally_finding(unit, expected.begin()->first, "ledger.verify_tally_lost");
  }
  if (finding) report.findings.push_back(std::move(*finding));
  return Done{};
}

Result<Done> verify_unit(store::ReadTx& tx, const pack::PackSet& packs, const std::vector<PrintedHead>& heads,
                         const MoreChecks& more, VerifyReport& report) {
  std::vector<PrintedHead> printed;
  for (const auto& printed_head : heads) {
    if (printed_head.unit == tx.unit()) printed.push_back(printed_head);
  }
  Chain chain(tx.unit(), packs.measures(), printed);
  SEN_TRY(each_line(tx, [&](const StoredLine& line) { return chain.add(line); }));
  SEN_LET(const Head last, head(tx));
  chain.finish(last);
  report.event_count += chain.count();
  if (chain.finding()) {
    report.findings.push_back(*chain.finding());
  } else {
    SEN_TRY(compare_tallies(tx, tx.unit(), chain.tallies(), report));
  }
  if (more) SEN_TRY(more(tx, report.findings));
  report.heads.emplace_back(tx.unit(), last);
  return Done{};
}

}  // namespace

std::optional<PrintedHead> parse_head(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() != 3 || parts[2].size() != 64) return std::nullopt;
  PrintedHead out;
  const auto number = [](const std::string& digits, std::int64_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size();
  };
  if (!number(parts[0], out.unit.value) || !number(parts[1], out.seq)) return std::nullopt;
  out.hash = parts[2];
  return out;
}

Result<std::vector<UnitId>> units_with_events(store::Store& store) {
  return store.read(UnitId{0}, [](store::ReadTx& tx) { return tx.select<UnitId>(sql::kSelectUnitsWithEvents); });
}

Result<VerifyReport> verify(store::Store& store, const pack::PackSet& packs, const std::vector<PrintedHead>& heads,
                            const MoreChecks& more) {
  VerifyReport report;
  if (const auto bad = store.check_pages()) {
    report.findings.push_back({UnitId{0}, "pages", {"ledger.verify_pages", {{"detail", *bad}}}});
    return report;
  }
  SEN_LET(const auto units, units_with_events(store));
  report.unit_count = static_cast<std::int64_t>(units.size());
  for (const UnitId unit : units) {
    SEN_TRY(store.read(unit, [&](store::ReadTx& tx) { return verify_unit(tx, packs, heads, more, report); }));
  }
  return report;
}

}  // namespace sen::ledger
