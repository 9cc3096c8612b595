// The sandbox's two sides, the bot's line and the people's page, and the faults between them.
#include "bot/web/sandbox.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

#include "bot/web/chat_page.h"
#include "bot/web/napcat.h"
#include "bot/web/transcript.h"

namespace banwei::web {
namespace {

using Json = nlohmann::json;
using napcat::Failure;
using Answer = CallFault::Answer;
using SocketPtr = std::shared_ptr<Socket>;

constexpr std::size_t history_default = 20;  // NapCat's
constexpr auto stray_answer = std::chrono::seconds{1};
constexpr auto recall_time = std::chrono::minutes{2};  // QQ's, for who does not administer the group
constexpr auto move_most = std::chrono::days{7};

constexpr const char* timeout_text =
    "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate "
    "EventRet:\n{\"result\":0,\"errMsg\":\"\"}\n";
constexpr const char* refused_text =
    "EventChecker Failed: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "EventRet:\n{\"result\":120,\"errMsg\":\"\"}\n";

/// What a person at the page can do to the gateway, by the words of a .chat file.
const std::vector<std::pair<std::string, Faults>>& modes() {
  const auto every = [](CallFault fault) { return Faults{.group = fault, .direct = fault, .react = fault}; };
  static const std::vector<std::pair<std::string, Faults>> all{
      {"正常", {}},
      {"超时", every(timed_out_but_delivered)},
      {"超时丢失", every(timed_out_and_lost)},
      {"禁言", every(muted)},
      {"断线", {.group = {}, .direct = {}, .react = {}, .open = false}}};
  return all;
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

class Sandbox::State : public std::enable_shared_from_this<Sandbox::State> {
 public:
  State(Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus, SandboxOptions options)
      : options(std::move(options)),
        // Ids start anew with each run: a bot that keeps its database must not take them for messages it has seen.
        rooms(std::move(campus), static_cast<std::uint64_t>(clock.wall().time_since_epoch().count())),
        transcript(rooms, clock, this->options.zone),
        io_(io),
        clock_(clock),
        zone_(this->options.zone),
        pictures_("http://127.0.0.1:" + std::to_string(server.port())),
        beat_(io),
        pulse_(io) {}

  void serve(Server& server);
  void stop();
  void drop();

  std::string said_by(const std::string& user, Place place, const std::string& room, Content content);
  void recall(ChatLine& line);
  void resend(const ChatLine& line);
  void request_friend(const std::string& user);
  void befriend(const std::string& user);
  void fail(Faults next);
  void to_bot(const Json& event) { inject(text_of(event)); }
  void inject(const std::string& text);
  bool linked() const { return !bots_.empty(); }

  SandboxOptions options;
  ChatRooms rooms;
  Transcript transcript;
  Faults faults;
  SandboxObserver observer;

 private:
  using Action = Json (State::*)(const Json& parameters);
  struct Effect {  // a call that a fault can spoil
    CallFault Faults::*fault;
    Action run;
  };

  // The bot's side.
  int accept_bot(const Request& request) const;
  void bot_opened(const SocketPtr& socket);
  void bot_closed(const SocketPtr& socket);
  void line_went();
  void bot_called(const SocketPtr& socket, const std::string& text);
  Json run(const std::string& action, const Json& parameters);
  void answer_spoilt(const SocketPtr& socket, const CallFault& fault, Json good, const Json& echo);
  void send_answer(const SocketPtr& socket, std::string text);
  void send_later(std::chrono::milliseconds delay, std::function<void()> act);
  void flush_answers();
  void beat();
  static CallFault take(CallFault& fault);

  Json login_info(const Json&);
  Json status(const Json&);
  Json version(const Json&);
  Json friends(const Json&) { return napcat::friends(rooms); }
  Json groups(const Json&) { return napcat::groups(rooms); }
  Json members(const Json& parameters);
  Json history(const Json& parameters);
  Json delete_message(const Json& parameters);
  Json answer_friend(const Json& parameters);
  Json send_group(const Json& parameters);
  Json send_private(const Json& parameters);
  Json react(const Json& parameters);

  ChatLine draft(Place place, const std::string& room, const std::string& user, Content content) const;
  Json deliver(ChatLine line);

  // The people's side.
  void page_opened(const SocketPtr& socket);
  void page_said(const SocketPtr& socket, const std::string& text);
  void to_pages(const Json& message);
  Json page_state() const;
  Json page_clock(bool moved);
  void pulse();
  void move_clock(const std::string& to);
  void set_mode(const std::string& word);
  Response take_picture(const Request& request);
  Response show_picture(const Request& request) const;
  Response save(const Request& request) const;
  Json event_of(const ChatLine& line) const { return napcat::message(rooms, pictures_, line); }
  Content sent(const Json& parameters) const;
  Content checked(Content content) const;

  boost::asio::io_context& io_;
  const Clock& clock_;
  const Zone zone_;
  Pictures pictures_;
  std::string mode_ = "正常";
  boost::asio::steady_timer beat_;
  boost::asio::steady_timer pulse_;
  Utc told_{};  // the time that the pages show
  std::set<std::shared_ptr<boost::asio::steady_timer>> late_;
  std::set<SocketPtr> bots_;
  std::set<SocketPtr> pages_;
  std::vector<std::pair<SocketPtr, std::string>> kept_back_;
  std::unordered_map<std::string, std::string> requests_;  // flag -> account
  bool effective_ = true;                                  // false while a call runs whose effect a fault takes away
  bool stopped_ = false;
};

// --- paths ---------------------------------------------------------------------------------------

void Sandbox::State::serve(Server& server) {
  const auto page = [](const Request& request) { return page::file(request); };
  for (const char* path : {"/", "/style.css", "/page.js", "/pieces.js", "/menu.js", "/controls.js", "/pictures.js",
                           "/model.js", "/icon.svg", "/emoji/*"}) {
    server.serve(path, page);
  }

  const auto self = shared_from_this();
  server.serve("/pictures", [self](const Request& request) { return self->take_picture(request); });
  server.serve(Pictures::path + std::string("*"),
               [self](const Request& request) { return self->show_picture(request); });
  server.serve("/sandbox.chat", [self](const Request& request) { return self->save(request); });
  server.serve_socket(
      onebot_path, {.accept = [self](const Request& request) { return self->accept_bot(request); },
                    .opened = [self](const SocketPtr& socket, const Request&) { self->bot_opened(socket); },
                    .received = [self](const SocketPtr& socket, std::string text) { self->bot_called(socket, text); },
                    .closed = [self](const SocketPtr& socket) { self->bot_closed(socket); }});
  server.serve_socket("/chat",
                      {.accept =
                           [self](const Request& request) {
                             const int refused = page::stranger(request);
                             if (refused != 0) return refused;
                             return self->stopped_ ? 503 : 101;
                           },
                       .opened = [self](const SocketPtr& socket, const Request&) { self->page_opened(socket); },
                       .received = [self](const SocketPtr& socket, std::string text) { self->page_said(socket, text); },
                       .closed = [self](const SocketPtr& socket) { self->pages_.erase(socket); }});
}

void Sandbox::State::stop() {
  stopped_ = true;
  beat_.cancel();
  pulse_.cancel();
  for (const auto& timer : late_) timer->cancel();
  kept_back_.clear();
  for (const SocketPtr& socket : std::exchange(bots_, {})) socket->close();
  for (const SocketPtr& socket : std::exchange(pages_, {})) socket->close();
}

void Sandbox::State::drop() {
  const bool was = linked();
  for (const SocketPtr& socket : std::exchange(bots_, {})) socket->drop();
  if (was) line_went();
}

// --- people --------------------------------------------------------------------------------------

ChatLine Sandbox::State::draft(Place place, const std::string& room, const std::string& user, Content content) const {
  ChatLine line;
  line.place = place;
  line.room = room;
  line.user = user;
  line.sent = clock_.wall();
  line.content = std::move(content);
  return line;
}

std::string Sandbox::State::said_by(const std::string& user, Place place, const std::string& room, Content content) {
  if (rooms.user(user) == nullptr) throw std::invalid_argument("没有这个人：" + user);
  if (place == Place::group && !rooms.member(room, user)) throw std::invalid_argument("这个人不在群里：" + room);
  if (content.empty()) throw std::invalid_argument("消息是空的");
  const ChatLine& line = rooms.add(draft(place, room, user, std::move(content)));
  to_pages({{"type", "message"}, {"message", page::line(line)}});
  const std::string id = line.id;
  transcript.said(line);
  to_bot(event_of(line));
  return id;
}

void Sandbox::State::recall(ChatLine& line) {
  if (line.recalled) return;
  line.recalled = true;
  transcript.recalled(line);
  to_pages({{"type", "recall"}, {"message", line.id}, {"place", page::line(line)["place"]}, {"room", line.room}});
  to_bot(napcat::recall(rooms.campus(), line, clock_.wall()));
}

void Sandbox::State::resend(const ChatLine& line) {
  transcript.resent(line);
  to_bot(event_of(line));
}

void Sandbox::State::request_friend(const std::string& user) {
  const ChatUser* who = rooms.user(user);
  if (who == nullptr) throw std::invalid_argument("没有这个人：" + user);
  if (who->is_friend) return;
  const std::string flag = rooms.next_id();
  requests_[flag] = user;
  to_bot(napcat::friend_request(rooms.campus(), user, flag, clock_.wall()));
}

void Sandbox::State::befriend(const std::string& user) {
  const ChatUser* who = rooms.user(user);
  if (who == nullptr) throw std::invalid_argument("没有这个人：" + user);
  if (who->is_friend) return;
  rooms.befriend(user);
  transcript.befriended();
  to_bot(napcat::friend_added(rooms.campus(), user, clock_.wall()));
  to_pages({{"type", "friend"}, {"user", user}});
}

// --- the bot's line ------------------------------------------------------------------------------

int Sandbox::State::accept_bot(const Request& request) const {
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
                                                                    {"set_msg_emoji_like", &Faults::react}};
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
    case Answer::ok:
      text = text_of(good);
      break;
    case Answer::timeout:
      text = text_of(napcat::failure({1200, timeout_text}, echo));
      break;
    case Answer::refused:
      text = text_of(napcat::failure({1200, refused_text}, echo));
      break;
    case Answer::garbage:
      text = text_of(good).substr(0, 40);
      break;
    case Answer::silence:
      return;
    case Answer::hang_up:
      break;
  }
  const auto act = [this, socket, text, answer = fault.answer] {
    if (answer == Answer::hang_up) {
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
  if (found == actions.end()) throw Failure{1404, "不支持的Api " + action};
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
  const Json id = std::stoll(kept.id);
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

// --- the page ------------------------------------------------------------------------------------

void Sandbox::State::to_pages(const Json& message) {
  const std::string text = text_of(message);
  for (const SocketPtr& socket : pages_) socket->send(text);
}

Json Sandbox::State::page_clock(bool moved) {
  told_ = clock_.wall();
  return {{"type", "clock"}, {"now", told_.time_since_epoch().count()}, {"moved", moved}};
}

/// Tells the pages when their clock shows another minute, as long as there are pages.
void Sandbox::State::pulse() {
  pulse_.expires_after(std::chrono::seconds{1});
  pulse_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error || self->stopped_ || self->pages_.empty()) return;
    if (self->clock_.wall() - self->told_ >= std::chrono::minutes{1}) self->to_pages(self->page_clock(false));
    self->pulse();
  });
}

Json Sandbox::State::page_state() const {
  Json out = page::state(rooms);
  out.update(Json{{"up", linked()},
                  {"zone", options.zone},
                  {"now", clock_.wall().time_since_epoch().count()},
                  {"can_move", static_cast<bool>(options.move_clock)},
                  {"modes", Json::array()},
                  {"mode", mode_},
                  {"fresh", options.fresh}});
  for (const auto& [word, what] : modes()) out["modes"].push_back(word);
  return out;
}

/// "2020-03-11 10:30" on the college's wall.
void Sandbox::State::move_clock(const std::string& to) {
  const auto day = day_from_iso(to.substr(0, to.find(' ')));
  int hour = 24;
  int minute = 60;
  if (!day || std::sscanf(to.c_str() + to.find(' ') + 1, "%2d:%2d", &hour, &minute) != 2 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59) {
    throw std::invalid_argument("看不懂这个时间，请写成 10:30 或 明天 8:00");
  }
  const Utc moment = zone_.utc(*day + std::chrono::hours{hour} + std::chrono::minutes{minute});
  if (moment <= clock_.wall()) throw std::invalid_argument("这个时间已经过了，时间只能往前拨");
  if (moment - clock_.wall() > move_most) throw std::invalid_argument("一次最多往前拨七天");
  transcript.jump(moment);
  options.move_clock(moment);
  to_pages(page_clock(true));
}

void Sandbox::State::set_mode(const std::string& word) {
  const auto mode = std::find_if(modes().begin(), modes().end(), [&](const auto& each) { return each.first == word; });
  if (mode == modes().end()) throw std::invalid_argument("没有这种网关状态：" + word);
  mode_ = word;
  if (!mode->second.open) drop();
  transcript.gateway(mode->second.open ? word : modes().front().first);
  fail(mode->second);
  to_pages({{"type", "mode"}, {"mode", mode_}});
}

Response Sandbox::State::take_picture(const Request& request) {
  if (const int refused = page::stranger(request); refused != 0)
    return {.status = refused, .body = "只收本页发来的图片\n"};
  if (request.method != "POST") return {.status = 405, .body = "图片要用 POST 发来\n"};
  try {
    const std::string name = pictures_.add(rooms.next_id(), request.query, request.body);
    return {.type = "application/json", .body = text_of({{"name", name}})};
  } catch (const std::invalid_argument& wrong) {
    return {.status = 415, .body = wrong.what()};
  }
}

Response Sandbox::State::show_picture(const Request& request) const {
  const Picture* picture = page::loopback(request.host) ? pictures_.find(request.path) : nullptr;
  if (picture == nullptr) return {.status = 404, .body = "没有这张图片\n"};
  return {.type = picture->type,
          .body = picture->bytes,
          .headers = {{"Content-Security-Policy", "default-src 'none'; sandbox"}, {"X-Frame-Options", "DENY"}}};
}

Response Sandbox::State::save(const Request& request) const {
  if (page::stranger(request) != 0) return {.status = 421, .body = "这个地址不是本机，请用 127.0.0.1 打开\n"};
  return {.body = transcript.text(), .headers = {{"Content-Disposition", "attachment; filename=\"sandbox.chat\""}}};
}

void Sandbox::State::page_opened(const SocketPtr& socket) {
  pages_.insert(socket);
  told_ = clock_.wall();
  socket->send(text_of(page_state()));
  pulse();
}

/// A page may only send pictures that are there; "" is a sample.
Content Sandbox::State::checked(Content content) const {
  for (const Part& part : content) {
    if (part.kind == Part::Kind::image && !part.value.empty() && pictures_.find(part.value) == nullptr)
      throw std::invalid_argument("这张图片已经不在了，请再选一次");
  }
  return content;
}

void Sandbox::State::page_said(const SocketPtr& socket, const std::string& text) {
  try {
    const Json said = Json::parse(text);
    const std::string type = said.at("type");
    if (type == "history") {
      socket->send(text_of(page::history(rooms, said)));
    } else if (type == "say") {
      const std::string user = said.at("user");
      const bool group = said.at("place") == "group";
      said_by(user, group ? Place::group : Place::direct, group ? said.at("room").get<std::string>() : user,
              checked(page::content(said.at("parts"))));
    } else if (type == "recall") {
      ChatLine* line = rooms.find(said.at("message").get<std::string>());
      if (line == nullptr || line->user != said.at("user")) throw std::invalid_argument("只能撤回自己的消息");
      recall(*line);
    } else if (type == "befriend") {
      request_friend(said.at("user"));
    } else if (type == "move" && options.move_clock) {
      move_clock(said.at("to"));
    } else if (type == "mode") {
      set_mode(said.at("mode"));
    } else {
      throw std::invalid_argument("看不懂的请求");
    }
  } catch (const std::invalid_argument& wrong) {
    socket->send(text_of({{"type", "error"}, {"text", wrong.what()}}));
  } catch (const Json::exception&) {
    socket->send(text_of({{"type", "error"}, {"text", "看不懂的请求"}}));
  }
}

// --- the front -----------------------------------------------------------------------------------

Sandbox::Sandbox(Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus, SandboxOptions options)
    : state_(std::make_shared<State>(server, io, clock, std::move(campus), std::move(options))) {
  state_->serve(server);
}

Sandbox::~Sandbox() { stop(); }

void Sandbox::observe(SandboxObserver observer) { state_->observer = std::move(observer); }

std::string Sandbox::say(const std::string& user, const std::string& group, Content content) {
  return state_->said_by(user, Place::group, group, std::move(content));
}

std::string Sandbox::whisper(const std::string& user, Content content) {
  return state_->said_by(user, Place::direct, user, std::move(content));
}

void Sandbox::recall(const std::string& message) {
  ChatLine* line = state_->rooms.find(message);
  if (line == nullptr) throw std::invalid_argument("没有这条消息：" + message);
  state_->recall(*line);
}

void Sandbox::resend(const std::string& message) {
  const ChatLine* line = state_->rooms.find(message);
  if (line == nullptr) throw std::invalid_argument("没有这条消息：" + message);
  state_->resend(*line);
}

void Sandbox::request_friend(const std::string& user) { state_->request_friend(user); }
void Sandbox::befriend(const std::string& user) { state_->befriend(user); }
void Sandbox::fail(Faults faults) { state_->fail(faults); }
const Faults& Sandbox::faults() const { return state_->faults; }
void Sandbox::drop() { state_->drop(); }
void Sandbox::inject(const std::string& text) { state_->inject(text); }
bool Sandbox::linked() const { return state_->linked(); }
const ChatRooms& Sandbox::rooms() const { return state_->rooms; }
std::string Sandbox::transcript() const { return state_->transcript.text(); }
void Sandbox::stop() { state_->stop(); }

}  // namespace banwei::web
