#include "ledger/cli.hpp"

#include <ostream>

#include "ledger/packs.hpp"
#include "ledger/rebuild.hpp"
#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

constexpr int kExitClean = 0;
constexpr int kExitFinding = 1;
constexpr int kExitCouldNotRun = 2;

Result<VerifyOptions> options_of(const VerifyRequest& request) {
  VerifyOptions options;
  for (const auto& text : request.heads) {
    auto head = parse_head(text);
    if (!head) return invalid("ledger.head_format", "head", {{"value", text}});
    options.heads.push_back(std::move(*head));
  }
  options.unit = request.unit;
  options.key = request.key;
  options.more = request.more;
  return options;
}

void write_json(const VerifyReport& report, const Terminal& terminal) {
  JsonOut out;
  out.begin_object();
  out.member("clean", report.findings.empty());
  out.member("units", report.unit_count);
  out.member("events", report.event_count);
  out.member("tallies", report.tally_count);
  out.member("sealed", report.sealed_count);
  out.key("heads");
  out.begin_array();
  for (const auto& [unit, head] : report.heads) {
    out.begin_object();
    out.member("unit", std::to_string(unit.value));
    out.member("head", to_string(head));
    out.end_object();
  }
  out.end_array();
  out.key("findings");
  out.begin_array();
  for (const auto& finding : report.findings) {
    out.begin_object();
    out.member("unit", std::to_string(finding.unit.value));
    out.member("where", finding.where);
    out.member("code", finding.text.key);
    out.member("message", render(terminal.language, finding.text));
    out.end_object();
  }
  out.end_array();
  out.end_object();
  terminal.out << out.text() << "\n";
}

void write_findings(const VerifyReport& report, const Terminal& terminal) {
  for (const auto& finding : report.findings) {
    if (finding.unit.value != 0) terminal.err << finding.unit.value << ": ";
    terminal.err << finding.where << ": " << render(terminal.language, finding.text) << "\n";
  }
  terminal.err << render(terminal.language, "ledger.verify_found",
                         {{"count", std::to_string(report.findings.size())}})
               << "\n";
}

void write_clean(const VerifyReport& report, const Terminal& terminal) {
  const auto say = [&](const char* key, const TextArguments& arguments) {
    terminal.out << render(terminal.language, key, arguments) << "\n";
  };
  say("ledger.verify_clean", {{"units", std::to_string(report.unit_count)},
                              {"events", std::to_string(report.event_count)},
                              {"tallies", std::to_string(report.tally_count)}});
  if (report.sealed_count > 0) {
    say("ledger.verify_sealed", {{"sealed", std::to_string(report.sealed_count)}});
  }
  for (const auto& [unit, head] : report.heads) {
    say("ledger.verify_head_line",
        {{"unit", std::to_string(unit.value)}, {"head", to_string(head)}});
  }
}

int could_not_run(const Error& error, const Terminal& terminal) {
  terminal.err << render(terminal.language, error) << "\n";
  return kExitCouldNotRun;
}

}  // namespace

int run_verify(store::Store& store, const pack::PackSet& packs, const VerifyRequest& request,
               const Terminal& terminal) {
  const auto options = options_of(request);
  if (!options) return could_not_run(options.error(), terminal);
  const auto report = verify(store, packs, *options);
  if (!report) return could_not_run(report.error(), terminal);
  if (terminal.json) {
    write_json(*report, terminal);
  } else if (report->findings.empty()) {
    write_clean(*report, terminal);
  } else {
    write_findings(*report, terminal);
  }
  return report->findings.empty() ? kExitClean : kExitFinding;
}

Result<int> run_rebuild(store::Store& store, const pack::PackSet& packs,
                        const RebuildRequest& request, const Terminal& terminal) {
  SEN_LET(const auto done, rebuild_all(store, packs, {request.measure, request.unit}));
  if (terminal.json) {
    JsonOut out;
    out.begin_object();
    out.member("units", done.unit_count);
    out.member("tallies", done.row_count);
    out.end_object();
    terminal.out << out.text() << "\n";
    return kExitClean;
  }
  terminal.out << render(terminal.language, "ledger.rebuilt",
                         {{"units", std::to_string(done.unit_count)},
                          {"rows", std::to_string(done.row_count)}})
               << "\n";
  return kExitClean;
}

Result<int> run_pack_load(store::Store& store, const std::string& folder,
                          const pack::Checkers& checkers, const Clock& clock, Random& random,
                          const Terminal& terminal) {
  SEN_LET(const auto files, pack::read_folder(folder));
  const pack::CheckReport checked = pack::check(files, checkers);
  const UnitId installation{0};
  const Actor actor = system_actor(installation);
  const Context ctx{actor, installation, clock, random, pack::PackSet::embedded()};
  SEN_LET(const auto load, store.write(installation, [&](store::WriteTx& tx) {
    return load_packs(tx, ctx, checked);
  }));
  SEN_LET(const auto packs, packs_in_force(store));
  SEN_LET(const auto recount, recount_changed(store, packs));
  if (terminal.json) {
    JsonOut out;
    out.begin_object();
    out.member("loaded", load.loaded_count);
    out.member("known", load.known_count);
    out.member("recounted", recount.measures.size());
    out.end_object();
    terminal.out << out.text() << "\n";
    return kExitClean;
  }
  terminal.out << render(terminal.language, "pack.loaded",
                         {{"loaded", std::to_string(load.loaded_count)},
                          {"known", std::to_string(load.known_count)},
                          {"measures", std::to_string(recount.measures.size())}})
               << "\n";
  return kExitClean;
}

}  // namespace sen::ledger
