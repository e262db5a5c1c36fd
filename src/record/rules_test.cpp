// Record types and catalogues as files: what is refused, where; and a clock without a record around it.

#include <gtest/gtest.h>

#include "pack/pack_set.hpp"
#include "record/case_clock.hpp"
#include "record/procedure.hpp"

namespace sen::record {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

/// The shipped dossier of 2025, changed in one place.
std::string faults_after(const std::string& from, const std::string& to) {
  const auto* entry = pack::PackSet::embedded().in_force("record-types", "dossier", *parse_date("2026-01-02"));
  std::string text = entry->body.dump();
  const auto found = text.find(from);
  EXPECT_NE(found, std::string::npos) << from;
  if (found != std::string::npos) text.replace(found, from.size(), to);
  const auto read = read_record_type(*parse_json(text));
  if (read) return "read";
  EXPECT_EQ(read.error().rule, "record.type_invalid");
  EXPECT_EQ(read.error().fields.front().code, "record.type_field");
  std::string out;
  for (const auto& field : read.error().fields) out += field.field + " ";
  return out;
}

TEST(RecordType, EveryShippedOneIsRead) {
  for (const auto* entry : pack::PackSet::embedded().all("record-types")) {
    const auto type = read_record_type(entry->body);
    ASSERT_TRUE(type) << entry->file << " " << type.error().fields.front().field;
    EXPECT_NE(type->main_clock(), nullptr);
    for (const auto& action : type->actions) EXPECT_FALSE(action.law.empty()) << action.code;
  }
}

TEST(RecordType, AWordThatIsNotThereIsNamedByItsPlace) {
  EXPECT_EQ(faults_after(R"("schema":"sen.record-type/1")", R"("schema":"sen.record-type/2")"), "/schema ");
  EXPECT_EQ(faults_after(R"("type":"choice")", R"("type":"colour")"), "/fields/0/type /fields/0/fact /fields/0/choices ");
  EXPECT_EQ(faults_after(R"("period":"day")", R"("period":"moon")"), "/registers/0/period ");
  EXPECT_EQ(faults_after(R"("limit":"catalogue")", R"("limit":"forever")"), "/clocks/0/limit ");
  EXPECT_EQ(faults_after(R"("cutoff":"15:00")", R"("cutoff":"25:00")"), "/clocks/0/cutoff ");
  EXPECT_EQ(faults_after(R"("event_warned":"dossier.warned")", R"("event_warned":"warned")"), "/clocks/0/event_warned ");
  EXPECT_EQ(faults_after(R"("opens_working_days_before":1)", R"("opens_working_days_before":-1)"), "/duties/0/opens_working_days_before ");
  EXPECT_EQ(faults_after(R"("to":"received")", R"("to":"nowhere")"), "/actions/0/to /states/0 ");
  EXPECT_EQ(faults_after(R"("needs":["applicant","papers"])", R"("needs":["luck"])"), "/actions/0/needs ");
  EXPECT_EQ(faults_after(R"("guards":["not_late:result"])", R"("guards":["not_late:moon"])").find("/guards") != std::string::npos, true);
  EXPECT_EQ(faults_after(R"("next":"sign")", R"("next":"receive")"), "/states/5/next ");
  EXPECT_EQ(faults_after(R"("result":"start")", R"("result":"fly")"), "/actions/0/clocks/result ");
  EXPECT_EQ(faults_after(R"("form":"mau_01")", R"("form":"mau_99")"), "/actions/0/form ");
}

std::string procedure_faults(const std::string& procedure) {
  const auto read = read_procedures(*parse_json(R"({"schema":"sen.procedures/1","id":"x","field":{"code":"x","name_vi":"X"},"body":"b","procedures":[)" +
                                                procedure + "]}"));
  if (read) return "read";
  EXPECT_EQ(read.error().rule, "record.procedures_invalid");
  EXPECT_EQ(read.error().fields.front().code, "record.procedures_field");
  return read.error().fields.front().field;
}

TEST(Procedures, EveryShippedOneIsReadAndHasALimit) {
  int count = 0;
  for (const auto* entry : pack::PackSet::embedded().all("procedures")) {
    const auto field = read_procedures(entry->body);
    ASSERT_TRUE(field) << entry->file << " " << field.error().fields.front().field;
    count += static_cast<int>(field->procedures.size());
  }
  EXPECT_GE(count, 40);
}

TEST(Procedures, FaultsAreNamedByTheirPlace) {
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A","limit":{"value":3,"unit":"working_day"}})"), "read");
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A"})"), "/procedures/0/limit");
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A","limit":{"value":0,"unit":"working_day"}})"), "/procedures/0/limit");
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A","limit":{"unit":"same_day"},"pauses":[{"code":"p","name_vi":"P"}]})"), "/procedures/0/pauses/0/law");
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A","limit":{"unit":"same_day"},"fee":-1})"), "/procedures/0/fee");
  EXPECT_EQ(procedure_faults(R"({"code":"1","name_vi":"A","limit":{"unit":"same_day"},"online":"maybe"})"), "/procedures/0/online");
}

class CaseClockTest : public ::testing::Test {
 protected:
  law::Calendar calendar = *law::read_calendar(pack::PackSet::embedded().in_force("calendar", "vn", *parse_date("2024-01-01"))->body);
  std::string hash = "now";
  ClockRule rule{.code = "result", .main = true, .cutoff_minute = 15 * 60};

  CaseClock start(const char* when, Limit limit) { return *start_clock(rule, limit, {at(when), calendar, hash}); }
  std::string apply_at(CaseClock& clock, ClockEffect effect, const char* when, std::optional<Date> date = {}) {
    const auto done = apply(clock, effect, date, {at(when), calendar, hash});
    return done ? "" : done.error().rule;
  }
};

TEST_F(CaseClockTest, OverTetAndAMakeUpSaturday) {
  // Tết 2024: 8 to 14 February; five working days from Wednesday 7 February.
  EXPECT_EQ(to_string(start("2024-02-07T09:00", {5, law::LimitUnit::WorkingDay}).due_on), "2024-02-21");
  // 29 April 2024 was swapped with Saturday 4 May, which counts.
  EXPECT_EQ(to_string(start("2024-04-26T09:00", {2, law::LimitUnit::WorkingDay}).due_on), "2024-05-03");
  EXPECT_EQ(to_string(start("2024-04-26T09:00", {3, law::LimitUnit::WorkingDay}).due_on), "2024-05-04");
}

TEST_F(CaseClockTest, APauseKeepsTheDaysThatWereUsed) {
  auto clock = start("2024-10-07T09:00", {5, law::LimitUnit::WorkingDay});
  EXPECT_EQ(to_string(clock.due_on), "2024-10-14");
  EXPECT_EQ(apply_at(clock, ClockEffect::Pause, "2024-10-09T10:00"), "");
  EXPECT_EQ(apply_at(clock, ClockEffect::Pause, "2024-10-09T11:00"), "record.clock_not_running");
  EXPECT_FALSE(clock.over(at("2024-12-01T00:00")));
  EXPECT_EQ(apply_at(clock, ClockEffect::Resume, "2024-10-21T09:00"), "");
  EXPECT_EQ(to_string(clock.due_on), "2024-10-24");  // two days used, the day of resumption is a new day 0
  EXPECT_EQ(apply_at(clock, ClockEffect::Resume, "2024-10-22T09:00"), "record.clock_not_paused");
  EXPECT_EQ(apply_at(clock, ClockEffect::Stop, "2024-10-22T09:00"), "");
  EXPECT_EQ(apply_at(clock, ClockEffect::Stop, "2024-10-22T10:00"), "record.clock_not_running");
  EXPECT_EQ(apply_at(clock, ClockEffect::Restart, "2024-10-22T10:00"), "record.clock_not_paused");
  EXPECT_EQ(apply_at(clock, ClockEffect::Start, "2024-10-22T10:00"), "record.clock_not_running");
}

TEST_F(CaseClockTest, HoursAreLateByTheMinuteDaysByTheDay) {
  auto hours = start("2024-10-07T09:30", {4, law::LimitUnit::WorkingHour});
  EXPECT_EQ(to_string(hours.due_at), "2024-10-07T14:30:00+07:00");
  EXPECT_TRUE(hours.over(at("2024-10-07T14:31")));
  const auto days = start("2024-10-07T09:30", {1, law::LimitUnit::WorkingDay});
  EXPECT_FALSE(days.over(at("2024-10-08T22:00")));
  EXPECT_TRUE(days.over(at("2024-10-09T00:00")));
}

TEST_F(CaseClockTest, TheOneNewDateLiesLater) {
  auto clock = start("2024-10-07T09:00", {5, law::LimitUnit::WorkingDay});
  EXPECT_EQ(apply_at(clock, ClockEffect::Extend, "2024-10-11T09:00"), "record.date_not_later");
  EXPECT_EQ(apply_at(clock, ClockEffect::Extend, "2024-10-11T09:00", parse_date("2024-10-14")), "record.date_not_later");
  EXPECT_EQ(apply_at(clock, ClockEffect::Extend, "2024-10-20T09:00", parse_date("2024-10-18")), "record.date_not_later");
  EXPECT_EQ(apply_at(clock, ClockEffect::Extend, "2024-10-11T09:00", parse_date("2024-10-18")), "");
  EXPECT_EQ(to_string(clock.due_on), "2024-10-14");
  // Papers that come later move what is due beyond the new date, which then promises nothing.
  EXPECT_EQ(apply_at(clock, ClockEffect::Restart, "2024-10-21T09:00"), "");
  EXPECT_EQ(to_string(clock.due_on), "2024-10-28");
  EXPECT_FALSE(clock.promised_on);
}

TEST_F(CaseClockTest, WhatIsKeptIsWhatItWas) {
  auto clock = start("2024-10-07T09:00", {5, law::LimitUnit::WorkingDay});
  apply_at(clock, ClockEffect::Pause, "2024-10-09T10:00");
  apply_at(clock, ClockEffect::Resume, "2024-10-21T09:00");
  apply_at(clock, ClockEffect::Extend, "2024-10-21T09:00", parse_date("2024-10-28"));
  const auto text = json_of(clock).dump();
  EXPECT_EQ(json_of(clock_from(*parse_json(text))).dump(), text);
}

}  // namespace
}  // namespace sen::record
