#include "handlers/exporting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/days.h"
#include "handlers/language/eat.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace text {
namespace {

constexpr auto no_classes = "你名下还没有班级";
std::string nothing(const std::string& name, std::int64_t number) {
  return number > 0 ? fmt::format("没有你能导出的{}{}", name, number) : fmt::format("没有可以导出的{}", name);
}
std::string which(const std::string& name) { return fmt::format("导出哪一条？写上编号，如“导出{}12”", name); }
std::string too_long(int days) { return fmt::format("一次最多导出{}天，请把时间写短一点", days); }
std::string too_many(std::size_t rows, std::size_t most) {
  return fmt::format("有{}行，一次最多{}行。请写上班级或年级分几次要，全院的请管理员用命令行导出", rows, most);
}
std::string made(const Drawn& drawn) {
  return fmt::format("📎 {}，{}行{}，这就发给你。只给你看，别转到群里", drawn.sheet.title, drawn.sheet.rows.size(),
                     drawn.pages.empty() ? "" : fmt::format("，后面{}个班各一页", drawn.pages.size()));
}
std::string mark(const std::string& name, const Moment& now) {
  const std::chrono::year_month_day date{now.day()};
  return fmt::format("导出：{} {}-{:02}-{:02} {} · 仅供本人工作使用，请勿外传", name, static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     wording::hour_minute(now.time_of_day()));
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_rows = 1'000;  // of what is drawn within a turn

void skip(std::string_view& text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : {" ", ",", "、", "的"}) {
      if (!text.starts_with(word)) continue;
      text.remove_prefix(word.size());
      again = true;
    }
  }
}

/// 12, 12号; 0 when there is none.
std::int64_t eat_number(std::string_view& text) {
  constexpr std::size_t most_digits = 9;
  std::size_t digits = 0;
  while (digits < text.size() && digits < most_digits && is_digit(text[digits])) ++digits;
  const auto value = number(text.substr(0, digits));
  text.remove_prefix(digits);
  (void)eat(text, "号");
  return value;
}

std::optional<Day> eat_day(std::string_view& text, Day today) {
  constexpr std::size_t written = 10;  // 2020-03-11
  if (const auto day = day_from_iso(text.substr(0, written))) {
    text.remove_prefix(written);
    return day;
  }
  const auto match = language::day_at(text, 0, today);
  if (!match) return std::nullopt;
  text.remove_prefix(match->length);
  return match->day;
}

DaySpan usual_days(Export::Usual usual, Day today) {
  switch (usual) {
    case Export::Usual::week:
      return {monday_of(today), today};
    case Export::Usual::month:
      return {today - (std::chrono::year_month_day{today}.day() - std::chrono::day{1}), today};
    case Export::Usual::none:
    case Export::Usual::today:
      break;
  }
  return {today, today};
}

nlohmann::ordered_json rendered(const ExportOrder& order) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  if (order.number > 0) fields["id"] = order.number;
  if (order.whose.size() == 1 && order.whose.front().kind == Audience::Kind::klass)
    fields["class"] = order.whose.front().word;
  if (order.days) {
    fields[order.days->from == order.days->to ? "day" : "from"] = iso(order.days->from);
    if (order.days->from != order.days->to) fields["to"] = iso(order.days->to);
  }
  return fields;
}

Reply hand_over(const Context& call, const Export& sort, const ExportOrder& order, std::span<const Class> classes) {
  Answered answer = draw(sort, order, call.speaker, classes, call.now, most_rows);
  if (!answer.drawn) return privately(call, answer.why_not);
  const Person& self = *call.speaker.person;
  if (sort.note)
    sort.note({.reader = self.id, .what = "export", .message = call.message.id, .at = call.now.utc},
              answer.drawn->about);
  const bool file = order.form != HandOver::Form::words && call.can.file;
  Reply reply;
  if (file && call.message.place == Place::direct) reply.add(Say{plain(text::made(*answer.drawn))});
  hand_over(reply, self, *std::move(answer.drawn), order.form);
  return reply;
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const DaySpan& days) {
  json = iso(days.from);
  if (days.from != days.to) json = {iso(days.from), iso(days.to)};
}

std::optional<DaySpan> eat_days(std::string_view& text, Day today) {
  std::string_view rest = text;
  const auto span = language::span_at(text, 0, today);
  const auto first = eat_day(rest, today);
  if (first && (!span || span->length <= text.size() - rest.size())) {
    text = rest;
    skip(rest);
    if (!eat_one_of(rest, {"到", "至", "-", "~"})) return DaySpan{*first, *first};
    skip(rest);
    const auto last = eat_day(rest, today);
    if (!last || *last < *first) return DaySpan{*first, *first};
    text = rest;
    return DaySpan{*first, *last};
  }
  if (!span) return std::nullopt;
  text.remove_prefix(span->length);
  return DaySpan{span->from, span->to};
}

Arg<DaySpan> days_named() {
  auto read = [](std::string_view& text, const Context& context) { return eat_days(text, context.sent.day()); };
  return {"今天|本周|上周", "days", read, true, language::Slot::span};
}

std::string in_words(const DaySpan& days) {
  if (days.from == days.to) return wording::month_day(days.from);
  return wording::month_day(days.from) + "-" + wording::month_day(days.to);
}

std::optional<ExportOrder> Export::order(std::string_view text, std::span<const Class> classes, Day today) const {
  using Form = HandOver::Form;
  constexpr std::array<std::pair<std::string_view, Form>, 6> forms{{{"文字", Form::words},
                                                                    {"csv", Form::csv},
                                                                    {"xlsx", Form::workbook},
                                                                    {"excel", Form::workbook},
                                                                    {"表格", Form::workbook},
                                                                    {"文件", Form::workbook}}};
  ExportOrder order;
  skip(text);
  if (numbered) order.number = eat_number(text);
  for (skip(text); !text.empty(); skip(text)) {
    const auto form =
        std::find_if(forms.begin(), forms.end(), [&](const auto& each) { return text.starts_with(each.first); });
    if (form != forms.end()) {
      text.remove_prefix(form->first.size());
      order.form = form->second;
      continue;
    }
    if (!order.days) {
      if (const auto days = eat_days(text, today)) {
        order.days = days;
        continue;
      }
    }
    const std::string_view word = text.substr(0, text.find_first_of(" ,"));
    const auto whose = audiences_in(word.ends_with("的") ? word.substr(0, word.size() - 3) : word, classes);
    if (whose.empty()) return std::nullopt;
    order.whose.insert(order.whose.end(), whose.begin(), whose.end());
    text.remove_prefix(word.size());
  }
  return order;
}

Answered draw(const Export& sort, const ExportOrder& order, const Speaker& reader, std::span<const Class> classes,
              const Moment& now, std::size_t most_rows) {
  Extract extract{.reader = reader, .number = order.number, .now = now};
  if (order.form == HandOver::Form::workbook) extract.most_rows = most_rows;
  for (const Class& klass : classes) {
    const bool meant = order.whose.empty() || std::any_of(order.whose.begin(), order.whose.end(),
                                                          [&](const Audience& one) { return one.takes(klass); });
    if (meant && reader.holds(sort.who, klass.id)) extract.classes.push_back(klass);
  }
  if (extract.classes.empty())
    return {.why_not = order.whose.empty() ? text::no_classes : not_your_class(order.whose.front().word)};
  if (sort.numbered && order.number == 0) return {.why_not = text::which(sort.name)};
  extract.days = order.days.value_or(usual_days(sort.usual, now.day()));
  if ((extract.days.to - extract.days.from).count() >= sort.most_days)
    return {.why_not = text::too_long(sort.most_days)};
  auto drawn = sort.draw(extract);
  if (!drawn || drawn->sheet.rows.empty()) return {.why_not = text::nothing(sort.name, order.number)};
  if (drawn->sheet.rows.size() > most_rows) return {.why_not = text::too_many(drawn->sheet.rows.size(), most_rows)};
  drawn->sheet.mark = text::mark(reader.person ? reader.person->name : "", now);
  for (Sheet& page : drawn->pages) {
    page.name = drawn->sheet.name;
    page.mark = drawn->sheet.mark;
  }
  return {.drawn = std::move(drawn)};
}

void hand_over(Reply& reply, const Person& to, Drawn drawn, HandOver::Form form) {
  reply.add(HandOver{to, std::move(drawn.sheet), form});
  for (Sheet& page : drawn.pages) reply.add(HandOver{to, std::move(page), form});
}

std::vector<Sheet::Column> people_columns() {
  return {{"序号", 5}, {"年级", 6}, {"专业", 16}, {"班级", 12}, {"学号", 13}, {"姓名", 10}};
}

std::vector<Cell> people_cells(std::size_t place, const Class& klass, const Person& person) {
  return {Cell::of(place), klass.grade, klass.major, klass.name, person.number, person.name};
}

std::string export_mark(const std::string& name, const Moment& now) { return text::mark(name, now); }

std::string scope_of(std::span<const Class> classes) {
  return classes.size() == 1 ? classes.front().name : fmt::format("{}个班", classes.size());
}

std::string short_date(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{}/{}", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void remark(std::string& remarks, std::string_view what) {
  if (!remarks.empty()) remarks += "；";
  remarks += what;
}

Command export_command(const storage::Members& members, Export sort) {
  const auto kept = std::make_shared<const Export>(std::move(sort));
  Grammar grammar;
  grammar.usage = kept->numbered ? "编号 [班级]" : "[时间] [班级]";
  grammar.takes_nothing = false;
  grammar.typed = true;
  grammar.parse = [&members, kept](std::string_view rest, const Context& context) -> std::optional<Understood> {
    const auto classes = std::make_shared<const std::vector<Class>>(members.classes());
    const auto order = kept->order(rest, *classes, context.sent.day());
    if (!order) return std::nullopt;
    Understood understood;
    understood.fields = [order = *order] { return rendered(order); };
    understood.act = [kept, classes, order = *order](const Context& call) {
      return hand_over(call, *kept, order, *classes);
    };
    return understood;
  };
  // 把本周体温导出来发给我, 考勤表来一份: what it is about stands in its name.
  using W = language::Word;
  constexpr auto around = W::take | W::of | W::give | W::me | W::one | W::list | W::our_class | W::now | W::can |
                          W::hand | W::send | W::everyone | W::see;
  constexpr auto of_a_thing = W::record | W::result | W::begin | W::change;
  // Of notices alone those are asked for who have done something; 考勤表我导出来了 asks for nothing.
  constexpr auto of_a_notice = W::receipt | W::confirm | W::done;
  constexpr auto subjects = W::temperature | W::notice | W::attendance | W::leave | W::excused;
  const language::Words named = language::cut(kept->name, {}, Day{}).words;
  const language::Words about = named & subjects;
  grammar.slots = {language::Slot::span, language::Slot::klass};
  if (kept->numbered) grammar.slots.push_back(language::Slot::number);
  std::vector<language::Form> forms;
  if (!about.empty()) {
    const auto may = around | of_a_thing | about | (about.has(W::notice) ? of_a_notice : language::Words{});
    // A list of it that is to be handed over is a table, not the lines that a look at it gives.
    forms = {{.needs = {W::hand, about}, .may = may, .addressed = true},
             {.needs = {W::hand, about, W::list}, .may = may, .addressed = true}};
    // 把回执导成表给我
    if (about.has(W::notice)) {
      forms.push_back({.needs = {W::hand, W::receipt, W::list}, .may = may, .addressed = true});
      // 把回复情况导出来
      forms.push_back({.needs = {W::hand, W::receipt}, .may = may, .addressed = true});
      // 通知12的回执表
      forms.push_back({.needs = {W::receipt, W::list}, .may = may, .addressed = true, .pointed = true});
    }
  } else if (named.has(language::feature_words::supplement)) {
    // 有没有补充
    forms = {{.needs = {language::feature_words::supplement},
              .may = around | W::asking | W::there_is | W::what | W::done | W::now | W::ledger | W::list,
              .addressed = true,
              .except = {"补充", "补充的"}}};
  } else if (named.has(W::list)) {
    // A list of nothing else is that of the class: 导出一份班级名单.
    forms = {{.needs = {W::hand, W::list}, .may = around, .addressed = true}};
  }
  std::vector<std::string> words{"导出" + kept->name, "导出 " + kept->name, "导出*" + kept->name,
                                 "把*" + kept->name + "导出来"};
  words.insert(words.end(), kept->words.begin(), kept->words.end());
  return {.kind = "export",
          .words = std::move(words),
          .forms = std::move(forms),
          .means = {{"what", kept->what}},
          .help = kept->help,
          .example = kept->example,
          .who = kept->who,
          .cost = 3,
          .run = std::move(grammar)};
}

}  // namespace banwei
