// The commands of reminders, which of their parts hears what, and what these parts share.
#include "handlers/reminder/reminder.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/reminder/reminder_rules.h"

namespace banwei::reminder {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;

namespace text {
namespace {

constexpr auto how_to =
    "这样说就行：“明早8点提醒我交表”“每天10:"
    "30提醒没报体温的同学”“工作日8点提醒大家上课”。看已设的说“我的提醒”，不要了说“取消提醒7”";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_message = 4000;  // bytes
constexpr Roles anybody = everyone | Roles{Role::keeper};

}  // namespace

Reply tell(const Call& call, bool everybody, std::string words) {
  return everybody ? Reply{}.add(Say{plain(std::move(words))}) : privately(call, std::move(words));
}

std::string key_of(local_seconds occurrence) {
  const Day day = floor<days>(occurrence);
  return iso(day) + "T" + wording::hour_minute(occurrence - day);
}

Reminder::Reminder(storage::Members& members, storage::Reminders& reminders, storage::Questions& questions,
                   storage::Schedule& schedule, const Zone& zone, const Calendar& calendar,
                   const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet)
    : members_(members),
      reminders_(reminders),
      questions_(questions),
      schedule_(schedule),
      zone_(zone),
      calendar_(calendar),
      features_(features),
      quiet_(quiet) {}

std::vector<Command> Reminder::commands() {
  // A request in a group is heard by the listener, which knows talk from a request; here it is the one with a word.
  Grammar grammar;
  grammar.parse = [this](std::string_view rest, const Context& context) -> std::optional<Understood> {
    if (rest.empty()) {
      Understood how;
      how.fields = [] { return nlohmann::ordered_json::object(); };
      how.act = [](const Call& call) { return tell(call, false, text::how_to); };
      return how;
    }
    auto request = understand("提醒" + std::string(rest), context.sent.local, {});
    return request ? std::optional(understood(std::move(*request))) : std::nullopt;
  };
  return {
      {.kind = "remind_new",
       .words = {"提醒", "设置提醒", "新建提醒", "添加提醒", "定时提醒"},
       .help = "到点提醒你或全班，如 明早8点提醒我交表",
       .example = "提醒我明早8点交表",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = grammar},
      {.kind = "remind_list",
       .words = {"我的提醒", "提醒列表", "有哪些提醒", "定时任务", "查看提醒", "看提醒", "所有提醒", "提醒有哪些"},
       .help = "看设好的提醒和编号",
       .example = "我的提醒",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(this, &Reminder::list)},
      {.kind = "remind_del",
       .words = {"取消提醒", "删除提醒", "删掉提醒", "关闭提醒", "取消*号提醒", "删除*号提醒", "提醒*不要了",
                 "提醒*取消", "*号提醒不要了"},
       .help = "取消一个提醒",
       .example = "取消提醒7",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes(maybe(serial_number())).then(this, &Reminder::cancel)},
      {.kind = "calendar",
       .words = {"校历", "放假安排", "补班安排", "节假日安排"},
       .help = "看今年的放假和补班",
       .example = "校历",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(this, &Reminder::show_calendar)},
      {.kind = "remind_answer", .who = anybody, .scope = Scope::anywhere, .price = 0},
      {.kind = "remind_snooze", .who = anybody, .scope = Scope::anywhere, .price = 0},
  };
}

std::optional<Heard> Reminder::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  if (auto answer = hear_answer(said, context)) return answer;
  if (auto snooze = hear_snooze(said, context)) return snooze;
  if (said.text.find("提醒") == std::string::npos && said.text.find("叫我") == std::string::npos) return std::nullopt;

  const bool addressed = said.addressed || said.text.front() == '/' || said.text.front() == '#';
  if (!addressed && !said.mentioned.empty()) return std::nullopt;  // it was said to somebody else
  auto request = understand(said.text, context.sent.local, class_names());
  if (!request || (!addressed && like_talk(*request))) return std::nullopt;
  return Heard{.understood = understood(std::move(*request)), .claim = Claim::other, .opened = {}};
}

std::vector<Class> Reminder::own_classes(const std::vector<Grant>& grants) const {
  std::vector<Class> classes;
  for (const Grant& grant : grants) {
    if (grant.class_id == 0 || !in_charge.has(grant.role)) continue;
    const auto klass = members_.class_by_id(grant.class_id);
    const bool known =
        std::any_of(classes.begin(), classes.end(), [&](const Class& other) { return other.id == grant.class_id; });
    if (klass && !known) classes.push_back(*klass);
  }
  return classes;
}

std::vector<std::string> Reminder::class_names() const {
  std::vector<std::string> names;
  for (const Class& klass : members_.classes()) names.push_back(klass.name);
  return names;
}

When Reminder::meaning(const storage::Reminder& reminder) const {
  return understand_when(reminder.words, zone_.at(reminder.said).local).value_or(When{});
}

std::optional<QuietHours> Reminder::quiet_for(const storage::Reminder& reminder) const {
  return reminder.audience == storage::Audience::self ? std::nullopt : std::optional(quiet_);
}

void Reminder::set_timer(const storage::Reminder& reminder) {
  const auto at = spoken_at(zone_.at(*reminder.next).local, quiet_for(reminder));
  schedule_.set_timer(title(), std::to_string(reminder.id), zone_.utc(at), "");
}

}  // namespace banwei::reminder
