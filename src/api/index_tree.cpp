// The tree of the index (S2): shape B of the contracts from the live facts, and beside each criterion how it stands
// today. And the line of the year.
#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "index/explain.hpp"
#include "index/score.hpp"

namespace sen::api {
namespace {

struct IndexStepJson {
  std::string text;
  std::string value;
};
void describe(http::Wire& v, IndexStepJson& step) {
  v.text("text", step.text, {.length_max = 2000});
  v.text("value", step.value, {.length_max = 200});
}

struct IndexGroupJson {
  std::string code;
  Points points{};
  Points max_points{};
};
void describe(http::Wire& v, IndexGroupJson& group) {
  v.text("code", group.code, {.length_max = 32});
  v.points("points", group.points);
  v.points("max_points", group.max_points);
}

struct IndexCriterionJson {
  std::string code;
  std::string name;
  std::string state;
  Points points{};
  Points max_points{};
  Points lost{};
  std::vector<IndexStepJson> steps;
  std::vector<std::string> missing_measures;
  std::string field;
  std::string group;
  OwnerJson owner;
  std::string live_state;
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
  std::optional<Points> baseline_points{};
};
void describe(http::Wire& v, IndexCriterionJson& criterion) {
  v.text("code", criterion.code, {.length_max = 32});
  v.text("name", criterion.name, {.length_max = 1000});
  v.choice("state", criterion.state, {"scored", "missing", "not_applicable", "not_due"});
  v.points("points", criterion.points);
  v.points("max_points", criterion.max_points);
  v.points("lost", criterion.lost);
  v.list("steps", criterion.steps);
  v.list("missing", criterion.missing_measures, {.length_max = 200});
  v.text("field", criterion.field, {.length_max = 32});
  v.text("group", criterion.group, {.length_max = 32});
  v.object("owner", criterion.owner);
  v.choice("live_state", criterion.live_state,
           {"earned", "losing", "gone", "not_due", "missing", "not_applicable", "not_known_below_province"});
  v.points("recoverable", criterion.recoverable);
  v.points("gone", criterion.gone);
  v.points("not_due", criterion.not_due);
  v.points("missing_points", criterion.missing);
  v.points("baseline_points", criterion.baseline_points);
}

struct IndexJson {
  std::string set;
  std::string title;
  int year = 0;
  Instant as_of{};
  bool illustrative = false;
  Points points{};  ///< live: what is earned so far, with bonus and penalty
  std::optional<Points> index{};
  std::optional<Points> total{};
  Points earned{};
  Points applicable{};
  std::optional<std::string> grade{};
  std::vector<IndexGroupJson> groups;
  std::vector<FieldJson> fields;
  std::vector<IndexCriterionJson> criteria;
};
void describe(http::Wire& v, IndexJson& index) {
  v.text("set", index.set, {.length_max = 100});
  v.text("title", index.title, {.length_max = 500});
  v.integer("year", index.year, {.min = 1900, .max = 2999, .example = 2024});
  v.instant("as_of", index.as_of);
  v.boolean("illustrative", index.illustrative);
  v.points("points", index.points);
  v.points("index", index.index);
  v.points("total", index.total);
  v.points("earned", index.earned);
  v.points("applicable", index.applicable);
  v.text("class", index.grade, {.length_max = 200});
  v.list("groups", index.groups);
  v.list("fields", index.fields);
  v.list("criteria", index.criteria);
}

IndexCriterionJson criterion_of(const LiveView& view, const index::LiveLeaf& live, const index::LeafScore& score,
                                Language language) {
  const index::Leaf& leaf = view.set->leaves[live.leaf];
  const index::Outlook& outlook = live.outlook;
  IndexCriterionJson out{.code = leaf.code, .name = leaf.name.in(language), .state = index::name_of(score.state),
                         .points = outlook.points, .max_points = leaf.maximum,
                         .lost = outlook.recoverable + outlook.gone + outlook.missing,
                         .field = view.set->fields[leaf.field].code, .group = leaf.criterion,
                         .owner = owner_of(view, leaf, language), .live_state = index::name_of(outlook.state),
                         .recoverable = outlook.recoverable, .gone = outlook.gone, .not_due = outlook.not_due,
                         .missing = outlook.missing};
  for (auto& sentence : index::sentences(*view.set, leaf, score, language)) {
    out.steps.push_back({std::move(sentence.text), std::move(sentence.value)});
  }
  for (const auto slot : score.missing) out.missing_measures.push_back(index::missing_name(*view.set, slot));
  if (view.baseline) {
    const auto found = view.baseline->criteria.find(leaf.code);
    if (found != view.baseline->criteria.end()) out.baseline_points = found->second;
  }
  return out;
}

Result<IndexJson> index_tree(Services& services, store::ReadTx& tx, const Context& ctx, const YearQuery& query,
                             Language language) {
  SEN_LET(const LiveView view, live_view(services, tx, ctx, query.year));
  const auto tree = index::score(*view.set, view.facts.facts, index::Explain::Yes);
  IndexJson out{.set = view.set->id, .title = view.set->title.in(language), .year = view.year, .as_of = view.now,
                .illustrative = view.illustrative, .points = view.live.score, .index = tree.index,
                .total = tree.total, .earned = tree.earned, .applicable = tree.applicable};
  if (tree.band) out.grade = view.set->classification.bands[*tree.band].label.in(language);
  for (std::size_t i = 0; i < view.set->fields.size(); ++i) {
    out.groups.push_back({view.set->fields[i].code, tree.fields[i], view.set->fields[i].maximum.value_or(Points{})});
    out.fields.push_back(field_json(view, i, language));
  }
  for (const auto& live : view.live.leaves) {
    out.criteria.push_back(criterion_of(view, live, tree.leaves[live.leaf], language));
  }
  return out;
}

}  // namespace

void add_index_routes(http::Router& router, Services& services) {
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
}

}  // namespace sen::api
