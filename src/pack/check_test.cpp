// A pack folder is checked before it becomes law: each slip by its file and place.

#include "pack/check.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/embedded.hpp"
#include "pack/cli.hpp"

namespace sen::pack {
namespace {

std::string holidays(const std::string& more) {
  return R"({"schema":"sen.holidays/1","id":"vn","source":"x")" + more + "}";
}
/// First finding as "file where key", or "fit".
std::string finding(const std::vector<PackFile>& files, const Checkers& checkers = {}) {
  const auto report = check(files, checkers);
  if (report.findings.empty()) return "fit";
  const Finding& first = report.findings[0];
  return first.file + " " + first.where + " " + first.text.key;
}
std::string finding(const std::string& json) {
  return finding({{"a.json", json}});
}

TEST(Check, FitEntries) {
  EXPECT_EQ(finding(holidays("")), "fit");
  EXPECT_EQ(finding(holidays(R"(,"effective_from":"2024-01-01","effective_to":null)")), "fit");
  EXPECT_EQ(finding(holidays(R"(,"layer":"province","for":"01")")), "fit");
}

TEST(Check, SlipsAreNamed) {
  EXPECT_EQ(finding("{"), "a.json  json.invalid");
  EXPECT_EQ(finding(R"({"a":1,"a":2})"), "a.json  json.doubled");
  EXPECT_EQ(finding("[]"), "a.json  pack.not_object");
  EXPECT_EQ(finding("{}"), "a.json schema pack.schema");
  EXPECT_EQ(finding(R"({"schema":"sen.colours/1"})"), "a.json schema pack.schema");
  EXPECT_EQ(finding(R"({"schema":"sen.holidays/1","id":"a"})"), "a.json source pack.no_source");
  EXPECT_EQ(finding(holidays(R"(,"issued_on":"1/4/2024")")), "a.json issued_on pack.date");
  EXPECT_EQ(finding(holidays(R"(,"effective_from":"2023-02-29")")),
            "a.json effective_from pack.date");
  EXPECT_EQ(finding(holidays(R"(,"effective_from":"2024-01-02","effective_to":"2024-01-01")")),
            "a.json effective_to pack.date_order");
  EXPECT_EQ(finding(holidays(R"(,"layer":"district")")), "a.json layer pack.layer");
  EXPECT_EQ(finding(holidays(R"(,"layer":"unit")")), "a.json for pack.layer_for");
  EXPECT_EQ(finding(holidays(R"(,"for":"01")")), "a.json for pack.layer_for");
  EXPECT_EQ(
      finding(R"({"schema":"sen.measures/1","id":"m","source":"x","layer":"unit","for":"1"})"),
      "a.json layer pack.layer_measures");
}

// Two entries of one name may follow one another, but not be in force on one day.
TEST(Check, OverlapsAreNamed) {
  const auto from = [](const char* first, const char* last, const char* more) {
    return holidays(R"(,"effective_from":")" + std::string(first) + R"(","effective_to":")" + last +
                    "\"" + more);
  };
  const std::string first = from("2024-01-01", "2024-06-30", "");
  EXPECT_EQ(finding({{"a.json", first}, {"b.json", from("2024-07-01", "2024-12-31", "")}}), "fit");
  EXPECT_EQ(finding({{"a.json", first}, {"b.json", from("2024-06-30", "2024-12-31", "")}}),
            "b.json effective_from pack.overlap");
  EXPECT_EQ(finding({{"a.json", first},
                     {"b.json", from("2024-06-30", "2024-12-31", R"(,"layer":"unit","for":"1")")}}),
            "fit");
}

// Measures of a commune may count what the program's own list of events names, and nothing else.
TEST(Check, MeasuresAreCompiledOverTheProgramsEvents) {
  const auto measures = [](const char* event) {
    return std::string(R"({"schema":"sen.measures/1","id":"own","source":"x","measures":[
      {"id":"own","label_vi":"a","label_en":"a","kind":"count","events":[{"kind":")") +
           event + "\"}]}]}";
  };
  EXPECT_EQ(finding(measures("task.closed")), "fit");
  EXPECT_EQ(finding(measures("task.shut")), "a.json own pack.event_unknown");
  const auto events = [](const char* facts, const char* more) {
    return std::string(
               R"({"schema":"sen.events/1","id":"own","source":"x","events":[{"kind":"a.b",)") +
           R"("label_vi":"a","label_en":"a","facts":)" + facts + more + "}]}";
  };
  EXPECT_EQ(finding(events(R"({"n":"number"})", "")), "fit");
  EXPECT_EQ(finding(events(R"({"n":"float"})", "")),
            "a.json events/0/facts/n pack.event_fact_type");
  EXPECT_EQ(finding(events(R"({"n":"number"})", R"(,"required":["m"])")),
            "a.json events/0/required pack.event_required");
  EXPECT_EQ(
      finding(R"({"schema":"sen.events/1","id":"own","source":"x","events":[{"kind":"a.b"}]})"),
      "a.json events/0 pack.event_label");
  EXPECT_EQ(finding(R"({"schema":"sen.events/1","id":"own","source":"x","events":[
                     {"kind":"task.closed","label_vi":"a","label_en":"a"}]})")
                .substr(0, 5),
            "event");
}

// Rooms add what only they know, through the table.
TEST(Check, FurtherCheckersSeeTheirKind) {
  const Checkers checkers{{"calendar",
                           [](const std::vector<const Entry*>& entries) {
                             return std::vector<Finding>{{entries.at(0)->file, "days", {"law.x"}}};
                           }},
                          {"measures", [](const std::vector<const Entry*>&) {
                             ADD_FAILURE() << "there are none";
                             return std::vector<Finding>{};
                           }}};
  EXPECT_EQ(finding({{"a.json", holidays("")}}, checkers), "a.json days law.x");
}

TEST(Check, SchemasHaveTheirKinds) {
  EXPECT_EQ(kind_of_schema("sen.criteria-set/1"), "criteria-sets");
  EXPECT_EQ(kind_of_schema("sen.plan-bodies/1"), "plans");
  EXPECT_EQ(kind_of_schema("sen.holidays"), "");
}

// The law in the program is fit by its own measure.
TEST(Check, EmbeddedPacksAreFit) {
  std::vector<PackFile> files;
  for (const auto& file : embedded_files()) {
    if (!file.path.starts_with("packs/") || !file.path.ends_with(".json")) continue;
    files.push_back({std::string(file.path.substr(6)), std::string(file.bytes)});
  }
  ASSERT_FALSE(files.empty());
  for (const auto& found : check(files, {}).findings) {
    ADD_FAILURE() << found.file << " (" << found.where << "): " << render(Language::En, found.text);
  }
}

class FolderTest : public ::testing::Test {
 protected:
  FolderTest() {
    auto pattern = (std::filesystem::temp_directory_path() / "sen-pack-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path = pattern;
  }
  ~FolderTest() override { std::filesystem::remove_all(path); }
  void put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((std::filesystem::path(path) / name).parent_path());
    std::ofstream(path + "/" + name, std::ios::binary) << bytes;
  }
  std::string path;
};

TEST_F(FolderTest, FilesComeInOrder) {
  put("b.json", "{}");
  put("a/c.json", "{}");
  put("readme.md", "x");
  const auto files = read_folder(path);
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 2U);
  EXPECT_EQ((*files)[0].path, "a/c.json");
}

TEST_F(FolderTest, UnfitFoldersAreRefused) {
  EXPECT_EQ(read_folder(path + "/none").error().rule, "pack.no_folder");
  EXPECT_EQ(read_folder(path).error().rule, "pack.no_files");
  // A file that does not give what it promises: here one of the system's, of size 0 with content.
  std::filesystem::create_symlink("/proc/self/status", path + "/odd.json");
  EXPECT_EQ(read_folder(path).error().rule, "pack.file_unreadable");
  std::filesystem::remove(path + "/odd.json");
  put("big.json", std::string((8U << 20) + 1, ' '));
  EXPECT_EQ(read_folder(path).error().rule, "pack.file_large");
}

TEST_F(FolderTest, CommandAnswersByItsExitCode) {
  put("vn.json", holidays(""));
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(*run_check(path, {}, {out, err, Language::En, false}), 0);
  EXPECT_EQ(out.str(), "1 files checked: nothing wrong.\n");
  put("bad.json", "{}");
  EXPECT_EQ(*run_check(path, {}, {out, err, Language::En, false}), 1);
  EXPECT_EQ(err.str().substr(0, 18), "bad.json (schema):");
  std::ostringstream json;
  EXPECT_EQ(*run_check(path, {}, {json, err, Language::En, true}), 1);
  const auto list = parse_json(json.str());
  ASSERT_TRUE(list);
  EXPECT_EQ(list->items().at(0).string_or("file"), "bad.json");
  EXPECT_EQ(run_check(path + "/none", {}, {out, err, Language::En, false}).error().rule,
            "pack.no_folder");
}

}  // namespace
}  // namespace sen::pack
