// Signing in: at the edge minute of a session, twice by one link, after wrong passwords, for each unit.

#include "identity/sessions.hpp"

#include <gtest/gtest.h>

#include "identity/token.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

constexpr const char* kPassword = "con trâu đọc báo dưới gốc xoài";
constexpr HashCost kCheap{8 * 1024 * 1024, 1};

class SessionsTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  SessionOptions options = [] {
    SessionOptions cheap;
    cheap.hash_cost = kCheap;
    return cheap;
  }();
  Sessions sessions{store(), world.clock(), pack::PackSet::embedded(), options};

  void SetUp() override {
    world.in(UnitId{7}).as(Role::Admin);
    const auto unit = world.write([&](store::WriteTx& tx, const Context& ctx) {
      return add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune, *parse_date("2000-01-01"), {}});
    });
    ASSERT_TRUE(unit) << unit.error().rule;
    account("hoa.nt", Role::Staff);
    account("an.nv", Role::Chair);
  }
  void account(const char* username, Role role) {
    const auto hash = sessions.hasher().hash(kPassword);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Account> {
      SEN_LET(const auto person, add_person(tx, ctx, {"Nguyễn Thị Hòa", "Công chức"}));
      return add_account(tx, ctx, {person.id, username, role, *hash});
    });
    ASSERT_TRUE(made) << made.error().rule;
  }
  Result<Welcome> enter(const char* username, const char* password = kPassword, const std::string& device = {}) {
    return sessions.sign_in({username, password, device, {}});
  }
  std::string refusal(const std::string& token) {
    const auto who = sessions.actor_of(token);
    return who ? "in" : who.error().rule;
  }
  Result<OneTimeLink> link(const char* username, LinkPurpose purpose) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return make_link(tx, ctx, {username, purpose}); });
  }
  std::string last_event() {
    return world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); })->front().kind;
  }
};
SEN_ON_EVERY_ENGINE(SessionsTest);

TEST_P(SessionsTest, TheRightPasswordOpensASession) {
  const auto welcome = enter(" HOA.nt ");
  ASSERT_TRUE(welcome) << welcome.error().rule;
  EXPECT_EQ(welcome->who->actor.role, Role::Staff);
  EXPECT_EQ(welcome->who->unit.short_name, "xã Phù Linh");
  EXPECT_EQ(last_event(), "session.started");
  const auto who = sessions.actor_of(welcome->token);
  ASSERT_TRUE(who);
  EXPECT_EQ((*who)->person.id, welcome->who->person.id);
  EXPECT_EQ((*who)->actor.unit, UnitId{7});
  EXPECT_EQ(refusal(new_token(kSessionTokenBytes)), "identity.not_signed_in");
  EXPECT_EQ(refusal("x"), "identity.not_signed_in");
}

TEST_P(SessionsTest, WrongAndUnknownLookAlike) {
  const auto wrong = enter("hoa.nt", "con trâu đọc báo dưới gốc mít");
  EXPECT_EQ(last_event(), "session.refused");
  const auto unknown = enter("nobody");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error().rule, "identity.wrong_password");
  EXPECT_EQ(unknown.error().rule, wrong.error().rule);
  EXPECT_EQ(unknown.error().code, ErrorCode::Unauthenticated);
}

// 29:59 of rest is a sign of life in time, 30:00 is too late; a chair has 15 minutes.
TEST_P(SessionsTest, RestEndsASessionAtTheMinute) {
  const auto staff = enter("hoa.nt")->token;
  const auto chair = enter("an.nv")->token;
  world.clock().advance(15 * kMinuteMs - 1);
  EXPECT_EQ(refusal(chair), "in");
  world.clock().advance(15 * kMinuteMs);
  EXPECT_EQ(refusal(chair), "identity.not_signed_in");
  EXPECT_EQ(refusal(staff), "in");
  world.clock().advance(30 * kMinuteMs - 1);
  EXPECT_EQ(refusal(staff), "in");
  world.clock().advance(30 * kMinuteMs);
  EXPECT_EQ(refusal(staff), "identity.not_signed_in");
}

// Nine hours after the sign-in it ends, however busy.
TEST_P(SessionsTest, NineHoursEndASession) {
  const auto token = enter("hoa.nt")->token;
  for (int i = 0; i < 9 * 3 - 1; ++i) {
    world.clock().advance(20 * kMinuteMs);
    ASSERT_EQ(refusal(token), "in");
  }
  world.clock().advance(20 * kMinuteMs - 1);
  EXPECT_EQ(refusal(token), "in");
  world.clock().advance(1);
  EXPECT_EQ(refusal(token), "identity.not_signed_in");
}

// Signs of life outlive a restart once they are written.
TEST_P(SessionsTest, FlushKeepsASessionAcrossARestart) {
  const auto token = enter("hoa.nt")->token;
  world.clock().advance(20 * kMinuteMs);
  ASSERT_EQ(refusal(token), "in");
  ASSERT_TRUE(sessions.flush());
  world.clock().advance(20 * kMinuteMs);
  Sessions restarted(store(), world.clock(), pack::PackSet::embedded(), options);
  EXPECT_TRUE(restarted.actor_of(token));
}

TEST_P(SessionsTest, SigningOutEndsIt) {
  const auto token = enter("hoa.nt")->token;
  ASSERT_TRUE(sessions.sign_out(token));
  EXPECT_EQ(refusal(token), "identity.not_signed_in");
  EXPECT_EQ(last_event(), "session.ended");
  EXPECT_TRUE(sessions.sign_out(token));
  EXPECT_TRUE(sessions.sign_out("nonsense"));
}

TEST_P(SessionsTest, ANewSignInReplacesTheBrowsersFormerOne) {
  const auto first = enter("hoa.nt")->token;
  const auto second = sessions.sign_in({"hoa.nt", kPassword, {}, first});
  ASSERT_TRUE(second);
  EXPECT_NE(first, second->token);
  EXPECT_EQ(refusal(first), "identity.not_signed_in");
  EXPECT_EQ(refusal(second->token), "in");
}

TEST_P(SessionsTest, OnesOwnSessionsAreListedAndEnded) {
  const auto here = *enter("hoa.nt");
  const auto there = *enter("hoa.nt");
  const auto chair = *enter("an.nv");
  const auto views = sessions.sessions_of(*here.who);
  ASSERT_TRUE(views);
  ASSERT_EQ(views->size(), 2U);
  EXPECT_EQ(sessions.end_session(*here.who, chair.who->session).error().rule, "identity.session_unknown");
  ASSERT_TRUE(sessions.end_session(*here.who, there.who->session));
  EXPECT_EQ(refusal(there.token), "identity.not_signed_in");
  EXPECT_EQ(refusal(here.token), "in");
}

TEST_P(SessionsTest, ALinkWorksOnce) {
  const auto made = link("hoa.nt", LinkPurpose::SignIn);
  ASSERT_TRUE(made);
  const auto welcome = sessions.sign_in_by_link(made->token);
  ASSERT_TRUE(welcome) << welcome.error().rule;
  EXPECT_FALSE(welcome->who->may_set_password);
  EXPECT_EQ(sessions.sign_in_by_link(made->token).error().rule, "identity.link_spent");
  EXPECT_EQ(sessions.sign_in_by_link(new_token(kLinkTokenBytes)).error().rule, "identity.link_spent");
  EXPECT_EQ(sessions.sign_in_by_link("").error().rule, "identity.link_spent");
}

TEST_P(SessionsTest, ALinkEndsAfterHalfAnHour) {
  const auto early = link("hoa.nt", LinkPurpose::SignIn);
  const auto late = link("hoa.nt", LinkPurpose::SignIn);
  world.clock().advance(kLinkLifeMs - 1);
  EXPECT_TRUE(sessions.sign_in_by_link(early->token));
  world.clock().advance(1);
  EXPECT_EQ(sessions.sign_in_by_link(late->token).error().rule, "identity.link_spent");
}

// Five are free; then each wrong one doubles the wait, for names that exist and names that do not.
TEST_P(SessionsTest, WrongPasswordsMakeOneWait) {
  for (const char* username : {"hoa.nt", "nobody"}) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(enter(username, "sai").error().rule, "identity.wrong_password") << i;
    const auto blocked = enter(username);
    EXPECT_EQ(blocked.error().rule, "identity.too_many_failures");
    EXPECT_EQ(blocked.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(blocked.error().arguments.front().second, "1");
    world.clock().advance(1000);
    EXPECT_EQ(enter(username, "sai").error().rule, "identity.wrong_password");
    world.clock().advance(1999);
    EXPECT_EQ(enter(username).error().rule, "identity.too_many_failures");
    world.clock().advance(1);
  }
  world.clock().advance(1);
  EXPECT_TRUE(enter("hoa.nt"));
  EXPECT_EQ(enter("hoa.nt", "sai").error().rule, "identity.wrong_password");  // counted from zero again
}

// Strangers who guess at the chair's name do not lock the chair out of a known browser.
TEST_P(SessionsTest, AKnownDeviceKeepsItsOwnBudget) {
  const auto welcome = enter("an.nv");
  ASSERT_TRUE(welcome);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(enter("an.nv", "sai"));
  EXPECT_EQ(enter("an.nv").error().rule, "identity.too_many_failures");
  const auto again = enter("an.nv", kPassword, welcome->device);
  ASSERT_TRUE(again) << again.error().rule;
  EXPECT_EQ(again->device, welcome->device);
  EXPECT_EQ(enter("an.nv", kPassword, new_token(kSessionTokenBytes)).error().rule, "identity.too_many_failures");
}

TEST_P(SessionsTest, TestLimitsLiftTheWait) {
  auto lifted = options;
  lifted.test_limits = true;
  Sessions open(store(), world.clock(), pack::PackSet::embedded(), lifted);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(open.sign_in({"hoa.nt", "sai", {}, {}}).error().rule, "identity.wrong_password");
  EXPECT_TRUE(open.sign_in({"hoa.nt", kPassword, {}, {}}));
}

TEST_P(SessionsTest, ARoleThatChangesEndsItsSessionsAtOnce) {
  const auto token = enter("hoa.nt")->token;
  ASSERT_EQ(refusal(token), "in");
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) {
    return change_role(tx, ctx, {"hoa.nt", Role::Lead});
  }));
  EXPECT_EQ(refusal(token), "identity.not_signed_in");
  EXPECT_EQ(enter("hoa.nt")->who->actor.role, Role::Lead);
}

TEST_P(SessionsTest, AClosedOrDepartedAccountDoesNotSignIn) {
  const auto chair = *enter("an.nv");
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) { return close_account(tx, ctx, "hoa.nt"); }));
  EXPECT_EQ(enter("hoa.nt").error().rule, "identity.wrong_password");
  ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) {
    return leave_unit(tx, ctx, {chair.who->person.id, *parse_date("2024-10-15")});
  }));
  EXPECT_EQ(refusal(chair.token), "in");  // the last day itself
  world.at("2024-10-16T07:30+07:00");
  EXPECT_EQ(enter("an.nv").error().rule, "identity.wrong_password");
}

// A reset takes the old password and every session; the link's session chooses a new one.
TEST_P(SessionsTest, AResetGivesALinkAndTheOwnerChoosesAPassword) {
  const auto before = enter("hoa.nt")->token;
  const auto reset = world.write([](store::WriteTx& tx, const Context& ctx) { return reset_password(tx, ctx, "hoa.nt"); });
  ASSERT_TRUE(reset);
  EXPECT_EQ(refusal(before), "identity.not_signed_in");
  EXPECT_EQ(enter("hoa.nt").error().rule, "identity.wrong_password");
  const auto welcome = sessions.sign_in_by_link(reset->token);
  ASSERT_TRUE(welcome);
  EXPECT_TRUE(welcome->who->may_set_password);
  EXPECT_EQ(sessions.set_password(welcome->token, "", "matkhau12345").error().rule, "identity.password_common");
  const auto chosen = sessions.set_password(welcome->token, "", "bảy con vịt qua cầu khỉ");
  ASSERT_TRUE(chosen) << chosen.error().rule;
  EXPECT_EQ(refusal(welcome->token), "identity.not_signed_in");
  EXPECT_EQ(refusal(chosen->token), "in");
  EXPECT_TRUE(enter("hoa.nt", "bảy con vịt qua cầu khỉ"));
}

TEST_P(SessionsTest, ANewPasswordNeedsTheCurrentOne) {
  const auto welcome = *enter("hoa.nt");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(sessions.set_password(welcome.token, "sai", "bảy con vịt qua cầu khỉ").error().rule,
              "identity.current_password");
  }
  EXPECT_EQ(sessions.set_password(welcome.token, kPassword, "bảy con vịt qua cầu khỉ").error().rule,
            "identity.too_many_failures");
  world.clock().advance(1000);
  EXPECT_TRUE(sessions.set_password(welcome.token, kPassword, "bảy con vịt qua cầu khỉ"));
  EXPECT_EQ(sessions.set_password("nonsense", kPassword, "x").error().rule, "identity.not_signed_in");
}

// A hash made at a lower cost is replaced when its owner signs in.
TEST_P(SessionsTest, AnOldHashIsRenewedAtSignIn) {
  auto dearer = options;
  dearer.hash_cost.passes = 2;
  Sessions today(store(), world.clock(), pack::PackSet::embedded(), dearer);
  ASSERT_TRUE(today.sign_in({"hoa.nt", kPassword, {}, {}}));
  const auto account = world.read([](store::ReadTx& tx, const Context&) { return find_account(tx, "hoa.nt"); });
  EXPECT_TRUE((*account)->password_hash.starts_with("$argon2id$v=19$m=8192,t=2,p=1$"));
  EXPECT_TRUE(today.sign_in({"hoa.nt", kPassword, {}, {}}));
}

// Nothing that is stored opens a session.
TEST_P(SessionsTest, TheStoredHashIsNoToken) {
  const auto token = enter("hoa.nt")->token;
  EXPECT_EQ(refusal(token_hash(token)), "identity.not_signed_in");
}

}  // namespace
}  // namespace sen::identity
