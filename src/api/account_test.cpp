// Accounts over HTTP: signing in with a second factor, fresh proofs, sessions, people and roles by two, settings, and
// the log in sentences.

#include <gtest/gtest.h>

#include "api/audit_text.hpp"
#include "api/proof.hpp"
#include "base/json.hpp"
#include "http/site.hpp"
#include "identity/proposal.hpp"
#include "identity/second_factor.hpp"
#include "identity/totp.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::api {
namespace {

constexpr const char* kPassword = "con trâu đọc báo dưới gốc xoài";
constexpr const char* kOrigin = "http://localhost:8080";

std::string bytes_of(const std::string& letters) {
  std::string out;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : letters) {
    buffer = buffer << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>(buffer >> bits & 255U));
  }
  return out;
}

/// A browser: keeps its cookies, and remembers the last answer.
struct Browser {
  std::map<std::string, std::string> cookies;
  http::Answer last;
  Json parsed;  ///< body of the last answer
  [[nodiscard]] std::string cookie_header() const {
    std::string out;
    for (const auto& [name, value] : cookies) out += (out.empty() ? "" : "; ") + name + "=" + value;
    return out;
  }
  [[nodiscard]] const Json& json() const { return parsed; }
  [[nodiscard]] std::string code() const { return json().string_or("code"); }
};

class AccountRoutesTest : public store::EngineTest {
 protected:
  store::TestFolder folder;
  identity::Vault vault{folder.path() + "/kek"};
  ledger::World world{store()};
  identity::SessionOptions options = [this] {
    identity::SessionOptions cheap;
    cheap.hash_cost = {8 * 1024 * 1024, 1};
    cheap.vault = &vault;
    return cheap;
  }();
  identity::Sessions sessions{store(), world.clock(), pack::PackSet::embedded(), options};
  index::Sets sets;
  record::Rules records;
  http::Live live;
  Services services{.store = store(), .clock = world.clock(), .random = world.random(), .packs = pack::PackSet::embedded(),
                    .sessions = sessions, .sets = sets, .records = records, .live = live, .cookie = *http::session_cookie(kOrigin)};
  std::unique_ptr<http::Site> site;
  Browser admin, chair, staff;
  std::map<std::string, std::int64_t> accounts;

  void SetUp() override {
    http::Router router;
    add_routes(router, services);
    http::SiteOptions site_options;
    site_options.origins = {kOrigin};
    site_options.authenticate = [this](const http::Call& call) { return principal_of(services, call); };
    auto opened = http::Site::open(std::move(router), std::move(site_options));
    ASSERT_TRUE(opened) << opened.error().fields.front().code;
    site = *std::move(opened);
    world.in(UnitId{7}).as(Role::Admin);
    ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, *parse_date("2000-01-01"), {}}));
      return identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office", false, 1});
    }));
    account("quantri", Role::Admin, "Trần Quản Trị");
    account("chutich", Role::Chair, "Nguyễn Chủ Tịch");
    account("hoa.nt", Role::Staff, "Đặng Thị Hòa");
    for (const auto& [browser, name] : {std::pair{&admin, "quantri"}, std::pair{&chair, "chutich"}, std::pair{&staff, "hoa.nt"}}) {
      ASSERT_EQ(sign_in(*browser, name), 200) << browser->last.body;
    }
  }
  void account(const char* username, Role role, const char* name) {
    const auto hash = sessions.hasher().hash(kPassword);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<identity::Account> {
      SEN_LET(const auto person, identity::add_person(tx, ctx, {name, ""}));
      return identity::add_account(tx, ctx, {person.id, username, role, *hash});
    });
    ASSERT_TRUE(made) << made.error().rule;
    accounts[username] = made->id;
  }
  int ask(Browser& browser, http::Method method, const std::string& path, const std::string& body = {}) {
    std::vector<std::pair<std::string, std::string>> headers = {
        {"Origin", kOrigin}, {"Cookie", browser.cookie_header()}, {"User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/109.0 Safari/537"}};
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
    browser.last = site->call(method, path, body, headers);
    auto parsed = parse_json(browser.last.body);
    browser.parsed = parsed ? *std::move(parsed) : Json();
    for (const auto& [name, value] : browser.last.headers) {
      if (name != "Set-Cookie") continue;
      const auto equals = value.find('=');
      browser.cookies[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
    return browser.last.status;
  }
  int get(Browser& browser, const std::string& path) { return ask(browser, http::Method::Get, path); }
  int post(Browser& browser, const std::string& path, const std::string& body = "{}") { return ask(browser, http::Method::Post, path, body); }
  int sign_in(Browser& browser, const std::string& username, const std::string& totp = {}, const std::string& password = kPassword) {
    Json body = Json::object();
    body.set("username", Json::string(username));
    body.set("password", Json::string(password));
    if (!totp.empty()) body.set("totp", Json::string(totp));
    return post(browser, "/api/sign-in", body.dump());
  }
  int prove(Browser& browser) {
    Json body = Json::object();
    body.set("password", Json::string(kPassword));
    return post(browser, "/api/re-authenticate", body.dump());
  }
  std::string totp(const std::string& secret) {
    return identity::totp_code(bytes_of(secret), world.clock().now().milliseconds / identity::kTotpStepMs);
  }
  /// Turns the second factor on, over HTTP, and lets the confirming code pass.
  std::pair<std::string, std::vector<std::string>> enrol(Browser& browser) {
    EXPECT_EQ(post(browser, "/api/second-factor"), 200) << browser.last.body;
    const auto secret = browser.json().string_or("secret");
    EXPECT_EQ(post(browser, "/api/second-factor/confirm", R"({"code":")" + totp(secret) + "\"}"), 200) << browser.last.body;
    std::vector<std::string> codes;
    for (const auto& code : browser.json()["recovery_codes"].items()) codes.push_back(code.text());
    world.clock().advance(kMinuteMs);
    return {secret, codes};
  }
  std::string path(const char* username, const char* act) {
    return "/api/accounts/" + std::to_string(accounts[username]) + "/" + act;
  }
  std::vector<std::string> log() {
    EXPECT_EQ(get(admin, "/api/events"), 200) << admin.last.body;
    std::vector<std::string> out;
    for (const auto& event : admin.json()["events"].items()) out.push_back(event.string_or("text"));
    return out;
  }
};
SEN_ON_EVERY_ENGINE(AccountRoutesTest);

TEST_P(AccountRoutesTest, ASecondFactorIsTurnedOnAndAskedFor) {
  EXPECT_EQ(get(chair, "/api/second-factor"), 200);
  EXPECT_FALSE(chair.json().bool_or("enrolled", true));
  const auto [secret, codes] = enrol(chair);
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(get(chair, "/api/me"), 200) << "the session that enrolled goes on";
  Browser elsewhere;
  EXPECT_EQ(sign_in(elsewhere, "chutich"), 401);
  EXPECT_EQ(elsewhere.code(), "identity.totp_needed");
  EXPECT_EQ(sign_in(elsewhere, "chutich", "000000"), 401);
  EXPECT_EQ(elsewhere.code(), "identity.wrong_totp");
  EXPECT_EQ(sign_in(elsewhere, "chutich", totp(secret)), 200) << elsewhere.last.body;
  EXPECT_EQ(post(chair, "/api/second-factor"), 409);
  EXPECT_EQ(chair.code(), "identity.factor_enrolled");
  EXPECT_EQ(post(chair, "/api/second-factor/remove"), 200);
  EXPECT_EQ(sign_in(elsewhere, "chutich"), 200);
}

TEST_P(AccountRoutesTest, TheOfferIsAPictureThatAPageDraws) {
  ASSERT_EQ(post(chair, "/api/second-factor"), 200);
  EXPECT_EQ(chair.json().string_or("address").rfind("otpauth://totp/Sen%20x", 0), 0U);
  EXPECT_GT(chair.json().int_or("qr_size", 0), 20);
  EXPECT_EQ(chair.json().string_or("qr_path").rfind("M4 4h7v1h-7z", 0), 0U);
}

TEST_P(AccountRoutesTest, RequiredOfARoleItComesBeforeEverythingElse) {
  enrol(admin);
  EXPECT_EQ(post(staff, "/api/settings", R"({"second_factor_required":true})"), 403);
  ASSERT_EQ(post(admin, "/api/settings", R"({"second_factor_required":true})"), 200) << admin.last.body;
  EXPECT_EQ(get(chair, "/api/accounts"), 403);
  EXPECT_EQ(chair.code(), "identity.enrol_needed");
  EXPECT_EQ(get(chair, "/api/me"), 200);
  EXPECT_TRUE(chair.json().bool_or("must_enrol", false));
  EXPECT_EQ(get(staff, "/api/people"), 200) << "not of this role";
  enrol(chair);
  EXPECT_EQ(get(chair, "/api/accounts"), 200) << chair.last.body;
  EXPECT_EQ(post(chair, "/api/second-factor/remove"), 409);
  EXPECT_EQ(chair.code(), "identity.factor_required");
}

TEST_P(AccountRoutesTest, DangerousActsAskAgainWhoSitsThere) {
  world.clock().advance(5 * kMinuteMs + 1);
  for (const auto& act : {path("hoa.nt", "role"), path("hoa.nt", "end-sessions"), path("hoa.nt", "take-second-factor")}) {
    EXPECT_EQ(post(admin, act, act.ends_with("role") ? R"({"role":"lead"})" : "{}"), 403) << act;
    EXPECT_EQ(admin.code(), "identity.reauth_needed") << act;
  }
  EXPECT_EQ(post(admin, "/api/settings", R"({"second_factor_required":false})"), 403);
  EXPECT_EQ(get(admin, "/api/exports/audit?format=csv"), 403);
  EXPECT_EQ(admin.code(), "identity.reauth_needed");
  EXPECT_EQ(get(admin, "/api/exports/people?format=csv"), 200) << "a list of colleagues is no dangerous act";
  EXPECT_EQ(post(admin, "/api/re-authenticate", R"({"password":"sai bét cả rồi nhé"})"), 422);
  ASSERT_EQ(prove(admin), 200) << admin.last.body;
  EXPECT_EQ(post(admin, path("hoa.nt", "role"), R"({"role":"lead"})"), 200) << admin.last.body;
  EXPECT_EQ(get(admin, "/api/exports/audit?format=csv"), 200);
  EXPECT_EQ(get(staff, "/api/me"), 401) << "the role changed, the session is over";
}

TEST_P(AccountRoutesTest, SessionsAreListedAndEnded) {
  Browser phone;
  ASSERT_EQ(sign_in(phone, "hoa.nt"), 200);
  ASSERT_EQ(get(staff, "/api/sessions"), 200);
  const auto list = staff.json();
  ASSERT_EQ(list.items().size(), 2U);
  EXPECT_EQ(list.items()[0].string_or("browser"), "Chrome, Windows");
  std::string other;
  for (const auto& one : list.items()) {
    if (!one.bool_or("current", false)) other = one.string_or("id");
  }
  EXPECT_EQ(post(admin, "/api/sessions/" + other + "/end"), 404) << "not one's own";
  EXPECT_EQ(post(staff, "/api/sessions/" + other + "/end"), 200);
  EXPECT_EQ(get(phone, "/api/me"), 401);
  ASSERT_EQ(sign_in(phone, "hoa.nt"), 200);
  EXPECT_EQ(post(staff, "/api/sessions/end-others"), 200);
  EXPECT_EQ(staff.json().int_or("count", -1), 1);
  EXPECT_EQ(get(phone, "/api/me"), 401);
  EXPECT_EQ(post(admin, path("hoa.nt", "end-sessions")), 200);
  EXPECT_EQ(get(staff, "/api/me"), 401);
}

TEST_P(AccountRoutesTest, APasswordIsChangedByItsOwner) {
  Browser phone;
  ASSERT_EQ(sign_in(phone, "hoa.nt"), 200);
  EXPECT_EQ(post(staff, "/api/password", R"({"current":"sai bét cả rồi nhé","chosen":"năm con cá vàng bơi ngược"})"), 422);
  EXPECT_EQ(staff.code(), "identity.current_password");
  EXPECT_EQ(post(staff, "/api/password", R"({"current":"x","chosen":"ngắn"})"), 422);
  EXPECT_EQ(staff.code(), "identity.password_short");
  Json body = Json::object();
  body.set("current", Json::string(kPassword));
  body.set("chosen", Json::string("năm con cá vàng bơi ngược"));
  ASSERT_EQ(post(staff, "/api/password", body.dump()), 200) << staff.last.body;
  EXPECT_EQ(get(staff, "/api/me"), 200) << "goes on under the new cookie";
  EXPECT_EQ(get(phone, "/api/me"), 401);
  EXPECT_EQ(sign_in(phone, "hoa.nt"), 401);
  EXPECT_EQ(sign_in(phone, "hoa.nt", {}, "năm con cá vàng bơi ngược"), 200);
}

TEST_P(AccountRoutesTest, StrangersDoNotLockTheChairOut) {
  for (int i = 0; i < 7; ++i) {
    Browser stranger;
    EXPECT_EQ(sign_in(stranger, "chutich", {}, "con trâu đọc báo dưới gốc mít"), i < 5 ? 401 : 429) << i;
  }
  Browser fresh;
  EXPECT_EQ(sign_in(fresh, "chutich"), 429) << "a browser nobody knows waits";
  EXPECT_EQ(sign_in(chair, "chutich"), 200) << chair.last.body;
}

TEST_P(AccountRoutesTest, AnAccountIsOpenedSeatedLinkedAndClosed) {
  ASSERT_EQ(post(admin, "/api/people", R"({"name":"Lê Văn Bình","position":"Công chức"})"), 201) << admin.last.body;
  const auto person = admin.json().string_or("id");
  ASSERT_EQ(post(admin, "/api/accounts", R"({"person_id":")" + person + R"(","username":"Binh.LV","role":"staff"})"), 201) << admin.last.body;
  accounts["binh.lv"] = std::stoll(admin.json().string_or("id"));
  ASSERT_EQ(post(admin, "/api/people/" + person + "/seats", R"({"body":"office_statistics","role":"lead","from_on":"2024-10-01"})"), 201) << admin.last.body;
  const auto seat = admin.json().string_or("id");
  ASSERT_EQ(post(admin, path("binh.lv", "link")), 200) << admin.last.body;
  const auto link = admin.json()["link"].string_or("path");
  ASSERT_EQ(link.rfind("/vao#", 0), 0U);
  Browser fresh;
  EXPECT_EQ(post(fresh, "/api/sign-in/link", R"({"token":")" + link.substr(5) + "\"}"), 200) << fresh.last.body;
  ASSERT_EQ(get(chair, "/api/accounts"), 200);
  const auto people = chair.json()["people"];
  const auto& found = *std::find_if(people.items().begin(), people.items().end(), [&](const Json& one) { return one.string_or("id") == person; });
  EXPECT_EQ(found["accounts"].items()[0].string_or("state"), "no_password");
  EXPECT_EQ(found["seats"].items()[0].string_or("body_name"), "Văn phòng – Thống kê");
  EXPECT_EQ(post(admin, "/api/seats/" + seat + "/end", R"({"last_day":"2024-10-20"})"), 200) << admin.last.body;
  EXPECT_EQ(post(admin, "/api/people/" + person + "/leave", R"({"last_day":"2024-10-31"})"), 200) << admin.last.body;
  EXPECT_EQ(post(admin, path("binh.lv", "close")), 200);
  EXPECT_EQ(get(fresh, "/api/me"), 401);
  EXPECT_EQ(get(staff, "/api/accounts"), 403);
  EXPECT_EQ(post(chair, "/api/people", R"({"name":"X"})"), 403);
  EXPECT_EQ(post(admin, "/api/accounts/99/close"), 404);
}

TEST_P(AccountRoutesTest, APrivilegedRoleWaitsForASecondPerson) {
  ASSERT_EQ(post(admin, path("hoa.nt", "role"), R"({"role":"auditor"})"), 200) << admin.last.body;
  const auto proposal = admin.json().string_or("proposal_id");
  ASSERT_FALSE(proposal.empty());
  EXPECT_EQ(get(staff, "/api/me"), 200) << "nothing happened yet";
  ASSERT_EQ(get(chair, "/api/accounts"), 200);
  EXPECT_EQ(chair.json()["proposals"].items()[0].string_or("person"), "Đặng Thị Hòa");
  EXPECT_FALSE(chair.json()["proposals"].items()[0].bool_or("mine", true));
  EXPECT_EQ(post(admin, "/api/proposals/" + proposal + "/confirm"), 403);
  EXPECT_EQ(admin.code(), "identity.own_proposal");
  EXPECT_EQ(post(staff, "/api/proposals/" + proposal + "/confirm"), 403);
  EXPECT_EQ(post(chair, "/api/proposals/" + proposal + "/confirm"), 200) << chair.last.body;
  EXPECT_EQ(post(chair, "/api/proposals/" + proposal + "/refuse"), 404);
  EXPECT_EQ(sign_in(staff, "hoa.nt"), 200);
  EXPECT_EQ(staff.json().string_or("role"), "auditor");
  ASSERT_EQ(post(admin, path("chutich", "link")), 200);
  EXPECT_TRUE(admin.json()["link"].is_null());
  EXPECT_FALSE(admin.json().string_or("proposal_id").empty());
}

TEST_P(AccountRoutesTest, TheLogTellsInSentences) {
  ASSERT_EQ(post(admin, path("hoa.nt", "role"), R"({"role":"lead"})"), 200);
  ASSERT_EQ(post(admin, "/api/bodies", R"({"code":"military_command","name":"Ban Chỉ huy Quân sự","outside":false})"), 201) << admin.last.body;
  const auto lines = log();
  EXPECT_EQ(lines.at(0), "Trần Quản Trị thêm bộ phận Ban Chỉ huy Quân sự");
  EXPECT_EQ(lines.at(1), "Trần Quản Trị đổi vai trò của Đặng Thị Hòa: công chức → phụ trách bộ phận");
  EXPECT_NE(std::find(lines.begin(), lines.end(), "Đặng Thị Hòa đăng nhập bằng mật khẩu"), lines.end());
}

TEST_P(AccountRoutesTest, TheLogTellsFiguresFromWhatToWhat) {
  const auto draft = [&](const char* kind, Json facts, Json payload) {
    return world.as(Role::Chair, 0).write([&](store::WriteTx& tx, const Context& ctx) {
      return ledger::append(tx, ctx, {.kind = kind, .subject = {"fact", 5}, .facts = std::move(facts), .payload = std::move(payload)});
    });
  };
  Json facts = Json::object();
  facts.set("measure", Json::string("some_measure"));
  facts.set("value", Json::number(1188));
  facts.set("origin", Json::string("attested"));
  Json payload = Json::object();
  payload.set("value", Json::string("1188"));
  payload.set("note", Json::string("gọi 0912.345.678 để hỏi"));
  ASSERT_TRUE(draft("fact.entered", facts, payload));
  EXPECT_EQ(log().front(), "Hệ thống ghi số liệu “some_measure”: 1.188, tính đến 15/10/2024, ghi chú: “gọi 09******78 để hỏi”");
}

TEST(Masking, HidesNumbersOfPeopleAndKeepsOthers) {
  EXPECT_EQ(mask_numbers("CCCD 001084012345 của bà"), "CCCD 0010******45 của bà");
  EXPECT_EQ(mask_numbers("0912345678"), "09******78");
  EXPECT_EQ(mask_numbers("gọi 0912 345 678, máy lẻ 12"), "gọi 09******78, máy lẻ 12");
  EXPECT_EQ(mask_numbers("+84 912 345 678"), "+84******78");
  EXPECT_EQ(mask_numbers("số 97/KH-UBND ngày 15/10/2024"), "số 97/KH-UBND ngày 15/10/2024");
  EXPECT_EQ(mask_numbers("1.200.000.000 đồng"), "1.200.000.000 đồng");
  EXPECT_EQ(mask_numbers(""), "");
}

TEST(Places, NameTheNetworkAndTheBrowserOnly) {
  EXPECT_EQ(network_of("203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3::4"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("unix"), "");
  EXPECT_EQ(browser_name("Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"), "Chrome, Android");
  EXPECT_EQ(browser_name("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120"), "Edge, Windows");
  EXPECT_EQ(browser_name("curl/8.0"), "");
}

}  // namespace
}  // namespace sen::api
