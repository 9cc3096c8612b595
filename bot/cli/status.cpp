// status: how the running bot fares, or what its file says when none runs.
#include "bot/status.h"

#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "bot/control.h"
#include "handlers/common/elapsed.h"
#include "handlers/common/wording.h"
#include "handlers/common/zone.h"
#include "handlers/status_part.h"

namespace banwei::cli {

using nlohmann::json;

namespace text {

constexpr Sentence no_answer{"运行中的 banwei 答不上来：{}", "the running banwei cannot answer: {}"};
constexpr Sentence never{"无", "none"};
constexpr Sentence month_day{"{}月{}日 {}", "{:02}-{:02} {}"};

constexpr Sentence running{"运行中：{}，收到 {} 条，发出 {} 次，排队 {}",
                           "running: {}, {} received, {} sent, {} queued"};
constexpr Sentence clock_jumped{"系统时钟跳变了，先按原来的时间办；满十分钟自动照新的，确认没错可运行 banwei clock",
                                "the system's clock jumped and is believed in ten minutes, or at once by banwei clock"};
constexpr Sentence gateway{"网关 {}：{}，自 {}{}{}", "gateway {}: {}, since {}{}{}"};
constexpr Sentence up{"连着", "connected"};
constexpr Sentence down{"断开", "down"};
constexpr Sentence because{"（{}）", " ({})"};
constexpr Sentence friends{"，好友 {} 位", ", {} friends"};
constexpr Sentence no_friends{"  没拿到好友列表，会再要；要提醒老师的照样试着发",
                              "  no list of friends came; it is asked for again, and alerts are tried"};
constexpr Sentence same_ids{"  网关每条都回同一个消息编号：发没发到不知道，可能一条都没发出去",
                            "  every message gets the same id: maybe none was sent"};
constexpr Sentence no_ids{"  网关不给消息编号：发没发到不知道", "  messages get no ids: what was sent is not known"};
constexpr Sentence no_reactions{"  网关不让点表情：暂时改用计数的话代替",
                                "  it takes no reactions: lines of counts stand in for them"};
constexpr Sentence refused{"有网关连进来，被拒绝了：{}", "a gateway dialled and was refused: {}"};
constexpr Sentence no_gateway{"网关还没有连上过：banwei doctor 会说是为什么",
                              "no gateway was ever connected: banwei doctor says why"};
constexpr Sentence last_commit{"最近一次提交：{}", "last commit: {}"};
constexpr Sentence not_running{"没有在运行；以下是数据库里的情况", "it does not run; this is what its file says"};
constexpr Sentence outbox{"待发 {}，正在发 {}，已发 {}，发送失败 {}，不知是否送达 {}，撤下 {}",
                          "{} waiting, {} on the way, {} sent, {} failed, {} unknown, {} taken back"};
constexpr Sentence unsent{"最早一条待发已等 {}", "the oldest has waited for {}"};
constexpr Sentence dead_letters{"没能处理的消息 {} 条：请看日志", "{} messages could not be processed: see the log"};
constexpr Sentence crowded_out{"名单外的消息存满了，挤掉了最早的 {} 条",
                               "too many messages of strangers: the oldest {} were dropped"};
constexpr Sentence last_heard{"最近一次听到消息：{}", "last heard: {}"};
constexpr Sentence next_due{"下一件定时的事：{}", "next due: {}"};

}  // namespace text

namespace {

json ask(const Config& config) {
  if (const auto answer = ask_daemon(config.database, {{"verb", "status"}})) {
    if (answer->contains("error")) throw Explained(text::no_answer, refused(*answer));
    json status = *answer;
    status["running"] = true;
    return status;
  }
  storage::Database database(existing(config), storage::Database::Access::read);
  storage::Stores stores(database);
  json status = file_status(stores, SystemClock().wall());
  status["running"] = false;
  return status;
}

/// "3月11日 09:30" by the college's clock.
Phrase local(const json& seconds, const Zone& zone) {
  if (!seconds.is_number()) return phrase(text::never);
  const Moment moment = zone.at(Utc{std::chrono::seconds{seconds.get<std::int64_t>()}});
  const std::chrono::year_month_day date{moment.day()};
  return phrase(text::month_day, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                wording::hour_minute(moment.time_of_day()));
}

/// Of Desk::doubts().
Phrase said_of(const std::string& doubt) {
  if (doubt == "same_ids") return phrase(text::same_ids);
  if (doubt == "no_ids") return phrase(text::no_ids);
  if (doubt == "no_reactions") return phrase(text::no_reactions);
  return {"  " + doubt, "  " + doubt};
}

void print_line(const json& line, const Zone& zone, Voice& voice) {
  const bool up = line.at("up").get<bool>();
  const auto why = line.at("why").get<std::string>();
  const json friends = line.value("friends", json());
  voice.say(text::gateway, line.at("account").get<std::string>(), up ? text::up : text::down,
            local(line.at("since"), zone), why.empty() ? Phrase{} : phrase(text::because, why),
            friends.is_number() ? phrase(text::friends, friends.get<int>()) : Phrase{});
  if (up && !friends.is_number()) voice.say(text::no_friends);
  for (const json& doubt : line.value("doubts", json::array())) voice.say(said_of(doubt.get<std::string>()));
}

void print_running(const json& status, const Zone& zone, Voice& voice) {
  const auto count = [&](const char* key) { return status.at(key).get<std::int64_t>(); };
  voice.say(text::running, elapsed(std::chrono::seconds{count("uptime_s")}), count("received"), count("answered"),
            count("queue"));
  if (const Phrase words = explained(file_state(status.at("file").get<std::string>())); !words.english.empty())
    voice.say(words);
  if (status.at("clock") != "good") voice.say(text::clock_jumped);
  for (const json& line : status.at("gateway")) print_line(line, zone, voice);
  if (const auto refused = status.value("refused", ""); !refused.empty()) voice.say(text::refused, refused);
  if (status.at("gateway").empty()) voice.say(text::no_gateway);
  voice.say(text::last_commit, local(status.at("last_commit"), zone));
}

void print(const json& status, const Zone& zone, Voice& voice) {
  const auto count = [](const json& of, const char* key) { return of.value(key, std::int64_t{0}); };
  if (status.at("running").get<bool>()) {
    print_running(status, zone, voice);
  } else {
    voice.say(text::not_running);
  }
  if (!status.contains("outbox")) return;  // Nobody can read the file.
  for (const StatusPart& part : status_parts()) {
    const auto known = status.find(part.key);
    if (known == status.end()) continue;  // An older banwei runs.
    for (const Phrase& line : part.said(*known)) voice.say(line);
  }
  const json& outbox = status.at("outbox");
  voice.say(text::outbox, count(outbox, "waiting"), count(outbox, "sending"), count(outbox, "sent"),
            count(outbox, "failed"), count(outbox, "unknown"), count(outbox, "retracted"));
  if (status.at("oldest_unsent_s").is_number())
    voice.say(text::unsent, elapsed(std::chrono::seconds{count(status, "oldest_unsent_s")}));
  if (const auto dead = count(status, "dead_letters"); dead != 0) voice.say(text::dead_letters, dead);
  if (const auto crowded = count(status, "crowded_out"); crowded != 0) voice.say(text::crowded_out, crowded);
  voice.say(text::last_heard, local(status.at("last_heard"), zone));
  voice.say(text::next_due, local(status.at("next_due"), zone));
}

}  // namespace

int status(const std::string& config_path, bool as_json, Voice& voice) {
  const Config config = read_config(config_path);
  const json known = ask(config);
  if (as_json) {
    voice.out() << known.dump(2) << "\n";
  } else {
    print(known, Zone(config.zone), voice);
  }
  return exit_fine;
}

}  // namespace banwei::cli
