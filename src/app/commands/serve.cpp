#include "app/commands/serve.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <charconv>
#include <ostream>

#include "app/service.hpp"
#include "base/text.hpp"
#include "http/server.hpp"

namespace sen::app {
namespace {

struct Listen {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
};

Result<Listen> listen_of(const std::string& text) {
  Listen out;
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return invalid("app.listen", "--listen", {{"text", text}});
  out.address = text.substr(0, colon);
  const auto digits = std::string_view(text).substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
  if (error != std::errc{} || end != digits.data() + digits.size() || out.address.empty()) {
    return invalid("app.listen", "--listen", {{"text", text}});
  }
  return out;
}

/// Signals that end the server arrive as bytes on a descriptor, so that nothing runs in a handler.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    descriptor_ = signalfd(-1, &set_, SFD_CLOEXEC);
  }
  ~StopSignals() { close(descriptor_); }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  /// True when told to stop within the time.
  [[nodiscard]] bool wait(int milliseconds) const {
    pollfd entry{descriptor_, POLLIN, 0};
    return poll(&entry, 1, milliseconds) > 0;
  }

 private:
  sigset_t set_{};
  int descriptor_ = -1;
};

constexpr int kTickMs = 1'000;

Result<int> serve(const Invocation& call) {
  const StopSignals stop;
  SEN_LET(const Listen listen, listen_of(call.text("--listen", "127.0.0.1:8080")));
  SEN_LET(Installation installation, open_installation(call, Opening::Existing));
  ServiceOptions options{.origin = call.text("--origin"), .port = listen.port,
                         .test_limits = call.has("--test-limits"), .log = call.text("--log")};
  SEN_LET(const auto service, Service::open(installation, options));
  http::ServerOptions server_options{.address = listen.address, .port = listen.port,
                                     .insecure_lan = call.has("--insecure-lan"),
                                     .trusted_proxies = call.texts("--trusted-proxy")};
  if (options.test_limits) {
    server_options.limits.connections_per_address = 10'000;
    server_options.limits.connections = 10'000;
  }
  SEN_TRY(service->start_work());
  SEN_LET(const auto server, http::Server::start(service->site(), server_options));
  const std::string origin = options.origin.empty() ? "http://127.0.0.1:" + std::to_string(server->port()) : options.origin;
  call.out << render(call.language, "app.serving", {{"origin", origin}}) << "\n";
  if (call.has("--links")) {
    SEN_LET(const auto links, service->role_links());
    for (const auto& [role, path] : links) call.out << "  " << role << ": " << origin << path << "\n";
  }
  call.out.flush();
  while (!stop.wait(kTickMs) && !service->is_broken()) service->tick();
  server->stop();
  // What was not acknowledged is not there; a fresh start reads what is.
  if (service->is_broken()) return Error{ErrorCode::Unavailable, "store.unavailable", {}, {}, {}, {}};
  return kExitDone;
}

}  // namespace

std::vector<Command> serve_commands() {
  return {{"serve",
           with_installation({{"--listen"}, {"--origin"}, {"--links", Takes::Flag}, {"--test-limits", Takes::Flag},
                              {"--insecure-lan", Takes::Flag}, {"--trusted-proxy", Takes::Texts}, {"--log"}}),
           &serve}};
}

}  // namespace sen::app
