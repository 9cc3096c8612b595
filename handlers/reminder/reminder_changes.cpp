#include "handlers/reminder/reminder_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/reminder/reminder_answer_grammar.h"
#include "handlers/reminder/reminder_intents.h"

namespace banwei::reminder {

namespace text {
namespace {

constexpr auto nothing_set = "没有设好的提醒。要设就说“明早8点提醒我交表”";
constexpr auto too_long = "提醒的话最多200字，请写短一点再发";
std::string none_with(std::int64_t id) { return fmt::format("你这里没有编号{}的提醒。“我的提醒”看编号", id); }
std::string which_one(std::string_view lines) {
  return fmt::format("改哪一个？说编号，如“提醒7改到明早9点”：\n{}", lines);
}
std::string which_to_cancel(std::string_view lines) {
  return fmt::format("取消哪一个？说编号，如“取消提醒7”：\n{}", lines);
}
std::string change_to_what(std::string_view line, std::int64_t id) {
  return fmt::format("提醒{}\n要改成什么时候？说“提醒{}改到明早9点”或“提醒{}推迟一小时”", line, id, id);
}
std::string cancelled(std::size_t count, std::string_view lines) {
  return fmt::format("已取消{}个提醒：\n{}", count, lines);
}
std::string left(std::string_view ids) { return fmt::format("\n没有编号{}的提醒", ids); }
constexpr auto no_such = "没有这样的提醒。“我的提醒”看编号";

/// 12月1日到12月3日
std::string days_from(Day first, int days) {
  const auto day = [](Day one) {
    const std::chrono::year_month_day date{one};
    return fmt::format("{}月{}日", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  };
  return days == 1 ? day(first) : day(first) + "到" + day(first + std::chrono::days{days - 1});
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_characters = 200;
constexpr std::size_t most_words = 300;  // In bytes, of a time.
constexpr std::size_t most_lines = 12;

/// 挪到三点 of what is on Friday means Friday, and the afternoon of what is in the afternoon.
std::string on_its_day(const std::string& when, std::chrono::local_seconds was) {
  constexpr std::array<std::string_view, 8> parts{"上午", "下午", "早上", "晚上", "中午", "傍晚", "凌晨", "早"};
  constexpr std::chrono::hours noon{12};
  const std::string folded = normalised(when);
  // 改成周日 keeps its hour.
  const auto day_alone = understand_when(when, was);
  if (day_alone && day_alone->kind == When::Kind::ask && day_alone->ask == When::Open::hm) {
    const auto of_day = std::chrono::hh_mm_ss{was - std::chrono::floor<std::chrono::days>(was)};
    return fmt::format("{}{:02}:{:02}", when, of_day.hours().count(), of_day.minutes().count());
  }
  const auto hour = numeral_at(folded, 0);
  const bool clock =
      hour && (folded.substr(hour->length).starts_with("点") || folded.substr(hour->length).starts_with(":"));
  const bool part = std::any_of(parts.begin(), parts.end(), [&](auto word) { return folded.starts_with(word); });
  if (!clock && !part) return when;
  const Day day = std::chrono::floor<std::chrono::days>(was);
  const std::chrono::year_month_day date{day};
  const bool afternoon = clock && hour->value < 12 && was - day >= noon;
  return fmt::format("{}年{}月{}日{}{}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), afternoon ? "下午" : "", when);
}

/// 挪到九点 of 每天晚上七点 is every evening at nine: the new time stands behind what says how often.
/// 9点 of what is said at 20:00 every day is 21:00.
std::string as_often(const std::string& words, const std::string& when, std::chrono::local_seconds now) {
  constexpr std::chrono::hours noon{12};
  const auto alone = understand_when(when, now);
  const auto old = understand_when(words, now);
  const auto daily = understand_when("每天" + when, now);
  const bool bare = daily && daily->hm.size() == 1 && daily->hm.front() < noon && !when.starts_with("下午") &&
                    !language::holds_one_of(when, "上午 早 晨 : ：");
  if (bare && old && old->hm.size() == 1 && old->hm.front() >= noon) return as_often(words, "下午" + when, now);
  if (!alone || alone->kind != When::Kind::once) return when;
  const auto repeats = [](const When& read) { return read.kind != When::Kind::once && read.kind != When::Kind::ask; };
  if (auto both = led_by(words, when, now, repeats)) return *both;
  return when;
}

nlohmann::ordered_json fields_of(const Cancelling& cancelling) {
  auto fields = nlohmann::ordered_json::object();
  if (cancelling.all) fields["all"] = true;
  if (cancelling.ids.size() == 1) fields["id"] = cancelling.ids.front();
  if (cancelling.ids.size() > 1) fields["ids"] = cancelling.ids;
  if (cancelling.place > 0) fields["place"] = cancelling.place;
  return fields;
}

nlohmann::ordered_json fields_of(const Edit& change) {
  constexpr std::chrono::minutes none{0};
  auto fields = nlohmann::ordered_json::object();
  if (change.id) fields["id"] = *change.id;
  if (change.place > 0) fields["place"] = change.place;
  if (!change.when.empty()) fields["when"] = change.when;
  if (change.delay != none) fields["delay_min"] = change.delay.count();
  if (!change.text.empty()) fields["text"] = change.text;
  if (!change.except.empty()) fields["except"] = change.except;
  if (change.pause > 0) fields["pause_days"] = change.pause;
  if (!change.id && change.place == 0) fields["missing"].push_back("id");
  if (change.when.empty() && change.text.empty() && change.except.empty() && change.pause == 0 && change.delay == none)
    fields["missing"].push_back("when");
  return fields;
}

}  // namespace

std::optional<Interpretation> Changes::listen(const Utterance& said, const Context& context) {
  const bool addressed = said.addressed || said.text.starts_with('/') || said.text.starts_with('#');
  std::string_view words = said.text;
  if (!said.addressed && addressed) words.remove_prefix(1);
  Interpretation heard;
  auto cancelling = understand_cancelling(words);
  auto change = understand_edit(words, context.sent.local);
  if (change && !change->except.empty()) cancelling.reset();  // 周末不用提醒
  if (cancelling && resolve(*cancelling, context, addressed)) {
    heard.intent = &intents::remind_del;
    if (cancelling->place > 0) heard.claim = Claim::answer;  // Else a command would read a number of ours.
    heard.understood.fields = [cancelling = *cancelling] { return fields_of(cancelling); };
    heard.understood.act = [this, cancelling = *cancelling](const Context& call) { return cancel(call, cancelling); };
    return heard;
  }
  if (!change || (!change->id && !addressed)) return std::nullopt;
  if (!change->about.empty()) {
    const auto meant = lists_.about(context, change->about);
    if (meant.empty() && !change->named) return std::nullopt;
    if (meant.size() == 1) change->id = meant.front().id;
  }
  if (change->last) {
    const auto one = lists_.last_set(context, !change->except.empty());
    if (!one) return std::nullopt;
    change->id = one->id;
  }
  heard.intent = &intents::remind_edit;
  heard.understood.fields = [change = *change] { return fields_of(change); };
  heard.understood.act = [this, change = *change](const Context& call) { return edit(call, change); };
  return heard;
}

bool Changes::resolve(Cancelling& cancelling, const Context& context, bool addressed) const {
  const bool pointed = !cancelling.about.empty() || cancelling.any || cancelling.last || cancelling.place > 0;
  if (!pointed || !addressed) return !pointed;
  const auto take = [&](const storage::Reminder& one) { cancelling.ids.push_back(one.id); };
  if (cancelling.last) {
    const auto one = lists_.last_set(context);
    if (one) take(*one);
    return one.has_value();
  }
  const auto known = lists_.known_to(context);
  // 第一个 says nothing of reminders: it counts where there are some.
  if (cancelling.place > 0) return !known.empty();
  const auto meant =
      cancelling.about.empty() ? std::vector<storage::Reminder>{} : lists_.about(context, cancelling.about);
  if (meant.size() == 1 || (cancelling.all && !meant.empty())) std::for_each(meant.begin(), meant.end(), take);
  if (!cancelling.about.empty()) cancelling.all = false;  // 吃药的全部不要了: all of those.
  if (meant.empty() && cancelling.any) {  // 药吃完了，不用提醒了, where no reminder tells of a medicine
    cancelling.about.clear();
    if (known.size() == 1) take(known.front());
    return !known.empty() || cancelling.named;
  }
  cancelling.any = false;
  return !meant.empty() || cancelling.named;
}

std::string Changes::lines_of(const std::vector<storage::Reminder>& some, const Moment& now) const {
  std::string lines;
  for (std::size_t i = 0; i < std::min(some.size(), most_lines); ++i)
    lines += (i > 0 ? "\n" : "") + lists_.line_of(some[i], now);
  return lines;
}

Reply Changes::edit(const Context& call, const Edit& edit) {
  const auto known = lists_.known_to(call);
  if (!edit.id && known.empty()) return tell(call, false, text::nothing_set);
  const auto meant = edit.about.empty() ? known : lists_.about(call, edit.about);
  if (!edit.about.empty() && meant.empty()) return tell(call, false, text::no_such);
  if (!edit.id && edit.place == 0 && known.size() > 1)
    return tell(call, false, text::which_one(lines_of(meant, call.now)));
  const auto place = static_cast<std::size_t>(std::max(edit.place, 1)) - 1;
  const auto found = edit.id                ? lists_.one_of(call, *edit.id)
                     : place < known.size() ? std::optional(known[place])
                                            : std::nullopt;
  if (!found) return tell(call, false, edit.id ? text::none_with(*edit.id) : text::no_such);
  storage::Reminder draft = *found;
  if (!edit.text.empty()) {
    if (code_points(edit.text) > most_characters) return tell(call, false, text::too_long);
    draft.text = edit.text;
  } else if (!edit.except.empty()) {
    draft.words += "，" + edit.except + "除外";
  } else if (edit.pause > 0 && draft.next && book_.meaning(draft).kind != When::Kind::once) {
    draft.words += fmt::format("，{}除外", text::days_from(book_.moment(*draft.next).day(), edit.pause));
  } else if (!edit.when.empty()) {
    const bool once = book_.meaning(draft).kind == When::Kind::once;
    draft.words = once && draft.next ? on_its_day(edit.when, book_.moment(*draft.next).local)
                                     : as_often(draft.words, edit.when, call.now.local);
    draft.said = call.message.sent;
  } else if (edit.delay == std::chrono::minutes{0}) {
    return tell(call, false, text::change_to_what(lists_.line_of(draft, call.now), draft.id));
  } else if (book_.meaning(draft).kind == When::Kind::once) {
    draft.words = exact_words(book_.moment(*draft.next).local + edit.delay);
    draft.said = call.message.sent;
  } else {
    const auto minutes = edit.delay.count();
    draft.words += fmt::format("，{}{}分钟", minutes > 0 ? "推迟" : "提前", minutes > 0 ? minutes : -minutes);
  }
  if (draft.words.size() > most_words) return tell(call, false, text::too_long);
  const When when = book_.meaning(draft);
  return when.kind == When::Kind::ask ? questions_.ask(call, draft, when) : keeping_.keep(call, std::move(draft));
}

Reply Changes::cancel(const Context& call, const Cancelling& cancelling) {
  const auto known = lists_.known_to(call);
  if (cancelling.any && known.empty()) return tell(call, false, text::nothing_set);
  if (cancelling.any && cancelling.ids.empty())
    return tell(call, false, text::which_to_cancel(lines_of(known, call.now)));
  if (!cancelling.about.empty() && cancelling.ids.empty()) {
    const auto meant = lists_.about(call, cancelling.about);
    return tell(call, false, meant.empty() ? text::no_such : text::which_to_cancel(lines_of(meant, call.now)));
  }
  std::vector<storage::Reminder> ending;
  std::string unknown;
  if (cancelling.all) {
    // In a group the whole of it is what its own class has; in private what is one's own.
    const bool in_group =
        call.message.place == Place::group && call.klass && call.speaker.holds(in_charge, call.klass->id);
    for (const storage::Reminder& one : known) {
      if (in_group ? one.class_id == call.klass->id : one.owner == call.speaker.person->id) ending.push_back(one);
    }
  } else if (cancelling.place > 0) {
    const auto place = static_cast<std::size_t>(cancelling.place);
    if (place <= known.size()) ending.push_back(known[place - 1]);
  }
  for (const std::int64_t id : cancelling.ids) {
    if (const auto one = lists_.one_of(call, id)) {
      ending.push_back(*one);
    } else {
      unknown += (unknown.empty() ? "" : "、") + std::to_string(id);
    }
  }
  if (ending.empty()) return tell(call, false, text::no_such);
  std::string lines;
  bool all_of_this_group = true;
  for (std::size_t i = 0; i < ending.size(); ++i) {
    lists_.end(ending[i], call.now);
    if (i < most_lines) lines += (i > 0 ? "\n" : "") + lists_.line_of(ending[i], call.now);
    all_of_this_group = all_of_this_group && call.klass && ending[i].class_id == call.klass->id &&
                        ending[i].audience != storage::Audience::people;
  }
  return tell(call, all_of_this_group,
              text::cancelled(ending.size(), lines) + (unknown.empty() ? "" : text::left(unknown)));
}

}  // namespace banwei::reminder
