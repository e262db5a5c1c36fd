#include "http/access.hpp"

namespace sen::http {

std::string_view to_string(Role role) {
  constexpr std::array<std::string_view, kRoleCount> names = {
      "public", "citizen", "staff", "lead", "chair", "appraiser", "admin", "auditor"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view to_string(Scope scope) {
  constexpr std::array<std::string_view, 5> names = {"refused", "2xx", "own-unit", "assigned",
                                                     "any-unit"};
  return names[static_cast<std::size_t>(scope)];
}

Access Access::everyone() {
  Access access;
  access.scopes_.fill(Scope::Success);
  return access;
}

Access Access::signed_in(Scope scope) {
  Access access;
  access.scopes_.fill(scope);
  access.allow(Role::Public, Scope::Refused).allow(Role::Citizen, Scope::Refused);
  return access;
}

bool Access::names_everybody() const {
  for (const Scope scope : scopes_) {
    if (scope == Scope::Refused) return false;
  }
  return true;
}

}  // namespace sen::http
