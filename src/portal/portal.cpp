#include "portal/portal.hpp"

#include "base/embedded.hpp"
#include "portal/pages.hpp"

namespace sen::portal {
namespace {

constexpr std::string_view kStyle = "cong-dan.css";

}  // namespace

void add_routes(http::Router& router, Services& services) {
  const auto limits = std::make_shared<LookUpLimits>();  // shared by the two addresses of one page
  const auto both = [&](const std::string& path, const std::function<http::Reply<http::Page>(http::Call&)>& handler) {
    router.page(path, http::Lane::Read, handler);
    router.page("/xa/{unit}" + path, http::Lane::Read, handler);
  };
  both("/tra-cuu", [&services, limits](http::Call& call) { return look_up_page(services, *limits, call); });
  both("/thu-tuc", [&services](http::Call& call) { return procedures_page(services, call); });
  both("/thu-tuc/{code}", [&services](http::Call& call) { return procedure_page(services, call); });
}

std::vector<http::StaticSource> static_files() {
  const auto style = embedded_file("portal/" + std::string(kStyle));
  SEN_ASSERT(style.has_value());
  return {{kStyle, *style}};
}

}  // namespace sen::portal
