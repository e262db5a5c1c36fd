#include "app/commands/verify.hpp"

#include <ostream>

#include "app/installation.hpp"
#include "app/pack_checkers.hpp"
#include "evidence/verify.hpp"
#include "identity/unit.hpp"
#include "ledger/cli.hpp"

namespace sen::app {
namespace {

ledger::Terminal terminal_of(const Invocation& call) { return {call.out, call.err, call.language, call.json()}; }

/// The unit named by --unit, if any.
Result<std::optional<UnitId>> unit_of(const Invocation& call, const Installation& installation) {
  if (!call.has("--unit")) return std::optional<UnitId>();
  const Date today = date_of(installation.clock->now());
  SEN_LET(const auto unit, installation.store->read(UnitId{0}, [&](store::ReadTx& tx) {
    return identity::find_unit(tx, call.text("--unit"), today);
  }));
  return std::optional<UnitId>(unit.id);
}

Result<int> examine(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::ReadOnly));
  ledger::VerifyRequest request;
  request.heads = call.texts("--head");
  SEN_LET(request.unit, unit_of(call, installation));
  std::optional<evidence::Blobs> blobs;
  if (!installation.folder.empty()) {
    SEN_LET(auto opened, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
    blobs.emplace(std::move(opened));
    request.more = [&](store::ReadTx& tx, std::vector<ledger::VerifyFinding>& findings) {
      return evidence::check_files(tx, *blobs, findings);
    };
  }
  return ledger::run_verify(*installation.store, *installation.packs, request, terminal_of(call));
}

/// 0 clean, 1 with the first bad place of each unit, 2 when it could not run.
Result<int> verify(const Invocation& call) {
  const auto code = examine(call);
  if (code) return *code;
  call.err << render(call.language, code.error()) << "\n";
  return kExitUsage;
}

Result<int> rebuild(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::Existing));
  ledger::RebuildRequest request{.measure = call.text("--measure")};
  SEN_LET(request.unit, unit_of(call, installation));
  return ledger::run_rebuild(*installation.store, *installation.packs, request, terminal_of(call));
}

Result<int> pack_load(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::Existing));
  return ledger::run_pack_load(*installation.store, call.text("folder"), pack_checkers(), *installation.clock,
                               *installation.random, terminal_of(call));
}

}  // namespace

std::vector<Command> verify_commands() {
  const Option json{"--json", Takes::Flag};
  return {{"verify", with_installation({{"--unit"}, {"--head", Takes::Texts}, json}), &verify, kExitUsage},
          {"rebuild", with_installation({{"--unit"}, {"--measure"}, json}), &rebuild},
          {"pack load", with_installation({{"folder", Takes::Text, true}, json}), &pack_load}};
}

}  // namespace sen::app
