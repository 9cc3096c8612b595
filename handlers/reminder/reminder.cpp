// The commands of reminders, and which of their parts hears what.
#include "handlers/reminder/reminder.h"

#include <functional>

#include "handlers/args.h"
#include "handlers/reminder/reminder_intents.h"

namespace banwei::reminder {

namespace text {
namespace {

constexpr auto own = "自己设的提醒";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_message = 4000;  // bytes

}  // namespace

Reminder::Reminder(storage::Stores& stores, const Zone& zone, const Calendar& calendar,
                   const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet)
    : reminders_(stores.reminders),
      own_rows_(stores.database),
      book_(stores.members, stores.schedule, zone, calendar, quiet, features),
      keeping_(book_, stores.members, reminders_),
      questions_(book_, keeping_, stores.questions),
      requests_(book_, keeping_, questions_, stores.members, reminders_),
      occurrences_(book_, stores.members, reminders_, stores.schedule, features),
      lists_(book_, reminders_),
      changes_(book_, keeping_, questions_, lists_),
      school_(stores.members, stores.schedule, calendar) {}

std::vector<Command> Reminder::commands() {
  using W = language::Word;
  constexpr auto around = W::take | W::of | W::one | W::this_one | W::me | W::remove | W::removed | W::done;
  return {
      {.kind = "remind_new",
       .words = {"提醒", "设置提醒", "新建提醒", "添加提醒", "定时提醒"},
       .help = "到点提醒你或全班，如 明早8点提醒我交表",
       .example = "提醒我明早8点交表",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = requests_.grammar()},
      {.kind = "remind_list",
       .words = {"我的提醒", "定时任务"},
       .forms = {{.needs = {W::remind, W::what | W::list | W::me | W::before},
                  .may = W::see | W::there_is | W::set | W::of | W::still | W::now | W::me | W::list | W::what |
                         W::before | W::record | W::done | W::our_class | W::several_classes | W::asking | W::holiday |
                         W::hand,
                  .except = {"提醒我", "提醒自己", "提醒我自己", "提醒本人", "提醒咱", "我提醒", "提醒什么", "提醒啥",
                             "提醒我什么", "提醒我啥", "提醒了什么", "提醒我了", "提醒我了吗", "提醒过我"}},
                 {.needs = {W::remind, W::how_many},
                  .may = W::there_is | W::now | W::still | W::me | W::set | W::of | W::asking},
                 {.needs = {W::see, W::remind}, .may = W::of | W::set | W::still, .ordered = true}},
       .help = "看设好的提醒和编号",
       .example = "我的提醒",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(&lists_, &Lists::list)},
      {.kind = "remind_del",
       .words = {"取消提醒", "删除提醒", "删掉提醒", "关闭提醒"},
       .forms = {{.needs = {W::remind, W::remove}, .may = around, .pointed = true},
                 {.needs = {W::remind, W::removed}, .may = around, .addressed = true},
                 {.needs = {W::remind, W::removed}, .may = around, .pointed = true},
                 {.needs = {W::remove, W::remind, W::done}, .may = around, .pointed = true}},
       .help = "取消一个提醒",
       .example = "取消提醒7",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes(maybe(serial_number())).then(&lists_, &Lists::cancel)},
      {.kind = "calendar",
       .words = {"校历", "放假安排"},
       .forms = {{.needs = {W::calendar},
                  .may = W::now | W::there_is | W::see | W::of | W::what | W::our_class | W::asking | W::one},
                 {.needs = {W::holiday, W::days_off},
                  .may = W::what | W::how | W::asking | W::our_class | W::there_is | W::how_many | W::of | W::see |
                         W::now | W::when,
                  .addressed = true},
                 // 什么时候放假
                 {.needs = {W::days_off},
                  .may = W::what | W::how | W::asking | W::our_class | W::there_is | W::of | W::see | W::when |
                         W::still | W::how_many | W::me,
                  .addressed = true,
                  .except = {"放假", "几天假", "补课", "补班", "调休", "休多久"}}},
       .help = "看今年的放假和补班",
       .example = "校历",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(&school_, &SchoolCalendar::show)},
  };
}

std::vector<Listener> Reminder::listeners() {
  return {{.intents = {&intents::remind_answer, &intents::remind_snooze, &intents::remind_edit, &intents::remind_del,
                       &intents::remind_new},
           .understand = std::bind_front(&Reminder::read, this)}};
}

std::vector<Retention> Reminder::retention() {
  constexpr Kept over{"reminders", 40};
  return {{.of = over,
           .forget = [this](const Moment& before, int most) { return reminders_.purge(before.utc, most); },
           .name = text::own,
           .count = [this](const Person& who, const Moment&) { return own_rows_.reminders(who.id); }}};
}

std::vector<TimerKind> Reminder::timers() {
  return {{"due", [this](const Topic& reminder, const storage::Timer&, const Moment& now) {
             return occurrences_.fall_due(reminder.id, now);
           }}};
}

std::optional<Interpretation> Reminder::read(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  if (auto answer = questions_.listen(said, context)) return answer;
  if (auto snooze = requests_.listen_for_snooze(said, context)) return snooze;
  if (auto change = changes_.listen(said, context)) return change;
  return requests_.listen(said, context);
}

}  // namespace banwei::reminder
