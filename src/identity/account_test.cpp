// Accounts: made without a chosen password, reset by a one-time link, closed, never crossing units.

#include "identity/account.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "identity/cli.hpp"
#include "identity/unit.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

class AccountTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  std::ostringstream out;
  SeededRandom random{5};
  void SetUp() override {
    for (const std::int64_t unit : {8, 7}) {
      world.in(UnitId{unit}).as(Role::Admin);
      const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) {
        return add_unit(tx, ctx, {"0040" + std::to_string(unit), "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune,
                                  *parse_date("2000-01-01"), {}});
      });
      ASSERT_TRUE(made) << made.error().rule;
    }
  }
  PersonId person(const char* name) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return add_person(tx, ctx, {name, ""}); })->id;
  }
  Result<Account> account(const char* username, Role role, const char* name = "Nguyễn Văn An") {
    const auto id = person(name);
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return add_account(tx, ctx, {id, username, role, {}}); });
  }
  Result<OneTimeLink> reset(const std::string& username) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return reset_password(tx, ctx, username); });
  }
  Terminal terminal(bool json) {
    return Terminal{store(), world.clock(), random, pack::PackSet::embedded(), Language::En, out, json};
  }
};
SEN_ON_EVERY_ENGINE(AccountTest);

TEST_P(AccountTest, AUsernameBelongsToOneAccountOfTheInstallation) {
  ASSERT_TRUE(account("hoa.nt", Role::Staff));
  EXPECT_EQ(account("hoa.nt", Role::Staff).error().rule, "identity.username_taken");
  world.in(UnitId{8}).as(Role::Admin);
  EXPECT_EQ(account("hoa.nt", Role::Staff).error().rule, "identity.username_taken");
}

TEST_P(AccountTest, WrongAccountsAreRefused) {
  EXPECT_EQ(account("Hòa", Role::Staff).error().rule, "identity.username");
  EXPECT_EQ(account("ab", Role::Staff).error().rule, "identity.username");
  EXPECT_EQ(account("citizen", Role::Citizen).error().rule, "identity.account_role");
  const auto nobody = world.write([&](store::WriteTx& tx, const Context& ctx) {
    return add_account(tx, ctx, {PersonId{3}, "nobody", Role::Staff, {}});
  });
  EXPECT_EQ(nobody.error().rule, "identity.person_unknown");
  world.as(Role::Chair);
  EXPECT_EQ(reset("hoa.nt").error().code, ErrorCode::Forbidden);
}

TEST_P(AccountTest, AnAdministratorReachesOnlyAccountsOfTheUnit) {
  ASSERT_TRUE(account("hoa.nt", Role::Staff));
  ASSERT_TRUE(reset(" HOA.NT "));
  world.in(UnitId{8}).as(Role::Admin);
  EXPECT_EQ(reset("hoa.nt").error().rule, "identity.account_unknown");
  EXPECT_TRUE(world.read([](store::ReadTx& tx, const Context&) { return accounts_of(tx); })->empty());
}

TEST_P(AccountTest, NobodyChangesTheirOwnRole) {
  const auto own = account("admin", Role::Admin);
  world.as(Role::Admin, own->person.value);
  const auto promoted = world.write([&](store::WriteTx& tx, const Context& ctx) {
    return change_role(tx, ctx, {"admin", Role::Chair});
  });
  EXPECT_EQ(promoted.error().rule, "identity.own_role");
  const auto closed = world.write([&](store::WriteTx& tx, const Context& ctx) { return close_account(tx, ctx, "admin"); });
  EXPECT_EQ(closed.error().rule, "identity.own_role");
}

TEST_P(AccountTest, AClosedAccountGetsNoLink) {
  ASSERT_TRUE(account("hoa.nt", Role::Staff));
  ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) { return close_account(tx, ctx, "hoa.nt"); }));
  EXPECT_EQ(reset("hoa.nt").error().rule, "identity.account_closed");
}

TEST_P(AccountTest, InitMakesUnitBodiesAndAdministrator) {
  InitOptions options;
  options.unit_code = "00376";
  options.unit_name = "UBND xã Sóc Sơn";
  options.unit_short_name = "xã Sóc Sơn";
  options.valid_from = "2025-07-01";
  options.admin_name = "Nguyễn Văn An";
  options.admin_username = "quantri";
  const auto code = run_init(terminal(true), options);
  ASSERT_TRUE(code) << code.error().rule;
  const auto answer = parse_json(out.str());
  ASSERT_TRUE(answer) << out.str();
  EXPECT_TRUE(answer->string_or("link").starts_with("http://localhost:8080/vao#"));
  EXPECT_EQ(run_init(terminal(true), options).error().rule, "identity.unit_exists");
  options.level = "county";
  EXPECT_EQ(run_init(terminal(true), options).error().rule, "identity.level_unknown");
  options.level = "commune";
  options.valid_from = "01/07/2025";
  EXPECT_EQ(run_init(terminal(true), options).error().rule, "identity.date");
}

TEST_P(AccountTest, UsersAreAddedResetAndListed) {
  UserAddOptions options{"00407", "Nguyễn Thị Hòa", "Công chức", "hoa.nt", "staff", ""};
  ASSERT_TRUE(run_user_add(terminal(false), options));
  EXPECT_NE(out.str().find("/vao#"), std::string::npos);
  options.username = "binh";
  options.role = "boss";
  EXPECT_EQ(run_user_add(terminal(false), options).error().rule, "identity.role_unknown");
  options.role = "staff";
  options.unit_code = "99999";
  EXPECT_EQ(run_user_add(terminal(false), options).error().rule, "identity.unit_unknown");
  out.str("");
  ASSERT_TRUE(run_user_reset(terminal(true), {"hoa.nt"}));
  EXPECT_EQ(run_user_reset(terminal(true), {"nobody"}).error().rule, "identity.account_unknown");
  out.str("");
  ASSERT_TRUE(run_user_list(terminal(true), {}));
  const auto list = parse_json(out.str());
  ASSERT_TRUE(list);
  ASSERT_EQ(list->items().size(), 1U);
  EXPECT_EQ(list->items()[0].string_or("state"), "no_password");
  EXPECT_EQ(list->items()[0].string_or("role"), "staff");
}

}  // namespace
}  // namespace sen::identity
