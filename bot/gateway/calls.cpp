// Calls: one timer for all, and one place where they end.
#include "bot/gateway/calls.h"

#include <charconv>
#include <cstdio>
#include <random>
#include <utility>
#include <vector>

namespace banwei {
namespace {

std::string random_word() {
  std::random_device device;
  const std::uint64_t word = static_cast<std::uint64_t>(device()) << 32 | device();
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(word));
  return text;
}

}  // namespace

Calls::Calls(boost::asio::io_context& io, const Clock& clock, std::size_t queue_limit)
    : clock_(clock), queue_limit_(queue_limit), nonce_(random_word() + "-"), timer_(io) {}

std::string Calls::echo() { return nonce_ + std::to_string(++made_); }

std::uint64_t Calls::number_of(std::string_view echo) const {
  if (!echo.starts_with(nonce_)) return 0;
  std::uint64_t number = 0;
  const char* end = echo.data() + echo.size();
  return std::from_chars(echo.data() + nonce_.size(), end, number).ptr == end ? number : 0;
}

void Calls::add(const std::string& echo, std::string frame, std::chrono::milliseconds time, Then then) {
  const std::uint64_t number = number_of(echo);
  bytes_ += frame.size();
  queue_.push_back(number);
  const auto [call, fresh] = calls_.insert_or_assign(number, Call{std::move(frame), time, std::move(then), {}});
  arm(number, call->second);
}

std::optional<std::string> Calls::next() {
  while (!queue_.empty()) {
    const std::uint64_t number = queue_.front();
    queue_.pop_front();
    const auto found = calls_.find(number);
    if (found == calls_.end()) continue;
    Call& call = found->second;
    call.written = true;
    bytes_ -= call.frame.size();
    arm(number, call);
    return std::move(call.frame);
  }
  return std::nullopt;
}

bool Calls::answered(const CallAnswer& answer) {
  const std::uint64_t number = number_of(answer.echo);
  if (!calls_.contains(number)) return false;
  finish(number, End::answered, &answer);
  return true;
}

void Calls::end() {
  queue_.clear();
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, call] : calls_) numbers.push_back(number);
  for (const std::uint64_t number : numbers) finish(number, End::lost, nullptr);
  timer_.cancel();
}

void Calls::arm(std::uint64_t number, Call& call) {
  deadlines_.erase({call.deadline, number});
  call.deadline = clock_.steady() + call.time;
  deadlines_.emplace(call.deadline, number);
  watch();
}

/// One timer for all of them: it is set anew only for what ends earlier than anything before.
void Calls::watch() {
  if (deadlines_.empty() || (set_ && *set_ <= deadlines_.begin()->first)) return;
  set_ = deadlines_.begin()->first;
  timer_.expires_after(*set_ - clock_.steady());
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code ec) {
    const auto self = ec ? nullptr : weak.lock();
    if (self) self->expire();
  });
}

void Calls::expire() {
  set_.reset();
  const Clock::Steady now = clock_.steady();
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    finish(deadlines_.begin()->second, End::late, nullptr);
  }
  watch();
}

void Calls::finish(std::uint64_t number, End end, const CallAnswer* answer) {
  auto node = calls_.extract(number);
  if (!node) return;
  const Call& call = node.mapped();
  deadlines_.erase({call.deadline, number});
  if (!call.written) bytes_ -= call.frame.size();
  call.then(call.written ? end : End::unwritten, answer);
}

}  // namespace banwei
