#pragma once
// Everything about a unit's index of a year that the cockpit, the criterion page and the lists share,
// read once in one transaction.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/cockpit_json.hpp"
#include "api/services.hpp"
#include "index/baseline.hpp"
#include "index/live_facts.hpp"

namespace sen::api {

/// Measures that the page says it is computed from, read with the facts.
inline constexpr const char* kEvidenceFiles = "evidence_files";
inline constexpr const char* kPlanTasks = "plan_tasks_total";

struct LiveView {
  int year{};
  Date today;
  Instant now;
  index::SharedSet set;
  index::MeasuringPeriod period;
  index::LiveFacts facts;
  index::LiveIndex live;
  std::map<std::string, index::Owner> owners;
  std::optional<index::Baseline> baseline;           ///< of the year before
  std::map<std::string, identity::Body> bodies;      ///< by code
  std::map<std::int64_t, std::string> person_names;  ///< of owners
  std::map<std::string, std::string> body_persons;   ///< name of who answers for a body today
  bool illustrative = false;
};

/// Error NotFound "index.no_set" when the year has none.
Result<LiveView> live_view(Services& services, store::ReadTx& tx, const Context& ctx, std::optional<int> year);

OwnerJson owner_of(const LiveView& view, const index::Leaf& leaf, Language language);
std::string body_name(const LiveView& view, const std::string& code, Language language);
/// The sentence of a loss.
std::string loss_text(const LiveView& view, const index::Loss& loss, Language language);
SetJson set_json(const LiveView& view, Language language);
FieldJson field_json(const LiveView& view, std::size_t field, Language language);
/// "overdue", "today", "soon" (a week), "later".
const char* due_word(Date due, Date today);

}  // namespace sen::api
