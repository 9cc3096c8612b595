// Calls: one timer each, and one place where they end.
#include "bot/gateway/calls.h"

#include <cstdio>
#include <random>
#include <utility>
#include <vector>

#include <boost/asio/steady_timer.hpp>

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

/// `round` tells a timer that was set again from one that has fired already.
struct Calls::Call {
  Call(boost::asio::io_context& io, std::string text, std::chrono::milliseconds limit, Then end)
      : frame(std::move(text)), time(limit), then(std::move(end)), timer(io) {}
  std::string frame;
  std::chrono::milliseconds time;
  Then then;
  boost::asio::steady_timer timer;
  unsigned round = 0;
  bool written = false;
};

Calls::Calls(boost::asio::io_context& io, std::size_t queue_limit)
    : io_(io), queue_limit_(queue_limit), nonce_(random_word()) {}

std::string Calls::echo() { return nonce_ + "-" + std::to_string(++made_); }

void Calls::add(std::string echo, std::string frame, std::chrono::milliseconds time, Then then) {
  const auto call = std::make_shared<Call>(io_, std::move(frame), time, std::move(then));
  arm(echo, *call);
  bytes_ += call->frame.size();
  queue_.push_back(echo);
  calls_.emplace(std::move(echo), call);
}

std::optional<std::string> Calls::next() {
  while (!queue_.empty()) {
    const std::string echo = std::move(queue_.front());
    queue_.pop_front();
    const auto found = calls_.find(echo);
    if (found == calls_.end()) continue;
    found->second->written = true;
    bytes_ -= found->second->frame.size();
    arm(echo, *found->second);
    return std::move(found->second->frame);
  }
  return std::nullopt;
}

bool Calls::answered(const onebot11::Answer& answer) {
  if (!calls_.contains(answer.echo)) return false;
  finish(answer.echo, End::answered, &answer);
  return true;
}

void Calls::end() {
  queue_.clear();
  std::vector<std::string> echoes;
  for (const auto& [echo, call] : calls_) echoes.push_back(echo);
  for (const std::string& echo : echoes) finish(echo, End::lost, nullptr);
}

void Calls::arm(const std::string& echo, Call& call) {
  call.timer.expires_after(call.time);
  call.timer.async_wait([self = weak_from_this(), echo, round = ++call.round](boost::system::error_code ec) {
    const auto calls = ec ? nullptr : self.lock();
    if (!calls) return;
    const auto found = calls->calls_.find(echo);
    if (found != calls->calls_.end() && found->second->round == round) calls->finish(echo, End::late, nullptr);
  });
}

void Calls::finish(const std::string& echo, End end, const onebot11::Answer* answer) {
  const auto found = calls_.find(echo);
  if (found == calls_.end()) return;
  const std::shared_ptr<Call> call = found->second;
  calls_.erase(found);
  call->timer.cancel();
  if (!call->written) bytes_ -= call->frame.size();
  call->then(call->written ? end : End::unwritten, answer);
}

}  // namespace banwei
