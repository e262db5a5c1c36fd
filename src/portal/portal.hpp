#pragma once
// The citizen's pages as HTML that the server makes: where a dossier stands, and what each procedure asks for. They
// work without scripts and without an account, read only, and say nothing of any person.
// Law: Nghị định 118/2025/NĐ-CP Điều 5 (procedures are published), Điều 17–20 (the promise and the apology); before
// 01/07/2025 Nghị định 61/2018/NĐ-CP Điều 5, 17–20.

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "http/rate_limit.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "pack/pack_set.hpp"
#include "record/rules.hpp"
#include "store/store.hpp"

namespace sen::portal {

/// How often one address may ask for a dossier: a code has 60 random bits, so this is against noise, not against guessing.
constexpr http::Rate kLookUpsSoon{10, 600};
constexpr http::Rate kLookUpsADay{60, 86'400};

struct Services {
  store::Store& store;
  const Clock& clock;
  Random& random;
  const pack::PackSet& packs;
  record::Rules& records;
  bool demo = false;         ///< says on every page that the commune is an example
  bool test_limits = false;  ///< lifts the limit of look-ups
};

/// /tra-cuu, /thu-tuc, /thu-tuc/{code}, and the same under /xa/{unit} where an installation serves several communes.
void add_routes(http::Router& router, Services& services);
/// The style of the pages.
std::vector<http::StaticSource> static_files();

}  // namespace sen::portal
