// The commands of the register, and which of its parts hears what.
#include "handlers/lesson/lesson.h"

#include <algorithm>
#include <functional>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto how =
    "一节课一行，在群里或私聊直接发：\n1-2节高数 应到38 实到36 缺李四、王五(病假)\n迟到、早退写在后面，没人缺写“全勤”；"
    "几节课可以一起发，写错了整行重发";
constexpr auto kept = "课堂考勤";

}  // namespace
}  // namespace text

Register::Register(const storage::Members& members, storage::LessonReports& reports, storage::Leaves leaves,
                   storage::Questions& questions, const Zone& zone)
    : kept_(reports), reports_(members, reports, leaves, questions, zone) {}

std::vector<Command> Register::commands() {
  return {{.kind = "attend_fill",
           .words = {"上报考勤", "登记考勤", "课堂考勤", "填考勤", "报考勤", "考勤上报", "考勤填报", "怎么报考勤"},
           .help = "报一节课的考勤：1-2节高数 应到38 实到36 缺李四、王五(病假)",
           .example = "上报考勤",
           .who = intents::reporters,
           .run = takes().then(this, &Register::tell_how)}};
}

std::vector<Listener> Register::listeners() {
  return {{.intents = {&intents::attend, &intents::ask}, .understand = std::bind_front(&Reports::listen, &reports_)}};
}

std::vector<Retention> Register::retention() {
  constexpr int a_report = 4;  // rows of it and of those who were not there
  return {{.of = kept_reports,
           .forget = [this](const Moment& before,
                            int most) { return kept_.purge(before.day(), std::max(1, most / a_report)); },
           .name = text::kept,
           .count = [this](const Person& who, const Moment&) { return kept_.count_of(who.id); }}};
}

Reply Register::tell_how(const Context& call) { return privately(call, text::how); }

/// Whoever takes his report back takes it out of the register.
Reply Register::recalled(const Recall& recall, const Moment& now) {
  kept_.withdraw(recall.room, recall.message, now.utc);
  return {};
}

}  // namespace banwei::lesson
