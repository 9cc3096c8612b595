#include "handlers/privacy/privacy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/feature_words.h"

namespace banwei::privacy {

namespace text {
namespace {

std::string seen(const std::string& whom, int days) { return fmt::format("近{}天看过{}健康情况的：", days, whom); }
std::string nobody(const std::string& whom, int days) {
  return fmt::format("近{}天没有人看过{}的健康情况", days, whom);
}
std::string line(const std::string& who, std::int64_t times, const std::string& what, const std::string& last) {
  return fmt::format("\n{} {}次（{}，最近{}）", who, times, what, last);
}
std::string not_yours(const std::string& whom) {
  return fmt::format("“{}”不是你能看的同学。看自己的说“谁看过我”", whom);
}
std::string several(const std::string& numbers) { return fmt::format("叫这个名字的不止一位，请写学号：{}", numbers); }
constexpr auto you = "你";

std::string notice(int temperature, int words, int alerts) {
  return fmt::format(
      "记什么：名单上的姓名学号班级，你报的体温、症状、地点，点名、请假、通知的回执；不要身份证号、住址、定位和照片\n"
      "给谁看：度数和症状只有你、你的辅导员班主任和学工办；班委只看谁没报；群里只有人数\n"
      "留多久：体温{}天，说过的原话{}天，健康提醒联系后{}天，到期自动删，只留班级人数\n"
      "谁看过：每次看你的健康情况都有记录，说“谁看过我”\n"
      "看自己的：说“我的数据”；删能删的：说“删除我的数据”（请私聊我）\n"
      "私聊我回“同意隐私说明”或“不同意隐私说明”，只是不想记地点就回“不同意记地点”；想问别的找你的辅导员",
      temperature, words, alerts);
}
constexpr auto who_sees =
    "度数和症状：只有你、你的辅导员班主任和学工办看得到；班委只看谁没报，同学看不到，群里只有人数\n"
    "请假的原因：只给老师看\n"
    "聊天的话：我不转给别人。只有说发烧、很难受或想不开，我会请辅导员来找你\n"
    "谁看过说“谁看过我”，全部说“隐私说明”";
constexpr auto kept = "关于你，我记着：";
/// 180天, 到学期末, 到毕业后365天
std::string time_of(Kept::Since since, int days) {
  if (since == Kept::Since::term) return days == 0 ? "到学期末" : fmt::format("到学期末再加{}天", days);
  return (since == Kept::Since::leaving ? "到毕业后" : "") + std::to_string(days) + "天";
}
std::string sort(const std::string& name, std::int64_t count, const std::string& time) {
  return fmt::format("\n{} {}条，留{}", name, count, time);
}
constexpr auto roster = "\n名单：姓名、学号、班级、QQ、手机、职务和群名片，在名单里一直留着";
constexpr auto who_and_away = "\n谁看过说“谁看过我”，删能删的说“删除我的数据”";
constexpr auto looks = "谁看过你的记录";
constexpr auto goes = "会删：";
constexpr auto stays = "\n留着，到期自动删：";
std::string until(const std::string& name, const std::string& time) { return fmt::format("{}（{}）", name, time); }
constexpr auto confirm = "\n回“确认删除”就删，回“不删”就算了";
std::string erased(std::int64_t count) {
  return fmt::format("已删除{}条，找不回来了。今天的体温从明天起可以再删", count);
}
constexpr auto not_erased = "好，什么都没有删";
constexpr auto nothing_to_erase = "现在没有能删的：今天的体温从明天起可以删，别的到期自动删。看记着什么说“我的数据”";

constexpr auto somebody_gone = "已不在名单的人";

std::string what(const std::string& word) {
  static const std::map<std::string, std::string> words{
      {"today", "今天情况"},       {"fevers", "谁发烧了"}, {"alert", "健康提醒"},     {"leave", "谁请假了"},
      {"leave_asked", "请假申请"}, {"card", "个人卡片"},   {"phone", "电话"},         {"export", "导出表格"},
      {"exempt", "免报名单"},      {"checks", "比对排查"}, {"place", "留汉在岗名单"}, {"case", "随访个案"}};
  const auto found = words.find(word);
  return found == words.end() ? word : found->second;
}

}  // namespace
}  // namespace text

namespace {

/// Whom one asks about; 不吭声 of 谁看了不吭声 is nobody.
Arg<std::string> somebody() {
  auto who = rest("姓名", "who");
  who.read = [read = std::move(who.read)](std::string_view& text, const Context& context) {
    constexpr std::array<std::string_view, 7> of_others{"不", "没", "却", "还", "就", "通知", "消息"};
    const bool nobody = std::any_of(of_others.begin(), of_others.end(),
                                    [said = trim(text)](auto word) { return said.starts_with(word); });
    return nobody ? std::optional<std::string>() : read(text, context);
  };
  return who;
}

}  // namespace

/// Who sees what one reports and says, asked in many ways.
Command Privacy::asked_who_sees() {
  using W = language::Word;
  namespace own = language::feature_words;
  const auto asked = [](std::vector<language::Words> needs) {
    constexpr auto around = W::me | W::you | W::of | W::can | W::may_i | W::asking | W::give | W::take | W::there_is |
                            W::still | W::people | W::everyone | W::our_class | W::teacher | W::other | W::report |
                            W::deliver | W::temperature | W::record | W::data | W::content | W::see | W::no |
                            W::unwell | W::leave | W::how_many | own::committee | own::officer | own::asked_leave |
                            own::why;
    return language::Form{.needs = std::move(needs), .may = around, .ordered = true, .addressed = true};
  };
  constexpr auto somebody = W::people | W::everyone | W::other | own::committee | own::officer;
  return {
      .kind = "privacy_policy",
      .words = {"我说的谁能看到", "谁能看到我说的"},
      .forms = {asked({W::me, W::who, W::see | own::seen}),        // 我报的温度谁能看见
                asked({W::give | W::take, own::seen, W::asking}),  // 体温会给同学看到吗
                asked({somebody, W::can | W::may_i, W::see | own::seen, W::me | W::our_class}),  // 同学能看到我报的吗
                asked({W::me, W::temperature | W::record, W::you, own::protect}),  // 我的体温你们存多久
                asked({W::me, own::protect, W::asking}),                           // 我说的话老师看得到吗
                asked({W::me, W::content, W::see | own::seen, W::asking}),         // 我说的话老师都能看到吗
                asked({own::protect, W::me, W::asking}),
                asked({W::you, W::asking, own::protect}),  // 你会不会把我说的告诉老师
                asked({W::you, own::protect, W::asking | W::no}),
                asked({W::who, W::see | own::seen | own::protect, W::me, own::asked_leave}),  // 谁能看见我的假条理由
                asked({W::me, own::asked_leave, W::who, W::see | own::seen | own::protect})},
      .help = "你报的、说的，谁看得到",
      .example = "我说的谁能看到",
      .scope = Scope::anywhere,
      .cost = 2,
      .run = takes().then(this, &Privacy::tell_who_sees)};
}

std::vector<Command> Privacy::commands() {
  using W = language::Word;
  const auto erasure = [this](std::vector<std::string> words, std::vector<language::Form> forms,
                              std::vector<std::pair<std::string, std::string>> means) {
    const std::string example = words.front();
    return Command{.kind = "privacy_del",
                   .words = std::move(words),
                   .forms = std::move(forms),
                   .means = std::move(means),
                   .help = "删掉能删的，先问你一句",
                   .example = example,
                   .who = {Role::student},
                   .scope = Scope::anywhere,
                   .where = Where::direct,
                   .cost = 2,
                   .run = takes().then(this, &Privacy::offer_erasure)};
  };
  namespace own = language::feature_words;
  std::vector<Command> all{
      {.kind = "privacy_policy",
       .words = {"隐私说明", "隐私", "隐私政策", "我的数据安全吗"},
       .forms = {{.needs = {W::privacy}, .may = W::see | W::of | W::me | W::you | W::what | W::there_is | W::asking},
                 {.needs = {W::privacy | W::data, own::protect},
                  .may = W::see | W::of | W::me | W::you | W::what | W::there_is | W::asking | W::how | W::can |
                         W::now | W::everyone | W::may_i | W::no | W::take | W::who | own::seen | own::protect},
                 {.needs = {W::how, W::use, W::me, W::privacy | W::data}, .may = W::of | W::you},
                 {.needs = {W::you, W::write, W::what | W::who},  // 你都记了哪些东西
                  .may = W::of | W::done | W::still | W::there_is | W::data | W::record,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::who, W::see, W::me, W::temperature | W::record | W::data},
                  .may = W::of | W::can | W::there_is | W::report,
                  .ordered = true},
                 {.needs = {W::me, W::temperature | W::record | W::data, W::who, W::see},
                  .may = W::of | W::can | W::there_is | W::report,
                  .ordered = true},
                 // 谁能看到我发烧了
                 {.needs = {W::who, W::see | W::other, W::me, W::unwell},
                  .may = W::can | W::may_i | W::done | W::still | W::there_is | W::of | W::record,
                  .ordered = true,
                  .addressed = true},
                 // 谁能看见我发的体温
                 {.needs = {W::who, W::see | W::other, W::me, W::temperature | W::record | W::data},
                  .may = W::of | W::can | W::may_i | W::send | W::deliver | W::report | W::still | W::there_is,
                  .ordered = true},
                 // 我能看见别人的体温不
                 {.needs = {W::me, W::see | W::other | own::seen | own::protect, own::anothers,
                            W::temperature | W::record | W::data},
                  .may = W::of | W::can | W::may_i | W::asking | W::no | W::report,
                  .addressed = true},
                 {.needs = {W::me, W::temperature | W::record | W::data, own::anothers,
                            W::see | W::hand | own::seen | own::protect},
                  .may = W::of | W::can | W::may_i | W::asking | W::give | W::still | W::take | W::report | W::no},
                 {.needs = {W::me, W::temperature | W::record | W::data, W::other, W::see | W::hand},
                  .may = W::of | W::can | W::may_i | W::asking | W::give | W::still | W::take | W::report | W::no}},
       .help = "我记什么、给谁看、留多久",
       .example = "隐私说明",
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes().then(this, &Privacy::explain)},
      {.kind = "privacy_me",
       .words = {"我的数据", "查看我的数据", "看我的数据", "导出我的数据", "你记了我什么", "你都记了我什么",
                 "你存了我什么信息"},
       .forms = {{.needs = {W::me, W::data}, .may = W::see | W::hand | W::of | W::what | W::there_is | W::still},
                 {.needs = {W::me, W::write, W::data},
                  .may = W::see | W::hand | W::of | W::what | W::there_is | W::still | W::you | W::me | W::done},
                 {.needs = {W::write, W::me, W::what},
                  .may = W::you | W::of | W::done | W::still | W::data | W::there_is,
                  .ordered = true}},
       .help = "看我记着你什么、留到什么时候（只给你看）",
       .example = "我的数据",
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes().then(this, &Privacy::show)},
      erasure({"删除我报过的体温", "删除我的体温记录"},
              {{.needs = {W::remove | W::removed, W::me, W::temperature},
                .may = W::take | W::of | W::still | W::done | W::record | W::data | W::report | W::before}},
              {{"what", "temp"}}),
      erasure({"删除我的数据", "把我的数据都删了", "删除我的记录", "清除我的数据"},
              {{.needs = {W::remove | W::removed, W::me, W::data | W::record},
                .may = W::take | W::of | W::still | W::done | W::before},
               // 不想让你存我的信息
               {.needs = {W::no | W::remove, W::take | W::you, W::write, W::me, W::data | W::record},
                .may = W::you | W::of | W::again | W::me | W::temperature,
                .addressed = true}},
              {}),
      erasure({"把我的记录清空", "清空我的记录"}, {}, {{"what", "all"}}),
      {.kind = "who_saw",
       .words = {"谁看过", "谁查过", "谁看了", "有谁看过", "都有谁看过", "哪些人看过"},
       .help = "谁看过你的健康情况（只给你看）",
       .example = "谁看过我",
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes(somebody()).then(this, &Privacy::who_saw)},
      {.kind = "who_saw",
       .words = {"谁看过我的体温"},
       // 都有谁看了我的体温
       .forms = {{.needs = {W::who, W::see | own::seen | W::reply, W::me, W::temperature | W::record | W::data},
                  .may = W::done | W::of | W::there_is | W::still | own::seen | W::see | W::reply,
                  .ordered = true,
                  .addressed = true}},
       .help = "谁看过你的健康情况（只给你看）",
       .example = "谁看过我的体温",
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes().then(this, &Privacy::who_saw_me)}};
  for (Command& command : consent_.commands()) all.push_back(std::move(command));
  all.push_back(asked_who_sees());
  return all;
}

namespace {

constexpr Intent settles{
    .kind = "erase_answer", .scope = Scope::anywhere, .where = Where::direct, .means = "决定删不删自己的数据"};

}  // namespace

std::vector<Listener> Privacy::listeners() {
  return {{.intents = {&settles}, .understand = [this](const Utterance& said, const Context& context) {
             return yes_or_no(settles, said, context, questions_, title(),
                              {.yes = {"确认删除", "删除", "删"}, .no = {"不删", "不删了", "不删除"}},
                              std::bind_front(&Privacy::erase, this));
           }}};
}

/// Those of all features that a person may be told of.
std::vector<Retention> Privacy::sorts() const {
  std::vector<Retention> all;
  for (const auto& feature : features_) {
    auto* keeps = dynamic_cast<Keeps*>(feature.get());
    if (keeps == nullptr) continue;
    for (Retention& sort : keeps->retention())
      if (sort.count) all.push_back(std::move(sort));
  }
  return all;
}

int Privacy::days_of(std::string_view key) const {
  for (const Retention& sort : sorts())
    if (key == sort.of.key) return kept_.days(sort.of);
  return 0;
}

std::string Privacy::notice() const {
  return text::notice(days_of("temperature"), kept_.days(kept_words), days_of("alerts"));
}

Reply Privacy::explain(const Context& call) { return privately(call, notice()); }

Reply Privacy::tell_who_sees(const Context& call) { return privately(call, text::who_sees); }

Reply Privacy::on(const Fact& fact, const Moment& now) {
  const auto* bound = std::get_if<GroupBound>(&fact);
  return bound != nullptr ? consent_.tell(*bound, notice(), now) : Reply{};
}

/// Of staff no health is kept, so they are asked for no consent and have nothing to take away.
Reply Privacy::show(const Context& call) {
  const Person& self = *call.speaker.person;
  std::string words = text::kept;
  for (const Retention& sort : sorts()) {
    if (const auto count = sort.count(self, call.now); count > 0)
      words += text::sort(sort.name, count, text::time_of(sort.of.since, kept_.days(sort.of)));
  }
  if (self.staff) return privately(call, words + text::roster);
  return privately(call, words + consent_.said(self) + text::roster + text::who_and_away);
}

Reply Privacy::offer_erasure(const Context& call) {
  std::string goes;
  std::string stays;
  const auto add = [](std::string& into, const std::string& what) { into += (into.empty() ? "" : "、") + what; };
  for (const Retention& sort : sorts()) {
    if (sort.erase) {
      add(goes, sort.name + sort.goes);
    } else {
      add(stays, text::until(sort.name, text::time_of(sort.of.since, kept_.days(sort.of))));
    }
  }
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(title()),
                  .kind = "erase",
                  .payload = "{}",
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + std::chrono::minutes{10}});
  return privately(call, text::goes + goes + text::stays + stays + text::confirm);
}

Reply Privacy::erase(const Context& call, const storage::Question&, bool yes) {
  const Person& self = *call.speaker.person;
  questions_.close(self.id, title(), call.now.utc);
  if (!yes) return privately(call, text::not_erased);
  std::int64_t gone = 0;
  for (const Retention& sort : sorts())
    if (sort.erase) gone += sort.erase(self, call.now);
  return privately(call, gone > 0 ? text::erased(gone) : std::string(text::nothing_to_erase));
}

std::vector<Retention> Privacy::retention() {
  return {{.of = kept_accesses,
           .forget = [this](const Moment& before, int most) { return accesses_.purge(before.utc, most); },
           .name = text::looks,
           .count = [this](const Person& who, const Moment&) { return own_rows_.looks(who.id); }},
          {kept_details, [this](const Moment& before, int most) { return audit_.purge_details(before.utc, most); }}};
}

/// The speaker, or the students of his classes whom he may mean.
std::vector<Person> Privacy::meant(const Context& call, const std::string& whom) const {
  const Person& self = *call.speaker.person;
  if (whom.starts_with("我") || whom == self.name || whom == self.number) return {self};
  std::vector<Person> people;
  for (const Class& klass : classes_of(members_, call, teachers)) {
    for (Person& student : members_.students(klass.id))
      if (student.name == whom || student.number == whom) people.push_back(std::move(student));
  }
  return people;
}

Reply Privacy::who_saw_me(const Context& call) { return who_saw(call, "我"); }

Reply Privacy::who_saw(const Context& call, std::string whom) {
  const auto people = meant(call, whom);
  if (people.empty()) return privately(call, text::not_yours(whom));
  if (people.size() > 1) {
    std::string numbers;
    for (const Person& one : people) numbers += (numbers.empty() ? "" : "、") + one.number;
    return privately(call, text::several(numbers));
  }
  const Person& about = people.front();
  const int days = kept_.days(kept_accesses);
  const std::string name = about.id == call.speaker.person->id ? text::you : about.name;
  const auto looks = accesses_.of(about.id, call.now.utc - std::chrono::days{days});
  if (looks.empty()) return privately(call, text::nobody(name, days));
  std::string words = text::seen(name, days);
  for (const storage::Accesses& look : looks) {
    const auto reader = members_.by_id(look.reader);
    words += text::line(reader ? reader->name : text::somebody_gone, look.count, text::what(look.what),
                        wording::month_day(zone_.at(look.last).day()));
  }
  return privately(call, words);
}

}  // namespace banwei::privacy
