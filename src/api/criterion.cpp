// The criterion page (S3): each point opened down to what made it.
#include <algorithm>

#include "api/criterion_parts.hpp"
#include "api/index_json.hpp"
#include "api/live_view.hpp"
#include "api/task_links.hpp"
#include "index/explain.hpp"
#include "index/fact_entry.hpp"
#include "index/paper.hpp"
#include "index/score.hpp"

namespace sen::api {
namespace {

constexpr int kWeekDays = 7;

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
  SEN_LET(out.evidence, evidence_of_criterion(services, tx, view, *leaf));
  SEN_LET(const auto papers, index::papers_of(tx, view.year, leaf->code));
  for (const auto& wanted : leaf->evidence) {
    const bool handed_in = std::any_of(papers.begin(), papers.end(), [&](const index::Paper& paper) { return paper.wanted == wanted; });
    if (!handed_in) out.evidence_wanted.push_back(wanted);
  }
  return out;
}

}  // namespace

void add_criterion_routes(http::Router& router, Services& services) {
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
  router
      .post("/api/criteria/{code}/evidence", access(Right::EvidenceAdd), http::Lane::Write,
            [&services](http::Request<PaperInputJson>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const PaperInputJson& input) -> Result<http::Nothing> {
                    SEN_LET(const auto set, index::set_in_force(tx, ctx, services.sets, input.year));
                    const index::Leaf* leaf = set->leaf(input.code);
                    if (leaf == nullptr) return not_found("index.criterion_unknown", "code");
                    const auto& wanted = leaf->evidence;
                    if (input.wanted && std::find(wanted.begin(), wanted.end(), *input.wanted) == wanted.end()) {
                      return invalid("index.paper_wanted", "wanted");
                    }
                    SEN_TRY(index::add_paper(tx, ctx, {input.year, input.code, input.wanted.value_or(""), input.evidence}));
                    announce(services, tx, ctx, "criterion", input.year);
                    return http::Nothing{};
                  });
            })
      .idempotent()
      .audit("evidence.linked");
}

}  // namespace sen::api
