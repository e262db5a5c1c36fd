#pragma once
// `sen verify`, `sen rebuild` and `sen pack load` on the command line: words out, an exit code.
// Opening the store and parsing arguments is the caller's (app).

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "ledger/verify.hpp"
#include "pack/cli.hpp"

namespace sen::ledger {

using pack::Terminal;

struct VerifyRequest {
  std::vector<std::string> heads;  ///< --head HEX:SEQ, as printed
  std::optional<UnitId> unit{};
  const ChainKey* key = nullptr;
  MoreChecks more{};
};
/// Exit 0: clean, with the head of each unit to print. 1: findings, one line each on `err` (with
/// --json all in one object on `out`). 2: could not run, with a sentence. Errors become exit 2 as
/// well.
int run_verify(store::Store& store, const pack::PackSet& packs, const VerifyRequest& request,
               const Terminal& terminal);

struct RebuildRequest {
  std::string measure;  ///< --measure NAME; empty: all
  std::optional<UnitId> unit{};
};
/// Exit 0. Errors: those of rebuild_all.
Result<int> run_rebuild(store::Store& store, const pack::PackSet& packs,
                        const RebuildRequest& request, const Terminal& terminal);

/// `sen pack load DIR`: checks, loads all or nothing, recounts the measures that changed. Exit 0.
/// Errors: those of pack::read_folder and load_packs.
Result<int> run_pack_load(store::Store& store, const std::string& folder,
                          const pack::Checkers& checkers, const Clock& clock, Random& random,
                          const Terminal& terminal);

}  // namespace sen::ledger
