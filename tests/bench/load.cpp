#include "tests/bench/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <optional>
#include <stdexcept>

namespace banwei::bench {

namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::size_t talk_every = 10;  // In reports.

Time now() { return std::chrono::steady_clock::now(); }

// NapCat's ids are hashes, so ours are scattered as well: a bijection of 31 bits.
constexpr std::uint32_t bits = 0x7FFFFFFF;
constexpr std::uint32_t stretch = 1'103'515'245;

constexpr std::uint32_t inverse(std::uint32_t odd) {
  std::uint32_t result = odd;
  for (int i = 0; i < 5; ++i) result *= 2 - odd * result;
  return result;
}

std::uint32_t id_of(std::size_t place) { return static_cast<std::uint32_t>(place + 1) * stretch & bits; }
std::size_t place_of(std::uint32_t id) { return (id * inverse(stretch) & bits) - 1U; }

/// What stands behind `key` up to the next quotation mark.
std::optional<std::string_view> after(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(at + key.size());
  return rest.substr(0, rest.find('"'));
}

}  // namespace

nanoseconds Counts::quantile(double part) const {
  if (latencies.empty()) return {};
  const auto index = static_cast<std::size_t>(part * static_cast<double>(latencies.size()));
  return latencies[std::min(index, latencies.size() - 1)];
}

Counts Load::run(const Plan& plan) {
  before_ += said_.size();
  said_.clear();
  counts_ = {};
  outstanding_ = 0;
  std::fill(last_of_class_.begin(), last_of_class_.end(), 0);
  const Time began = now();
  const Time end = began + std::chrono::duration_cast<nanoseconds>(plan.time);
  const auto step = plan.rate > 0 ? std::chrono::duration<double>(1 / plan.rate) : std::chrono::duration<double>(0);
  std::size_t reports = 0;
  const auto due = [&] { return began + std::chrono::duration_cast<nanoseconds>(step * static_cast<double>(reports)); };
  last_answer_ = began;
  for (;;) {
    const Time moment = now();
    const auto wanted = [&] {
      if (reports >= plan.most || moment >= end) return false;
      return plan.rate > 0 ? due() <= moment : outstanding_ < plan.window;
    };
    while (wanted()) {
      if (reports % talk_every == talk_every - 1) say(true, moment);
      say(false, plan.rate > 0 ? due() : moment);
      ++reports;
    }
    const bool over = reports >= plan.most || moment >= end;
    if (over && outstanding_ == 0) break;
    if (!wire_.open() || (outstanding_ > 0 && moment - std::max(last_answer_, said_.back().at) > patience)) break;
    const nanoseconds wait = plan.rate > 0 && !over ? due() - moment : std::chrono::milliseconds{100};
    wire_.pass(std::max(wait, nanoseconds{0}), [this](std::string_view call) { heard(call); });
  }
  counts_.time = std::max(last_answer_, began + nanoseconds{1}) - began;
  counts_.unanswered = outstanding_;
  std::sort(counts_.latencies.begin(), counts_.latencies.end());
  return std::move(counts_);
}

Time Load::first_answer() {
  const Counts counts = run({.name = "start", .window = 1, .most = 1});
  if (!counts.good()) throw std::runtime_error("the first message is not answered");
  return last_answer_;
}

void Load::say(bool talk, Time at) {
  const std::size_t student = college_.next_student();
  const std::uint32_t id = id_of(before_ + said_.size());
  said_.push_back({.at = at, .class_index = static_cast<std::uint32_t>(college_.class_of(student)), .talk = talk});
  if (said_.size() % 64 == 1) wall_ = std::time(nullptr);
  wire_.send(college_.frame(student, id, wall_, talk ? college_.talk() : college_.report()));
  if (talk) {
    ++counts_.talk;
  } else {
    ++outstanding_;
  }
}

/// One call of the bot: answered at once, as gateways do.
void Load::heard(std::string_view call) {
  const auto echo = after(call, R"("echo":")");
  const auto action = after(call, R"("action":")");
  if (!echo || !action) return;
  std::string data = R"({"message_id":)" + std::to_string(++answers_) + "}";
  if (action == "send_group_msg") {
    const bool quotes = call.find(R"("type":"reply")") != std::string_view::npos;
    const auto quoted = after(call, R"("id":")");
    std::uint32_t id = 0;
    if (quotes && quoted) std::from_chars(quoted->data(), quoted->data() + quoted->size(), id);
    nodded(id);
  } else if (action == "get_login_info") {
    data = R"({"user_id":2854200865,"nickname":"班委"})";
  } else if (action == "get_friend_list") {
    data = college_.friends();
  } else if (action == "get_version_info") {
    data = R"({"app_name":"NapCat.Onebot","protocol_version":"v11","app_version":"4.8.0"})";
  } else {
    ++counts_.other;
  }
  std::string answer = R"({"status":"ok","retcode":0,"data":)";
  answer.append(data).append(R"(,"message":"","wording":"","echo":")").append(*echo).append("\"}");
  wire_.send(answer);
}

void Load::nodded(std::uint32_t id) {
  const std::size_t place = place_of(id) - before_;
  if (id == 0 || place >= said_.size()) {
    ++counts_.other;
    return;
  }
  Sent& said = said_[place];
  if (said.talk) {
    ++counts_.talk_answered;
  } else if (said.answered) {
    ++counts_.twice;
  } else {
    last_answer_ = now();
    said.answered = true;
    --outstanding_;
    ++counts_.answered;
    counts_.latencies.push_back(last_answer_ - said.at);
    std::size_t& last = last_of_class_[said.class_index];
    if (place + 1 < last) ++counts_.reordered;
    last = std::max(last, place + 1);
  }
}

}  // namespace banwei::bench
