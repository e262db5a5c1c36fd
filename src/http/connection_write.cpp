// A connection's answers: heads, bodies, files, event streams.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "base/clock.hpp"
#include "http/connection.hpp"
#include "http/live.hpp"

namespace sen::http {
namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kFilePieceSize = 64 * 1024;
constexpr std::int64_t kMillisecondNs = 1'000'000;

constexpr std::string_view kSecurityLines =
    "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), microphone=(), geolocation=(self)\r\n";
constexpr std::string_view kApiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

std::string_view reason_of(int status) {
  const auto text = beast::http::obsolete_reason(static_cast<beast::http::status>(status));
  return {text.data(), text.size()};
}

bool has_no_body(int status) { return status == 204 || status == 304; }

/// A header's value cannot end its line.
void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char c : value) {
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  out.append("\r\n");
}

/// Wakes a stream's coroutine from any thread.
struct Signal {
  explicit Signal(asio::io_context& context) : timer(context) {}
  asio::steady_timer timer;
  bool gone = false;  ///< the reader closed its side
};

}  // namespace

std::string Connection::head_of(const Answer& answer, std::size_t length, bool closes) const {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reason_of(answer.status));
  head.append("\r\n").append(shard_.date_line).append(kSecurityLines);
  append_line(head, "Content-Security-Policy",
              answer.content_security_policy.empty() ? kApiPolicy : std::string_view(answer.content_security_policy));
  append_line(head, "Cache-Control", answer.cache_control);
  if (!answer.content_type.empty()) append_line(head, "Content-Type", answer.content_type);
  if (!answer.etag.empty()) append_line(head, "ETag", answer.etag);
  for (const auto& [name, value] : answer.headers) append_line(head, name, value);
  if (!answer.stream && !has_no_body(answer.status)) {
    head.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
  }
  if (closes) head.append("Connection: close\r\n");
  else if (parser_ && parser_->get().version() == 10) head.append("Connection: keep-alive\r\n");
  head.append("\r\n");
  return head;
}

asio::awaitable<Connection::After> Connection::send(const Answer& answer, Lane lane) {
  const bool is_head = call_.method == Method::Head;
  const bool closes = answer.close || answer.stream || body_unread_ || !parser_ || !parser_->keep_alive() ||
                      shard_.shared.stopping;
  const std::string_view body = answer.fixed_body.empty() ? std::string_view(answer.body) : answer.fixed_body;
  const std::size_t length = answer.file_path.empty() ? body.size() : static_cast<std::size_t>(answer.file_size);
  const std::string head = head_of(answer, length, closes);
  const bool bodiless = is_head || has_no_body(answer.status) || !answer.file_path.empty() || answer.stream;
  enter(Phase::Writing, limits_.write_ms);
  const std::string_view first = bodiless ? std::string_view{} : body;
  bool sent = co_await write(head, first);
  if (sent && !is_head && !answer.file_path.empty()) {
    sent = co_await send_file(answer);
  }
  site_.record(call_, answer, lane, monotonic_ns() - started_ns_);
  if (sent && answer.stream && !is_head) {
    co_await send_events(answer.stream);
  }
  co_return sent && !closes ? After::KeepAlive : After::Close;
}

/// Most answers fit the socket's buffer: written at once, without a suspension.
asio::awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
  const std::array<asio::const_buffer, 2> both = {asio::buffer(head.data(), head.size()),
                                                  asio::buffer(body.data(), body.size())};
  boost::system::error_code error;
  std::size_t written = socket_.write_some(both, error);
  if (error && error != asio::error::would_block) co_return false;
  const std::size_t total = head.size() + body.size();
  while (written < total) {
    deadline_ns_ = monotonic_ns() + limits_.write_ms * kMillisecondNs;
    const bool in_head = written < head.size();
    const std::string_view rest = in_head ? head.substr(written) : body.substr(written - head.size());
    const auto [failed, count] =
        co_await socket_.async_write_some(asio::buffer(rest.data(), rest.size()), kAsTuple);
    if (failed) co_return false;
    written += count;
  }
  co_return true;
}

asio::awaitable<bool> Connection::send_file(const Answer& answer) {
  const int file = ::open(answer.file_path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) co_return false;
  std::string piece(kFilePieceSize, '\0');
  std::int64_t left = answer.file_size;
  bool good = true;
  while (good && left > 0) {
    const auto count = ::read(file, piece.data(), std::min<std::size_t>(piece.size(), static_cast<std::size_t>(left)));
    good = count > 0;
    if (!good) break;
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
    good = co_await write(bytes, {});
    left -= count;
  }
  ::close(file);
  co_return good;
}

asio::awaitable<void> Connection::send_events(const std::shared_ptr<Subscription>& subscription) {
  auto& context = shard_.context;
  // Shared with wake-ups that may still be queued when this coroutine has ended.
  const auto signal = std::make_shared<Signal>(context);
  const auto wake = [signal, executor = context.get_executor()] {
    asio::post(executor, [signal] { signal->timer.cancel(); });
  };
  subscription->on_ready(wake);
  socket_.async_wait(Tcp::socket::wait_read, [signal](const boost::system::error_code&) {
    signal->gone = true;
    signal->timer.cancel();
  });
  shard_.shared.streams.fetch_add(1);
  std::string text = "retry: 2000\n\n: \n\n";
  std::int64_t beat_ns = monotonic_ns();
  while (!shard_.shared.stopping && !signal->gone) {
    if (!text.empty()) {
      enter(Phase::Writing, limits_.write_ms);
      const bool written = co_await write(text, {});
      if (!written) break;
    }
    phase_ = Phase::Streaming;
    text = subscription->take();
    if (!text.empty()) continue;
    if (subscription->dropped()) break;
    const std::int64_t left_ms = limits_.heartbeat_ms - (monotonic_ns() - beat_ns) / kMillisecondNs;
    if (left_ms > 0) {
      signal->timer.expires_after(std::chrono::milliseconds(left_ms));
      // Something may have come between take() and here; its wake-up is queued behind this one.
      co_await signal->timer.async_wait(kAsTuple);
      text = subscription->take();
      continue;
    }
    beat_ns = monotonic_ns();
    bool welcome = false;
    const std::function<void()> look = [&] { welcome = site_.still_welcome(call_); };
    const bool looked = co_await run_on(Lane::Read, look);
    if (!looked) continue;
    if (!welcome) break;
    text = ": \n\n";
  }
  subscription->on_ready(nullptr);
  shard_.shared.streams.fetch_sub(1);
}

}  // namespace sen::http
