// Catching up: one look-up at a time, tried twice, and a hole where the history does not reach back.
#include "bot/catch_up.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class CatchUpTest : public testing::Test, protected storage::World {
 protected:
  std::optional<Utc> up(bool history = true) {
    LinkUp link{.account = "bot", .can = {}, .friends = {}, .groups = {}};
    link.can.history = history;
    return catch_up.on_link_up(link, now);
  }
  std::vector<OutgoingCall> dequeue() {
    auto calls = catch_up.dequeue(now);
    catch_up.confirm_dequeued();
    return calls;
  }
  void look(const std::string& group, bool away = true) {
    catch_up.fetch_history(
        {.account = "bot", .room = group, .from = now - minutes{30}, .to = now, .due = now, .away = away});
  }

  /// So many messages, the oldest and the newest so long ago, and a hole in the platform's count.
  CallResult brought(const OutgoingCall& call, int messages, minutes oldest, minutes newest,
                     std::optional<minutes> jump = {}) const {
    CallResult result{.tag = call.tag, .outcome = Outcome::sent, .messages = messages};
    if (messages > 0) result.oldest = now - oldest;
    if (messages > 0) result.newest = now - newest;
    if (jump) result.jump = now - *jump;
    return result;
  }

  CatchUp catch_up{stores.gaps};
  Utc now{seconds{1'583'900'000}};
};

TEST_F(CatchUpTest, TheFirstLineEverMissedNothing) { EXPECT_FALSE(up()); }

TEST_F(CatchUpTest, ALineThatWasAwayMissedWhatWasSaidSinceALittleBeforeItWentDown) {
  up();
  const Utc down = now += minutes{10};
  catch_up.on_link_down("bot", now);
  now += minutes{30};
  EXPECT_EQ(up(), down - minutes{2});
  EXPECT_FALSE(up());  // It is a second socket of the same account.
}

TEST_F(CatchUpTest, ALineThatWentDeafBeforeItWentDownMissedAllSince) {
  up();
  const Utc heard = now += minutes{10};
  for (int i = 0; i < 600; ++i) catch_up.tick(now += seconds{1});  // It seemed alive.
  catch_up.on_link_down("bot", heard);
  EXPECT_EQ(up(), heard - minutes{2});
}

TEST_F(CatchUpTest, AfterAKillTheLineWasAliveAMinuteAgoAtLeast) {
  up();
  for (int i = 0; i < 100; ++i) catch_up.tick(now += seconds{1});
  CatchUp next{stores.gaps};
  next.start();
  LinkUp link{.account = "bot"};
  const auto since = next.on_link_up(link, now + minutes{5});
  ASSERT_TRUE(since);
  EXPECT_GE(*since, now - minutes{3});
  EXPECT_LT(*since, now);
}

TEST_F(CatchUpTest, OneLookUpIsInFlight) {
  up();
  look("100");
  look("200");
  const auto first = dequeue();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_TRUE(dequeue().empty());
  const auto history = catch_up.on_history_result(brought(first.front(), 5, minutes{40}, minutes{1}), now);
  ASSERT_TRUE(history);
  EXPECT_TRUE(history->whole);
  EXPECT_EQ(dequeue().size(), 1U);
}

TEST_F(CatchUpTest, AHistoryThatDoesNotReachBackLeavesAHole) {
  up();
  look("100");
  const auto call = dequeue().front();
  const int asked = std::get<FetchHistory>(call.what).count;
  const auto history = catch_up.on_history_result(brought(call, asked, minutes{10}, minutes{1}), now);
  ASSERT_TRUE(history);
  EXPECT_FALSE(history->whole);
  EXPECT_EQ(history->lost_until, now - minutes{10});
  EXPECT_TRUE(dequeue().empty());
}

TEST_F(CatchUpTest, AFullHistoryThatReachesBackIsWhole) {
  up();
  look("100");
  const auto call = dequeue().front();
  EXPECT_TRUE(
      catch_up.on_history_result(brought(call, std::get<FetchHistory>(call.what).count, minutes{30}, minutes{1}), now)
          ->whole);
}

/// One message, old ones only, none at all, or a hole in the platform's count: it is asked again, and then may be more.
TEST_F(CatchUpTest, AHistoryThatMayHaveAHoleIsAskedForAgainAndNotCalledWhole) {
  struct Row {
    const char* what;
    CallResult result;
    Utc lost_until;
  };
  const OutgoingCall any;
  const Row rows[] = {{"one", brought(any, 1, minutes{10}, minutes{10}), now - minutes{10}},
                      {"a few", brought(any, 4, minutes{20}, minutes{1}), now - minutes{20}},
                      {"old ones only", brought(any, 50, minutes{900}, minutes{31}), now},
                      {"none", brought(any, 0, minutes{0}, minutes{0}), now},
                      {"a jump", brought(any, 50, minutes{900}, minutes{1}, minutes{15}), now - minutes{15}}};
  up();
  for (const Row& row : rows) {
    look("100");
    CallResult result = row.result;
    result.tag = dequeue().front().tag;
    const auto history = catch_up.on_history_result(result, now);
    ASSERT_TRUE(history) << row.what;
    EXPECT_FALSE(history->whole) << row.what;
    EXPECT_TRUE(history->doubtful) << row.what;
    EXPECT_EQ(history->ours, std::string_view(row.what) != "a jump") << row.what;
    EXPECT_EQ(history->lost_until, row.lost_until) << row.what;
    EXPECT_FALSE(catch_up.busy()) << row.what;
    EXPECT_TRUE(dequeue().empty()) << row.what;
    now += seconds{30};
    const auto again = dequeue();
    now -= seconds{30};
    ASSERT_EQ(again.size(), 1U) << row.what;
    const auto more = catch_up.on_history_result(brought(again.front(), 50, minutes{900}, minutes{1}), now);
    ASSERT_TRUE(more) << row.what;
    EXPECT_FALSE(more->gap.away) << "the hole was told";
  }
}

TEST_F(CatchUpTest, AJumpBeforeTheLineWentDownIsNoHoleInWhatWasMissed) {
  up();
  look("100");
  EXPECT_TRUE(
      catch_up.on_history_result(brought(dequeue().front(), 50, minutes{900}, minutes{1}, minutes{31}), now)->whole);
}

TEST_F(CatchUpTest, OfOurOwnWordsItIsEnoughThatTheyWouldBeTheNewest) {
  up();
  look("100", false);
  EXPECT_TRUE(catch_up.on_history_result(brought(dequeue().front(), 50, minutes{900}, minutes{31}), now)->whole);
  look("100", false);
  EXPECT_FALSE(catch_up.on_history_result(brought(dequeue().front(), 50, minutes{900}, minutes{1}, minutes{15}), now));
}

TEST_F(CatchUpTest, ALookUpWithoutAnAnswerIsTriedOnceMore) {
  up();
  look("100");
  EXPECT_FALSE(catch_up.on_history_result({.tag = dequeue().front().tag, .outcome = Outcome::unknown}, now));
  EXPECT_TRUE(dequeue().empty());
  now += seconds{30};
  const auto again = dequeue();
  ASSERT_EQ(again.size(), 1U);
  const auto history = catch_up.on_history_result({.tag = again.front().tag, .outcome = Outcome::unknown}, now);
  ASSERT_TRUE(history);
  EXPECT_FALSE(history->whole);
  EXPECT_EQ(history->lost_until, history->gap.to);
}

TEST_F(CatchUpTest, ARefusalIsAnAnswer) {
  up();
  look("100");
  const auto history = catch_up.on_history_result({.tag = dequeue().front().tag, .outcome = Outcome::refused}, now);
  ASSERT_TRUE(history);
  EXPECT_FALSE(history->whole);
}

TEST_F(CatchUpTest, ALineThatGoesDownInTheMiddleLosesNoRoom) {
  up();
  look("100");
  const auto lost = dequeue().front();
  catch_up.on_link_down("bot", now);
  EXPECT_FALSE(catch_up.on_history_result({.tag = lost.tag, .outcome = Outcome::unknown}, now));
  up();
  EXPECT_EQ(dequeue().size(), 1U);
}

TEST_F(CatchUpTest, AGatewayWithoutHistoryIsNotAsked) {
  up(false);
  look("100");
  EXPECT_TRUE(dequeue().empty());
}

TEST_F(CatchUpTest, TheMessagesOfAHistoryGoBeforeItOldestFirst) {
  CallResult result{.tag = 5, .outcome = Outcome::sent};
  for (int i : {3, 1, 2}) result.history.push_back({.id = std::to_string(i), .sent = now + seconds{i}});
  std::string order;
  push_spread(std::move(result), [&](Item item) {
    if (const auto* message = std::get_if<Message>(&item)) {
      EXPECT_TRUE(message->recovered);
      order += message->id;
    } else {
      const auto& end = std::get<CallResult>(item);
      EXPECT_EQ(end.messages, 3);
      EXPECT_EQ(end.oldest, now + seconds{1});
      EXPECT_EQ(end.newest, now + seconds{3});
      order += ".";
    }
  });
  EXPECT_EQ(order, "123.");
}

}  // namespace
}  // namespace banwei
