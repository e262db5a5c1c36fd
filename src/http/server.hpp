#pragma once
// The server: accepts connections on a port, reads requests within limits, hands them to a Site and sends
// the answers. One I/O thread per shard, each with its own listener (SO_REUSEPORT); handlers run on
// lanes. Speaks HTTP/1.1 (and 1.0); TLS and HTTP/2 are the proxy's in front.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/lanes.hpp"
#include "http/site.hpp"

namespace sen::http {

/// security.md section 5. Times in milliseconds, sizes in bytes.
struct ServerLimits {
  std::int64_t head_ms = 10'000;      ///< from the first byte to the end of the head
  std::int64_t idle_ms = 30'000;      ///< between requests
  std::int64_t request_ms = 300'000;  ///< head and body
  std::int64_t write_ms = 30'000;     ///< without progress
  std::int64_t slow_after_ms = 10'000;       ///< from then on a body has to come …
  std::int64_t body_bytes_per_second = 1024;  ///< … at least this fast
  std::int64_t tick_ms = 500;         ///< how exactly the times are kept
  std::int64_t stop_ms = 10'000;      ///< grace for running requests when the server stops
  std::int64_t heartbeat_ms = 20'000; ///< comment on event streams
  int connections_per_address = 100;
  int connections = 0;                ///< 0: 80 % of the process's file descriptors
  std::int64_t spool_from = 256 * 1024;  ///< larger uploads lie in a file
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
  int io_threads = 2;
  LaneSizes lanes;
  ServerLimits limits;
  /// Plain HTTP beyond this machine is refused unless asked for.
  bool insecure_lan = false;
  /// Addresses whose `X-Forwarded-For` is believed.
  std::vector<std::string> trusted_proxies;
  /// Folder for uploads under way; empty: the system's temporary folder.
  std::string spool_folder;
};

class Server {
 public:
  /// Listens and serves until stop(). `site` outlives the server. Errors: "http.address_invalid",
  /// "http.listen_refused" (not a loopback address), "http.port_taken".
  static Result<std::unique_ptr<Server>> start(const Site& site, const ServerOptions& options);
  ~Server();  ///< stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// No new connections; running requests finish (within `stop_ms`), event streams end. Idempotent.
  void stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sen::http
