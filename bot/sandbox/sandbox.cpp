// The sandbox's front, its paths, and what people do in it whether by a page or by a test.
#include "bot/sandbox/sandbox.h"

#include <stdexcept>
#include <utility>

#include "bot/sandbox/chat_page.h"
#include "bot/sandbox/state.h"

namespace banwei::sandbox {

namespace text {
namespace {

constexpr auto unheard = "说这句时班级小助手不在线，没有听到。等它连上来，群里说的会从历史里补看，私聊的补不回来";

}  // namespace
}  // namespace text

// --- paths ---------------------------------------------------------------------------------------

void Sandbox::State::serve(net::Server& server) {
  const auto page = [](const net::Request& request) { return page::file(request); };
  for (const char* path : {"/", "/style.css", "/page.js", "/pieces.js", "/menu.js", "/controls.js", "/pictures.js",
                           "/model.js", "/icon.svg", "/emoji/*"}) {
    server.serve(path, page);
  }

  const auto self = shared_from_this();
  server.serve("/pictures", [self](const net::Request& request) { return self->take_picture(request); });
  server.serve(Pictures::path + std::string("*"),
               [self](const net::Request& request) { return self->show_picture(request); });
  server.serve("/sandbox.chat", [self](const net::Request& request) { return self->save(request); });
  server.serve_socket(
      onebot_path, {.accept = [self](const net::Request& request) { return self->accept_bot(request); },
                    .opened = [self](const SocketPtr& socket, const net::Request&) { self->bot_opened(socket); },
                    .received = [self](const SocketPtr& socket, std::string text) { self->bot_called(socket, text); },
                    .closed = [self](const SocketPtr& socket) { self->bot_closed(socket); }});
  server.serve_socket("/chat",
                      {.accept =
                           [self](const net::Request& request) {
                             const int refused = page::stranger(request);
                             if (refused != 0) return refused;
                             return self->stopped_ ? 503 : 101;
                           },
                       .opened = [self](const SocketPtr& socket, const net::Request&) { self->page_opened(socket); },
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
  if (!linked()) explain(id, {text::unheard});
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
  transcript.befriended(user);
  to_bot(napcat::friend_added(rooms.campus(), user, clock_.wall()));
  to_pages({{"type", "friend"}, {"user", user}});
}

// --- the front -----------------------------------------------------------------------------------

Sandbox::Sandbox(net::Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus,
                 SandboxOptions options)
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

void Sandbox::explain(const std::string& message, std::vector<std::string> why) {
  state_->explain(message, std::move(why));
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

}  // namespace banwei::sandbox
