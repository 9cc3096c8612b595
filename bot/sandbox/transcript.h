// What happened in the sandbox as a `.chat` file, the form in which tests/chats replays a conversation.
// Invariant: replayed into a new bot, the file comes back as it stands; what the form cannot say becomes a comment.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bot/clock.h"
#include "bot/sandbox/chat_rooms.h"
#include "handlers/common/zone.h"

namespace banwei::sandbox {

/// It has more methods than a class should: one for each sort of line that a .chat file knows.
class Transcript {
 public:
  static constexpr std::size_t limit = 1 << 20;  // In bytes; what comes later is left out, and the file says so.

  /// `rooms` must outlive it; friendships are read from it when they change.
  Transcript(const ChatRooms& rooms, const Clock& clock, const std::string& zone);

  void said(const ChatLine& line);  // A person or the bot has spoken.
  void reacted(const ChatLine& line, const std::string& emoji);
  void recalled(const ChatLine& line);  // Its sender has taken it back.
  void resent(const ChatLine& line);
  void befriended(const std::string& account);
  void jump(Utc to);                        // The clock is about to be moved.
  void linked(bool up);                     // The bot's line came up or went down.
  void gateway(std::string_view mode);      // 正常, 超时, 超时丢失, 禁言, 拒绝, 同号 from now on
  void friend_list(std::string_view word);  // 来了, 不来, 迟到 whenever the line comes up from now on

  std::string text() const;

 private:
  struct Remembered {
    std::string id;
    Place place;
    std::string room;
    std::string user;
    std::string words;
  };

  void person_said(const ChatLine& line);
  void again(std::string_view what, const ChatLine& line);
  void bot_did(const ChatLine& line, const std::string& words);
  void write(std::string_view line);
  void note(std::string_view why, const std::string& line);
  void remember(const ChatLine& line, std::string words);
  void pass();
  std::string classes();        // Fills names_.
  std::string friends() const;  // The line, without its end.
  std::string time(Utc at, Utc before) const;
  std::string place(const ChatLine& line) const;
  std::string name(const std::string& account) const;
  bool known(const std::string& account) const;
  std::optional<std::string> words_of(const ChatLine& line) const;
  std::optional<std::string> quoting(const ChatLine& line) const;
  using Opening = std::pair<std::string, std::string>;  // Its words, and "#2" where they do not suffice.
  std::optional<Opening> opening(const std::string& id, bool of_user) const;
  std::string escaped(std::string_view text) const;

  const ChatRooms& rooms_;
  const Clock& clock_;
  Zone zone_;
  std::map<std::string, std::string> names_;  // From an account to the name it has in the file.
  std::string head_;
  std::string out_;
  std::deque<Remembered> said_;
  std::string last_;  // The id of the last message that a person said.
  Utc at_{};          // The file's clock stands there.
  Clock::Steady active_{};
  std::string mode_ = "正常";
  std::string list_ = "来了";  // What becomes of the friend list.
  bool up_ = false;
  bool was_up_ = false;
  bool full_ = false;
};

}  // namespace banwei::sandbox
