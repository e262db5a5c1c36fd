#include "app/bench/house.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "app/bench/load.hpp"
#include "evidence/blobs.hpp"
#include "store/scratch.hpp"

namespace sen::app {

BenchFolder::BenchFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "sen-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
}

BenchFolder::~BenchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

BenchHouse::~BenchHouse() {
  server_.reset();
  service_.reset();
  installation_.store.reset();
  if (!store_.url.empty()) store::drop_scratch_schema(store_);
}

Result<std::unique_ptr<BenchHouse>> BenchHouse::open(std::shared_ptr<store::Faults> faults, const std::string& postgres) {
  std::unique_ptr<BenchHouse> house(new BenchHouse());
  Installation& installation = house->installation_;
  installation.folder = house->folder_.path();
  installation.packs = std::make_unique<const pack::PackSet>(pack::PackSet::with_embedded());
  store::Options& options = house->store_;
  options.url = postgres;
  if (postgres.empty()) options.data = installation.folder;
  else options.schema = "sen_test_bench_" + std::to_string(::getpid());
  {
    SEN_LET(const auto store, store::open(options));
    SEN_TRY(store->migrate());
    SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
    sim::DemoOptions demo;
    demo.blobs = &blobs;
    SEN_LET(house->report_, sim::make_demo(*store, pack::PackSet::embedded(), demo));
  }
  options.faults = std::move(faults);
  SEN_LET(installation.store, store::open(options));
  const SystemClock machine;
  installation.clock = std::make_unique<ShiftedClock>(house->report_.clock - machine.now());
  SEN_TRY(house->serve());
  return house;
}

Result<Done> BenchHouse::serve() {
  SEN_LET(service_, Service::open(installation_, {.test_limits = true}));
  http::ServerOptions options{.address = "127.0.0.1", .port = 0};
  options.limits.connections_per_address = 10'000;
  SEN_LET(server_, http::Server::start(service_->site(), options));
  SEN_LET(const auto links, service_->role_links());
  for (const auto& [role, path] : links) {
    if (role != "lead") continue;
    const std::string body = R"({"token":")" + path.substr(path.find('#') + 1) + R"("})";
    const std::string answer =
        ask(server_->port(), "POST /api/sign-in/link HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1:8080\r\n"
                             "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                                 std::to_string(body.size()) + "\r\n\r\n" + body);
    constexpr std::string_view kMark = "Set-Cookie: ";
    const auto at = answer.find(kMark);
    SEN_ASSERT(at != std::string::npos);
    const auto from = at + kMark.size();
    cookie_ = "Cookie: " + answer.substr(from, answer.find(';', from) - from) + "\r\n";
  }
  return Done{};
}

}  // namespace sen::app
