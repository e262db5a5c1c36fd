#pragma once
// One connection of the server, and the shard (I/O thread) that it lives on. Inside this room only: here
// are Asio and Beast.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <array>
#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

#include "http/server.hpp"

namespace sen::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;
using RequestParser = beast::http::request_parser<beast::http::buffer_body>;

class Connection;

/// How many connections are open, in all and from each address.
class Doors {
 public:
  Doors(int total_max, int per_address_max) : total_max_(total_max), per_address_max_(per_address_max) {}
  bool enter(const std::string& address);
  void leave(const std::string& address);
  [[nodiscard]] int open() const { return open_.load(std::memory_order_relaxed); }

 private:
  int total_max_;
  int per_address_max_;  ///< 0: no limit
  std::atomic<int> open_{0};
  std::mutex mutex_;
  std::unordered_map<std::string, int> by_address_;
};

/// What all shards of a server share.
struct Shared {
  const Site& site;
  ServerOptions options;
  Doors doors;
  Lanes lanes;
  std::atomic<bool> stopping{false};
  std::atomic<int> streams{0};
};

/// One I/O thread with its listener and its connections; nothing of it is touched by another thread
/// but through its io_context.
struct Shard {
  Shard(Shared& shared_by_all, int number_of_shard)
      : shared(shared_by_all), number(number_of_shard), context(1), acceptor(context), ticker(context) {}
  Shared& shared;
  int number;
  asio::io_context context;
  Tcp::acceptor acceptor;
  asio::steady_timer ticker;
  std::list<Connection*> connections;
  std::string date_line;  ///< "Date: …\r\n", renewed by the ticker
  std::array<char, 16 * 1024> scratch{};  ///< bytes on their way, never kept over a wait
  std::thread thread;
};

class Connection {
 public:
  Connection(Shard& shard, Tcp::socket socket, std::string address);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Serves requests until the connection ends.
  asio::awaitable<void> serve();
  /// The ticker's look at this connection.
  void check_time(std::int64_t now_ns);
  /// The server stops: ends at once when nothing is under way.
  void stop();
  void close();

 private:
  enum class Phase { Idle, Head, Body, Working, Writing, Streaming };
  enum class After { KeepAlive, Close };

  void enter(Phase phase, std::int64_t milliseconds);
  asio::awaitable<bool> receive();  ///< more bytes into the buffer; false at the end or after a time-out
  asio::awaitable<bool> receive_head();
  bool parse_head(std::size_t length);
  void fill_call();
  const char* framing_fault() const;
  asio::awaitable<After> one_request();
  asio::awaitable<const char*> receive_body(const Admission& admission);
  const char* keep_body_bytes(const Admission& admission, std::string_view bytes);
  // g++ 12 destroys the temporaries of an expression with `co_await` twice: every argument below is a named
  // object of the caller, taken by reference, and every result is named before it is used.
  asio::awaitable<bool> settle(const Admission& admission, bool has_body, Answer& answer);
  asio::awaitable<bool> run_on(Lane lane, const std::function<void()>& work);
  asio::awaitable<After> send(const Answer& answer, Lane lane);
  asio::awaitable<bool> write(std::string_view head, std::string_view body);
  asio::awaitable<bool> send_file(const Answer& answer);
  asio::awaitable<void> send_events(const std::shared_ptr<Subscription>& subscription);
  asio::awaitable<void> linger();
  std::string head_of(const Answer& answer, std::size_t length, bool closes) const;
  /// `bytes_max`: what a text about sizes names.
  [[nodiscard]] Answer refusal(const char* rule, std::int64_t bytes_max = 0) const;
  void forget_upload();

  Shard& shard_;
  const Site& site_;
  const ServerLimits& limits_;
  Tcp::socket socket_;
  std::string peer_;
  std::string client_;  ///< peer_, or who stands behind a trusted proxy
  std::list<Connection*>::iterator place_;
  beast::flat_buffer buffer_;
  std::optional<RequestParser> parser_;
  class ParsedHeaders;
  std::unique_ptr<ParsedHeaders> headers_;
  Call call_;
  Upload upload_;
  int upload_file_ = -1;
  std::string body_;
  std::int64_t body_size_ = 0;
  Phase phase_ = Phase::Idle;
  bool timed_out_ = false;
  bool body_unread_ = false;
  std::int64_t deadline_ns_ = 0;
  std::int64_t started_ns_ = 0;       ///< of the request
  std::int64_t body_started_ns_ = 0;
};

}  // namespace sen::http
