// What one may ask for and order of temperatures: the feature's table of commands.
#include "handlers/args.h"
#include "handlers/common/only_where.h"
#include "handlers/exporting.h"
#include "handlers/language/answers.h"
#include "handlers/language/feature_words.h"
#include "handlers/temperature/temperature.h"
#include "handlers/temperature/temperature_intents.h"

namespace banwei::temperature {

namespace {

/// 超过11点还能报吗: the hour that is asked about changes nothing of the answer.
Arg<std::string> hour_said() {
  auto read = [](std::string_view& words, const Context&) -> std::optional<std::string> {
    const std::string hour(trimmed(words));
    if (!language::holds_one_of(hour, "点 :")) return std::nullopt;
    words = {};
    return hour;
  };
  Arg<std::string> hour{"11点", "hour", read, true, language::Slot::hour};
  hour.typed = false;
  return hour;
}

}  // namespace

std::vector<Command> Temperature::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::take | W::our_class | W::now |
                          W::who | W::how_many | W::list | W::this_one | W::hand | W::lack;
  constexpr auto of_due = W::temperature | W::report | W::now | W::of | W::still | W::there_is | W::done | W::can |
                          W::may_i | W::our_class | W::asking | W::when | W::by_when | W::due | W::arrive | W::recent |
                          W::holiday;
  constexpr auto of_whether = W::me | W::our_class | W::now | W::still | W::holiday | W::days_off | W::recent | W::one |
                              W::again | W::report | W::temperature | W::asking | W::no | W::done | W::can | W::come |
                              W::leave | W::excused | own::whether | own::part;
  constexpr auto of_day = W::still | W::there_is | W::people | W::of | W::see | W::our_class | W::now | W::who |
                          W::how_many | W::list | W::hand | W::what | W::several_classes | W::everyone | W::asking |
                          W::temperature | W::progress | W::done | W::unwell;
  constexpr auto of_summary = W::see | W::of | W::our_class | W::several_classes | W::everyone | W::hand | W::give |
                              W::me | W::one | W::what | W::who | W::there_is | W::asking | W::still | W::people;
  const auto holds_any = [](const Context& context, Roles roles) {
    const auto& grants = context.speaker.grants;
    return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) { return roles.has(grant.role); });
  };
  // 昨天呢 asks only from a teacher; from a student it answers something.
  const auto asks_of_a_day = [holds_any](std::string_view said, std::string_view, const Context& context) {
    const bool bare = said.find("进度") != said.npos && context.message.place != Place::direct;
    return !bare && (said.find("情况") != said.npos || holds_any(context, teachers));
  };
  // From anybody else it is talk, and may be about himself, unless one of the committee asks who it is.
  const auto asks_of_fevers = [holds_any](std::string_view said, std::string_view, const Context& context) {
    return holds_any(context, teachers) ||
           (holds_any(context, cadres) && language::holds_one_of(said, "谁 哪 名单 几"));
  };
  // 昨天说的那个表交到哪 asks where something is to be handed in.
  const auto asks_of_counts = [](std::string_view said, std::string_view, const Context&) {
    return !language::holds_one_of(said, "那个 的表 交到 交哪") || language::holds_one_of(said, "体温 温度 健康");
  };
  // 上周谁没报 names its days.
  const auto asks_of_lately = [](std::string_view said, std::string_view, const Context&) {
    return !language::holds_one_of(said, "周 星期 礼拜 月") || language::holds_one_of(said, "老是 总是 经常");
  };
  Grammar how_for_another = takes(maybe(BehalfOrder::whom())).then(&behalf_order_, &BehalfOrder::tell_how);
  how_for_another.parse = [this, parse = std::move(how_for_another.parse)](std::string_view rest,
                                                                           const Context& context) {
    return reports(rest, context) ? std::optional<Understood>() : parse(rest, context);
  };
  std::vector<Command> all{
      {.kind = "missing",
       .words = {"谁没报", "未报", "未上报", "查看未上报"},
       .forms = {{.needs = {W::no, W::report, W::who | W::how_many | W::list}, .may = around | W::temperature},
                 // 1902昨天齐没齐
                 {.needs = {W::report, W::no},
                  .may = W::now | W::of | W::report,
                  .ordered = true,
                  .addressed = true,
                  .pointed = true},
                 // 1901班今天体温齐了么
                 {.needs = {W::temperature, W::report, W::asking},
                  .may = around | W::temperature,
                  .ordered = true,
                  .addressed = true,
                  .pointed = true},
                 // 没报的, and not 昨天的忘了报, which is said of oneself.
                 {.needs = {W::no, W::report, W::of}, .may = around | W::temperature, .ordered = true},
                 {.needs = {W::temperature, W::no, W::report | W::deliver | own::sign_of_life,
                            W::who | W::how_many | W::list | W::of},
                  .may = around | W::temperature},
                 {.needs = {W::lack, W::who | W::how_many},
                  .may = around | W::temperature | W::report | W::deliver | W::done},
                 {.needs = {W::temperature, W::how_many, W::asking}, .may = around | W::temperature, .ordered = true},
                 {.needs = {W::our_class, W::temperature, W::how_many, W::asking},
                  .may = around | W::temperature,
                  .ordered = true},
                 {.needs = {W::our_class | W::everyone, W::how_many, W::asking},
                  .may = around | W::temperature | W::report,
                  .ordered = true},
                 {.needs = {W::people, W::no, W::report, W::temperature, W::asking}, .may = around},
                 {.needs = {W::missed, W::report, W::who}, .may = around | W::temperature | W::done},
                 // 昨天1901漏报的名单
                 {.needs = {W::missed, W::who | W::list}, .may = around | W::temperature | W::done, .addressed = true},
                 {.needs = {W::temperature, W::missed, W::who}, .may = around | W::report | W::done},
                 {.needs = {W::no, W::report, W::list | W::people}, .may = around | W::temperature, .addressed = true},
                 {.needs = {W::people | W::there_is, W::no, W::report, W::asking},
                  .may = around | W::temperature,
                  .ordered = true,
                  .addressed = true}},
       .means = {{"what", "temp"}},
       .help = "看看今天还差谁",
       .example = "谁没报",
       .cost = 2,
       .run = takes(maybe(past_day()), maybe(class_named())).then(this, &Temperature::missing)},
      {.kind = "missing",
       .words = {"上周谁没报", "本周谁没报"},
       // 这周谁的体温没报过
       .forms = {{.needs = {W::no, W::report | W::reported, W::who | W::how_many | W::list},
                  .may = around | W::temperature},
                 {.needs = {W::missed, W::report, W::who}, .may = around | W::temperature | W::done}},
       .means = {{"what", "temp"}},
       .help = "一周里谁哪天没报（只给你看）",
       .example = "上周谁没报",
       .cost = 4,
       .run = takes(days_named(), maybe(class_named())).then(&overview_, &Overview::missing_over)},
      {.kind = "today",
       .words = {"今天情况", "今日情况", "进度"},
       .forms = {{.needs = {W::now, W::our_class, W::progress},
                  .may = W::see | W::of | W::still | W::done | W::our_class,
                  .addressed = true},
                 {.needs = {W::our_class, W::progress}, .may = W::see | W::of | W::still | W::done, .addressed = true},
                 // 给我一份今天的汇总; 今天有什么要紧的事
                 {.needs = {W::now, own::summary}, .may = of_summary, .addressed = true},
                 {.needs = {W::now | W::our_class | W::several_classes, own::summary, W::result},
                  .may = of_summary | W::result,
                  .addressed = true},
                 {.needs = {W::now, own::pressing}, .may = of_summary, .addressed = true},
                 {.addressed = true, .pointed = true}},  // 昨天呢
       .help = "你的班今天报得怎么样、谁发热、谁没体温计（只给你看）",
       .example = "今天情况",
       .who = teachers,
       .cost = 2,
       .run =
           only_where(asks_of_a_day, takes(maybe(past_day()), maybe(class_named())).then(this, &Temperature::today))},
      {.kind = "fevers",
       .words = {"发热名单"},
       .forms = {{.needs = {W::unwell, W::who | W::how_many | W::list}, .may = of_day, .addressed = true},
                 {.needs = {W::unwell, W::of, W::people}, .may = of_day, .addressed = true},
                 {.needs = {W::unwell, W::asking, W::of | W::people | W::there_is}, .may = of_day, .addressed = true}},
       .help = "谁发烧了、谁还等你联系（只给你看）",
       .example = "谁发烧了",
       .who = teachers,
       .cost = 2,
       .run =
           only_where(asks_of_fevers, takes(maybe(past_day()), maybe(class_named())).then(&digest_, &Digest::fevers))},
      {.kind = "remind_missing",
       .words = {"催报", "催体温"},
       .forms = {{.needs = {W::urge, W::temperature},
                  .may = W::again | W::urge | W::of | W::our_class | W::everyone | W::people | W::report},
                 {.needs = {W::urge, W::report}, .may = W::again | W::temperature | W::our_class | W::everyone},
                 {.needs = {W::urge | W::call, W::no, W::report},
                  .may = around | W::again | W::temperature | W::urge | W::call | W::give | W::everyone | W::report |
                         own::privately},
                 // 让没报的赶紧报
                 {.needs = {W::take, W::no, W::report, W::of, W::again},
                  .may = W::report | W::temperature | W::people,
                  .ordered = true,
                  .addressed = true},
                 // 谁家的体温还没上来啊 催催
                 {.needs = {W::urge | W::call, W::temperature, W::no, W::deliver},
                  .may = around | W::again | W::urge | W::call | W::give | W::everyone | W::report}},
       .means = {{"what", "temp"}},
       .help = "在群里提醒还没报的（一天两次）",
       .example = "催报",
       .who = in_charge,
       .cost = 2,
       .run = takes(maybe(class_named())).then(&frame_, &DayFrame::call_missing)},
      {.kind = "temp_times",
       .words = {"体温设置", "以后*"},
       .help = "看和改问候、催报、截止的时间",
       .example = "体温设置 催报 10:20",
       .who = teachers,
       .cost = 2,
       .run = takes(maybe(choice())).then(&times_, &DayTimes::set)},
      {.kind = "temp_times",
       .words = {"体温截止改到", "把体温截止时间设为*", "把体温截止改到*", "体温截止时间改到*", "体温截止时间改成*",
                 "体温截止改成*", "以后截止改成*", "以后截止改到*", "截止改成*", "截止改到*", "把截止改成*",
                 "把截止改到*"},
       // 体温截止时间往后挪到十一点半
       .forms = {{.needs = {W::due, W::change},
                  .may = W::temperature | W::take | W::recent | W::of | W::settings | W::still | W::report | own::part,
                  .addressed = true,
                  .pointed = true},
                 // 以后体温十点半截止
                 {.needs = {W::recent, W::due},
                  .may = W::temperature | W::take | W::of | W::settings | W::still | W::report | W::change | own::part,
                  .addressed = true,
                  .pointed = true},
                 // 以后早上八点半再催体温
                 {.needs = {W::recent, W::urge, W::temperature},
                  .may = W::again | W::of | W::settings | W::report | own::part | W::everyone,
                  .addressed = true,
                  .pointed = true}},
       .help = "改每天的截止时间",
       .example = "体温截止改到 10:30",
       .who = teachers,
       .cost = 2,
       .run = takes(time_alone()).then(&times_, &DayTimes::set_one)},
      {.kind = "my_temp",
       .words = {"我的记录", "我的体温"},
       .forms = {{.needs = {W::me, W::temperature},
                  .may = W::see | W::record | W::recent | W::now | W::of | W::there_is},
                 {.needs = {W::me, W::record},
                  .may = W::temperature | W::see | W::recent | W::now | W::of | W::report,
                  .except = {"我的数据", "我的情况", "查看我的数据"}},
                 {.needs = {W::me, W::temperature | W::report, W::record},
                  .may = W::temperature | W::see | W::recent | W::now | W::of},
                 {.needs = {W::me, W::report | W::reported, W::asking},
                  .may = W::temperature | W::see | W::now | W::of | W::there_is | W::this_one | W::report |
                         W::reported | W::done | W::may_i | W::people,
                  .ordered = true},
                 // 我上礼拜报全了没
                 {.needs = {W::me, W::report | W::how_many, W::asking},
                  .may = W::temperature | W::recent | W::now | W::of | W::still | W::report | W::done,
                  .ordered = true,
                  .addressed = true},
                 // 我这周哪天没报来着, 我有哪几天漏报了
                 {.needs = {W::me, W::when, W::no | W::missed},
                  .may = W::temperature | W::recent | W::now | W::of | W::there_is | W::still | W::see | W::lack |
                         W::report | W::done,
                  .addressed = true},
                 // 我上次报是啥时候
                 {.needs = {W::me, W::report | W::reported, W::when},
                  .may = W::temperature | W::this_one | W::recent | W::of | W::there_is | W::done,
                  .addressed = true},
                 // 我今天早上是不是报过了
                 {.needs = {W::me, W::asking, W::report | W::reported},
                  .may = W::temperature | W::now | W::of | W::this_one | W::report | W::reported | W::done | W::no,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::me, W::report_or_not},
                  .may = W::temperature | W::see | W::now | W::of | W::there_is | W::this_one | W::asking | W::done |
                         W::missed | W::reported | W::recent},
                 {.needs = {W::me, W::report | W::deliver | W::write | W::temperature, W::how_many},
                  .may = W::temperature | W::see | W::recent | W::now | W::of | W::there_is | W::still | W::done,
                  .addressed = true}},
       .help = "看自己报过的体温（只给你看）",
       .example = "我的记录",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes(maybe(past_day())).then(&overview_, &Overview::mine)},
      {.kind = "temp_due",
       .words = {"体温几点截止", "几点截止"},
       .forms =
           {{.needs = {W::now, W::when | W::by_when, W::due}, .may = of_due, .ordered = true},
            {.needs = {W::when | W::by_when, W::due}, .may = of_due, .addressed = true},
            {.needs = {W::temperature, W::due}, .may = of_due | W::what | W::how_many, .addressed = true},
            {.needs = {W::by_when, W::report | W::temperature}, .may = of_due | W::deliver, .addressed = true},
            {.needs = {W::when | W::by_when, W::temperature, W::report | W::deliver}, .may = of_due, .addressed = true},
            {.needs = {W::due, W::asking}, .may = of_due, .addressed = true},
            {.needs = {W::can | W::may_i, W::report, W::asking}, .may = of_due, .addressed = true},
            // 体温还能报不, 现在报体温还来得及不
            {.needs = {W::can | W::may_i, W::report, W::no | W::asking}, .may = of_due | W::missed, .addressed = true},
            // 明天放假一天，体温还报不报
            {.needs = {own::whether, W::report, W::temperature}, .may = of_whether, .addressed = true},
            {.needs = {own::whether, W::temperature}, .may = of_whether, .addressed = true},
            // 放假期间打卡不
            {.needs = {W::holiday | W::days_off, W::report | W::temperature, W::asking | W::no},
             .may = of_whether,
             .ordered = true,
             .addressed = true},
            // 超过11点还能补体温不
            {.needs = {W::can | W::may_i, W::write, W::temperature, W::no | W::asking},
             .may = of_due,
             .ordered = true,
             .addressed = true},
            {.needs = {own::whether, W::report, W::asking | W::holiday}, .may = of_whether, .addressed = true},
            // 中午报算不算迟
            {.needs = {W::report, W::asking | W::when, W::late | W::missed},
             .may = of_due | own::part,
             .addressed = true}},
       .help = "今天的体温报到几点",
       .example = "几点截止",
       .cost = 2,
       .run = takes(maybe(hour_said())).then(&overview_, &Overview::due_beside)},
      {.kind = "temp_stat",
       .words = {"体温统计", "统计", "上报进度", "今日统计", "统计体温", "统计一下体温", "体温上报率", "今天体温上报率",
                 "报到第几个了", "今天报到第几个了", "今天班里报到第几个了", "班里报到第几个了"},
       .forms = {{.needs = {W::now, W::progress},
                  .may = of_day,
                  .addressed = true,
                  .except = {"今天怎么样", "今天咋样", "今天如何", "今天怎样"}},
                 {.needs = {W::temperature | W::check_in, W::progress}, .may = of_day, .addressed = true},
                 {.needs = {W::temperature, W::result}, .may = of_day | W::report, .except = {"体温汇总"}},
                 {.needs = {W::temperature, W::progress, W::how_many}, .may = of_day},
                 {.needs = {W::everyone | W::our_class, W::temperature, W::report, W::asking},
                  .may = of_day,
                  .ordered = true},
                 // 今天全班齐了没
                 {.needs = {W::everyone | W::our_class, W::report, W::asking},
                  .may = of_day | W::report | W::no,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::temperature, W::see, W::report | W::progress}, .may = of_day},
                 {.needs = {W::now, W::report, W::progress}, .may = of_day},
                 {.needs = {W::temperature, W::report | W::deliver, W::how_many}, .may = of_day},
                 {.needs = {W::our_class, W::report, W::how_many}, .may = of_day | W::done, .addressed = true},
                 {.needs = {W::temperature, W::deliver, W::progress | W::result},
                  .may = of_day | W::done,
                  .addressed = true},
                 {.needs = {W::now, W::report, W::how_many}, .may = of_day},
                 {.needs = {W::still, W::report, W::how_many}, .may = of_day, .ordered = true},
                 // 报了几个了
                 {.needs = {W::report, W::how_many}, .may = of_day, .ordered = true, .addressed = true},
                 {.needs = {W::report, W::how_many}, .may = of_day, .addressed = true, .pointed = true},
                 {.needs = {W::several_classes, W::progress}, .may = of_day, .addressed = true},
                 {.needs = {W::progress}, .may = of_day, .addressed = true, .pointed = true}},
       .help = "今天报了几个人",
       .example = "体温统计",
       .cost = 2,
       .run =
           only_where(asks_of_counts, takes(maybe(past_day()), maybe(class_named())).then(this, &Temperature::sum_up))},
      {.kind = "missing",
       .words = {"哪些班没报", "哪些班没报齐"},
       .forms = {{.needs = {W::several_classes, W::no, W::report}, .may = around | W::temperature},
                 // 我两个班今天都齐了没
                 {.needs = {W::several_classes, W::report, W::asking},
                  .may = around | W::temperature | W::everyone | W::done | W::me | W::no | W::report},
                 {.needs = {W::several_classes, W::how_many, W::asking}, .may = around | W::temperature | W::report},
                 {.needs = {W::several_classes, W::lack, W::who | W::how_many},
                  .may = around | W::temperature | W::report},
                 {.needs = {W::several_classes, W::lack | own::slowest | own::zero_report},
                  .may = around | W::temperature | W::report}},
       .means = {{"what", "temp"}, {"by", "class"}},
       .help = "你的班里还有哪些没报齐，各差几位",
       .example = "哪些班没报齐",
       .cost = 2,
       .run = takes(maybe(past_day())).then(&overview_, &Overview::missing_by_class)},
      {.kind = "missing",
       .words = {"经常谁没报"},
       .forms = {{.needs = {W::recent, W::no, W::report, W::who | W::how_many | W::list},
                  .may = around | W::temperature | W::recent,
                  .addressed = true}},
       .means = {{"what", "temp"}, {"by", "days"}},
       .help = "这两周谁老是没报（只给你看）",
       .example = "经常谁没报",
       .cost = 4,
       .run = only_where(asks_of_lately, takes(maybe(class_named())).then(&overview_, &Overview::missing_lately))},
      {.kind = "missing",
       .words = {"昨天没报的今天报了没"},
       // 昨天没报的几个人今天报了没
       .forms = {{.needs = {W::no, W::report, W::now, W::report | W::report_or_not},
                  .may = around | W::temperature | W::asking | W::done | W::report | W::no,
                  .ordered = true,
                  .addressed = true,
                  .pointed = true}},
       .means = {{"what", "temp"}, {"by", "again"}},
       .help = "前一天没报的，今天报了没（只给你看）",
       .example = "昨天没报的今天报了没",
       .cost = 0,  // It is offered to nobody who did not say it.
       .run = takes(maybe(past_day()), maybe(class_named())).then(&overview_, &Overview::missing_again)},
  };
  all.push_back({.kind = "behalf_help",
                 .words = {std::string(for_another)},
                 .help = "替没法自己报的同学报体温，会告诉他本人",
                 .example = "代报 李四 36.5",
                 .who = Roles{Role::student} | cadres | own_teachers,
                 .verbatim = true,  // 代报 何静 36.5 is one thing.
                 .run = std::move(how_for_another)});
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

}  // namespace banwei::temperature
