#include <cstdlib>

#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "app/bench/load.hpp"
#include "base/hash.hpp"
#include "index/baseline.hpp"
#include "index/fact_entry.hpp"
#include "index/live_facts.hpp"
#include "index/sets.hpp"
#include "plan/plan_clock.hpp"
#include "store/idempotency.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 5;
constexpr int kConnections = 32;
constexpr int kBatch = 32;
constexpr int kYear = 2024;
constexpr int kSlowSyncMs = 10;
constexpr std::int64_t kRunMs = 1'000;
constexpr const char* kMeasure = "contest_entries";

class SlowSync final : public store::Faults {
 public:
  int sync_delay_ms() override { return kSlowSyncMs; }
};

std::string create(const std::string& cookie, std::uint64_t number, Date as_of) {
  const std::string body = R"({"measure":")" + std::string(kMeasure) + R"(","value":")" + std::to_string(200 + number % 100) +
                           R"(","as_of":")" + to_string(as_of) + R"(","note":"bench"})";
  return "POST /api/facts HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1:8080\r\nContent-Type: application/json\r\n" +
         cookie + "Idempotency-Key: " + key_of(number) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Result<LoadResult> load(BenchHouse& house) {
  const Date today = date_of(house.installation().clock->now());
  LoadOptions options;
  options.port = house.port();
  options.connections = kConnections;
  options.milliseconds = kRunMs;
  options.request = [&](std::uint64_t number) { return create(house.cookie(), number, today); };
  return run_whole_load(options);
}

/// One creation without HTTP, JSON, sign-in and permissions: key, figure, event, tallies, tasks, fresh score.
Result<Done> create_bare(store::WriteTx& tx, const Context& ctx, index::Sets& sets, std::uint64_t number) {
  const Date today = date_of(ctx.clock.now());
  SEN_LET(const auto set, index::set_in_force(tx, ctx, sets, kYear));
  SEN_LET(const auto period, index::measuring_period(tx, kYear));
  SEN_LET(const auto before, index::live_facts(tx, ctx, *set, period.period, today));
  const index::FactSetting setting{.set = *set, .year = kYear, .period = period.period, .own = true, .facts = before.facts};
  SEN_TRY(index::enter_fact(tx, ctx, setting, {.measure = kMeasure, .value = std::to_string(200 + number % 100), .as_of = today,
                                               .note = "bench"}));
  SEN_TRY(plan::settle_conditions(tx, ctx));
  SEN_LET(const auto after, index::live_facts(tx, ctx, *set, period.period, today));
  const Points score = index::live_score(*set, after.facts, period.period, today);
  const store::RequestKey key{ctx.actor.person.value, "POST /api/facts", key_of(number)};
  return store::keep_answer(tx, key, {sha256_hex(key.key), 201, to_string(score)}, ctx.clock.now());
}

Result<std::int64_t> bare_rate(BenchHouse& house) {
  const Actor actor = system_actor(house.unit());
  Installation& installation = house.installation();
  const Context ctx{actor, house.unit(), *installation.clock, *installation.random, *installation.packs};
  index::Sets sets;
  std::uint64_t number = 0;
  const std::int64_t began = monotonic_ns();
  while (monotonic_ns() - began < kRunMs * 1'000'000) {
    const auto batch = house.store().write(house.unit(), [&](store::WriteTx& tx) -> Result<Done> {
      for (int i = 0; i < kBatch; ++i) SEN_TRY(create_bare(tx, ctx, sets, ++number));
      return Done{};
    });
    SEN_TRY(batch);
  }
  return static_cast<std::int64_t>(number) * 1'000'000'000 / (monotonic_ns() - began);
}

Result<BenchFigure> batches() {
  SEN_LET(const auto house, BenchHouse::open(std::make_shared<SlowSync>()));
  BenchFigure figure{.name = "write.batch", .unit = "writes", .runs = {}, .of = "app.bench.write_batch", .promise = ">= 24"};
  for (int run = 0; run < 3; ++run) {
    const auto before = house->store().writer_figures();
    SEN_TRY(load(*house));
    const auto after = house->store().writer_figures();
    figure.runs.push_back({after.closures - before.closures, after.batches - before.batches});
  }
  return figure;
}

/// `house` beside the bare loop on the same store.
Result<BenchFigure> beside_bare(BenchHouse& house, const char* name) {
  BenchFigure figure{.name = name, .unit = "1/s", .runs = {}, .of = "app.bench.write_limit", .promise = ">= 0.5"};
  for (int run = 0; run < kRuns; ++run) {
    SEN_LET(const auto limit, bare_rate(house));
    SEN_LET(const auto result, load(house));
    figure.runs.push_back({result.per_second(), limit});
  }
  return figure;
}

}  // namespace

/// Durable creation over HTTP on 32 connections beside the same work in a bare loop, on PostgreSQL too where SEN_TEST_PG
/// holds its address (`tests/postgres.sh build/sen bench write`); and how many writes share one sync of 10 ms.
Result<std::vector<BenchFigure>> bench_write() {
  std::vector<BenchFigure> out;
  {
    SEN_LET(const auto house, BenchHouse::open());
    SEN_LET(out.emplace_back(), beside_bare(*house, "write.sqlite"));
  }
  if (const char* postgres = std::getenv("SEN_TEST_PG")) {
    SEN_LET(const auto house, BenchHouse::open(nullptr, postgres));
    SEN_LET(out.emplace_back(), beside_bare(*house, "write.postgresql"));
  }
  SEN_LET(out.emplace_back(), batches());
  return out;
}

}  // namespace sen::app
