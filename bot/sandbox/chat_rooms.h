// The sandbox's campus: an account for the bot, groups, people, and what was said in every room. Pure state, no socket.
// Invariant: a message id is used once, a room keeps its newest messages only, and a recalled message keeps its place.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "handlers/chat.h"

namespace banwei::sandbox {

struct ChatGroup {
  std::string id;
  std::string name;
  std::string class_name = {};
};

struct ChatUser {
  std::string account;
  std::string name;
  std::string card;                 // The name shown in the groups, "" for none.
  std::string number;               // 学号 or 工号, shown beside the name
  std::string label;                // 学生, 班长, 辅导员: for people's eyes, decides nothing
  std::vector<std::string> groups;  // ids
  bool is_friend = true;            // A friend of the bot.
};

struct Campus {
  std::string bot_account;
  std::string bot_name;
  std::vector<ChatGroup> groups;
  std::vector<ChatUser> users;
};

/// One message as it stands in a room. `room` is the group's id, or in private the account of the person, never the
/// bot's.
struct ChatLine {
  std::string id;
  Place place = Place::group;
  std::string room;
  std::string user;
  Utc sent{};
  Content content;
  bool recalled = false;
  std::vector<std::string> reactions;  // Emoji, all of them the bot's.
  int count = 0;                       // Its number among the messages of its room.
};

class ChatRooms {
 public:
  using Lines = std::deque<ChatLine>;
  using Key = std::pair<Place, std::string>;

  static constexpr std::size_t room_limit = 500;

  /// `seed` makes the ids: the same seed gives the same ids in the same order.
  ChatRooms(Campus campus, std::uint64_t seed);

  const Campus& campus() const { return campus_; }
  const ChatGroup* group(std::string_view id) const;
  const ChatUser* user(std::string_view account) const;
  bool member(std::string_view group, std::string_view account) const;  // The bot is in every group.
  void befriend(std::string_view account);

  /// Gives the line its id and keeps it. The reference is good until the next line of that room.
  const ChatLine& add(ChatLine line);
  ChatLine* find(std::string_view id);
  const Lines& lines(Place place, const std::string& room) const;
  const std::map<Key, Lines>& all() const { return rooms_; }
  std::string next_id();

 private:
  Campus campus_;
  std::uint64_t seed_;
  std::map<Key, Lines> rooms_;
  std::unordered_map<std::string, Key> where_;
};

}  // namespace banwei::sandbox
