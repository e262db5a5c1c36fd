#pragma once
// The second factor of an account: an authenticator app (RFC 6238) and ten recovery codes of 80 bits. From its
// confirmation on, every sign-in asks for a code. Offered to all; a unit can require it of the roles that can do most
// harm. Law: the password rules of OWASP ASVS 5.0, 6.3.3 and 6.5.

#include <optional>
#include <string>
#include <vector>

#include "identity/account.hpp"
#include "identity/vault.hpp"

namespace sen::identity {

constexpr int kRecoveryCodeCount = 10;
constexpr std::size_t kRecoveryCodeBytes = 10;  // 80 bits

/// Chair, admin, auditor, appraiser: a unit may require the second factor of them.
bool may_be_required(Role role);

/// A secret that its owner has to confirm by a code. Shown once.
struct OfferedFactor {
  std::string secret;   ///< base32, for typing
  std::string address;  ///< for the QR code
};
struct FactorOffer {
  std::int64_t account{};
  std::string issuer;  ///< as authenticator apps show it
};
/// Takes the place of an offer that was not confirmed. Errors: Conflict "identity.factor_enrolled", those of Vault.
Result<OfferedFactor> offer_factor(store::WriteTx& tx, const Context& ctx, Vault& vault, const FactorOffer& input);

struct FactorCode {
  std::int64_t account{};
  std::string code;      ///< six digits, or a recovery code where one counts; spaces and dashes are ignored
  Instant now;           ///< of the wall: a demonstration's clock stands in another year
  std::string keep_session{};  ///< token hash of the session that goes on
};
/// From now on sign-ins ask for a code; every other session ends. @returns the recovery codes, shown once. Errors:
/// InvalidInput "identity.factor_code", Conflict "identity.factor_enrolled", "identity.factor_not_offered".
Result<std::vector<std::string>> confirm_factor(store::WriteTx& tx, const Context& ctx, Vault& vault, const FactorCode& input);

/// Checks a code and spends it. False: wrong, or spent. Without a confirmed factor always false.
Result<bool> spend_code(store::WriteTx& tx, const Context& ctx, Vault& vault, const FactorCode& input);

/// Ten new recovery codes instead of those left. Error Conflict "identity.factor_not_enrolled".
Result<std::vector<std::string>> renew_recovery_codes(store::WriteTx& tx, const Context& ctx, std::int64_t account);

/// Takes the factor away, with its codes. Error Conflict "identity.factor_not_enrolled".
Result<Done> remove_factor(store::WriteTx& tx, const Context& ctx, std::int64_t account);

struct FactorState {
  std::optional<Instant> confirmed_at;
  int recovery_codes_left = 0;
  bool required = false;  ///< by the unit, of this role
};
Result<FactorState> factor_state(store::ReadTx& tx, const Account& account);
/// Accounts of the unit that are asked for a code.
Result<std::vector<std::int64_t>> accounts_with_factor(store::ReadTx& tx);
/// Must enrol before anything else: required of the role, and there is none.
Result<bool> must_enrol(store::ReadTx& tx, const Account& account);

}  // namespace sen::identity
