#include "app/pack_checkers.hpp"

#include "index/criteria_set.hpp"
#include "law/calendar.hpp"
#include "pack/pack_set.hpp"
#include "plan/follow_up.hpp"
#include "record/paper_template.hpp"
#include "record/procedure.hpp"

namespace sen::app {
namespace {

std::vector<pack::Finding> check_sets(const std::vector<const pack::Entry*>& entries) {
  std::map<std::string, std::vector<std::string>> imports;
  for (const auto* shipped : pack::PackSet::embedded().all("criteria-sets")) {
    auto reading = index::read_criteria_set(shipped->body);
    imports[reading.set.id] = reading.set.imports;
  }
  std::vector<std::pair<const pack::Entry*, index::SetReading>> readings;
  for (const auto* entry : entries) {
    auto reading = index::read_criteria_set(entry->body);
    imports[reading.set.id] = reading.set.imports;
    readings.emplace_back(entry, std::move(reading));
  }
  std::vector<pack::Finding> findings;
  for (auto& [entry, reading] : readings) {
    if (reading.findings.empty()) {
      reading.findings = index::check_imports(reading.set, imports);
      for (auto& finding : index::check_goldens(reading.set)) reading.findings.push_back(std::move(finding));
    }
    for (auto& finding : reading.findings) {
      findings.push_back({entry->file, std::move(finding.where), std::move(finding.text)});
    }
  }
  return findings;
}

std::vector<pack::Finding> check_calendars(const std::vector<const pack::Entry*>& entries) {
  std::vector<pack::Finding> findings;
  for (const auto* entry : entries) {
    // A holiday that awaits enactment must fit as well: it will be switched on one day.
    const auto calendar = law::read_calendar(entry->body, law::Pending::Apply);
    if (calendar) continue;
    for (const auto& fault : calendar.error().fields) {
      findings.push_back({entry->file, fault.field, {fault.code, fault.arguments}});
    }
    if (calendar.error().fields.empty()) {
      findings.push_back({entry->file, calendar.error().field, {calendar.error().rule, calendar.error().arguments}});
    }
  }
  return findings;
}

/// One reader's faults as findings.
template <class Read>
std::vector<pack::Finding> check_each(const std::vector<const pack::Entry*>& entries, Read&& read) {
  std::vector<pack::Finding> findings;
  for (const auto* entry : entries) {
    const auto made = read(entry->body);
    if (made) continue;
    for (const auto& fault : made.error().fields) findings.push_back({entry->file, fault.field, {fault.code, fault.arguments}});
  }
  return findings;
}

std::vector<pack::Finding> check_follow_up(const std::vector<const pack::Entry*>& entries) {
  return check_each(entries, [](const Json& body) { return plan::read_follow_up(body); });
}

std::vector<pack::Finding> check_record_types(const std::vector<const pack::Entry*>& entries) {
  return check_each(entries, [](const Json& body) { return record::read_record_type(body); });
}

std::vector<pack::Finding> check_procedures(const std::vector<const pack::Entry*>& entries) {
  return check_each(entries, [](const Json& body) { return record::read_procedures(body); });
}

std::vector<pack::Finding> check_papers(const std::vector<const pack::Entry*>& entries) {
  return check_each(entries, [](const Json& body) { return record::read_paper(body); });
}

}  // namespace

pack::Checkers pack_checkers() {
  return {{"criteria-sets", &check_sets}, {"calendar", &check_calendars}, {"follow-up", &check_follow_up},
          {"record-types", &check_record_types}, {"procedures", &check_procedures}, {"papers", &check_papers}};
}

}  // namespace sen::app
