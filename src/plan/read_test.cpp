// The plan reader against whole plans (tests/plans): what is expected stands beside each as JSON.

#include "plan/read.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "formats/zip_test_support.hpp"
#include "plan/cli.hpp"
#include "plan/dictionary.hpp"
#include "plan/document_json.hpp"
#include "plan/read_source.hpp"

namespace sen::plan {
namespace {

std::string file(const std::string& name) {
  std::ifstream in("tests/plans/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

Json json_of(std::string_view bytes) {
  const auto plan = read_plan(bytes);
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().rule);
  return plan ? parse_json(to_json(*plan, Language::Vi)).value() : Json{};
}

/// Everything that `wanted` says must stand in `actual`; lists have the same length.
void expect_covers(const Json& actual, const Json& wanted, const std::string& path) {
  if (wanted.is_object()) {
    for (const auto& [name, value] : wanted.members()) expect_covers(actual[name], value, path + "/" + name);
  } else if (wanted.is_array()) {
    ASSERT_EQ(actual.items().size(), wanted.items().size()) << path << " " << actual.dump();
    for (std::size_t i = 0; i < wanted.items().size(); ++i) expect_covers(actual.items()[i], wanted.items()[i], path + "/" + std::to_string(i));
  } else {
    EXPECT_EQ(actual.dump(), wanted.dump()) << path;
  }
}

/// Lines count differently in a word processor's file.
Json without_lines(const Json& json) {
  if (json.is_array()) {
    Json out = Json::array();
    for (const Json& item : json.items()) out.push(without_lines(item));
    return out;
  }
  if (!json.is_object()) return json;
  Json out = Json::object();
  for (const auto& [name, value] : json.members()) {
    if (name != "source_line") out.set(name, without_lines(value));
  }
  return out;
}

std::string rule_of(std::string_view bytes) {
  const auto plan = read_plan(bytes);
  return plan ? std::string{} : plan.error().rule;
}

TEST(ReadPlan, TheSeedPlanCellByCell) {
  expect_covers(json_of(file("97-kh-ubnd.txt")), parse_json(file("97-kh-ubnd.expected.json")).value(), "");
}

TEST(ReadPlan, TheSeedPlanFromAWordProcessor) {
  const Json wanted = without_lines(parse_json(file("97-kh-ubnd.expected.json")).value());
  expect_covers(json_of(file("97-kh-ubnd.docx")), wanted, "");
}

// Text boxes, automatic numbers, leads and deadlines merged downwards, one table cut in five, one part unheaded.
TEST(ReadPlan, TheSeedPlanWithMergedCellsAndCutTables) {
  const Json wanted = without_lines(parse_json(file("97-kh-ubnd.expected.json")).value());
  expect_covers(json_of(file("97-kh-ubnd-merged.docx")), wanted, "");
}

// The text opened in a word processor and saved: rows set with tabs, no table at all.
TEST(ReadPlan, TheSeedPlanTypedWithTabs) {
  std::string body;
  for (const std::string& line : split(file("97-kh-ubnd.txt"), '\n')) {
    std::string runs;
    for (const std::string& part : split(line, '\t')) {
      runs += (runs.empty() ? "" : "<w:r><w:tab/></w:r>") + ("<w:r><w:t xml:space=\"preserve\">" + part + "</w:t></w:r>");
    }
    body += "<w:p>" + runs + "</w:p>";
  }
  const Json wanted = without_lines(parse_json(file("97-kh-ubnd.expected.json")).value());
  expect_covers(json_of(formats::make_docx(body)), wanted, "");
}

TEST(ReadPlan, OtherPlansWithOtherColumnsOrdersAndWords) {
  for (const char* name : {"07-kh-ubnd-2025.txt", "12-kh-ubnd-2025.docx", "45-kh-ubnd-2026.xlsx"}) {
    const std::string base = std::string(name).substr(0, std::string(name).rfind('.'));
    expect_covers(json_of(file(name)), parse_json(file(base + ".expected.json")).value(), name);
  }
}

TEST(ReadPlan, MarksSlipsAndNeverChangesThem) {
  const auto plan = read_plan(file("97-kh-ubnd.txt"));
  ASSERT_TRUE(plan);
  const auto proposed = [&](int line, const char* found, const char* proposal) {
    for (const Problem& problem : plan->problems) {
      if (problem.line == line && problem.found == found && problem.proposal == proposal) return true;
    }
    return false;
  };
  EXPECT_TRUE(proposed(126, "Chi đạo", "Chỉ đạo"));
  EXPECT_TRUE(proposed(126, "Phú Linh", "Phù Linh"));
  EXPECT_TRUE(proposed(122, "Phú Linh", "Phù Linh"));
  EXPECT_TRUE(proposed(124, "THỜI GIẠN", "THỜI GIAN"));
  EXPECT_TRUE(proposed(141, "phần đầu", "phấn đấu"));
  EXPECT_TRUE(proposed(142, "kinh hoạch", "kế hoạch"));
  EXPECT_TRUE(proposed(143, "", "II"));
  EXPECT_TRUE(proposed(128, "Văn hóa và Thông tin", "Văn hóa thông tin"));
  EXPECT_NE(plan->appendix.tasks[0].content.find("Chi đạo"), std::string::npos);
  for (const Problem& problem : plan->problems) {
    EXPECT_TRUE(has_text(Language::Vi, problem.message.key)) << problem.message.key;
    EXPECT_TRUE(has_text(Language::En, problem.message.key)) << problem.message.key;
  }
}

TEST(ReadPlan, KnowsBodiesAndThoseOutsideTheCommune) {
  const auto plan = read_plan(file("97-kh-ubnd.txt"));
  ASSERT_TRUE(plan);
  const auto& tasks = plan->appendix.tasks;
  EXPECT_EQ(tasks[0].lead.bodies, std::vector<std::string>{"office_statistics"});
  EXPECT_EQ(tasks[1].lead.bodies, std::vector<std::string>{"home_affairs_division"});
  EXPECT_TRUE(tasks[1].lead.outside);
  EXPECT_FALSE(tasks[0].lead.outside);
  EXPECT_EQ(tasks[2].lead.bodies, tasks[8].lead.bodies);
  EXPECT_EQ(tasks[10].lead.bodies, tasks[12].lead.bodies);
  EXPECT_EQ(tasks[17].coordinating.bodies, (std::vector<std::string>{"boards_sectors", "professional_officials"}));
}

TEST(ReadPlan, APlanWithoutATableHasNoTasksAndSaysSo) {
  const auto plan = read_plan("Số: 1/KH-UBND\n\nKẾ HOẠCH\n\nThử\n\nI. NHIỆM VỤ\n\n1. Việc một\n\n- Làm một;\n");
  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->appendix.tasks.empty());
  ASSERT_EQ(plan->task_groups.size(), 1U);
  EXPECT_EQ(plan->task_groups[0].tasks[0].text, "Làm một;");
  bool said = false;
  for (const Problem& problem : plan->problems) said = said || problem.message.key == "plan.problem.no_table";
  EXPECT_TRUE(said);
}

TEST(ReadPlan, RowsOfWordsSavedAsTextAreJoinedAgain) {
  const auto plan = read_plan(
      "TT\tNội dung\tChủ trì\tThời hạn\n"
      "I\tTHỂ CHẾ\n"
      "1\tRà soát văn bản\ncủa Hội đồng nhân dân\tTư pháp\tQuý I/2025\n"
      "2\tTổng hợp\tVăn phòng - Thống kê\tTháng 12/2025\n"
      "\tvà báo cáo kết quả\t\t\n"
      "\tCÁC VIỆC KHÁC\t\t\n"
      "1.\tTrực\tCông an xã\tThường xuyên\n");
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->appendix.tasks.size(), 3U);
  EXPECT_EQ(plan->appendix.tasks[0].content, "Rà soát văn bản của Hội đồng nhân dân");
  EXPECT_EQ(plan->appendix.tasks[0].deadline.kind, DeadlineKind::Quarters);
  EXPECT_EQ(plan->appendix.tasks[1].content, "Tổng hợp và báo cáo kết quả");
  EXPECT_EQ(plan->appendix.tasks[2].group, "G2");
  EXPECT_EQ(plan->appendix.tasks[2].stt, "1");
  ASSERT_EQ(plan->appendix.groups.size(), 2U);
  EXPECT_EQ(plan->appendix.groups[1].title, "CÁC VIỆC KHÁC");
}

TEST(ReadPlan, SubheadingsWithNumbersHoldTheirTasks) {
  const auto plan = read_plan(
      "STT\tNhiệm vụ\tSản phẩm\tĐơn vị thực hiện\tThời hạn\n"
      "A\tNHÓM LỚN\t\t\t\n"
      "1\tCải cách thể chế\t\t\t\n"
      "1.1\tRà soát\tBáo cáo\tTư pháp\tTháng 5/2025\n"
      "1.2\tTự kiểm tra\tBáo cáo\tTư pháp\tTháng 6/2025\n"
      "2\tCải cách thủ tục\t\t\t\n"
      "2.1\tCông khai\tNiêm yết\tMột cửa\tThường xuyên\n"
      "Tổng cộng\t\t\t\t\n");
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->appendix.tasks.size(), 3U);
  EXPECT_EQ(plan->appendix.tasks[0].stt, "1.1");
  EXPECT_EQ(plan->appendix.tasks[0].product, "Báo cáo");
  ASSERT_EQ(plan->appendix.groups.size(), 2U);
  EXPECT_EQ(plan->appendix.groups[0].title, "Cải cách thể chế");
  EXPECT_EQ(plan->appendix.groups[0].count, 2);
  EXPECT_EQ(plan->appendix.tasks[2].group, "G2");
}

TEST(ReadPlan, KnowsColumnsUnderManyNames) {
  const auto role = [](const char* heading) { return Dictionary::shipped().role_of(heading); };
  for (const char* heading : {"STT", "Số TT", "TT"}) EXPECT_EQ(role(heading), Role::Stt) << heading;
  for (const char* heading : {"Nội dung công việc", "Tên nhiệm vụ", "Tồn tại, hạn chế", "Chỉ tiêu"}) EXPECT_EQ(role(heading), Role::Content) << heading;
  for (const char* heading : {"Biện pháp khắc phục", "Nhiệm vụ/giải pháp"}) EXPECT_EQ(role(heading), Role::Solution) << heading;
  for (const char* heading : {"Đơn vị thực hiện", "Trách nhiệm thực hiện", "Người phụ trách", "Phân công"}) EXPECT_EQ(role(heading), Role::Lead) << heading;
  for (const char* heading : {"Đơn vị phối hợp", "PHỐI HỢP"}) EXPECT_EQ(role(heading), Role::Coordinating) << heading;
  for (const char* heading : {"THỜI GIẠN HOÀN THÀNH", "Hạn", "Tiến độ", "Mốc hoàn thành"}) EXPECT_EQ(role(heading), Role::Deadline) << heading;
  for (const char* heading : {"Kết quả/Sản phẩm", "Đầu ra"}) EXPECT_EQ(role(heading), Role::Product) << heading;
  EXPECT_EQ(role("Lĩnh vực"), Role::None);
}

TEST(ReadPlan, RefusesWhatIsNoPlan) {
  EXPECT_EQ(rule_of(""), "plan.file_empty");
  EXPECT_EQ(rule_of(" \r\n\t\n"), "plan.file_empty");
  EXPECT_EQ(rule_of("\xEF\xBB\xBF \n"), "plan.file_empty");
  EXPECT_EQ(rule_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0')), "plan.file_old_word");
  EXPECT_EQ(rule_of("%PDF-1.7\n"), "plan.file_pdf");
  EXPECT_EQ(rule_of(std::string("K\0\xFF", 3)), "plan.file_unknown");
  EXPECT_EQ(rule_of(formats::make_zip({{"a.txt", "x"}})), "plan.file_unknown");
  EXPECT_EQ(rule_of(std::string(kFileBytesMax + 1, 'x')), "plan.file_too_big");
  const auto latin = read_plan("Dòng một\nK\xE9 hoach\n");
  ASSERT_FALSE(latin);
  EXPECT_EQ(latin.error().rule, "plan.file_not_utf8");
  EXPECT_EQ(latin.error().field, "line 2");
}

TEST(ReadPlan, RefusesHostileDocuments) {
  const std::string bomb = formats::make_zip({{"word/document.xml", std::string(std::size_t{48} << 20, ' ')}});
  EXPECT_EQ(rule_of(bomb), "formats.zip_bomb");
  EXPECT_EQ(rule_of(formats::make_zip({{"word/document.xml",
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document><w:body>&b;</w:body></w:document>"}})), "formats.xml_doctype");
  const std::string good = file("97-kh-ubnd.docx");
  EXPECT_EQ(rule_of(std::string_view(good).substr(0, good.size() / 2)), "formats.zip_broken");
}

// Cut anywhere and with bytes changed, a plan is read or refused, but never breaks the reader.
TEST(ReadPlan, DamagedPlansAreReadOrRefused) {
  const std::string text = file("97-kh-ubnd.txt");
  for (std::size_t cut = 0; cut < text.size(); cut += 997) {
    const auto source = read_source(std::string_view(text).substr(0, cut));
    if (source) read_document(*source);
  }
  std::string changed = text;
  for (std::size_t at = 0; at < changed.size(); at += 61) changed[at] = "\t\n I1.-"[(at / 61) % 7];
  std::string valid;
  for (const std::string& line : split(changed, '\n')) {
    if (is_utf8(line)) valid += line + "\n";
  }
  const auto source = read_source(valid);
  ASSERT_TRUE(source);
  read_document(*source);
}

TEST(PlanJson, ComesBackAsItWasAndNamesEveryFault) {
  const auto plan = read_plan(file("97-kh-ubnd.txt"));
  ASSERT_TRUE(plan);
  const std::string written = to_json(*plan, Language::Vi);
  const auto again = plan_from_json(parse_json(written).value());
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again, Language::Vi), written);
  const auto bad = plan_from_json(parse_json(R"({"header": {"number": 5, "issuer": "x", "title": "y"},
    "appendix": {"groups": [], "tasks": [{"group": "G1", "stt": 1, "content": "", "lead": {"text": ""}, "coordinating": {"text": ""},
    "deadline_text": "", "deadline": {"kind": "never", "start": "2024-02-30"}}]}})").value());
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().rule, "plan.document_invalid");
  std::string places;
  for (const FieldError& field : bad.error().fields) {
    EXPECT_EQ(field.code, "plan.document_field");
    places += field.field + " ";
  }
  EXPECT_EQ(places, "header/number appendix/tasks/0/content appendix/tasks/0/deadline/kind appendix/tasks/0/deadline/start ");
}

TEST(PlanReadCommand, PrintsASummaryOrOneSentence) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(run_plan_read({.path = "tests/plans/97-kh-ubnd.txt"}, out, err), 0);
  EXPECT_NE(out.str().find("27 nhiệm vụ"), std::string::npos);
  EXPECT_EQ(err.str(), "");
  EXPECT_EQ(run_plan_read({.path = "tests/plans/none.txt"}, out, err), 1);
  EXPECT_EQ(read_plan_file("tests/plans/none.txt").error().rule, "plan.file_missing");
  EXPECT_NE(err.str().find("Không mở được tệp"), std::string::npos);
  std::ostringstream json;
  EXPECT_EQ(run_plan_read({.path = "tests/plans/97-kh-ubnd.docx", .json = true}, json, err), 0);
  EXPECT_TRUE(parse_json(json.str()));
}

}  // namespace
}  // namespace sen::plan
