// The commands of meetings, and which of their parts hears what.
#include "handlers/meeting/meeting.h"

#include <functional>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/language/feature_words.h"
#include "handlers/meeting/meeting_intents.h"

namespace banwei::meeting {

namespace {

/// 3, 主题3
Arg<std::int64_t> theme() {
  auto arg = serial_number();
  arg.name = "主题编号";
  arg.key = "theme";
  arg.read = [number = std::move(arg.read)](std::string_view& text, const Context& context) {
    const std::string_view whole = text;
    if (text.starts_with("主题")) text.remove_prefix(std::string_view("主题").size());
    auto read = number(text, context);
    if (!read) text = whole;
    return read;
  };
  return arg;
}

}  // namespace

std::vector<Command> Gatherings::commands() {
  using W = language::Word;
  std::vector<Command> all{
      {.kind = "meeting_plan",
       .words = {"班会计划", "下发班会", "下发主题班会", "主题班会计划", "发布班会", "发布主题班会", "布置班会"},
       .help = "给年级、班级下发一次主题班会",
       .example = "班会计划 合理规划宅家生活 2018、2019级 本周内",
       .who = teachers,
       .where = Where::direct,
       .verbatim = true,
       .run = takes(rest("主题 年级 截止", "words")).then(&themes_, &Themes::plan)},
      {.kind = "meeting_unplan",
       .words = {"取消班会计划", "撤销班会计划", "取消主题"},
       .help = "取消一次下发的主题班会",
       .example = "取消班会计划3",
       .who = teachers,
       .where = Where::direct,
       .run = takes(theme()).then(&themes_, &Themes::cancel)},
      {.kind = "meeting_progress",
       .words = {"班会进度", "班会情况", "班会完成情况", "主题班会进度", "班会开得怎么样了", "哪些班没开班会",
                 "哪些班还没开班会", "班会开了几个班", "主题*进度", "主题*完成情况"},
       .forms = {{.needs = {W::meeting, W::progress | W::result},
                  .may = W::see | W::of | W::several_classes | W::now | W::take | W::hand | W::begin | W::done},
                 // 这个月的主题班会谁还没开
                 {.needs = {W::meeting, W::no, W::begin, W::who | W::several_classes},
                  .may = W::see | W::of | W::recent | W::still | W::there_is | W::now | W::list},
                 // 各班班会开了没
                 {.needs = {W::several_classes, W::meeting, W::begin, W::asking | W::no},
                  .may = W::of | W::recent | W::still | W::done | W::now | W::everyone,
                  .ordered = true,
                  .addressed = true}},
       .help = "看主题班会各班开了没有",
       .example = "班会进度",
       .who = teachers,
       .cost = 2,
       .run = takes(maybe(theme())).then(&themes_, &Themes::progress)},
      {.kind = "meeting_urge",
       .words = {"催班会", "催开班会", "催班会纪要", "催纪要"},
       .forms = {{.needs = {W::urge | W::call, W::meeting},
                  .may = W::no | W::of | W::several_classes | W::again | W::begin | W::still}},
       .help = "提醒没定时间、没交纪要的班，一天一次",
       .example = "催班会",
       .who = teachers,
       .run = takes(maybe(theme())).then(&themes_, &Themes::urge)},
      {.kind = "meeting_end",
       .words = {"班会结束", "结束班会", "班会开完了", "班会完了", "散会", "会开完了", "会议结束", "结束会议",
                 "团课结束", "团会结束"},
       .forms = {{.needs = {W::meeting, W::end | W::ended}, .may = W::done | W::this_one | W::our_class | W::now}},
       .help = "说班会开完了，我来记人数和用时",
       .example = "班会结束",
       .who = organizers,
       .run = takes().then(&holding_, &Holding::end)},
      {.kind = "meeting_cancel",
       .words = {"取消会议", "取消班会", "取消开会", "会议取消", "班会取消", "会议取消了", "班会取消了", "班会不开了",
                 "会议不开了", "取消团课", "取消团会", "取消今晚的班会", "取消明天的会"},
       .forms = {{.needs = {W::meeting, W::cancel | W::removed},
                  .may = W::of | W::this_one | W::our_class | W::now | W::take | W::holiday | W::done | W::cancel |
                         W::removed}},
       .help = "取消下一次会议或班会",
       .example = "取消会议",
       .who = organizers,
       .run = takes().then(&planner_, &Planner::cancel)},
      {.kind = "meeting_when",
       .words = {"几点开会", "什么时候开会"},
       .forms = {{.needs = {W::meeting, W::when | W::by_when},
                  .may = W::begin | W::now | W::of | W::our_class | W::still | W::recent | W::next | W::there_is,
                  .addressed = true},
                 // 班会在哪开
                 {.needs = {W::meeting, language::feature_words::where},
                  .may = W::begin | W::now | W::of | W::our_class | W::still | W::recent | W::next | W::there_is,
                  .addressed = true},
                 {.needs = {W::now, W::can, W::when, W::begin}, .may = W::of, .ordered = true, .addressed = true}},
       .help = "看下一次班会、会议几点开",
       .example = "班会几点开",
       .cost = 2,
       .run = takes().then(&planner_, &Planner::tell_next)},
      {.kind = "meeting_minutes",
       .words = {"班会纪要", "写班会纪要", "会议纪要", "纪要", "补班会纪要", "改班会纪要"},
       .help = "写或改班会的三句话纪要",
       .example = "班会纪要 讲了宅家作息。问题是熬夜。建议晚上点名",
       .who = organizers,
       .where = Where::direct,
       .verbatim = true,
       .run = takes(rest("三句话", "words")).then(&holding_, &Holding::write)},
      {.kind = "meeting_minutes",
       .words = {"怎么写纪要"},
       // 写纪要; 班会记录怎么交
       .forms = {{.needs = {language::feature_words::minutes},
                  .may = W::write | W::hand | W::how | W::report | W::deliver | W::use | W::of | W::meeting | W::me |
                         W::one | W::again | W::who | W::asking | W::give | W::send | language::feature_words::where |
                         language::feature_words::whether,
                  .addressed = true}},
       .help = "班会纪要怎么写、交给谁",
       .example = "怎么写纪要",
       .who = organizers,
       .where = Where::direct,
       .run = takes().then(&holding_, &Holding::tell_how_to_write)}};
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

std::vector<Export> Gatherings::exports() {
  return {{.what = "meeting",
           .name = "班会",
           .words = {"导出班会完成情况", "导出班会纪要", "班会表"},
           .example = "导出班会",
           .help = "主题班会各班的时间、人数和纪要",
           .who = teachers,
           .usual = Export::Usual::month,
           .most_days = 400,
           .draw = [this](const Extract& asked) { return themes_.sheet(asked); }}};
}

std::vector<Listener> Gatherings::listeners() {
  return {{.intents = {&intents::answer}, .understand = std::bind_front(&Planner::hear_answer, &planner_)},
          {.intents = {&intents::plan}, .understand = std::bind_front(&Planner::hear, &planner_)},
          {.intents = {&intents::minutes}, .understand = std::bind_front(&Holding::hear_minutes, &holding_)}};
}

std::vector<TimerKind> Gatherings::timers() {
  const auto kind = [this](std::string_view name, auto method) {
    return TimerKind{name, [this, method](const Topic& meeting, const storage::Timer&, const Moment& now) {
                       return (holding_.*method)(meeting.id, now);
                     }};
  };
  return {kind("remind", &Holding::remind), kind("begin", &Holding::begin), kind("minutes", &Holding::ask_for_minutes)};
}

std::vector<Upcoming> Gatherings::upcoming(const Context& call) {
  constexpr std::size_t most = 12;
  std::vector<Upcoming> all;
  auto classes = classes_of(members_, call, in_charge);
  if (classes.empty() && call.klass) classes.push_back(*call.klass);
  for (const Class& klass : classes) {
    for (const Meeting& one : meetings_.of_class(klass.id, call.now.utc)) {
      if (one.begins && all.size() < most)
        all.push_back({*one.begins, (classes.size() > 1 ? klass.name + " " : "") + book_.name(one)});
    }
  }
  return all;
}

std::vector<Retention> Gatherings::retention() {
  return {{.of = kept_meetings,
           .forget = [this](const Moment& before, int most) { return meetings_.purge(before.utc, most); }}};
}

}  // namespace banwei::meeting
