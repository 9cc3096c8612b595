// explain: what the router makes of a message, or of every line of a file, without anybody hearing of it.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "bot/explanation.h"
#include "bot/router.h"
#include "handlers/common/wording.h"

namespace banwei::cli {

using nlohmann::ordered_json;

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
  if (!day || hour > 23 || minute > 59) throw std::runtime_error("--at 要写成 2020-03-11T09:30 的样子");
  return zone.utc(*day + std::chrono::hours{hour} + std::chrono::minutes{minute});
}

Class class_named(const storage::Members& members, const std::string& name) {
  if (const auto klass = members.class_by_name(name)) return *klass;
  std::string known;
  for (const Class& klass : members.classes()) known += (known.empty() ? "" : "、") + klass.name;
  throw std::runtime_error("没有班级“" + name + "”。" + (known.empty() ? "请先导入名单" : "现有：" + known));
}

/// Everybody of that name who studies in the class or serves it; in any class when none is named.
std::vector<Person> people_named(const storage::Members& members, const std::string& name, const Class* only, Utc now) {
  std::vector<Person> found;
  const auto look = [&](const std::vector<Person>& people) {
    for (const Person& person : people) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.id == person.id; });
      if (person.name == name && !known) found.push_back(person);
    }
  };
  const auto look_in = [&](const Class& klass) {
    look(members.students(klass.id));
    for (int role = 0; role < role_count; ++role) look(members.holders(static_cast<Role>(role), klass.id, now));
  };
  if (only != nullptr) {
    look_in(*only);
  } else {
    for (const Class& klass : members.classes()) look_in(klass);
  }
  return found;
}

/// The account that speaks. A number that nobody has is taken for an account outside the roster.
std::string account_of(const storage::Members& members, const std::string& who, const Class* klass, Utc now) {
  if (members.by_account(who)) return who;
  auto person = members.by_number(who);
  if (!person) {
    const auto people = people_named(members, who, klass, now);
    if (people.size() > 1) {
      std::string numbers;
      for (const Person& one : people) numbers += (numbers.empty() ? "" : "、") + one.number;
      throw std::runtime_error("叫“" + who + "”的不止一位，请用学号或工号：" + numbers);
    }
    if (people.size() == 1) person = people.front();
  }
  if (person && person->account.empty()) throw std::runtime_error("“" + who + "”在名单里还没有 QQ，谁也认不出他的消息");
  if (person) return person->account;
  if (digits(who)) return who;
  throw std::runtime_error("名单里没有“" + who + "”。--as 要写姓名、学号、工号或 QQ");
}

/// The bot's file, opened to read, and somebody who speaks.
class Ear {
 public:
  Ear(const std::string& config_path, const Question& question) : Ear(read_config(config_path), question) {}

  /// All that can be said of it.
  ordered_json hear(const std::string& words) const {
    Message message = said_;
    message.content = plain(words);
    const Context context = router_.context(message, {}, message.sent);
    const auto choices = router_.understand(message, context);
    const auto concern = router_.concern(message, context, choices);
    return explanation(router_, stores_.members, message, context, choices, concern);
  }

 private:
  Ear(Config config, const Question& question)
      : zone_(config.zone),
        database_(existing(config.database), storage::Database::Access::read),
        stores_(database_),
        features_(stores_, zone_, config.settings),
        router_(features_.all(), stores_.members, stores_.outbox, zone_) {
    const Utc now = question.at.empty() ? SystemClock().wall() : instant(question.at, zone_);
    std::optional<Class> klass;
    if (!question.klass.empty()) klass = class_named(stores_.members, question.klass);
    said_.account = bot_account;
    said_.user = account_of(stores_.members, question.who, klass ? &*klass : nullptr, now);
    said_.id = "explain";
    said_.sent = said_.received = now;
    said_.place = question.in_private ? Place::direct : Place::group;
    said_.room = said_.user;
    if (question.in_private) return;
    const auto person = stores_.members.by_account(said_.user);
    if (!klass && person) klass = stores_.members.class_by_id(person->class_id);
    if (!klass) throw std::runtime_error("请用 --class 说明是哪个班的群，或加 --private");
    if (klass->group.empty()) throw std::runtime_error(klass->name + " 的名单里还没有群号：补上再导入，或加 --private");
    said_.room = klass->group;
  }

  static const std::string& existing(const std::string& database) {
    if (!std::filesystem::exists(database)) throw std::runtime_error(database + " 还不存在：请先导入名单");
    return database;
  }

  Zone zone_;
  storage::Database database_;
  storage::Stores stores_;
  Features features_;
  Router router_;
  Message said_;
};

std::string shown(const ordered_json& json, int indent = -1) {
  return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

/// "36.5 咳嗽<TAB>temp {"t":36.5,"sym":["咳嗽"]}"; what nobody takes has "-".
void hear_all(const Ear& ear, std::istream& in, std::ostream& out) {
  constexpr std::size_t longest = 4'096;  // bytes of a message
  int lines = 0;
  int taken = 0;
  int needs = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    line.resize(std::min(line.size(), longest));
    const ordered_json heard = ear.hear(line);
    std::string means;
    for (const ordered_json& one : heard.value("parts", ordered_json::array({heard}))) {
      if (one["verdict"] == "silent") continue;
      means += (means.empty() ? "" : "；") + one["kind"].get<std::string>() + " " + shown(one["fields"]);
      if (one["verdict"] == "denied") means += " 没有权限";
    }
    taken += means.empty() ? 0 : 1;
    if (!heard["concern"].is_null()) {
      ++needs;
      means += (means.empty() ? "" : "；") + std::string("关心 ") + heard["concern"]["kind"].get<std::string>() + " " +
               shown(heard["concern"]["fields"]);
    }
    ++lines;
    out << line << "\t" << (means.empty() ? "-" : means) << "\n";
  }
  out << "共 " << lines << " 句：听懂 " << taken << " 句，有人可能需要帮助 " << needs << " 句\n";
}

}  // namespace

int explain(const std::string& config_path, const Question& question, std::ostream& out) {
  const Ear ear(config_path, question);
  if (question.file.empty()) {
    out << shown(ear.hear(question.text), 2) << "\n";
    return exit_fine;
  }
  std::ifstream in(question.file);
  if (!in) throw std::runtime_error("读不了 " + question.file);
  hear_all(ear, in, out);
  return exit_fine;
}

}  // namespace banwei::cli
