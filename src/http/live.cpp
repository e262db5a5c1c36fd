#include "http/live.hpp"

#include <algorithm>

namespace sen::http {

namespace {
constexpr std::size_t kWaitingBytesMax = 256 * 1024;
}

std::string Subscription::take() {
  const std::lock_guard lock(mutex_);
  std::string events = std::move(waiting_);
  waiting_.clear();
  return events;
}

bool Subscription::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void Subscription::on_ready(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (wake_ && (!waiting_.empty() || dropped_)) wake_();
}

void Subscription::push(const std::string& event) {
  const std::lock_guard lock(mutex_);
  if (dropped_) return;
  if (waiting_.size() + event.size() > kWaitingBytesMax) {
    waiting_.clear();
    dropped_ = true;
  } else {
    waiting_.append(event);
  }
  if (wake_) wake_();
}

void Subscription::drop() {
  const std::lock_guard lock(mutex_);
  dropped_ = true;
  if (wake_) wake_();
}

Live::~Live() {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : subscriptions_) {
    if (const auto subscription = weak.lock()) subscription->drop();
  }
}

void Live::forget_ended() {
  std::erase_if(subscriptions_, [](const auto& weak) {
    const auto subscription = weak.lock();
    return !subscription || subscription->dropped();
  });
}

Result<std::shared_ptr<Subscription>> Live::subscribe(std::int64_t person, std::vector<std::string> channels) {
  const std::lock_guard lock(mutex_);
  forget_ended();
  const auto own = std::count_if(subscriptions_.begin(), subscriptions_.end(), [&](const auto& weak) {
    const auto subscription = weak.lock();
    return subscription && subscription->person_ == person;
  });
  if (static_cast<std::size_t>(own) >= limits_.per_person || subscriptions_.size() >= limits_.total) {
    return Error{ErrorCode::LimitExceeded, "http.too_many_streams"};
  }
  // Shared between the connection that writes and this hub that feeds; the hub's hold is weak.
  auto subscription = std::make_shared<Subscription>();
  subscription->channels_ = std::move(channels);
  subscription->person_ = person;
  subscriptions_.push_back(subscription);
  return subscription;
}

void Live::publish(std::string_view channel, std::string_view event, std::string_view json) {
  std::string text = "event: ";
  text.append(event).append("\ndata: ").append(json).append("\n\n");
  const std::lock_guard lock(mutex_);
  for (const auto& weak : subscriptions_) {
    const auto subscription = weak.lock();
    if (!subscription) continue;
    const auto& channels = subscription->channels_;
    if (std::find(channels.begin(), channels.end(), channel) != channels.end()) subscription->push(text);
  }
}

void Live::end_person(std::int64_t person) {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : subscriptions_) {
    const auto subscription = weak.lock();
    if (subscription && subscription->person_ == person) subscription->drop();
  }
}

std::size_t Live::stream_count() {
  const std::lock_guard lock(mutex_);
  forget_ended();
  return subscriptions_.size();
}

}  // namespace sen::http
