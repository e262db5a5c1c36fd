#include "app/commands/due.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/command_line.hpp"
#include "base/json.hpp"

namespace sen::app {
namespace {

struct Seen {
  int exit_code;
  std::string out;
  std::string err;
};
Seen call(std::vector<std::string> arguments, Language language = Language::En) {
  arguments.insert(arguments.begin(), "due");
  std::ostringstream out;
  std::ostringstream err;
  const int code = run_command_line({due_command()}, arguments, language, out, err);
  return {code, out.str(), err.str()};
}

/// A file in the temporary folder of the test program.
std::string write_file(const std::string& name, const std::string& text) {
  const std::string path = testing::TempDir() + "/sen_due_" + name;
  std::ofstream(path) << text;
  return path;
}

// Shape C: the dates, and one step for each day walked.
TEST(DueCommand, ShapeC) {
  const auto seen = call({"--received", "2026-02-12T15:30", "--limit", "1", "--unit", "working_day", "--json"});
  EXPECT_EQ(seen.exit_code, kExitDone);
  const auto json = parse_json(seen.out).value();
  EXPECT_EQ(json["received_counts_on"].text(), "2026-02-13");
  EXPECT_EQ(json["due_on"].text(), "2026-02-23");
  EXPECT_EQ(json["due_at"].text(), "2026-02-23T17:00:00+07:00");
  EXPECT_EQ(json["apology_by"].text(), "2026-02-13");
  ASSERT_EQ(json["steps"].items().size(), 12U);
  EXPECT_EQ(json["steps"].items()[0]["why"].text(),
            "Received at 15:30, after 15:00: counts as received on the next working day (Decree 61/2018 art. 18.2, "
            "Decree 118/2025 art. 18.2).");
  EXPECT_EQ(json["steps"].items()[4]["why"].text(),
            "Public holiday: Lunar New Year (Tết) (Labour Code 2019 art. 112).");
  EXPECT_TRUE(json["steps"].items()[11]["counts"].as_bool());
}

TEST(DueCommand, WordsForPeople) {
  const auto seen = call({"--received", "2026-03-11T10:00", "--unit", "same_day"}, Language::Vi);
  EXPECT_EQ(seen.out, "11/03/2026  tính\tTrả trong ngày tiếp nhận.\nTính từ 11/03/2026. Hạn trả: 17:00 11/03/2026. "
                      "Nếu chậm, xin lỗi trước hết ngày 10/03/2026.\n");
  EXPECT_NE(call({"--received", "2028-03-10T10:00", "--unit", "same_day"}).out.find("The calendar does not have the year 2028"),
            std::string::npos);
}

// Each bad value is one sentence that names it, and exit 1; a missing option is wrong usage.
TEST(DueCommand, BadInput) {
  const std::vector<std::string> good{"--received", "2026-03-11T10:00", "--limit", "5", "--unit", "working_day"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), good.begin(), good.end());
    return call(more);
  };
  EXPECT_NE(call({"--received", "yesterday", "--limit", "5", "--unit", "working_day"}).err.find("“yesterday”"),
            std::string::npos);  // due.received
  EXPECT_NE(call({"--received", "2026-03-11", "--limit", "5", "--unit", "week"}).err.find("“week”"),
            std::string::npos);  // due.unit
  EXPECT_NE(with({"--cutoff", "3pm"}).err.find("“3pm”"), std::string::npos);  // due.cutoff
  EXPECT_NE(with({"--pause", "2026-03-12"}).err.find("“2026-03-12”"), std::string::npos);
  EXPECT_NE(with({"--complete", "soon"}).err.find("“soon”"), std::string::npos);  // due.complete
  EXPECT_EQ(with({"--complete", "2026-03-10T08:00"}).exit_code, kExitFinding);
  EXPECT_EQ(with({"--calendar", "absent.json"}).exit_code, kExitFinding);
  EXPECT_EQ(call({"--received", "2026-03-11T10:00"}).exit_code, kExitUsage);
  EXPECT_NE(call({"--received", "2026-03-11T10:00"}).err.find("--limit, --unit is missing"), std::string::npos);
}

TEST(DueCommand, CutoffOfTheUnit) {
  const std::vector<std::string> late{"--received", "2026-03-11T16:00", "--limit", "1", "--unit", "working_day"};
  const auto due_with = [&](const char* cutoff) {
    auto arguments = late;
    arguments.insert(arguments.end(), {"--json", "--cutoff", cutoff});
    return parse_json(call(arguments).out).value()["due_on"].text();
  };
  EXPECT_EQ(due_with("15:00"), "2026-03-13");
  EXPECT_EQ(due_with("closing"), "2026-03-12");
  EXPECT_EQ(due_with("16:00"), "2026-03-12");
}

// A commune's own calendar, and one that contradicts itself.
TEST(DueCommand, CalendarFile) {
  const auto own = write_file("own.json", R"({"schema": "sen.holidays/1", "entries": [
      {"date": "2026-03-12", "type": "public_holiday", "name": "Lễ hội làng"}]})");
  const auto seen = call({"--received", "2026-03-11T10:00", "--limit", "1", "--unit", "working_day", "--calendar", own});
  EXPECT_NE(seen.out.find("Lễ hội làng"), std::string::npos);
  const auto bad = write_file("bad.json", R"({"schema": "sen.holidays/1", "entries": [
      {"date": "2026-03-12", "type": "swapped_working_day"}]})");
  const auto refused = call({"--received", "2026-03-11", "--unit", "same_day", "--calendar", bad});
  EXPECT_EQ(refused.exit_code, kExitFinding);
  EXPECT_NE(refused.err.find("2026-03-12: This make-up day is a working day anyway"), std::string::npos);
}

// A batch answers one shape C a line; a bad line answers nothing at all and is named.
TEST(DueCommand, Batch) {
  const std::string good = R"({"received": "2026-03-11T10:00", "limit": 1, "unit": "working_day"})";
  const std::string full = R"({"received": "2026-03-11T10:00", "limit": 2, "unit": "calendar_day", "cutoff": "closing",
      "pauses": ["2026-03-11/2026-03-12", ["2026-03-13", "2026-03-14"]], "complete": "2026-03-11T11:00"})";
  std::string one_line = full;
  one_line.erase(one_line.find('\n'), 1);
  const auto seen = call({"--batch", write_file("good.jsonl", good + "\n\n" + one_line + "\n")});
  EXPECT_EQ(seen.exit_code, kExitDone) << seen.err;
  const auto second = seen.out.find('\n') + 1;
  EXPECT_EQ(parse_json(seen.out.substr(0, second)).value()["due_on"].text(), "2026-03-12");
  EXPECT_EQ(parse_json(seen.out.substr(second)).value()["due_on"].text(), "2026-03-16");
  for (const char* bad : {"[]", "{}", "{", R"({"received": "2026-03-11", "limit": 0, "unit": "working_day"})",
                          R"({"received": "2026-03-11", "limit": 1, "unit": "working_day", "pauses": [1]})"}) {
    const auto refused = call({"--batch", write_file("bad.jsonl", good + "\n" + bad + "\n")});
    EXPECT_EQ(refused.exit_code, kExitFinding);
    EXPECT_EQ(refused.err.substr(0, 7), "Line 2:") << refused.err;  // due.batch_line, due.batch_object
  }
}

}  // namespace
}  // namespace sen::app
