// The criterion page (S3) and the tree of the index (S2): each point opened down to what made it.
#include <algorithm>

#include "api/criterion_parts.hpp"
#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "api/task_links.hpp"
#include "index/explain.hpp"
#include "index/fact_entry.hpp"
#include "index/score.hpp"

namespace sen::api {
namespace {

constexpr int kWeekDays = 7;

struct IndexLeafJson {
  std::string code;
  std::string name;
  std::string field;
  std::string group;
  OwnerJson owner;
  std::string live_state;
  Points points{};
  Points max_points{};
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
  std::optional<Points> baseline_points{};
};
void describe(http::Wire& v, IndexLeafJson& leaf) {
  v.text("code", leaf.code, {.length_max = 32});
  v.text("name", leaf.name, {.length_max = 1000});
  v.text("field", leaf.field, {.length_max = 32});
  v.text("group", leaf.group, {.length_max = 32});
  v.object("owner", leaf.owner);
  v.choice("live_state", leaf.live_state,
           {"earned", "losing", "gone", "not_due", "missing", "not_applicable", "not_known_below_province"});
  v.points("points", leaf.points);
  v.points("max_points", leaf.max_points);
  v.points("recoverable", leaf.recoverable);
  v.points("gone", leaf.gone);
  v.points("not_due", leaf.not_due);
  v.points("missing", leaf.missing);
  v.points("baseline_points", leaf.baseline_points);
}

struct IndexJson {
  int year = 0;
  Instant as_of{};
  SetJson set;
  bool illustrative = false;
  Points points{};
  Points max{};
  std::vector<FieldJson> fields;
  std::vector<IndexLeafJson> leaves;
  http::JsonText score;  ///< shape B of the contracts, from the same facts
};
void describe(http::Wire& v, IndexJson& index) {
  v.integer("year", index.year, {.min = 1900, .max = 2999, .example = 2024});
  v.instant("as_of", index.as_of);
  v.object("set", index.set);
  v.boolean("illustrative", index.illustrative);
  v.points("points", index.points);
  v.points("max", index.max);
  v.list("fields", index.fields);
  v.list("leaves", index.leaves);
  v.raw("score", index.score, {.example = "{}"});
}

Result<IndexJson> index_tree(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                             Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  IndexJson out{.year = view.year, .as_of = view.now, .set = set_json(view, language),
                .illustrative = view.illustrative, .points = view.live.score, .max = view.live.whole.maximum};
  for (std::size_t i = 0; i < view.set->fields.size(); ++i) out.fields.push_back(field_json(view, i, language));
  for (const auto& live : view.live.leaves) {
    const index::Leaf& leaf = view.set->leaves[live.leaf];
    IndexLeafJson one{.code = leaf.code, .name = leaf.name.in(language), .field = view.set->fields[leaf.field].code,
                      .group = leaf.criterion, .owner = owner_of(view, leaf, language),
                      .live_state = index::name_of(live.outlook.state), .points = live.outlook.points,
                      .max_points = leaf.maximum, .recoverable = live.outlook.recoverable, .gone = live.outlook.gone,
                      .not_due = live.outlook.not_due, .missing = live.outlook.missing};
    if (view.baseline) {
      if (const auto found = view.baseline->criteria.find(leaf.code); found != view.baseline->criteria.end()) {
        one.baseline_points = found->second;
      }
    }
    out.leaves.push_back(std::move(one));
  }
  const auto tree = index::score(*view.set, view.facts.facts, index::Explain::Yes);
  out.score.text = index::to_json(*view.set, tree, language);
  return out;
}

std::vector<StepJson> steps_of(const LiveView& view, const index::Leaf& leaf, std::size_t at, Language language) {
  const auto tree = index::score(*view.set, view.facts.facts, index::Explain::Yes);
  std::vector<StepJson> out;
  for (auto& sentence : index::sentences(*view.set, leaf, tree.leaves[at], language)) {
    StepJson step{std::move(sentence.text), std::move(sentence.operands), std::move(sentence.value),
                  std::move(sentence.shown), {}};
    for (const auto slot : sentence.slots) {
      const auto& entry = view.set->slots[slot];
      StepLinkJson link{index::ledger_measure(entry), index::label_of(*view.set, slot, language), {}};
      if (link.measure.empty()) continue;
      const auto& fact = view.facts.facts[slot];
      if (!fact.is_missing()) link.value = index::fact_text(entry, fact);
      step.links.push_back(std::move(link));
    }
    out.push_back(std::move(step));
  }
  return out;
}

Result<CriterionJson> criterion(Services& services, store::ReadTx& tx, const Context& ctx, const CriterionQuery& query,
                                Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  const index::Leaf* leaf = view.set->leaf(query.code);
  if (leaf == nullptr) return not_found("index.criterion_unknown", "code");
  const auto at = static_cast<std::size_t>(leaf - view.set->leaves.data());
  const index::LiveLeaf& live = view.live.leaves[at];
  const index::Outlook& outlook = live.outlook;
  CriterionJson out;
  out.code = leaf->code;
  out.name = leaf->name.in(language);
  out.field = {view.set->fields[leaf->field].code, view.set->fields[leaf->field].name.in(language)};
  out.set = set_json(view, language);
  out.year = view.year;
  out.illustrative = view.illustrative;
  out.live_state = index::name_of(outlook.state);
  out.points = outlook.points;
  out.max_points = leaf->maximum;
  out.lost = outlook.recoverable + outlook.gone + outlook.missing;
  out.recoverable = outlook.recoverable;
  out.gone = outlook.gone;
  out.not_due = outlook.not_due;
  out.missing = outlook.missing;
  out.as_of = view.now;
  out.owner = owner_of(view, *leaf, language);
  if (at > 0) out.previous = view.set->leaves[at - 1].code;
  if (at + 1 < view.set->leaves.size()) out.next = view.set->leaves[at + 1].code;
  if (view.baseline) {
    if (const auto found = view.baseline->criteria.find(leaf->code); found != view.baseline->criteria.end()) {
      out.baseline = BaselinePointsJson{view.baseline->year, found->second};
    }
  }
  SEN_LET(const auto week_ago, index::live_facts(tx, ctx, *view.set, view.period.period, view.today - kWeekDays));
  out.change_this_week = outlook.points - index::leaf_points(*view.set, at, week_ago.facts);
  out.rule = rule_json(view, *leaf, outlook);
  out.steps = steps_of(view, *leaf, at, language);
  SEN_LET(const auto counts, index::fact_entry_counts(tx, view.year));
  for (const auto slot : law::slots_of(leaf->rule)) {
    if (view.set->slots[slot].kind == index::SlotEntry::Kind::Year) continue;
    out.measures.push_back(measure_json(view, ctx, slot, counts, language));
  }
  SEN_LET(out.losses, losses_json(tx, ctx, view, live, language));
  out.what_if = what_if_json(view, at, language);
  SEN_LET(const auto links, task_links(tx, ctx, view));
  if (const auto found = links.find(leaf->code); found != links.end()) {
    for (const auto& link : found->second) out.tasks.push_back(link.task);
  }
  SEN_LET(out.evidence, evidence_of_criterion(tx, view, *leaf));
  out.evidence_wanted = leaf->evidence;
  return out;
}

}  // namespace

void add_criterion_routes(http::Router& router, Services& services) {
  router.get("/api/index", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<IndexJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const YearQuery& query) {
                 return index_tree(services, tx, ctx, query, request.call.language);
               });
             });
  router.get("/api/index/history", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<YearQuery>& request) -> http::Reply<std::vector<DayPointsJson>> {
               return look(services, request,
                           [&](store::ReadTx& tx, const Context& ctx,
                               const YearQuery& query) -> Result<std::vector<DayPointsJson>> {
                             SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
                             SEN_LET(const auto line, index::score_history(tx, ctx, *view.set, view.period.period, view.today));
                             std::vector<DayPointsJson> out;
                             for (const auto& day : line) out.push_back({day.day, day.points});
                             return out;
                           });
             });
  router.get("/api/criteria/{code}", access(Right::IndexRead), http::Lane::Read,
             [&services](http::Request<CriterionQuery>& request) -> http::Reply<CriterionJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const CriterionQuery& query) {
                 return criterion(services, tx, ctx, query, request.call.language);
               });
             });
  router
      .post("/api/criteria/{code}/owner", access(Right::TaskAssign), http::Lane::Write,
            [&services](http::Request<OwnerInputJson>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const OwnerInputJson& input) -> Result<http::Nothing> {
                    SEN_LET(const auto set, index::set_in_force(tx, ctx, services.sets, input.year));
                    if (set->leaf(input.code) == nullptr) return not_found("index.criterion_unknown", "code");
                    SEN_TRY(index::set_owner(tx, ctx, {input.year, input.code, input.body, input.person_id}));
                    announce(services, tx, ctx, "criterion", input.year);
                    return http::Nothing{};
                  });
            })
      .idempotent()
      .audit("criterion.owned");
}

}  // namespace sen::api
