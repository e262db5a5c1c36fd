#include "identity/unit.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "identity/change.hpp"
#include "identity/unit_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::array<const char*, 6> kLevelNames = {"commune",      "ward",     "township",
                                                    "special_zone", "district", "province"};
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kCodeLengthMax = 20;
/// Lineage is a matter of a few steps; a mistake that makes a circle ends here.
constexpr int kDistanceMax = 20;

bool is_code(std::string_view text) {
  const auto is_allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
  };
  return !text.empty() && text.size() <= kCodeLengthMax && std::all_of(text.begin(), text.end(), is_allowed);
}

bool is_name(std::string_view text) {
  return !trim(text).empty() && text.size() <= kNameBytesMax && is_utf8(text);
}

std::optional<Share> product(const std::optional<Share>& a, const std::optional<Share>& b) {
  if (!a || !b) return std::nullopt;
  const auto ratio = Ratio(a->numerator, a->denominator) * Ratio(b->numerator, b->denominator);
  return Share{ratio.numerator(), ratio.denominator()};
}

/// Walks the strands breadth first; `from` and `to` say in which direction.
std::vector<LineageStep> walk(const std::vector<Succession>& lineage, UnitId start, Date until,
                              UnitId Succession::*from, UnitId Succession::*to) {
  std::vector<LineageStep> found;
  std::vector<LineageStep> edge{{start, Share{1, 1}, until, 0}};
  for (int distance = 1; distance <= kDistanceMax && !edge.empty(); ++distance) {
    std::vector<LineageStep> next;
    for (const auto& step : edge) {
      for (const auto& strand : lineage) {
        if (strand.*from != step.unit || strand.effective_on > until) continue;
        const auto near_on = distance == 1 ? strand.effective_on : step.effective_on;
        next.push_back({strand.*to, product(step.share, strand.share), near_on, distance});
      }
    }
    found.insert(found.end(), next.begin(), next.end());
    edge = std::move(next);
  }
  return found;
}

Result<Done> check_share(const std::vector<Succession>& lineage, UnitId unit, const Share& share) {
  if (share.numerator <= 0 || share.denominator <= 0 || share.numerator > share.denominator) {
    return invalid("identity.share_range", "share");
  }
  Ratio sum(share.numerator, share.denominator);
  for (const auto& strand : lineage) {
    if (strand.predecessor != unit || !strand.share) continue;
    sum = sum + Ratio(strand.share->numerator, strand.share->denominator);
  }
  if (sum > Ratio::whole(1)) return conflict("identity.share_sum", "share");
  return Done{};
}

}  // namespace

const char* name_of(UnitLevel level) { return kLevelNames[static_cast<std::size_t>(level)]; }

std::optional<UnitLevel> parse_level(std::string_view name) {
  const auto found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<UnitLevel>(found - kLevelNames.begin());
}

std::vector<LineageStep> predecessors(const std::vector<Succession>& lineage, UnitId unit, Date until) {
  return walk(lineage, unit, until, &Succession::successor, &Succession::predecessor);
}

std::vector<LineageStep> successors(const std::vector<Succession>& lineage, UnitId unit, Date until) {
  return walk(lineage, unit, until, &Succession::predecessor, &Succession::successor);
}

Result<Unit> add_unit(store::WriteTx& tx, const Context& ctx, const NewUnit& input) {
  if (!ctx.actor.may(Right::UnitManage)) return forbidden(Right::UnitManage);
  if (!is_code(input.code)) return invalid("identity.unit_code", "code", {{"value", input.code}});
  if (!is_name(input.name)) return invalid("identity.unit_name", "name");
  if (!is_name(input.short_name)) return invalid("identity.unit_name", "short_name");
  SEN_LET(const auto known, units_of_code(tx, input.code));
  for (const auto& other : known) {
    if (!other.valid_to || *other.valid_to >= input.valid_from) {
      return conflict("identity.unit_exists", "code", {{"code", input.code}});
    }
  }
  Unit unit{tx.unit(), input.code,       nfc(squeeze(input.name)), nfc(squeeze(input.short_name)),
            input.level, input.valid_from, {},                       input.parent};
  SEN_TRY(insert_unit(tx, unit));
  Json facts = Json::object();
  facts.set("level", Json::string(name_of(unit.level)));
  facts.set("code", Json::string(unit.code));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "unit.opened", .subject = {"unit", unit.id.value}, .facts = facts}));
  announce_change(tx);
  return unit;
}

Result<Done> succeed_unit(store::WriteTx& tx, const Context& ctx, const NewSuccession& input) {
  if (!ctx.actor.may(Right::UnitManage)) return forbidden(Right::UnitManage);
  if (input.successor == tx.unit()) return invalid("identity.lineage_self", "successor");
  if (!is_name(input.act)) return invalid("identity.lineage_act", "act");
  SEN_TRY(load_unit(tx, tx.unit()));
  SEN_TRY(load_unit(tx, input.successor));
  if (input.share) {
    SEN_LET(const auto lineage, all_lineage(tx));
    SEN_TRY(check_share(lineage, tx.unit(), *input.share));
  }
  SEN_TRY(insert_succession(tx, {tx.unit(), input.successor, input.effective_on, input.share, input.act}));
  if (input.unit_ends) SEN_TRY(end_unit(tx, tx.unit(), input.effective_on - 1));
  Json facts = Json::object();
  facts.set("effective_on", Json::string(to_string(input.effective_on)));
  facts.set("whole", Json::boolean(input.share && input.share->numerator == input.share->denominator));
  facts.set("ends", Json::boolean(input.unit_ends));
  facts.set("act", Json::string(input.act));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "unit.succeeded",
                                   .subject = {"unit", input.successor.value},
                                   .facts = facts,
                                   .effective_at = start_of(input.effective_on)}));
  announce_change(tx);
  return Done{};
}

Result<Unit> find_unit(store::ReadTx& tx, const std::string& code, Date date) {
  SEN_LET(const auto known, units_of_code(tx, code));  // oldest first
  const Unit* found = nullptr;
  for (const auto& unit : known) {
    if (found == nullptr || unit.valid_from <= date) found = &unit;
  }
  if (found == nullptr) {
    return Error{ErrorCode::NotFound, "identity.unit_unknown", "unit", {}, {{"code", code}}, {}};
  }
  return *found;
}

}  // namespace sen::identity
