// The sandbox as the bot sees it: the websocket that it dials, its calls, and the faults that spoil their answers.
#include <algorithm>
#include <map>

#include "bot/sandbox/chat_page.h"
#include "bot/sandbox/state.h"

namespace banwei::sandbox {
namespace {

using napcat::Failure;
using Response = CallFault::Response;

constexpr std::size_t history_default = 20;  // NapCat's
constexpr auto stray_answer = std::chrono::seconds{1};
constexpr auto recall_time = std::chrono::minutes{2};  // QQ's, for who does not administer the group

constexpr const char* timeout_text =
    "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate "
    "EventRet:\n{\"result\":0,\"errMsg\":\"\"}\n";
constexpr const char* refused_text =
    "EventChecker Failed: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "EventRet:\n{\"result\":120,\"errMsg\":\"\"}\n";

}  // namespace

// --- the bot's line ------------------------------------------------------------------------------

int Sandbox::State::accept_bot(const net::Request& request) const {
  if (!page::loopback(request.host)) return 421;
  if (!request.origin.empty()) return 403;  // a browser: no page may play the bot
  if (!faults.open || stopped_) return 503;
  if (options.token.empty()) return 101;
  if (request.authorization.empty()) return 401;
  return request.authorization == "Bearer " + options.token ? 101 : 403;
}

void Sandbox::State::bot_opened(const SocketPtr& socket) {
  const bool first = bots_.empty();
  bots_.insert(socket);
  socket->send(text_of(napcat::lifecycle(rooms.campus(), clock_.wall())));
  if (!first) return;
  transcript.linked(true);
  if (observer.linked) observer.linked(true);
  to_pages({{"type", "link"}, {"up", true}});
  beat();
}

void Sandbox::State::bot_closed(const SocketPtr& socket) {
  if (bots_.erase(socket) != 0 && bots_.empty()) line_went();
}

void Sandbox::State::line_went() {
  transcript.linked(false);
  if (observer.linked) observer.linked(false);
  to_pages({{"type", "link"}, {"up", false}});
}

void Sandbox::State::inject(const std::string& text) {
  for (const SocketPtr& socket : bots_) socket->send(text);
}

void Sandbox::State::beat() {
  beat_.expires_after(options.heartbeat);
  beat_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error || self->stopped_ || !self->linked()) return;
    if (self->faults.heartbeats) {
      self->to_bot(napcat::heartbeat(self->rooms.campus(), self->clock_.wall(), self->faults.online,
                                     static_cast<long>(self->options.heartbeat.count())));
    }
    self->beat();
  });
}

CallFault Sandbox::State::take(CallFault& fault) {
  CallFault now = fault;
  if (fault.times == 0) now = CallFault{};
  if (fault.times > 0) --fault.times;
  return now;
}

void Sandbox::State::bot_called(const SocketPtr& socket, const std::string& text) {
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
  const CallFault fault = spoilt == spoilable.end() ? CallFault{} : take(faults.*(spoilt->second));

  effective_ = fault.effective;
  Json answer;
  try {
    answer = napcat::answer(run(action, call.value("params", Json::object())), echo);
  } catch (const Failure& failure) {
    answer = napcat::failure(failure, echo);
  } catch (const Json::exception&) {
    answer = napcat::failure({1400, "参数错误"}, echo);
  }
  effective_ = true;
  answer_spoilt(socket, fault, std::move(answer), echo);
}

void Sandbox::State::answer_spoilt(const SocketPtr& socket, const CallFault& fault, Json good, const Json& echo) {
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
      bot_closed(socket);
    } else {
      send_answer(socket, text);
    }
  };
  if (fault.delay.count() == 0)
    act();
  else
    send_later(fault.delay, act);
}

void Sandbox::State::send_answer(const SocketPtr& socket, std::string text) {
  kept_back_.emplace_back(socket, std::move(text));
  if (kept_back_.size() >= faults.reversed) {
    flush_answers();
  } else if (kept_back_.size() == 1) {
    // A last call without a companion must not look like a call that is never answered.
    send_later(stray_answer, [this] { flush_answers(); });
  }
}

void Sandbox::State::flush_answers() {
  auto answers = std::exchange(kept_back_, {});
  std::reverse(answers.begin(), answers.end());
  for (auto& [socket, text] : answers) {
    if (bots_.count(socket) != 0) socket->send(std::move(text));
  }
}

void Sandbox::State::send_later(std::chrono::milliseconds delay, std::function<void()> act) {
  const auto timer = std::make_shared<boost::asio::steady_timer>(io_);
  late_.insert(timer);
  timer->expires_after(delay);
  timer->async_wait([self = shared_from_this(), timer, act = std::move(act)](const boost::system::error_code& error) {
    self->late_.erase(timer);
    if (!error && !self->stopped_) act();
  });
}

void Sandbox::State::fail(Faults next) {
  faults = next;
  flush_answers();
}

// --- actions -------------------------------------------------------------------------------------

Json Sandbox::State::run(const std::string& action, const Json& parameters) {
  static const std::map<std::string, Action> actions{
      {"get_login_info", &State::login_info},     {"get_status", &State::status},
      {"get_version_info", &State::version},      {"get_friend_list", &State::friends},
      {"get_group_list", &State::groups},         {"get_group_member_list", &State::members},
      {"get_group_msg_history", &State::history}, {"send_group_msg", &State::send_group},
      {"send_private_msg", &State::send_private}, {"set_msg_emoji_like", &State::react},
      {"delete_msg", &State::delete_message},     {"set_friend_add_request", &State::answer_friend}};
  const auto found = actions.find(action);
  const bool unknown = found == actions.end() || (action == "get_group_msg_history" && !faults.history);
  if (unknown) throw Failure{1404, "不支持的Api " + action};
  return (this->*(found->second))(parameters);
}

Json Sandbox::State::login_info(const Json&) {
  return {{"user_id", std::stoll(rooms.campus().bot_account)}, {"nickname", rooms.campus().bot_name}};
}

Json Sandbox::State::status(const Json&) {
  return {{"online", faults.online}, {"good", true}, {"stat", Json::object()}};
}

Json Sandbox::State::version(const Json&) {
  return {{"app_name", "NapCat.Onebot"}, {"protocol_version", "v11"}, {"app_version", "sandbox"}};
}

Json Sandbox::State::members(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  if (rooms.group(group) == nullptr) throw Failure{1200, "群" + group + "不存在"};
  return napcat::members(rooms, group);
}

Json Sandbox::State::history(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  const std::size_t count =
      parameters.contains("count") ? std::stoul("0" + napcat::parameter(parameters, "count")) : history_default;
  const ChatRooms::Lines& lines = rooms.lines(Place::group, group);
  auto end = lines.end();
  if (parameters.contains("message_seq")) {
    const std::string last = napcat::parameter(parameters, "message_seq");
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const ChatLine& line) { return line.id == last; });
    if (last != "0" && found != lines.end()) end = std::next(found);
  }
  const auto have = static_cast<std::size_t>(std::distance(lines.begin(), end));
  Json messages = Json::array();
  for (auto line = std::prev(end, static_cast<std::ptrdiff_t>(std::min(count, have))); line != end; ++line) {
    if (!line->recalled) messages.push_back(event_of(*line));
  }
  if (messages.empty()) throw Failure{1200, "消息" + group + "不存在"};  // NapCat has no empty list
  return {{"messages", std::move(messages)}};
}

Json Sandbox::State::deliver(ChatLine line) {
  if (!effective_) return {{"message_id", std::stoll(rooms.next_id())}};
  const ChatLine& kept = rooms.add(std::move(line));
  to_pages({{"type", kept.place == Place::group ? "message" : "whisper"}, {"message", page::line(kept)}});
  transcript.said(kept);
  if (options.report_self) to_bot(event_of(kept));
  const Json id = faults.same_id ? Json(1) : Json(std::stoll(kept.id));
  if (observer.said) observer.said(ChatLine(kept));
  return {{"message_id", id}};
}

Json Sandbox::State::send_group(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  if (rooms.group(group) == nullptr) throw Failure{1200, "群" + group + "不存在"};
  return deliver(draft(Place::group, group, rooms.campus().bot_account, sent(parameters)));
}

Json Sandbox::State::send_private(const Json& parameters) {
  const std::string user = napcat::parameter(parameters, "user_id");
  const ChatUser* who = rooms.user(user);
  if (who == nullptr || !who->is_friend) throw Failure{1200, "无法获取用户信息"};
  return deliver(draft(Place::direct, user, rooms.campus().bot_account, sent(parameters)));
}

/// What the bot sends; a picture that is not ours stays a sample.
Content Sandbox::State::sent(const Json& parameters) const {
  Content content = napcat::content(parameters.value("message", Json()));
  for (Part& part : content) {
    if (part.kind != Part::Kind::image) continue;
    const Picture* picture = pictures_.find(part.value);
    part.value = picture != nullptr ? picture->name : "";
  }
  return content;
}

Json Sandbox::State::react(const Json& parameters) {
  const std::string emoji = napcat::emoji(napcat::parameter(parameters, "emoji_id"));
  const bool set = !parameters.contains("set") || napcat::parameter(parameters, "set") != "false";
  ChatLine* line = rooms.find(napcat::parameter(parameters, "message_id"));
  if (line == nullptr || line->recalled) throw Failure{1200, "msg not found"};
  if (effective_) {
    auto& shown = line->reactions;
    shown.erase(std::remove(shown.begin(), shown.end(), emoji), shown.end());
    if (set) shown.push_back(emoji);
    to_pages({{"type", "reaction"}, {"message", line->id}, {"reactions", line->reactions}});
    if (set) transcript.reacted(*line, emoji);
    if (set && observer.reacted) observer.reacted(ChatLine(*line), emoji);
  }
  return {{"result", 0}, {"errMsg", ""}};
}

Json Sandbox::State::delete_message(const Json& parameters) {
  ChatLine* line = rooms.find(napcat::parameter(parameters, "message_id"));
  if (line == nullptr) throw Failure{1200, "消息不存在"};
  const bool own = line->user == rooms.campus().bot_account;
  if (!own || line->recalled || clock_.wall() - line->sent > recall_time) throw Failure{1200, "Recall failed"};
  if (!effective_) return nullptr;
  recall(*line);
  if (observer.recalled) observer.recalled(ChatLine(*line));
  return nullptr;
}

Json Sandbox::State::answer_friend(const Json& parameters) {
  const auto request = requests_.find(napcat::parameter(parameters, "flag"));
  if (request == requests_.end()) throw Failure{1200, "No such request"};
  const std::string user = request->second;
  requests_.erase(request);
  if (!parameters.contains("approve") || napcat::parameter(parameters, "approve") != "false") befriend(user);
  return nullptr;
}

}  // namespace banwei::sandbox
