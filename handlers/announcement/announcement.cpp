// The commands of notices, and which of their parts hears what.
#include "handlers/announcement/announcement.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace banwei::announcement {

namespace text {
namespace {

std::string goes(std::int64_t id, const std::string& what) { return fmt::format("发通知{}：{}", id, what); }
std::string ends(std::int64_t id) { return fmt::format("通知{}确认截止", id); }

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

}  // namespace

Announcement::Announcement(storage::Members& members, storage::Notices& notices, storage::Questions& questions,
                           storage::Schedule& schedule, const storage::Outbox& outbox, const storage::Gaps& gaps,
                           const Zone& zone, const QuietHours& quiet)
    : members_(members),
      notices_(notices),
      book_(members, notices, gaps, zone, quiet),
      broadcast_(book_, members, notices, schedule),
      drafts_(book_, broadcast_, members, questions, schedule),
      fates_(book_, notices, schedule, outbox),
      letters_(book_, members, notices, outbox),
      talk_(members, notices, outbox),
      receipts_(book_, letters_, members, notices, schedule),
      progress_(book_, members, notices),
      urges_(book_, members, notices) {}

std::vector<Command> Announcement::commands() {
  const auto heard = [](std::string kind, Roles who, Where where) {
    return Command{.kind = std::move(kind), .who = who, .scope = Scope::own_class, .where = where, .price = 0};
  };
  return {
      {.kind = "notice_new",
       .words = {"发通知", "发布通知", "发公告", "发布公告", "群发通知", "下通知", "通知全班", "通知各班",
                 "通知所有班级", "给*发通知", "给*发公告"},
       .help = "给你名下的班发通知（私聊我），先看预览再发",
       .example = "发通知 2019级 明天18:00前交健康表，请回复收到",
       .who = publishers,
       .run = drafts_.grammar()},
      {.kind = "notice_list",
       .words = {"有什么通知", "历史通知", "今天有什么通知", "通知列表", "我的通知", "有哪些通知", "最近的通知",
                 "发过的通知"},
       .help = "看最近的通知和编号",
       .example = "有什么通知",
       .price = 2,
       .run = takes().then(&progress_, &Progress::list)},
      {.kind = "notice_show",
       .words = {"通知", "查看通知", "看通知", "看一下通知", "*号通知", "看*号通知", "看一下*号通知", "查看*号通知"},
       .help = "看一条通知，加“进度”看谁还没确认",
       .example = "通知12 进度",
       .price = 2,
       .run = takes(serial_number(), maybe(progress_word())).then(&progress_, &Progress::show)},
      {.kind = "notice_recall",
       .words = {"撤回通知", "作废通知", "撤销通知", "取消通知", "撤回*号通知", "取消*号通知", "作废*号通知"},
       .help = "撤回一条通知，或取消还没发的",
       .example = "撤回通知12",
       .who = publishers,
       .scope = Scope::anywhere,
       .run = takes(maybe(serial_number())).then(&fates_, &Fates::recall)},
      {.kind = "notice_resend",
       .words = {"补发通知", "重发通知"},
       .help = "没发出去的班再发一次；不确定的要写班名",
       .example = "补发通知12 机电1901",
       .who = publishers,
       .scope = Scope::anywhere,
       .run = takes(serial_number(), maybe(Broadcast::class_names())).then(&broadcast_, &Broadcast::resend)},
      {.kind = "missing",
       .words = {"谁没确认", "通知谁没回", "未确认名单", "还有谁没回收到", "没确认的", "还有谁没确认", "谁没回收到",
                 "谁没回执", "没回执的", "通知进度", "*号通知还有谁没回", "*号通知谁没回", "*号通知谁没确认",
                 "*号通知还有谁没确认", "*号通知进度", "通知*谁没回", "通知*还有谁没回", "通知*谁没确认",
                 "通知*还有谁没确认"},
       .means = {{"what", "notice"}},
       .help = "看通知还差谁没确认",
       .example = "谁没确认",
       .price = 2,
       .run = takes(maybe(serial_number())).then(&progress_, &Progress::who_is_missing)},
      {.kind = "remind_missing",
       .words = {"催通知", "催确认", "催回执", "催收到", "提醒没确认的", "催一下没确认的", "提醒没回收到的",
                 "催*号通知", "催一下通知"},
       .means = {{"what", "notice"}},
       .help = "提醒还没确认的，群里最多两轮，之后私聊",
       .example = "催通知12",
       .who = in_charge,
       .run = takes(maybe(serial_number())).then(&urges_, &Urges::urge)},
      heard("receipt", {Role::student}, Where::anywhere),
      heard("behalf", {Role::student}, Where::anywhere),
      heard("ask", {Role::student}, Where::anywhere),
      heard("notice_ask", {Role::student}, Where::direct),
      heard("notice_reply", publishers, Where::direct),
      heard("notice_draft", publishers, Where::direct),
      heard("notice_now", publishers, Where::direct),
  };
}

std::optional<Heard> Announcement::listen(const Utterance& said, const Context& context) {
  auto receipt = talk_.understand(said, context);
  if (context.message.place == Place::direct && context.speaker.person) {
    if (auto letter = letters_.listen(said, context, receipt.has_value())) return letter;
    if (auto draft = drafts_.listen(said, context)) return draft;
    if (auto at_once = broadcast_.listen(said, context)) return at_once;
  }
  if (!receipt) return std::nullopt;
  return receipts_.heard(std::move(*receipt), !said.quoted.empty());
}

Reply Announcement::wake(const storage::Timer& timer, const Moment& now) {
  if (timer.key.starts_with("post/")) return broadcast_.go_on_time(timer, now);
  if (timer.key.starts_with("lapse/")) return drafts_.lapse(timer);
  if (timer.key.starts_with("count/")) return receipts_.count(timer, now);
  return urges_.remind_before_deadline(timer, now);
}

Reply Announcement::on(const Fact& fact, const Moment& now) {
  if (const auto* settled = std::get_if<Settled>(&fact)) return fates_.settle(*settled, now);
  if (const auto* there = std::get_if<StillThere>(&fact)) return fates_.stays(*there, now);
  if (const auto* unheard = std::get_if<Unheard>(&fact)) return urges_.ask_again(*unheard, now);
  return {};
}

std::vector<Coming> Announcement::coming(const Call& call) {
  std::vector<Coming> all;
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
  std::stable_sort(all.begin(), all.end(), [](const Coming& a, const Coming& b) { return a.at < b.at; });
  if (all.size() > most_coming) all.resize(most_coming);
  return all;
}

/// Of the newest notice that some have not confirmed.
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
