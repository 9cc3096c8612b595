#include "bot/sandbox/people.h"

#include <stdexcept>

#include "bot/sandbox/chat_page.h"

namespace banwei::sandbox {

std::string People::say(const std::string& user, Place place, const std::string& room, Content content) {
  if (shared_.rooms.user(user) == nullptr) throw std::invalid_argument("没有这个人：" + user);
  if (place == Place::group && !shared_.rooms.member(room, user))
    throw std::invalid_argument("这个人不在群里：" + room);
  if (content.empty()) throw std::invalid_argument("消息是空的");
  const ChatLine& line = shared_.rooms.add(shared_.draft(place, room, user, std::move(content)));
  shared_.to_pages({{"type", "message"}, {"message", page::line(line)}});
  const std::string id = line.id;
  shared_.transcript.said(line);
  spoke_(id);
  shared_.to_bot(shared_.event_of(line));
  return id;
}

void People::recall(ChatLine& line) {
  if (line.recalled) return;
  line.recalled = true;
  shared_.transcript.recalled(line);
  shared_.to_pages(
      {{"type", "recall"}, {"message", line.id}, {"place", page::line(line)["place"]}, {"room", line.room}});
  shared_.to_bot(napcat::recall(shared_.rooms.campus(), line, shared_.clock.wall()));
}

void People::resend(const ChatLine& line) {
  shared_.transcript.resent(line);
  shared_.to_bot(shared_.event_of(line));
}

void People::request_friend(const std::string& user) {
  if (stranger(user) == nullptr) return;
  const std::string flag = shared_.rooms.next_id();
  shared_.requests[flag] = user;
  shared_.to_bot(napcat::friend_request(shared_.rooms.campus(), user, flag, shared_.clock.wall()));
}

void People::befriend(const std::string& user) {
  if (stranger(user) == nullptr) return;
  shared_.rooms.befriend(user);
  shared_.transcript.befriended(user);
  shared_.to_bot(napcat::friend_added(shared_.rooms.campus(), user, shared_.clock.wall()));
  shared_.to_pages({{"type", "friend"}, {"user", user}});
}

const ChatUser* People::stranger(const std::string& user) const {
  const ChatUser* who = shared_.rooms.user(user);
  if (who == nullptr) throw std::invalid_argument("没有这个人：" + user);
  return who->is_friend ? nullptr : who;
}

}  // namespace banwei::sandbox
