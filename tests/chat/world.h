// A whole bot without threads or sockets: a temporary database file, a hand-moved clock, a gateway that writes down
// what it is given.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bot/desk.h"
#include "handlers/features.h"
#include "tests/hand_clock.h"

namespace banwei::tests {

/// What the gateway does with a send.
enum class GatewayFault {
  none,
  timeout,  // Delivered, and no answer comes.
  lost,     // Not delivered, and no answer comes.
  muted,    // Refused in groups.
  refused,  // Refused everywhere.
  silent,   // Delivered, and the answer never comes in this run.
  same_id,  // Delivered, and the answer names one and the same message.
};

/// What becomes of the list of friends whenever the line comes up.
enum class FriendList { comes, late, fails };

/// It has more methods than a class should: each is one thing that happens to a bot, or that it did.
class World final : public Gateway {
 public:
  World();
  ~World() override;

  // --- the people -------------------------------------------------------------------------------------------------
  std::int64_t add_class(const std::string& name, const std::string& group, const std::string& grade = "",
                         const std::string& major = "");
  /// A student, or staff when `role` is a teacher's; everybody's account is their number prefixed with "u". The id.
  Person add_person(const std::string& number, const std::string& name, const std::string& class_name, Role role);
  void make_friend(const std::string& account, bool friendly);  // The bot knows it.
  void befriend(const std::string& account);                    // From now on, and the bot is told.
  void happen(Item item);                                       // Anything else that a gateway tells.
  void lose_friend_list();                                      // As if it had never come: nobody knows who is one.

  // --- what happens -----------------------------------------------------------------------------------------------
  void connect(Capabilities can = {});
  void disconnect();
  void go_deaf();  // The line stays up and brings nothing, until it is noticed and dialled again by connect().
  void acknowledge(Ack how);
  void choose(Settings settings);     // As of a restart.
  std::string hear(Message message);  // Fills in account, id and times where they are empty; gives the message's id.
  void recall(const Message& message, const std::string& by = "");  // By its author where nobody is named.
  void run();                                                       // Turns until nothing is left to do.
  void pass_to(Utc moment);      // Moves the clock and ticks at each timer and minute on the way.
  void restart();                // The process ends and starts again on the same file.
  void sleep_until(Utc moment);  // The process ends, and starts again at that moment.

  GatewayFault fault = GatewayFault::none;
  bool deaf = true;    // While the line is down nothing is heard; false: as if it went down right after.
  bool paced = false;  // With the budgets of a real account; counts from the next restart on.
  std::map<std::string, GatewayFault> fault_in;  // In single rooms.
  bool refuses_reactions = false;
  bool refuses_files = false;
  FriendList friend_list = FriendList::comes;

  std::map<std::string, std::string> files;                            // what people have sent, by the platform's id
  std::map<std::string, std::vector<GroupMembers::Member>> in_groups;  // where a group has a list; others give none

  // --- what came of it --------------------------------------------------------------------------------------------
  struct Sent {
    OutgoingCall call;
    std::string id;  // The message's, as the gateway gave it.
  };
  std::vector<Sent> take_sent();

  void submit(std::vector<OutgoingCall> calls) override;

  HandClock clock{Utc{std::chrono::seconds{1'583'900'000}}};  // 2020-03-11 12:13 in Shanghai
  Zone zone{"Asia/Shanghai"};
  storage::Stores& stores() { return *stores_; }
  Desk& desk() { return *desk_; }
  const std::filesystem::path& folder() const { return directory_; }  // Where its files are.
  const Desk& desk() const { return *desk_; }
  std::span<Feature* const> features() const { return features_->all(); }
  static constexpr auto account = "bot";

 private:
  void open();
  void remember(Message message);
  bool give(const OutgoingCall& call);
  CallResult history_of(const OutgoingCall& call, const FetchHistory& asked) const;
  std::filesystem::path directory_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<storage::Stores> stores_;
  std::unique_ptr<Features> features_;
  std::unique_ptr<Desk> desk_;
  std::vector<Item> items_;
  std::vector<Sent> sent_;
  std::map<std::string, std::vector<Message>> said_;  // By group, as its history.
  std::map<std::string, std::string> rooms_;          // By the bot's messages.
  std::set<std::string> friends_;
  Capabilities can_;
  Ack ack_ = Ack::automatic;
  Settings settings_ = {};
  Log log_{Log::Out{[](Log::Level, std::string_view) {}}};
  bool connected_ = false;
  bool away_ = false;  // The line was up and went down: what is said reaches the group's history alone.
  std::optional<Utc> deaf_since_ = {};
  int next_message_ = 1;
};

}  // namespace banwei::tests
