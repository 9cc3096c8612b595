// A desk on a file of its own, with a gateway that writes down what is submitted and features that do what real ones
// never do. Invariant: nothing but the hand clock moves its time.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bot/desk.h"
#include "handlers/args.h"
#include "tests/hand_clock.h"

namespace banwei::tests {

class Recorder final : public Gateway {
 public:
  void submit(std::vector<OutgoingCall> calls) override {
    for (OutgoingCall& call : calls) submitted.push_back(std::move(call));
  }
  std::vector<OutgoingCall> submitted;
};

/// An ear for one word alone.
inline Listener hears(std::string_view word, const Intent& intent, std::function<Reply(const Context&)> act) {
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
            command("收回", &Troublemaker::retract), command("作罢", &Troublemaker::drop),
            command("开", &Troublemaker::open)};
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
  Reply retract(const Context&) { return Reply{}.add(Retract{.about = "notice/1"}); }
  Reply drop(const Context&) { return Reply{}.add(Retract{.about = "notice/1", .only_unsent = true}); }

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
  HandClock clock_{Utc{std::chrono::seconds{1'583'884'800}}};  // 2020-03-11 08:00 in Shanghai
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

}  // namespace banwei::tests
