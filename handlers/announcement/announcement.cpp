// The commands of notices, and which of their parts hears what.
#include "handlers/announcement/announcement.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/common/only_where.h"
#include "handlers/language/answers.h"
#include "handlers/language/days.h"
#include "handlers/language/feature_words.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string goes(std::int64_t id, const std::string& what) { return fmt::format("发通知{}：{}", id, what); }
std::string ends(std::int64_t id) { return fmt::format("通知{}确认截止", id); }
constexpr auto receipts = "通知回执";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_coming = 12;

/// 通知12 进度: how it goes rather than what it says.
Arg<bool> progress_word() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<bool> {
    for (const std::string_view word : {"进度", "的进度", "确认情况", "回执", "情况", "统计"}) {
      if (text != word) continue;
      text = {};
      return true;
    }
    return std::nullopt;
  };
  return {"进度", "progress", read};
}

/// 周五下午 of 周五下午开会的通知发了没: the list holds them all.
Arg<std::string> day_of_it() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::string> {
    const auto date = language::named_date_at(text, 0);
    if (!date || date->length != text.size()) return std::nullopt;
    return std::string(std::exchange(text, {}));
  };
  return {"日期", "date", read, false, language::Slot::date};
}

}  // namespace

Announcement::Announcement(storage::Stores& stores, const Zone& zone, const QuietHours& quiet)
    : members_(stores.members),
      notices_(stores.notices),
      own_rows_(stores.database),
      book_(stores.members, notices_, stores.leaves, stores.gaps, zone, quiet),
      broadcast_(book_, stores.members, notices_, stores.schedule),
      drafts_(book_, broadcast_, stores.members, stores.questions, stores.schedule, notices_),
      fates_(book_, notices_, stores.questions, stores.schedule, stores.outbox),
      letters_(book_, stores.members, notices_, stores.questions, stores.outbox),
      inquiries_(book_, letters_, notices_),
      deadlines_(book_, notices_, stores.schedule),
      talk_(stores.members, notices_, stores.outbox),
      receipts_(book_, letters_, stores.members, notices_, stores.schedule),
      progress_(book_, stores.members, notices_, stores.questions),
      urges_(book_, stores.members, notices_),
      sheet_(book_, notices_) {}

std::vector<Command> Announcement::commands() {
  using W = language::Word;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::take | W::our_class | W::now |
                          W::who | W::how_many | W::list | W::this_one | W::notice | W::receipt | W::hand | W::lack;
  constexpr auto of_one = W::see | W::of | W::there_is | W::content | W::what | W::take | W::one;
  constexpr auto of_recall = W::this_one | W::of | W::take | W::cancel | W::done | W::removed | W::recall;
  // A student's 撤回刚才那条 is a report's, and 刚导错了，撤回 an import's; else a teacher has sent nothing but
  // notices.
  const auto is_of_a_notice = [](std::string_view said, std::string_view rest, const Context& context) {
    if (!rest.empty() || language::holds_one_of(said, "通知 公告 通告 告示 tz")) return true;
    const auto& grants = context.speaker.grants;
    return !language::holds_one_of(said, "导") &&
           std::any_of(grants.begin(), grants.end(), [](const Grant& grant) { return teachers.has(grant.role); });
  };
  std::vector<Command> all{
      {.kind = "notice_new",
       .words = {"发通知", "发布通知", "发公告", "发布公告", "群发通知", "下通知", "通知全班", "通知各班",
                 "通知所有班级", "通知大家", "通知一下大家", "通知同学们", "给*发通知", "给*发公告"},
       .forms = {{.needs = {W::send | W::begin, W::notice},
                  .may = W::take | W::give | W::everyone | W::one | W::our_class,
                  .ordered = true,
                  .except = {"来通知", "来公告"}},
                 {.needs = {W::send | W::begin, W::notice},
                  .may = W::take | W::give | W::arrive | W::everyone | W::one | W::our_class | W::several_classes,
                  .ordered = true,
                  .text = true},
                 {.needs = {W::notice, W::everyone}, .may = W::take | W::our_class, .text = true},
                 {.needs = {W::send},
                  .may = W::one | W::give | W::everyone | W::our_class,
                  .text = true,
                  .except = {"发", "下", "播"}},
                 // 跟各班说一声：明天停电
                 {.needs = {W::call, W::everyone | W::several_classes},
                  .may = W::take | W::give | W::one | W::our_class,
                  .addressed = true,
                  .text = true},
                 {.needs = {W::notice}, .may = W::take | W::our_class, .addressed = true, .text = true}},
       .help = "给你名下的班发通知（私聊我），先看预览再发",
       .example = "发通知 2019级 明天18:00前交健康表，请回复收到",
       .who = publishers,
       .verbatim = true,
       .run = drafts_.grammar()},
      {.kind = "notice_list",
       .words = {"有什么通知", "我的通知"},
       .forms = {{.needs = {W::notice, W::what | W::list | W::before | W::record},
                  .may = W::there_is | W::recent | W::now | W::see | W::of | W::still | W::before | W::receipt |
                         W::this_one | W::our_class | W::list | W::asking,
                  .except = {"什么通知", "啥通知", "通知什么", "通知啥", "通知情况"}},
                 {.needs = {W::notice, W::recent},
                  .may = W::recent | W::there_is | W::see | W::of | W::asking | W::what | W::take | W::hand |
                         W::resend | W::again | W::me | W::one},
                 {.needs = {W::there_is, W::notice, W::asking},
                  .may = W::recent | W::now | W::still | W::our_class,
                  .ordered = true},
                 // 老师发的通知在哪看
                 {.needs = {W::notice, language::feature_words::where | W::how, W::see | W::reply},
                  .may = W::send | W::teacher | W::of | W::there_is | W::recent | language::feature_words::officer,
                  .addressed = true},
                 // 通知原文再发我一遍
                 {.needs = {W::notice, W::content, W::hand | W::again | W::resend},
                  .may = W::hand | W::again | W::this_one | W::of | W::me | W::take | W::resend | W::send,
                  .addressed = true},
                 // 周五开会的通知发了没
                 {.needs = {W::notice, W::send | W::deliver, W::asking | W::no},
                  .may = W::there_is | W::recent | W::now | W::see | W::of | W::still | W::our_class | W::done |
                         W::meeting | W::lesson | W::asking | W::report | W::list | W::this_one |
                         language::feature_words::part,
                  .addressed = true}},
       .help = "看最近的通知和编号",
       .example = "有什么通知",
       .cost = 2,
       .run = takes(maybe(day_of_it())).then(&progress_, &Progress::list)},
      {.kind = "notice_mine",
       .words = {"我没回的通知", "我没确认的通知", "有什么要我回的"},
       .forms = {{.needs = {W::notice, W::me, W::no, W::reply | W::receipt | W::confirm},
                  .may = W::there_is | W::what | W::who | W::still | W::of | W::asking | W::see | W::take,
                  .addressed = true},
                 // 我有没有没回的
                 {.needs = {W::me, W::asking, W::no, W::reply | W::receipt | W::confirm},
                  .may = W::there_is | W::still | W::of | W::recent | W::now,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::what, W::report | W::reply | W::confirm},
                  .may = W::there_is | W::recent | W::now | W::still | W::of | W::me | W::notice,
                  .addressed = true,
                  .except = {"报什么", "交什么", "填什么", "回什么", "报啥", "交啥", "填啥", "看什么", "看啥"}}},
       .help = "看自己还没确认的通知",
       .example = "我没回的通知",
       .who = {Role::student},
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes().then(&progress_, &Progress::list_mine)},
      {.kind = "notice_show",
       .words = {"通知", "查看通知", "看通知"},
       .forms = {{.needs = {W::notice}, .may = of_one},
                 {.needs = {W::notice, W::content | W::what | W::see}, .may = of_one | W::again | W::hand | W::me},
                 {.needs = {W::notice, W::do_what}, .may = of_one, .pointed = true}},
       .help = "看一条通知，加“进度”看谁还没确认",
       .example = "通知12 进度",
       .cost = 2,
       .run = takes(serial_number(), maybe(progress_word())).then(&progress_, &Progress::show)},
      {.kind = "notice_recall",
       .words = {"撤回通知", "取消通知"},
       .forms = {{.needs = {W::recall, W::notice},
                  .may = W::take | W::this_one | W::of | W::one | W::cancel | W::recall},
                 {.needs = {W::notice, W::recalled}, .may = of_recall, .addressed = true},
                 {.needs = {W::notice, W::recalled}, .may = of_recall, .pointed = true},
                 // 刚刚那个通知写错了，撤掉
                 {.needs = {W::notice, language::feature_words::mistaken, W::recall | W::recalled},
                  .may = of_recall,
                  .addressed = true},
                 // 撤了吧刚才那条
                 {.needs = {W::recall | W::recalled, W::this_one}, .may = of_recall | W::one, .addressed = true}},
       .help = "撤回一条通知，或取消还没发的",
       .example = "撤回通知12",
       .who = publishers,
       .scope = Scope::anywhere,
       .run = only_where(is_of_a_notice, takes(maybe(serial_number())).then(&fates_, &Fates::recall))},
      {.kind = "notice_resend",
       .words = {"补发通知", "重发通知"},
       .forms = {{.needs = {W::resend, W::notice}, .may = W::take | W::give | W::of}},
       .help = "没发出去的班再发一次；不确定的要写班名",
       .example = "补发通知12 机电1901",
       .who = publishers,
       .scope = Scope::anywhere,
       .run = takes(serial_number(), maybe(Broadcast::class_names())).then(&broadcast_, &Broadcast::resend)},
      {.kind = "missing",
       .words = {"谁没确认", "通知进度"},
       .forms = {{.needs = {W::no, W::confirm, W::who | W::how_many | W::list | W::of}, .may = around | W::reply},
                 {.needs = {W::notice | W::receipt, W::no, W::reply, W::who | W::how_many | W::list | W::of},
                  .may = around | W::reply | W::me},
                 {.needs = {W::lack, W::who | W::how_many, W::notice | W::receipt}, .may = around | W::reply | W::no},
                 {.needs = {W::notice | W::receipt, W::progress},
                  .may = W::see | W::of | W::now | W::reply | W::progress},
                 {.needs = {W::notice, W::reply | W::receipt | W::confirm, W::who | W::how_many},
                  .may = around | W::done},
                 {.needs = {W::no, W::reply | W::receipt, W::who}, .may = around, .addressed = true},
                 // 有多少人看了, 看了的人多不多, 还有谁没看到刚才那个通知
                 {.needs = {W::how_many | W::who, W::reply},
                  .may = around | W::this_one | W::done | W::no | W::asking,
                  .addressed = true,
                  .except = {"看", "读", "查看", "看过", "反馈", "应"}},
                 // 几个人确认了
                 {.needs = {W::how_many | W::who, W::confirm | W::receipt},
                  .may = around | W::done,
                  .ordered = true,
                  .addressed = true},
                 {.needs = {W::no, W::see, W::notice}, .may = around | W::this_one | W::arrive, .addressed = true},
                 {.needs = {W::who, W::reply, W::no, W::reply}, .may = around, .ordered = true, .addressed = true}},
       .means = {{"what", "notice"}},
       .help = "看通知还差谁没确认",
       .example = "谁没确认",
       .cost = 2,
       .run = takes(maybe(serial_number())).then(&progress_, &Progress::who_is_missing)},
      {.kind = "remind_missing",
       .words = {"催通知", "催确认"},
       .forms = {{.needs = {W::urge, W::notice | W::receipt | W::confirm}, .may = W::again | W::of | W::our_class},
                 {.needs = {W::urge | W::call, W::no, W::confirm},
                  .may = around | W::again | W::urge | W::call | W::give | W::reply},
                 {.needs = {W::urge | W::call, W::no, W::reply, W::notice | W::receipt},
                  .may = around | W::again | W::give | W::reply},
                 {.needs = {W::urge | W::call, W::no, W::reply},
                  .may = around | W::again | W::give,
                  .addressed = true}},
       .means = {{"what", "notice"}},
       .help = "提醒还没确认的，群里最多两轮，之后私聊",
       .example = "催通知12",
       .who = in_charge,
       .run = takes(maybe(serial_number())).then(&urges_, &Urges::urge)},
  };
  for (Export& sort : exports()) all.push_back(export_command(members_, std::move(sort)));
  return all;
}

std::vector<Export> Announcement::exports() {
  return {{.what = "notice",
           .name = "通知",
           .example = "导出通知12",
           .help = "把一条通知谁确认了做成表格发给你",
           .who = publishers,
           .most_days = 1,
           .numbered = true,
           .draw = [this](const Extract& asked) { return sheet_.draw(asked); }}};
}

std::vector<Listener> Announcement::listeners() {
  using namespace intents;
  return {{.intents = {&receipt, &behalf, &ask, &notice_ask, &notice_reply, &notice_draft, &notice_now, &notice_gone,
                       &notice_new, &notice_when, &notice_question, &notice_due},
           .understand = std::bind_front(&Announcement::read, this)}};
}

std::optional<Interpretation> Announcement::read(const Utterance& said, const Context& context) {
  if (auto answer = fates_.listen(said, context)) return answer;
  auto receipt = talk_.understand(said, context);
  if (context.message.place == Place::direct && context.speaker.person) {
    if (auto letter = letters_.listen(said, context, receipt.has_value())) return letter;
    auto letter = letters_.listen_unquoted(said, context);
    auto draft = drafts_.listen(said, context);
    const auto stronger = [](const Interpretation& a, const Interpretation& b) {
      return a.claim != b.claim ? a.claim < b.claim : a.opened > b.opened;
    };
    const bool to_draft = draft && !(letter && stronger(*letter, *draft));
    if (to_draft) return draft;
    if (letter && letter->claim == Claim::answer) return letter;
    if (auto at_once = broadcast_.listen(said, context)) return at_once;
    if (auto dropped = fates_.hear_not_to_send(said, context)) return dropped;
    if (auto moved = deadlines_.listen(said, context)) return moved;
    if (letter) return letter;
  }
  if (!receipt) return inquiries_.listen(said, context);
  return receipts_.heard(std::move(*receipt), !said.quoted.empty());
}

// One at a time: a college may have confirmed it.
std::vector<Retention> Announcement::retention() {
  return {{.of = kept_notices,
           .forget = [this](const Moment& before, int /*most*/) { return notices_.purge(before.utc, 1); },
           .name = text::receipts,
           .count = [this](const Person& who, const Moment&) { return own_rows_.receipts(who.id); }}};
}

std::vector<TimerKind> Announcement::timers() {
  using storage::Timer;
  return {
      {"post",
       [this](const Topic&, const Timer& timer, const Moment& now) { return broadcast_.go_on_time(timer, now); }},
      {"lapse",
       [this](const Topic& person, const Timer& timer, const Moment&) { return drafts_.lapse(person, timer); }},
      {"count", [this](const Topic&, const Timer& timer, const Moment& now) { return receipts_.count(timer, now); }},
      {"remind", [this](const Topic& notice, const Timer&, const Moment& now) {
         return urges_.remind_before_deadline(notice.id, now);
       }}};
}

Reply Announcement::on(const Fact& fact, const Moment& now) {
  if (const auto* result = std::get_if<SendResult>(&fact)) return fates_.on_send_result(*result, now);
  if (const auto* there = std::get_if<StillThere>(&fact)) return fates_.stays(*there, now);
  if (const auto* lost = std::get_if<HistoryLost>(&fact)) return urges_.ask_again(*lost, now);
  return {};
}

std::vector<Upcoming> Announcement::upcoming(const Context& call) {
  std::vector<Upcoming> all;
  if (!call.speaker.person) return all;
  if (call.message.place == Place::direct) {
    for (const Notice& notice : notices_.waiting_of(call.speaker.person->id)) {
      if (notice.due) all.push_back({*notice.due, text::goes(notice.id, book_.heading(notice))});
    }
  }
  auto classes = classes_of(members_, call, in_charge);
  if (classes.empty() && call.klass) classes.push_back(*call.klass);
  std::set<std::int64_t> known;
  for (const Class& klass : classes) {
    for (const Received& one : notices_.of_class(klass.id, call.now.utc - answerable, most_answerable)) {
      const auto& deadline = one.notice.deadline;
      if (!one.notice.receipt || !deadline || *deadline <= call.now.utc || !known.insert(one.notice.id).second)
        continue;
      all.push_back({*deadline, text::ends(one.notice.id)});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Upcoming& a, const Upcoming& b) { return a.at < b.at; });
  if (all.size() > most_coming) all.resize(most_coming);
  return all;
}

/// Of the newest notice that some have not confirmed.
std::optional<Awaited> Announcement::awaited() const {
  return Awaited{"确认通知",
                 {"确认通知", "确认收到", "确认", "回收到", "回复收到", "回复通知", "回复", "回通知", "回执", "回"}};
}

std::optional<std::vector<Person>> Announcement::missing(const Class& klass, const Moment& now) {
  std::optional<std::vector<Person>> missing;
  for (const Received& one : notices_.of_class(klass.id, now.utc - answerable, most_answerable)) {
    if (!one.notice.receipt || one.delivery.state == storage::SendState::waiting) continue;
    missing = book_.collection(one.notice, one.delivery).sum.missing;
    if (!missing->empty()) return missing;
  }
  return missing;
}

}  // namespace banwei::announcement
