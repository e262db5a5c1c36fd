#pragma once
// Live updates: whoever changes something publishes one event to a channel (a unit's, a person's); each
// open browser has a subscription to some channels. Nothing is kept: who connects again reads afresh.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace sen::http {

/// Events on their way to one connection. Bounded: a reader that does not keep up is dropped, and
/// connects again.
class Subscription {
 public:
  /// Ready bytes of all events that wait ("event: …\ndata: …\n\n"), taken away. Empty when none waits.
  std::string take();
  [[nodiscard]] bool dropped() const;
  /// Called, from any thread, when something waits or the subscription was dropped. Set once by the
  /// connection; cleared by it before it ends.
  void on_ready(std::function<void()> wake);

 private:
  friend class Live;
  void push(const std::string& event);
  void drop();
  mutable std::mutex mutex_;
  std::string waiting_;
  bool dropped_ = false;
  std::function<void()> wake_;
  std::vector<std::string> channels_;
  std::int64_t person_ = 0;
};

class Live {
 public:
  struct Limits {
    std::size_t per_person = 10;  ///< tabs share one, windows and devices add up
    std::size_t total = 2000;
  };
  Live() = default;
  explicit Live(Limits limits) : limits_(limits) {}
  ~Live();  ///< drops every subscription

  /// A new reader of these channels; it ends when the last owner lets go of it. Error LimitExceeded
  /// "http.too_many_streams".
  Result<std::shared_ptr<Subscription>> subscribe(std::int64_t person, std::vector<std::string> channels);
  /// To every reader of the channel; `event` is one word, `json` one value without line breaks. Any
  /// thread; never waits for a reader.
  void publish(std::string_view channel, std::string_view event, std::string_view json);
  /// Ends the streams of a person (signed out, role taken away).
  void end_person(std::int64_t person);
  [[nodiscard]] std::size_t stream_count();

 private:
  void forget_ended();
  Limits limits_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<Subscription>> subscriptions_;
};

}  // namespace sen::http
