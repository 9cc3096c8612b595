// The turn under stress: full disk, faults of ours, poison, repeats, and sends whose fate is unknown.
#include "bot/desk.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "handlers/args.h"
#include "tests/hand_clock.h"

namespace banwei {
namespace {

class Recorder final : public Gateway {
 public:
  void submit(std::vector<OutgoingCall> calls) override {
    for (OutgoingCall& call : calls) submitted.push_back(std::move(call));
  }
  std::vector<OutgoingCall> submitted;
};

/// An ear for one word alone.
Listener hears(std::string_view word, const Intent& intent, std::function<Reply(const Context&)> act) {
  return {{&intent}, [=, &intent](const Utterance& said, const Context&) -> std::optional<Interpretation> {
            if (said.text != word) return std::nullopt;
            Interpretation meant{.intent = &intent, .claim = Claim::open};
            meant.understood.fields = [] { return nlohmann::ordered_json::object(); };
            meant.understood.act = act;
            meant.understood.hold = intent.says == SpeechAct::value;
            return meant;
          }};
}

/// Keeps the value 36.5.
class Values final : public Feature, public Keeps {
 public:
  explicit Values(storage::Stores& stores) : stores_(stores) {}
  std::string_view title() const override { return "values"; }
  std::vector<Listener> listeners() override {
    static constexpr Intent states{.kind = "states", .scope = Scope::anywhere, .says = SpeechAct::value};
    return {hears("36.5", states, [this](const Context& call) {
      stores_.readings.note(call.klass->id, call.now.day(), {call.speaker.person->id, "later", "", call.now.utc});
      return Reply{}.add(React{"👌"});
    })};
  }
  std::vector<Retention> retention() override {
    return {{kept_words,
             [this](const Moment& before, int most) { return stores_.readings.forget_texts(before.utc, most); }}};
  }

 private:
  storage::Stores& stores_;
};

/// A feature for what real ones never do.
class Troublemaker final : public Feature {
 public:
  explicit Troublemaker(storage::Stores& stores) : stores_(stores) {}
  std::string_view title() const override { return "trouble"; }

  std::vector<Command> commands() override {
    const auto command = [this](const char* word, Reply (Troublemaker::*act)(const Context&)) {
      return Command{.kind = word,
                     .words = {word},
                     .help = "x",
                     .example = word,
                     .scope = Scope::anywhere,
                     .cost = 0,
                     .run = takes().then(this, act)};
    };
    return {command("好", &Troublemaker::fine),      command("炸", &Troublemaker::fail),
            command("毒", &Troublemaker::poison),    command("转", &Troublemaker::spin),
            command("坏", &Troublemaker::damage),    command("悄悄", &Troublemaker::whisper),
            command("急", &Troublemaker::emergency), command("通知", &Troublemaker::post),
            command("收回", &Troublemaker::retract), command("开", &Troublemaker::open)};
  }
  /// "裂" answers something and fails.
  std::vector<Listener> listeners() override {
    static constexpr Intent cracks{.kind = "cracks", .scope = Scope::anywhere, .says = SpeechAct::answer};
    return {hears("裂", cracks, [this](const Context& call) { return fail(call); })};
  }
  /// Whatever u2 says is of somebody in need.
  std::optional<Concern> concern(const Utterance&, const Context& context, const Understood*) override {
    if (context.message.user != "u2" || !watches) return std::nullopt;
    return Concern{.act =
                       [](const Context& call) {
                         return Reply{}.add(Whisper{
                             .to = *call.speaker.person, .content = plain("在"), .priority = storage::Priority::care});
                       },
                   .hush = true};
  }
  Reply on(const Fact& fact, const Moment&) override {
    if (const auto* result = std::get_if<SendResult>(&fact)) fates.push_back(result->state);
    if (std::holds_alternative<StillThere>(fact)) ++still_there;
    return spinning_ ? more() : Reply{};
  }

  int runs = 0;
  bool watches = false;
  std::vector<storage::SendState> fates;
  int still_there = 0;

 private:
  Reply fine(const Context& call) {
    ++runs;
    stores_.readings.note(call.klass->id, call.now.day(), {call.speaker.person->id, "later", "", call.now.utc});
    return Reply{}.add(React{"👌"});
  }
  Reply fail(const Context& call) {
    ++runs;
    stores_.readings.note(call.klass->id, call.now.day(), {call.speaker.person->id, "broken", "", call.now.utc});
    throw std::logic_error("a fault of ours");
  }
  Reply poison(const Context&) {
    ++runs;
    stores_.database.script("ROLLBACK");
    throw storage::Error(19, "poison");
  }
  Reply damage(const Context&) {
    ++runs;
    throw storage::Error(11, "malformed");
  }
  Reply more() {
    Reply reply;
    reply.facts.emplace_back(FeverEased{});
    return reply;
  }
  Reply spin(const Context&) {
    spinning_ = true;
    return more();
  }
  Reply whisper(const Context& call) {
    return Reply{}.add(Whisper{*call.speaker.person, plain("一"), storage::Priority::answer, "one"});
  }
  Reply emergency(const Context& call) {
    return Reply{}.add(Whisper{*call.speaker.person, plain("急"), storage::Priority::care});
  }

  Reply post(const Context&) { return Reply{}.add(Post{"g", plain("通知"), storage::Priority::notice, "notice/1"}); }
  Reply open(const Context&) { return Reply{}.add(Post{"g", plain("开始"), storage::Priority::answer}); }
  Reply retract(const Context&) { return Reply{}.add(Retract{"notice/1"}); }

  storage::Stores& stores_;
  bool spinning_ = false;
};

class DeskTest : public testing::Test {
 protected:
  DeskTest() {
    std::string name = (std::filesystem::temp_directory_path() / "banwei-desk-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = name;
    open();
    const auto klass = stores_->members.save_class({.name = "甲", .group = "g"});
    for (const char* account : {"u1", "u2"}) {
      Person person{.number = account, .name = account, .class_id = klass, .account = account};
      stores_->members.save_person(person, "");
      stores_->members.set_reach(account, Reach::friendly);
    }
    turn({LinkUp{"bot", {.history = false}, {}}});
  }
  ~DeskTest() override {
    close();
    std::filesystem::remove_all(directory_);
  }

  Reach reach(const char* account) const { return stores_->members.reach(account); }

  void open() {
    database_ =
        std::make_unique<storage::Database>((directory_ / "desk.db").string(), storage::Database::Access::write);
    stores_ = std::make_unique<storage::Stores>(*database_);
    trouble_ = std::make_unique<Troublemaker>(*stores_);
    values_ = std::make_unique<Values>(*stores_);
    features_ = {trouble_.get(), values_.get()};
    desk_ = std::make_unique<Desk>(*stores_, features_, zone_, clock_, gateway_, log_,
                                   DeskOptions{.pace = RateLimits::off()});
    desk_->start();
  }
  void close() {
    desk_.reset();
    trouble_.reset();
    stores_.reset();
    database_.reset();
  }

  static Message says(const std::string& user, const std::string& words, const std::string& id) {
    Message message;
    message.account = "bot";
    message.place = Place::group;
    message.room = "g";
    message.user = user;
    message.id = id;
    message.sent = Utc{std::chrono::seconds{1'583'884'800}};
    message.content = plain(words);
    return message;
  }

  /// What left the desk in this turn.
  std::vector<OutgoingCall> turn(std::vector<Item> items) {
    gateway_.submitted.clear();
    EXPECT_TRUE(desk_->turn(items));
    EXPECT_TRUE(items.empty());
    return std::move(gateway_.submitted);
  }

  std::size_t notes() { return stores_->readings.notes(1, zone_.at(clock_.wall()).day()).size(); }

  static bool reacts(const OutgoingCall& call) { return std::holds_alternative<ReactTo>(call.what); }
  static std::string words(const OutgoingCall& call) {
    const auto* send = std::get_if<Send>(&call.what);
    return send == nullptr ? "" : send->content.back().value;
  }

  std::filesystem::path directory_;
  tests::HandClock clock_{Utc{std::chrono::seconds{1'583'884'800}}};  // 2020-03-11 08:00 in Shanghai
  Recorder gateway_;
  Zone zone_{"Asia/Shanghai"};
  std::vector<std::string> logged_;
  Log log_{Log::Out{[this](Log::Level, std::string_view line) { logged_.emplace_back(line); }}};
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<storage::Stores> stores_;
  std::unique_ptr<Troublemaker> trouble_;
  std::unique_ptr<Values> values_;
  std::vector<Feature*> features_;
  std::unique_ptr<Desk> desk_;
};

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

TEST_F(DeskTest, OneDurableSendFliesAtATimeAndACareAlertBesideIt) {
  auto calls =
      turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2"), says("u1", "急", "m3"), says("u1", "急", "m4")});
  ASSERT_EQ(calls.size(), 2U) << "two alerts first, then nothing";
  EXPECT_EQ(words(calls[0]), "急");
  EXPECT_EQ(words(calls[1]), "急");
  auto next = turn({CallResult{calls[0].tag, Outcome::sent, "b1", "", false}});
  EXPECT_TRUE(next.empty()) << "an alert is still in flight, and only an alert may fly beside it";
  next = turn({CallResult{calls[1].tag, Outcome::sent, "b2", "", false}});
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(words(next[0]), "一");
}

TEST_F(DeskTest, WhatFollowsADurableAnswerInItsGroupLeavesBehindIt) {
  auto calls = turn({says("u1", "好", "m1"), says("u1", "开", "m2"), says("u2", "好", "m3")});
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_TRUE(reacts(calls[0]));
  EXPECT_EQ(words(calls[1]), "开始");
  EXPECT_TRUE(reacts(calls[2]));

  calls = turn({says("u1", "开", "m4"), says("u2", "好", "m5")});
  EXPECT_TRUE(calls.empty()) << "the first is still in flight, and the group's answers wait behind the second";
}

TEST_F(DeskTest, AnUnknownFateIsNeverSentAgainAndAnUnsentOneIs) {
  auto calls = turn({says("u1", "悄悄", "m1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(turn({CallResult{calls[0].tag, Outcome::unsent, "", "", false}}).size(), 1U);
  EXPECT_EQ(turn({CallResult{calls[0].tag, Outcome::unknown, "", "", false}}).size(), 0U);
  EXPECT_EQ(stores_->outbox.count(storage::SendState::unknown), 1);
  EXPECT_EQ(turn({LinkDown{"", "bot"}, LinkUp{"bot", {.history = false}, {}}}).size(), 0U);
}

TEST_F(DeskTest, WhatWasInFlightAtACrashIsUnknownAndNotRepeated) {
  ASSERT_EQ(turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2")}).size(), 1U);
  close();
  open();
  const auto calls = turn({LinkUp{"bot", {.history = false}, {}}});
  EXPECT_EQ(calls.size(), 1U) << "only the one that had not left";
  EXPECT_EQ(stores_->outbox.count(storage::SendState::unknown), 1);
  EXPECT_EQ(trouble_->fates, std::vector{storage::SendState::unknown}) << "who sent it must hear that";
}

TEST_F(DeskTest, WhatArrivedIsRecalledAndWhatWaitsIsDropped) {
  using storage::SendState;
  const auto first = turn({says("u1", "通知", "m1"), says("u1", "通知", "m2")});
  ASSERT_EQ(first.size(), 1U);
  auto next =
      turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}, LinkDown{"", "bot"}, says("u1", "收回", "m3")});
  EXPECT_EQ(next.size(), 0U);
  EXPECT_EQ(trouble_->fates, (std::vector{SendState::sent, SendState::retracted})) << "the second never left";
  next = turn({LinkUp{"bot", {.history = false}, {}}, says("u1", "收回", "m4")});
  ASSERT_EQ(next.size(), 1U) << "one recall, however often it is asked for";
  EXPECT_EQ(std::get<Delete>(next[0].what).message, "b1");
  EXPECT_EQ(turn({CallResult{next[0].tag, Outcome::sent, "", "", false}}).size(), 0U);
  EXPECT_EQ(trouble_->fates.back(), SendState::retracted);
  EXPECT_EQ(stores_->outbox.count(SendState::retracted), 2);
  EXPECT_EQ(stores_->outbox.count(SendState::waiting), 0);
}

TEST_F(DeskTest, ARecallThatIsRefusedLeavesTheMessageWhereItIs) {
  const auto first = turn({says("u1", "通知", "m1")});
  const auto recall = turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}, says("u1", "收回", "m2")});
  ASSERT_EQ(recall.size(), 1U);
  turn({CallResult{recall[0].tag, Outcome::refused, "", "", false}});
  EXPECT_EQ(trouble_->still_there, 1);
  EXPECT_EQ(stores_->outbox.under("notice/1").front().state, storage::SendState::sent);
}

TEST_F(DeskTest, AQuotedMessageOfOursSaysWhatItWasAbout) {
  const auto first = turn({says("u1", "通知", "m1")});
  turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}});
  EXPECT_EQ(stores_->outbox.about("g", "b1"), "notice/1");
  EXPECT_EQ(stores_->outbox.about("other", "b1"), "");
  EXPECT_EQ(stores_->outbox.about("g", ""), "");
}

TEST_F(DeskTest, AtNightGroupsHearNoNoticeUntilTheMorning) {
  clock_.pass(std::chrono::hours{15});  // 23:00
  EXPECT_EQ(turn({says("u1", "通知", "m1")}).size(), 0U);
  const auto alert = turn({says("u1", "急", "m2")});
  ASSERT_EQ(alert.size(), 1U);
  EXPECT_EQ(turn({CallResult{alert[0].tag, Outcome::sent, "b1", "", false}}).size(), 0U);
  clock_.pass(std::chrono::hours{8});
  const auto morning = turn({Tick{}});
  ASSERT_EQ(morning.size(), 1U);
  EXPECT_EQ(words(morning[0]), "通知");
}

TEST_F(DeskTest, NothingLeavesWhileTheLineIsDown) {
  EXPECT_EQ(turn({LinkDown{"", "bot"}, says("u1", "悄悄", "m1")}).size(), 0U);
  EXPECT_EQ(turn({LinkUp{"bot", {.history = false}, {}}}).size(), 1U);
}

TEST_F(DeskTest, WhatIsStaleIsGivenUpAtATickAndItsFateIsTold) {
  turn({LinkDown{"", "bot"}, says("u1", "通知", "m1"), says("u1", "急", "m2")});
  clock_.pass(std::chrono::hours{25});
  turn({Tick{}});
  EXPECT_EQ(trouble_->fates, std::vector{storage::SendState::failed});
  const auto calls = turn({LinkUp{"bot", {.history = false}, {}}});
  ASSERT_EQ(calls.size(), 1U) << "an alert is never stale";
  EXPECT_EQ(words(calls[0]), "急");
}

TEST_F(DeskTest, WhatHistoryBringsBackUnderAnotherIdWasHeardAlready) {
  LinkUp up{"bot", {}, {}};
  up.groups = {"g"};
  turn({says("u1", "好", "m1"), LinkDown{"", "bot"}});
  ASSERT_EQ(turn({up}).size(), 1U) << "the history is asked for";
  const auto brought = [](const std::string& user, const std::string& id) {
    Message message = says(user, "好", id);
    message.recovered = true;
    return message;
  };
  EXPECT_EQ(turn({brought("u1", "h1")}).size(), 0U);
  EXPECT_EQ(trouble_->runs, 1);
  EXPECT_EQ(turn({brought("u2", "h2")}).size(), 1U) << "nobody heard this one";
}

TEST_F(DeskTest, EveryAccountAnswersForItselfAndOneThatIsUpIsEnough) {
  Capabilities wordy;
  wordy.react = false;
  turn({LinkUp{"other", wordy}});
  Message to_other = says("u1", "好", "m1");
  to_other.account = "other";
  EXPECT_EQ(turn({to_other}).size(), 0U) << "its gateway knows no reactions";
  const auto calls = turn({says("u2", "好", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].account, "bot");
  EXPECT_EQ(turn({LinkDown{"", "other"}, says("u1", "悄悄", "m3")}).size(), 1U);
  EXPECT_EQ(turn({LinkDown{"", "bot"}, says("u2", "悄悄", "m4")}).size(), 0U);
}

TEST_F(DeskTest, TwoAccountsInOneGroupAnswerAsOneAndNeverEachOther) {
  turn({LinkUp{"other", {}}});
  Message duplicate = says("u1", "好", "m-9");
  duplicate.account = "other";
  const auto calls = turn({says("u1", "好", "m1"), duplicate});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].account, "bot");
  duplicate.recovered = true;
  EXPECT_EQ(turn({duplicate}).size(), 0U);
  EXPECT_EQ(turn({says("u1", "好", "m2")}).size(), 1U) << "the same account hears it twice: it was said twice";
  Message other_words = says("u1", "悄悄", "m-8");
  other_words.account = "other";
  EXPECT_EQ(turn({other_words}).size(), 1U);
  Person ours{.number = "o", .name = "o", .class_id = 1, .account = "other"};
  stores_->members.save_person(ours, "");
  EXPECT_EQ(turn({says("other", "好", "m3")}).size(), 0U);
  EXPECT_EQ(trouble_->runs, 2);
}

TEST_F(DeskTest, SomebodyInNeedIsHeardThoughTheAnswerFailsAndTheGroupSeesNothing) {
  trouble_->watches = true;
  const auto calls = turn({says("u2", "炸", "m1")});
  ASSERT_EQ(calls.size(), 1U) << "neither an apology nor a reaction";
  EXPECT_FALSE(std::get<Send>(calls[0].what).group);
  EXPECT_EQ(std::get<Send>(calls[0].what).target, "u2");
}

TEST_F(DeskTest, SomebodyInNeedIsHeardBesideACommandAndAValueInOneMessage) {
  trouble_->watches = true;
  const auto whispered = [this](const char* words, const char* id) {
    const auto calls = turn({says("u2", words, id)});
    return std::any_of(calls.begin(), calls.end(), [](const OutgoingCall& call) {
      const auto* send = std::get_if<Send>(&call.what);
      return send != nullptr && !send->group && send->target == "u2";
    });
  };
  EXPECT_FALSE(whispered("好", "m1")) << "an order alone speaks of anything";
  EXPECT_TRUE(whispered("36.5，好", "m2"));
}

TEST_F(DeskTest, AWhisperOfCareIsTriedWhileNobodyKnowsAndNeverShowsInAGroup) {
  stores_->members.set_reach("u1", Reach::unknown);
  auto calls = turn({says("u1", "急", "m1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_FALSE(std::get<Send>(calls[0].what).group);
  calls = turn({CallResult{calls.at(0).tag, Outcome::refused, "", "", true}});
  EXPECT_EQ(calls.size(), 0U);
  EXPECT_EQ(turn({says("u1", "急", "m2")}).size(), 0U) << "known to be out of reach";
}

TEST_F(DeskTest, AFriendRequestIsAcceptedFromTheRosterOnly) {
  const auto asks = [](const char* user) { return Friendship{"bot", user, false, "flag", {}}; };
  EXPECT_EQ(turn({asks("stranger")}).size(), 0U);
  const auto calls = turn({asks("u1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(std::get<AcceptFriend>(calls[0].what).flag, "flag");
}

TEST_F(DeskTest, WhoeverOutOfReachIsAskedInTheGroupOnceADayWithoutAReason) {
  stores_->members.set_reach("u1", Reach::unknown);
  const auto calls = turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  const auto& send = std::get<Send>(calls[0].what);
  EXPECT_TRUE(send.group);
  EXPECT_EQ(send.content.front(), (Part{Part::Kind::mention, "u1"}));
  EXPECT_EQ(send.content.back().value, " 加我好友后再发一次");
}

TEST_F(DeskTest, WhoTurnsOutToBeNoFriendIsWhisperedToNoMore) {
  auto calls = turn({says("u1", "悄悄", "m1")});
  calls = turn({CallResult{calls.at(0).tag, Outcome::refused, "", "", true}});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_TRUE(std::get<Send>(calls[0].what).group) << "asked in the group instead";
  EXPECT_EQ(stores_->members.reach("u1"), Reach::refused);
}

TEST(Queue, DropsAndCountsWhatDoesNotFitButNeverAResult) {
  Queue queue;
  Message message;
  message.content = plain("x");
  std::size_t taken = 0;
  for (std::size_t i = 0; i < Queue::item_limit + 5; ++i) taken += queue.push(message) ? 1 : 0;
  EXPECT_EQ(taken, Queue::item_limit);
  EXPECT_EQ(queue.take_dropped(), 5U);
  EXPECT_TRUE(queue.push(CallResult{}));
  std::vector<Item> items;
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_EQ(items.size(), Queue::batch);
}

TEST(Queue, TasksWakeTheDeskAndPassItems) {
  Queue queue;
  std::vector<Item> items;
  int run = 0;
  queue.push([&] { ++run; });
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_TRUE(items.empty());
  queue.push(Tick{});
  for (const Task& task : queue.take_tasks()) task();
  EXPECT_EQ(run, 1);
  EXPECT_TRUE(queue.take_tasks().empty());
  queue.push([&] { ++run; });
  queue.stop();
  EXPECT_TRUE(queue.take(items, Queue::batch));
  EXPECT_EQ(items.size(), 1U);
  EXPECT_TRUE(queue.take(items, Queue::batch));  // What was asked before the end is still done.
  for (const Task& task : queue.take_tasks()) task();
  EXPECT_FALSE(queue.take(items, Queue::batch));
  EXPECT_EQ(run, 2);
}

TEST(Queue, IsBoundedByBytesToo) {
  Queue queue;
  Message message;
  message.content = plain(std::string(1U << 20U, 'x'));
  std::size_t taken = 0;
  while (queue.push(message)) ++taken;
  EXPECT_LT(taken, 33U);
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

TEST(Queue, TicksNeverPileUp) {
  Queue queue;
  for (int i = 0; i < 10; ++i) queue.push(Tick{});
  EXPECT_EQ(queue.size(), 1U);
}

// --- who can be whispered to --------------------------------------------------------------------------------------

TEST_F(DeskTest, AListWithoutSomebodyMakesHimAStrangerAndNoListMakesNobodyOne) {
  turn({LinkUp{.account = "bot", .friends = {{"u1", "u9"}}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::refused);
  EXPECT_EQ(reach("u9"), Reach::friendly) << "he may come into the roster later";
  turn({LinkUp{.account = "bot"}});
  EXPECT_EQ(reach("u1"), Reach::friendly) << "as was known";
  EXPECT_EQ(reach("u2"), Reach::unknown) << "he may have become one meanwhile";
  turn({Friends{.account = "bot", .friends = {"u2"}}});
  EXPECT_EQ(reach("u1"), Reach::refused);
  EXPECT_EQ(reach("u2"), Reach::friendly);
  turn({Friends{.account = "bot", .friends = {}}});
  EXPECT_EQ(reach("u2"), Reach::friendly) << "an empty list proves nothing";
}

TEST_F(DeskTest, WhoWasJustHeardAsAFriendIsNoStrangerByAListThatIsOlder) {
  Message letter = says("u2", "在吗", "m1");
  letter.place = Place::direct;
  letter.room = "u2";
  turn({letter, Friendship{.account = "bot", .user = "u1", .accepted = true},
        Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::friendly);
  clock_.pass(std::chrono::hours{2});
  turn({Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u2"), Reach::refused);
  letter.id = "m2";
  letter.temporary = true;
  turn({letter, Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u2"), Reach::refused) << "through a group anybody may write";
}

TEST_F(DeskTest, AFriendOfOneAccountIsNoStrangerByTheListOfAnother) {
  turn({LinkUp{.account = "bot", .friends = {{"u1"}}}, LinkUp{.account = "other", .friends = {{"u2"}}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::friendly);
}

TEST_F(DeskTest, WhatStopsInAGroupIsToldAsWhatItIsAndOnceToWhoHoldsTwoRoles) {
  Person admin{.staff = true, .number = "k", .name = "k", .account = "k"};
  admin.id = stores_->members.save_person(admin, "");
  stores_->members.grant(admin.id, {Role::admin, 0}, Utc{});
  stores_->members.grant(admin.id, {Role::counsellor, 1}, Utc{});
  stores_->members.set_reach("k", Reach::friendly);
  const auto told = [&](MuteChange::Kind kind, const char* group) {
    std::string all;
    std::vector<OutgoingCall> calls = turn({MuteChange{.kind = kind, .account = "bot", .group = group}});
    while (!calls.empty()) {
      all += words(calls.front()) + "\n";
      calls = turn({CallResult{.tag = calls.front().tag, .outcome = Outcome::sent, .message = all}});
    }
    return all;
  };
  EXPECT_EQ(told(MuteChange::Kind::muted, "77"),
            "班级以外的77群里我说不了话，可能被禁言了。要说的先留着，10:00再试；能解禁的请解禁\n");
  EXPECT_EQ(told(MuteChange::Kind::removed, "78"),
            "我已经不在班级以外的78群里了，群里的事我看不到也发不了。请把我加回去\n");
  EXPECT_EQ(told(MuteChange::Kind::muted, "g"),
            "甲群里我说不了话，可能被禁言了。要说的先留着，10:00再试；能解禁的请解禁\n");
}

}  // namespace
}  // namespace banwei
