#pragma once
// Typed requests and replies: what a handler of `api` takes and gives.
//
//   Reply<Closed> post_close(Request<CloseInput>& request);

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "http/message.hpp"
#include "http/wire.hpp"

namespace sen::http {

template <class Input>
struct Request {
  Call& call;
  Input input;
};

/// Bytes made by the handler: exports, documents.
struct Bytes {
  std::string content;
  std::string content_type = "application/octet-stream";
  std::string download_name{};  ///< not empty: sent as an attachment of this name (any UTF-8)
};
/// A stored file, streamed in pieces.
struct FileContent {
  std::string path;
  std::int64_t size = 0;
  std::string content_type = "application/octet-stream";
  std::string download_name{};
};
/// A page rendered by the server.
struct Page {
  std::string html;
  std::string content_security_policy{};  ///< empty: the strict policy of static pages without scripts
};
/// Server-sent events; made by Live::subscribe.
struct Stream {
  std::shared_ptr<Subscription> subscription;  // shared between the connection and the hub that feeds it
};
/// An answer that was stored with its idempotency key.
struct Stored {
  std::string json;
  int status = 0;  ///< 0: the route's own
};

/// Headers for an attachment: RFC 6266 with both forms of the name.
std::string content_disposition(std::string_view download_name);

void fill_answer(Answer& answer, Bytes&& bytes);
void fill_answer(Answer& answer, FileContent&& file);
void fill_answer(Answer& answer, Page&& page);
void fill_answer(Answer& answer, Stream&& stream);
void fill_answer(Answer& answer, Stored&& stored);
void fill_json(Answer& answer, std::string&& json);

namespace detail {
template <class Output>
constexpr bool is_plain_body =
    std::is_same_v<Output, Bytes> || std::is_same_v<Output, FileContent> ||
    std::is_same_v<Output, Page> || std::is_same_v<Output, Stream>;
}

/// A value, an error, or an answer stored earlier; with what HTTP adds to it.
template <class Output>
class [[nodiscard]] Reply {
 public:
  Reply(Output output) : body_(std::move(output)) {}
  Reply(Error error) : body_(std::move(error)) {}
  Reply(Result<Output> result) : body_(Error{}) {
    if (result) body_ = *std::move(result);
    else body_ = result.error();
  }
  /// The answer of an earlier request with the same key: sends `Idempotency-Replayed: true`.
  Reply(Stored stored) : body_(std::move(stored)) {}

  /// Another status than the route's own (200, or 201 of a creating POST).
  Reply&& status(int status) && { answer_.status = status; return std::move(*this); }
  /// A strong validator without quotes; a match with If-None-Match sends 304 instead of the body.
  Reply&& etag(std::string_view tag) && { answer_.etag = '"' + std::string(tag) + '"'; return std::move(*this); }
  Reply&& header(std::string name, std::string value) && {
    answer_.header(std::move(name), std::move(value));
    return std::move(*this);
  }
  [[nodiscard]] const Error* error() const { return std::get_if<Error>(&body_); }
  [[nodiscard]] const Output* output() const { return std::get_if<Output>(&body_); }

  Answer take(const Call& call) && {
    if (auto* error = std::get_if<Error>(&body_)) return refuse(call, *error, std::move(answer_));
    if (auto* stored = std::get_if<Stored>(&body_)) {
      fill_answer(answer_, std::move(*stored));
    } else if constexpr (detail::is_plain_body<Output>) {
      fill_answer(answer_, std::move(*std::get_if<Output>(&body_)));
    } else {
      fill_json(answer_, write_json(*std::get_if<Output>(&body_)));
    }
    return std::move(answer_);
  }

 private:
  static Answer refuse(const Call& call, const Error& error, Answer given);
  std::variant<Output, Error, Stored> body_;
  Answer answer_{.status = 0};
};

/// The problem document, with the headers that the handler had set.
Answer refused(const Call& call, const Error& error, Answer given);
template <class Output>
Answer Reply<Output>::refuse(const Call& call, const Error& error, Answer given) {
  return refused(call, error, std::move(given));
}

}  // namespace sen::http
