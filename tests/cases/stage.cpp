#include "tests/cases/stage.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/cases/case_table.h"
#include "tests/cases/scene.h"
#include "tests/json.h"

namespace banwei::tests {

using nlohmann::json;

namespace {

/// What can have happened, by the feature that it happened to.
const std::vector<SetUp>& set_ups() {
  static const std::vector<SetUp> all{
      temperature::reported(), announcement::published(), attendance::called(),  leave::waiting(),
      posts::offered(),        temperature::doubted(),    checks::listed(),      cases::asked(),
      whereabouts::asked(),    care::fever_told(),        care::distress_told(), ladder::monitor_told(),
      ladder::office_told()};
  return all;
}

constexpr const char* usual_now = "2020-03-11T09:30";

}  // namespace

Stage::Stage(const std::filesystem::path& folder, const json& context) {
  const std::string klass = context.value("class", "机电1901");
  const Utc now = instant(context.value("now", usual_now));
  world_.clock.set(now - std::chrono::hours{6});
  world_.add_class(klass, "g");
  const std::vector<std::string> others{"机电1902", "机电1701", "机电1702"};
  for (const std::string& other : others) world_.add_class(other, other);
  const std::map<std::string, Role> roles{{"班长", Role::monitor},
                                          {"学习委员", Role::study_rep},
                                          {"团支书", Role::league_secretary},
                                          {"心理委员", Role::care_rep},
                                          {"生活委员", Role::life_rep}};
  for (const RosterRow& row : read_roster(folder)) {
    const auto role = roles.find(row.role);
    add(row.number, row.name, klass, role == roles.end() ? Role::student : role->second);
  }
  add("T001", "王敏", klass, Role::counsellor);
  for (const std::string& other : others) {
    const auto id = world_.stores().members.class_by_name(other)->id;
    world_.stores().members.grant(people_.at("王敏").id, {Role::counsellor, id}, Utc{});
  }
  add("T002", "李强", klass, Role::class_teacher);
  add("T003", "孙老师", klass, Role::office);
  add("T004", "管理员", klass, Role::admin);
  world_.connect();

  speaker_ = context.value("sender", context.value("speaker", "张三"));
  user_ = context.value("bound", true) ? people_.at(speaker_).account : "stranger";
  place_ = context.value("room", "group") == "group" ? Place::group : Place::direct;
  std::vector<std::pair<std::string, std::string>> happened;  // Word and argument.
  const auto note = [&](const std::string& words) {
    const auto space = std::min(words.find(' '), words.size());
    happened.emplace_back(words.substr(0, space), words.substr(std::min(space + 1, words.size())));
    const std::string& word = happened.back().first;
    const bool known =
        std::any_of(set_ups().begin(), set_ups().end(), [&](const auto& one) { return one.word == word; });
    if (!known && word != "temperature") unknown_.push_back(word);  // Its day is always open.
  };
  if (context.contains("reported")) note("reported " + context["reported"].dump());
  if (context.contains("pending_leave")) note("pending_leave " + context["pending_leave"].at(0).dump());
  for (const std::string thing : context.value("open", json::array())) note(thing);
  if (context.contains("asked")) note(context["asked"]);
  for (const SetUp& one : set_ups()) {
    for (const auto& [word, argument] : happened) {
      if (word != one.word) continue;
      const std::string at = context.value("reported_at", "");
      world_.clock.set(word == "reported" && !at.empty() ? instant(context.value("now", usual_now).substr(0, 11) + at)
                                                         : now - one.before);
      one.run(Scene(world_, people_, speaker_, context), argument);
    }
  }
  world_.clock.set(now);
  if (context.value("entitled", false)) {
    for (const Role role : {Role::monitor, Role::counsellor, Role::office, Role::admin})
      world_.stores().members.grant(people_.at(speaker_).id, {role, 0}, Utc{});
  }
}

Parts Stage::ask(const std::string& text) const {
  Message message;
  message.account = World::account;
  message.place = place_;
  message.user = user_;
  message.room = place_ == Place::group ? "g" : user_;
  message.id = "case";
  message.sent = message.received = world_.clock.wall();
  message.content = content(text);
  const Router& router = world_.desk().router();
  const Context context = router.context(message, {}, world_.clock.wall());
  const auto choices = router.understand(message, context);
  const auto concern = router.concern(message, context, choices);
  Parts parts = Parts::array();
  const auto add = [&](const std::string& kind, const auto& fields) {
    json part = test::parsed(fields().dump());
    part["kind"] = kind;
    parts.push_back(std::move(part));
  };
  for (const Choice& choice : choices) {
    if (Router::verdict(choice, context) != Verdict::silent) add(choice.understood.kind, choice.understood.fields);
  }
  if (!concern || !concern->fields) return parts;
  const bool grave = concern->kind == "distress" || concern->kind == "check";
  if (!grave && parts.size() == 1 && parts[0]["kind"] == "ask") {
    // One question, and the teacher is told.
    if (concern->fields().contains("urgent")) parts[0]["urgent"] = true;
  } else if (grave || parts.size() < 2) {
    add(concern->kind, concern->fields);
  }
  return parts;
}

bool Stage::declares(const json& part) const {
  const std::string kind = part["kind"];
  static const std::set<std::string, std::less<>> heard_by_care{"distress", "check", "sym"};
  if (heard_by_care.contains(kind)) return true;
  const Router& router = world_.desk().router();
  for (const Ear& ear : router.ears()) {
    const auto& intents = ear.listener.intents;
    if (std::any_of(intents.begin(), intents.end(), [&](const Intent* intent) { return intent->kind == kind; }))
      return true;
  }
  const auto& entries = router.lexicon().entries();
  return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    if (entry.command.kind != kind) return false;
    return std::all_of(entry.command.means.begin(), entry.command.means.end(), [&](const auto& meant) {
      return meant.first != "what" || !part.contains("what") || part["what"] == meant.second;
    });
  });
}

bool Stage::is_command(std::string_view kind) const {
  const auto& entries = world_.desk().router().lexicon().entries();
  return std::any_of(entries.begin(), entries.end(),
                     [&](const Entry& entry) { return entry.command.kind == kind && !entry.command.words.empty(); });
}

void Stage::add(const std::string& number, const std::string& name, const std::string& klass, Role role) {
  people_.emplace(name, world_.add_person(number, name, klass, role));
}

Utc Stage::instant(std::string_view text) const { return world_.zone.utc(local_time(text)); }

/// A leading @班级小助手, @ of somebody in the roster and [faces]; all else is text.
Content Stage::content(const std::string& text) const {
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

}  // namespace banwei::tests
