// /tra-cuu: a dossier by the code that cannot be guessed. Law: as portal.hpp; no personal data leaves this page.

#include "base/clock.hpp"
#include "portal/pages.hpp"
#include "portal/standing.hpp"

namespace sen::portal {
namespace {

constexpr std::size_t kTypedMax = 40;
constexpr std::int64_t kSecondsAMinute = 60;

/// As it is kept: capitals without what people put between groups.
std::string code_of(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c >= 'a' && c <= 'z') {
      out.push_back(static_cast<char>(c - 'a' + 'A'));
    } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      out.push_back(c);
    }
  }
  return out;
}

http::Reply<http::Page> too_often(const Services& services, const Visit& visit, Json values, std::int64_t wait_s) {
  const std::string minutes = std::to_string((wait_s + kSecondsAMinute - 1) / kSecondsAMinute);
  values.set("wait", visit.text("portal.wait", {{"minutes", minutes}}));
  return page(services, visit, "look_up", std::move(values), 429).header("Retry-After", std::to_string(wait_s));
}

}  // namespace

std::int64_t LookUpLimits::take(std::string_view address, std::int64_t now_ns) {
  // One household has a whole network of IPv6 addresses.
  const std::string caller = address.find(':') == std::string_view::npos ? std::string(address) : http::network_of(address);
  const std::int64_t wait_s = soon_.take(caller, now_ns);
  return wait_s > 0 ? wait_s : a_day_.take(caller, now_ns);
}

http::Reply<http::Page> look_up_page(Services& services, LookUpLimits& limits, const http::Call& call) {
  auto visit = visit_of(services, call);
  if (!visit) return visit.error();
  if (!visit->unit) return ask_commune(services, *std::move(visit));
  std::string typed = visit->value("ma");
  if (typed.size() > kTypedMax) typed.clear();
  Json values = Json::object();
  values.set("title", visit->text("portal.look_up"));
  values.set("action", Json::string(visit->here_plain({"tra-cuu"})));
  values.set("typed", Json::string(typed));
  if (visit->value("ma").empty()) return page(services, *visit, "look_up", std::move(values));
  if (!services.test_limits) {
    const std::int64_t wait_s = limits.take(call.remote_address, monotonic_ns());
    if (wait_s > 0) return too_often(services, *visit, std::move(values), wait_s);
  }
  // A wrong code, another commune's, and one that cannot be a code walk the same way: one look at one index.
  const auto found = look(services, *visit, [&](store::ReadTx& tx, const Context& ctx) -> Result<Json> {
    SEN_LET(const auto record, record::find_by_lookup(tx, code_of(typed)));
    return standing(tx, ctx, services.records, record, visit->language);
  });
  if (!found && found.error().code != ErrorCode::NotFound) return found.error();
  if (found) values.set("typed", Json::string({}));  // the form below is for another one
  values.set(found ? "standing" : "not_found", found ? *found : Json::boolean(true));
  return page(services, *visit, "look_up", std::move(values), found ? 200 : 404);
}

}  // namespace sen::portal
