#include "handlers/announcement/notice_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/announcement/notice_draft.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/shown.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string no_such(std::int64_t id) { return fmt::format("没有你能看的通知{}。说“有什么通知”看编号", id); }
constexpr auto none = "最近没有通知";
constexpr auto none_of_mine = "没有还要你确认的通知";
constexpr auto mine = "还没确认的通知：\n";
constexpr auto how_to_confirm = "\n看过了回“收到”加编号，如“收到1”；看全文说“通知1”";
constexpr auto none_to_confirm = "最近没有要确认的通知";
std::string title(std::int64_t id, const std::string& at, const std::string& by) {
  return fmt::format("通知{} {} {}", id, at, by);
}
std::string to(const std::string& audience) { return "，发给" + audience; }
std::string set_for(std::int64_t id, const std::string& at) { return fmt::format("通知{} 定于{}发", id, at); }
std::string on_its_way(std::int64_t id) { return fmt::format("通知{}还没发到群里，发到了才有人确认", id); }
constexpr auto is_recalled = "（已撤回）";
std::string recalled(std::int64_t id) { return fmt::format("通知{}已经撤回，不用再确认", id); }
std::string counted(std::int64_t id, std::size_t done, std::size_t all, std::size_t late) {
  std::string words = fmt::format("通知{} 已确认{}/{}", id, done, all);
  return late == 0 ? words : words + fmt::format("（晚{}）", late);
}
std::string until(const std::string& at) { return " · 截止" + at; }
std::string no_receipt(std::int64_t id) { return fmt::format("通知{}不需要确认", id); }
std::string missing(std::size_t count) { return fmt::format("\n还差{}位：\n", count); }
constexpr auto everybody = "，全都确认了";
std::string missing_in(const std::string& klass, std::size_t count, const std::string& names) {
  return fmt::format("\n{} 差{}：{}{}", klass, count, names.find('\n') == std::string::npos ? "" : "\n", names);
}
std::string late(const std::string& names) { return "\n晚确认：" + names; }
std::string on_leave(const std::string& names) { return "\n请假不用确认：" + names; }
std::string how_to_see(std::int64_t id) { return fmt::format("通知{} 进度", id); }
std::string complete(const std::string& names) { return "\n已齐：" + names; }
std::string classes(std::size_t count) { return fmt::format("{}个班", count); }
constexpr auto by_others = "（代回）";
std::string arrived(std::size_t sent, std::size_t waiting) {
  const std::string words = fmt::format("已发{}个群", sent);
  return waiting == 0 ? words : words + fmt::format("，待发{}", waiting);
}
std::string failed(const std::string& names) { return "没发出去：" + names; }
std::string unknown(const std::string& names) { return "不确定：" + names; }
std::string no_group(const std::string& names) { return "没绑群或不在名下，没发：" + names; }
std::string stays(const std::string& names) { return "撤不回、改发“上条作废”：" + names; }
std::string how_to_urge(std::int64_t id) { return fmt::format("\n提醒他们说“催通知{}”", id); }

}  // namespace
}  // namespace text

namespace {

using storage::SendState;

constexpr int most_listed = 8;
constexpr std::size_t most_complete = 4;     // So many are named for having all confirmed.
constexpr std::size_t most_counted = 4;      // A line of the list sums up the counts of so many.
constexpr std::size_t excerpt_length = 100;  // characters

}  // namespace

std::string Progress::fates(const Notice& notice, const std::vector<Delivery>& deliveries) const {
  std::map<SendState, std::vector<std::string>> by_state;
  std::vector<std::string> deaf;
  std::vector<std::string> stay;
  for (const Delivery& delivery : deliveries) {
    auto& names = delivery.stays                                                 ? stay
                  : delivery.state == SendState::failed && delivery.room.empty() ? deaf
                                                                                 : by_state[delivery.state];
    names.push_back(book_.class_name(delivery.class_id));
  }
  std::string words;
  const auto say = [&words](const std::string& line) { words += "\n" + line; };
  if (!notice.recalled) say(text::arrived(by_state[SendState::sent].size(), by_state[SendState::waiting].size()));
  if (const auto& names = by_state[SendState::failed]; !names.empty()) say(text::failed(class_lines(names)));
  if (const auto& names = by_state[SendState::unknown]; !names.empty()) say(text::unknown(class_lines(names)));
  if (!deaf.empty()) say(text::no_group(class_lines(deaf)));
  if (!stay.empty()) say(text::stays(class_lines(stay)));
  return words;
}

bool Progress::may_know_fates(const Context& call, const Notice& notice, const std::vector<Delivery>& seen) const {
  return notice.publisher == call.speaker.person->id ||
         std::any_of(seen.begin(), seen.end(),
                     [&](const Delivery& delivery) { return call.speaker.holds(in_charge, delivery.class_id); });
}

/// How a notice stands in the classes of it that one person may see; the names only where he may know them.
struct Progress::Standing {
  std::size_t done = 0;
  std::size_t all = 0;
  std::size_t late = 0;
  Collection::Names where = Collection::Names::nowhere;
  bool some_missing = false;
  std::string missing = {};                // Who has not confirmed, class by class.
  std::vector<std::string> complete = {};  // The classes where everybody has.
  std::vector<std::string> tardy = {};
  std::vector<std::string> away = {};
};

Progress::Standing Progress::standing(const Context& call, const Notice& notice, const std::vector<Delivery>& seen,
                                      bool names_wanted) const {
  using Names = Collection::Names;
  Standing so_far;
  for (const Delivery& delivery : seen) {
    const Collection asked = book_.collection(notice, delivery);
    const Tally& sum = asked.sum;
    so_far.done += sum.answered.size();
    so_far.all += sum.expected.size();
    so_far.late += sum.late.size();
    const Names of_class = names_wanted ? asked.names_for(call) : Names::nowhere;
    if (of_class == Names::nowhere) continue;
    so_far.where = of_class;
    const auto students = members_.students(delivery.class_id);
    for (std::string& name : names_of(sum.late, students)) so_far.tardy.push_back(std::move(name));
    for (std::string& name : names_of(sum.excused, students)) so_far.away.push_back(std::move(name));
    if (sum.complete()) {
      so_far.complete.push_back(book_.class_name(delivery.class_id));
      continue;
    }
    so_far.some_missing = true;
    const auto noted = notices_.noted(notice.id, delivery.class_id);
    const auto missing = names_of(
        sum.missing, students, [&](const Person& person) { return noted.contains(person.id) ? text::by_others : ""; });
    const Place place = of_class == Names::here ? call.message.place : Place::direct;
    const std::string list = listed(missing, place, text::how_to_see(notice.id));
    so_far.missing += seen.size() == 1 ? text::missing(missing.size()) + list
                                       : text::missing_in(book_.class_name(delivery.class_id), missing.size(), list);
  }
  return so_far;
}

/// The counts for everybody, and where they are wanted the names as the collection of each class allows it.
Reply Progress::report(const Context& call, const Notice& notice, bool names_wanted) const {
  using Names = Collection::Names;
  if (notice.recalled) return privately(call, text::recalled(notice.id));
  if (!notice.receipt) return privately(call, text::no_receipt(notice.id));
  const bool direct = call.message.place == Place::direct;
  auto seen = book_.seen_by(call, notice);
  const std::string fate = may_know_fates(call, notice, seen) ? fates(notice, seen) : "";
  // Who has not heard of it yet has nothing to confirm.
  std::erase_if(seen, [](const Delivery& delivery) { return delivery.state == SendState::waiting; });
  if (seen.empty()) return Reply{}.add(Say{plain(text::on_its_way(notice.id))});
  if (names_wanted && may_know_fates(call, notice, seen))
    note_shown(questions_, *call.speaker.person, "notice", seen.size() == 1 ? seen.front().class_id : 0, call.now);
  const Standing sum = standing(call, notice, seen, names_wanted);
  std::string words = text::counted(notice.id, sum.done, sum.all, direct ? sum.late : 0);
  if (notice.deadline) words += text::until(book_.in_words(*notice.deadline, call.now));
  if (sum.all > 0 && sum.done == sum.all) words += text::everybody;
  if (direct && names_wanted) words += fate;
  std::string names = sum.missing;
  if (!sum.complete.empty() && seen.size() > 1) {
    names += text::complete(sum.complete.size() <= most_complete ? fmt::format("{}", fmt::join(sum.complete, " "))
                                                                 : text::classes(sum.complete.size()));
  }
  std::string others;  // It is for those alone who may know.
  if (!sum.tardy.empty()) others += text::late(wording::first_names(sum.tardy));
  if (!sum.away.empty()) others += text::on_leave(wording::first_names(sum.away));
  if (direct) return privately(call, words + names + others + (sum.some_missing ? text::how_to_urge(notice.id) : ""));
  Reply reply = Reply{}.add(Say{plain(sum.where == Names::here ? words + names : words)});
  if (sum.where == Names::privately && !(names + others).empty()) reply.join(privately(call, words + names + others));
  return reply;
}

Reply Progress::show(const Context& call, std::int64_t id, std::optional<bool> progress) {
  const auto notice = book_.known(call, id);
  if (!notice) return privately(call, text::no_such(id));
  if (progress && notice->receipt && notice->posted && !notice->recalled) return report(call, *notice, true);
  const auto seen = book_.seen_by(call, *notice);
  const bool direct = call.message.place == Place::direct;
  const auto publisher = book_.publisher_of(*notice);
  std::string words =
      notice->posted
          ? text::title(id, book_.in_words(*notice->posted, call.now), publisher ? publisher->name + "老师" : "")
          : text::set_for(id, book_.in_words(notice->due.value_or(notice->created), call.now));
  if (!notice->audience.empty()) words += text::to(notice->audience);
  if (notice->recalled) words += text::is_recalled;
  const Body body = body_of(notice->body);
  words += "\n" + (body.text.empty() ? book_.heading(*notice) : wording::head(body.text, excerpt_length));
  if (direct && notice->posted && may_know_fates(call, *notice, seen)) words += fates(*notice, seen);
  Reply reply = Reply{}.add(Say{plain(words)});
  if (!notice->receipt || !notice->posted || notice->recalled) return reply;
  std::get<Say>(reply.actions.front()).content.push_back({Part::Kind::text, "\n"});
  const Reply counts = report(call, *notice, false);
  std::get<Say>(reply.actions.front()).content.push_back(std::get<Say>(counts.actions.front()).content.front());
  return reply;
}

Reply Progress::who_is_missing(const Context& call, std::optional<std::int64_t> id) {
  const auto notice = id ? book_.known(call, *id) : book_.newest(call);
  if (!notice) return privately(call, id ? text::no_such(*id) : text::none_to_confirm);
  return notice->posted ? report(call, *notice, true) : show(call, notice->id, std::nullopt);
}

Reply Progress::list_mine(const Context& call) {
  const Person& self = *call.speaker.person;
  std::string words;
  for (const Received& one : notices_.of_class(self.class_id, call.now.utc - answerable, most_listed)) {
    const Notice& notice = one.notice;
    if (!notice.receipt || notices_.has_confirmed(notice.id, self.id)) continue;
    words += fmt::format("{}{} {}", words.empty() ? "" : "\n", notice.id, book_.heading(notice));
    if (notice.deadline) words += text::until(book_.in_words(*notice.deadline, call.now));
  }
  return privately(call, words.empty() ? text::none_of_mine : text::mine + words + text::how_to_confirm);
}

Reply Progress::list(const Context& call, const std::optional<std::string>& /*date*/) {
  std::map<std::int64_t, Notice, std::greater<>> newest;
  for (const Class& klass : classes_of(members_, call, everyone)) {
    for (const Received& one : notices_.of_class(klass.id, Utc{}, most_listed))
      newest.emplace(one.notice.id, one.notice);
  }
  if (call.message.place == Place::direct) {
    for (const Notice& own : notices_.by_publisher(call.speaker.person->id, most_listed)) newest.emplace(own.id, own);
  }
  // 刚才的通知说啥 asks for that one, and the only one there is says more by its words than as a list.
  constexpr std::string_view last = "刚才 刚刚 刚发 最新 最后一条 上一条 上条";
  const bool alone = newest.size() == 1 && !call.speaker.person->staff;
  const bool asked = alone || language::holds_one_of(normalised(words_of(call.message)), last);
  const bool readable = call.message.place == Place::direct && !newest.empty() && newest.begin()->second.posted;
  if (asked && readable) return show(call, newest.begin()->first, std::nullopt);
  std::string words;
  int count = 0;
  for (const auto& [id, notice] : newest) {
    if (++count > most_listed) break;
    words += words.empty() ? "" : "\n";
    words += notice.posted ? fmt::format("{} {}", id, book_.in_words(*notice.posted, call.now))
                           : text::set_for(id, book_.in_words(notice.due.value_or(notice.created), call.now));
    words += " " + book_.heading(notice);
    if (notice.recalled) words += text::is_recalled;
    const auto seen = book_.seen_by(call, notice);
    if (!notice.receipt || !notice.posted || notice.recalled || seen.size() > most_counted) continue;
    std::size_t done = 0;
    std::size_t all = 0;
    for (const Delivery& delivery : seen) {
      const Tally sum = book_.collection(notice, delivery).sum;
      done += sum.answered.size();
      all += sum.expected.size();
    }
    words += fmt::format(" {}/{}", done, all);
  }
  return Reply{}.add(Say{plain(words.empty() ? text::none : words)});
}

}  // namespace banwei::announcement
