#include "api/evidence_links.hpp"

#include <set>

#include "api/criterion_parts.hpp"
#include "evidence/evidence.hpp"
#include "index/evidence_request.hpp"
#include "index/fact_entry.hpp"
#include "index/paper.hpp"

namespace sen::api {
namespace {

// Larger files are hashed by `sen verify`, not while somebody waits for a page.
constexpr std::int64_t kCheckedBytesMax = std::int64_t{4} << 20;

}  // namespace

EvidenceJson evidence_json(const evidence::Evidence& file) {
  return {.id = file.id, .name = file.name, .type = evidence::media_type_of(file.type), .size = file.size,
          .sha256 = file.sha256, .added_on = date_of(file.added_at)};
}

Result<std::vector<EvidenceJson>> evidence_of(store::ReadTx& tx, const char* kind, std::int64_t id) {
  SEN_LET(const auto files, evidence::evidence_of(tx, {kind, id}));
  std::vector<EvidenceJson> out;
  for (const auto& file : files) out.push_back(evidence_json(file));
  return out;
}

void check_bytes(const Services& services, EvidenceJson& file) {
  if (file.size <= kCheckedBytesMax && services.blobs->hash_now(file.sha256) == file.sha256) file.checked = "match";
}

Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, EvidenceId evidence, SubjectRef subject) {
  return evidence::link_evidence(tx, ctx, {evidence, subject});
}

namespace {

/// Subjects whose files prove a criterion, those of its figures first: (kind, id).
using Subjects = std::vector<std::pair<const char*, std::int64_t>>;

Result<Done> add_facts(store::ReadTx& tx, const LiveView& view, const index::Leaf& leaf, Subjects& out) {
  SEN_LET(const auto counts, evidence::evidence_counts(tx, "fact"));
  std::set<std::int64_t> proven;
  for (const auto& count : counts) proven.insert(count.subject_id);
  if (proven.empty()) return Done{};
  for (const auto slot : law::slots_of(leaf.rule)) {
    const std::string measure = index::ledger_measure(view.set->slots[slot]);
    if (measure.empty()) continue;
    SEN_LET(const auto entries, index::fact_entries(tx, measure, view.year));
    for (const auto& entry : entries) {
      if (proven.contains(entry.id)) out.emplace_back("fact", entry.id);
    }
  }
  return Done{};
}

Result<Done> add_papers(store::ReadTx& tx, const LiveView& view, const index::Leaf& leaf, Subjects& out) {
  SEN_LET(const auto papers, index::papers_of(tx, view.year, leaf.code));
  for (const auto& paper : papers) out.emplace_back(index::kPaperSubject, paper.id);
  return Done{};
}

Result<Done> add_requests(store::ReadTx& tx, const LiveView& view, const index::Leaf& leaf, Subjects& out) {
  SEN_LET(const auto requests, index::requests_of(tx, view.year));
  for (const auto& request : requests) {
    if (request.code == leaf.code && request.state == "supplied") out.emplace_back("evidence_request", request.id);
  }
  return Done{};
}

}  // namespace

// Files of the figures that the criterion reads: newest entry of each measure, then older ones; then what was handed
// in for the criterion, and what was asked for and supplied.
Result<std::vector<EvidenceJson>> evidence_of_criterion(const Services& services, store::ReadTx& tx, const LiveView& view,
                                                        const index::Leaf& leaf) {
  Subjects subjects;
  SEN_TRY(add_facts(tx, view, leaf, subjects));
  SEN_TRY(add_papers(tx, view, leaf, subjects));
  SEN_TRY(add_requests(tx, view, leaf, subjects));
  std::vector<EvidenceJson> out;
  std::set<std::int64_t> seen;
  for (const auto& [kind, id] : subjects) {
    SEN_LET(auto files, evidence_of(tx, kind, id));
    for (auto& file : files) {
      if (!seen.insert(file.id.value).second) continue;
      check_bytes(services, file);
      out.push_back(std::move(file));
    }
  }
  return out;
}

}  // namespace sen::api
