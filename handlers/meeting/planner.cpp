#include "handlers/meeting/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"
#include "handlers/meeting/meeting_intents.h"

namespace banwei::meeting {

namespace text {
namespace {

std::string which_time(const std::string& words) {
  return fmt::format("“{}”不是一个还没到的准确时间。写全一点，如：班会 今晚7点", words);
}
constexpr auto too_far = "会议最多定在60天以内";
constexpr auto wrong_lead = "提醒最多提前一天";
constexpr auto lead_is_over = "提前提醒的时间已经过了，写短一点再说一次";
constexpr auto which_class = "是哪个班？把班级写上再说一次，如：明天下午3点机电1901开会 到时点名";
std::string not_yours(const std::string& word) { return fmt::format("“{}”不在你名下，排不了会", word); }
std::string not_here(const std::string& word) { return fmt::format("“{}”的会请私聊我来排", word); }
std::string no_theme(std::int64_t id) { return fmt::format("你们班没有还没开的主题{}", id); }
std::string set(const std::string& time, const std::string& name, const std::string& details) {
  return fmt::format("{} {}{}", time, name, details);
}
std::string set_for(const std::string& klass, const std::string& words) {
  return fmt::format("已定：{} {}，到时在群里说", klass, words);
}
std::string none_to_move(const std::string& time, const std::string& name) {
  return fmt::format("还没有定过{}，没有能改的。要新定在{}吗？回“可以”就定，“不用”就算了", name, time);
}
std::string preview(const std::string& time, const std::string& title, const std::string& classes,
                    const std::string& details) {
  return fmt::format("{} {}：{}\n现在发通知{}。可以吗？回“可以”就办，“不用”就算了", time, title, classes, details);
}
std::string notice(const std::string& time, const std::string& title, const std::string& details) {
  return fmt::format("📅 {} {}{}", time, title, details);
}
std::string done(std::size_t count) { return fmt::format("已通知{}个班。不开了说“取消会议”", count); }
std::string without_group(const std::string& names) { return "\n没绑群、通知不到：" + names; }
constexpr auto dropped = "好的，不安排了";
constexpr auto too_late = "这个时间已经过了，请重新说一次";
std::string cancelled(const std::string& time, const std::string& name) {
  return fmt::format("{} {} 取消了", time, name);
}
std::string cancelled_all(std::size_t count) { return fmt::format("好的，{}个班的群里都说了取消", count); }
constexpr auto none_to_come = "还没有定好时间的会。班长说“今晚7点班会”就定下了";
constexpr auto nothing_planned = "没有你排的、还没开始的会";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days farthest{60};
constexpr std::chrono::hours preview_lasts{12};
constexpr std::chrono::minutes usual_lead{10};
constexpr std::chrono::minutes longest_lead{24 * 60};
constexpr std::size_t longest_said = 400;  // bytes

bool may_be_one(std::string_view text) {
  constexpr std::string_view signs = "会 主题 团课 讲座 培训";
  return text.size() <= longest_said && language::holds_one_of(text, signs);
}

/// 明晚7点开班会 is what people tell each other; the bot is asked where something shows that.
bool is_asked(const Order& order, bool addressed) {
  if (order.led && order.of_class() && order.whose.empty()) return true;
  if (order.of_class() && !order.where.empty()) return true;  // Where it is, is told to who comes.
  if (order.roll || (order.lead && (order.several || !order.whose.empty() || order.of_class()))) return true;
  if (addressed && order.of_class() && order.when.kind == When::Kind::once) return true;
  return addressed && (order.asked || order.led || order.themed || !order.whose.empty());
}

nlohmann::ordered_json fields_of(const Order& order) {
  auto json = nlohmann::ordered_json::object();
  if (order.theme != 0) json["theme"] = order.theme;
  if (!order.title.empty()) json["title"] = order.title;
  for (const Audience& one : order.whose) json["classes"].push_back(one.word);
  json.update(fields(order.when));
  if (!order.where.empty()) json["where"] = order.where;
  if (order.lead) json["lead"] = order.lead->count();
  if (order.roll) json["roll"] = *order.roll;
  return json;
}

std::optional<bool> meant_by(std::string_view said) {
  constexpr std::array<std::string_view, 9> yes{"可以", "确认", "发", "发吧", "就这样", "没问题", "办", "安排", "行"};
  constexpr std::array<std::string_view, 7> no{"不用", "不用了", "算了", "取消", "不发", "不办", "不安排"};
  const std::string folded = normalised(said);
  const std::string_view bare = trimmed(folded);
  if (std::find(yes.begin(), yes.end(), bare) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), bare) != no.end()) return false;
  return language::yes_or_no(bare);
}

}  // namespace

std::optional<Interpretation> Planner::hear(const Utterance& said, const Context& context) {
  if (!context.speaker.person || !may_be_one(said.text)) return std::nullopt;
  constexpr std::string_view take = "把";  // 把班会推迟到周五晚上七点
  const std::string words = said.text.starts_with(take) ? said.text.substr(take.size()) : said.text;
  auto order = read_order(words, context.sent.local, nameable_classes(members_, context));
  if (!order || !is_asked(*order, said.addressed)) return std::nullopt;
  // Of what asks for something, what it takes for a meeting is surer than a mere reminder.
  Interpretation heard{.intent = &intents::plan, .opened = context.sent.utc};
  heard.understood.fields = [order = *order] { return fields_of(order); };
  heard.understood.act = [this, order = std::move(*order)](const Context& call) { return plan(call, order); };
  return heard;
}

Reply Planner::plan(const Context& call, const Order& order) {
  const auto held = classes_of(members_, call, organizers);
  auto meant = named_of(held, order.whose);
  if (const Audience* one = names_none(order.whose, meant)) {
    const bool elsewhere = one->class_id != 0 && call.speaker.holds(organizers, one->class_id);
    return privately(call, elsewhere ? text::not_here(one->word) : text::not_yours(one->word));
  }
  if (meant.empty() && order.moves) meant = with_a_meeting(held, call.now.utc);
  if (meant.empty()) return privately(call, text::which_class);
  if (order.when.kind != When::Kind::once) return privately(call, text::which_time(order.time_words));
  const Utc begins = zone_.utc(order.when.at);
  if (begins <= call.now.utc) return privately(call, text::which_time(order.time_words));
  if (begins > call.now.utc + farthest) return privately(call, text::too_far);
  if (order.lead.value_or(usual_lead) > longest_lead) return privately(call, text::wrong_lead);
  if (order.lead && begins - *order.lead <= call.now.utc) return privately(call, text::lead_is_over);
  if (order.of_class() && meant.size() == 1) return set_own(call, order, meant.front(), begins);
  return preview(call, order, meant, begins);
}

/// 班会改到八点: the only class of them that has one to come.
std::vector<Class> Planner::with_a_meeting(std::vector<Class> classes, Utc now) const {
  std::erase_if(classes, [&](const Class& klass) {
    const auto all = meetings_.of_class(klass.id, now);
    return std::none_of(all.begin(), all.end(), [&](const Meeting& one) { return one.begins && *one.begins > now; });
  });
  return classes.size() == 1 ? classes : std::vector<Class>{};
}

/// 班会改到八点 of one on Thursday evening: that Thursday, in the evening.
Utc Planner::on_its_day(std::string_view words, Utc was, Utc wanted, Utc now) const {
  constexpr std::string_view days = "今 明 后 周 星期 礼拜 号 日 月 天 小时 分钟";
  constexpr std::chrono::hours half{12};
  if (language::holds_one_of(words, days)) return wanted;
  const Moment before = zone_.at(was);
  std::chrono::minutes at = std::chrono::floor<std::chrono::minutes>(zone_.at(wanted).time_of_day());
  if (at < half && before.time_of_day() >= half && !language::holds_one_of(words, "早 上午 晨")) at += half;
  const Utc begins = zone_.utc(before.day() + at);
  return begins > now ? begins : wanted;
}

Reply Planner::set_own(const Context& call, const Order& order, const Class& klass, Utc begins) {
  auto meeting = book_.to_set(klass.id, order.theme, call.now.utc);
  if (!meeting && order.theme != 0) return privately(call, text::no_theme(order.theme));
  if (!meeting && order.moves) return offer_new(call, order, klass, begins);
  if (!meeting) {
    meeting = Meeting{.class_id = klass.id, .title = order.title, .by = call.speaker.person->id, .said = call.sent.utc};
    meeting->id = meetings_.add(*meeting);
  }
  // 班会改到八点吧 says nothing of what else was settled: it stays.
  const bool moved = meeting->begins.has_value();
  if (moved && order.moves) begins = on_its_day(order.time_words, *meeting->begins, begins, call.now.utc);
  meeting->begins = begins;
  meeting->lead = order.lead.value_or(moved ? meeting->lead : usual_lead);
  if (*meeting->begins - meeting->lead <= call.now.utc) meeting->lead = {};
  meeting->roll = order.roll.value_or(moved ? meeting->roll : true);
  if (!order.where.empty()) meeting->number = order.where;
  book_.set(*meeting, call.now.utc);
  const std::string words = text::set(book_.time(begins, call.now), book_.name(*meeting), book_.details(*meeting));
  if (call.message.place == Place::group) return Reply{}.add(Say{plain(words)});
  return privately(call, text::set_for(klass.name, words));
}

/// 班会改到8点, and none is planned: whether it is to be a new one.
Reply Planner::offer_new(const Context& call, const Order& order, const Class& klass, Utc begins) {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "new",
                  .payload = to_payload({{"class", klass.id},
                                         {"room", call.message.room},
                                         {"words", words_of(call.message)},
                                         {"begins", begins.time_since_epoch().count()}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = std::min(call.now.utc + preview_lasts, begins)});
  const std::string words = text::none_to_move(book_.time(begins, call.now), order.title);
  return call.message.place == Place::group ? Reply{}.add(Say{plain(words)}) : privately(call, words);
}

Reply Planner::set_new(const Context& call, const storage::Question& question) {
  const auto payload = from_payload(question.payload);
  const auto klass = members_.class_by_id(payload.value("class", std::int64_t{0}));
  const Utc begins{std::chrono::seconds{payload.value("begins", std::int64_t{0})}};
  auto order = read_order(payload.value("words", ""), call.sent.local, nameable_classes(members_, call));
  if (!klass || !order || !call.speaker.holds(organizers, klass->id)) return {};
  if (begins <= call.now.utc) return privately(call, text::too_late);
  order->moves = false;
  return set_own(call, *order, *klass, begins);
}

Reply Planner::preview(const Context& call, const Order& order, const std::vector<Class>& classes, Utc begins) {
  const Meeting sketch{.title = order.title,
                       .number = order.where,
                       .begins = begins,
                       .lead = order.lead.value_or(std::chrono::minutes{0}),
                       .roll = order.roll.value_or(false)};
  auto ids = nlohmann::json::array();
  std::vector<std::string> names;
  for (const Class& klass : classes) {
    ids.push_back(klass.id);
    names.push_back(klass.name);
  }
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "plan",
                  .payload = to_payload({{"classes", ids},
                                         {"room", call.message.room},
                                         {"title", sketch.title},
                                         {"where", sketch.number},
                                         {"begins", begins.time_since_epoch().count()},
                                         {"lead", sketch.lead.count()},
                                         {"roll", sketch.roll}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = std::min(call.now.utc + preview_lasts, begins)});
  const std::string words = text::preview(book_.time(begins, call.now), sketch.title,
                                          wording::first_names(names, "个班"), book_.details(sketch));
  return call.message.place == Place::group ? Reply{}.add(Say{plain(words)}) : privately(call, words);
}

std::optional<Interpretation> Planner::hear_answer(const Utterance& said, const Context& context) {
  if (!context.speaker.person) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question || (question->kind != "plan" && question->kind != "new")) return std::nullopt;
  const auto yes = meant_by(said.text);
  const auto payload = from_payload(question->payload);
  if (!yes || !payload.is_object() || payload.value("room", "") != context.message.room) return std::nullopt;
  Interpretation heard{.intent = &intents::answer, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [yes = *yes] { return nlohmann::ordered_json{{"yes", yes}}; };
  heard.understood.act = [this, question = *question, yes = *yes](const Context& call) {
    return decide(call, question, yes);
  };
  return heard;
}

Reply Planner::decide(const Context& call, const storage::Question& question, bool yes) {
  const Person& self = *call.speaker.person;
  questions_.close(self.id, feature, call.now.utc);
  const auto answer = [&](const std::string& words) {
    return call.message.place == Place::group ? Reply{}.add(Say{plain(words)}) : privately(call, words);
  };
  if (!yes) return answer(text::dropped);
  if (question.kind == "new") return set_new(call, question);
  const auto payload = from_payload(question.payload);
  const Utc begins{std::chrono::seconds{payload.value("begins", std::int64_t{0})}};
  if (begins <= call.now.utc) return answer(text::too_late);
  Reply reply;
  std::size_t count = 0;
  std::vector<std::string> mute;
  for (const std::int64_t id : payload.value("classes", std::vector<std::int64_t>{})) {
    const auto klass = members_.class_by_id(id);
    if (!klass || !call.speaker.holds(organizers, id)) continue;
    Meeting meeting{.class_id = id,
                    .title = payload.value("title", ""),
                    .number = payload.value("where", ""),
                    .by = self.id,
                    .said = call.sent.utc,
                    .begins = begins,
                    .lead = std::chrono::minutes{payload.value("lead", 0)},
                    .roll = payload.value("roll", false)};
    meeting.id = meetings_.add(meeting);
    book_.set(meeting, call.now.utc);
    if (klass->group.empty()) {
      mute.push_back(klass->name);
      continue;
    }
    ++count;
    reply.add(Post{klass->group,
                   plain(text::notice(book_.time(begins, call.now), meeting.title, book_.details(meeting))),
                   storage::Priority::answer, "", begins});
  }
  if (call.message.place == Place::direct) {
    const std::string missed = mute.empty() ? "" : text::without_group(wording::first_names(mute, "个班"));
    reply.join(privately(call, text::done(count) + missed));
  }
  return reply;
}

Reply Planner::tell_next(const Context& call) {
  const auto classes = classes_of(members_, call, everyone);
  std::string lines;
  for (const Class& klass : classes) {
    for (const Meeting& one : meetings_.of_class(klass.id, call.now.utc)) {
      if (!one.begins || *one.begins <= call.now.utc) continue;
      lines += (lines.empty() ? "" : "\n") + (classes.size() > 1 ? klass.name + " " : "") +
               text::set(book_.time(*one.begins, call.now), book_.name(one), book_.details(one));
      break;
    }
  }
  return Reply{}.add(Say{plain(lines.empty() ? text::none_to_come : lines)});
}

/// The next that the speaker has planned, in all the classes that it was planned for; in a group the class's.
Reply Planner::cancel(const Context& call) {
  const Person& self = *call.speaker.person;
  std::vector<Meeting> meant;
  for (const Class& klass : classes_of(members_, call, organizers)) {
    for (Meeting& one : meetings_.of_class(klass.id, call.now.utc)) {
      const bool mine = one.by == self.id || call.message.place == Place::group;
      if (one.begins && *one.begins > call.now.utc && mine) meant.push_back(std::move(one));
    }
  }
  if (meant.empty()) return privately(call, text::nothing_planned);
  const auto next = *std::min_element(meant.begin(), meant.end(),
                                      [](const Meeting& a, const Meeting& b) { return a.begins < b.begins; });
  std::erase_if(meant, [&](const Meeting& one) { return one.begins != next.begins || one.said != next.said; });
  Reply reply;
  for (const Meeting& one : meant) {
    const std::string words = text::cancelled(book_.time(*one.begins, call.now), book_.name(one));
    if (one.theme != 0) {  // The class still owes it.
      Meeting open = one;
      open.begins.reset();
      book_.cancel(one, call.now.utc);
      meetings_.add(open);
    } else {
      book_.cancel(one, call.now.utc);
    }
    const auto klass = members_.class_by_id(one.class_id);
    if (klass && !klass->group.empty()) reply.add(Post{klass->group, plain(words), storage::Priority::answer});
  }
  if (call.message.place == Place::direct) reply.join(privately(call, text::cancelled_all(meant.size())));
  return reply;
}

}  // namespace banwei::meeting
