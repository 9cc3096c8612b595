// The commands of reminders, and which of their parts hears what.
#include "handlers/reminder/reminder.h"

#include "handlers/args.h"

namespace banwei::reminder {

namespace {

constexpr std::size_t longest_message = 4000;  // bytes
constexpr Roles anybody = everyone | Roles{Role::keeper};

}  // namespace

Reminder::Reminder(storage::Members& members, storage::Reminders& reminders, storage::Questions& questions,
                   storage::Schedule& schedule, const Zone& zone, const Calendar& calendar,
                   const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet)
    : book_(members, schedule, zone, calendar, quiet),
      keeping_(book_, members, reminders),
      questions_(book_, keeping_, questions),
      requests_(book_, keeping_, questions_, members, reminders),
      occurrences_(book_, members, reminders, schedule, features),
      lists_(book_, members, reminders),
      school_(members, schedule, calendar) {}

std::vector<Command> Reminder::commands() {
  return {
      {.kind = "remind_new",
       .words = {"提醒", "设置提醒", "新建提醒", "添加提醒", "定时提醒"},
       .help = "到点提醒你或全班，如 明早8点提醒我交表",
       .example = "提醒我明早8点交表",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = requests_.grammar()},
      {.kind = "remind_list",
       .words = {"我的提醒", "提醒列表", "有哪些提醒", "定时任务", "查看提醒", "看提醒", "所有提醒", "提醒有哪些"},
       .help = "看设好的提醒和编号",
       .example = "我的提醒",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(&lists_, &Lists::list)},
      {.kind = "remind_del",
       .words = {"取消提醒", "删除提醒", "删掉提醒", "关闭提醒", "取消*号提醒", "删除*号提醒", "提醒*不要了",
                 "提醒*取消", "*号提醒不要了"},
       .help = "取消一个提醒",
       .example = "取消提醒7",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes(maybe(serial_number())).then(&lists_, &Lists::cancel)},
      {.kind = "calendar",
       .words = {"校历", "放假安排", "补班安排", "节假日安排"},
       .help = "看今年的放假和补班",
       .example = "校历",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(&school_, &SchoolCalendar::show)},
      {.kind = "remind_answer", .who = anybody, .scope = Scope::anywhere, .price = 0},
      {.kind = "remind_snooze", .who = anybody, .scope = Scope::anywhere, .price = 0},
  };
}

std::optional<Heard> Reminder::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  if (auto answer = questions_.listen(said, context)) return answer;
  if (auto snooze = requests_.listen_for_snooze(said, context)) return snooze;
  return requests_.listen(said, context);
}

}  // namespace banwei::reminder
