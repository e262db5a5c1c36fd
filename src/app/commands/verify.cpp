#include "app/commands/verify.hpp"

#include <ostream>

#include "app/installation.hpp"
#include "base/json.hpp"
#include "ledger/verify.hpp"

namespace sen::app {
namespace {

std::string head_text(UnitId unit, const ledger::Head& head) {
  return std::to_string(unit.value) + ":" + std::to_string(head.seq) + ":" + head.hash_hex;
}

void print_json(const Invocation& call, const ledger::VerifyReport& report) {
  JsonOut out;
  out.begin_object();
  out.member("clean", report.findings.empty());
  out.member("units", report.unit_count);
  out.member("events", report.event_count);
  out.member("tallies", report.tally_count);
  out.key("heads");
  out.begin_array();
  for (const auto& [unit, head] : report.heads) out.string(head_text(unit, head));
  out.end_array();
  out.key("findings");
  out.begin_array();
  for (const auto& finding : report.findings) {
    out.begin_object();
    out.member("unit", std::to_string(finding.unit.value));
    out.member("where", finding.where);
    out.member("code", finding.text.key);
    out.member("message", render(call.language, finding.text));
    out.end_object();
  }
  out.end_array();
  out.end_object();
  call.out << out.text() << "\n";
}

void print(const Invocation& call, const ledger::VerifyReport& report) {
  for (const auto& finding : report.findings) {
    call.err << render(call.language, "app.verify_finding",
                       {{"unit", std::to_string(finding.unit.value)}, {"where", finding.where},
                        {"what", render(call.language, finding.text)}})
             << "\n";
  }
  if (!report.findings.empty()) return;
  call.out << render(call.language, "app.verify_clean",
                     {{"units", std::to_string(report.unit_count)}, {"events", std::to_string(report.event_count)},
                      {"tallies", std::to_string(report.tally_count)}})
           << "\n";
  for (const auto& [unit, head] : report.heads) {
    call.out << render(call.language, "app.verify_head", {{"head", head_text(unit, head)}}) << "\n";
  }
}

Result<ledger::VerifyReport> examine(const Invocation& call) {
  std::vector<ledger::PrintedHead> heads;
  for (const auto& text : call.texts("--head")) {
    const auto head = ledger::parse_head(text);
    if (!head) return invalid("app.head", "--head", {{"value", text}});
    heads.push_back(*head);
  }
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  return ledger::verify(*installation.store, *installation.packs, heads, {});
}

/// 0 clean, 1 with the first bad place of each unit, 2 when it could not run.
Result<int> verify(const Invocation& call) {
  const auto report = examine(call);
  if (!report) {
    call.err << render(call.language, report.error()) << "\n";
    return kExitUsage;
  }
  if (call.json()) {
    print_json(call, *report);
  } else {
    print(call, *report);
  }
  return report->findings.empty() ? kExitDone : kExitFinding;
}

Result<int> rebuild(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::Existing));
  const std::string measure = call.text("--measure");
  if (!measure.empty() && installation.packs->measures().find(measure) == nullptr) {
    return not_found("app.measure_unknown", "--measure");
  }
  SEN_LET(const auto units, ledger::units_with_events(*installation.store));
  std::int64_t moved = 0;
  for (const UnitId unit : units) {
    SEN_LET(const auto count, ledger::rebuild(*installation.store, *installation.packs, unit, measure));
    moved += count;
  }
  if (call.json()) {
    JsonOut out;
    out.begin_object();
    out.member("units", units.size());
    out.member("counted", moved);
    out.end_object();
    call.out << out.text() << "\n";
  } else {
    call.out << render(call.language, "app.rebuilt",
                       {{"units", std::to_string(units.size())}, {"counted", std::to_string(moved)}})
             << "\n";
  }
  return kExitDone;
}

}  // namespace

std::vector<Command> verify_commands() {
  const Option json{"--json", Takes::Flag};
  return {{"verify", with_installation({{"--head", Takes::Texts}, json}), &verify, kExitUsage},
          {"rebuild", with_installation({{"--measure"}, json}), &rebuild}};
}

}  // namespace sen::app
