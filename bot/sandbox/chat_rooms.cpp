// What was said where. See chat_rooms.h for what holds.
#include "bot/sandbox/chat_rooms.h"

#include <algorithm>

namespace banwei::sandbox {
namespace {

// splitmix64's mixing step: ids look like NapCat's hashes, so nobody comes to rely on their order.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

}  // namespace

ChatRooms::ChatRooms(Campus campus, std::uint64_t seed) : campus_(std::move(campus)), seed_(mixed(seed)) {}

const ChatGroup* ChatRooms::group(std::string_view id) const {
  const auto found = std::find_if(campus_.groups.begin(), campus_.groups.end(),
                                  [&](const ChatGroup& group) { return group.id == id; });
  return found == campus_.groups.end() ? nullptr : &*found;
}

const ChatUser* ChatRooms::user(std::string_view account) const {
  const auto found = std::find_if(campus_.users.begin(), campus_.users.end(),
                                  [&](const ChatUser& user) { return user.account == account; });
  return found == campus_.users.end() ? nullptr : &*found;
}

bool ChatRooms::member(std::string_view group, std::string_view account) const {
  if (account == campus_.bot_account) return this->group(group) != nullptr;
  const ChatUser* who = user(account);
  return who != nullptr && std::find(who->groups.begin(), who->groups.end(), group) != who->groups.end();
}

void ChatRooms::befriend(std::string_view account) {
  for (ChatUser& user : campus_.users) {
    if (user.account == account) user.is_friend = true;
  }
}

const ChatLine& ChatRooms::add(ChatLine line) {
  line.id = next_id();
  const Key key{line.place, line.room};
  Lines& lines = rooms_[key];
  where_.emplace(line.id, key);
  line.count = lines.empty() ? 1 : lines.back().count + 1;
  lines.push_back(std::move(line));
  if (lines.size() > room_limit) {
    where_.erase(lines.front().id);
    lines.pop_front();
  }
  return lines.back();
}

ChatLine* ChatRooms::find(std::string_view id) {
  const auto where = where_.find(std::string(id));
  if (where == where_.end()) return nullptr;
  Lines& lines = rooms_[where->second];
  const auto line = std::find_if(lines.rbegin(), lines.rend(), [&](const ChatLine& each) { return each.id == id; });
  return line == lines.rend() ? nullptr : &*line;
}

const ChatRooms::Lines& ChatRooms::lines(Place place, const std::string& room) const {
  static const Lines none;
  const auto found = rooms_.find({place, room});
  return found == rooms_.end() ? none : found->second;
}

std::string ChatRooms::next_id() {
  while (true) {
    seed_ += 0x9e3779b97f4a7c15U;
    const std::string id = std::to_string(mixed(seed_) & 0x7fffffffU);
    if (id != "0" && where_.find(id) == where_.end()) return id;
  }
}

}  // namespace banwei::sandbox
