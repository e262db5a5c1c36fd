#include "api/live_view.hpp"

#include "index/explain.hpp"

namespace sen::api {
namespace {

constexpr int kSoonDays = 7;

// Who sits where today: one query for everybody instead of one per body.
Result<Done> load_people(store::ReadTx& tx, LiveView& view) {
  SEN_LET(const auto bodies, identity::bodies_of(tx));
  for (const auto& body : bodies) view.bodies.emplace(body.code, body);
  SEN_LET(const auto people, identity::people_of(tx, view.today));
  for (const auto& person : people) view.person_names.emplace(person.person.id.value, person.person.name.reveal(Purpose::Show));
  SEN_LET(const auto holders, identity::seat_holders(tx, view.today));
  for (const auto& [body, person] : holders) view.body_persons.emplace(body, person.name.reveal(Purpose::Show));
  return Done{};
}

}  // namespace

Result<LiveView> live_view(Services& services, store::ReadTx& tx, const Context& ctx, std::optional<int> year) {
  LiveView view;
  view.now = ctx.clock.now();
  view.today = date_of(view.now);
  if (year) {
    view.year = *year;
  } else {
    SEN_LET(view.year, index::current_year(tx, ctx));
  }
  SEN_LET(view.set, index::set_in_force(tx, ctx, services.sets, view.year));
  SEN_LET(view.period, index::measuring_period(tx, view.year));
  SEN_LET(view.facts, index::live_facts(tx, ctx, *view.set, view.period.period, view.today, {kEvidenceFiles, kPlanTasks}));
  view.live = index::live_index(*view.set, view.facts.facts, view.period.period, view.today);
  SEN_LET(view.owners, index::owners_of(tx, view.year));
  SEN_LET(view.baseline, index::baseline_of(tx, view.year - 1));
  view.illustrative = services.demo || view.set->is_illustrative();
  SEN_TRY(load_people(tx, view));
  return view;
}

std::string body_name(const LiveView& view, const std::string& code, Language language) {
  const auto found = view.bodies.find(code);
  if (found == view.bodies.end()) return code;
  return language == Language::En && !found->second.name_en.empty() ? found->second.name_en : found->second.name;
}

OwnerJson owner_of(const LiveView& view, const index::Leaf& leaf, Language language) {
  OwnerJson out;
  std::string body = leaf.owner;
  std::optional<PersonId> person;
  if (const auto found = view.owners.find(leaf.code); found != view.owners.end()) {
    body = found->second.body;
    person = found->second.person;
  }
  if (body.empty()) return out;
  out.body = body_name(view, body, language);
  out.body_code = body;
  if (person) {
    if (const auto name = view.person_names.find(person->value); name != view.person_names.end()) {
      out.person = name->second;
    }
  }
  if (!out.person) {
    if (const auto name = view.body_persons.find(body); name != view.body_persons.end()) out.person = name->second;
  }
  return out;
}

std::string loss_text(const LiveView& view, const index::Loss& loss, Language language) {
  TextArguments arguments;
  for (const auto& [name, term] : loss.arguments) {
    arguments.emplace_back(name, index::written(*view.set, term, language));
  }
  return render(language, loss.key, arguments);
}

SetJson set_json(const LiveView& view, Language language) {
  return {view.set->id, view.set->title.in(language), view.set->status};
}

FieldJson field_json(const LiveView& view, std::size_t field, Language language) {
  const auto& names = view.set->fields[field];
  const index::Buckets& buckets = view.live.fields[field];
  return {.code = names.code, .name = names.name.in(language), .short_name = names.name.short_in(language),
          .points = buckets.points, .max_points = buckets.maximum, .losing = buckets.losing(),
          .recoverable = buckets.recoverable, .gone = buckets.gone, .not_due = buckets.not_due,
          .missing = buckets.missing};
}

const char* due_word(Date due, Date today) {
  if (due < today) return "overdue";
  if (due == today) return "today";
  return due - today <= kSoonDays ? "soon" : "later";
}

}  // namespace sen::api
