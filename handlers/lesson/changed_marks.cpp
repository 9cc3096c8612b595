// 把李四那个旷课改成病假: the newest mark of his within a week is changed, and where there is none that is said.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/privately.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/lesson/lesson_intents.h"
#include "handlers/lesson/reports.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string no_mark(std::string_view who) {
  return fmt::format("这7天的课里没有记{}缺勤、迟到或早退，没有可改的。要请假的话请本人说一句", who);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest = 120;  // bytes
constexpr std::chrono::days looked_back{7};

struct Change {
  std::string who;  // As the class calls him.
  std::size_t place = 0;
  std::string to;
};

std::optional<Change> change_in(std::string_view folded, const language::People& people) {
  constexpr std::array<std::string_view, 6> changing{"改成", "改为", "改到", "记成", "换成", "改记"};
  constexpr std::string_view kinds = "病假 事假 公假 请假 迟到 早退 旷课 缺勤 到 到了 来了 出勤";
  for (const std::string_view word : changing) {
    const auto at = folded.find(word);
    if (at == folded.npos) continue;
    std::string_view to = trimmed(folded.substr(at + word.size()));
    for (const std::string_view soft : {"吧", "哈", "啊", "呗"}) {
      if (to.ends_with(soft)) to.remove_suffix(soft.size());
    }
    if (!language::is_one_of(to, kinds)) return std::nullopt;
    std::optional<Change> change;
    for (std::size_t i = 0; i < at;) {
      const auto name = people.name_at(folded, i);
      if (name.length > 0 && (name.who.size() > 1 || change)) return std::nullopt;
      if (name.length > 0)
        change = Change{std::string(folded.substr(i, name.length)), name.who.front(), std::string(to)};
      i += name.length > 0 ? name.length : code_point_size(folded, i);
    }
    return change;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reports::Report> Reports::changed(const std::string& words, const Context& context) {
  const std::string folded = words.size() > longest ? std::string{} : normalised(words);
  const bool may = language::holds_one_of(folded, "改成 改为 改到 记成 换成 改记");
  const auto klass = may ? class_meant(words, context) : std::nullopt;
  if (!klass) return std::nullopt;
  Scene scene = scene_of(*klass, context);
  const auto change = change_in(folded, scene.people);
  if (!change) return std::nullopt;
  const auto students = members_.students(klass->id);
  const std::int64_t person = students.at(change->place).id;
  const Day today = context.sent.day();
  std::optional<storage::LessonReport> last;
  for (auto& one : reports_.of_class(klass->id, today - looked_back, today)) {
    const bool marked = std::any_of(one.absences.begin(), one.absences.end(),
                                    [&](const auto& absence) { return absence.person == person; });
    const bool newer = !last || one.day > last->day || (one.day == last->day && one.first > last->first);
    if (marked && newer) last = std::move(one);
  }
  if (!last) return Report{.klass = *klass, .unmarked = change->who};
  scene.day = last->day;
  scene.amending = true;
  const bool here = language::is_one_of(change->to, "到 到了 来了 出勤");
  const std::string lesson =
      last->first == 0 ? last->course : fmt::format("{}-{}节{}", last->first, last->last, last->course);
  auto said =
      lesson::understand(lesson + (here ? " 不是" + change->who : " " + change->who + "是" + change->to), scene);
  if (said.size() != 1 || !said.front().amends || said.front().open != Statement::Open::nothing) return std::nullopt;
  return Report{.klass = *klass, .said = std::move(said), .asked = context.sent.utc, .corrects = true};
}

Interpretation Reports::tells_of_no_mark(const Report& report) {
  Interpretation heard{.intent = &intents::ask, .opened = Utc::min()};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [who = report.unmarked](const Context& call) { return privately(call, text::no_mark(who)); };
  return heard;
}

}  // namespace banwei::lesson
