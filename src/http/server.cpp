#include "http/server.hpp"

#include <sys/resource.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <future>

#include "base/clock.hpp"
#include "http/connection.hpp"

namespace sen::http {
namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::int64_t kMillisecondNs = 1'000'000;

/// "Sun, 06 Nov 1994 08:49:37 GMT" as a header line (RFC 9110).
std::string date_line(Instant now) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Instant utc_as_local = now + -7 * kHourMs;  // civil functions answer at UTC+7
  const Date day = date_of(utc_as_local);
  const int minute = minute_of_day(utc_as_local);
  const auto second = static_cast<int>(now.milliseconds / 1000 % 60);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::string("Date: ") + kDays[static_cast<std::size_t>(day.weekday() - 1)] + ", " + two(day.day()) + " " +
         kMonths[static_cast<std::size_t>(day.month() - 1)] + " " + std::to_string(day.year()) + " " +
         two(minute / 60) + ":" + two(minute % 60) + ":" + two(second) + " GMT\r\n";
}

int connections_max(const ServerLimits& limits) {
  if (limits.connections > 0) return limits.connections;
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 800;
  return static_cast<int>(std::min<rlim_t>(files.rlim_cur, 100'000) * 8 / 10);
}

asio::awaitable<void> serve_connection(std::unique_ptr<Connection> connection) {
  try {
    co_await connection->serve();
  } catch (const std::exception&) {
    connection->close();  // out of memory for this request; the others go on
  }
}

/// Says that it is full and hangs up; the little that fits the socket's buffer is sent without waiting.
void turn_away(Tcp::socket& socket) {
  constexpr std::string_view kFull =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kFull.data(), kFull.size()), ignored);
  socket.shutdown(Tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> accept_connections(Shard& shard) {
  asio::steady_timer pause(shard.context);
  while (!shard.shared.stopping) {
    Tcp::socket socket(shard.context);
    const auto [error] = co_await shard.acceptor.async_accept(socket, kAsTuple);
    if (error == asio::error::operation_aborted || !shard.acceptor.is_open()) co_return;
    if (error) {  // no file descriptors left: others will end
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    boost::system::error_code fault;
    const auto peer = socket.remote_endpoint(fault);
    if (fault) continue;
    std::string address = peer.address().to_string();
    if (!shard.shared.doors.enter(address)) {
      turn_away(socket);
      continue;
    }
    socket.set_option(Tcp::no_delay(true), fault);
    socket.non_blocking(true, fault);
    auto connection = std::make_unique<Connection>(shard, std::move(socket), std::move(address));
    asio::co_spawn(shard.context, serve_connection(std::move(connection)), asio::detached);
  }
}

asio::awaitable<void> keep_time(Shard& shard) {
  while (shard.ticker.expiry() != asio::steady_timer::time_point::max()) {
    shard.date_line = date_line(SystemClock().now());
    const std::int64_t now = monotonic_ns();
    for (auto at = shard.connections.begin(); at != shard.connections.end();) {
      Connection* connection = *at++;
      connection->check_time(now);
    }
    if (shard.number == 0) {
      shard.shared.site.metrics().set_connections(shard.shared.doors.open());
      shard.shared.site.metrics().set_streams(shard.shared.streams.load());
    }
    shard.ticker.expires_after(std::chrono::milliseconds(shard.shared.options.limits.tick_ms));
    const auto [error] = co_await shard.ticker.async_wait(kAsTuple);
    if (error) co_return;
  }
}

Error listen_error(const char* rule, const ServerOptions& options) {
  return invalid(rule, {}, {{"address", options.address}, {"port", std::to_string(options.port)}});
}

}  // namespace

bool Doors::enter(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (open_.load(std::memory_order_relaxed) >= total_max_) return false;
  int& own = by_address_[address];
  if (per_address_max_ > 0 && own >= per_address_max_) return false;
  ++own;
  open_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void Doors::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  open_.fetch_sub(1, std::memory_order_relaxed);
  const auto found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

struct Server::State {
  State(const Site& site, const ServerOptions& options)
      : shared{site, options,
               Doors(connections_max(options.limits),
                     site.options().test_limits ? 0 : options.limits.connections_per_address),
               Lanes(options.lanes)} {}
  Shared shared;
  std::vector<std::unique_ptr<Shard>> shards;
  std::uint16_t port = 0;
  bool stopped = false;

  /// One listener per shard on the same port; the kernel spreads the connections.
  std::optional<Error> listen(const asio::ip::address& address) {
    port = shared.options.port;
    for (int number = 0; number < std::max(1, shared.options.io_threads); ++number) {
      auto shard = std::make_unique<Shard>(shared, number);
      const Tcp::endpoint endpoint(address, port);
      using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
      boost::system::error_code error;
      shard->acceptor.open(endpoint.protocol(), error);
      if (!error) shard->acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
      // A first listener without the shared mark finds out whether somebody else has the port.
      if (!error && number == 0 && port != 0) {
        Tcp::acceptor probe(shard->context);
        probe.open(endpoint.protocol(), error);
        if (!error) probe.set_option(Tcp::acceptor::reuse_address(true), error);
        if (!error) probe.bind(endpoint, error);
      }
      if (!error) shard->acceptor.set_option(ReusePort(true), error);
      if (!error) shard->acceptor.bind(endpoint, error);
      if (!error) shard->acceptor.listen(asio::socket_base::max_listen_connections, error);
      if (error) return listen_error("http.port_taken", shared.options);
      if (port == 0) port = shard->acceptor.local_endpoint().port();
      shards.push_back(std::move(shard));
    }
    return std::nullopt;
  }

  void run() {
    for (auto& shard : shards) {
      Shard& own = *shard;
      own.date_line = date_line(SystemClock().now());
      asio::co_spawn(own.context, accept_connections(own), asio::detached);
      asio::co_spawn(own.context, keep_time(own), asio::detached);
      own.thread = std::thread([&own] { own.context.run(); });
    }
  }

  /// Runs on every shard's thread and waits for it.
  void on_each(const std::function<void(Shard&)>& action) {
    for (auto& shard : shards) {
      std::promise<void> done;
      asio::post(shard->context, [&] {
        action(*shard);
        done.set_value();
      });
      done.get_future().wait();
    }
  }

  void stop() {
    if (std::exchange(stopped, true)) return;
    shared.stopping = true;
    on_each([](Shard& shard) {
      boost::system::error_code ignored;
      shard.acceptor.close(ignored);
      for (auto at = shard.connections.begin(); at != shard.connections.end();) (*at++)->stop();
    });
    // Requests under way end their connections themselves.
    const std::int64_t until = monotonic_ns() + shared.options.limits.stop_ms * kMillisecondNs;
    std::mutex mutex;
    std::condition_variable never;
    while (shared.doors.open() > 0 && monotonic_ns() < until) {
      std::unique_lock lock(mutex);
      never.wait_for(lock, std::chrono::milliseconds(5));
    }
    shared.lanes.stop();
    on_each([](Shard& shard) {
      for (auto at = shard.connections.begin(); at != shard.connections.end();) (*at++)->close();
      shard.ticker.cancel();
    });
    for (auto& shard : shards) {
      shard->context.stop();
      shard->thread.join();
    }
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(const Site& site, const ServerOptions& options) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
  if (error) return listen_error("http.address_invalid", options);
  if (!address.is_loopback() && !options.insecure_lan) return listen_error("http.listen_refused", options);
  auto state = std::make_unique<State>(site, options);
  if (auto refused = state->listen(address)) return *std::move(refused);
  state->run();
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const { return state_->port; }
void Server::stop() { state_->stop(); }

}  // namespace sen::http
