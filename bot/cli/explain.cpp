// explain: what the router makes of a message, or of every line of a file, without anybody hearing of it.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bot/cli/opened.h"
#include "bot/cli/people.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "bot/explanation.h"
#include "bot/router.h"
#include "handlers/common/wording.h"

namespace banwei::cli {

using nlohmann::ordered_json;

namespace text {

constexpr Sentence odd_time{"--at 要写成 2020-03-11T09:30 的样子", "--at must be like 2020-03-11T09:30"};
constexpr Sentence no_account{"“{}”在名单里还没有 QQ，谁也认不出他的消息",
                              "{} has no account in the roster, so nobody knows their messages"};
constexpr Sentence nobody{"名单里没有“{}”。--as 要写姓名、学号、工号或 QQ",
                          "{} is not in the roster: --as takes a name, number or account"};
constexpr Sentence which_class{"请用 --class 说明是哪个班的群，或加 --private",
                               "say with --class in whose group, or add --private"};
constexpr Sentence no_group{"{} 的名单里还没有群号：补上再导入，或加 --private",
                            "{} has no 群号 in the roster: import it, or add --private"};
constexpr Sentence unreadable{"读不了 {}", "{} cannot be read"};
constexpr Sentence not_permitted{"没有权限", "not permitted"};
constexpr Sentence care{"关心", "care"};
constexpr Sentence sum{"共 {} 句：听懂 {} 句，有人可能需要帮助 {} 句",
                       "{} messages: {} understood, {} of somebody who may be in need"};

}  // namespace text

namespace {

constexpr std::string_view bot_account = "banwei";

bool digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The instant of "2020-03-11T09:30" by the college's clock.
Utc instant(const std::string& text, const Zone& zone) {
  const auto day = day_from_iso(text.substr(0, 10));
  const bool clock = text.size() == 16 && text[13] == ':' && digits(text.substr(11, 2)) && digits(text.substr(14, 2));
  const auto hour = clock ? std::stoi(text.substr(11, 2)) : 24;
  const auto minute = clock ? std::stoi(text.substr(14, 2)) : 60;
  if (!day || hour > 23 || minute > 59) throw Explained(text::odd_time);
  return zone.utc(*day + std::chrono::hours{hour} + std::chrono::minutes{minute});
}

/// The account that speaks. A number that nobody has is taken for an account outside the roster.
std::string account_of(const storage::Members& members, const std::string& who, const Class* klass, Utc now) {
  const auto person = person_named(members, who, klass, now);
  if (person && person->account.empty()) throw Explained(text::no_account, who);
  if (person) return person->account;
  if (digits(who)) return who;
  throw Explained(text::nobody, who);
}

/// The bot's file, opened to read, and somebody who speaks.
class Explainer {
 public:
  Explainer(const std::string& config_path, const Question& question) : Explainer(read_config(config_path), question) {}

  /// All that can be said of it.
  ordered_json explain(const std::string& words) const {
    Message message = said_;
    message.content = plain(words);
    const Context context = router_.context(message, {}, message.sent);
    const auto choices = router_.understand(message, context);
    const auto concern = router_.concern(message, context, choices);
    return explanation(router_, members_, message, context, choices, concern);
  }

 private:
  Explainer(Config config, const Question& question)
      : opened_(config),
        members_(opened_.stores.members),
        router_(opened_.features.all(), opened_.stores.members, opened_.stores.outbox, opened_.zone) {
    const Utc now = question.at.empty() ? SystemClock().wall() : instant(question.at, opened_.zone);
    std::optional<Class> klass;
    if (!question.klass.empty()) klass = class_named(members_, question.klass);
    said_.account = bot_account;
    said_.user = account_of(members_, question.who, klass ? &*klass : nullptr, SystemClock().wall());
    said_.id = "explain";
    said_.sent = said_.received = now;
    said_.place = question.in_private ? Place::direct : Place::group;
    said_.room = said_.user;
    if (question.in_private) return;
    const auto person = members_.by_account(said_.user);
    if (!klass && person) klass = members_.class_by_id(person->class_id);
    if (!klass) throw Explained(text::which_class);
    if (klass->group.empty()) throw Explained(text::no_group, klass->name);
    said_.room = klass->group;
  }

  Opened opened_;
  const storage::Members& members_;
  Router router_;
  Message said_;
};

std::string shown(const ordered_json& json, int indent = -1) {
  return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

/// "36.5 咳嗽<TAB>temp {"t":36.5,"sym":["咳嗽"]}"; what nobody takes has "-".
void explain_all(const Explainer& explainer, std::istream& in, Voice& voice) {
  constexpr std::size_t longest = 4'096;  // In bytes, of a message.
  int lines = 0;
  int taken = 0;
  int needs = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    line.resize(std::min(line.size(), longest));
    const ordered_json heard = explainer.explain(line);
    std::string means;
    for (const ordered_json& one : heard.value("parts", ordered_json::array({heard}))) {
      if (one["verdict"] == "silent") continue;
      means += (means.empty() ? "" : "；") + one["kind"].get<std::string>() + " " + shown(one["fields"]);
      if (one["verdict"] == "denied") means += " " + voice.words(text::not_permitted);
    }
    taken += means.empty() ? 0 : 1;
    if (!heard["concern"].is_null()) {
      ++needs;
      means += (means.empty() ? "" : "；") + voice.words(text::care) + " " +
               heard["concern"]["kind"].get<std::string>() + " " + shown(heard["concern"]["fields"]);
    }
    ++lines;
    voice.out() << line << "\t" << (means.empty() ? "-" : means) << "\n";
  }
  voice.say(text::sum, lines, taken, needs);
}

}  // namespace

int explain(const std::string& config_path, const Question& question, Voice& voice) {
  const Explainer explainer(config_path, question);
  if (question.file.empty()) {
    voice.out() << shown(explainer.explain(question.text), 2) << "\n";
    return exit_fine;
  }
  std::ifstream in(question.file);
  if (!in) throw Explained(text::unreadable, question.file);
  explain_all(explainer, in, voice);
  return exit_fine;
}

}  // namespace banwei::cli
