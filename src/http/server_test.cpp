// The server over real sockets on loopback: keep-alive, pipelining, malformed heads, limits, uploads.

#include "http/server.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <fstream>
#include <future>

#include "base/json.hpp"
#include "http/live.hpp"
#include "http/test_client.hpp"

namespace sen::http {
namespace {

struct Named {
  std::string name;
};
void describe(Wire& v, Named& named) { v.text("name", named.name, {.length_max = 100}); }

struct Received {
  std::int64_t size = 0;
  std::string file_name;
  bool in_file = false;
};
void describe(Wire& v, Received& received) {
  v.integer("size", received.size, {});
  v.text("file_name", received.file_name, {.length_max = 200});
  v.boolean("in_file", received.in_file);
}

/// Holds handlers back until the test lets them go.
struct Gate {
  std::promise<void> opened;
  std::shared_future<void> open = opened.get_future().share();
  std::atomic<int> waiting{0};
};

struct House {
  Live live{Live::Limits{.per_person = 2, .total = 10}};
  Gate gate;
  std::string origin = "http://localhost:1";
  std::atomic<bool> welcome{true};
  std::vector<std::string> log;
  std::mutex log_mutex;
  std::unique_ptr<Site> site;
  std::unique_ptr<Server> server;  ///< last: it goes first, while what its requests write to still stands

  explicit House(ServerOptions options = {}) {
    Router router;
    add_routes(router);
    SiteOptions site_options;
    site_options.origins = {origin};
    site_options.authenticate = [this](const Call& call) {
      Principal principal;
      if (call.cookie("sen_dev") == "staff" && welcome) {
        principal = {Role::Staff, 7, 3, nullptr};
      }
      return principal;
    };
    site_options.log = [this](std::string_view line) {
      const std::lock_guard lock(log_mutex);
      log.emplace_back(line);
    };
    site = *Site::open(std::move(router), std::move(site_options));
    server = *Server::start(*site, options);
  }

  void add_routes(Router& router) {
    router.post("/api/echo", Access::everyone(), Lane::Write,
                [](Request<Named>& request) -> Reply<Named> { return request.input; });
    router.get("/api/address", Access::everyone(), Lane::Read, [](Request<Nothing>& request) -> Reply<Named> {
      return Named{std::string(request.call.remote_address)};
    });
    router.get("/api/tagged", Access::everyone(), Lane::Read,
               [](Request<Nothing>&) -> Reply<Named> { return Reply<Named>(Named{"x"}).etag("v1"); });
    router.get("/api/file", Access::everyone(), Lane::Read, [](Request<Nothing>&) -> Reply<Bytes> {
      return Bytes{"%PDF", "application/pdf", "Báo cáo.pdf"};
    });
    router.post("/api/upload", Access::signed_in(), Lane::Heavy, [](Request<Nothing>& request) -> Reply<Received> {
      SEN_LET(auto name, request.call.file_name());
      SEN_LET(const auto bytes, request.call.upload->read_all());
      return Received{static_cast<std::int64_t>(bytes.size()), name, !request.call.upload->path.empty()};
    }).upload(4 * 1024 * 1024);
    router.get("/api/wait", Access::everyone(), Lane::Heavy, [this](Request<Nothing>&) -> Reply<Named> {
      gate.waiting.fetch_add(1);
      gate.open.wait();
      return Named{"waited"};
    });
    router.get("/api/live", Access::signed_in(), Lane::Read, [this](Request<Nothing>& request) -> Reply<Stream> {
      SEN_LET(auto subscription, live.subscribe(request.call.principal.person, {"unit/3"}));
      return Stream{std::move(subscription)};
    });
  }

  [[nodiscard]] std::uint16_t port() const { return server->port(); }
};

std::string get(std::string_view path, std::string_view more = {}) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}
std::string post(std::string_view path, std::string_view body, std::string_view more = {}) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n" +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) +
         "\r\n" + std::string(body);
}
std::string code_of(const TestReply& reply) {
  const auto json = parse_json(reply.body);
  return json ? (*json)["code"].string_or("", "") + json->string_or("code", "") : "no JSON";
}

// Many requests on one connection, also sent ahead of the answers, are answered in order.
TEST(Server, KeepsConnectionsAndPipelines) {
  House house;
  TestClient client(house.port());
  EXPECT_EQ(client.ask(get("/api/health")).body, R"({"status":"ok"})");
  client.send(post("/api/echo", R"({"name":"một"})") + get("/api/health") + post("/api/echo", R"({"name":"hai"})"));
  EXPECT_EQ(client.reply().body, R"({"name":"một"})");
  EXPECT_EQ(client.reply().body, R"({"status":"ok"})");
  EXPECT_EQ(client.reply().body, R"({"name":"hai"})");
  const TestReply last = client.ask(get("/api/health", "Connection: close\r\n"));
  EXPECT_EQ(last.header("connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

// A request that comes byte by byte is the same request.
TEST(Server, ReadsAnyFragmentation) {
  House house;
  TestClient client(house.port());
  for (const char c : post("/api/echo", R"({"name":"chậm"})")) client.send({&c, 1});
  EXPECT_EQ(client.reply().body, R"({"name":"chậm"})");
  client.send("POST /api/echo HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:1\r\nContent-Type: application/json\r\n"
              "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n");
  client.send("a;x=y\r\ne\":\"khúc\"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n");
  EXPECT_EQ(client.reply().body, R"({"name":"khúc"})");
  EXPECT_EQ(client.ask(get("/api/health")).status, 200);
}

// Every answer carries the headers that protect the browser; answers of the API are not stored.
TEST(Server, SendsSecurityHeaders) {
  House house;
  TestClient client(house.port());
  for (const char* path : {"/api/health", "/api/nothing", "/nothing"}) {
    const TestReply reply = client.ask(get(path));
    for (const char* name : {"strict-transport-security", "x-content-type-options", "referrer-policy",
                             "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy",
                             "content-security-policy", "date"}) {
      EXPECT_FALSE(reply.header(name).empty()) << path << " " << name;
    }
    EXPECT_EQ(reply.header("cache-control"), "no-store");
  }
  EXPECT_NE(client.ask(get("/api/health")).header("content-security-policy").find("sandbox"), std::string::npos);
}

// HEAD answers with the length and no body; a tag that the client holds answers 304.
TEST(Server, AnswersHeadAndUnchanged) {
  House house;
  TestClient client(house.port());
  client.send("HEAD /api/health HTTP/1.1\r\nHost: a\r\n\r\n");
  const TestReply head = client.reply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "15");
  const TestReply tagged = client.ask(get("/api/tagged"));
  EXPECT_EQ(tagged.header("etag"), "\"v1\"");
  const TestReply unchanged = client.ask(get("/api/tagged", "If-None-Match: \"v0\", W/\"v1\"\r\n"));
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.header("content-length"), "");
  EXPECT_EQ(client.ask(get("/api/tagged", "If-None-Match: \"v0\"\r\n")).status, 200);
  const TestReply file = client.ask(get("/api/file"));
  EXPECT_EQ(file.header("content-disposition"), "attachment; filename=\"B_o_c_o.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf");
}

struct Malformed {
  const char* bytes;
  int status;
  const char* code;
};
// What is not exactly one reading of HTTP/1.1 is refused, and the connection ends with it.
TEST(Server, RefusesMalformedHeads) {
  House house;
  const std::string long_line = "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string long_header = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'a') + "\r\n\r\n";
  std::string many_headers = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 101; ++i) many_headers += "X-" + std::to_string(i) + ": 1\r\n";
  many_headers += "\r\n";
  std::string much_header = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 3; ++i) much_header += "X-" + std::to_string(i) + ": " + std::string(6000, 'a') + "\r\n";
  much_header += "\r\n";
  const Malformed cases[] = {
      {"\r\n\r\n", 400, "http.bad_request"},
      {"nonsense\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\nHost: a\n\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "http.bad_request"},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400, "http.bad_request"},
      {"GET http://a/api/health HTTP/1.1\r\nHost: a\r\n\r\n", 400, "http.bad_request"},
      {"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400, "http.bad_request"},
      {"POST /api/echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "http.bad_request"},
      {"GET /api/health HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 200, ""},
      {"GET /api/address HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi", 400, "http.body_unexpected"},
      {"GET /api/health HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n", 417, "http.expectation"},
      {"BREW /api/health HTTP/1.1\r\nHost: a\r\n\r\n", 501, "http.method_unknown"},
      {long_line.c_str(), 414, "http.request_line_too_long"},
      {long_header.c_str(), 431, "http.headers_too_large"},
      {many_headers.c_str(), 431, "http.headers_too_large"},
      {much_header.c_str(), 431, "http.headers_too_large"},
  };
  for (const auto& malformed : cases) {
    TestClient client(house.port());
    const TestReply reply = client.ask(malformed.bytes);
    const std::string shown = std::string(malformed.bytes).substr(0, 120);
    EXPECT_EQ(reply.status, malformed.status) << shown;
    if (malformed.status != 200) {
      EXPECT_EQ(code_of(reply), malformed.code) << shown;
    }
    EXPECT_EQ(reply.header("connection"), "close") << shown;
    EXPECT_TRUE(client.is_closed()) << shown;
  }
  TestClient client(house.port());
  for (const char* method : {"TRACE", "OPTIONS", "CONNECT", "LINK"}) {
    const TestReply reply = client.ask(std::string(method) + " /api/health HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_EQ(reply.header("allow"), "GET, HEAD");
  }
}

// Bodies: too large, broken chunks, compressed.
TEST(Server, RefusesBadBodies) {
  House house;
  const std::string large(1024 * 1024 + 1, 'x');
  const auto ask = [&](const std::string& bytes) {
    TestClient client(house.port());
    const TestReply reply = client.ask(bytes);
    EXPECT_TRUE(client.is_closed());
    return std::to_string(reply.status) + " " + code_of(reply);
  };
  const std::string head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:1\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(ask(post("/api/echo", large)), "413 http.body_too_large");
  EXPECT_EQ(ask(head + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + large + "\r\n0\r\n\r\n"), "413 http.body_too_large");
  EXPECT_EQ(ask(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "400 http.body_malformed");
  EXPECT_EQ(ask(head + "Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n"), "400 http.body_malformed");
  EXPECT_EQ(ask(head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"), "400 http.body_malformed");
  EXPECT_EQ(ask(post("/api/echo", "{}", "Content-Encoding: gzip\r\n")), "415 http.content_encoding");
}

// Uploads stay in memory while small, lie in a file when large, and are refused before a byte is read from
// somebody who may not send them.
TEST(Server, TakesUploads) {
  House house;
  const auto upload = [](std::size_t size, std::string_view more) {
    return "POST /api/upload HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:1\r\nX-Sen: 1\r\nX-File-Name: b%C3%A1o%20c%C3%A1o.pdf\r\n"
           "Content-Type: application/octet-stream\r\nContent-Length: " + std::to_string(size) + "\r\n" + std::string(more) + "\r\n";
  };
  const std::string staff = "Cookie: sen_dev=staff\r\n";
  TestClient client(house.port());
  EXPECT_EQ(client.ask(upload(3, staff) + "abc").body, R"({"size":3,"file_name":"báo cáo.pdf","in_file":false})");
  const std::string large(3'000'000, 'x');
  EXPECT_EQ(client.ask(upload(large.size(), staff) + large).body, R"({"size":3000000,"file_name":"báo cáo.pdf","in_file":true})");
  client.send(upload(3, staff + "Expect: 100-continue\r\n"));
  EXPECT_EQ(client.reply().status, 100);
  EXPECT_EQ(client.ask("abc").status, 200);

  TestClient stranger(house.port());
  const TestReply refused = stranger.ask(upload(large.size(), "Expect: 100-continue\r\n"));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(code_of(refused), "http.not_signed_in");
  TestClient greedy(house.port());
  EXPECT_EQ(greedy.ask(upload(5'000'000, staff)).status, 413);
  TestClient unmarked(house.port());
  const TestReply wrong = unmarked.ask(post("/api/upload", "{}", staff));
  EXPECT_EQ(code_of(wrong), "http.content_type_upload");
  TestClient nameless(house.port());
  std::string bytes = upload(3, staff) + "abc";
  bytes.replace(bytes.find("b%C3%A1o"), 8, "%00%00%00");
  EXPECT_EQ(code_of(nameless.ask(bytes)), "http.file_name_invalid");
}

// A client that sends its head or body too slowly is told so and closed; an idle one is just closed.
TEST(Server, ClosesSlowClients) {
  ServerOptions options;
  options.limits.head_ms = 60;
  options.limits.idle_ms = 60;
  options.limits.slow_after_ms = 30;
  options.limits.body_bytes_per_second = 1'000'000;
  options.limits.tick_ms = 10;
  House house(options);
  TestClient idle(house.port());
  TestClient slow_head(house.port());
  slow_head.send("GET / HTTP/1.1\r\nHo");
  TestClient slow_body(house.port());
  slow_body.send("POST /api/echo HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
  EXPECT_TRUE(idle.is_closed());
  EXPECT_EQ(code_of(slow_head.reply()), "http.timeout");
  EXPECT_TRUE(slow_head.is_closed());
  const TestReply late = slow_body.reply();
  EXPECT_EQ(late.status, 408);
  EXPECT_TRUE(slow_body.is_closed());
}

// More connections from one address than allowed are turned away; the others go on.
TEST(Server, BoundsConnections) {
  ServerOptions options;
  options.limits.connections_per_address = 2;
  House house(options);
  TestClient first(house.port());
  TestClient second(house.port());
  EXPECT_EQ(first.ask(get("/api/health")).status, 200);
  EXPECT_EQ(second.ask(get("/api/health")).status, 200);
  TestClient third(house.port());
  EXPECT_EQ(third.reply().status, 503);
  EXPECT_TRUE(third.is_closed());
  EXPECT_EQ(first.ask(get("/api/health")).status, 200);
}

// A lane whose queue is full answers 503 at once; what waits is answered when its turn comes.
TEST(Server, RefusesWhatALaneCannotHold) {
  ServerOptions options;
  options.lanes.heavy = {1, 1};
  House house(options);
  TestClient running(house.port());
  running.send(get("/api/wait"));
  while (house.gate.waiting.load() == 0) std::this_thread::yield();
  // Three more come at once, in an order that nobody promises: one waits, two are refused.
  std::array<TestClient, 3> clients{TestClient(house.port()), TestClient(house.port()), TestClient(house.port())};
  for (auto& client : clients) client.send(get("/api/wait"));
  int refused = 0;
  for (int round = 0; refused < 2 && round < 200; ++round) {
    for (auto& client : clients) {
      if (!client.receive(25)) continue;
      const TestReply busy = client.reply();
      EXPECT_EQ(busy.status, 503);
      EXPECT_EQ(code_of(busy), "http.busy");
      EXPECT_EQ(busy.header("retry-after"), "1");
      EXPECT_EQ(client.ask(get("/api/address")).status, 200);  // other lanes go on
      ++refused;
    }
  }
  EXPECT_EQ(refused, 2);
  house.gate.opened.set_value();
  EXPECT_EQ(running.reply().body, R"({"name":"waited"})");
}

// Stopping lets running requests finish and closes the rest.
TEST(Server, StopsGracefully) {
  House house;
  TestClient idle(house.port());
  EXPECT_EQ(idle.ask(get("/api/health")).status, 200);
  TestClient running(house.port());
  running.send(get("/api/wait"));
  while (house.gate.waiting.load() == 0) std::this_thread::yield();
  std::thread stopping([&] { house.server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  house.gate.opened.set_value();
  const TestReply last = running.reply();
  EXPECT_EQ(last.body, R"({"name":"waited"})");
  EXPECT_EQ(last.header("connection"), "close");
  stopping.join();
}

// A port that another program uses, an address that is none, and plain HTTP beyond this machine are refused.
TEST(Server, RefusesToListen) {
  House house;
  ServerOptions options;
  options.port = house.port();
  EXPECT_EQ(Server::start(*house.site, options).error().rule, "http.port_taken");
  options = {};
  options.address = "here";
  EXPECT_EQ(Server::start(*house.site, options).error().rule, "http.address_invalid");
  options.address = "0.0.0.0";
  EXPECT_EQ(Server::start(*house.site, options).error().rule, "http.listen_refused");
}

// The client behind a trusted proxy is the right-most address that no trusted proxy wrote; a stranger's own
// header is not believed.
TEST(Server, BelievesTrustedProxiesOnly) {
  const std::string forwarded = "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n";
  House plain;
  EXPECT_EQ(TestClient(plain.port()).ask(get("/api/address", forwarded)).body, R"({"name":"127.0.0.1"})");
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  House behind(options);
  EXPECT_EQ(TestClient(behind.port()).ask(get("/api/address", forwarded)).body, R"({"name":"5.6.7.8"})");
}

// An open stream gets the events of its channels, a comment now and then, and ends when the session does.
TEST(Server, StreamsEvents) {
  ServerOptions options;
  options.limits.heartbeat_ms = 40;
  options.limits.tick_ms = 10;
  House house(options);
  TestClient client(house.port());
  const TestReply head = client.ask(get("/api/live", "Cookie: sen_dev=staff\r\n"));
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_NE(client.text_until("retry: 2000\n\n").find("retry"), std::string::npos);
  house.live.publish("unit/4", "score", R"({"points":"1"})");
  house.live.publish("unit/3", "score", R"({"points":"2"})");
  const std::string events = client.text_until("\"2\"");
  EXPECT_NE(events.find("event: score\ndata: {\"points\":\"2\"}\n\n"), std::string::npos);
  EXPECT_EQ(events.find("\"1\""), std::string::npos);
  EXPECT_NE(client.text_until(": \n\n").find(": \n\n"), std::string::npos);
  house.welcome = false;  // signed out elsewhere: the next look ends the stream
  while (client.receive()) client.text_until("never");
  EXPECT_EQ(TestClient(house.port()).ask(get("/api/live")).status, 401);
}

// One person holds only so many streams; one that closes makes room.
TEST(Server, BoundsStreams) {
  House house;
  const std::string ask = get("/api/live", "Cookie: sen_dev=staff\r\n");
  auto first = std::make_unique<TestClient>(house.port());
  TestClient second(house.port());
  EXPECT_EQ(first->ask(ask).status, 200);
  EXPECT_EQ(second.ask(ask).status, 200);
  TestClient third(house.port());
  const TestReply refused = third.ask(ask);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_of(refused), "http.too_many_streams");
  first.reset();
  int status = 0;
  while ((status = third.ask(ask).status) == 429) {
  }
  EXPECT_EQ(status, 200);
}

// The log has the template of the route and no path, query, address or name.
TEST(Server, LogsWithoutPersonalData) {
  House house;
  TestClient client(house.port());
  client.ask(get("/api/address?marker=secret", "Cookie: sen_dev=marker\r\nX-Forwarded-For: marker\r\n"));
  client.ask(get("/api/unknown/marker"));
  client.ask(post("/api/echo", R"({"name":"marker"})"));
  house.server->stop();
  ASSERT_EQ(house.log.size(), 3U);
  for (const auto& line : house.log) {
    EXPECT_EQ(line.find("marker"), std::string::npos) << line;
    EXPECT_EQ(line.find("127.0.0"), std::string::npos) << line;
    EXPECT_TRUE(parse_json(line).has_value());
  }
  const Json last = *parse_json(house.log.back());
  EXPECT_EQ(last["route"].text(), "/api/echo");
  EXPECT_EQ(last["status"].text(), "200");
  EXPECT_EQ(last["lane"].text(), "write");
  EXPECT_EQ(last["trace_id"].text().size(), 32U);
}

}  // namespace
}  // namespace sen::http
