#pragma once
// One visit to a citizen's page: which commune, in which language, what was asked; and the frame round every page.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "http/message.hpp"
#include "http/reply.hpp"
#include "identity/unit.hpp"
#include "ledger/context.hpp"
#include "portal/portal.hpp"

namespace sen::portal {

using Query = std::vector<std::pair<std::string, std::string>>;

/// "/xa/00400/tra-cuu?ma=…": the only place where an address is put together; each part is percent-encoded.
std::string link(const std::vector<std::string>& segments, const Query& query = {});

struct Visit {
  Language language = Language::Vi;
  bool language_said = false;  ///< by ?lang=, which every link then carries on
  Query query;
  std::vector<std::string> prefix;    ///< {"xa", "00400"} when the address names the commune
  std::vector<std::string> segments;  ///< behind the prefix: {"thu-tuc", "1.001193"}
  std::optional<identity::Unit> unit; ///< whose pages these are; empty: there are several, or none of that number
  std::vector<identity::Unit> units;  ///< to choose from when there is none

  [[nodiscard]] std::string value(std::string_view name) const;
  /// An address of this commune and language.
  [[nodiscard]] std::string here(const std::vector<std::string>& to, const Query& with = {}) const;
  /// The same without a query, for forms, which carry theirs in fields.
  [[nodiscard]] std::string here_plain(const std::vector<std::string>& to) const;
  [[nodiscard]] Json text(std::string_view key, const TextArguments& arguments = {}) const;
};

/// Errors: "http.query_invalid", "http.query_doubled".
Result<Visit> visit_of(Services& services, const http::Call& call);

/// A page in the frame; `values` hold at least "title".
http::Reply<http::Page> page(const Services& services, const Visit& visit, std::string_view name, Json values, int status = 200);
/// For addresses without a commune: which one is meant? 404 when the address named one that is not there.
http::Reply<http::Page> ask_commune(const Services& services, Visit visit);

/// One read transaction of the visit's commune, as a stranger: `look(tx, ctx) -> Result<…>`.
template <class Look>
auto look(Services& services, const Visit& visit, Look&& look_at) {
  const Actor stranger{.person = PersonId{0}, .role = Role::Public, .unit = visit.unit->id};
  const Context ctx{stranger, visit.unit->id, services.clock, services.random, services.packs};
  return services.store.read(ctx.unit, [&](store::ReadTx& tx) { return look_at(tx, ctx); });
}

/// "Thứ Ba, 15/10/2024".
std::string day_words(Language language, Date day);

}  // namespace sen::portal
