// Routes, wire descriptions and problem documents without a socket.

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "http/openapi.hpp"
#include "http/site.hpp"

namespace sen::http {
namespace {

enum class Mood { Calm, Busy };
constexpr Choice<Mood> kMoods[] = {{"calm", Mood::Calm}, {"busy", Mood::Busy}};

struct Child {
  std::string name;
  std::optional<std::int64_t> age;
};
void describe(Wire& v, Child& child) {
  v.text("name", child.name, {.length_max = 20, .length_min = 1});
  v.integer("age", child.age, {.min = 0, .max = 150});
}

struct Everything {
  TaskId id{};
  std::string note;
  Points points{};
  std::string share;
  bool done = false;
  Date on{};
  Instant at{};
  Mood mood{};
  std::string state = "open";
  std::vector<EvidenceId> evidence;
  std::vector<Child> children;
  std::optional<Child> guardian;
  std::optional<std::string> remark;
  Json extra = Json::object();
};
void describe(Wire& v, Everything& all) {
  v.in_path().id("id", all.id);
  v.text("note", all.note, {.length_max = 10});
  v.points("points", all.points, {.min = 0, .max = 100});
  v.decimal("share", all.share, {.min = 0, .max = 1});
  v.boolean("done", all.done);
  v.date("on", all.on);
  v.instant("at", all.at);
  v.choice("mood", all.mood, kMoods);
  v.choice("state", all.state, {"open", "closed"});
  v.list("evidence", all.evidence, {.count_max = 2});
  v.list("children", all.children, {.count_max = 3});
  v.object("guardian", all.guardian);
  v.text("remark", all.remark, {.length_max = 5, .when_empty = WhenEmpty::Omitted});
  v.json("extra", all.extra);
}

struct Search {
  std::int64_t year = 0;
  std::optional<bool> done;
};
void describe(Wire& v, Search& search) {
  v.integer("year", search.year, {.min = 2000, .max = 2100, .example = 2024});
  v.boolean("done", search.done);
}

const std::vector<std::pair<std::string, std::string>> kJson = {
    {"Content-Type", "application/json"}, {"Origin", "http://localhost:1"}, {"Accept-Language", "en"}};

std::unique_ptr<Site> make_site() {
  Router router;
  router.post("/api/tasks/{id}", Access::everyone(), Lane::Write,
              [](Request<Everything>& request) -> Reply<Everything> { return request.input; }).creates();
  router.get("/api/years", Access::everyone(), Lane::Read, [](Request<Search>& request) -> Reply<Child> {
    return Child{std::to_string(request.input.year), request.input.done ? std::optional<std::int64_t>(1) : std::nullopt};
  });
  router.get("/api/secret", Access().allow(Role::Chair, Scope::OwnUnit), Lane::Read,
             [](Request<Nothing>&) -> Reply<Nothing> { return Nothing{}; });
  router.get("/api/broken", Access::everyone(), Lane::Read, [](Request<Nothing>&) -> Reply<Nothing> {
    SEN_ASSERT(1 + 1 == 3);
    return Nothing{};
  });
  router.get("/api/missing", Access::everyone(), Lane::Read,
             [](Request<Nothing>&) -> Reply<Nothing> { return not_found(); });
  SiteOptions options;
  options.origins = {"http://localhost:1"};
  options.authenticate = [](const Call& call) {
    Principal principal;
    if (call.cookie("sen_dev") == "chair") principal.role = Role::Chair;
    if (call.cookie("sen_dev") == "staff") principal.role = Role::Staff;
    principal.person = 5;
    return principal;
  };
  auto site = Site::open(std::move(router), std::move(options));
  EXPECT_TRUE(site.has_value());
  return *std::move(site);
}

Json json_of(const Answer& answer) {
  auto json = parse_json(answer.body);
  EXPECT_TRUE(json.has_value()) << answer.body;
  return json ? *std::move(json) : Json{};
}

constexpr const char* kGood =
    R"({"note":"xong","points":"1.9875","share":"0.5","done":true,"on":"2024-02-29","at":"2024-03-01T10:05:00+07:00",)"
    R"("mood":"busy","state":"closed","evidence":["7"],"children":[{"name":"An"}],"guardian":{"name":"Bà","age":70},"extra":{"a":1.50}})";

// A complete input comes back as it went in; optional members that were absent are null or left out.
TEST(Wire, ReadsAndWritesEveryKind) {
  const auto site = make_site();
  const Answer answer = site->call(Method::Post, "/api/tasks/12", kGood, kJson);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.body,
            R"({"note":"xong","points":"1.9875","share":"0.5","done":true,"on":"2024-02-29","at":"2024-03-01T10:05:00+07:00",)"
            R"("mood":"busy","state":"closed","evidence":["7"],"children":[{"name":"An","age":null}],)"
            R"("guardian":{"name":"Bà","age":70},"extra":{"a":1.50}})");
}

// Every fault of an input is named at once, each with its place and its own sentence.
TEST(Wire, ReportsAllFaultsTogether) {
  const auto site = make_site();
  const Answer answer = site->call(
      Method::Post, "/api/tasks/12",
      R"({"note":"longer than ten","points":"101","share":0.5,"done":1,"on":"2023-02-29","at":"now","mood":"sad",)"
      R"("evidence":["1","2","3"],"children":[{"name":"","age":151},{"nome":"x"}],"guardian":[],"remark":"\u202e","extra":[],"more":1})",
      kJson);
  EXPECT_EQ(answer.status, 422);
  const Json json = json_of(answer);
  EXPECT_EQ(json["code"].text(), "wire.invalid");
  std::string faults;
  for (const Json& fault : json["errors"].items()) {
    faults += fault["field"].text() + "=" + fault["code"].text() + " ";
    EXPECT_NE(fault["detail"].text(), fault["code"].text());
  }
  EXPECT_EQ(faults,
            "note=wire.too_long points=wire.decimal share=wire.decimal done=wire.boolean on=wire.date at=wire.instant "
            "mood=wire.choice state=wire.missing evidence=wire.count children/0/name=wire.too_short "
            "children/0/age=wire.integer children/1/name=wire.missing children/1/nome=wire.unknown guardian=wire.object "
            "remark=wire.character extra=wire.object more=wire.unknown ");
}

// Bytes that are no JSON, and members written twice, are 400 and name the place.
TEST(Wire, RefusesWhatIsNotJson) {
  const auto site = make_site();
  EXPECT_EQ(site->call(Method::Post, "/api/tasks/1", "{\"note\":", kJson).status, 400);
  const Answer doubled = site->call(Method::Post, "/api/tasks/1", R"({"note":"a","note":"b"})", kJson);
  EXPECT_EQ(doubled.status, 400);
  EXPECT_EQ(json_of(doubled)["code"].text(), "json.doubled");
  EXPECT_EQ(json_of(site->call(Method::Post, "/api/tasks/1", "[]", kJson))["errors"].items()[0]["code"].text(), "wire.object");
}

// A body of too many members or with a giant text is refused before it is looked at.
TEST(Wire, BoundsJson) {
  const auto site = make_site();
  std::string many = "{\"extra\":{\"a\":[0";
  for (int i = 0; i < 10'001; ++i) many += ",0";
  many += "]}}";
  EXPECT_EQ(json_of(site->call(Method::Post, "/api/tasks/1", many, kJson))["code"].text(), "wire.too_many_members");
  const std::string giant = "{\"extra\":{\"a\":\"" + std::string(256 * 1024 + 1, 'x') + "\"}}";
  EXPECT_EQ(json_of(site->call(Method::Post, "/api/tasks/1", giant, kJson))["code"].text(), "wire.value_too_long");
}

// A path whose id is no id names nothing, with the same answer as a missing object.
TEST(Wire, IllFormedPathIsNotFound) {
  const auto site = make_site();
  for (const char* path : {"/api/tasks/abc", "/api/tasks/0", "/api/tasks/007", "/api/tasks/99999999999999999999"}) {
    const Answer answer = site->call(Method::Post, path, kGood, kJson);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(json_of(answer)["code"].text(), "not_found");
  }
}

// Query parameters are typed, bounded, and neither doubled nor unknown.
TEST(Wire, ReadsQueries) {
  const auto site = make_site();
  EXPECT_EQ(site->call(Method::Get, "/api/years?year=2024").body, R"({"name":"2024","age":null})");
  EXPECT_EQ(site->call(Method::Get, "/api/years?year=2024&done=true").body, R"({"name":"2024","age":1})");
  EXPECT_EQ(site->call(Method::Get, "/api/years?year=1999").status, 422);
  EXPECT_EQ(site->call(Method::Get, "/api/years").status, 422);
  EXPECT_EQ(site->call(Method::Get, "/api/years?year=2024&other=1").status, 422);
  EXPECT_EQ(json_of(site->call(Method::Get, "/api/years?year=2024&year=2024"))["code"].text(), "http.query_doubled");
  EXPECT_EQ(json_of(site->call(Method::Get, "/api/years?year=%zz"))["code"].text(), "http.query_invalid");
}

// Not signed in is 401, a role that is not named is 403, a named one gets its answer.
// Its temporary file may be gone, as when somebody empties the folder.
TEST(Upload, SaysWhenItsFileIsLost) {
  const Upload upload{.size = 5, .bytes = {}, .path = "absent/upload"};
  EXPECT_EQ(upload.read_all().error().rule, "http.upload_lost");
}

TEST(Site, ChecksAccess) {
  const auto site = make_site();
  EXPECT_EQ(json_of(site->call(Method::Get, "/api/secret"))["code"].text(), "http.not_signed_in");
  EXPECT_EQ(site->call(Method::Get, "/api/secret").status, 401);
  const Answer staff = site->call(Method::Get, "/api/secret", {}, {{"Cookie", "a=b; sen_dev=staff"}});
  EXPECT_EQ(staff.status, 403);
  EXPECT_EQ(json_of(staff)["code"].text(), "http.role_refused");
  EXPECT_EQ(site->call(Method::Get, "/api/secret", {}, {{"Cookie", "sen_dev=chair"}}).status, 200);
}

// Requests that change something come from our own pages, as JSON.
TEST(Site, RefusesForeignRequests) {
  const auto site = make_site();
  const auto code = [&](std::vector<std::pair<std::string, std::string>> headers) {
    const Answer answer = site->call(Method::Post, "/api/tasks/1", kGood, headers);
    return answer.status == 201 ? std::string("created") : json_of(answer)["code"].text();
  };
  const std::pair<std::string, std::string> json{"Content-Type", "application/json; charset=utf-8"};
  EXPECT_EQ(code({json}), "http.cross_site");
  EXPECT_EQ(code({json, {"Origin", "https://evil.example"}}), "http.cross_site");
  EXPECT_EQ(code({json, {"Origin", "http://localhost:1"}, {"Sec-Fetch-Site", "cross-site"}}), "http.cross_site");
  EXPECT_EQ(code({json, {"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}), "http.cross_site");
  EXPECT_EQ(code({{"Origin", "http://localhost:1"}, {"Content-Type", "text/plain"}}), "http.content_type");
  EXPECT_EQ(code({{"Origin", "http://localhost:1"}}), "http.content_type");
  EXPECT_EQ(code({json, {"Origin", "http://localhost:1"}}), "created");
  EXPECT_EQ(code({json, {"Sec-Fetch-Site", "same-origin"}}), "created");
}

// An exception inside a handler is a 500 that says nothing of the inside but a code to report.
TEST(Site, HidesFailures) {
  const auto site = make_site();
  const Answer answer = site->call(Method::Get, "/api/broken");
  EXPECT_EQ(answer.status, 500);
  EXPECT_TRUE(answer.close);
  const Json json = json_of(answer);
  EXPECT_EQ(json["code"].text(), "http.internal");
  EXPECT_EQ(json["trace_id"].text().size(), 32U);
  EXPECT_EQ(answer.body.find("1 + 1"), std::string::npos);
  EXPECT_NE(answer.detail.find("1 + 1"), std::string::npos);
}

// Words follow Accept-Language, Vietnamese when it names neither language.
TEST(Site, SpeaksTheCallersLanguage) {
  const auto site = make_site();
  const auto title = [&](const char* accepted) {
    return json_of(site->call(Method::Get, "/api/missing", {}, {{"Accept-Language", accepted}}))["title"].text();
  };
  EXPECT_EQ(title("en-US,en;q=0.9"), "Not found");
  EXPECT_EQ(title("vi,en;q=0.5"), title(""));
  EXPECT_EQ(title("fr, en;q=0.5"), "Not found");
  EXPECT_NE(title(""), "Not found");
}

// A known path with another method says which it takes; unknown paths of the API are problems, not pages.
TEST(Site, NamesWhatIsThere) {
  const auto site = make_site();
  const Answer wrong = site->call(Method::Put, "/api/years", "{}", kJson);
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(json_of(wrong)["code"].text(), "http.method_not_allowed");
  ASSERT_FALSE(wrong.headers.empty());
  EXPECT_EQ(wrong.headers.back().second, "GET, HEAD");
  EXPECT_EQ(site->call(Method::Get, "/api/nothing").content_type, "application/problem+json");
  EXPECT_EQ(site->call(Method::Get, "/nothing").content_type, "text/html; charset=utf-8");
  EXPECT_EQ(site->call(Method::Get, "/nothing").status, 404);
  EXPECT_EQ(site->call(Method::Unknown, "/api/years").status, 501);
}

// The table of routes is refused as a whole when a line of it is not complete.
TEST(Router, RefusesIncompleteRoutes) {
  const auto handler = [](Request<Nothing>&) -> Reply<Nothing> { return Nothing{}; };
  Router router;
  router.get("/api/a", Access(), Lane::Read, handler);
  router.get("/api/b", Access::signed_in(), Lane::Inline, handler);
  router.get("/api/c/{id}", Access::everyone(), Lane::Read, handler);
  router.get("/api/d", Access::everyone(), Lane::Read, handler);
  router.get("/api/d", Access::everyone(), Lane::Read, handler);
  router.get("api/e", Access::everyone(), Lane::Read, handler);
  router.put("/api/f", Access::everyone(), Lane::Write, handler).creates();
  router.post("/api/g", Access::everyone(), Lane::Write,
              [](Request<Child>&) -> Reply<Nothing> { return Nothing{}; }).example(R"({"name":""})");
  router.post("/api/h", Access::everyone(), Lane::Write,
              [](Request<Everything>&) -> Reply<Nothing> { return Nothing{}; });
  const auto checked = router.check();
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().rule, "http.routes_invalid");
  std::string faults;
  for (const auto& fault : checked.error().fields) faults += fault.field + "=" + fault.code + "\n";
  EXPECT_EQ(faults,
            "GET /api/a=http.route.no_access\n"
            "GET /api/b=http.route.inline_needs_sign_in\n"
            "GET /api/c/{id}=http.route.parameter_unread\n"
            "GET /api/d=http.route.doubled\n"
            "GET api/e=http.route.path_invalid\n"
            "PUT /api/f=http.route.idempotent_not_post\n"
            "POST /api/g=http.route.example_refused\n"
            "POST /api/h=http.route.parameter_unknown\n");
}

// A page for everybody reads its address itself: no parameter is too many, and the document of the API does not know it.
TEST(Router, APageReadsItsOwnAddress) {
  Router router;
  router.page("/pages/{name}", Lane::Read, [](Call& call) -> Reply<Page> {
    return Reply<Page>(Page{call.path_values.front().second + " " + std::string(call.query)}).status(404);
  });
  const auto site = Site::open(std::move(router), {});
  ASSERT_TRUE(site);
  const Answer answer = (*site)->call(Method::Get, "/pages/a%20b?anything=1");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "a b anything=1");
  EXPECT_NE(answer.content_security_policy.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ((*site)->openapi().find("pages"), std::string::npos);
  EXPECT_EQ((*site)->call(Method::Head, "/pages/x").status, 404);
  EXPECT_EQ((*site)->call(Method::Post, "/pages/x").status, 405);
}

}  // namespace
}  // namespace sen::http
