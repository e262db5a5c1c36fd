#include "identity/second_factor.hpp"

#include <sodium.h>

#include "base/random.hpp"
#include "base/text.hpp"
#include "identity/change.hpp"
#include "identity/second_factor_sql.hpp"
#include "identity/session_sql.hpp"
#include "identity/token.hpp"
#include "identity/totp.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::size_t kGroup = 4;
constexpr std::size_t kTotpDigits = 6;
constexpr std::size_t kRecoveryLetters = 16;

/// Secrets come from the machine, never from a context's source: the simulator's is seeded.
std::string secret_bytes(std::size_t count) {
  std::string out(count, '\0');
  SystemRandom random;
  random.fill({reinterpret_cast<unsigned char*>(out.data()), out.size()});
  return out;
}

std::string place_of(store::ReadTx& tx, std::int64_t account) {
  return "second_factor|" + std::to_string(tx.unit().value) + "|" + std::to_string(account);
}

std::string code_hash(std::int64_t account, const std::string& code) {
  return token_hash(std::to_string(account) + "\n" + code);
}

/// As codes are compared: capitals and digits only.
std::string normal_code(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    out.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return out;
}

std::string grouped(const std::string& code) {
  std::string out;
  for (std::size_t at = 0; at < code.size(); at += kGroup) out += (at == 0 ? "" : "-") + code.substr(at, kGroup);
  return out;
}

Result<std::vector<std::string>> make_recovery_codes(store::WriteTx& tx, std::int64_t account) {
  SEN_TRY(delete_recovery_codes(tx, account));
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodeCount; ++i) {
    const auto code = base32(secret_bytes(kRecoveryCodeBytes));
    SEN_TRY(insert_recovery_code(tx, account, code_hash(account, code)));
    codes.push_back(grouped(code));
  }
  return codes;
}

Result<Done> record(store::WriteTx& tx, const Context& ctx, const char* kind, std::int64_t account) {
  SEN_LET(const auto owner, load_account(tx, account));
  SEN_TRY(ledger::append(tx, ctx, {.kind = kind, .subject = {"person", owner.person.value}}));
  announce_change(tx);
  return Done{};
}

Result<FactorRow> confirmed_factor(store::ReadTx& tx, std::int64_t account) {
  SEN_LET(auto found, find_factor(tx, account));
  if (!found || !found->confirmed_at) return conflict("identity.factor_not_enrolled");
  return *std::move(found);
}

Result<bool> spend_totp(store::WriteTx& tx, Vault& vault, const FactorRow& factor, std::string_view code, Instant now) {
  SEN_LET(auto secret, vault.open(factor.sealed_secret, place_of(tx, factor.account)));
  const auto step = matching_step(secret, code, now, factor.last_step);
  sodium_memzero(secret.data(), secret.size());
  if (!step) return false;
  return use_step(tx, factor.account, *step);
}

}  // namespace

bool may_be_required(Role role) {
  return role == Role::Chair || role == Role::Admin || role == Role::Auditor || role == Role::Appraiser;
}

Result<OfferedFactor> offer_factor(store::WriteTx& tx, const Context& ctx, Vault& vault, const FactorOffer& input) {
  SEN_LET(const auto account, load_account(tx, input.account));
  SEN_ASSERT(account.unit == tx.unit());
  SEN_LET(const auto known, find_factor(tx, account.id));
  if (known && known->confirmed_at) return conflict("identity.factor_enrolled");
  const auto secret = secret_bytes(kTotpSecretBytes);
  SEN_LET(auto sealed, vault.seal(secret, place_of(tx, account.id)));
  SEN_TRY(save_factor(tx, {account.id, std::move(sealed), ctx.clock.now(), {}, 0}));
  return OfferedFactor{base32(secret), totp_address({input.issuer, account.username.reveal(Purpose::Show)}, secret)};
}

Result<std::vector<std::string>> confirm_factor(store::WriteTx& tx, const Context& ctx, Vault& vault,
                                                const FactorCode& input) {
  SEN_LET(const auto factor, find_factor(tx, input.account));
  if (!factor) return conflict("identity.factor_not_offered");
  if (factor->confirmed_at) return conflict("identity.factor_enrolled");
  SEN_LET(const bool right, spend_totp(tx, vault, *factor, normal_code(input.code), input.now));
  if (!right) return invalid("identity.factor_code", "code");
  SEN_TRY(set_factor_confirmed(tx, input.account, ctx.clock.now()));
  SEN_TRY(end_sessions_of(tx, input.account, input.keep_session));
  SEN_LET(auto codes, make_recovery_codes(tx, input.account));
  SEN_TRY(record(tx, ctx, "second_factor.enrolled", input.account));
  return codes;
}

Result<bool> spend_code(store::WriteTx& tx, const Context& ctx, Vault& vault, const FactorCode& input) {
  SEN_LET(const auto factor, find_factor(tx, input.account));
  if (!factor || !factor->confirmed_at) return false;
  const auto code = normal_code(input.code);
  if (code.size() == kTotpDigits) return spend_totp(tx, vault, *factor, code, input.now);
  if (code.size() != kRecoveryLetters) return false;
  SEN_LET(const bool used, use_recovery_code(tx, input.account, code_hash(input.account, code), ctx.clock.now()));
  if (used) SEN_TRY(record(tx, ctx, "second_factor.recovery_used", input.account));
  return used;
}

Result<std::vector<std::string>> renew_recovery_codes(store::WriteTx& tx, const Context& ctx, std::int64_t account) {
  SEN_TRY(confirmed_factor(tx, account));
  SEN_LET(auto codes, make_recovery_codes(tx, account));
  SEN_TRY(record(tx, ctx, "second_factor.codes_renewed", account));
  return codes;
}

Result<Done> remove_factor(store::WriteTx& tx, const Context& ctx, std::int64_t account) {
  SEN_TRY(confirmed_factor(tx, account));
  SEN_TRY(delete_factor(tx, account));
  SEN_TRY(delete_recovery_codes(tx, account));
  return record(tx, ctx, "second_factor.removed", account);
}

Result<FactorState> factor_state(store::ReadTx& tx, const Account& account) {
  FactorState state;
  SEN_LET(const auto stand, factor_stand(tx, account.id));
  SEN_LET(const auto factor, find_factor(tx, account.id));
  if (factor) state.confirmed_at = factor->confirmed_at;
  state.required = stand.required && may_be_required(account.role);
  if (state.confirmed_at) {
    SEN_LET(state.recovery_codes_left, recovery_codes_left(tx, account.id));
  }
  return state;
}

Result<bool> must_enrol(store::ReadTx& tx, const Account& account) {
  if (!may_be_required(account.role)) return false;
  SEN_LET(const auto stand, factor_stand(tx, account.id));
  return stand.required && !stand.confirmed;
}

}  // namespace sen::identity
