// The turn under stress: full disk, faults of ours, poison, repeats, a file that is damaged or gone.
#include "bot/desk.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/bot/desk_stand.h"

namespace banwei::tests {
namespace {

/// No page may be added any more, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(storage::Database& database) : database_(database) {
    auto rows = database.query("PRAGMA page_count");
    rows.next();
    const auto pages = std::to_string(rows.integer(0));
    while (rows.next()) {
    }
    database.script("PRAGMA max_page_count = " + pages);
  }
  ~FullDisk() { database_.script("PRAGMA max_page_count = 1000000"); }

 private:
  storage::Database& database_;
};

std::vector<Item> many(const std::function<Message(int)>& make) {
  std::vector<Item> items;
  for (int i = 0; i < 400; ++i) items.emplace_back(make(i));
  return items;
}

TEST_F(DeskTest, OnAFullDiskNothingIsAnsweredAndNothingIsLost) {
  auto items = many([](int i) { return says("u1", "好", "m" + std::to_string(i)); });
  {
    const FullDisk full(*database_);
    gateway_.submitted.clear();
    EXPECT_FALSE(desk_->turn(items));
    EXPECT_FALSE(desk_->turn(items));
    EXPECT_EQ(items.size(), 400U);
    EXPECT_TRUE(gateway_.submitted.empty());
    EXPECT_EQ(notes(), 0U);
  }
  EXPECT_EQ(turn(items).size(), 400U);
  EXPECT_EQ(notes(), 1U);
}

TEST_F(DeskTest, ADiskThatStaysFullIsLoggedOnceAMinuteAndItsEndToo) {
  auto items = many([](int i) { return says("u1", "好", "m" + std::to_string(i)); });
  logged_.clear();
  {
    const FullDisk full(*database_);
    for (int seconds = 0; seconds < 90; ++seconds) {
      EXPECT_FALSE(desk_->turn(items));
      clock_.pass(std::chrono::seconds{1});
    }
  }
  EXPECT_EQ(logged_.size(), 2U);
  EXPECT_TRUE(desk_->turn(items));
  ASSERT_EQ(logged_.size(), 3U);
  EXPECT_NE(logged_.back().find("turns are stored again"), std::string::npos);
}

TEST_F(DeskTest, WhatACommitStoredAlthoughItFailedIsAnsweredOnTheNextTry) {
  ASSERT_EQ(turn({says("u1", "好", "first")}).size(), 1U);
  auto items = many([](int i) { return says("u1", "好", "m" + std::to_string(i)); });
  items.insert(items.begin(), says("u1", "好", "first"));
  {
    const FullDisk full(*database_);
    EXPECT_FALSE(desk_->turn(items));
  }
  const int runs = trouble_->runs;
  const auto calls = turn(items);
  ASSERT_EQ(calls.size(), 401U);
  EXPECT_EQ(std::get<ReactTo>(calls.front().what).message, "first");
  EXPECT_EQ(trouble_->runs, runs + 400) << "the stored one is not run again";
}

TEST_F(DeskTest, ANodIsAReactionOrAMessageThatQuotesAsIsWished) {
  turn({LinkUp{"bot", {.react = false, .history = false}, {}}});
  EXPECT_TRUE(turn({says("u1", "好", "m1")}).empty());
  EXPECT_FALSE(desk_->can("bot").react);

  desk_->acknowledge(Ack::reply);
  EXPECT_TRUE(desk_->can("bot").react) << "nobody needs to count instead";
  auto calls = turn({says("u1", "好", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(std::get<Send>(calls.front().what).target, "g");
  EXPECT_EQ(std::get<Send>(calls.front().what).content, (Content{{Part::Kind::quote, "m2"}, {Part::Kind::text, "👌"}}));

  turn({LinkUp{"bot", {.react = false, .quote = false, .history = false}, {}}});
  calls = turn({says("u1", "好", "m3")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(std::get<Send>(calls.front().what).content,
            (Content{{Part::Kind::mention, "u1"}, {Part::Kind::text, "👌"}}));
}

TEST_F(DeskTest, TheSameMessageTwiceIsAnsweredOnce) {
  EXPECT_EQ(turn({says("u1", "好", "m1"), says("u1", "好", "m1")}).size(), 1U);
  EXPECT_EQ(turn({says("u1", "好", "m1")}).size(), 0U);
  EXPECT_EQ(trouble_->runs, 1);
}

TEST_F(DeskTest, TheSameIdWithOtherWordsIsAnotherMessage) {
  turn({says("u1", "好", "m1")});
  auto other = says("u1", "好 ", "m1");
  EXPECT_EQ(turn({other}).size(), 1U);
  EXPECT_EQ(trouble_->runs, 2);
}

TEST_F(DeskTest, AFaultOfOursIsUndoneAndApologisedForAndTakesNoOtherWithIt) {
  const auto calls = turn({says("u1", "炸", "m1"), says("u2", "好", "m2")});
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_NE(words(calls[0]).find("没有记下"), std::string::npos);
  EXPECT_TRUE(reacts(calls[1]));
  EXPECT_EQ(notes(), 1U);
  EXPECT_EQ(turn({says("u1", "炸", "m1")}).size(), 0U) << "its mark stays: a repeat does not fail again";
}

TEST_F(DeskTest, WhatWasStatedOfHealthIsKeptThoughTheAnswerBesideItFails) {
  const auto calls = turn({says("u1", "裂，36.5", "m1")});
  const auto kept = stores_->readings.notes(1, zone_.at(clock_.wall()).day());
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.front().why, "later");
  EXPECT_EQ(calls.size(), 2U) << "the acknowledgement of the value and the apology for the rest";
}

TEST_F(DeskTest, WhatBreaksTheWholeTurnGoesToTheDeadLetters) {
  const auto calls = turn({says("u1", "好", "m1"), says("u1", "毒", "m2"), says("u2", "好", "m3")});
  EXPECT_EQ(calls.size(), 2U);
  EXPECT_EQ(stores_->inbox.dead_letters(), 1);
  EXPECT_EQ(notes(), 2U);
}

/// A desk that knows of an admin, whose account is "u2".
class GuardedDeskTest : public DeskTest {
 protected:
  GuardedDeskTest() {
    stores_->members.grant(stores_->members.by_account("u2")->id, {Role::admin, 0}, clock_.wall());
    desk_->know_admins();
  }
  /// Of a turn that fails: the words that leave nevertheless.
  std::vector<std::string> refused(std::vector<Item> items) {
    gateway_.submitted.clear();
    EXPECT_FALSE(desk_->turn(items));
    std::vector<std::string> said;
    for (const OutgoingCall& call : gateway_.submitted) {
      const auto* send = std::get_if<Send>(&call.what);
      EXPECT_TRUE(send != nullptr && !send->group && send->target == "u2");
      said.push_back(words(call));
    }
    return said;
  }
  std::filesystem::path file() const { return directory_ / "desk.db"; }
};

TEST_F(GuardedDeskTest, ADamagedFileStopsTheDeskAndTheKeeperHearsOneWord) {
  std::vector<Item> items = many([](int i) { return says("u1", "坏", "m" + std::to_string(i)); });
  logged_.clear();
  auto said = refused(items);
  ASSERT_EQ(said.size(), 1U) << "no apology, no whisper for each";
  EXPECT_NE(said[0].find("换上最近一次备份"), std::string::npos) << said[0];
  EXPECT_EQ(desk_->file(), storage::FileState::damaged);
  EXPECT_EQ(trouble_->runs, 1);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(refused({says("u1", "好", "n" + std::to_string(i)), Tick{}}).empty());
  EXPECT_EQ(trouble_->runs, 1) << "nothing is understood any more";
  EXPECT_EQ(stores_->inbox.dead_letters(), 0);
  const auto stopped = [](const std::string& line) { return line.find("put the newest backup") != std::string::npos; };
  EXPECT_EQ(std::count_if(logged_.begin(), logged_.end(), stopped), 1);
}

TEST_F(GuardedDeskTest, TheKeeperHearsOfADamagedFileAsSoonAsThereIsALine) {
  turn({LinkDown{"", "bot"}});
  EXPECT_TRUE(refused({says("u1", "坏", "m1")}).empty());
  EXPECT_EQ(refused({LinkUp{"bot", {}, {}}}).size(), 1U);
  EXPECT_TRUE(refused({LinkUp{"bot", {}, {}}}).empty());
}

TEST_F(GuardedDeskTest, WhileTheFileIsElsewhereNothingIsAnsweredAndItHealsByItself) {
  for (const char* ending : {"", "-wal", "-shm"}) {
    turn({says("u1", "好", std::string("before") + ending)});
    const auto path = file().string() + ending;
    std::filesystem::rename(path, path + ".away");
    std::vector<Item> items{says("u1", "好", std::string("m") + ending)};
    gateway_.submitted.clear();
    EXPECT_FALSE(desk_->turn(items));
    EXPECT_EQ(desk_->file(), storage::FileState::moved);
    ASSERT_EQ(gateway_.submitted.size(), 1U) << "one word to the admin";
    EXPECT_NE(words(gateway_.submitted[0]).find("放回原处"), std::string::npos);
    EXPECT_TRUE(refused({Tick{}}).empty());
    std::filesystem::rename(path + ".away", path);
    EXPECT_EQ(turn(items).size(), 1U) << "it is answered now";
    EXPECT_EQ(desk_->file(), storage::FileState::good);
  }
}

TEST_F(GuardedDeskTest, AFileThatWasDeletedOrReplacedTakesNothing) {
  turn({says("u1", "好", "m1")});
  std::filesystem::copy_file(file(), directory_ / "other.db");
  std::filesystem::remove(file());
  EXPECT_EQ(refused({says("u1", "好", "m2")}).size(), 1U);
  std::filesystem::rename(directory_ / "other.db", file());
  EXPECT_TRUE(refused({says("u1", "好", "m3")}).empty());
  EXPECT_EQ(desk_->file(), storage::FileState::moved);
}

TEST_F(DeskTest, WhatCannotEvenBecomeADeadLetterIsLoggedAndTheNextIsAnswered) {
  stores_->database.script("DROP TABLE dead_letters");
  logged_.clear();
  const auto calls = turn({says("u1", "毒", "m1"), says("u2", "好", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_TRUE(reacts(calls[0]));
  EXPECT_NE(logged_.back().find("nor kept"), std::string::npos) << logged_.back();
}

TEST_F(DeskTest, WhatBecameADeadLetterHasSaidNothing) {
  stores_->database.script("CREATE TRIGGER poison BEFORE INSERT ON seen BEGIN SELECT RAISE(ABORT, 'poison'); END");
  EXPECT_TRUE(turn({says("u1", "好", "m1")}).empty()) << "what was to be noted was undone with its mark";
  EXPECT_EQ(stores_->inbox.dead_letters(), 1);
  EXPECT_EQ(notes(), 0U);
}

TEST_F(DeskTest, TheKeeperHearsOfDeadLettersOnceADay) {
  stores_->members.grant(stores_->members.by_account("u2")->id, {Role::admin, 0}, clock_.wall());
  for (int i = 0; i < 20; ++i) turn({says("u1", "毒", "m" + std::to_string(i))});
  EXPECT_EQ(stores_->inbox.dead_letters(), 20);
  using storage::SendState;
  EXPECT_EQ(stores_->outbox.count(SendState::waiting) + stores_->outbox.count(SendState::sending), 1);
}

TEST_F(DeskTest, FactsWithoutEndAreAFault) {
  const auto calls = turn({says("u1", "转", "m1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_NE(words(calls[0]).find("没有记下"), std::string::npos);
}

TEST_F(DeskTest, APurgedTextLeavesTheFileAndItsLogAsSoonAsNoReaderNeedsIt) {
  const auto on_disk = [this] {
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      if (bytes.find("a secret") != std::string::npos) return true;
    }
    return false;
  };
  turn({Tick{}});  // The day's purge runs, with nothing to do.
  for (int i = 0; i < 300; ++i) {
    stores_->readings.record(
        {.person = 1, .day = zone_.at(clock_.wall()).day(), .by = 1, .text = "a secret", .recorded = clock_.wall()});
  }
  ASSERT_TRUE(on_disk());
  clock_.pass(std::chrono::days{8});
  {
    storage::Database reader((directory_ / "desk.db").string(), storage::Database::Access::read);
    auto rows = reader.query("SELECT id FROM readings");
    ASSERT_TRUE(rows.next());
    turn({Tick{}});
    EXPECT_TRUE(on_disk());
  }
  turn({Tick{}});
  EXPECT_FALSE(on_disk());
  EXPECT_EQ(stores_->readings.by_id(1)->text, "");
}

}  // namespace
}  // namespace banwei::tests
