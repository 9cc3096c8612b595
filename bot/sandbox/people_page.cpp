#include "bot/sandbox/people_page.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "bot/sandbox/chat_page.h"

namespace banwei::sandbox {

namespace text {
namespace {

constexpr auto not_kept = "没有留下这句的判断：只留最近200条，或者班级小助手还没有看到它";

}  // namespace
}  // namespace text

namespace {

constexpr auto move_most = std::chrono::days{7};

/// What a person at the page can do to the gateway: how it is called, what it does, and the word of a .chat file.
struct Mode {
  std::string name;
  std::string what;
  Faults faults = {};
  std::string_view line = "正常";  // 网关：…
  std::string_view list = "来了";  // 好友名单：…
};

const std::vector<Mode>& modes() {
  const auto every = [](CallFault fault) {
    return Faults{.group = fault, .direct = fault, .react = fault, .recall = fault};
  };
  const auto list = [](CallFault fault) {
    Faults faults;
    faults.friends = fault;
    return faults;
  };
  Faults same;
  same.same_id = true;
  static const std::vector<Mode> all{
      {"正常", "发什么都能到"},
      {"超时", "发到了，但回音是“超时”", every(timed_out_but_delivered), "超时"},
      {"超时丢失", "没发到，回音也是“超时”", every(timed_out_and_lost), "超时丢失"},
      {"禁言", "群里发不出，私聊照常", {.group = muted, .direct = {}, .react = muted, .recall = muted}, "禁言"},
      {"全部拒绝", "群和私聊都发不出，QQ 一概拒收", every(muted), "拒绝"},
      {"一概不答", "发到了，但等不到回音", every(never_answered), "超时"},
      {"编号不变", "发到了，但每条消息的编号都一样", same, "同号"},
      {"名单报错", "要好友名单时报错，不知道谁是好友", list(muted), "正常", "不来"},
      {"名单迟到", "好友名单过11秒才来", list(late), "正常", "迟到"},
      {"名单不来", "好友名单一直等不到", list(never_answered), "正常", "不来"},
      {"断线", "听不见，也发不出", {.group = {}, .direct = {}, .react = {}, .open = false}}};
  return all;
}

}  // namespace

void PeoplePage::tell(const Json& message) {
  const std::string text = text_of(message);
  for (const SocketPtr& socket : sockets_) socket->send(text);
}

Json PeoplePage::clock(bool moved) {
  told_ = shared_.clock.wall();
  return {{"type", "clock"}, {"now", told_.time_since_epoch().count()}, {"moved", moved}};
}

/// Tells the pages when their clock shows another minute, as long as there are pages.
void PeoplePage::pulse() {
  pulse_.expires_after(std::chrono::seconds{1});
  pulse_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error || self->stopped_ || self->sockets_.empty()) return;
    if (self->shared_.clock.wall() - self->told_ >= std::chrono::minutes{1}) self->tell(self->clock(false));
    self->pulse();
  });
}

Json PeoplePage::state() const {
  Json out = page::state(shared_.rooms);
  out.update(Json{{"up", line_.linked()},
                  {"zone", shared_.options.zone},
                  {"now", shared_.clock.wall().time_since_epoch().count()},
                  {"can_move", static_cast<bool>(shared_.options.move_clock)},
                  {"modes", Json::array()},
                  {"mode", mode_},
                  {"fresh", shared_.options.fresh}});
  for (const Mode& mode : modes()) out["modes"].push_back({{"name", mode.name}, {"what", mode.what}});
  return out;
}

/// "2020-03-11 10:30" on the college's wall.
void PeoplePage::move_clock(const std::string& to) {
  const auto two_digits = [&](std::size_t at) {
    int number = -1;
    if (to.size() == 16) std::from_chars(to.data() + at, to.data() + at + 2, number);
    return number;
  };
  const auto day = day_from_iso(to.substr(0, to.find(' ')));
  const int hour = two_digits(11);
  const int minute = two_digits(14);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    throw std::invalid_argument("看不懂这个时间，请写成 10:30 或 明天 8:00");
  }
  const Utc moment = zone_.utc(*day + std::chrono::hours{hour} + std::chrono::minutes{minute});
  if (moment <= shared_.clock.wall()) throw std::invalid_argument("这个时间已经过了，时间只能往前拨");
  if (moment - shared_.clock.wall() > move_most) throw std::invalid_argument("一次最多往前拨七天");
  shared_.transcript.jump(moment);
  shared_.options.move_clock(moment);
  tell(clock(true));
}

/// The list of friends is asked for when a line comes up, so that a change of its fate cuts the line.
void PeoplePage::set_mode(const std::string& word) {
  const auto mode = std::find_if(modes().begin(), modes().end(), [&](const Mode& each) { return each.name == word; });
  if (mode == modes().end()) throw std::invalid_argument("没有这种网关状态：" + word);
  const bool other_list = std::exchange(list_, mode->list) != mode->list;
  mode_ = word;
  shared_.transcript.friend_list(mode->list);
  if (other_list || !mode->faults.open) line_.drop();
  shared_.transcript.gateway(mode->line);
  line_.fail(mode->faults);
  tell({{"type", "mode"}, {"mode", mode_}});
}

void PeoplePage::explain(const std::string& message, std::vector<std::string> why) {
  std::erase_if(explained_, [&](const auto& each) { return each.first == message; });
  explained_.emplace_back(message, std::move(why));
  if (explained_.size() > Sandbox::explained_limit) explained_.pop_front();
}

Json PeoplePage::why(const std::string& message) const {
  const auto found =
      std::find_if(explained_.begin(), explained_.end(), [&](const auto& each) { return each.first == message; });
  return {{"type", "why"},
          {"message", message},
          {"lines", found != explained_.end() ? found->second : std::vector<std::string>{text::not_kept}}};
}

net::Response PeoplePage::take_picture(const net::Request& request) {
  if (const int refused = page::stranger(request); refused != 0)
    return {.status = refused, .body = "只收本页发来的图片\n"};
  if (request.method != "POST") return {.status = 405, .body = "图片要用 POST 发来\n"};
  try {
    const std::string name = shared_.pictures.add(shared_.rooms.next_id(), request.query, request.body);
    return {.type = "application/json", .body = text_of({{"name", name}})};
  } catch (const std::invalid_argument& wrong) {
    return {.status = 415, .body = wrong.what()};
  }
}

net::Response PeoplePage::take_file(const net::Request& request) {
  if (const int refused = page::stranger(request); refused != 0)
    return {.status = refused, .body = "只收本页发来的文件\n"};
  if (request.method != "POST") return {.status = 405, .body = "文件要用 POST 发来\n"};
  return {.type = "application/json", .body = text_of({{"id", keep(request.body)}})};
}

std::string PeoplePage::keep(std::string file) {
  std::string id = "f" + shared_.rooms.next_id();
  shared_.files.add(id, std::move(file));
  return id;
}

net::Response PeoplePage::show_picture(const net::Request& request) const {
  const Picture* picture = page::loopback(request.host) ? shared_.pictures.find(request.path) : nullptr;
  if (picture == nullptr) return {.status = 404, .body = "没有这张图片\n"};
  return {.type = picture->type,
          .body = picture->bytes,
          .headers = {{"Content-Security-Policy", "default-src 'none'; sandbox"}, {"X-Frame-Options", "DENY"}}};
}

/// For keeping, never for showing: what the bot writes is no page.
net::Response PeoplePage::show_file(const net::Request& request) const {
  const std::string_view id = std::string_view(request.path).substr(request.path.rfind('/') + 1);
  const std::string* bytes = page::loopback(request.host) ? shared_.files.find(id) : nullptr;
  if (bytes == nullptr) return {.status = 404, .body = "这个文件不在了\n"};
  return {.type = "application/octet-stream",
          .body = *bytes,
          .headers = {{"Content-Disposition", "attachment"}, {"X-Content-Type-Options", "nosniff"}}};
}

net::Response PeoplePage::save(const net::Request& request) const {
  if (page::stranger(request) != 0) return {.status = 421, .body = "这个地址不是本机，请用 127.0.0.1 打开\n"};
  return {.body = shared_.transcript.text(),
          .headers = {{"Content-Disposition", "attachment; filename=\"sandbox.chat\""}}};
}

int PeoplePage::accept(const net::Request& request) const {
  const int refused = page::stranger(request);
  if (refused != 0) return refused;
  return stopped_ ? 503 : 101;
}

void PeoplePage::stop() {
  stopped_ = true;
  pulse_.cancel();
  for (const SocketPtr& socket : std::exchange(sockets_, {})) socket->close();
}

void PeoplePage::opened(const SocketPtr& socket) {
  sockets_.insert(socket);
  told_ = shared_.clock.wall();
  socket->send(text_of(state()));
  pulse();
}

/// A page may only send pictures that are there; "" is a sample.
Content PeoplePage::checked(Content content) const {
  for (Part& part : content) {
    if (part.kind == Part::Kind::file && !part.id.empty()) {
      const std::string* bytes = shared_.files.find(part.id);
      if (bytes == nullptr) throw std::invalid_argument("这个文件已经不在了，请再选一次");
      part.bytes = static_cast<std::int64_t>(bytes->size());
    }
    if (part.kind == Part::Kind::image && !part.value.empty() && shared_.pictures.find(part.value) == nullptr)
      throw std::invalid_argument("这张图片已经不在了，请再选一次");
  }
  return content;
}

void PeoplePage::said(const SocketPtr& socket, const std::string& text) {
  try {
    const Json said = Json::parse(text);
    const std::string type = said.at("type");
    if (type == "history") {
      socket->send(text_of(page::history(shared_.rooms, said)));
    } else if (type == "say") {
      const std::string user = said.at("user");
      const bool group = said.at("place") == "group";
      people_.say(user, group ? Place::group : Place::direct, group ? said.at("room").get<std::string>() : user,
                  checked(page::content(said.at("parts"))));
    } else if (type == "recall") {
      ChatLine* line = shared_.rooms.find(said.at("message").get<std::string>());
      if (line == nullptr || line->user != said.at("user")) throw std::invalid_argument("只能撤回自己的消息");
      people_.recall(*line);
    } else if (type == "why") {
      socket->send(text_of(why(said.at("message"))));
    } else if (type == "befriend") {
      people_.request_friend(said.at("user"));
    } else if (type == "move" && shared_.options.move_clock) {
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

}  // namespace banwei::sandbox
