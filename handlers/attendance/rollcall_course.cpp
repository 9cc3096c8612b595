#include "handlers/attendance/rollcall_course.h"

#include <algorithm>
#include <array>

#include "handlers/attendance/attendance_words.h"
#include "handlers/common/courses.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string named(const RollCall& rollcall) {
  return rollcall.title.empty() ? "点名" : fmt::format("“{}”点名", rollcall.title);
}
std::string opening(const RollCall& rollcall, std::string_view from, std::string_view to) {
  return fmt::format("{}开始，{}–{}，{}", named(rollcall), from, to,
                     rollcall.password.empty() ? "到的回“到”或“1”" : "到的回老师给的口令");
}
std::string opened_for(const std::vector<std::string>& classes, std::string_view to) {
  return classes.size() == 1 ? fmt::format("好的，{}的点名开始了，{}截止，结果私发你", classes.front(), to)
                             : fmt::format("好的，{}个班的点名开始了，{}截止，结果一起私发你：{}", classes.size(), to,
                                           wording::first_names(classes, "个班"));
}
std::string which_class(const std::string& names) { return "要点哪个班？这样说：点名 班级 名称 10分钟\n" + names; }
std::string not_yours(const std::string& klass) { return fmt::format("“{}”不在你名下，点不了名", klass); }
std::string only_others(const std::string& klass, const std::string& others) {
  return fmt::format("“{}”不在你名下，都还没有点。其余的这样点：点名 {}", klass, others);
}
std::string not_here(const std::string& klass) { return fmt::format("这里点不了“{}”，请私聊我来点", klass); }
constexpr auto no_class = "你名下没有可以点名的班级，请管理员核对名单";
std::string no_group(const std::string& klass) { return klass + "还没有绑定班级群，绑定以后再点名"; }
constexpr auto wrong_length = "点名的时间要在1分钟到4小时之间，如：点名 15分钟";
constexpr auto over_already = "我刚才不在线，这次点名没开成，请再发一次";
constexpr auto too_many = "已经有4个点名没结束，先说“结束点名”结束一个";
std::string open_already(const std::string& klass, const RollCall& rollcall, std::string_view to) {
  return fmt::format("{}的“{}”正在点名，{}截止。要提前结束说“结束点名”", klass, title(rollcall), to);
}
constexpr auto another = "；还要另点一个，写上名称，如“点名 班会 10分钟”";
std::string which_open(const std::string& open, const RollCall& one) {
  const std::string how =
      one.title.empty() ? "引用它的开头那句说“结束点名”" : fmt::format("说“结束点名 {}”", one.title);
  return fmt::format("你自己没有在进行的点名。开着的是{}，要结束就{}", open, how);
}
std::string of(const RollCall& rollcall, const std::string& caller) {
  return fmt::format("{}的“{}”", caller, title(rollcall));
}
std::string cancelled(const RollCall& rollcall) { return named(rollcall) + "取消了，刚才的签到不算"; }
std::string longer(const RollCall& rollcall, std::string_view to) {
  return fmt::format("{}延到{}，还没到的回{}", named(rollcall), to, rollcall.password.empty() ? "“到”" : "口令");
}
std::string longer_there(std::string_view to) { return fmt::format("好的，延到{}，群里也说了", to); }
constexpr auto told_monitor = "，名单已发班长";
constexpr auto cancelled_there = "好的，已取消，群里也说了";
std::string not_yours(const RollCall& rollcall, const std::string& caller) {
  return fmt::format("“{}”是{}开的，请本人来取消。要提前结束说“结束点名”", title(rollcall), caller);
}
std::string say_again(const RollCall& rollcall, const Moment& from, const Moment& to, const Moment& due) {
  return fmt::format("{}–{}我掉线了，“{}”里这段时间说的可能没看全。说过的请再说一次，{}前不算迟到",
                     wording::hour_minute(from.time_of_day()), wording::hour_minute(to.time_of_day()), title(rollcall),
                     wording::hour_minute(due.time_of_day()));
}
std::string asked_again(const RollCall& rollcall, const std::string& words) {
  return fmt::format("“{}”延长了，已在群里说：{}", title(rollcall), words);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes usual_length{10};
constexpr std::chrono::minutes again{5};   // What was not heard is said once more by then.
constexpr std::chrono::minutes fresh{10};  // A result later than this may wait for the morning.
constexpr std::size_t most_open = 4;

/// 不存在的班, 机电1903: it looks like one. 早自习 and 培训班 do not.
bool names_no_class(std::string_view title) {
  constexpr std::array<std::string_view, 6> no_class{"上班", "值班", "培训班", "早班", "晚班", "补习班"};
  if (std::any_of(no_class.begin(), no_class.end(), [&](std::string_view word) { return title.ends_with(word); }))
    return false;
  const auto whose = audiences_in(title, {});
  return title.ends_with("班") || (!whose.empty() && whose.front().kind == Audience::Kind::unknown);
}

std::string closing(const RollCall& rollcall) { return Topic{.kind = "close", .id = rollcall.id}.text(); }

}  // namespace

/// The class whose name stands in the title, which then is no part of it any more; of two such names the longer.
std::optional<Class> Course::named_in(const Context& call, std::string& title) const {
  std::optional<Class> named;
  std::string left;
  std::size_t longest = 0;
  for (const Class& klass : nameable_classes(members_, call)) {
    const std::string name = normalised(klass.name);
    auto rest = without_class(title, name);
    if (!rest || name.size() <= longest) continue;
    longest = name.size();
    named = klass;
    left = std::move(*rest);
  }
  if (named) title = std::move(left);
  return named;
}

Reply Course::start(const Context& call, Order order) {
  const auto held = classes_of(members_, call, callers);
  if (order.whose.empty()) {
    if (const auto named = named_in(call, order.title)) {
      order.whose.push_back({.kind = Audience::Kind::klass, .word = named->name, .class_id = named->id});
    } else if (auto whose = audiences_in(order.title, {});
               whose.size() == 1 && whose.front().kind == Audience::Kind::unknown) {
      order.whose = std::move(whose);  // One that nobody knows is answered as one that is not the speaker's.
    } else if (const auto like = class_like(order.title); !like.empty()) {
      order.whose.push_back({.kind = Audience::Kind::unknown, .word = std::string(like)});
    }
  }
  // In private 机电1903 is no title, though no class is called so.
  if (order.whose.empty() && call.message.place == Place::direct && names_no_class(order.title))
    return privately(call, text::not_yours(order.title));
  const auto meant = named_of(held, order.whose);
  if (const Audience* one = names_none(order.whose, meant)) {
    const bool elsewhere = one->class_id != 0 && call.speaker.holds(callers, one->class_id);
    if (elsewhere) return privately(call, text::not_here(one->word));
    std::vector<std::string> others;
    for (const Class& klass : meant) others.push_back(klass.name);
    return privately(call, others.empty() ? text::not_yours(one->word)
                                          : text::only_others(one->word, fmt::format("{}", fmt::join(others, "、"))));
  }
  if (meant.empty()) {
    std::vector<std::string> classes;
    for (const Class& one : held) classes.push_back(one.name);
    return privately(call, classes.empty() ? text::no_class : text::which_class(wording::name_lines(classes)));
  }
  const auto length = order.length.value_or(usual_length);
  if (length < std::chrono::minutes{1} || length > longest) return privately(call, text::wrong_length);
  const RollCall wanted{.title = as_written(order.title, words_of(call.message)),
                        .password = order.password,
                        .caller = call.speaker.person->id,
                        .room = call.message.room,
                        .message = call.message.id,
                        .opened = call.sent.utc,
                        .due = call.sent.utc + length};
  if (wanted.due <= call.now.utc) return privately(call, text::over_already);
  Reply reply;
  std::vector<std::string> opened;
  std::string not_opened;
  for (const Class& klass : meant) {
    Opening opening = open(klass, wanted, call.sent);
    if (!opening.post) {
      not_opened += (not_opened.empty() && opened.empty() ? "" : "\n") + opening.why_not;
      continue;
    }
    opened.push_back(klass.name);
    reply.add(std::move(*opening.post));
  }
  if (opened.empty()) return privately(call, not_opened);
  if (call.message.place == Place::direct)
    reply.add(Say{plain(text::opened_for(opened, book_.hour_minute(wanted.due)) + not_opened)});
  return reply;
}

RollCaller::Called Course::call(const Class& klass, const RollCaller::Wanted& wanted, const Moment& now) {
  Opening opening = open(klass,
                         {.title = wanted.title,
                          .caller = wanted.by.id,
                          .message = wanted.occasion,
                          .opened = now.utc,
                          .due = now.utc + wanted.length},
                         now);
  RollCaller::Called called{.id = opening.id};
  if (opening.post) called.reply.add(std::move(*opening.post));
  return called;
}

Course::Opening Course::open(const Class& klass, RollCall rollcall, const Moment& now) {
  if (klass.group.empty()) return {.why_not = text::no_group(klass.name)};
  rollcall.class_id = klass.id;
  std::size_t open = 0;
  for (const RollCall& other : book_.of_today(klass.id, now)) {
    if (other.closed) continue;
    ++open;
    // Two of one lesson, or one that names none, would leave nobody knowing which he answers.
    const std::string due = book_.hour_minute(other.due);
    if (other.title == rollcall.title || same_course(course_name(other.title), course_name(rollcall.title)))
      return {.why_not = text::open_already(klass.name, other, due)};
    if (rollcall.title.empty()) return {.why_not = text::open_already(klass.name, other, due) + text::another};
  }
  if (open >= most_open) return {.why_not = text::too_many};
  rollcall.id = calls_.open(rollcall);
  close_at(rollcall, rollcall.due);
  const std::string from = book_.hour_minute(rollcall.opened);
  return {.id = rollcall.id,
          .post = Post{klass.group, plain(text::opening(rollcall, from, book_.hour_minute(rollcall.due))),
                       storage::Priority::answer, about(rollcall), rollcall.due}};
}

void Course::close_at(const RollCall& rollcall, Utc due) {
  schedule_.set_timer(feature, closing(rollcall), due, std::to_string(rollcall.id));
}

Reply Course::stop(const Context& call, std::optional<std::string> name) {
  const auto meant = book_.to_change(call, classes_of(members_, call, callers), name, true);
  if (meant.calls.empty()) return privately(call, name ? text::no_such(*name) : text::none_open);
  const RollCall& rollcall = meant.calls.front();
  if (!meant.sure) {
    std::vector<std::string> open;
    for (const RollCall& one : meant.calls) {
      const auto caller = members_.by_id(one.caller);
      open.push_back(text::of(one, caller ? caller->name : ""));
    }
    return privately(call, text::which_open(fmt::format("{}", fmt::join(open, "、")), rollcall));
  }
  if (rollcall.closed) return privately(call, text::none_open);
  Reply reply;
  for (const RollCall& one : book_.meant_with(call, rollcall))
    reply.join(finish(one, std::min(one.due, call.sent.utc + std::chrono::seconds{1}), call.now));
  return reply;
}

Reply Course::cancel(const Context& call, std::optional<std::string> name) {
  const auto rollcall = book_.meant(call, classes_of(members_, call, callers), name);
  if (!rollcall && name) return privately(call, text::no_such(*name));
  if (!rollcall || rollcall->closed) return privately(call, text::none_open);
  if (const auto owner = book_.owner_of(*rollcall, call.now.utc); owner && owner->id != call.speaker.person->id)
    return privately(call, text::not_yours(*rollcall, owner->name));
  Reply reply;
  for (const RollCall& one : book_.meant_with(call, *rollcall)) {
    calls_.cancel(one.id, call.now.utc);
    schedule_.cancel_timer(feature, closing(one));
    if (const auto klass = members_.class_by_id(one.class_id))
      reply.add(Post{klass->group, plain(text::cancelled(one)), storage::Priority::answer});
  }
  if (call.message.place == Place::direct) reply.add(Say{plain(text::cancelled_there)});
  return reply;
}

Reply Course::prolong(const Context& call, int minutes) {
  const auto meant = book_.to_change(call, classes_of(members_, call, callers), std::nullopt, true);
  if (meant.calls.empty() || !meant.sure || meant.calls.front().closed) return privately(call, text::none_open);
  Reply reply;
  for (const RollCall& one : book_.meant_with(call, meant.calls.front())) {
    const Utc due = one.due + std::chrono::minutes{minutes};
    if (one.closed) continue;
    if (due - one.opened > longest) return privately(call, text::wrong_length);
    calls_.extend(one.id, due);
    close_at(one, due);
    if (const auto klass = members_.class_by_id(one.class_id))
      reply.add(Post{klass->group, plain(text::longer(one, book_.hour_minute(due))), storage::Priority::answer,
                     about(one), due});
    if (call.message.place == Place::direct && reply.actions.size() == 1)
      reply.add(Say{plain(text::longer_there(book_.hour_minute(due)))});
  }
  return reply;
}

Reply Course::close_on_time(std::int64_t id, const Moment& now) {
  const auto rollcall = calls_.by_id(id);
  return rollcall ? finish(*rollcall, rollcall->due, now) : Reply{};
}

Reply Course::end(std::int64_t id, const Moment& now) {
  const auto rollcall = calls_.by_id(id);
  return rollcall ? finish(*rollcall, std::min(rollcall->due, now.utc + std::chrono::seconds{1}), now) : Reply{};
}

Reply Course::finish(RollCall rollcall, Utc due, const Moment& now) {
  if (!calls_.close(rollcall.id, due, now.utc)) return {};
  schedule_.cancel_timer(feature, closing(rollcall));
  rollcall.due = due;
  rollcall.closed = now.utc;
  Reply reply;
  const auto klass = members_.class_by_id(rollcall.class_id);
  if (!klass) return reply;
  const auto owner = book_.owner_of(rollcall, now.utc);
  std::string line = progress_.line(rollcall);
  // A meeting was planned long before: the monitor sees to those who did not come.
  if (rollcall.room.empty() && !book_.collection(rollcall).sum.complete()) {
    auto monitors = members_.holders(Role::monitor, klass->id, now.utc);
    std::erase_if(monitors, [&](const Person& monitor) { return owner && monitor.id == owner->id; });
    for (const Person& monitor : monitors) reply.join(privately(monitor, progress_.names({rollcall})));
    if (!monitors.empty()) line += text::told_monitor;
  }
  const auto priority = now.utc - due < fresh ? storage::Priority::answer : storage::Priority::notice;
  reply.actions.insert(reply.actions.begin(), Post{klass->group, plain(line), priority, about(rollcall)});
  const auto together = book_.together(rollcall);
  const bool last =
      std::all_of(together.begin(), together.end(), [](const RollCall& one) { return one.closed.has_value(); });
  if (owner && last) {
    reply.join(privately(*owner, progress_.names(together)));
    book_.shown(rollcall, *owner, now.utc);
  }
  return reply;
}

/// It is held in the group; the few who answer in private do not keep the others waiting.
Reply Course::ask_again(const HistoryLost& lost, const Moment& now) {
  const auto klass = members_.class_of_group(lost.group);
  if (!klass || lost.only_private) return {};
  Reply reply;
  for (const RollCall& rollcall : book_.of_today(klass->id, now)) {
    if (!book_.collection(rollcall).lost_in(lost, rollcall.due)) continue;
    const Utc due = std::max(rollcall.due, Utc{std::chrono::ceil<std::chrono::minutes>(now.utc + again)});
    calls_.extend(rollcall.id, due);
    close_at(rollcall, due);
    const std::string words = text::say_again(rollcall, book_.moment(std::max(lost.from, rollcall.opened)),
                                              book_.moment(lost.to), book_.moment(due));
    reply.add(Post{klass->group, plain(words), storage::Priority::answer, about(rollcall), due});
    if (const auto owner = book_.owner_of(rollcall, now.utc))
      reply.add(Whisper{*owner, plain(text::asked_again(rollcall, words))});
  }
  return reply;
}

}  // namespace banwei::attendance
