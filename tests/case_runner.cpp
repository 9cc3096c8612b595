// Asks the router's own arbitration what it understands of every row of the case tables, and compares.
// usage: case_runner --dir DIR      prints `file right/total` and each row that differs; exits 0 when all known tables
// are right
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "handlers/language/when.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// How a table is compared: `given` looks only at the keys that a row gives; `intents` skips rows of undeclared kinds
/// too.
enum class Reading { whole, given };

const std::map<std::string, Reading, std::less<>> known_tables{
    {"temperature", Reading::whole}, {"temperature_not", Reading::whole}, {"fix", Reading::whole},
    {"behalf", Reading::whole},      {"signin", Reading::whole},          {"time", Reading::whole},
    {"command", Reading::given},     {"command2", Reading::given},        {"remind", Reading::given},
    {"receipt", Reading::whole},     {"distress", Reading::whole},        {"fever_words", Reading::whole},
    {"mixed", Reading::whole},       {"repeat", Reading::whole},          {"remind2", Reading::given}};

struct Row {
  int line = 0;
  std::string message;
  std::string kind;
  json expected;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields{""};
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::string with_newlines(std::string text) {
  for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at + 1)) text.replace(at, 2, "\n");
  return text;
}

/// The world of one context: the class of roster.tsv, its teachers, and what the context says has happened.
class Stage {
 public:
  Stage(const fs::path& roster, const json& context) : context_(context) {
    const std::string klass = context.value("class", "机电1901");
    world_.clock.set(instant(context.value("now", "2020-03-11T09:30")));
    world_.add_class(klass, "g");
    for (const char* other : {"机电1902", "机电1701", "机电1702"}) world_.add_class(other, other);
    const std::map<std::string, Role> roles{{"班长", Role::monitor},
                                            {"学习委员", Role::study_rep},
                                            {"团支书", Role::league_secretary},
                                            {"心理委员", Role::care_rep},
                                            {"生活委员", Role::life_rep}};
    std::ifstream in(roster);
    for (std::string line; std::getline(in, line);) {
      const auto fields = split(line);
      if (line.starts_with("#") || fields.size() < 3 || fields[0] == "学号") continue;
      const auto role = fields.size() > 5 ? roles.find(fields[5]) : roles.end();
      add(fields[0], fields[1], klass, role == roles.end() ? Role::student : role->second);
    }
    add("T001", "王敏", klass, Role::counsellor);
    for (const char* other : {"机电1902", "机电1701", "机电1702"}) {
      const auto id = world_.stores().members.class_by_name(other)->id;
      world_.stores().members.grant(people_.at("王敏").id, {Role::counsellor, id}, Utc{});
    }
    add("T002", "李强", klass, Role::class_teacher);
    add("T003", "孙老师", klass, Role::office);
    add("T004", "管理员", klass, Role::keeper);
    world_.connect();

    for (const json& thing : context.value("open", json::array())) {
      if (thing == "roll_call") call_the_roll();
      if (const std::string name = thing; name.starts_with(notice_word))
        publish(std::stoll(name.substr(notice_word.size())));
    }
    speaker_ = context.value("sender", context.value("speaker", "张三"));
    if (context.value("entitled", false)) {
      for (const Role role : {Role::monitor, Role::counsellor, Role::office, Role::keeper}) {
        world_.stores().members.grant(people_.at(speaker_).id, {role, 0}, Utc{});
      }
    }
    if (context.contains("reported")) {
      const std::string at =
          context.value("now", "2020-03-11T09:30").substr(0, 11) + context.value("reported_at", "08:00");
      storage::Reading reading;
      reading.person = reading.by = people_.at(speaker_).id;
      reading.day = world_.zone.at(instant(at)).day();
      reading.centi = static_cast<int>(context["reported"].get<double>() * 100 + 0.5);
      reading.how = "self";
      reading.sent = reading.received = reading.recorded = instant(at);
      world_.stores().readings.record(reading);
    }
  }

  /// What is understood, as {"kind", "fields"}; null for silence.
  json ask(const std::string& text) {
    Message message;
    message.account = World::account;
    message.place = context_.value("room", "group") == "group" ? Place::group : Place::direct;
    message.user = people_.at(speaker_).account;
    message.room = message.place == Place::group ? "g" : message.user;
    message.id = "case";
    message.sent = message.received = world_.clock.wall();
    message.content = content(text);
    const Router& router = world_.desk().router();
    const Context context = router.context(message, {}, world_.clock.wall());
    const auto choices = router.understand(message, context);
    const auto concern = router.concern(message, context, choices);
    const auto rendered = [](const std::string& kind, const auto& fields) {
      return json{{"kind", kind}, {"fields", json::parse(fields().dump())}};
    };
    json parts = json::array();
    for (const Choice& choice : choices) {
      if (Router::verdict(choice, context) != Verdict::silent)
        parts.push_back(rendered(choice.understood.kind, choice.understood.fields));
    }
    const json claimed = parts.empty() ? json() : parts.front();
    if (parts.size() > 1) return several(parts);
    if (!concern || !concern->fields) return claimed;
    const json need = rendered(concern->kind, concern->fields);
    if (claimed.is_null()) return need;
    if (claimed["kind"] == "ask" && need["kind"] != "distress" && need["kind"] != "check") {
      json alarmed = claimed;  // one question, and the teacher is told
      if (need["fields"].contains("urgent")) alarmed["fields"]["urgent"] = true;
      return alarmed;
    }
    return several({claimed, need});
  }

  static json several(const json& parts) {
    json all = json::array();
    for (const json& part : parts) {
      json one = part["fields"];
      one["kind"] = part["kind"];
      all.push_back(std::move(one));
    }
    return {{"kind", "several"}, {"fields", {{"all", std::move(all)}}}};
  }

  /// Whether some feature declares the row's kind, and for a kind that several features share, what it is about.
  bool declares(const Row& row) const {
    static const std::set<std::string, std::less<>> heard_by_care{"distress", "check", "sym", "several"};
    if (heard_by_care.contains(row.kind)) return true;
    const auto& entries = world_.desk().router().lexicon().entries();
    for (const Router::Ear& ear : world_.desk().router().ears()) {
      for (const Intent* intent : ear.listener.intents) {
        if (intent->kind == row.kind) return true;
      }
    }
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
      if (entry.command.kind != row.kind) return false;
      return std::all_of(entry.command.means.begin(), entry.command.means.end(), [&](const auto& meant) {
        return meant.first != "what" || !row.expected.contains("what") || row.expected["what"] == meant.second;
      });
    });
  }

 private:
  /// 陈思远 opened it at 19:00 for ten minutes.
  void call_the_roll() {
    const Utc now = world_.clock.wall();
    const Utc opened = world_.zone.utc(world_.zone.at(now).day() + std::chrono::hours{19});
    world_.stores().roll_calls.open({.class_id = people_.at("陈思远").class_id,
                                     .title = "线上班会签到",
                                     .caller = people_.at("陈思远").id,
                                     .room = "g",
                                     .message = "call",
                                     .opened = opened,
                                     .due = opened + std::chrono::minutes{10}});
  }

  /// 王敏 published it half an hour ago, and it is to be confirmed.
  void publish(std::int64_t id) {
    const Utc posted = world_.clock.wall() - std::chrono::minutes{30};
    storage::Notices& notices = world_.stores().notices;
    notices.add({.id = id,
                 .publisher = people_.at("王敏").id,
                 .body = R"({"text": "推迟开学说明，请回复收到"})",
                 .receipt = true,
                 .created = posted,
                 .posted = posted});
    notices.save({.notice = id,
                  .class_id = people_.at("陈思远").class_id,
                  .room = "g",
                  .state = storage::SendState::sent,
                  .settled = posted});
  }

  void add(const std::string& number, const std::string& name, const std::string& klass, Role role) {
    people_.emplace(name, world_.add_person(number, name, klass, role));
  }

  Utc instant(const std::string& text) const {
    const auto day = day_from_iso(text.substr(0, 10));
    return world_.zone.utc(*day + std::chrono::hours{std::stoi(text.substr(11, 2))} +
                           std::chrono::minutes{std::stoi(text.substr(14, 2))});
  }

  /// A leading @班级小助手, @ of somebody in the roster and [faces]; all else is text.
  Content content(const std::string& text) const {
    constexpr std::string_view bot = "@班级小助手";
    Content parts;
    std::string words;
    const auto flush = [&] {
      if (!words.empty()) parts.push_back({Part::Kind::text, std::exchange(words, {})});
    };
    std::string_view rest = text;
    if (rest.starts_with(bot)) {
      parts.push_back({Part::Kind::mention, World::account});
      rest.remove_prefix(bot.size());
    }
    while (!rest.empty()) {
      if (rest.front() == '@') {
        const auto person = std::find_if(people_.begin(), people_.end(),
                                         [&](const auto& entry) { return rest.substr(1).starts_with(entry.first); });
        if (person != people_.end()) {
          flush();
          parts.push_back({Part::Kind::mention, person->second.account});
          rest.remove_prefix(1 + person->first.size());
          continue;
        }
      }
      const auto end = rest.find(']');
      if (rest.front() == '[' && end != std::string_view::npos && end < 16 &&
          rest.substr(1, end - 1).find_first_of("0123456789[") == std::string_view::npos) {
        flush();
        parts.push_back({Part::Kind::face, std::string(rest.substr(1, end - 1))});
        rest.remove_prefix(end + 1);
        continue;
      }
      words += rest.front();
      rest.remove_prefix(1);
    }
    flush();
    return parts;
  }

  static constexpr std::string_view notice_word = "notice ";
  json context_;
  World world_;
  std::map<std::string, Person> people_;
  std::string speaker_;
};

/// What the reader of times alone makes of a text, as Stage::ask gives it.
json ask_for_time(const std::string& text, const json& context) {
  const std::string now = context.at("now");
  const auto said = *day_from_iso(now.substr(0, 10)) + std::chrono::hours{std::stoi(now.substr(11, 2))} +
                    std::chrono::minutes{std::stoi(now.substr(14, 2))};
  const auto when = understand_when(text, std::chrono::local_seconds{said});
  if (!when) return nullptr;
  return {{"kind", to_string(when->kind)}, {"fields", json::parse(fields(*when).dump())}};
}

bool same(const json& expected, const json& actual, Reading reading) {
  if (reading == Reading::whole) return expected == actual;
  return std::all_of(expected.items().begin(), expected.items().end(), [&](const auto& item) {
    return actual.contains(item.key()) && actual[item.key()] == item.value();
  });
}

/// Tables and kinds that are not built yet, by later.txt.
class Later {
 public:
  explicit Later(const fs::path& file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.starts_with("#")) continue;
      const auto fields = split(line);
      if (fields.size() != 2) throw std::runtime_error(file.string() + ": not a table and a kind: " + line);
      kinds_.emplace(fields[0], fields[1]);
    }
  }
  bool holds(const std::string& table, const std::string& kind) const {
    return kinds_.contains({table, kind}) || kinds_.contains({table, "*"});
  }

 private:
  std::set<std::pair<std::string, std::string>> kinds_;
};

struct Score {
  int right = 0;
  int total = 0;
  int skipped = 0;
  int later = 0;  // wrong, of a kind that is not built yet
};

Score run(const fs::path& file, const fs::path& roster, Reading reading, const Later& later) {
  std::ifstream in(file);
  json default_context = json::object();
  std::map<std::string, std::unique_ptr<Stage>> stages;
  Score score;
  bool head = true;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (head && line.starts_with("# ")) {
      constexpr std::string_view mark = "# context: ";
      if (line.starts_with(mark)) default_context = json::parse(line.substr(mark.size()));
      continue;
    }
    head = false;
    const auto fields = split(line);
    if (fields.size() != 3)
      throw std::runtime_error(file.filename().string() + ":" + std::to_string(number) + ": not three columns");
    Row row{number, with_newlines(fields[0]), fields[1], json::parse(fields[2])};
    json context = default_context;
    if (row.expected.contains("_ctx")) {
      context.update(row.expected["_ctx"]);
      row.expected.erase("_ctx");
    }
    const bool time = context.value("part", "") == "time";
    auto& stage = stages[context.dump()];
    if (!stage && !time) stage = std::make_unique<Stage>(roster, context);
    if (!time && row.kind != "none" && !stage->declares(row)) {
      ++score.skipped;
      continue;
    }
    ++score.total;
    const json actual = time ? ask_for_time(row.message, context) : stage->ask(row.message);
    const bool right = row.kind == "none" ? actual.is_null()
                                          : !actual.is_null() && actual["kind"] == row.kind &&
                                                same(row.expected, actual["fields"], reading);
    if (right) {
      ++score.right;
    } else if (later.holds(file.stem(), row.kind)) {
      --score.total;
      ++score.later;
    } else {
      std::cout << file.filename().string() << ":" << number << "  " << fields[0] << "\n    expected " << row.kind
                << " " << row.expected.dump() << "\n    actual   "
                << (actual.is_null() ? "none" : actual["kind"].get<std::string>() + " " + actual["fields"].dump())
                << "\n";
    }
  }
  return score;
}

int run_all(const fs::path& directory) {
  const fs::path roster = directory / "roster.tsv";
  if (!fs::exists(roster)) {
    std::cerr << "no roster.tsv in " << directory << ": the tables need their class\n";
    return 2;
  }
  const Later later(directory / "later.txt");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".tsv" && entry.path() != roster) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  bool all_right = true;
  int asked = 0;
  for (const fs::path& file : files) {
    std::string table = file.stem();
    if (table.starts_with("more_")) table.erase(0, 5);
    const auto known = known_tables.find(table);
    if (known == known_tables.end()) {
      std::cout << file.filename().string() << " not known, skipped\n";
      continue;
    }
    const Score score = run(file, roster, known->second, later);
    std::cout << file.filename().string() << " " << score.right << "/" << score.total;
    if (score.skipped > 0) std::cout << " (" << score.skipped << " of kinds that no feature declares)";
    if (score.later > 0) std::cout << " (" << score.later << " wrong of kinds that are not built yet)";
    std::cout << "\n";
    asked += score.total;
    all_right = all_right && score.right == score.total;
  }
  if (asked == 0) {
    std::cerr << "no case was run\n";
    return 2;
  }
  return all_right ? 0 : 1;
}

}  // namespace
}  // namespace banwei::tests

int main(int argc, char** argv) {
  if (argc != 3 || std::string(argv[1]) != "--dir") {
    std::cerr << "usage: case_runner --dir DIR\n";
    return 2;
  }
  try {
    return banwei::tests::run_all(argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
