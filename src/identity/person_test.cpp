// Bodies, people and seats: who answers for what on which day, and that units never see each other.

#include "identity/person.hpp"

#include <gtest/gtest.h>

#include "identity/unit.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

Date day(const char* text) { return *parse_date(text); }

class PersonTest : public store::EngineTest {
 protected:
  ledger::World world{store()};
  void SetUp() override {
    for (const std::int64_t unit : {8, 7}) {
      world.in(UnitId{unit}).as(Role::Admin);
      const auto code = "0040" + std::to_string(unit);
      auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
        SEN_TRY(add_unit(tx, ctx, {code, "UBND xã Phù Linh", "xã Phù Linh", UnitLevel::Commune, day("2000-01-01"), {}}));
        SEN_TRY(add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office and Statistics", false, 1}));
        SEN_TRY(add_body(tx, ctx, {"chair", "Chủ tịch UBND xã", "Chair", false, 0}));
        return add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "Home Affairs Division", true, 2});
      });
      ASSERT_TRUE(made) << made.error().rule;
    }
  }
  template <class Act>
  auto act(Act&& command) {
    return world.write(command);
  }
  PersonId person(const char* name) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return add_person(tx, ctx, {name, "Công chức"}); })->id;
  }
  Result<Seat> seat(NewSeat input) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return seat_person(tx, ctx, input); });
  }
  std::string holder(const char* body, const char* on) {
    const auto found = world.read([&](store::ReadTx& tx, const Context&) { return seat_holder(tx, body, day(on)); });
    const auto all = *world.read([&](store::ReadTx& tx, const Context&) { return seat_holders(tx, day(on)); });
    EXPECT_EQ(all.contains(body) ? all.at(body).name.reveal(Purpose::Show) : "", found->has_value() ? (*found)->name.reveal(Purpose::Show) : "");
    return found->has_value() ? (*found)->name.reveal(Purpose::Show) : "";
  }
};
SEN_ON_EVERY_ENGINE(PersonTest);

// Đ follows D, and lists go by given name.
TEST_P(PersonTest, PeopleAreListedByGivenName) {
  person("Lê Thị Đào");
  person("Nguyễn Văn Dũng");
  person("Trần An");
  person("Đặng Thị Ánh");
  const auto people = world.read([](store::ReadTx& tx, const Context&) { return people_of(tx, day("2024-10-15")); });
  std::vector<std::string> names;
  for (const auto& view : *people) names.push_back(view.person.name.reveal(Purpose::Show));
  EXPECT_EQ(names, (std::vector<std::string>{"Trần An", "Đặng Thị Ánh", "Nguyễn Văn Dũng", "Lê Thị Đào"}));
}

TEST_P(PersonTest, NamesAreNotInTheFactsOfEvents) {
  person("Nguyễn Thị Hòa");
  const auto events = world.read([](store::ReadTx& tx, const Context&) { return ledger::events(tx, {}); });
  EXPECT_EQ(events->front().kind, "person.added");
  EXPECT_EQ(events->front().facts.dump(), "{}");
  EXPECT_EQ(events->front().payload.string_or("name"), "Nguyễn Thị Hòa");
}

TEST_P(PersonTest, WrongNamesAreRefused) {
  const auto rule = [&](NewPerson input) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return add_person(tx, ctx, input); }).error().rule;
  };
  EXPECT_EQ(rule({"", ""}), "identity.person_name");
  EXPECT_EQ(rule({"Nguyễn\nA", ""}), "identity.person_name");
  EXPECT_EQ(rule({"Nguyễn A", std::string(201, 'x')}), "identity.person_position");
  const auto body = [&](Body input) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return add_body(tx, ctx, input); }).error().rule;
  };
  EXPECT_EQ(body({"Văn phòng", "x", "x", false, 1}), "identity.body_code");
  EXPECT_EQ(body({"office", " ", "x", false, 1}), "identity.body_name");
  EXPECT_EQ(body({"chair", "x", "x", false, 1}), "identity.body_exists");
}

// A new head takes the seat; the former one held it to the evening before.
TEST_P(PersonTest, TheHolderIsFoundByDate) {
  const auto first = person("Nguyễn Văn An");
  const auto second = person("Lê Thị Bình");
  const auto clerk = person("Trần Văn Cường");
  ASSERT_TRUE(seat({clerk, "office_statistics", Role::Staff, day("2020-01-01"), {}}));
  ASSERT_TRUE(seat({first, "office_statistics", Role::Lead, day("2023-01-01"), {}}));
  ASSERT_TRUE(seat({second, "office_statistics", Role::Lead, day("2024-06-01"), {}}));
  EXPECT_EQ(holder("office_statistics", "2022-12-31"), "Trần Văn Cường");
  EXPECT_EQ(holder("office_statistics", "2024-05-31"), "Nguyễn Văn An");
  EXPECT_EQ(holder("office_statistics", "2024-06-01"), "Lê Thị Bình");
  EXPECT_EQ(holder("chair", "2024-06-01"), "");
  const auto leads = world.read([](store::ReadTx& tx, const Context&) { return role_holders(tx, Role::Lead, day("2024-06-01")); });
  ASSERT_EQ(leads->size(), 1U);
  EXPECT_EQ(leads->front().name.reveal(Purpose::Show), "Lê Thị Bình");
}

TEST_P(PersonTest, SeatsThatCannotBeAreRefused) {
  const auto an = person("Nguyễn Văn An");
  const auto binh = person("Lê Thị Bình");
  EXPECT_EQ(seat({an, "home_affairs_division", Role::Staff, day("2024-01-01"), {}}).error().rule, "identity.seat_outside");
  EXPECT_EQ(seat({an, "nowhere", Role::Staff, day("2024-01-01"), {}}).error().rule, "identity.body_unknown");
  EXPECT_EQ(seat({PersonId{5}, "chair", Role::Chair, day("2024-01-01"), {}}).error().rule, "identity.person_unknown");
  EXPECT_EQ(seat({an, "chair", Role::Citizen, day("2024-01-01"), {}}).error().rule, "identity.seat_role");
  EXPECT_EQ(seat({an, "chair", Role::Chair, day("2024-02-01"), day("2024-01-31")}).error().rule, "identity.seat_dates");
  ASSERT_TRUE(seat({an, "chair", Role::Chair, day("2024-02-01"), {}}));
  EXPECT_EQ(seat({binh, "chair", Role::Chair, day("2024-01-01"), {}}).error().rule, "identity.seat_taken");
}

TEST_P(PersonTest, ASeatEndsOnItsLastDay) {
  const auto id = person("Nguyễn Thị Hòa");
  const auto taken = seat({id, "office_statistics", Role::Lead, day("2024-01-01"), {}});
  const auto end = [&](std::int64_t which, const char* on) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return end_seat(tx, ctx, {which, day(on)}); });
  };
  EXPECT_EQ(end(taken->id, "2023-12-31").error().rule, "identity.seat_dates");
  EXPECT_EQ(end(99, "2024-10-15").error().rule, "identity.seat_unknown");
  ASSERT_TRUE(end(taken->id, "2024-09-30"));
  EXPECT_EQ(holder("office_statistics", "2024-09-30"), "Nguyễn Thị Hòa");
  EXPECT_EQ(holder("office_statistics", "2024-10-01"), "");
  EXPECT_EQ(end(taken->id, "2024-12-31").error().rule, "identity.seat_unknown") << "it has ended";
}

TEST_P(PersonTest, WhoLeavesKeepsTheHistory) {
  const auto an = person("Nguyễn Văn An");
  ASSERT_TRUE(seat({an, "chair", Role::Chair, day("2024-01-01"), {}}));
  const auto leave = [&](const char* on) {
    return act([&](store::WriteTx& tx, const Context& ctx) { return leave_unit(tx, ctx, {an, day(on)}); });
  };
  EXPECT_EQ(leave("2023-12-31").error().rule, "identity.departure_before_seat");
  ASSERT_TRUE(leave("2024-06-30"));
  EXPECT_EQ(holder("chair", "2024-06-30"), "Nguyễn Văn An");
  EXPECT_EQ(holder("chair", "2024-07-01"), "");
  const auto people = [&](const char* on) {
    return world.read([&](store::ReadTx& tx, const Context&) { return people_of(tx, day(on)); })->size();
  };
  EXPECT_EQ(people("2024-06-30"), 1U);
  EXPECT_EQ(people("2024-07-01"), 0U);
}

// Unit 8 neither sees nor seats the people of unit 7.
TEST_P(PersonTest, AnotherUnitIsAsGoodAsNotThere) {
  const auto an = person("Nguyễn Văn An");
  ASSERT_TRUE(seat({an, "chair", Role::Chair, day("2024-01-01"), {}}));
  world.in(UnitId{8}).as(Role::Admin);
  EXPECT_EQ(holder("chair", "2024-06-30"), "");
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return load_person(tx, an); }).error().rule,
            "identity.person_unknown");
  EXPECT_EQ(seat({an, "chair", Role::Chair, day("2024-01-01"), {}}).error().rule, "identity.person_unknown");
}

TEST_P(PersonTest, ALeadStandsFirstAmongBodies) {
  const auto an = person("Nguyễn Văn An");
  ASSERT_TRUE(seat({an, "chair", Role::Staff, day("2024-01-01"), {}}));
  ASSERT_TRUE(seat({an, "office_statistics", Role::Lead, day("2024-01-01"), {}}));
  const auto people = world.read([](store::ReadTx& tx, const Context&) { return people_of(tx, day("2024-06-01")); });
  EXPECT_EQ(people->front().bodies, (std::vector<std::string>{"office_statistics", "chair"}));
}

TEST(Initials, AreOfFamilyAndGivenName) {
  EXPECT_EQ(initials_of("Nguyễn Thị Hòa"), "NH");
  EXPECT_EQ(initials_of("Đặng Ánh"), "ĐÁ");
  EXPECT_EQ(initials_of("An"), "A");
  EXPECT_EQ(initials_of(""), "");
}

}  // namespace
}  // namespace sen::identity
