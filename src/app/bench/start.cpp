// From the start of the program to its first answer: on the demonstration folder, and after three days down.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "app/bench/load.hpp"
#include "evidence/blobs.hpp"
#include "index/evidence_request.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 5;
constexpr int kDeadlines = 500;
constexpr int kDaysDown = 3;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kDemoLimitNs = 100'000'000;
constexpr std::int64_t kCatchUpLimitNs = 1'000'000'000;
constexpr const char* kHealth = "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// The program itself, serving a folder on a free port, until the object goes.
class ServingProcess {
 public:
  explicit ServingProcess(const std::string& folder) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::array<std::string, 6> words{"sen", "serve", "--data", folder, "--listen", "127.0.0.1:0"};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    if (::posix_spawn(&process_, "/proc/self/exe", &actions, nullptr, arguments.data(), environ) != 0) process_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    port_ = read_port(ends[0]);
    ::close(ends[0]);
  }
  ~ServingProcess() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  ServingProcess(const ServingProcess&) = delete;
  ServingProcess& operator=(const ServingProcess&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  /// The first line that it prints ends with its address.
  static std::uint16_t read_port(int from) {
    std::string line;
    char letter = 0;
    while (::read(from, &letter, 1) == 1 && letter != '\n') line.push_back(letter);
    const auto colon = line.rfind(':');
    return colon == std::string::npos ? std::uint16_t{0} : static_cast<std::uint16_t>(std::strtoul(line.c_str() + colon + 1, nullptr, 10));
  }

  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

Result<std::int64_t> start_ns(const std::string& folder) {
  const std::int64_t began = monotonic_ns();
  const ServingProcess process(folder);
  if (process.port() == 0) return Error{ErrorCode::Unavailable, "app.bench_refused", {}, {}, {}, {}};
  if (ask(process.port(), kHealth).find(" 200 ") == std::string::npos) {
    return Error{ErrorCode::Unavailable, "app.bench_refused", {}, {}, {}, {}};
  }
  return monotonic_ns() - began;
}

/// A folder with the demonstration commune, its clock noted as `sen demo` does.
Result<sim::DemoReport> make_folder(const std::string& folder, store::Store& store, std::int64_t days_later) {
  SEN_TRY(store.migrate());
  SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(folder)));
  sim::DemoOptions demo;
  demo.blobs = &blobs;
  SEN_LET(const auto report, sim::make_demo(store, pack::PackSet::embedded(), demo));
  const SystemClock machine;
  SEN_TRY(write_demo_note(folder, {report.clock - machine.now() + days_later * kDayMs, 0}));
  return report;
}

/// Days on which papers were due while the program was down, each with somebody to tell.
Result<Done> add_deadlines(store::Store& store, const sim::DemoReport& made) {
  const ManualClock clock(made.clock);
  SystemRandom random;
  const Actor actor = system_actor(made.unit);
  const Context ctx{actor, made.unit, clock, random, pack::PackSet::embedded()};
  const Date today = date_of(made.clock);
  return store.write(made.unit, [&](store::WriteTx& tx) -> Result<Done> {
    for (int i = 0; i < kDeadlines; ++i) {
      SEN_TRY(index::ask_evidence(tx, ctx, {today.year(), "1.3", "paper " + std::to_string(i + 1), "office_statistics", today + i % kDaysDown}));
    }
    return Done{};
  });
}

Result<BenchFigure> measured(const char* name, const char* of, std::int64_t limit, bool after_days_down) {
  BenchFigure figure{.name = name, .unit = "ns", .runs = {}, .of = of, .promise = "<= 1"};
  for (int run = 0; run < kRuns; ++run) {
    const BenchFolder folder;
    {
      store::Options options;
      options.data = folder.path();
      SEN_LET(const auto store, store::open(options));
      SEN_LET(const auto report, make_folder(folder.path(), *store, after_days_down ? kDaysDown : 0));
      if (after_days_down) SEN_TRY(add_deadlines(*store, report));
    }
    SEN_LET(const auto time, start_ns(folder.path()));
    figure.runs.push_back({time, limit});
  }
  return figure;
}

}  // namespace

Result<std::vector<BenchFigure>> bench_start() {
  SEN_LET(auto demo, measured("start.demo", "app.bench.start_demo", kDemoLimitNs, false));
  SEN_LET(auto late, measured("start.caught_up", "app.bench.start_caught_up", kCatchUpLimitNs, true));
  return std::vector<BenchFigure>{std::move(demo), std::move(late)};
}

}  // namespace sen::app
