// A citizen asks where the dossier stands, by the code of the slip and nothing else.

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "http/site.hpp"
#include "identity/service.hpp"
#include "ledger/world.hpp"
#include "portal/pages.hpp"
#include "record/act.hpp"
#include "record/wake.hpp"
#include "store/test_store.hpp"

namespace sen::portal {
namespace {

constexpr const char* kMarital = "1.004873";  // 3 working days
constexpr UnitId kOwn{7};
constexpr UnitId kOther{8};

Date day(const char* text) { return *parse_date(text); }

class LookUp : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-10T08:30+07:00"};  // a Thursday
  record::Rules rules;
  std::unique_ptr<Services> services;
  std::unique_ptr<http::Site> site;
  PersonId desk{}, lawyer{}, chair{};

  void SetUp() override {
    add_commune(kOwn, "00400", "UBND xã Phù Linh");
    services.reset(new Services{.store = store(), .clock = world.clock(), .random = world.random(), .packs = pack::PackSet::embedded(),
                                .records = rules, .demo = false, .test_limits = true});
    open_site();
  }
  void open_site() {
    http::Router router;
    add_routes(router, *services);
    http::SiteOptions options;
    options.static_files.files = static_files();
    auto made = http::Site::open(std::move(router), std::move(options));
    ASSERT_TRUE(made) << made.error().rule;
    site = std::move(*made);
  }
  void add_commune(UnitId unit, const char* code, const char* name) {
    world.in(unit).as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {code, name, name, identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      const auto add = [&](const char* body, const char* words, const char* person, Role role) -> Result<PersonId> {
        SEN_TRY(identity::add_body(tx, ctx, {body, words, words, false, 1}));
        SEN_LET(const auto added, identity::add_person(tx, ctx, {person, "Công chức"}));
        SEN_TRY(identity::seat_person(tx, ctx, {added.id, body, role, day("2024-01-01"), {}}));
        return added.id;
      };
      SEN_LET(desk, add("one_stop_desk", "Bộ phận Một cửa", "Bùi Thị Lan", Role::Staff));
      SEN_LET(lawyer, add("justice_civil_status", "Tư pháp – Hộ tịch", "Phạm Thu Trang", Role::Staff));
      SEN_LET(chair, add("peoples_committee", "Lãnh đạo", "Trần Quang Hưng", Role::Chair));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
  }
  record::Record opened() {
    world.as(Role::Staff, desk.value);
    record::OpenInput input{.type = "dossier", .procedure = kMarital};
    input.applicant = {.name = Personal<std::string>("Trần Thị Mẫu"), .identity_number = Personal<std::string>("001068000234"),
                       .born_on = day("1968-03-12"), .address = Personal<std::string>("Thôn Vệ Linh"), .phone = Personal<std::string>("0912345118")};
    input.fields = {{"channel", "direct"}, {"digitized", "true"}};
    input.papers = {{"form", record::PaperForm::Original, 1}};
    auto made = world.write([&](store::WriteTx& tx, const Context& ctx) { return record::open_record(tx, ctx, rules, input); });
    EXPECT_TRUE(made) << made.error().rule;
    return *made;
  }
  void act(Role role, PersonId who, const record::ActInput& input) {
    world.as(role, who.value);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) { return record::act_on_record(tx, ctx, rules, input); });
    EXPECT_TRUE(made) << input.action << ": " << (made ? "" : made.error().rule);
  }
  http::Answer get(const std::string& address, const char* language = "vi") {
    return site->call(http::Method::Get, address, {}, {{"Accept-Language", language}});
  }
  std::string looked_up(const record::Record& record) {
    const auto answer = get("/tra-cuu?ma=" + record.lookup);
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  }
};
SEN_ON_EVERY_ENGINE(LookUp);

#define EXPECT_SAYS(page, words) EXPECT_NE((page).find(words), std::string::npos) << (page)
#define EXPECT_SILENT(page, words) EXPECT_EQ((page).find(words), std::string::npos) << (words)

TEST_P(LookUp, SaysWhereItStandsAndNobodysName) {
  const record::Record record = opened();
  const std::string page = looked_up(record);
  EXPECT_SAYS(page, "Cấp Giấy xác nhận tình trạng hôn nhân");
  EXPECT_SAYS(page, "Hồ sơ đã được nhận.");
  EXPECT_SAYS(page, "Thứ Năm, 10/10/2024");
  EXPECT_SAYS(page, "Mời ông, bà nhận kết quả trước 17:00 Thứ Ba, 15/10/2024.");
  EXPECT_SILENT(page, "value=\"" + record.lookup);  // the form below is for another one
  for (const char* secret : {"Trần Thị Mẫu", "001068000234", "0912345118", "Vệ Linh", "Bùi Thị Lan", "00400-241010", "1/2024"}) EXPECT_SILENT(page, secret);
  const auto english = get("/tra-cuu?ma=" + record.lookup, "en").body;
  EXPECT_SAYS(english, "<html lang=\"en\">");
  EXPECT_SAYS(english, "The dossier has been received.");
  EXPECT_SAYS(get("/tra-cuu?lang=vi", "en").body, "<html lang=\"vi\">");
}

TEST_P(LookUp, TakesTheCodeAsPeopleTypeIt) {
  const record::Record record = opened();
  EXPECT_EQ(get("/tra-cuu?ma=" + lower(record.lookup)).status, 200);
  EXPECT_EQ(get("/tra-cuu?ma=" + record.lookup.substr(0, 4) + "%20-" + record.lookup.substr(4) + "&utm_source=zalo").status, 200);
  EXPECT_EQ(get("/tra-cuu?ma=" + record.lookup + "&ma=x").code, "http.query_doubled");
}

// A wrong code, another commune's, the code of the desk and nonsense get one and the same page.
TEST_P(LookUp, EverythingElseIsOneAnswer) {
  const record::Record own = opened();
  add_commune(kOther, "00500", "UBND xã Khác");
  const record::Record foreign = opened();
  ASSERT_EQ(get("/xa/00400/tra-cuu?ma=" + own.lookup).status, 200);
  ASSERT_EQ(get("/xa/00500/tra-cuu?ma=" + foreign.lookup).status, 200);
  std::set<std::string> answers;
  for (const std::string& typed : {std::string("ABCDEFGHJKLM"), foreign.lookup, own.code, std::string("Q7Q"), std::string("' OR 1=1 --")}) {
    const std::string encoded = link({}, {{"ma", typed}}).substr(4);
    auto answer = get("/xa/00400/tra-cuu?ma=" + encoded);
    EXPECT_EQ(answer.status, 404) << typed;
    EXPECT_SAYS(answer.body, "Không tìm thấy hồ sơ có mã này.");
    // What was typed stands in the field again, and in the link to the other language: nothing else differs.
    for (const std::string& echo : {encoded, typed.front() == '\'' ? std::string("&#39; OR 1=1 --") : typed}) {
      for (auto at = answer.body.find(echo); at != std::string::npos; at = answer.body.find(echo)) answer.body.replace(at, echo.size(), "");
    }
    answers.insert(answer.body);
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST_P(LookUp, SeveralCommunesAreAskedFor) {
  const record::Record own = opened();
  add_commune(kOther, "00500", "UBND xã Khác");
  const auto page = get("/tra-cuu?ma=" + own.lookup);
  EXPECT_EQ(page.status, 200);
  EXPECT_SAYS(page.body, "/xa/00400/tra-cuu?ma=" + own.lookup);
  EXPECT_SILENT(page.body, "Hồ sơ đã được nhận");
  const auto unknown = get("/xa/99999/thu-tuc");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_SAYS(unknown.body, "Không có xã, phường nào mang mã này.");
}

TEST_P(LookUp, SaysWhatIsMissingAndPlantsNothing) {
  const record::Record record = opened();
  act(Role::Staff, desk, {.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  EXPECT_SAYS(looked_up(record), "Hồ sơ đang được giải quyết.");
  act(Role::Staff, lawyer, {.record = record.id, .action = "request_supplement", .reason = "Thiếu trích lục ly hôn <script>alert(1)</script>"});
  const std::string page = looked_up(record);
  EXPECT_SAYS(page, "đang chờ ông, bà bổ sung");
  EXPECT_SAYS(page, "Thiếu trích lục ly hôn &lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_SILENT(page, "<script");
  EXPECT_SAYS(page, "Thời hạn giải quyết đang tạm dừng.");
}

TEST_P(LookUp, ReadyTellsToBringTheSlip) {
  const record::Record record = opened();
  act(Role::Staff, desk, {.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  act(Role::Staff, lawyer, {.record = record.id, .action = "submit"});
  act(Role::Chair, chair, {.record = record.id, .action = "sign"});
  act(Role::Staff, desk, {.record = record.id, .action = "result_ready"});
  EXPECT_SAYS(looked_up(record), "Mang giấy hẹn đến Bộ phận Một cửa, UBND xã Phù Linh để nhận kết quả.");
  act(Role::Staff, desk, {.record = record.id, .action = "return_result", .receiver = "Trần Thị Mẫu"});
  const std::string page = looked_up(record);
  EXPECT_SAYS(page, "Đã trả kết quả.");
  EXPECT_SILENT(page, "Mẫu");
}

TEST_P(LookUp, LateIsSaidAndTheApologyGivesTheNewDay) {
  const record::Record record = opened();
  act(Role::Staff, desk, {.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  world.at("2024-10-16T09:00+07:00");
  EXPECT_SAYS(looked_up(record), "Hồ sơ đã quá ngày hẹn (Thứ Ba, 15/10/2024, 17:00).");
  const auto woken = store().write(kOwn, [&](store::WriteTx& tx) {
    const Actor system = system_actor(kOwn);
    const Context ctx{system, kOwn, world.clock(), world.random(), pack::PackSet::embedded()};
    return record::wake_records(tx, ctx, rules);
  });
  ASSERT_TRUE(woken);
  act(Role::Chair, chair, {.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-18")});
  const std::string page = looked_up(record);
  EXPECT_SAYS(page, "UBND xã Phù Linh xin lỗi ông, bà vì trả kết quả chậm 3 ngày. Kết quả sẽ có trong ngày Thứ Sáu, 18/10/2024.");
  EXPECT_SAYS(page, "Chờ xác minh");
  EXPECT_SILENT(page, "Trần Quang Hưng");
}

// Every state of the types that are in the packs has a citizen's words; another would be told by its own label.
TEST(Standing, EveryStateHasWords) {
  for (const auto* entry : pack::PackSet::embedded().all("record-types")) {
    const auto type = record::read_record_type(entry->body);
    ASSERT_TRUE(type);
    if (!type->has_lookup) continue;
    for (const auto& state : type->states) {
      EXPECT_TRUE(has_text(Language::Vi, "portal.state." + state.code)) << state.code;
      EXPECT_FALSE(state.label.vi.empty());
    }
  }
}

TEST_P(LookUp, WhoAsksWithoutEndIsToldToWait) {
  const record::Record record = opened();
  services->test_limits = false;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(get("/tra-cuu").status, 200) << "the form itself is free";
  for (std::int64_t i = 0; i < kLookUpsSoon.count; ++i) EXPECT_EQ(get("/tra-cuu?ma=ABCDEFGHJKLM").status, 404);
  const auto refused = get("/tra-cuu?ma=" + record.lookup);
  EXPECT_EQ(refused.status, 429);
  EXPECT_SAYS(refused.body, "Mời ông, bà thử lại sau 1 phút.");
  EXPECT_SILENT(refused.body, "Hồ sơ đã được nhận");
  EXPECT_EQ(refused.headers.back().first, "Retry-After");
}

TEST(LookUpLimits, CountsADayAndAHousehold) {
  LookUpLimits limits;
  std::int64_t now = 1;
  int taken = 0;
  for (int i = 0; i < 300; ++i, now += 60'000'000'000) taken += limits.take("192.0.2.1", now) == 0 ? 1 : 0;
  EXPECT_LT(taken, 80);  // 60, and what came back in five hours
  EXPECT_EQ(limits.take("192.0.2.2", now), 0);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(limits.take("2001:db8::" + std::to_string(i), now), 0);
  EXPECT_GT(limits.take("2001:db8::99", now), 0);
}

TEST_P(LookUp, ProceduresAreListedFoundAndToldInOrder) {
  const auto all = get("/thu-tuc");
  EXPECT_EQ(all.status, 200);
  EXPECT_SAYS(all.body, "Chứng thực bản sao từ bản chính");
  EXPECT_SAYS(all.body, "href=\"/thu-tuc/1.001193\"");
  EXPECT_SILENT(all.body, "kết hôn có yếu tố nước ngoài");  // in force since 01/07/2025
  const auto found = get("/thu-tuc?tim=khai%20sinh").body;
  EXPECT_SAYS(found, "href=\"/thu-tuc/1.001193\"");
  EXPECT_SILENT(found, "Chứng thực bản sao");
  EXPECT_SAYS(get("/thu-tuc?tim=ket%20hn").body, "Đăng ký kết hôn");
  EXPECT_SAYS(get("/thu-tuc?tim=zzzz%3Cb%3E").body, "Không có thủ tục nào như vậy.");

  const std::string page = get("/thu-tuc/1.004873").body;
  std::size_t at = 0;
  for (const char* heading : {"Giấy tờ cần có", "Bao lâu", "Bao nhiêu tiền", "Nộp ở đâu", "Kết quả", "Căn cứ"}) {
    const auto next = page.find("<h2>" + std::string(heading) + "</h2>", at);
    ASSERT_NE(next, std::string::npos) << heading << page;
    at = next;
  }
  EXPECT_SAYS(page, "3 ngày làm việc");
  EXPECT_SAYS(page, "Cổng Dịch vụ công quốc gia; trang này không nhận hồ sơ.");
  EXPECT_SAYS(page, "https://dichvucong.gov.vn");
  EXPECT_SAYS(get("/thu-tuc/2.000815").body, "2.000 đồng");
  EXPECT_SILENT(get("/thu-tuc/2.000815").body, "https://dichvucong.gov.vn");
  EXPECT_SAYS(get("/thu-tuc/1.004873?lang=en").body, "href=\"/tra-cuu?lang=en\"");
  EXPECT_EQ(get("/thu-tuc/9.999999").status, 404);
}

// Pages are light: under 30 kB with their style, whatever they show.
TEST_P(LookUp, PagesAreLight) {
  const auto style = get("/cong-dan.css");
  EXPECT_EQ(style.status, 200);
  EXPECT_EQ(style.content_type, "text/css; charset=utf-8");
  for (const char* address : {"/tra-cuu", "/thu-tuc", "/thu-tuc/1.001193"}) {
    const auto page = get(address);
    EXPECT_LT(page.body.size() + style.fixed_body.size(), 30'000U) << address;
    EXPECT_EQ(page.content_security_policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(page.cache_control, "no-store");
  }
}

}  // namespace
}  // namespace sen::portal
