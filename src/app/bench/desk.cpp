#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "app/bench/load.hpp"
#include "base/hash.hpp"
#include "formats/document.hpp"
#include "identity/service.hpp"
#include "index/baseline.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"
#include "record/list.hpp"
#include "record/open.hpp"
#include "report/record_paper.hpp"
#include "store/idempotency.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 5;
constexpr int kConnections = 32;
constexpr int kBatch = 32;
constexpr int kYear = 2024;
constexpr std::int64_t kRunMs = 1'000;
constexpr int kReceipts = 40;
constexpr std::int64_t kReceiptLimitMicroseconds = 30'000;
constexpr const char* kType = "dossier";
constexpr const char* kProcedure = "1.004873";

record::OpenInput dossier(std::uint64_t number) {
  record::OpenInput out{.type = kType, .procedure = kProcedure};
  out.applicant = {.name = Personal("Applicant " + std::to_string(number)), .identity_number = Personal(std::string("001068000234"))};
  out.fields = {{"channel", "direct"}};
  out.papers = {{"form", record::PaperForm::Original, 1}};
  return out;
}

std::string post(const std::string& cookie, std::uint64_t number) {
  const std::string body = R"({"type":")" + std::string(kType) + R"(","procedure":")" + kProcedure + R"(","applicant":{"name":"Applicant )" +
                           std::to_string(number) + R"(","identity_number":"001068000234"},"fields":[{"code":"channel","value":"direct"}],)" +
                           R"("papers":[{"code":"form","form":"original","count":1}]})";
  return "POST /api/records HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1:8080\r\nContent-Type: application/json\r\n" + cookie +
         "Idempotency-Key: " + key_of(number) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Result<std::int64_t> rate(BenchHouse& house, const std::function<std::string(std::uint64_t)>& request) {
  LoadOptions options;
  options.port = house.port();
  options.connections = kConnections;
  options.milliseconds = kRunMs;
  options.request = request;
  SEN_LET(const auto result, run_whole_load(options));
  return result.per_second();
}

/// What a bench does as one who leads, without HTTP.
class Bare {
 public:
  explicit Bare(BenchHouse& house) : house_(house), actor_(system_actor(house.unit())) {}

  /// One intake without HTTP, JSON, sign-in and the page that is answered: number, clock, event, tallies, fresh score.
  Result<std::int64_t> intake() {
    std::uint64_t number = 0;
    const std::int64_t began = monotonic_ns();
    while (monotonic_ns() - began < kRunMs * 1'000'000) {
      const auto batch = house_.store().write(house_.unit(), [&](store::WriteTx& tx) -> Result<Done> {
        for (int i = 0; i < kBatch; ++i) SEN_TRY(receive(tx, ++number));
        return Done{};
      });
      SEN_TRY(batch);
    }
    return static_cast<std::int64_t>(number) * 1'000'000'000 / (monotonic_ns() - began);
  }

  /// The query of a page of the list and its rows as JSON.
  Result<std::int64_t> list() {
    std::int64_t pages = 0;
    const std::int64_t began = monotonic_ns();
    while (monotonic_ns() - began < kRunMs * 1'000'000) {
      SEN_TRY(house_.store().read(house_.unit(), [&](store::ReadTx& tx) { return write_page(tx); }));
      ++pages;
    }
    return pages * 1'000'000'000 / (monotonic_ns() - began);
  }

  /// Microseconds of one slip, from the record to the bytes of its PDF.
  Result<std::int64_t> receipt() {
    const std::int64_t began = monotonic_ns();
    for (int i = 0; i < kReceipts; ++i) {
      SEN_LET(const auto document, house_.store().read(house_.unit(), [&](store::ReadTx& tx) -> Result<formats::Document> {
        SEN_LET(const auto newest, record::newest_records(tx, kType, {.limit = 1}));
        SEN_ASSERT(!newest.empty());
        return report::record_paper(tx, context(), rules_, {newest.front().id, "mau_01", true});
      }));
      SEN_TRY(formats::draw_pdf(document, house_.installation().clock->now()));
    }
    return (monotonic_ns() - began) / 1'000 / kReceipts;
  }

 private:
  Context context() {
    Installation& of = house_.installation();
    return Context{actor_, house_.unit(), *of.clock, *of.random, *of.packs};
  }

  Result<Done> receive(store::WriteTx& tx, std::uint64_t number) {
    const Context ctx = context();
    SEN_LET(const auto made, record::open_record(tx, ctx, rules_, dossier(number)));
    const Date today = date_of(ctx.clock.now());
    SEN_LET(const auto set, index::set_in_force(tx, ctx, sets_, kYear));
    SEN_LET(const auto period, index::measuring_period(tx, kYear));
    SEN_LET(const auto facts, index::live_facts(tx, ctx, *set, period.period, today));
    const Points score = index::live_score(*set, facts.facts, period.period, today);
    const store::RequestKey key{ctx.actor.person.value, "POST /api/records", key_of(number)};
    return store::keep_answer(tx, key, {sha256_hex(key.key), 201, made.code + to_string(score)}, ctx.clock.now());
  }

  Result<Done> write_page(store::ReadTx& tx) {
    const Context ctx = context();
    SEN_LET(const auto records, record::open_records(tx, kType, {}));
    JsonOut out;
    out.begin_array();
    for (const auto& record : records) {
      SEN_LET(const auto of, record::rules_of(tx, ctx, rules_, record));
      const auto* clock = record.main_clock(*of.type);
      out.begin_object();
      out.member("id", std::to_string(record.id));
      out.member("code", record.code);
      out.member("title", of.procedure->name);
      out.member("applicant", record.applicant.name.reveal(Purpose::Show));
      out.member("state", of.type->state(record.state)->label.vi);
      out.member("body", record.body);
      out.member("received_at", to_string(record.received_at));
      out.member("due_on", clock == nullptr ? std::string() : to_string(clock->due_on));
      out.end_object();
    }
    out.end_array();
    return Done{};
  }

  BenchHouse& house_;
  Actor actor_;
  record::Rules rules_;
  index::Sets sets_;
};

}  // namespace

/// Durable intake of dossiers over HTTP on 32 connections, and a page of the list by due time, each beside the same work in
/// a bare loop; and a slip from the record to its PDF.
Result<std::vector<BenchFigure>> bench_desk() {
  SEN_LET(const auto house, BenchHouse::open());
  Bare bare(*house);
  BenchFigure intake{.name = "desk.intake", .unit = "1/s", .runs = {}, .of = "app.bench.write_limit", .promise = ">= 0.5"};
  BenchFigure list{.name = "desk.list", .unit = "1/s", .runs = {}, .of = "app.bench.desk_list", .promise = ">= 0.5"};
  BenchFigure receipt{.name = "desk.receipt", .unit = "us", .runs = {}, .of = "app.bench.desk_receipt", .promise = "<= 1"};
  const std::string page = "GET /api/records?type=dossier&view=open HTTP/1.1\r\nHost: localhost\r\n" + house->cookie() + "\r\n";
  for (int run = 0; run < kRuns; ++run) {
    SEN_LET(const auto bare_intake, bare.intake());
    SEN_LET(const auto intake_rate, rate(*house, [&](std::uint64_t number) { return post(house->cookie(), number); }));
    intake.runs.push_back({intake_rate, bare_intake});
    SEN_LET(const auto bare_list, bare.list());
    SEN_LET(const auto list_rate, rate(*house, [&](std::uint64_t) { return page; }));
    list.runs.push_back({list_rate, bare_list});
    SEN_LET(const auto one, bare.receipt());
    receipt.runs.push_back({one, kReceiptLimitMicroseconds});
  }
  return std::vector<BenchFigure>{std::move(intake), std::move(list), std::move(receipt)};
}

}  // namespace sen::app
