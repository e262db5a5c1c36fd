// A connection's requests: reading within limits, the hop to a lane, keep-alive.

// g++ 12 takes the coroutine frame's own operator delete for a mismatch (a known false alarm).
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

#include "http/connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"
#include "http/request_head.hpp"

namespace sen::http {
namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadSize = 16 * 1024;
constexpr std::size_t kBufferMax = 256 * 1024;
constexpr std::int64_t kMillisecondNs = 1'000'000;

Method method_of(beast::http::verb name) {
  using beast::http::verb;
  switch (name) {
    case verb::get: return Method::Get;
    case verb::head: return Method::Head;
    case verb::post: return Method::Post;
    case verb::put: return Method::Put;
    case verb::patch: return Method::Patch;
    case verb::delete_: return Method::Delete;
    case verb::unknown: return Method::Unknown;
    default: return Method::Unsupported;
  }
}

/// The client went away: nobody is there to be told.
constexpr const char* kGone = "";
/// (g++ 12 cannot co_return a literal itself.)
const char* key(const char* name) { return name; }

bool takes_body(BodyKind body) { return body != BodyKind::None; }

}  // namespace

class Connection::ParsedHeaders final : public HeaderSource {
 public:
  explicit ParsedHeaders(const RequestParser& parser) : parser_(parser) {}
  [[nodiscard]] std::string_view find(std::string_view name) const override {
    const auto& fields = parser_.get().base();
    const auto found = fields.find(beast::string_view(name.data(), name.size()));
    if (found == fields.end()) return {};
    return {found->value().data(), found->value().size()};
  }

 private:
  const RequestParser& parser_;
};

Connection::Connection(Shard& shard, Tcp::socket socket, std::string address)
    : shard_(shard),
      site_(shard.shared.site),
      limits_(shard.shared.options.limits),
      socket_(std::move(socket)),
      peer_(std::move(address)),
      place_(shard.connections.insert(shard.connections.end(), this)) {}

Connection::~Connection() {
  forget_upload();
  shard_.connections.erase(place_);
  shard_.shared.doors.leave(peer_);
}

void Connection::enter(Phase phase, std::int64_t milliseconds) {
  phase_ = phase;
  deadline_ns_ = monotonic_ns() + milliseconds * kMillisecondNs;
}

void Connection::check_time(std::int64_t now_ns) {
  bool late = now_ns > deadline_ns_;
  if (phase_ == Phase::Working || phase_ == Phase::Streaming) return;
  if (phase_ == Phase::Body) {
    const std::int64_t slow_ms = (now_ns - body_started_ns_) / kMillisecondNs - limits_.slow_after_ms;
    if (slow_ms > 0 && body_size_ < slow_ms * limits_.body_bytes_per_second / 1000) late = true;
  }
  if (!late) return;
  timed_out_ = true;
  boost::system::error_code ignored;
  if (phase_ == Phase::Idle || phase_ == Phase::Writing) {
    socket_.close(ignored);
  } else {
    socket_.cancel(ignored);
  }
}

void Connection::stop() {
  if (phase_ == Phase::Idle || phase_ == Phase::Head || phase_ == Phase::Streaming) close();
}

void Connection::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<void> Connection::serve() {
  while (!shard_.shared.stopping) {
    const bool received = co_await receive_head();
    if (!received) break;
    const After after = co_await one_request();
    if (after == After::Close) {
      co_await linger();
      break;
    }
  }
}

asio::awaitable<bool> Connection::receive() {
  if (timed_out_ || buffer_.size() > kBufferMax) co_return false;
  const auto [error, count] = co_await socket_.async_read_some(buffer_.prepare(kReadSize), kAsTuple);
  if (error) co_return false;
  buffer_.commit(count);
  co_return true;
}

/// Answers false when the connection ends without another request; faults of the head are answered here.
asio::awaitable<bool> Connection::receive_head() {
  enter(Phase::Idle, limits_.idle_ms);
  for (;;) {
    const std::string_view received(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    const HeadScan scan = received.empty() ? HeadScan{} : scan_head(received);
    const char* fault = scan.fault;
    if (scan.length > 0) {
      started_ns_ = monotonic_ns();
      if (parse_head(scan.length)) fault = framing_fault();
      else fault = "http.bad_request";
      if (fault == nullptr) co_return true;
    }
    if (fault == nullptr) {
      if (phase_ == Phase::Idle && !received.empty()) enter(Phase::Head, limits_.head_ms);
      // The one wait of a busy connection stands here, not in a coroutine of its own.
      const auto [error, count] = co_await socket_.async_read_some(buffer_.prepare(kReadSize), kAsTuple);
      buffer_.commit(count);
      if (!error) continue;
      if (!timed_out_ || phase_ != Phase::Head) co_return false;
      fault = "http.timeout";
    }
    started_ns_ = monotonic_ns();
    body_unread_ = true;
    const Answer answer = refusal(fault);
    co_await send(answer, Lane::Inline);
    co_await linger();
    co_return false;
  }
}

bool Connection::parse_head(std::size_t length) {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(kRequestLineMax + kHeadersMax + 1024));
  parser_->body_limit(boost::none);
  headers_ = std::make_unique<ParsedHeaders>(*parser_);
  boost::system::error_code error;
  // Only the head: what follows it is looked at once it is known to be wanted.
  const std::size_t used = parser_->put(asio::buffer(buffer_.data(), length), error);
  if (error == beast::http::error::need_more || error == beast::http::error::need_buffer) error = {};
  buffer_.consume(used);
  call_ = Call{};
  if (error || !parser_->is_header_done() || used != length) return false;
  fill_call();
  return true;
}

void Connection::fill_call() {
  const auto& request = parser_->get();
  call_.method = method_of(request.method());
  const std::string_view target(request.target().data(), request.target().size());
  const auto question = target.find('?');
  call_.path = target.substr(0, question);
  if (question != std::string_view::npos) call_.query = target.substr(question + 1);
  call_.headers = headers_.get();
  client_ = peer_;
  const auto& trusted = shard_.shared.options.trusted_proxies;
  const auto is_trusted = [&](std::string_view address) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
  };
  if (!trusted.empty() && is_trusted(peer_)) {
    const auto hops = split(call_.header("x-forwarded-for"), ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
      const auto address = trim(*hop);
      if (address.empty()) break;
      client_ = address;
      if (!is_trusted(address)) break;
    }
  }
  call_.remote_address = client_;
}

/// Two readings of where a request ends are refused, whoever is right (security.md section 5).
const char* Connection::framing_fault() const {
  const auto& fields = parser_->get().base();
  const bool is_10 = parser_->get().version() == 10;
  if (parser_->get().version() != 11 && !is_10) return "http.bad_request";
  const auto host_count = fields.count(beast::http::field::host);
  if (host_count > 1 || (host_count == 0 && !is_10)) return "http.bad_request";
  const auto coding = call_.header("transfer-encoding");
  // Beast takes "5, 5" for 5; a proxy in front may not.
  const auto length = call_.header("content-length");
  if (length.find_first_not_of("0123456789") != std::string_view::npos) return "http.bad_request";
  const auto length_count = fields.count(beast::http::field::content_length);
  if (fields.count(beast::http::field::transfer_encoding) > 1 || length_count > 1) return "http.bad_request";
  if (!coding.empty() && (length_count > 0 || is_10 || lower(coding) != "chunked")) return "http.bad_request";
  if (call_.path.empty() || call_.path.front() != '/') return "http.bad_request";
  const auto expectation = call_.header("expect");
  if (!expectation.empty() && lower(expectation) != "100-continue") return "http.expectation";
  return nullptr;
}

asio::awaitable<Connection::After> Connection::one_request() {
  const bool has_body = !parser_->is_done();
  body_unread_ = has_body;
  const Admission admission = site_.admit(call_);
  const Lane lane = admission.route == nullptr ? Lane::Inline : admission.route->lane;
  Answer answer;
  const bool answered = co_await settle(admission, has_body, answer);
  if (!answered) co_return After::Close;
  const After after = co_await send(answer, lane);
  forget_upload();
  co_return after;
}

/// Takes the body and lets the site answer; false when the client is gone.
asio::awaitable<bool> Connection::settle(const Admission& admission, bool has_body, Answer& answer) {
  if (admission.answer) {
    answer = *admission.answer;
    co_return true;
  }
  const Route& route = *admission.route;
  if (has_body && !takes_body(admission.body)) {
    answer = refusal("http.body_unexpected");
    co_return true;
  }
  if (admission.body == BodyKind::Raw) {
    std::optional<Answer> refused;
    phase_ = Phase::Working;
    const std::function<void()> ask = [&] { refused = site_.refuse_sender(call_, route); };
    const bool asked = co_await run_on(Lane::Read, ask);
    if (!asked) refused = refusal("http.busy");
    if (refused) {
      answer = *std::move(refused);
      co_return true;
    }
  }
  if (takes_body(admission.body)) {
    const char* const fault = co_await receive_body(admission);
    if (fault == kGone) co_return false;
    if (fault != nullptr) {
      answer = refusal(fault, admission.body_max);
      co_return true;
    }
  }
  body_unread_ = false;
  phase_ = Phase::Working;
  if (route.lane == Lane::Inline) {
    answer = site_.answer(call_, route);
    co_return true;
  }
  const std::function<void()> work = [&] { answer = site_.answer(call_, route); };
  const bool ran = co_await run_on(route.lane, work);
  if (!ran) answer = refusal("http.busy");
  co_return true;
}

/// Null when the body is there, kGone when the client is not, else the key of the fault.
asio::awaitable<const char*> Connection::receive_body(const Admission& admission) {
  const auto lost = [this] { return timed_out_ ? key("http.timeout") : kGone; };
  body_.clear();
  body_size_ = 0;
  upload_ = Upload{};
  if (const auto length = parser_->content_length(); length && *length > static_cast<std::uint64_t>(admission.body_max)) {
    co_return key("http.body_too_large");
  }
  if (!call_.header("expect").empty() && buffer_.size() == 0 && !parser_->is_done()) {
    const std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    const bool written = co_await write(line, {});
    if (!written) co_return kGone;
  }
  body_started_ns_ = monotonic_ns();
  enter(Phase::Body, limits_.request_ms);
  auto& piece = shard_.scratch;  // used between two waits only
  while (!parser_->is_done()) {
    if (buffer_.size() == 0) {
      const bool received = co_await receive();
      if (!received) co_return lost();
    }
    auto& body = parser_->get().body();
    body.data = piece.data();
    body.size = piece.size();
    body.more = true;
    boost::system::error_code error;
    buffer_.consume(parser_->put(buffer_.data(), error));
    const std::size_t got = piece.size() - body.size;
    if (got > 0) {
      if (const char* fault = keep_body_bytes(admission, {piece.data(), got})) co_return fault;
    }
    if (error == beast::http::error::need_more) {
      const bool received = co_await receive();
      if (!received) co_return lost();
    } else if (error && error != beast::http::error::need_buffer) {
      co_return key("http.body_malformed");
    }
  }
  if (admission.body == BodyKind::Raw) {
    upload_.size = body_size_;
    if (upload_.path.empty()) upload_.bytes = std::move(body_);
    if (upload_file_ >= 0) ::close(std::exchange(upload_file_, -1));
    call_.upload = &upload_;
  } else {
    call_.body = body_;
  }
  co_return nullptr;
}

const char* Connection::keep_body_bytes(const Admission& admission, std::string_view bytes) {
  body_size_ += static_cast<std::int64_t>(bytes.size());
  if (body_size_ > admission.body_max) return "http.body_too_large";
  if (upload_file_ < 0) {
    body_.append(bytes);
    if (admission.body != BodyKind::Raw || body_size_ <= limits_.spool_from) return nullptr;
    // From here on the bytes lie in a file: memory stays flat however large the upload is.
    const auto& folder = shard_.shared.options.spool_folder;
    upload_.path = (folder.empty() ? std::filesystem::temp_directory_path().string() : folder) + "/sen-upload-XXXXXX";
    upload_file_ = ::mkostemp(upload_.path.data(), O_CLOEXEC);
    if (upload_file_ < 0) {
      upload_.path.clear();
      return "http.storage_full";
    }
    bytes = body_;
  }
  while (!bytes.empty()) {
    const auto written = ::write(upload_file_, bytes.data(), bytes.size());
    if (written <= 0) return "http.storage_full";
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  body_.clear();
  return nullptr;
}

void Connection::forget_upload() {
  if (upload_file_ >= 0) ::close(std::exchange(upload_file_, -1));
  if (!upload_.path.empty()) ::unlink(upload_.path.c_str());
  upload_ = Upload{};
}

/// One hop: the work runs on a thread of the lane, the coroutine goes on here. False when the lane is full.
asio::awaitable<bool> Connection::run_on(Lane lane, const std::function<void()>& work) {
  const auto begin = [this, lane, todo = &work](auto handler) {
    // Shared because std::function copies; one of the two closures below runs it, on this thread.
    auto resume = std::make_shared<decltype(handler)>(std::move(handler));
    const auto executor = shard_.context.get_executor();
    const bool taken = shard_.shared.lanes.submit(lane, [resume, executor, todo]() mutable {
      (*todo)();
      asio::post(executor, [resume = std::move(resume)] { (*resume)(true); });
    });
    if (!taken) asio::post(executor, [resume] { (*resume)(false); });
  };
  const bool ran = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(begin, asio::use_awaitable);
  co_return ran;
}

Answer Connection::refusal(const char* rule, std::int64_t bytes_max) const {
  Error error;
  error.rule = rule;
  error.arguments = {{"max", std::to_string(bytes_max)}};
  return problem(call_, error);
}

/// Closing with unread bytes would reset the connection and take the answer with it: says goodbye first,
/// then reads a little of what still comes.
asio::awaitable<void> Connection::linger() {
  constexpr std::size_t kLingerBytesMax = 1024 * 1024;
  constexpr std::int64_t kLingerMs = 2000;
  boost::system::error_code ignored;
  if (!socket_.is_open() || !body_unread_) co_return;
  socket_.shutdown(Tcp::socket::shutdown_send, ignored);
  timed_out_ = false;
  enter(Phase::Head, kLingerMs);
  for (std::size_t total = 0; total < kLingerBytesMax && !timed_out_;) {
    const auto [error, count] = co_await socket_.async_read_some(asio::buffer(shard_.scratch), kAsTuple);
    if (error) break;
    total += count;
  }
}

}  // namespace sen::http
