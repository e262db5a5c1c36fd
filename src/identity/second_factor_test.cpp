// The second factor through its life: offered, confirmed, asked for, recovered from, required, taken away; and the
// proof before dangerous acts.

#include "identity/second_factor.hpp"

#include <gtest/gtest.h>

#include <set>

#include "identity/second_factor_sql.hpp"
#include "identity/sessions.hpp"
#include "identity/setting.hpp"
#include "identity/totp.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

constexpr const char* kPassword = "con trâu đọc báo dưới gốc xoài";

/// The bytes that base32 letters stand for.
std::string bytes_of(const std::string& letters) {
  std::string out;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : letters) {
    buffer = buffer << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>(buffer >> bits & 255U));
  }
  return out;
}

class SecondFactorTest : public store::EngineTest {
 protected:
  store::TestFolder folder;
  Vault vault{folder.path() + "/kek"};
  ledger::World world{store()};
  SessionOptions options = [this] {
    SessionOptions cheap;
    cheap.hash_cost = {8 * 1024 * 1024, 1};
    cheap.vault = &vault;
    return cheap;
  }();
  Sessions sessions{store(), world.clock(), pack::PackSet::embedded(), options};
  Account chair{};

  void SetUp() override {
    world.in(UnitId{7}).as(Role::Admin);
    ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) {
      return add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune, *parse_date("2000-01-01"), {}});
    }));
    chair = account("an.nv", Role::Chair);
  }
  Account account(const char* username, Role role) {
    const auto hash = sessions.hasher().hash(kPassword);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Account> {
      SEN_LET(const auto person, add_person(tx, ctx, {"Nguyễn Văn An", ""}));
      return add_account(tx, ctx, {person.id, username, role, *hash});
    });
    return *made;
  }
  Result<OfferedFactor> offer(std::int64_t id) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return offer_factor(tx, ctx, vault, {id, "Sen"}); });
  }
  Result<std::vector<std::string>> confirm(std::int64_t id, const std::string& code) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) {
      return confirm_factor(tx, ctx, vault, {id, code, world.clock().now()});
    });
  }
  std::string code_now(const std::string& secret) {
    return totp_code(bytes_of(secret), world.clock().now().milliseconds / kTotpStepMs);
  }
  /// Enrols, and lets the step of the confirming code pass.
  std::pair<std::string, std::vector<std::string>> enrol(std::int64_t id) {
    const auto secret = offer(id)->secret;
    auto codes = *confirm(id, code_now(secret));
    world.clock().advance(kMinuteMs);
    return {secret, codes};
  }
  std::string enter(const std::string& code, const char* username = "an.nv", const std::string& device = {}) {
    const auto welcome = sessions.sign_in({.username = username, .password = kPassword, .device = device, .former_token = {}, .code = code});
    return welcome ? "in" : welcome.error().rule;
  }
};
SEN_ON_EVERY_ENGINE(SecondFactorTest);

TEST_P(SecondFactorTest, IsAskedForFromItsConfirmationOn) {
  const auto offered = offer(chair.id);
  ASSERT_TRUE(offered) << offered.error().rule;
  EXPECT_EQ(enter(""), "in") << "an offer alone asks for nothing";
  EXPECT_EQ(confirm(chair.id, "000000").error().rule, "identity.factor_code");
  const auto codes = confirm(chair.id, code_now(offered->secret));
  ASSERT_TRUE(codes) << codes.error().rule;
  EXPECT_EQ(codes->size(), 10U);
  EXPECT_EQ(std::set(codes->begin(), codes->end()).size(), 10U);
  EXPECT_EQ(codes->front().size(), 19U);
  EXPECT_EQ(enter(""), "identity.totp_needed");
  EXPECT_EQ(enter(code_now(offered->secret)), "identity.wrong_totp") << "the confirming code is spent";
  world.clock().advance(30'000);
  const auto code = code_now(offered->secret);
  EXPECT_EQ(enter(code), "in");
  EXPECT_EQ(enter(code), "identity.wrong_totp") << "each code once";
  EXPECT_EQ(offer(chair.id).error().rule, "identity.factor_enrolled");
  EXPECT_EQ(confirm(chair.id, code).error().rule, "identity.factor_enrolled");
}

TEST_P(SecondFactorTest, ConfirmationEndsOtherSessions) {
  const auto before = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}});
  enrol(chair.id);
  EXPECT_EQ(sessions.actor_of(before->token).error().rule, "identity.not_signed_in");
}

TEST_P(SecondFactorTest, AnOfferAndACodeBelongToOneAccount) {
  const auto other = account("binh.lt", Role::Admin);
  const auto secret = offer(chair.id)->secret;
  EXPECT_EQ(confirm(other.id, code_now(secret)).error().rule, "identity.factor_not_offered");
  ASSERT_TRUE(offer(other.id));
  EXPECT_EQ(confirm(other.id, code_now(secret)).error().rule, "identity.factor_code");
  ASSERT_TRUE(confirm(chair.id, code_now(secret)));
  EXPECT_EQ(enter("", "binh.lt"), "in");
}

TEST_P(SecondFactorTest, ARecoveryCodeSignsInOnce) {
  const auto [secret, codes] = enrol(chair.id);
  std::string typed = codes[3];
  for (char& c : typed) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' ? ' ' : c;
  EXPECT_EQ(enter(typed), "in") << "small letters and spaces are the same code";
  EXPECT_EQ(enter(codes[3]), "identity.wrong_totp");
  const auto state = world.read([&](store::ReadTx& tx, const Context&) { return factor_state(tx, chair); });
  EXPECT_EQ(state->recovery_codes_left, 9);
  const auto fresh = world.write([&](store::WriteTx& tx, const Context& ctx) { return renew_recovery_codes(tx, ctx, chair.id); });
  ASSERT_TRUE(fresh);
  EXPECT_EQ(enter(codes[4]), "identity.wrong_totp") << "the old ones are gone";
  EXPECT_EQ(enter(fresh->front()), "in");
}

TEST_P(SecondFactorTest, WrongCodesCountLikeWrongPasswordsAndAKnownBrowserKeepsItsOwnBudget) {
  const auto [secret, codes] = enrol(chair.id);
  const auto known = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}, .code = codes[0]});
  ASSERT_TRUE(known);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(enter("000000"), "identity.wrong_totp");
  EXPECT_EQ(enter(codes[1]), "identity.too_many_failures");
  EXPECT_EQ(enter(codes[1], "an.nv", known->device), "in") << "strangers do not lock the chair out";
}

TEST_P(SecondFactorTest, ALinkAsksForTheCodeTooAndIsNotSpentByAWrongOne) {
  const auto [secret, codes] = enrol(chair.id);
  const auto link = world.write([&](store::WriteTx& tx, const Context& ctx) { return reset_password(tx, ctx, "an.nv"); });
  EXPECT_EQ(sessions.sign_in_by_link(link->token).error().rule, "identity.totp_needed");
  EXPECT_EQ(sessions.sign_in_by_link(LinkSignIn{link->token, {}, "000000"}).error().rule, "identity.wrong_totp");
  EXPECT_TRUE(sessions.sign_in_by_link(LinkSignIn{link->token, {}, codes[0]}));
  EXPECT_EQ(sessions.sign_in_by_link(LinkSignIn{link->token, {}, codes[1]}).error().rule, "identity.link_spent");
}

TEST_P(SecondFactorTest, GuessingAtALinksCodeWaits) {
  const auto [secret, codes] = enrol(chair.id);
  const auto link = world.write([&](store::WriteTx& tx, const Context& ctx) { return reset_password(tx, ctx, "an.nv"); });
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sessions.sign_in_by_link(LinkSignIn{link->token, {}, "000000"}));
  EXPECT_EQ(sessions.sign_in_by_link(LinkSignIn{link->token, {}, codes[0]}).error().rule, "identity.too_many_failures");
}

TEST_P(SecondFactorTest, AUnitRequiresItOnceItsAdministratorHasOne) {
  const auto admin = account("binh.lt", Role::Admin);
  world.as(Role::Admin, admin.person.value);
  const auto require = [&] {
    return world.write([](store::WriteTx& tx, const Context& ctx) { return change_settings(tx, ctx, {true}); });
  };
  EXPECT_EQ(require().error().rule, "identity.enrol_first");
  const auto enrolled = enrol(admin.id);
  const auto before = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}});
  EXPECT_FALSE(before->who->must_enrol);
  ASSERT_TRUE(require());
  EXPECT_TRUE((*sessions.actor_of(before->token))->must_enrol) << "at once, in sessions that run";
  account("staff.x", Role::Staff);
  const auto staff = sessions.sign_in({.username = "staff.x", .password = kPassword, .device = {}, .former_token = {}});
  EXPECT_FALSE(staff->who->must_enrol);
  enrol(chair.id);
  const auto after = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}});
  EXPECT_EQ(after.error().rule, "identity.totp_needed");
  const auto events = world.read([](store::ReadTx& tx, const Context&) {
    return ledger::events(tx, {.subject_kind = "unit", .subject_id = 7});
  });
  EXPECT_EQ(events->front().kind, "setting.changed");
  EXPECT_EQ(events->front().facts.string_or("value"), "yes");
}

TEST_P(SecondFactorTest, TakenAwayItIsNoLongerAskedFor) {
  enrol(chair.id);
  const auto take = [&] { return world.write([&](store::WriteTx& tx, const Context& ctx) { return remove_factor(tx, ctx, chair.id); }); };
  ASSERT_TRUE(take());
  EXPECT_EQ(enter(""), "in");
  EXPECT_EQ(take().error().rule, "identity.factor_not_enrolled");
}

TEST_P(SecondFactorTest, ADangerousActNeedsAFreshProof) {
  const auto [secret, codes] = enrol(chair.id);
  const auto token = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}, .code = codes[0]})->token;
  const auto stand = [&] {
    const auto fresh = sessions.need_fresh_proof(**sessions.actor_of(token));
    return fresh ? std::string("fresh") : fresh.error().rule;
  };
  EXPECT_EQ(stand(), "fresh");
  world.clock().advance(5 * kMinuteMs);
  EXPECT_EQ(stand(), "fresh");
  world.clock().advance(1);
  EXPECT_EQ(stand(), "identity.reauth_needed");
  EXPECT_EQ(sessions.prove(token, "", "").error().rule, "identity.proof_missing");
  EXPECT_EQ(sessions.prove(token, "con trâu đọc báo dưới gốc mít", "").error().rule, "identity.current_password");
  EXPECT_EQ(sessions.prove(token, "", "000000").error().rule, "identity.wrong_code");
  EXPECT_EQ(stand(), "identity.reauth_needed");
  ASSERT_TRUE(sessions.prove(token, kPassword, ""));
  EXPECT_EQ(stand(), "fresh");
  world.clock().advance(6 * kMinuteMs);
  ASSERT_TRUE(sessions.prove(token, "", code_now(secret)));
  EXPECT_EQ(stand(), "fresh");
}

TEST_P(SecondFactorTest, ProofsAreNotGuessedAtLeisure) {
  const auto token = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}})->token;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sessions.prove(token, "con trâu đọc báo dưới gốc mít", ""));
  EXPECT_EQ(sessions.prove(token, kPassword, "").error().rule, "identity.too_many_failures");
}

TEST_P(SecondFactorTest, TheRowsHoldNoSecretInClear) {
  const auto offered = offer(chair.id);
  const auto row = world.read([&](store::ReadTx& tx, const Context&) { return find_factor(tx, chair.id); });
  ASSERT_TRUE(row && row->has_value());
  const auto& sealed = (*row)->sealed_secret;
  EXPECT_GT(sealed.size(), kTotpSecretBytes);
  EXPECT_EQ(sealed.find(bytes_of(offered->secret)), std::string::npos);
  EXPECT_EQ(*vault.open(sealed, "second_factor|7|" + std::to_string(chair.id)), bytes_of(offered->secret));
}

TEST_P(SecondFactorTest, AnAdministratorEndsAllSessionsOfAPersonOfTheUnitOnly) {
  const auto admin = account("binh.lt", Role::Admin);
  const auto mine = sessions.sign_in({.username = "binh.lt", .password = kPassword, .device = {}, .former_token = {}});
  const auto theirs = sessions.sign_in({.username = "an.nv", .password = kPassword, .device = {}, .former_token = {}});
  EXPECT_FALSE(sessions.end_all_sessions(*theirs->who, admin.id)) << "a chair manages no accounts";
  EXPECT_EQ(*sessions.end_all_sessions(*mine->who, chair.id), 1);
  EXPECT_EQ(sessions.actor_of(theirs->token).error().rule, "identity.not_signed_in");
  EXPECT_EQ(sessions.end_all_sessions(*mine->who, 99).error().rule, "identity.account_unknown");
  SignedIn foreign = *mine->who;
  foreign.actor.unit = UnitId{8};
  EXPECT_EQ(sessions.end_all_sessions(foreign, chair.id).error().rule, "identity.account_unknown");
  const auto second = sessions.sign_in({.username = "binh.lt", .password = kPassword, .device = {}, .former_token = {}});
  EXPECT_EQ(*sessions.end_other_sessions(*second->who, second->token), 1);
  EXPECT_FALSE(sessions.actor_of(mine->token));
  EXPECT_TRUE(sessions.actor_of(second->token));
}

}  // namespace
}  // namespace sen::identity
