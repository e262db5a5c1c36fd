#include "app/bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstring>

#include "base/assert.hpp"
#include "base/clock.hpp"
#include "base/hash.hpp"

namespace sen::app {
namespace {

constexpr int kEventsMax = 128;
constexpr int kWaitMs = 20;
constexpr int kServerThreads = 2;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(descriptor);
    return -1;
  }
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// Length of the first complete answer in the bytes; 0 when it is not complete yet.
std::size_t answer_length(const std::string& bytes) {
  const auto head = bytes.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  std::size_t body = 0;
  for (const char* name : {"Content-Length: ", "content-length: "}) {
    const auto found = bytes.find(name);
    if (found == std::string::npos || found > head) continue;
    const char* digits = bytes.data() + found + std::strlen(name);
    std::from_chars(digits, bytes.data() + head, body);
  }
  const std::size_t whole = head + 4 + body;
  return bytes.size() < whole ? 0 : whole;
}

bool is_success(const std::string& bytes) { return bytes.size() > 9 && bytes[9] == '2'; }

struct Connection {
  int descriptor = -1;
  std::string received;
};

/// All connections of one load, on the calling thread.
class Client {
 public:
  explicit Client(const LoadOptions& options) : options_(options), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    connections_.resize(static_cast<std::size_t>(options.connections));
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      connections_[i].descriptor = connect_to(options.port);
      if (connections_[i].descriptor < 0) {
        ++result_.broken;
        continue;
      }
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_[i].descriptor, &event);
    }
  }
  ~Client() {
    for (const auto& connection : connections_) {
      if (connection.descriptor >= 0) close(connection.descriptor);
    }
    close(epoll_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  LoadResult run() {
    const std::int64_t began = monotonic_ns();
    const std::int64_t until = began + options_.milliseconds * 1'000'000;
    for (auto& connection : connections_) send_next(connection);
    epoll_event events[kEventsMax];
    std::int64_t now = began;
    while (now < until) {
      const int count = epoll_wait(epoll_, events, kEventsMax, kWaitMs);
      for (int i = 0; i < count; ++i) receive(connections_[events[i].data.u64]);
      now = monotonic_ns();
    }
    result_.nanoseconds = now - began;
    return result_;
  }

 private:
  void send_next(Connection& connection) {
    if (connection.descriptor < 0) return;
    if (!send_all(connection.descriptor, options_.request(number_++))) drop(connection);
  }

  void drop(Connection& connection) {
    ++result_.broken;
    close(connection.descriptor);
    connection.descriptor = -1;
  }

  void receive(Connection& connection) {
    if (connection.descriptor < 0) return;
    char block[16384];
    const auto got = recv(connection.descriptor, block, sizeof block, 0);
    if (got <= 0) return drop(connection);
    connection.received.append(block, static_cast<std::size_t>(got));
    const std::size_t whole = answer_length(connection.received);
    if (whole == 0) return;
    ++(is_success(connection.received) ? result_.answers : result_.refusals);
    connection.received.erase(0, whole);
    send_next(connection);
  }

  const LoadOptions& options_;
  int epoll_;
  std::vector<Connection> connections_;
  std::uint64_t number_ = 0;
  LoadResult result_;
};

}  // namespace

LoadResult run_load(const LoadOptions& options) { return Client(options).run(); }

Result<LoadResult> run_whole_load(const LoadOptions& options) {
  const LoadResult result = run_load(options);
  if (result.refusals > 0 || result.broken > 0) return Error{ErrorCode::Unavailable, "app.bench_refused", {}, {}, {}, {}};
  return result;
}

std::string ask(std::uint16_t port, const std::string& request) {
  const int descriptor = connect_to(port);
  if (descriptor < 0) return {};
  std::string received;
  if (send_all(descriptor, request)) {
    char block[16384];
    while (answer_length(received) == 0) {
      const auto got = recv(descriptor, block, sizeof block, 0);
      if (got <= 0) break;
      received.append(block, static_cast<std::size_t>(got));
    }
  }
  close(descriptor);
  return answer_length(received) == 0 ? std::string() : received;
}

BareServer::BareServer(std::string reply) : reply_(std::move(reply)) {
  for (int i = 0; i < kServerThreads; ++i) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    sockaddr_in address = loopback(port_);
    socklen_t size = sizeof address;
    SEN_ASSERT(bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    SEN_ASSERT(listen(listener, SOMAXCONN) == 0);
    SEN_ASSERT(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    listeners_.push_back(listener);
  }
  for (const int listener : listeners_) threads_.emplace_back([this, listener] { loop(listener); });
}

BareServer::~BareServer() {
  stop_ = true;
  for (auto& thread : threads_) thread.join();
  for (const int listener : listeners_) close(listener);
}

void BareServer::loop(int listener) {
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  const auto watch = [&](int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  };
  watch(listener);
  std::vector<int> open;
  epoll_event events[kEventsMax];
  while (!stop_) {
    const int count = epoll_wait(epoll, events, kEventsMax, kWaitMs);
    for (int i = 0; i < count; ++i) {
      const int descriptor = events[i].data.fd;
      if (descriptor == listener) {
        const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        const int on = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(client);
        open.push_back(client);
        continue;
      }
      char block[4096];
      const auto got = recv(descriptor, block, sizeof block, 0);
      const bool ends = got >= 4 && std::memcmp(block + got - 4, "\r\n\r\n", 4) == 0;
      if (got <= 0) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nullptr);
      } else if (ends) {
        send_all(descriptor, reply_);
      }
    }
  }
  for (const int descriptor : open) close(descriptor);
  close(epoll);
}

std::string key_of(std::uint64_t number) {
  const std::string hex = sha256_hex(std::to_string(number) + "." + std::to_string(monotonic_ns())).substr(0, 32);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(13, 3) + "-8" + hex.substr(17, 3) + "-" + hex.substr(20, 12);
}

}  // namespace sen::app
