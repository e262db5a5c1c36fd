#pragma once
// Who may call a route, as a table from the closed roles to an expectation. It is printed as
// `x-sen-access` in the OpenAPI document, so what is promised and what is checked are one table.
// A role that is not named is refused: 401 when not signed in, else 403.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sen::http {

/// The closed list of roles, in the order of the contracts.
enum class Role : std::uint8_t { Public, Citizen, Staff, Lead, Chair, Appraiser, Admin, Auditor };
constexpr std::size_t kRoleCount = 8;
std::string_view to_string(Role role);  ///< "public", "staff" …

/// What a named role may expect of the answer.
enum class Scope : std::uint8_t {
  Refused,   ///< the role is not named
  Success,   ///< "2xx"
  OwnUnit,   ///< "own-unit": 2xx in the own unit, 404 for another unit's object
  Assigned,  ///< "assigned": 2xx when the object is assigned, else 404
  AnyUnit    ///< "any-unit"
};
std::string_view to_string(Scope scope);

class Access {
 public:
  /// Names nobody: a route that keeps it stops the server from starting.
  Access() = default;
  /// Every role, signed in or not: sign-in, health, public look-ups.
  static Access everyone();
  /// Every role but public and citizen.
  static Access signed_in(Scope scope = Scope::OwnUnit);

  Access& allow(Role role, Scope scope) {
    scopes_[static_cast<std::size_t>(role)] = scope;
    return *this;
  }
  [[nodiscard]] Scope of(Role role) const { return scopes_[static_cast<std::size_t>(role)]; }
  [[nodiscard]] bool allows(Role role) const { return of(role) != Scope::Refused; }
  [[nodiscard]] bool names_nobody() const { return scopes_ == std::array<Scope, kRoleCount>{}; }
  /// True when no sign-in has to be looked up before the answer.
  [[nodiscard]] bool names_everybody() const;

 private:
  std::array<Scope, kRoleCount> scopes_{};
};

}  // namespace sen::http
