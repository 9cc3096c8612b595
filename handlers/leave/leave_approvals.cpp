#include "handlers/leave/leave_approvals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"
#include "handlers/leave/leave_intents.h"

namespace banwei::leave {

namespace text {
namespace {

std::string decided(bool yes, std::string_view line) { return fmt::format("{}：{}", yes ? "已批" : "没有批", line); }
std::string passed_to_office(std::string_view line) { return fmt::format("已转学工办再批（长假）：{}", line); }
std::string none_of(std::string_view who) { return fmt::format("{}没有在等你批的请假。说“谁请假了”看有哪些", who); }
std::string kept(std::string_view words) { return fmt::format("“{}”说的是别人，没有转给本人", words); }
std::string which_others(std::string_view names) {
  return fmt::format("“其他的”是除了哪几位？在等的有：\n{}\n都批就回“都同意”，有不批的写“除了张三都同意”。还没有动",
                     names);
}
constexpr auto which_ones = "没听准批哪几位，都没有动。请写“同意 张三、李四”，或“都同意”，或“除了张三都同意”";
std::string settled_before(std::int64_t id) { return fmt::format("请假#{}已经处理过了", id); }
std::string not_refused(std::int64_t id, std::string_view who) {
  return fmt::format("请假#{} {}还没有批，也没有驳回。批就回“是”，不批回“驳回{} 理由”", id, who, id);
}
constexpr auto no_longer_yours = "你现在不管这个班了，这一条不用你处理";
constexpr auto roll_call_over = "这次点名已经没有了，不用处理";
std::string granted(std::string_view span) {
  return fmt::format("请假批了：{}。这段时间的点名和催体温不会打扰你（体温仍欢迎报）。早回来了说“销假”", span);
}
std::string these_wait(std::size_t count, const std::string& lines, std::int64_t first) {
  return fmt::format("等着批的有{}条：{}\n要批哪一条就写上编号，如“同意{}”“驳回{} 理由”", count, lines, first, first);
}
std::string retro_granted(std::string_view span) { return fmt::format("补假批了：{}，考勤按请假算", span); }
std::string call_granted(std::string_view call) { return fmt::format("{}的请假批了", call); }
std::string note_of(const std::string& note) { return note.empty() ? "" : "：" + note; }
std::string refused(std::string_view span, const std::string& note, std::string_view by) {
  return fmt::format("请假没有批：{}{}。有疑问直接找{}", span, note.empty() ? "" : "，理由：" + note, by);
}
std::string call_refused(std::string_view call, const std::string& note) {
  return fmt::format("{}的请假没有批{}，能来的话请回“到”", call, note.empty() ? "" : "（" + note + "）");
}
std::string of_another(bool yes, std::string_view line, const std::string& note) {
  return fmt::format("你代请的假{}：{}{}", yes ? "批了" : "没有批", line, note.empty() ? "" : "，理由：" + note);
}
std::string by_another(std::string_view by, bool yes, std::string_view line) {
  return fmt::format("{}{}：{}", by, yes ? "已批" : "没有批", line);
}
std::string nobody_answers(std::int64_t id) {
  return fmt::format("请假#{}还没有老师回复。急的话请直接打电话，批之前不算请假", id);
}

}  // namespace
}  // namespace text

namespace {

constexpr int much_talk = 2;  // So many messages of other things, and a bare 是 need not mean what was asked before.

std::string teacher_or_name(const Person& person) { return person.staff ? wording::teacher(person.name) : person.name; }

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

nlohmann::ordered_json fields(const Ruling& ruling) {
  nlohmann::ordered_json out{{"approve", ruling.yes}};
  if (ruling.ids.size() == 1) out["id"] = ruling.ids.front();
  if (ruling.ids.size() > 1) out["id"] = ruling.ids;
  if (ruling.names.size() == 1) out["who"] = ruling.names.front();
  if (ruling.names.size() > 1) out["who"] = ruling.names;
  if (ruling.all) out["all"] = true;
  return out;
}

nlohmann::ordered_json fields(const Decision& decision) {
  if (decision.unclear || decision.of_others) return nlohmann::ordered_json{{"ask", "which"}};
  auto all = nlohmann::ordered_json::array();
  for (const Ruling& ruling : decision.rulings) all.push_back(fields(ruling));
  return all.size() == 1 ? all.front() : nlohmann::ordered_json{{"approve", all}};
}

/// Asked of every message: whoever decides nothing costs no look at the leaves.
bool may_decide(std::string_view folded) {
  return language::holds_one_of(folded, "同意 批 准 通过 许 驳回 拒绝 打回 可以 行 ok 没问题");
}

/// 取消, 不用 and 没有 may be said of anything: nobody's leave is refused by them.
bool refuses(std::string_view folded) { return language::is_one_of(trimmed(folded), "不 否 不了 no n"); }

/// The note as it was written: it stands at the end of the message.
std::string as_written(const std::string& note, const std::string& message) {
  std::size_t at = message.size();
  for (std::size_t left = code_points(note); left > 0 && at > 0; --left) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(message[at]) & 0xC0U) == 0x80U);
  }
  return normalised(message.substr(at)) == note ? message.substr(at) : note;
}

}  // namespace

std::optional<Interpretation> Approvals::listen(const Utterance& said, const Context& context) {
  constexpr std::size_t longest = 600;  // bytes
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest) return std::nullopt;
  const std::string folded = normalised(said.text);
  const bool direct = context.message.place == Place::direct;
  const auto plainly = direct ? language::yes_or_no(trimmed(folded)) : std::nullopt;
  if (!plainly && !may_decide(folded)) return std::nullopt;
  const auto open = book_.waiting_for(context.speaker, false, context.now);
  const auto refused = book_.refused_by(context.speaker, context.now);
  std::vector<std::string> names;
  for (const Leave& leave : open) names.push_back(book_.name_of(leave.person));
  const auto people = named_by(context, open, refused);
  if (plainly == false && !refuses(folded)) return not_refused(context);
  auto decision = plainly ? std::optional(Decision{.rulings = {{.yes = *plainly}}}) : read_decision(said.text, people);
  if (!decision || (decision->soft && !direct)) return std::nullopt;

  const auto asked = book_.waiting_for(context.speaker, true, context.now);
  const bool bare = decision->rulings.front().bare();
  if (bare && asked.empty()) {
    auto another = no_longer_his(context);
    return another ? std::move(another) : which_waits(said, context, open);
  }
  // 是, and since it was asked he has spoken of other things.
  if (plainly && book_.attention().said_since(context.speaker.person->id) >= much_talk)
    return shows_waiting(context, asked);
  std::vector<Order> orders;
  std::vector<std::string> idle;  // Those who have asked for nothing.
  bool of_anybody = bare;
  for (Ruling& ruling : decision->rulings) {
    const auto ids = meant(context, *decision, ruling, open, asked);
    if (!ids) return std::nullopt;
    orders.push_back({ruling.yes, *ids, as_written(ruling.note, said.text)});
    for (const std::string& name : ruling.names) {
      if (contains(names, name)) continue;
      const auto after_all = std::find_if(refused.begin(), refused.end(), [&](const Leave& leave) {
        return ruling.yes && book_.name_of(leave.person) == name;
      });
      after_all == refused.end() ? idle.push_back(name) : orders.back().ids.push_back(after_all->id);
    }
    of_anybody = of_anybody || !orders.back().ids.empty();
  }
  // 王五今天请病假 我同意了, and he has asked for none: it is put in.
  const bool puts_in = language::holds_one_of(folded, "请病假 请事假 请公假 请个病假 请个事假 请个公假");
  if (!of_anybody && (idle.empty() || puts_in)) return std::nullopt;

  Interpretation heard{.intent = &intents::approve};
  heard.claim = Claim::answer;
  heard.opened = asked.empty() ? context.sent.utc : asked.front().asked;
  heard.understood.fields = [decision = *decision] { return fields(decision); };
  // Whom he has just refused in words that nobody understood is not among the others.
  constexpr std::chrono::minutes just_now{10};
  const bool right_after = !refused.empty() && refused.front().decided &&
                           context.now.utc - *refused.front().decided <= just_now &&
                           book_.attention().said_since(context.speaker.person->id) == 0;
  const bool which = decision->of_others && asked.size() > 1 && !decision->unclear && !right_after;
  if (which) {
    heard.understood.act = [words = text::which_others(wording::name_lines(names))](const Context& call) {
      return privately(call, words);
    };
    return heard;
  }
  heard.understood.act = [this, orders, idle, kept = decision->kept, unclear = decision->unclear](const Context& call) {
    return unclear ? privately(call, text::which_ones) : decide(call, orders, idle, kept);
  };
  return heard;
}

/// How those may be named whom a word of his can be about.
std::vector<std::string> Approvals::named_by(const Context& context, const std::vector<Leave>& open,
                                             const std::vector<Leave>& refused) const {
  std::vector<std::string> people;
  std::set<std::int64_t> classes;
  for (const auto* some : {&open, &refused}) {
    for (const Leave& leave : *some) {
      people.push_back(book_.name_of(leave.person));
      classes.insert(leave.class_id);
    }
  }
  if (context.message.place != Place::direct) return people;
  for (const std::int64_t id : classes) {
    const auto students = book_.members().students(id);
    for (std::string& name : names_of(students, students)) people.push_back(std::move(name));
  }
  return people;
}

/// Something like a no, and the newest question is whether a leave is granted.
std::optional<Interpretation> Approvals::not_refused(const Context& context) {
  const auto asked = book_.waiting_for(context.speaker, true, context.now);
  if (asked.empty()) return std::nullopt;
  Interpretation heard{.intent = &intents::approve, .claim = Claim::answer, .opened = asked.front().asked};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"ask", "which"}}; };
  heard.understood.act = [words = text::not_refused(asked.front().id, book_.name_of(asked.front().person))](
                             const Context& call) { return privately(call, words); };
  return heard;
}

/// 同意 of whoever may decide, and nobody has asked him, or long ago: those that wait are shown, and none is meant.
std::optional<Interpretation> Approvals::which_waits(const Utterance& said, const Context& context,
                                                     const std::vector<Leave>& open) const {
  const auto ruled = read_decision(said.text, {});
  if (context.message.place != Place::direct || !ruled || ruled->soft) return std::nullopt;
  return shows_waiting(context, open);
}

/// Those that wait by their numbers: what was said means none of them plainly.
std::optional<Interpretation> Approvals::shows_waiting(const Context& context, const std::vector<Leave>& open) const {
  constexpr std::size_t most = 5;
  std::string lines;
  std::size_t count = 0;
  std::int64_t first = 0;
  for (const Leave& leave : open) {
    if (book_.lapsed(leave) || ++count > most) continue;
    if (first == 0) first = leave.id;
    lines += "\n" + book_.line(leave, context.sent, false);
  }
  if (count == 0) return std::nullopt;
  Interpretation heard{.intent = &intents::approve, .claim = Claim::answer, .opened = context.sent.utc};
  heard.understood.fields = [] { return nlohmann::ordered_json{{"ask", "which"}}; };
  heard.understood.act = [words = text::these_wait(count, lines, first)](const Context& call) {
    return privately(call, words);
  };
  return heard;
}

/// Which leaves a ruling is about; nothing when it names one that is not his to decide.
std::optional<std::vector<std::int64_t>> Approvals::meant(const Context& context, const Decision& decision,
                                                          const Ruling& ruling, const std::vector<Leave>& open,
                                                          const std::vector<Leave>& asked) {
  if (ruling.bare()) return std::vector{asked.front().id};
  std::vector<std::int64_t> ids;
  for (const std::int64_t id : ruling.ids) {
    const auto leave = book_.leaves().by_id(id);
    if (!leave || !book_.may_decide(context.speaker, *leave, context.now.utc)) return std::nullopt;
    ids.push_back(id);
  }
  for (const Leave& leave : open) {
    const std::string name = book_.name_of(leave.person);
    const auto is_it = [&](const Leave& other) { return other.id == leave.id; };
    const bool of_all = ruling.all && std::any_of(asked.begin(), asked.end(), is_it) &&
                        !contains(decision.spared, name) && !contains(decision.spared_ids, leave.id);
    if ((of_all || contains(ruling.names, name)) && !contains(ids, leave.id)) ids.push_back(leave.id);
  }
  return ids;
}

/// He was asked, and looks after the class no more: whoever does is asked instead.
std::optional<Interpretation> Approvals::no_longer_his(const Context& context) {
  for (const Leave& leave : book_.leaves().waiting(context.now.day())) {
    if (leave.asked_of != context.speaker.person->id || book_.lapsed(leave)) continue;
    if (book_.may_decide(context.speaker, leave, context.now.utc)) continue;
    Interpretation heard{.intent = &intents::approve};
    heard.claim = Claim::answer;
    heard.opened = leave.asked;
    heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
    heard.understood.act = [this, id = leave.id](const Context& call) {
      book_.leaves().ask(id, 0, 0, call.now.utc);
      Reply reply = privately(call, text::no_longer_yours);
      reply.join(book_.ask_when_awake(*book_.leaves().by_id(id), call.now));
      return reply;
    };
    return heard;
  }
  return std::nullopt;
}

Reply Approvals::decide(const Context& call, const std::vector<Order>& orders, const std::vector<std::string>& idle,
                        const std::string& kept) {
  Reply reply;
  std::string words;
  const auto say = [&](std::string line) { words += (words.empty() ? "" : "\n") + std::move(line); };
  for (const Order& order : orders) {
    for (const std::int64_t id : order.ids) say(settle(call, id, order, reply));
  }
  book_.attention().drawn(call.speaker.person->id);
  if (!idle.empty()) say(text::none_of(wording::first_names(idle)));
  if (!kept.empty()) say(text::kept(kept));
  Reply all;
  if (call.message.place == Place::group && call.can.react) all.add(React{"👌"});
  all.join(privately(call, words));
  all.join(std::move(reply));
  all.join(book_.question_for(*call.speaker.person, call.now));
  return all;
}

/// What is said to him who has decided; what others hear of it is added to the reply.
std::string Approvals::settle(const Context& call, std::int64_t id, const Order& order, Reply& reply) {
  const Person& self = *call.speaker.person;
  const auto leave = book_.leaves().by_id(id);
  const bool after_all = leave && order.yes && leave->state == Leave::State::refused && leave->decided_by == self.id;
  const bool open =
      leave && (after_all || leave->state == Leave::State::waiting || leave->state == Leave::State::forwarded);
  if (!open || !book_.may_decide(call.speaker, *leave, call.now.utc))
    return leave && leave->roll_call != 0 && open ? text::roll_call_over : text::settled_before(id);
  std::string line = book_.line(*leave, call.now, false);
  const bool office = call.speaker.holds({Role::office}, leave->class_id);
  if (order.yes && book_.needs_office(*leave) && !office) {
    book_.leaves().set_state(id, Leave::State::forwarded, self.id, call.now.utc);
    book_.leaves().ask(id, 0, 0, call.now.utc);
    reply.join(book_.ask_next(*book_.leaves().by_id(id), call.now).value_or(Reply{}));
    return text::passed_to_office(line);
  }
  book_.leaves().set_state(id, order.yes ? Leave::State::approved : Leave::State::refused, self.id, call.now.utc);
  book_.stop_asking(*leave);
  reply.join(tell(*leave, order.yes, self, order.note, call.now));
  reply.join(tell_the_others(*leave, order.yes, self, call.now));
  return text::decided(order.yes, line);
}

Reply Approvals::tell(const Leave& leave, bool yes, const Person& by, const std::string& note, const Moment& now) {
  const std::string span = book_.span(leave, now);
  const bool of_call = leave.roll_call != 0;
  const std::string granted = of_call       ? text::call_granted(span)
                              : leave.retro ? text::retro_granted(span)
                                            : text::granted(span);
  const std::string words = yes       ? granted + text::note_of(note)
                            : of_call ? text::call_refused(span, note)
                                      : text::refused(span, note, teacher_or_name(by));
  Reply reply;
  const auto to = [&](std::int64_t id, const std::string& told) {
    const auto person = book_.members().by_id(id);
    if (person && id != by.id && book_.members().reach(person->account) == Reach::friendly)
      reply.add(Whisper{*person, plain(told)});
  };
  to(leave.person, words);
  if (!yes) letters_.expect(leave, by, Letters::Why::refused, now);
  if (leave.by != leave.person) to(leave.by, text::of_another(yes, book_.line(leave, now, false), note));
  return reply;
}

Reply Approvals::tell_the_others(const Leave& leave, bool yes, const Person& by, const Moment& now) {
  const auto chain = book_.deciders(leave, now.utc);
  const auto told = std::min(chain.size(), static_cast<std::size_t>(std::max(leave.told, 0)));
  std::vector<Person> others(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(told));
  // Of what went on to the office, the counsellor who had agreed.
  if (leave.state == Leave::State::forwarded) {
    if (auto agreed = book_.members().by_id(leave.decided_by)) others.push_back(*std::move(agreed));
  }
  const std::string words = text::by_another(teacher_or_name(by), yes, book_.line(leave, now, false));
  Reply reply;
  for (const Person& other : others) {
    if (other.id != by.id) reply.add(Whisper{other, plain(words)});
  }
  return reply;
}

Reply Approvals::ask_on(std::int64_t id, const Moment& now) {
  const auto leave = book_.leaves().by_id(id);
  const bool open = leave && (leave->state == Leave::State::waiting || leave->state == Leave::State::forwarded);
  if (!open || (leave->to < now.day() && !leave->retro)) return {};
  if (auto next = book_.ask_next(*leave, now)) return std::move(*next);
  const auto by = book_.members().by_id(leave->by);
  return by ? Reply{}.add(Whisper{*by, plain(text::nobody_answers(id))}) : Reply{};
}

}  // namespace banwei::leave
