#include "handlers/members/graduation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_table.h"

namespace banwei::members {

namespace text {
namespace {

std::string nobody(const std::string& what) {
  return fmt::format("你名下没有“{}”的班。这样说：毕业归档 2017级，或 毕业归档 机电1701", what);
}
std::string class_line(const std::string& klass, std::size_t count) { return fmt::format("{} {}人", klass, count); }
std::string ask(std::size_t classes, std::size_t people, const std::string& lines) {
  return fmt::format(
      "要归档{}个班、{}人：{}\n从今往后不再收他们的体温、点名和通知，群不再是班级群，QQ解绑，这些班的职务都结束；"
      "以前的记录各按期限留着，到期自动删\n归档前的名单我存成一张表发给你。归档就回“确认归档”，不归档不用管，30分钟内有"
      "效",
      classes, people, lines);
}
std::string ending(std::size_t classes) { return fmt::format("好，正在归档{}个班，弄完告诉你", classes); }
std::string list_title(const std::string& scope) { return scope + "毕业归档名单"; }
std::string list_name(const std::string& scope, Day day) { return fmt::format("{}_毕业归档_{}", scope, iso(day)); }
std::string ended(const std::string& klass, std::size_t people) {
  return fmt::format("{}归档好了，{}位毕业。一路顺风", klass, people);
}
std::string all_ended(std::size_t classes) {
  return fmt::format("{}个班都归档好了。弄错了7天内说“撤销归档 班名或年级”，学工办也可以", classes);
}
std::string not_restorable(const std::string& what) {
  return fmt::format("最近7天归档的班里没有你能恢复的“{}”。这样说：撤销归档 机电1701，或 撤销归档 2017级", what);
}
std::string restoring(std::size_t classes) { return fmt::format("好，正在恢复{}个班，弄完告诉你", classes); }
std::string restored(const std::string& klass) { return klass + "的归档撤销了，这里还是班级群"; }
std::string all_restored(std::size_t classes) {
  return fmt::format("{}个班都恢复了，同学、职务和群都和归档前一样；归档时撤下的请假要重新请", classes);
}
std::string without_group(const std::string& klass) {
  return fmt::format("{}恢复了。原来的群没有了或已是别的班的，请在群里说“绑定 {}”", klass, klass);
}
constexpr auto dropped = "好，什么都没有改";
constexpr auto no_longer_yours = "这些班现在不在你名下了，什么都没有改";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "graduation";  // of its questions
constexpr std::string_view owner_of_timers = "members";
constexpr std::chrono::minutes question_open{30};
constexpr std::size_t classes_shown = 30;
constexpr std::chrono::days undone_for{7};
constexpr std::size_t most_people = 1'000;  // of one table, which is drawn within a turn

/// The one of that name, or those of that grade: 2017级, 2017.
std::vector<Class> named(std::vector<Class> classes, std::string_view what) {
  std::string_view grade = what;
  if (grade.ends_with("级")) grade.remove_suffix(std::string_view("级").size());
  std::erase_if(classes, [&](const Class& klass) {
    const bool of_grade = !klass.grade.empty() && (klass.grade == grade || klass.grade == what);
    return !of_grade && normalised(class_name(klass.name)) != normalised(class_name(what));
  });
  return classes;
}

std::vector<std::int64_t> ids_of(const std::vector<Class>& classes) {
  std::vector<std::int64_t> ids;
  for (const Class& klass : classes) ids.push_back(klass.id);
  return ids;
}

/// Who said so, and of how many classes this is the last; 0 when more are to come.
struct Order {
  std::optional<Person> by = {};
  std::size_t of = 0;

  static Order read(const std::string& payload, const storage::Members& members) {
    const auto order = from_payload(payload);
    if (!order.is_object()) return {};
    return {members.by_id(order.value("by", std::int64_t{0})), order.value("of", std::size_t{0})};
  }
};

}  // namespace

Reply Graduation::offer(const Context& call, std::string what) {
  const auto classes = named(classes_of(members_, call, movers), what);
  if (classes.empty()) return privately(call, text::nobody(what));
  std::vector<std::string> lines;
  std::size_t people = 0;
  for (const Class& klass : classes) {
    const std::size_t count = members_.students(klass.id).size();
    people += count;
    if (lines.size() < classes_shown) lines.push_back(text::class_line(klass.name, count));
  }
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "archive",
                  .payload = to_payload({{"classes", ids_of(classes)}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  const std::string all = fmt::format("{}{}", fmt::join(lines, "、"), lines.size() < classes.size() ? "等" : "");
  return privately(call, text::ask(classes.size(), people, all));
}

std::optional<Interpretation> Graduation::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(
      intents::archive_answer, said, context, questions_, feature,
      {.yes = {"确认归档", "归档"}, .no = {"不归档", "先不归档"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return answer(call, asked, yes); });
}

/// Who was in the classes and what he was in them, for whoever ends them: a table for as many people as one holds.
void Graduation::hand_over(Reply& reply, const Context& call, std::vector<Class> classes) const {
  Extract part{.reader = call.speaker, .now = call.now};
  std::size_t people = 0;
  const auto hand = [&] {
    if (people == 0) return;
    Sheet sheet = draw_roster(members_, part).sheet;
    const std::string scope = scope_of(part.classes);
    sheet.title = text::list_title(scope);
    sheet.name = text::list_name(scope, call.now.day());
    sheet.mark = export_mark(call.speaker.person->name, call.now);
    reply.add(HandOver{.to = *call.speaker.person, .sheet = std::move(sheet)});
    part.classes.clear();
    people = 0;
  };
  for (Class& klass : classes) {
    const std::size_t count = members_.students(klass.id).size();
    if (people + count > most_people) hand();
    people += count;
    part.classes.push_back(std::move(klass));
  }
  hand();
}

/// One class a second, so that nobody waits for a whole year's.
void Graduation::one_by_one(std::string_view kind, const std::vector<std::int64_t>& classes, const Context& call) {
  Utc due = call.now.utc;
  for (const std::int64_t id : classes) {
    const bool last = id == classes.back();
    const nlohmann::json order{{"by", call.speaker.person->id}, {"of", last ? classes.size() : 0}};
    schedule_.set_timer(owner_of_timers, Topic{.kind = std::string(kind), .id = id}.text(), due, to_payload(order));
    due += std::chrono::seconds{1};
  }
}

Reply Graduation::answer(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  const auto payload = from_payload(asked.payload);
  if (!yes || !payload.is_object()) return privately(call, text::dropped);
  auto classes = payload.value("classes", std::vector<std::int64_t>{});
  std::erase_if(classes, [&](std::int64_t id) { return !call.speaker.holds(movers, id); });
  if (classes.empty()) return privately(call, text::no_longer_yours);
  one_by_one("archive", classes, call);
  Reply reply = privately(call, text::ending(classes.size()));
  std::vector<Class> ending;
  for (const std::int64_t id : classes) {
    if (auto klass = members_.class_by_id(id)) ending.push_back(*std::move(klass));
  }
  hand_over(reply, call, std::move(ending));
  return reply;
}

Reply Graduation::end(std::int64_t class_id, const std::string& payload, const Moment& now) {
  const auto [by, of] = Order::read(payload, members_);
  const auto klass = members_.class_by_id(class_id);
  const bool may = by && klass && Speaker{*by, members_.grants(*by, now.utc)}.holds(movers, class_id);
  if (!may) return {};
  const std::size_t students = members_.students(class_id).size();
  moves_.end(class_id, now.utc);
  Reply reply;
  if (!klass->group.empty())
    reply.add(Post{.group = klass->group, .content = plain(text::ended(klass->name, students))});
  if (of != 0) reply.join(privately(*by, text::all_ended(of)));
  return reply;
}

std::vector<Class> Graduation::restorable(const Speaker& speaker, Utc now) const {
  const bool office = speaker.holds({Role::office}, 0);
  return archive_.since(now - undone_for, office ? std::nullopt : std::optional(speaker.person->id));
}

Reply Graduation::undo(const Context& call, std::string what) {
  const auto classes = named(restorable(call.speaker, call.now.utc), what);
  if (classes.empty()) return privately(call, text::not_restorable(what));
  one_by_one("restore", ids_of(classes), call);
  return privately(call, text::restoring(classes.size()));
}

Reply Graduation::restore(std::int64_t class_id, const std::string& payload, const Moment& now) {
  const auto [by, of] = Order::read(payload, members_);
  if (!by) return {};
  const auto ids = ids_of(restorable({*by, members_.grants(*by, now.utc)}, now.utc));
  if (std::find(ids.begin(), ids.end(), class_id) == ids.end()) return {};
  archive_.restore(class_id, now.utc);
  const auto klass = members_.class_by_id(class_id);
  Reply reply;
  if (!klass->group.empty()) {
    reply.add(Post{.group = klass->group, .content = plain(text::restored(klass->name))});
  } else {
    reply.join(privately(*by, text::without_group(klass->name)));
  }
  if (of != 0) reply.join(privately(*by, text::all_restored(of)));
  return reply;
}

}  // namespace banwei::members
