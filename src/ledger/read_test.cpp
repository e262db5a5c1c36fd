// Missing is not 0; late entries fall on their own day; a year, a part of it and a single day
// agree.

#include <rapidcheck.h>

#include "ledger/test_events.hpp"

namespace sen::ledger {
namespace {

class ReadTest : public store::EngineTest {
 protected:
  World world{store(), "2025-01-10T08:15+07:00", test_packs()};
  std::vector<DayReadings> days_of(const std::vector<std::string>& names, const Period& period) {
    return *world.read([&](store::ReadTx& tx, const Context& ctx) {
      return readings_by_day(tx, ctx, names, period);
    });
  }
  std::vector<Event> behind(const char* measure, std::string_view period, int limit = 10) {
    return *world.read([&](store::ReadTx& tx, const Context& ctx) {
      return events_of_measure(tx, ctx, measure, *parse_period(period), limit);
    });
  }
  void returned(const char* day, std::int64_t fee) {
    record(world,
           event("dossier.returned", {{"on_time", yes_no(false)}, {"fee", count(fee)}}, day));
  }
};
SEN_ON_EVERY_ENGINE(ReadTest);

// A missing fact is missing, never 0; a measure that says so is 0 once its records are kept.
TEST_P(ReadTest, MissingIsNotZero) {
  EXPECT_TRUE(look(world, "2024").empty());
  record(world, event("procedure.published", {}, "2023-05-02T09:00"));
  record(world, event("procedure.posted", {}, "2023-05-04T09:00"));
  EXPECT_EQ(look(world, "2024").at("unposted").value, 0);
  EXPECT_FALSE(look(world, "2024").contains("late"));
  EXPECT_FALSE(look(world, "2022").contains("unposted"));
}

// "None done" is a number from the day on which there is a task to do, and unknown before.
TEST_P(ReadTest, ZeroBeginsWithTheRecordsItCounts) {
  record(world, event("task.opened", {{"due_on", text("2024-09-30")}}, "2024-04-01T09:00"));
  EXPECT_FALSE(look(world, "2024-01-01/2024-03-31").contains("tasks_done"));
  EXPECT_EQ(look(world, "2024-01-01/2024-04-01").at("tasks_done").value, 0);
  EXPECT_EQ(look(world, "2024").at("tasks_done").value, 0);
  const auto days = days_of({"tasks_done"}, year_of(2024));
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(to_string(days[0].day), "2024-04-01");
  EXPECT_EQ(days_of({"tasks_done"}, year_of(2025)).at(0).day, year_of(2025).start);
}

// A task done early enters the share of tasks that have fallen due on its due day, not before; done
// late, when it is done. Method: due 30/09; closed 03/06 and 05/10.
TEST_P(ReadTest, ATaskCountsOnItsDueDay) {
  const Facts due{{"due_on", text("2024-09-30")}};
  record(world, event("task.opened", due, "2024-04-01T09:00"));
  record(world, event("task.opened", due, "2024-04-01T09:00"));
  record(world, event("task.closed", due, "2024-06-03T09:00"));
  record(world, event("task.closed", due, "2024-10-05T09:00"));
  const auto at_day = [&](const char* measure, const char* day) {
    return world.tally(measure, day);
  };
  EXPECT_EQ(at_day("tasks_done", "2024-09-29"), 0);
  EXPECT_EQ(at_day("tasks_due", "2024-09-29"), 0);
  EXPECT_EQ(at_day("tasks_done", "2024-09-30"), 1);
  EXPECT_EQ(at_day("tasks_due", "2024-09-30"), 2);
  EXPECT_EQ(at_day("tasks_done", "2024-10-05"), 2);
  EXPECT_EQ(behind("tasks_done", "2024-01-01/2024-09-29").size(), 0U);
  EXPECT_EQ(behind("tasks_done", "2024-01-01/2024-09-30").size(), 1U);
  EXPECT_EQ(behind("tasks_done", "2024").size(), 2U);
}

// Each kind of measure at the edges of a year, a month, a day and a part of a year, with entries
// that arrive late.
TEST_P(ReadTest, FiveKindsAtTheEdges) {
  returned("2024-01-01T00:00", 8000);
  returned("2024-12-31T23:59", 500);
  returned("2025-01-01T00:00", 70);
  record(world, event("level.set", {{"value", count(5)}}, "2024-06-10T10:00"));
  record(world, event("level.set", {{"value", count(9)}}, "2024-03-01T10:00"));  // learned later
  record(world, event("procedure.published", {}, "2023-12-31T10:00"));
  record(world, event("procedure.published", {}, "2024-02-01T10:00"));
  record(world, event("procedure.posted", {}, "2024-02-03T10:00"));
  record(world, event("plan.issued", {{"signed_on", text("2024-02-11")}}, "2024-02-20T10:00"));
  record(world, event("plan.issued", {{"signed_on", text("2024-02-12")}}, "2024-02-15T10:00"));
  const auto year = look(world, "2024");
  EXPECT_EQ(year.at("late").value, 2);
  EXPECT_EQ(to_string(year.at("late").as_of), "2024-12-31");
  EXPECT_EQ(year.at("late").origin, "counted");
  EXPECT_EQ(year.at("fees").value, 8500);
  EXPECT_EQ(year.at("level").value, 5);
  EXPECT_EQ(year.at("unposted").value, 1);
  EXPECT_EQ(year.at("issued_on").value, parse_date("2024-02-15")->days);
  EXPECT_EQ(year.at("signed_on").value, parse_date("2024-02-11")->days);
  const auto part = look(world, "2024-01-01/2024-02-02");
  EXPECT_EQ(part.at("late").value, 1);
  EXPECT_EQ(part.at("unposted").value, 2);
  EXPECT_FALSE(part.contains("level"));
  EXPECT_EQ(look(world, "2024-01-01/2024-03-31").at("level").value, 9);
  const auto second = look(world, "2024-07-01/2024-12-31");
  EXPECT_EQ(second.at("late").value, 1);
  EXPECT_EQ(second.at("unposted").value, 1);
  EXPECT_FALSE(second.contains("level"));
  EXPECT_EQ(look(world, "2025").at("late").value, 1);
  EXPECT_EQ(look(world, "2024-12").at("fees").value, 500);
  EXPECT_EQ(look(world, "2023-12-01/2025-01-01").at("fees").value, 8570);
  EXPECT_EQ(look(world, "2023").at("unposted").value, 1);
}

// What a person attests for a day stands until a later day's, or a correction for the same day.
TEST_P(ReadTest, AttestedFactsAreCorrectedByANewEntry) {
  record(world, attested("staff_total", 20, "2024-03-31"));
  record(world, attested("staff_total", 22, "2024-06-30"));
  record(world, attested("staff_total", 21, "2024-06-30"));
  record(world, attested("staff_total", 19, "2024-05-31"));
  const auto now = look(world, "2024").at("staff_total");
  EXPECT_EQ(now.value, 21);
  EXPECT_EQ(now.origin, "attested");
  EXPECT_EQ(to_string(now.as_of), "2024-06-30");
  const auto days = days_of({"staff_total"}, year_of(2024));
  ASSERT_EQ(days.size(), 3U);
  EXPECT_EQ(days[1].changed.at("staff_total").value, 19);
  const auto events = behind("staff_total", "2024");
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[0].facts.int_or("value", 0), 21);
  EXPECT_EQ(events[3].facts.int_or("value", 0), 20);
}

// An event that lacks the value a measure asks for does not move it.
TEST_P(ReadTest, NoValueIsNotZero) {
  record(world, event("dossier.returned", {{"on_time", yes_no(false)}}, "2024-02-01T10:00"));
  const auto year = look(world, "2024");
  EXPECT_EQ(year.at("late").value, 1);
  EXPECT_FALSE(year.contains("fees"));
}

// The fees of one field beside those of all.
TEST_P(ReadTest, SlicesAreKeptApart) {
  const auto pay = [&](const char* field, std::int64_t fee, const char* day) {
    record(world, event("dossier.returned", {{"fee", count(fee)}, {"field", text(field)}}, day));
  };
  pay("land", 100, "2024-02-01T10:00");
  pay("civil_status", 8, "2024-02-01T11:00");
  pay("land", 50, "2024-05-01T11:00");
  pay("land", 7, "2025-01-02T11:00");
  EXPECT_EQ(look(world, "2024").at("fees").value, 158);
  const auto slices = *world.read([](store::ReadTx& tx, const Context& ctx) {
    return readings_by_slice(tx, ctx, "fees", year_of(2024));
  });
  ASSERT_EQ(slices.size(), 2U);
  EXPECT_EQ(slices.at("land").value, 150);
  EXPECT_EQ(slices.at("civil_status").value, 8);
}

// Down from a number to its events: only those that count, newest first, past any page of others.
TEST_P(ReadTest, EventsBehindAMeasureAreOnlyItsOwn) {
  ASSERT_TRUE(world.write([](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
    for (int i = 0; i < 450; ++i) {
      SEN_TRY(append(
          tx, ctx,
          event("dossier.returned", {{"on_time", yes_no(i % 150 != 3)}}, "2024-05-01T10:00")));
    }
    return Done{};
  }));
  const auto found = behind("late", "2024");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].seq, 304);
  EXPECT_EQ(found[2].seq, 4);
  EXPECT_EQ(behind("late", "2024", 2).size(), 2U);
  EXPECT_EQ(behind("late", "2023").size(), 0U);
}

// ---- An independent reckoning, event by event, that the tallies must agree with.

struct Happened {
  EventDraft draft;
  Date day;
};

std::map<std::string, std::int64_t> reckon(const std::vector<Happened>& all, const Period& period) {
  std::map<std::string, std::int64_t> out;
  std::map<std::string, Instant> latest;
  for (const auto& [draft, day] : all) {
    const bool inside = period.start <= day && day <= period.end;
    const Json& facts = draft.facts;
    if (draft.kind == "procedure.published" && day <= period.end) ++out["unposted"];
    if (draft.kind == "procedure.posted" && day <= period.end) --out["unposted"];
    if (!inside) continue;
    if (draft.kind == "dossier.returned") {
      if (!facts["on_time"].as_bool()) ++out["late"];
      out["fees"] += facts.int_or("fee", 0);
    }
    if (draft.kind == "level.set" && latest["level"] <= *draft.effective_at) {
      out["level"] = facts.int_or("value", 0);
      latest["level"] = *draft.effective_at;
    }
    if (draft.kind == "plan.issued") {
      const auto known = out.find("issued_on");
      out["issued_on"] =
          known == out.end() ? day.days : std::min<std::int64_t>(known->second, day.days);
    }
  }
  return out;
}

Happened gen_happened() {
  static const char* const kKinds[] = {"dossier.returned", "level.set", "procedure.published",
                                       "procedure.posted", "plan.issued"};
  const Date day = *parse_date("2023-11-20") + *rc::gen::inRange(0, 500);
  const std::string at = to_string(day) + (*rc::gen::arbitrary<bool>() ? "T00:00" : "T23:59");
  return {event(kKinds[*rc::gen::inRange(0, 5)],
                {{"on_time", yes_no(*rc::gen::arbitrary<bool>())},
                 {"fee", count(*rc::gen::inRange(-3, 9))},
                 {"value", count(*rc::gen::inRange(0, 9))}},
                at),
          day};
}

std::map<std::string, std::int64_t> values_of(const std::map<std::string, Reading>& readings) {
  std::map<std::string, std::int64_t> out;
  for (const auto& [name, reading] : readings) out[name] = reading.value;
  return out;
}

// Whatever happened in whatever order, any period reads as counting its events one by one gives,
// and the days of the period add up to the same.
TEST_P(ReadTest, AnyPeriodAgreesWithCountingOneByOne) {
  std::vector<Happened> all;
  rc::check([&] {
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
      all.push_back(gen_happened());
      record(world, all.back().draft);
    }
    const bool whole_year = *rc::gen::arbitrary<bool>();
    const Date start =
        whole_year ? *make_date(2024, 1, 1) : *parse_date("2023-12-15") + *rc::gen::inRange(0, 400);
    const Period period{start, start + *rc::gen::inRange(0, 380)};
    const auto expected = reckon(all, period);
    RC_ASSERT(values_of(look(world, period)) == expected);
    std::map<std::string, std::int64_t> by_days;
    for (const auto& day : days_of(every_measure(), period)) {
      RC_ASSERT(period.start <= day.day);
      for (const auto& [name, reading] : day.changed) by_days[name] = reading.value;
      RC_ASSERT(by_days == reckon(all, {period.start, day.day}));
    }
    RC_ASSERT(by_days == expected);
  });
}

}  // namespace
}  // namespace sen::ledger
