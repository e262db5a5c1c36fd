// The papers of a dossier: which there are by now, what stands in them, who may print them.

#include <gtest/gtest.h>

#include "identity/service.hpp"
#include "ledger/world.hpp"
#include "record/act.hpp"
#include "record/paper_template.hpp"
#include "record/wake.hpp"
#include "report/record_paper.hpp"
#include "store/test_store.hpp"

namespace sen::report {
namespace {

Date day(const char* text) { return *parse_date(text); }
Personal<std::string> text(const char* value) { return Personal<std::string>(value); }

class RecordPaperTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-10T08:30+07:00"};
  record::Rules rules;
  PersonId desk{}, clerk{}, chair{};
  std::int64_t id = 0;

  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      const auto add = [&](const char* body, const char* label, const char* name, Role role) -> Result<PersonId> {
        SEN_TRY(identity::add_body(tx, ctx, {body, label, body, false, 1}));
        SEN_LET(const auto person, identity::add_person(tx, ctx, {name, "Công chức"}));
        SEN_TRY(identity::seat_person(tx, ctx, {person.id, body, role, day("2024-01-01"), {}}));
        return person.id;
      };
      SEN_LET(desk, add("one_stop_desk", "Bộ phận Một cửa", "Bùi Thị Lan", Role::Staff));
      SEN_LET(clerk, add("culture_social_affairs", "Văn hóa", "Ngô Văn Đức", Role::Staff));
      SEN_LET(chair, add("peoples_committee", "UBND", "Trần Quang Hưng", Role::Chair));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Staff, desk.value);
    record::OpenInput input{.type = "dossier", .procedure = "1.004873"};
    input.applicant = {.name = text("Trần Thị Mẫu"), .identity_number = text("001068000234"), .phone = text("0912345118")};
    input.fields = {{"channel", "direct"}, {"sets", "2"}};
    input.papers = {{"form", record::PaperForm::Original, 1}};
    const auto opened = world.write([&](store::WriteTx& tx, const Context& ctx) { return record::open_record(tx, ctx, rules, input); });
    ASSERT_TRUE(opened) << opened.error().rule;
    id = opened->id;
  }

  Result<formats::Document> paper(const char* form) {
    return world.read([&](store::ReadTx& tx, const Context& ctx) { return record_paper(tx, ctx, rules, {id, form, true}); });
  }
  std::vector<std::string> forms() {
    return *world.read([&](store::ReadTx& tx, const Context& ctx) -> Result<std::vector<std::string>> {
      SEN_LET(const auto record, record::load_record(tx, id));
      SEN_LET(const auto of, record::rules_of(tx, ctx, rules, record));
      std::vector<std::string> out;
      for (const auto* form : forms_now(record, *of.type)) out.push_back(form->paper);
      return out;
    });
  }
  static std::string words(const formats::Document& document) {
    std::string out;
    for (const auto& block : document.blocks) {
      if (const auto* text = std::get_if<formats::Paragraph>(&block)) out += text->text + "\n";
      if (const auto* table = std::get_if<formats::Table>(&block)) {
        for (const auto& row : table->rows) {
          for (const auto& cell : row) out += cell + "|";
        }
      }
    }
    return out;
  }
};
SEN_ON_EVERY_ENGINE(RecordPaperTest);

TEST_P(RecordPaperTest, TheSlipSaysWhatTheLawAsks) {
  EXPECT_EQ(forms(), (std::vector<std::string>{"receipt", "control"}));
  const auto slip = paper("mau_01");
  ASSERT_TRUE(slip) << slip.error().rule;
  EXPECT_EQ(slip->title, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
  EXPECT_EQ(slip->issuer, "UBND XÃ PHÙ LINH");
  EXPECT_EQ(slip->signature.name, "Bùi Thị Lan");
  EXPECT_NE(slip->footer.find("Số liệu minh họa"), std::string::npos);
  const std::string text = words(*slip);
  for (const char* part : {"00400-241010-0001", "Trần Thị Mẫu", "001068000234", "Cấp Giấy xác nhận tình trạng hôn nhân", "Tờ khai theo mẫu|Bản chính|1|",
                           "Số lượng hồ sơ: 2 (bộ)", "3 ngày làm việc", "08 giờ 30 phút, ngày 10/10/2024", "17 giờ 00 phút, ngày 15/10/2024"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(text.find("Địa chỉ"), std::string::npos);  // nothing was said
  EXPECT_EQ(text.find('{'), std::string::npos);
}

TEST_P(RecordPaperTest, OnlyWhatWasDoneIsPrintedAndOnlyByWhoHasIt) {
  EXPECT_EQ(paper("mau_04").error().rule, "record.form_unknown");
  EXPECT_EQ(paper("mau_99").error().rule, "record.form_unknown");
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(paper("mau_01").error().rule, "record.not_yours");
  world.as(Role::Auditor, 99);
  EXPECT_EQ(paper("mau_01").error().rule, "forbidden");
}

TEST_P(RecordPaperTest, TheLetterIsDraftedBeforeItIsSigned) {
  world.at("2024-10-14T08:05+07:00");
  const Actor system = system_actor(world.unit());
  ASSERT_TRUE(store().write(world.unit(), [&](store::WriteTx& tx) {
    return record::wake_records(tx, {system, world.unit(), world.clock(), world.random(), pack::PackSet::embedded()}, rules);
  }));
  auto letter = paper("mau_04");
  ASSERT_TRUE(letter) << letter.error().rule;
  EXPECT_EQ(letter->number, "Số: ……/PXL");
  EXPECT_NE(words(*letter).find("Lý do: Bộ phận tiếp nhận chuyển hồ sơ chậm"), std::string::npos);
  world.as(Role::Chair, chair.value);
  const record::ActInput sign{.record = id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-17")};
  ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) { return record::act_on_record(tx, ctx, rules, sign); }));
  letter = paper("mau_04");
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->number, "Số: 01/PXL");
  EXPECT_EQ(letter->signature.role, "CHỦ TỊCH");
  EXPECT_EQ(letter->signature.name, "Trần Quang Hưng");
  EXPECT_NE(words(*letter).find("sẽ trả kết quả vào ngày 17/10/2024"), std::string::npos);
  const auto control = paper("mau_05");
  ASSERT_TRUE(control);
  EXPECT_NE(words(*control).find("Ký thư xin lỗi|Trần Quang Hưng|"), std::string::npos);
}

TEST(PaperTemplate, FaultsAreNamedByTheirPlace) {
  const auto fault = [](const char* block) {
    const auto read = record::read_paper(*parse_json(std::string(R"({"schema":"sen.paper/1","title":"T","signer":"opened_by","blocks":[)") + block + "]}"));
    if (read) return std::string("read");
    EXPECT_EQ(read.error().rule, "record.paper_invalid");
    EXPECT_EQ(read.error().fields.front().code, "record.paper_field");
    return read.error().fields.front().field;
  };
  EXPECT_EQ(fault(R"({"text":"Mã {code}"})"), "read");
  EXPECT_EQ(fault(R"({"text":"Mã {moon}"})"), "/blocks/0");
  EXPECT_EQ(fault(R"({})"), "/blocks/0");
  EXPECT_EQ(fault(R"({"table":"stars"})"), "/blocks/0/table");
  EXPECT_EQ(fault(R"({"qr":"moon"})"), "/blocks/0");
  EXPECT_EQ(record::filled("{code}-{moon}{", {{"code", "1"}}), "1-{");
}

}  // namespace
}  // namespace sen::report
