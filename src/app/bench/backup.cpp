// The longest that one durable write waits while `sen backup` of 100,000 rows runs beside it.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "app/bench/bench.hpp"
#include "app/bench/house.hpp"
#include "app/recovery_key.hpp"
#include "evidence/blobs.hpp"
#include "index/evidence_request.hpp"

namespace sen::app {
namespace {

constexpr int kRuns = 3;
constexpr int kRequests = 50'000;  // a row and an event each
constexpr int kBatch = 500;
constexpr std::int64_t kLimitNs = 100'000'000;

/// `sen backup` in a process of its own, as the night's timer runs it.
class BackupProcess {
 public:
  BackupProcess(const std::string& folder, const std::string& file) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<std::string, 5> words{"sen", "backup", file, "--data", folder};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    if (::posix_spawn(&process_, "/proc/self/exe", &actions, nullptr, arguments.data(), environ) != 0) process_ = -1;
    posix_spawn_file_actions_destroy(&actions);
  }
  ~BackupProcess() {
    if (process_ > 0 && !ended_) ::waitpid(process_, nullptr, 0);
  }
  BackupProcess(const BackupProcess&) = delete;
  BackupProcess& operator=(const BackupProcess&) = delete;

  bool runs() {
    if (process_ <= 0) return false;
    if (!ended_) ended_ = ::waitpid(process_, &status_, WNOHANG) == process_;
    return !ended_;
  }
  [[nodiscard]] bool is_done() const { return ended_ && WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }

 private:
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

class Commune {
 public:
  static Result<std::unique_ptr<Commune>> make() {
    auto commune = std::make_unique<Commune>();
    store::Options options;
    options.data = commune->folder_.path() + "/data";
    SEN_LET(commune->store_, store::open(options));
    SEN_TRY(commune->store_->migrate());
    SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(options.data)));
    sim::DemoOptions demo;
    demo.blobs = &blobs;
    SEN_LET(commune->report_, sim::make_demo(*commune->store_, pack::PackSet::embedded(), demo));
    SEN_TRY(make_recovery_key(options.data, commune->folder_.path() + "/recovery.key", Former::Keep));
    for (int done = 0; done < kRequests; done += kBatch) SEN_TRY(commune->write(kBatch));
    return commune;
  }

  /// So many durable rows with their events, in one transaction.
  Result<Done> write(int count) {
    const ManualClock clock(report_.clock);
    const Actor actor = system_actor(report_.unit);
    const Context ctx{actor, report_.unit, clock, random_, pack::PackSet::embedded()};
    const Date today = date_of(report_.clock);
    return store_->write(report_.unit, [&](store::WriteTx& tx) -> Result<Done> {
      for (int i = 0; i < count; ++i) {
        SEN_TRY(index::ask_evidence(tx, ctx, {today.year(), "1.3", "paper " + std::to_string(++number_), "office_statistics", today + 30}));
      }
      return Done{};
    });
  }

  /// The longest of all writes, one after the other, while the program runs. Error "app.bench_refused" when it fails.
  Result<std::int64_t> longest_wait_ns() {
    BackupProcess backup(folder_.path() + "/data", folder_.path() + "/" + random_.hex(8) + ".senb");
    std::int64_t longest = 0;
    while (backup.runs()) {
      const std::int64_t began = monotonic_ns();
      SEN_TRY(write(1));
      longest = std::max(longest, monotonic_ns() - began);
    }
    if (!backup.is_done()) return Error{ErrorCode::Unavailable, "app.bench_refused", {}, {}, {}, {}};
    return longest;
  }

 private:
  BenchFolder folder_;
  std::unique_ptr<store::Store> store_;
  sim::DemoReport report_;
  SystemRandom random_;
  std::int64_t number_ = 0;
};

}  // namespace

Result<std::vector<BenchFigure>> bench_backup() {
  BenchFigure figure{.name = "backup.writer_wait", .unit = "ns", .runs = {}, .of = "app.bench.backup_limit", .promise = "<= 1"};
  SEN_LET(const auto commune, Commune::make());
  for (int run = 0; run < kRuns; ++run) {
    SEN_LET(const auto longest, commune->longest_wait_ns());
    figure.runs.push_back({longest, kLimitNs});
  }
  return std::vector<BenchFigure>{std::move(figure)};
}

}  // namespace sen::app
