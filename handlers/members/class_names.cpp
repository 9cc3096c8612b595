#include "handlers/members/class_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"

namespace banwei::members {

namespace text {
namespace {

std::string nothing_to_promote(const std::string& example) {
  return fmt::format(
      "你名下的班按入学年份起名{}，升学年不用改。换班名说“班级改名 原名 新名”，毕业了说“毕业归档 2017级”", example);
}
std::string not_yours(const std::string& what) { return fmt::format("你名下没有“{}”的班", what); }
constexpr auto how_to_rename = "这样说：班级改名 机电1901 智造1901";
std::string taken(const std::string& name) {
  return fmt::format("已经有一个班叫“{}”了。毕业的班先说“毕业归档”，别的请换个名字", name);
}
std::string line(const std::string& before, const std::string& after, std::size_t people) {
  return fmt::format("\n{}→{}（{}人）", before, after, people);
}
std::string ask(std::size_t classes, const std::string& lines) {
  return fmt::format(
      "要改{}个班的名字：{}\n人、群、职务和以前的记录都不变。照这样做就回“确认改名”，不改不用管，30分钟内有效", classes,
      lines);
}
std::string more(std::size_t classes) { return fmt::format("\n……还有{}个班", classes); }
std::string done(std::size_t classes) { return fmt::format("改好了，{}个班", classes); }
constexpr auto dropped = "好，什么都没有改";
constexpr auto no_longer_yours = "这些班现在改不了了，什么都没有改";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "class_names";  // of its questions
constexpr std::chrono::minutes question_open{30};
constexpr std::size_t classes_shown = 30;
constexpr std::array<std::string_view, 6> years{"一", "二", "三", "四", "五", "六"};

bool of_grade(const Class& klass, std::string_view what) {
  return klass.grade == what || klass.name.find(what) != std::string::npos;
}

}  // namespace

std::optional<std::string> a_year_up(std::string_view name) {
  for (std::size_t year = 0; year + 1 < years.size(); ++year) {
    for (const std::string_view school : {"大", "高", "初", "研"}) {
      const std::string word = std::string(school) + std::string(years[year]);
      if (!name.starts_with(word)) continue;
      return std::string(school) + std::string(years[year + 1]) + std::string(name.substr(word.size()));
    }
    const std::string word = std::string(years[year]) + "年级";
    if (const auto at = name.find(word); at != name.npos)
      return std::string(name.substr(0, at)) + std::string(years[year + 1]) + "年级" +
             std::string(name.substr(at + word.size()));
  }
  return std::nullopt;
}

/// Of all the speaker's classes, or of those of one year.
Reply ClassNames::offer_promotion(const Context& call, std::optional<std::string> what) {
  std::vector<Change> changes;
  std::string example;
  for (const Class& klass : classes_of(members_, call, movers)) {
    if (what && !of_grade(klass, *what)) continue;
    const auto name = a_year_up(klass.name);
    const auto grade = a_year_up(klass.grade);
    if (example.empty()) example = fmt::format("（如{}）", klass.name);
    if (name || grade) changes.push_back({klass, name.value_or(klass.name), grade.value_or(klass.grade)});
  }
  if (example.empty()) return privately(call, text::not_yours(what.value_or("")));
  if (changes.empty()) return privately(call, text::nothing_to_promote(example));
  return offer(call, changes);
}

Reply ClassNames::offer_rename(const Context& call, std::string before_and_after) {
  std::string_view words = before_and_after;
  const std::string_view before = words.substr(0, words.find(' '));
  std::string_view after = trimmed(words.substr(before.size()));
  for (const std::string_view way : {"改成", "改为", "→", "为"}) {
    if (after.starts_with(way)) after = trimmed(after.substr(way.size()));
  }
  const std::string name = half_width(cleaned(after));
  constexpr std::size_t longest = 60;  // bytes
  if (name.empty() || name.size() > longest || name.find(' ') != name.npos) return privately(call, text::how_to_rename);
  for (const Class& klass : classes_of(members_, call, movers)) {
    if (normalised(class_name(klass.name)) == normalised(class_name(before)))
      return offer(call, {{klass, name, klass.grade}});
  }
  return privately(call, text::not_yours(std::string(before)));
}

/// A name that a class has which is there and does not give it up, however it is spelt; "" when there is none.
std::string ClassNames::taken(const std::vector<Change>& changes) const {
  const auto same = [](const std::string& a, const std::string& b) {
    return normalised(class_name(a)) == normalised(class_name(b));
  };
  for (const Class& klass : members_.classes()) {
    const bool gives_up = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.klass.id == klass.id && !same(change.name, klass.name);
    });
    const auto comes = [&](const Change& change) {
      return change.klass.id != klass.id && same(change.name, klass.name);
    };
    if (!gives_up && std::any_of(changes.begin(), changes.end(), comes)) return klass.name;
  }
  return {};
}

Reply ClassNames::offer(const Context& call, const std::vector<Change>& changes) {
  if (const std::string name = taken(changes); !name.empty()) return privately(call, text::taken(name));
  nlohmann::json payload = nlohmann::json::array();
  std::string lines;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& [klass, name, grade] = changes[i];
    payload.push_back({{"id", klass.id}, {"name", name}, {"grade", grade}});
    if (i < classes_shown) lines += text::line(klass.name, name, members_.students(klass.id).size());
  }
  if (changes.size() > classes_shown) lines += text::more(changes.size() - classes_shown);
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "rename",
                  .payload = to_payload(payload),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, text::ask(changes.size(), lines));
}

std::optional<Interpretation> ClassNames::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(
      intents::class_answer, said, context, questions_, feature,
      {.yes = {"确认改名", "改名"}, .no = {"不改", "先不改", "算了"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return answer(call, asked, yes); });
}

/// All are set aside first, so that each finds its new name free.
Reply ClassNames::answer(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  const auto payload = from_payload(asked.payload);
  if (!yes || !payload.is_array()) return privately(call, text::dropped);
  std::vector<Change> changes;
  for (const auto& one : payload) {
    const auto klass = members_.class_by_id(one.value("id", std::int64_t{0}));
    if (klass && call.speaker.holds(movers, klass->id))
      changes.push_back({*klass, one.value("name", std::string()), one.value("grade", std::string())});
  }
  if (changes.empty() || !taken(changes).empty()) return privately(call, text::no_longer_yours);
  for (const Change& change : changes)
    members_.rename_class(change.klass.id, fmt::format("{}\n{}", change.klass.name, change.klass.id));
  for (const Change& change : changes) {
    members_.rename_class(change.klass.id, change.name);
    if (change.grade != change.klass.grade) members_.save_class({.name = change.name, .grade = change.grade});
    audit_.add({.at = call.now.utc,
                .actor = asked.person,
                .verb = "class.rename",
                .subject = change.klass.id,
                .details = fmt::format("{} to {}", change.klass.name, change.name)});
  }
  return privately(call, text::done(changes.size()));
}

}  // namespace banwei::members
