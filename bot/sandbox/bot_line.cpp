#include "bot/sandbox/bot_line.h"

#include <algorithm>
#include <map>

#include "bot/sandbox/chat_page.h"

namespace banwei::sandbox {
namespace {

using napcat::Failure;
using Response = CallFault::Response;

constexpr auto stray_answer = std::chrono::seconds{1};

constexpr const char* timeout_text =
    "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate "
    "EventRet:\n{\"result\":0,\"errMsg\":\"\"}\n";
constexpr const char* refused_text =
    "EventChecker Failed: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "EventRet:\n{\"result\":120,\"errMsg\":\"\"}\n";

}  // namespace

int BotLine::accept(const net::Request& request) const {
  if (!page::loopback(request.host)) return 421;
  if (!request.origin.empty()) return 403;  // It is a browser: no page may play the bot.
  if (!faults_.open || stopped_) return 503;
  if (shared_.options.token.empty()) return 101;
  if (request.authorization.empty()) return 401;
  return request.authorization == "Bearer " + shared_.options.token ? 101 : 403;
}

void BotLine::opened(const SocketPtr& socket) {
  const bool first = sockets_.empty();
  sockets_.insert(socket);
  socket->send(text_of(napcat::lifecycle(shared_.rooms.campus(), shared_.clock.wall())));
  if (!first) return;
  shared_.transcript.linked(true);
  if (shared_.observer.linked) shared_.observer.linked(true);
  shared_.to_pages({{"type", "link"}, {"up", true}});
  beat();
}

void BotLine::closed(const SocketPtr& socket) {
  if (sockets_.erase(socket) != 0 && sockets_.empty()) went();
}

void BotLine::went() {
  shared_.transcript.linked(false);
  if (shared_.observer.linked) shared_.observer.linked(false);
  shared_.to_pages({{"type", "link"}, {"up", false}});
}

void BotLine::inject(const std::string& text) {
  for (const SocketPtr& socket : sockets_) socket->send(text);
}

void BotLine::beat() {
  beat_.expires_after(shared_.options.heartbeat);
  beat_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error || self->stopped_ || !self->linked()) return;
    if (self->faults_.heartbeats) {
      self->inject(
          text_of(napcat::heartbeat(self->shared_.rooms.campus(), self->shared_.clock.wall(), self->faults_.online,
                                    static_cast<long>(self->shared_.options.heartbeat.count()))));
    }
    self->beat();
  });
}

CallFault BotLine::take(CallFault& fault) {
  CallFault now = fault;
  if (fault.times == 0) now = CallFault{};
  if (fault.times > 0) --fault.times;
  return now;
}

void BotLine::called(const SocketPtr& socket, const std::string& text) {
  static const std::map<std::string, CallFault Faults::*> spoilable{{"send_group_msg", &Faults::group},
                                                                    {"send_private_msg", &Faults::direct},
                                                                    {"set_msg_emoji_like", &Faults::react},
                                                                    {"delete_msg", &Faults::recall},
                                                                    {"get_friend_list", &Faults::friends}};
  const Json call = Json::parse(text, nullptr, false);
  if (!call.is_object() || !call.contains("action") || !call["action"].is_string()) {
    send_answer(socket, text_of(napcat::failure({1400, "json解析失败,请检查数据格式"}, "")));
    return;
  }
  const std::string action = call["action"];
  const Json echo = call.value("echo", Json(""));
  const auto spoilt = spoilable.find(action);
  const CallFault fault = spoilt == spoilable.end() ? CallFault{} : take(faults_.*(spoilt->second));

  Json answer;
  try {
    answer = napcat::answer(run_(action, call.value("params", Json::object()), fault.effective), echo);
  } catch (const Failure& failure) {
    answer = napcat::failure(failure, echo);
  } catch (const Json::exception&) {
    answer = napcat::failure({1400, "参数错误"}, echo);
  }
  answer_spoilt(socket, fault, answer, echo);
}

void BotLine::answer_spoilt(const SocketPtr& socket, const CallFault& fault, const Json& good, const Json& echo) {
  std::string text;
  switch (fault.answer) {
    case Response::ok:
      text = text_of(good);
      break;
    case Response::timeout:
      text = text_of(napcat::failure({1200, timeout_text}, echo));
      break;
    case Response::refused:
      text = text_of(napcat::failure({1200, refused_text}, echo));
      break;
    case Response::garbage:
      text = text_of(good).substr(0, 40);
      break;
    case Response::silence:
      return;
    case Response::hang_up:
      break;
  }
  const auto act = [this, socket, text, answer = fault.answer] {
    if (answer == Response::hang_up) {
      socket->drop();
      closed(socket);
    } else {
      send_answer(socket, text);
    }
  };
  if (fault.delay.count() == 0)
    act();
  else
    send_later(fault.delay, act);
}

void BotLine::send_answer(const SocketPtr& socket, std::string text) {
  kept_back_.emplace_back(socket, std::move(text));
  if (kept_back_.size() >= faults_.reversed) {
    flush_answers();
  } else if (kept_back_.size() == 1) {
    // A last call without a companion must not look like a call that is never answered.
    send_later(stray_answer, [this] { flush_answers(); });
  }
}

void BotLine::flush_answers() {
  auto answers = std::exchange(kept_back_, {});
  std::reverse(answers.begin(), answers.end());
  for (auto& [socket, text] : answers) {
    if (sockets_.count(socket) != 0) socket->send(std::move(text));
  }
}

void BotLine::send_later(std::chrono::milliseconds delay, std::function<void()> act) {
  const auto timer = std::make_shared<boost::asio::steady_timer>(io_);
  late_.insert(timer);
  timer->expires_after(delay);
  timer->async_wait([self = shared_from_this(), timer, act = std::move(act)](const boost::system::error_code& error) {
    self->late_.erase(timer);
    if (!error && !self->stopped_) act();
  });
}

void BotLine::fail(Faults next) {
  faults_ = next;
  flush_answers();
}

void BotLine::drop() {
  const bool was = linked();
  for (const SocketPtr& socket : std::exchange(sockets_, {})) socket->drop();
  if (was) went();
}

void BotLine::stop() {
  stopped_ = true;
  beat_.cancel();
  for (const auto& timer : late_) timer->cancel();
  kept_back_.clear();
  for (const SocketPtr& socket : std::exchange(sockets_, {})) socket->close();
}

}  // namespace banwei::sandbox
