#include "handlers/ledger/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/args.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"
#include "handlers/ledger/ledger_brief.h"

namespace banwei::ledger {

namespace text {
namespace {

constexpr auto name = "台账";
constexpr auto abnormal = "异常";
constexpr auto later = "补充";
constexpr auto job = "学院台账";
std::string to_office(const std::string& brief, const std::string& missing) {
  return "📎 学院台账（文件这就来）\n" + brief + (missing.empty() ? "" : "\n未报：" + missing);
}
std::string missing(const std::string& klass, const std::string& names) { return klass + " " + names; }
std::string more(std::int64_t count) { return fmt::format(" 等{}人", count); }
std::string since(std::size_t supplements, std::int64_t reported, std::int64_t missing) {
  return fmt::format("\n之后补充{}条：现在已报{} 未报{}", supplements, reported, missing);
}
std::string supplement(const storage::Supplement& one, const std::string& klass, const std::string& name,
                       const std::string& at) {
  return fmt::format("补充{}：{} {} {} {}", one.number, klass, name, at, change_word(one));
}
std::string heading(Day day) { return fmt::format("📎 {} 台账的补充", wording::month_day(day)); }
std::string others(std::size_t count) { return fmt::format("还有{}条，说“台账”看补充表", count); }
constexpr auto supplements = "台账的补充";
constexpr auto health_of_it = "里改为发热、有症状的记录";
std::string class_line(const std::string& klass, const LedgerClass& counts) {
  return fmt::format("{} 在册{} 应报{} 已报{} 未报{} 迟报{} 免报{} 正常{} 发热{} 有症状{} {}", klass, counts.roster,
                     counts.roster - counts.exempt, counts.reported, counts.missing, counts.late, counts.exempt,
                     counts.normal, counts.fever, counts.symptoms, state_word(counts));
}
std::string whole(const std::string& hash, std::size_t supplements) {
  return fmt::format("快照 {} 核对过，补充{}条", hash, supplements);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_names = 12;
constexpr std::size_t most_supplements = 10;  // in one message
constexpr std::chrono::minutes look_every{20};
constexpr std::size_t classes_a_turn = 8;   // A class takes a millisecond or two, a turn at most fifty.
constexpr std::chrono::days looked_for{2};  // after the ledger's day has begun; yesterday's is told late, too
constexpr std::chrono::hours long_after{3 *
                                        24};  // As far back as the scheduler looks: a day without us has a ledger, too.

constexpr std::chrono::hours evening{22};  // Nobody in the office is told of changes between these.
constexpr std::chrono::hours morning{7};

}  // namespace

std::vector<Command> CollegeLedger::commands() {
  using W = language::Word;
  using language::Slot;
  constexpr auto around = W::now | W::of | W::there_is | W::asking | W::see | W::hand | W::take | W::give | W::me |
                          W::one | W::again | W::send | W::resend | W::done | W::our_class | W::everyone |
                          W::several_classes | W::result | W::can | W::people | W::list | language::feature_words::part;
  std::vector<Command> all{{.kind = "temp_stat",
                            .words = {"全院情况", "学院情况", "全院进度", "全院体温", "全院报了多少", "全院报了多少了",
                                      "全院报得怎么样", "全院报得怎么样了"},
                            .help = "全院今天报得怎么样，八行数字（只给你看）",
                            .example = "全院情况",
                            .who = {Role::office, Role::leader},
                            .cost = 2,
                            .run = takes(maybe(past_day())).then(this, &CollegeLedger::college)}};
  for (Export& sort : exports()) {
    const bool whole = sort.name == text::name;
    const bool apart = sort.name == text::abnormal;
    Command command = export_command(members_, std::move(sort));
    command.run.slots = {Slot::day, Slot::klass};
    if (whole) {
      command.forms = {{.needs = {W::ledger, W::now, W::hand}, .may = around},
                       {.needs = {W::ledger}, .may = around, .addressed = true},
                       {.needs = {W::ledger, W::hand | W::now | W::several_classes}, .may = around}};
    } else if (apart) {
      command.forms = {{.needs = {W::unwell, W::list, W::hand}, .may = around},
                       {.needs = {W::unwell, W::of, W::hand}, .may = around | W::still, .addressed = true}};
    }
    all.push_back(std::move(command));
  }
  return all;
}

std::vector<Export> CollegeLedger::exports() {
  const auto note = [this](const storage::Access& access, std::span<const std::int64_t> about) {
    accesses_.add(access, about);
  };
  return {{.what = "ledger",
           .name = text::name,
           .words = {"台账"},
           .example = "导出台账",
           .help = "当天的台账：各班人数、状态，自己的班一人一行（只给你看）",
           .who = teachers,
           .usual = Export::Usual::today,
           .draw = [this](const Extract& asked) { return sheets_.ledger(asked); },
           .note = note},
          {.what = "abnormal",
           .name = text::abnormal,
           .words = {"导出异常名单", "导出异常表"},
           .example = "导出异常",
           .help = "发热、有症状和未报的名单，另成一个文件",
           .who = teachers,
           .usual = Export::Usual::today,
           .draw = [this](const Extract& asked) { return sheets_.abnormal(asked); },
           .note = note},
          {.what = "ledger",
           .name = text::later,
           .words = {"补充表", "导出补充表", "补充表有吗", "有补充吗"},
           .example = "导出补充",
           .help = "台账定稿以后变了什么，按编号",
           .who = teachers,
           .usual = Export::Usual::today,
           .draw = [this](const Extract& asked) { return sheets_.supplements(asked); },
           .note = note}};
}

std::vector<ScheduledJob> CollegeLedger::jobs(Day day) {
  if (!settings_.at) return {};
  return {{.key = "take",
           .name = text::job,
           .at = *settings_.at,
           .catch_up = long_after,
           .run = [this, day](const Moment& now) { return take(day, now); }}};
}

std::vector<TimerKind> CollegeLedger::timers() {
  return {{"look", [this](const Topic& topic, const storage::Timer& timer, const Moment& now) {
             return look(Day{std::chrono::days{topic.id}}, timer, now);
           }}};
}

std::vector<Retention> CollegeLedger::retention() {
  return {{.of = kept_supplements,
           .forget = [this](const Moment& before, int most) { return ledgers_.forget(before.day(), most); },
           .name = text::supplements,
           .count = [this](const Person& who, const Moment&) { return ledgers_.count_of(who.id); },
           .goes = text::health_of_it,
           .erase = [this](const Person& who, const Moment&) { return ledgers_.blank(who.id); }}};
}

/// Nobody has to answer where no class has a group: there is no ledger.
Reply CollegeLedger::take(Day day, const Moment& now) {
  const auto classes = members_.classes();
  const bool asked = std::any_of(classes.begin(), classes.end(), [](const Class& one) { return !one.group.empty(); });
  if (!asked || ledgers_.of_day(day)) return {};
  const storage::Ledger ledger = book_.take(day, now.utc);
  audit_.add({.at = now.utc, .verb = "ledger.take", .details = iso(day) + " " + ledger.hash});
  look_later(day, now);

  Reply reply;
  const std::string brief = brief_of(ledger);
  const auto whisper = [&](const Person& to, std::string words) {
    reply.add(
        Whisper{.to = to, .content = plain(std::move(words)), .priority = storage::Priority::notice, .discreet = true});
  };
  for (const Person& one : members_.holders(Role::office, 0, now.utc)) {
    whisper(one, text::to_office(brief, missing_names(ledger)));
    const Speaker reader{one, members_.grants(one, now.utc)};
    for (const Export& sort : exports()) {
      if (sort.name == text::later) continue;  // There is none yet.
      Answered answer = draw(sort, {.days = DaySpan{day, day}}, reader, classes, now, classes.size() * 100);
      if (!answer.drawn) continue;
      sort.note({.reader = one.id, .what = "export", .at = now.utc}, answer.drawn->about);
      hand_over(reply, one, *std::move(answer.drawn));
    }
  }
  for (const Person& one : members_.holders(Role::leader, 0, now.utc)) whisper(one, brief);
  book_.let_go();
  return reply;
}

void CollegeLedger::look_later(Day day, const Moment& now) {
  const bool late = now.time_of_day() >= evening;
  const Utc next = late ? zone_.utc(now.day() + std::chrono::days{1} + morning) : now.utc + look_every;
  schedule_.set_timer(title(), Topic{.kind = "look", .id = day.time_since_epoch().count()}.text(), next, "");
}

/// A few classes a turn; after the last of them what was found in all of them is told.
Reply CollegeLedger::look(Day day, const storage::Timer& timer, const Moment& now) {
  const auto ledger = ledgers_.of_day(day);
  if (!ledger) return {};
  const auto payload = from_payload(timer.payload);
  const std::int64_t after = payload.is_object() ? payload.value("after", std::int64_t{0}) : 0;
  const std::int64_t told = payload.is_object() ? payload.value("told", std::int64_t{0})
                                                : static_cast<std::int64_t>(book_.supplements(*ledger).size());
  if (const auto last = book_.note_changes(*ledger, after, classes_a_turn, now.utc)) {
    schedule_.set_timer(title(), timer.key, now.utc, to_payload({{"after", *last}, {"told", told}}));
    return {};
  }
  auto changes = book_.supplements(*ledger);
  std::erase_if(changes, [&](const storage::Supplement& one) { return one.number <= told; });
  if (now.day() - day < looked_for) {
    look_later(day, now);
  } else {
    ledgers_.forget_standings(ledger->id);
  }
  if (changes.empty()) return {};
  std::string words = text::heading(day);
  for (std::size_t i = 0; i < std::min(changes.size(), most_supplements); ++i) {
    const auto klass = members_.class_by_id(changes[i].class_id);
    const auto person = members_.by_id(changes[i].person);
    if (!klass || !person) continue;
    words += "\n" + text::supplement(changes[i], klass->name, wording::name_in(*person, members_.students(klass->id)),
                                     wording::hour_minute(zone_.at(changes[i].at).time_of_day()));
  }
  if (changes.size() > most_supplements) words += "\n" + text::others(changes.size() - most_supplements);
  Reply reply;
  for (const Person& one : members_.holders(Role::office, 0, now.utc)) {
    reply.add(Whisper{.to = one, .content = plain(words), .priority = storage::Priority::notice, .discreet = true});
  }
  return reply;
}

Reply CollegeLedger::college(const Context& call, std::optional<Day> asked) {
  const Day day = asked.value_or(call.sent.day());
  const storage::Ledger ledger = book_.of_day(day, call.now.utc);
  std::string words = brief_of(ledger);
  if (const auto later = book_.supplements(ledger); ledger.id != 0 && !later.empty()) {
    LedgerClass sum = sum_of(ledger.classes);
    for (const storage::Supplement& one : later) {
      sum.reported += (reported(one.is) ? 1 : 0) - (reported(one.was) ? 1 : 0);
      sum.missing += (one.is == Standing::missing ? 1 : 0) - (one.was == Standing::missing ? 1 : 0);
    }
    words += text::since(later.size(), sum.reported, sum.missing);
  }
  return privately(call, words);
}

std::optional<DayFigures::Told> CollegeLedger::figures(Day day) const {
  const auto ledger = ledgers_.of_day(day);
  if (!ledger) return std::nullopt;
  std::string words = brief_of(*ledger);
  for (const Class& klass : members_.classes()) {
    const auto counts = std::find_if(ledger->classes.begin(), ledger->classes.end(),
                                     [&](const LedgerClass& one) { return one.class_id == klass.id; });
    if (counts != ledger->classes.end()) words += "\n" + text::class_line(klass.name, *counts);
  }
  const bool intact = hash_of(*ledger) == ledger->hash;
  if (intact) words += "\n" + text::whole(ledger->hash, book_.supplements(*ledger).size());
  return Told{std::move(words), intact};
}

std::string CollegeLedger::brief_of(const storage::Ledger& ledger) const {
  const auto classes = members_.classes();
  return brief(ledger, classes, zone_.at(ledger.taken),
               {.uncalled = uncalled_of(ledger, alerts_),
                .attendance = attendance_.attendance(classes, ledger.day - std::chrono::days{1}),
                .to_know = to_know(ledger, classes, alerts_, findings_)});
}

std::string CollegeLedger::missing_names(const storage::Ledger& ledger) const {
  std::string words;
  std::size_t named = 0;
  const std::int64_t all = sum_of(ledger.classes).missing;
  for (const Class& klass : members_.classes()) {
    if (named >= most_names) break;
    std::vector<Person> missing;
    for (StudentDay& student : book_.students_in(ledger, klass).all) {
      if (student.standing == Standing::missing && named < most_names && ++named > 0)
        missing.push_back(std::move(student.person));
    }
    if (missing.empty()) continue;
    const auto names = names_of(missing, members_.students(klass.id));
    words += (words.empty() ? "" : "，") + text::missing(klass.name, fmt::format("{}", fmt::join(names, " ")));
  }
  return static_cast<std::int64_t>(named) < all ? words + text::more(all) : words;
}

}  // namespace banwei::ledger
