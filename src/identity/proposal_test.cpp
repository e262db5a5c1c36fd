// What one person alone must not do to accounts: roles of chair, administrator and auditor, ways into them.

#include "identity/proposal.hpp"

#include <gtest/gtest.h>

#include "identity/unit.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

class ProposalTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  Account admin{}, chair{}, staff{};

  void SetUp() override {
    world.in(UnitId{7}).as(Role::Admin);
    ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) {
      return add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune, *parse_date("2000-01-01"), {}});
    }));
    admin = account("quantri", Role::Admin);
    staff = account("hoa.nt", Role::Staff);
  }
  /// With a password: an account that had one can be taken over.
  Account account(const char* username, Role role) {
    return *world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Account> {
      SEN_LET(const auto person, add_person(tx, ctx, {"Nguyễn Văn An", ""}));
      return add_account(tx, ctx, {person.id, username, role, "$argon2id$"});
    });
  }
  void with_chair() { chair = account("an.nv", Role::Chair); }
  void act_as(const Account& who) { world.as(who.role, who.person.value); }
  Result<Outcome> give(const char* username, Role role) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return give_role(tx, ctx, {username, role}); });
  }
  Result<Outcome> link(const char* username) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return give_link(tx, ctx, username); });
  }
  Result<Outcome> confirm(std::int64_t id) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return confirm_proposal(tx, ctx, id); });
  }
  Role role_of_account(std::int64_t id) {
    return world.read([&](store::ReadTx& tx, const Context&) { return load_account(tx, id); })->role;
  }
  std::string last_event() {
    return world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {.limit = 2}); })->back().kind;
  }
};
SEN_ON_EVERY_ENGINE(ProposalTest);

TEST_P(ProposalTest, AStaffRoleTakesOnePerson) {
  with_chair();
  act_as(admin);
  const auto given = give("hoa.nt", Role::Lead);
  ASSERT_TRUE(given) << given.error().rule;
  EXPECT_FALSE(given->waiting);
  EXPECT_EQ(role_of_account(staff.id), Role::Lead);
  EXPECT_TRUE(link("hoa.nt")->link);
}

TEST_P(ProposalTest, APrivilegedRoleTakesTwo) {
  with_chair();
  act_as(admin);
  for (const Role role : {Role::Chair, Role::Admin, Role::Auditor}) {
    const auto alone = world.write([&](store::WriteTx& tx, const Context& ctx) { return change_role(tx, ctx, {"hoa.nt", role}); });
    EXPECT_EQ(alone.error().rule, "identity.two_people");
  }
  const auto proposed = give("hoa.nt", Role::Auditor);
  ASSERT_TRUE(proposed) << proposed.error().rule;
  ASSERT_TRUE(proposed->waiting);
  EXPECT_EQ(role_of_account(staff.id), Role::Staff);
  EXPECT_EQ(give("hoa.nt", Role::Admin).error().rule, "identity.proposal_waiting");
  EXPECT_EQ(confirm(*proposed->waiting).error().rule, "identity.own_proposal");
  act_as(staff);
  EXPECT_EQ(confirm(*proposed->waiting).error().code, ErrorCode::Forbidden);
  act_as(chair);
  ASSERT_TRUE(confirm(*proposed->waiting));
  EXPECT_EQ(role_of_account(staff.id), Role::Auditor);
  EXPECT_EQ(last_event(), "proposal.confirmed");
  EXPECT_EQ(confirm(*proposed->waiting).error().rule, "identity.proposal_unknown") << "once";
}

TEST_P(ProposalTest, WhomItIsAboutDoesNotConfirm) {
  with_chair();
  const auto second = account("binh.lt", Role::Admin);
  act_as(admin);
  const auto proposed = give("binh.lt", Role::Chair);
  act_as(second);
  EXPECT_EQ(confirm(*proposed->waiting).error().rule, "identity.own_proposal");
}

TEST_P(ProposalTest, ARefusedProposalIsOver) {
  with_chair();
  act_as(admin);
  const auto proposed = give("hoa.nt", Role::Admin);
  act_as(chair);
  const auto refuse = [&] { return world.write([&](store::WriteTx& tx, const Context& ctx) { return refuse_proposal(tx, ctx, *proposed->waiting); }); };
  ASSERT_TRUE(refuse());
  EXPECT_EQ(refuse().error().rule, "identity.proposal_unknown");
  EXPECT_EQ(confirm(*proposed->waiting).error().rule, "identity.proposal_unknown");
  EXPECT_EQ(role_of_account(staff.id), Role::Staff);
  act_as(admin);
  EXPECT_TRUE(give("hoa.nt", Role::Admin)->waiting);
}

TEST_P(ProposalTest, AWayIntoAPrivilegedAccountTakesTwo) {
  with_chair();
  const auto second = account("binh.lt", Role::Admin);
  act_as(admin);
  EXPECT_EQ(link("quantri").error().rule, "identity.own_role");
  const auto proposed = link("an.nv");
  ASSERT_TRUE(proposed);
  EXPECT_FALSE(proposed->link);
  ASSERT_TRUE(proposed->waiting);
  act_as(second);
  EXPECT_TRUE(confirm(*proposed->waiting)->link) << "the link goes to the one who confirms";
  const auto none = world.write([](store::WriteTx& tx, const Context& ctx) { return take_second_factor(tx, ctx, "an.nv"); });
  EXPECT_EQ(none.error().rule, "identity.factor_not_enrolled");
}

TEST_P(ProposalTest, AWayInIsNeverOnePersonsAloneButTheFirst) {
  with_chair();
  act_as(admin);
  EXPECT_TRUE(link("an.nv")->waiting) << "a chair and one administrator: nobody else is there, and still";
  const auto fresh = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Outcome> {
    SEN_LET(const auto person, add_person(tx, ctx, {"Lê Thị Bình", ""}));
    SEN_TRY(add_account(tx, ctx, {person.id, "binh.lt", Role::Admin, {}}));
    return give_link(tx, ctx, "binh.lt");
  });
  ASSERT_TRUE(fresh) << fresh.error().rule;
  EXPECT_TRUE(fresh->link) << "who never had a password";
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) { return reset_password(tx, ctx, "an.nv"); }));
  EXPECT_EQ(link("an.nv").error().rule, "identity.proposal_waiting") << "a reset makes no fresh account";
}

TEST_P(ProposalTest, TheFirstAdministratorIsAloneAndTheEventSaysSo) {
  act_as(admin);
  const auto given = give("hoa.nt", Role::Chair);
  ASSERT_TRUE(given) << given.error().rule;
  EXPECT_FALSE(given->waiting);
  EXPECT_EQ(role_of_account(staff.id), Role::Chair);
  EXPECT_EQ(last_event(), "proposal.alone");
  // A closed account still counts: closing the other one is no way around two people.
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) { return close_account(tx, ctx, "hoa.nt"); }));
  account("binh.lt", Role::Staff);
  act_as(admin);
  EXPECT_TRUE(give("binh.lt", Role::Chair)->waiting);
}

TEST_P(ProposalTest, AnotherUnitsAccountAndProposalAreUnknown) {
  with_chair();
  act_as(admin);
  const auto proposed = give("hoa.nt", Role::Admin);
  world.in(UnitId{8}).as(Role::Chair, chair.person.value);
  EXPECT_EQ(confirm(*proposed->waiting).error().rule, "identity.proposal_unknown");
  world.as(Role::Admin, 99);
  EXPECT_EQ(give("hoa.nt", Role::Lead).error().rule, "identity.account_unknown");
  EXPECT_TRUE(world.read([](store::ReadTx& tx, const Context&) { return waiting_proposals(tx); })->empty());
}

}  // namespace
}  // namespace sen::identity
