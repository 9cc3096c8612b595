#include "handlers/reminder/reminder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/mentions.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"
#include "handlers/reminder/reminder_rules.h"

namespace banwei::reminder {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

constexpr auto how_to =
    "这样说就行：“明早8点提醒我交表”“每天10:"
    "30提醒没报体温的同学”“工作日8点提醒大家上课”。看已设的说“我的提醒”，不要了说“取消提醒7”";
constexpr auto time_examples = "如 明早8点、半小时后";
constexpr auto only_you = "\n在群里提醒大家要班委或老师来设";
constexpr auto staff_only = "提醒班里同学要班委或老师来设。给自己设就说“明早8点提醒我……”";
constexpr auto name_the_class = "请写明是哪个班，如“每天10:30提醒机电1901没报体温的同学”";
constexpr auto befriend = "请先加我好友，到点我才能私聊你";
constexpr auto too_long = "提醒的话最多200字，请写短一点再发";
constexpr auto too_often_here = "群里的提醒至少隔30分钟一次，请把时间放宽一点";
constexpr auto over = "这个时间已经过了，请换一个时间再说，如 明早8点提醒我交表";
constexpr auto nothing_set = "没有设好的提醒。要设就说“明早8点提醒我交表”";
constexpr auto dropped = "好，不设了";

std::string not_bound(std::string_view klass) { return fmt::format("{}还没有绑定班级群，到点没法在群里说", klass); }
std::string full(std::string_view whose, std::size_t most) {
  return fmt::format("{}已经有{}个提醒了，先取消一个再设。“我的提醒”看编号", whose, most);
}
std::string none_with(std::int64_t id) { return fmt::format("你这里没有编号{}的提醒。“我的提醒”看编号", id); }
std::string cancelled(const std::string& line) { return fmt::format("已取消提醒{}", line); }
std::string listed(std::size_t count, const std::string& lines, std::size_t more) {
  return fmt::format("提醒{}个：\n{}{}\n取消说“取消提醒”加编号", count, lines,
                     more > 0 ? fmt::format("\n还有{}个更晚的", more) : "");
}

std::string in_quotes(std::string_view words) { return words.empty() ? "" : fmt::format("“{}”", words); }

std::string whom(const storage::Reminder& reminder, std::string_view place) {
  if (reminder.audience == Audience::self) return "提醒你" + in_quotes(reminder.text);
  std::string words(place);
  words +=
      reminder.audience == Audience::group ? "提醒大家" : fmt::format("只提醒没{}的同学", awaited_act(reminder.awaits));
  return words + in_quotes(reminder.text);
}
/// `next` is empty for what happens once.
std::string kept(std::string_view when, std::string_view next, std::string_view whom, std::int64_t id,
                 std::string_view notes) {
  const std::string what =
      next.empty() ? fmt::format("{}{}", when, whom) : fmt::format("{}，{}，下次{}", when, whom, next);
  return fmt::format("好，{}。编号{}，取消说“取消提醒{}”{}", what, id, id, notes);
}
std::string waits_for(std::string_view morning) { return fmt::format("\n夜里不打扰大家，{}再说", morning); }
std::string waits_till_morning(std::string_view from, std::string_view until) {
  return fmt::format("\n{}到{}之间的不打扰大家，{}再说", from, until, until);
}
std::string no_holidays(int year) { return fmt::format("\n{}年的放假安排还没录入，先按周一至周五算", year); }
std::string enter_holidays(int year) {
  return fmt::format(
      "{}年放假安排还没录入，元旦起“工作日”提醒将按周一至周五算。请把放假安排写进校历文件（配置的 [college] calendar）",
      year);
}

std::string which_half(std::string_view day, std::string_view early, std::string_view late) {
  return fmt::format("{}早上{}还是晚上{}？", day, early, late);
}
std::string which_half_of(std::string_view words) { return fmt::format("“{}”是早上还是晚上？", words); }
std::string is_it(std::string_view why, std::string_view guess) {
  return fmt::format("{}是{}吗？是的话回“是”，不是就回一个时间", why, guess);
}
std::string when_then(std::string_view why) { return fmt::format("{}请回一个准确的时间，{}", why, time_examples); }

std::string to_self(std::string_view words, std::string_view due) {
  return fmt::format("⏰ {}{}（晚点再说就回“稍后10分钟”）", due, words.empty() ? "你定的时间到了" : words);
}
std::string to_group(std::string_view words, std::string_view due) {
  return fmt::format("⏰ {}{}", due, words.empty() ? "定好的时间到了" : words);
}
std::string still_missing(std::size_t count, std::string_view act, std::string_view words) {
  return fmt::format("还差{}位没{}，{}", count, act, words.empty() ? "忘了的现在补一下就行" : words);
}
std::string was_due(std::string_view at) { return fmt::format("（{}的提醒）", at); }
std::string missed(std::string_view at, std::string_view words) {
  return fmt::format("{}的提醒{}错过了，那时我没在线", at, in_quotes(words));
}
std::string nobody_waits(std::int64_t id, std::string_view act) {
  return fmt::format("提醒{}到点时没有在等“{}”的事，所以没有出声。时间不对就“取消提醒{}”再设一个", id, act, id);
}

constexpr std::array<std::string_view, 8> weekdays{"", "周一", "周二", "周三", "周四", "周五", "周六", "周日"};

/// "明天(3/12 周四)"
std::string day_words(Day day, Day today) {
  const std::chrono::year_month_day date{day};
  const auto dated = fmt::format("{}/{} {}", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 weekdays.at(std::chrono::weekday{day}.iso_encoding()));
  const auto ahead = (day - today).count();
  if (ahead < 0 || ahead > 2) return dated;
  constexpr std::array<std::string_view, 3> near{"今天", "明天", "后天"};
  return fmt::format("{}({})", near.at(static_cast<std::size_t>(ahead)), dated);
}

std::string question(const When& open, std::string_view words, local_seconds now) {
  using Open = When::Open;
  if (open.ask == Open::ampm && open.guess) {
    const Day day = floor<days>(*open.guess);
    const auto early = *open.guess - day;
    const auto clock = std::chrono::floor<std::chrono::minutes>(early);
    const auto plain = fmt::format("{}:{:02}", clock.count() / 60, clock.count() % 60);
    return which_half(day_words(day, floor<days>(now)), plain, wording::hour_minute(early + std::chrono::hours{12}));
  }
  if (open.ask == Open::ampm) return which_half_of(words);
  const std::string why = [&]() -> std::string {
    if (words.empty()) return "什么时候提醒？";
    switch (open.ask) {
      case Open::past:
        return fmt::format("“{}”已经过了。", words);
      case Open::invalid:
        return fmt::format("没有“{}”这个时间。", words);
      case Open::conflict:
        return fmt::format("“{}”前后对不上。", words);
      case Open::range:
        return fmt::format("“{}”不止一个时间。", words);
      case Open::too_often:
        return fmt::format("“{}”太密了。", words);
      case Open::date:
        return fmt::format("“{}”是哪一天？", words);
      case Open::hm:
        return fmt::format("“{}”几点？", words);
      default:
        return fmt::format("“{}”是什么时候？", words);
    }
  }();
  return open.guess ? is_it(why, in_words(*open.guess, now)) : when_then(why);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_of_owner = 20;
constexpr std::size_t most_of_class = 20;
constexpr std::size_t most_characters = 200;
constexpr std::size_t most_lines = 10;
constexpr std::size_t longest_message = 4000;  // bytes
constexpr std::size_t most_coming = 12;
constexpr std::chrono::minutes question_open{30};
constexpr std::chrono::hours just_came{2};
constexpr std::chrono::minutes on_time{2};
constexpr days kept_when_over{40};
constexpr Roles may_speak_for_class = cadres | teachers;
constexpr Roles anybody = everyone | Roles{Role::keeper};
constexpr std::string_view about_reminder = "reminder/";

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

/// The number of a reminder: 7, 7号, #7.
Arg<std::int64_t> reminder_number() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::int64_t> {
    std::string_view rest = text;
    if (rest.starts_with("#")) rest.remove_prefix(1);
    constexpr std::size_t most_digits = 9;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < most_digits && is_digit(rest[digits])) ++digits;
    const auto value = number(rest.substr(0, digits));
    if (!value) return std::nullopt;
    rest.remove_prefix(digits);
    constexpr std::string_view unit = "号";
    if (rest.starts_with(unit)) rest.remove_prefix(unit.size());
    text = rest;
    return value;
  };
  return {"编号", "id", read};
}

/// The words of a message as they were written.
std::string words_of(const Message& message) {
  std::string words;
  for (const Part& part : message.content) {
    if (part.kind == Part::Kind::text) words += part.value;
  }
  return words;
}

/// In private where it was said in private; in a group the caller is told privately, or all are when it concerns them.
Reply tell(const Call& call, bool everybody, std::string words) {
  return everybody ? Reply{}.add(Say{plain(std::move(words))}) : privately(call, std::move(words));
}

std::string payload_of(const storage::Reminder& draft, const std::string& room) {
  return nlohmann::json{{"class", draft.class_id},
                        {"audience", static_cast<int>(draft.audience)},
                        {"awaits", draft.awaits},
                        {"words", draft.words},
                        {"said", draft.said.time_since_epoch().count()},
                        {"text", draft.text},
                        {"room", room}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

storage::Reminder draft_of(const nlohmann::json& payload, std::int64_t owner) {
  return {.owner = owner,
          .class_id = payload.value("class", std::int64_t{0}),
          .audience = static_cast<Audience>(std::clamp(payload.value("audience", 0), 0, 2)),
          .awaits = payload.value("awaits", ""),
          .words = payload.value("words", ""),
          .said = Utc{std::chrono::seconds{payload.value("said", std::int64_t{0})}},
          .text = payload.value("text", "")};
}

std::string key_of(local_seconds occurrence) {
  const Day day = floor<days>(occurrence);
  return iso(day) + "T" + wording::hour_minute(occurrence - day);
}

}  // namespace

Reminder::Reminder(storage::Members& members, storage::Reminders& reminders, storage::Questions& questions,
                   storage::Schedule& schedule, const Zone& zone, const Calendar& calendar,
                   const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet)
    : members_(members),
      reminders_(reminders),
      questions_(questions),
      schedule_(schedule),
      zone_(zone),
      calendar_(calendar),
      features_(features),
      quiet_(quiet) {}

std::vector<Command> Reminder::commands() {
  // A request in a group is heard by the listener, which knows talk from a request; here it is the one with a word.
  Grammar grammar;
  grammar.parse = [this](std::string_view rest, const Context& context) -> std::optional<Understood> {
    if (rest.empty()) {
      Understood how;
      how.fields = [] { return nlohmann::ordered_json::object(); };
      how.act = [](const Call& call) { return tell(call, false, text::how_to); };
      return how;
    }
    auto request = understand("提醒" + std::string(rest), context.sent.local, {});
    return request ? std::optional(understood(std::move(*request))) : std::nullopt;
  };
  return {
      {.kind = "remind_new",
       .words = {"提醒", "设置提醒", "新建提醒", "添加提醒", "定时提醒"},
       .help = "到点提醒你或全班，如 明早8点提醒我交表",
       .example = "提醒我明早8点交表",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = grammar},
      {.kind = "remind_list",
       .words = {"我的提醒", "提醒列表", "有哪些提醒", "定时任务", "查看提醒", "看提醒", "所有提醒", "提醒有哪些"},
       .help = "看设好的提醒和编号",
       .example = "我的提醒",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(this, &Reminder::list)},
      {.kind = "remind_del",
       .words = {"取消提醒", "删除提醒", "删掉提醒", "关闭提醒", "取消*号提醒", "删除*号提醒", "提醒*不要了",
                 "提醒*取消", "*号提醒不要了"},
       .help = "取消一个提醒",
       .example = "取消提醒7",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes(maybe(reminder_number())).then(this, &Reminder::cancel)},
      {.kind = "calendar",
       .words = {"校历", "放假安排", "补班安排", "节假日安排"},
       .help = "看今年的放假和补班",
       .example = "校历",
       .who = anybody,
       .scope = Scope::anywhere,
       .run = takes().then(this, &Reminder::show_calendar)},
      {.kind = "remind_answer", .who = anybody, .scope = Scope::anywhere, .price = 0},
      {.kind = "remind_snooze", .who = anybody, .scope = Scope::anywhere, .price = 0},
  };
}

// --- hearing ------------------------------------------------------------------------------------------------------

Understood Reminder::understood(Request request) {
  Understood meant;
  meant.kind = "remind_new";
  meant.fields = [request] {
    nlohmann::ordered_json fields{{"when", request.when}, {"text", request.text}};
    if (request.to == To::missing) fields["missing"] = request.awaits;
    if (!request.klass.empty()) fields["class"] = request.klass;
    return fields;
  };
  meant.act = [this, request = std::move(request)](const Call& call) {
    // A command's words come folded; what is passed on is taken from the message itself.
    std::vector<std::string> names;
    for (const Class& klass : members_.classes()) names.push_back(klass.name);
    return create(call, reminder::understand(words_of(call.message), call.sent.local, names).value_or(request));
  };
  return meant;
}

std::optional<Heard> Reminder::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  if (auto answer = hear_answer(said, context)) return answer;
  if (auto snooze = hear_snooze(said, context)) return snooze;
  if (said.text.find("提醒") == std::string::npos && said.text.find("叫我") == std::string::npos) return std::nullopt;

  const bool addressed = said.addressed || said.text.front() == '/' || said.text.front() == '#';
  if (!addressed && !said.mentioned.empty()) return std::nullopt;  // it was said to somebody else
  std::vector<std::string> names;
  for (const Class& klass : members_.classes()) names.push_back(klass.name);
  auto request = understand(said.text, context.sent.local, names);
  if (!request || (!addressed && like_talk(*request))) return std::nullopt;
  return Heard{.understood = understood(std::move(*request)), .claim = Claim::other, .opened = {}};
}

std::optional<Heard> Reminder::hear_answer(const Utterance& said, const Context& context) {
  constexpr std::size_t longest_answer = 90;
  if (said.text.size() > longest_answer) return std::nullopt;
  const Person& self = *context.speaker.person;
  const auto question = questions_.open(self.id, title(), context.now.utc);
  if (!question) return std::nullopt;
  const auto payload = nlohmann::json::parse(question->payload, nullptr, false);
  if (!payload.is_object()) return std::nullopt;
  if (context.message.place == Place::group && payload.value("room", "") != context.message.room) return std::nullopt;
  const storage::Reminder draft = draft_of(payload, self.id);
  const local_seconds asked_at = zone_.at(draft.said).local;
  const When asked = understand_when(draft.words, asked_at).value_or(When{});
  const auto answer = understand_answer(said.text, draft.words, asked, asked_at, context.sent.local);
  if (!answer) return std::nullopt;

  Heard heard;
  heard.claim = Claim::answer;
  heard.opened = question->asked;
  heard.understood.kind = "remind_answer";
  heard.understood.fields = [answer] { return nlohmann::ordered_json{{"when", answer->words}}; };
  heard.understood.act = [this, draft, answer, asked](const Call& call) {
    return this->answer(call, draft, *answer, asked);
  };
  return heard;
}

std::optional<Heard> Reminder::hear_snooze(const Utterance& said, const Context& context) {
  constexpr std::size_t longest_snooze = 90;
  const bool quoting = said.about.starts_with(about_reminder);
  if (said.text.size() > longest_snooze || (!quoting && context.message.place == Place::group)) return std::nullopt;
  const auto at = understand_snooze(said.text, context.sent.local, quoting);
  if (!at || *at <= context.sent.local) return std::nullopt;
  const auto id = quoting ? number(std::string_view(said.about).substr(about_reminder.size())) : std::nullopt;
  const auto reminder =
      id ? reminders_.by_id(*id) : reminders_.last_to_self(context.speaker.person->id, context.now.utc - just_came);
  if (!reminder) return std::nullopt;

  Heard heard;
  heard.claim = quoting ? Claim::quoted : Claim::answer;
  heard.opened = reminder->fired.value_or(Utc{});
  heard.understood.kind = "remind_snooze";
  heard.understood.fields = [at] { return nlohmann::ordered_json{{"at", key_of(*at)}}; };
  heard.understood.act = [this, reminder, at](const Call& call) { return snooze(call, *reminder, *at); };
  return heard;
}

// --- setting ------------------------------------------------------------------------------------------------------

std::optional<std::string> Reminder::aim(const Call& call, const Request& request, storage::Reminder& draft) const {
  const auto for_class = [&](const Class& klass) -> std::optional<std::string> {
    if (klass.group.empty()) return text::not_bound(klass.name);
    draft.class_id = klass.id;
    return std::nullopt;
  };
  draft.audience = request.to == To::missing ? Audience::missing : Audience::group;
  draft.awaits = request.awaits;
  if (!request.klass.empty()) {
    const auto klass = members_.class_by_name(request.klass);
    if (!klass || !call.speaker.holds(may_speak_for_class, klass->id)) return text::staff_only;
    return for_class(*klass);
  }
  const bool in_group = call.message.place == Place::group;
  const bool for_self = request.to == To::self || (request.to == To::unsaid && !in_group);
  if (!for_self && in_group && call.speaker.holds(may_speak_for_class, call.klass->id)) return for_class(*call.klass);
  if (!for_self && !in_group) {
    const auto own = own_classes(call.speaker.grants);
    if (own.size() == 1) return for_class(own.front());
    if (!own.empty()) return std::nullopt;
    if (call.speaker.holds(may_speak_for_class, 0)) return text::name_the_class;
  }
  if (request.to == To::missing) return text::staff_only;
  draft.audience = Audience::self;
  return std::nullopt;
}

Reply Reminder::create(const Call& call, const Request& request) {
  storage::Reminder draft{
      .owner = call.speaker.person->id, .words = request.when, .said = call.message.sent, .text = request.text};
  if (const auto refusal = aim(call, request, draft)) return tell(call, false, *refusal);
  if (code_points(draft.text) > most_characters) return tell(call, false, text::too_long);
  if (request.meaning.kind == When::Kind::ask) return ask(call, draft, request.meaning);
  const bool wanted_all = request.to == To::everyone && draft.audience == Audience::self;
  return keep(call, std::move(draft), wanted_all ? text::only_you : "");
}

Reply Reminder::ask(const Call& call, const storage::Reminder& draft, const When& open) {
  questions_.ask({.person = draft.owner,
                  .feature = std::string(title()),
                  .kind = std::string(to_string(open.ask)),
                  .payload = payload_of(draft, call.message.room),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return tell(call, draft.audience != Audience::self, text::question(open, draft.words, call.sent.local));
}

Reply Reminder::answer(const Call& call, storage::Reminder draft, const Answer& answer, const When& asked) {
  questions_.close(draft.owner, title(), call.now.utc);
  if (answer.kind == Answer::Kind::no) return tell(call, draft.audience != Audience::self, text::dropped);
  if (answer.kind == Answer::Kind::yes) draft.words = exact_words(*asked.guess);
  if (answer.kind == Answer::Kind::when) draft.words = answer.words;
  if (answer.whole || answer.kind == Answer::Kind::yes) draft.said = call.message.sent;
  const When when = meaning(draft);
  return when.kind == When::Kind::ask ? ask(call, draft, when) : keep(call, std::move(draft));
}

Reply Reminder::keep(const Call& call, storage::Reminder draft, std::string notes) {
  const bool everybody = draft.audience != Audience::self;
  const When when = meaning(draft);
  const auto first = next_after(when, zone_.at(draft.said).local, calendar_);
  if (!first) return tell(call, false, text::over);
  if (!everybody && members_.reach(call.message.user) != Reach::friendly) return tell(call, false, text::befriend);
  if (everybody && when.kind != When::Kind::once && too_often_for_group(when))
    return tell(call, false, text::too_often_here);
  if (reminders_.of_owner(draft.owner).size() >= most_of_owner)
    return tell(call, false, text::full("你", most_of_owner));
  if (draft.class_id != 0 && reminders_.of_class(draft.class_id).size() >= most_of_class)
    return tell(call, false, text::full("这个班", most_of_class));

  reminders_.purge(call.now.utc - kept_when_over);
  draft.next = zone_.utc(*first);
  draft.id = reminders_.add(draft);
  set_timer(draft);

  const local_seconds now = call.sent.local;
  const bool once = when.kind == When::Kind::once;
  if (const auto quiet = quiet_for(draft)) {
    const auto morning = spoken_at(*first, quiet);
    if (once && morning != *first) notes += text::waits_for(in_words(morning, now));
    if (!once && std::any_of(when.hm.begin(), when.hm.end(), [&](auto at) { return quiet->at(at); }))
      notes += text::waits_till_morning(wording::hour_minute(quiet->from), wording::hour_minute(quiet->until));
  }
  if (const auto year = unknown_year(when, *first, calendar_)) notes += text::no_holidays(static_cast<int>(*year));
  std::string place;
  const bool here = call.message.place == Place::group && call.klass && call.klass->id == draft.class_id;
  if (everybody && !here) {
    const auto klass = members_.class_by_id(draft.class_id);
    place = klass ? "在" + klass->name + "群里" : "在你的每个班群里";
  }
  return tell(
      call, everybody,
      text::kept(in_words(when, now), once ? "" : in_words(*first, now), text::whom(draft, place), draft.id, notes));
}

Reply Reminder::snooze(const Call& call, const storage::Reminder& reminder, local_seconds at) {
  storage::Reminder again{
      .owner = call.speaker.person->id, .words = exact_words(at), .said = call.message.sent, .text = reminder.text};
  if (reminder.audience != Audience::self && call.klass && call.message.place == Place::group &&
      call.speaker.holds(may_speak_for_class, call.klass->id)) {
    again.class_id = call.klass->id;
    again.audience = reminder.audience;
    again.awaits = reminder.awaits;
  } else if (reminder.audience == Audience::missing && again.text.empty()) {
    again.text = std::string(awaited_act(reminder.awaits));
  }
  return keep(call, std::move(again));
}

// --- speaking -----------------------------------------------------------------------------------------------------

Reply Reminder::wake(const storage::Timer& timer, const Moment& now) {
  const auto id = number(timer.key);
  const auto reminder = id ? reminders_.by_id(*id) : std::nullopt;
  if (!reminder || !reminder->next) return {};
  const auto owner = members_.by_id(reminder->owner);
  if (!owner || !may_still(*reminder, *owner, now.utc)) {
    reminders_.set_next(reminder->id, std::nullopt, now.utc);
    return {};
  }
  const auto quiet = quiet_for(*reminder);
  const Due due = reminder::due(meaning(*reminder), zone_.at(*reminder->next).local, now.local, quiet, calendar_);
  storage::Reminder later = *reminder;
  later.next = due.next ? std::optional(zone_.utc(*due.next)) : std::nullopt;
  reminders_.set_next(later.id, later.next, now.utc);
  if (later.next) set_timer(later);

  const auto claim = [&](local_seconds occurrence, bool missed) {
    return schedule_.claim({.job = fmt::format("{}{}", about_reminder, reminder->id),
                            .key = key_of(occurrence),
                            .name = fmt::format("提醒{}", reminder->id),
                            .due = zone_.utc(spoken_at(occurrence, quiet))},
                           now.utc, missed);
  };
  for (const local_seconds occurrence : due.missed) claim(occurrence, true);
  if (due.too_late && claim(*due.too_late, true)) {
    const Day day = floor<days>(*due.too_late);
    const bool yesterday = now.day() - day == days{1};
    const std::string at =
        yesterday ? "昨天" + wording::hour_minute(*due.too_late - day) : in_words(*due.too_late, now.local);
    const std::string words = reminder->text.empty() && reminder->audience == Audience::missing
                                  ? "没" + std::string(awaited_act(reminder->awaits)) + "的"
                                  : reminder->text;
    return Reply{}.add(Whisper{*owner, plain(text::missed(at, words))});
  }
  if (due.speaks && claim(*due.speaks, false)) return speak(*reminder, *owner, *due.speaks, now);
  return {};
}

Reply Reminder::speak(const storage::Reminder& reminder, const Person& owner, local_seconds occurrence,
                      const Moment& now) {
  Reply reply;
  const std::string about = fmt::format("{}{}", about_reminder, reminder.id);
  const bool late = now.local - spoken_at(occurrence, quiet_for(reminder)) > on_time;
  const std::string due = late ? text::was_due(wording::hour_minute(occurrence - floor<days>(occurrence))) : "";
  reminders_.mark_fired(reminder.id, now.utc);
  if (reminder.audience == Audience::self) {
    return reply.add(Whisper{owner, plain(text::to_self(reminder.text, due)), storage::Priority::answer, about});
  }
  const auto classes = classes_of(reminder, owner, now.utc);
  if (reminder.audience == Audience::group) {
    for (const Class& klass : classes)
      reply.add(Post{klass.group, plain(text::to_group(reminder.text, due)), storage::Priority::notice, about});
    return reply;
  }
  const auto feature = std::find_if(features_.begin(), features_.end(),
                                    [&](const auto& one) { return one->title() == reminder.awaits; });
  bool waited_for = false;
  for (const Class& klass : classes) {
    const auto missing = feature == features_.end() ? std::nullopt : (*feature)->missing(klass, now);
    waited_for = waited_for || missing;
    if (!missing || missing->empty()) continue;
    for (Content& content :
         calling(*missing, text::still_missing(missing->size(), awaited_act(reminder.awaits), reminder.text)))
      reply.add(Post{klass.group, std::move(content), storage::Priority::notice, about});
  }
  // A time at which nobody waits for it any more, 体温 after its deadline, is told to the owner once.
  if (!waited_for && !late && schedule_.claim({.job = about + "/idle", .key = "told", .due = now.utc}, now.utc))
    reply.add(Whisper{owner, plain(text::nobody_waits(reminder.id, awaited_act(reminder.awaits)))});
  return reply;
}

bool Reminder::may_still(const storage::Reminder& reminder, const Person& owner, Utc now) const {
  if (reminder.audience == Audience::self) return !owner.account.empty();
  return !classes_of(reminder, owner, now).empty();
}

std::vector<Class> Reminder::own_classes(const std::vector<Grant>& grants) const {
  std::vector<Class> classes;
  for (const Grant& grant : grants) {
    if (grant.class_id == 0 || !may_speak_for_class.has(grant.role)) continue;
    const auto klass = members_.class_by_id(grant.class_id);
    const bool known =
        std::any_of(classes.begin(), classes.end(), [&](const Class& other) { return other.id == grant.class_id; });
    if (klass && !known) classes.push_back(*klass);
  }
  return classes;
}

std::vector<Class> Reminder::classes_of(const storage::Reminder& reminder, const Person& owner, Utc now) const {
  const Speaker speaker{owner, members_.grants(owner, now)};
  std::vector<Class> classes;
  if (reminder.class_id == 0) {
    classes = own_classes(speaker.grants);
  } else if (speaker.holds(may_speak_for_class, reminder.class_id)) {
    if (auto klass = members_.class_by_id(reminder.class_id)) classes.push_back(std::move(*klass));
  }
  std::erase_if(classes, [](const Class& klass) { return klass.group.empty(); });
  return classes;
}

std::vector<Act> Reminder::acts(Day day) {
  const std::chrono::year_month_day date{day};
  const auto year = date.year() + std::chrono::years{1};
  if (date.month() != std::chrono::December || calendar_.knows(year)) return {};
  const std::string key = std::to_string(static_cast<int>(year));
  if (schedule_.claimed("reminder/holidays", key)) return {};
  return {
      {.key = "holidays",
       .name = "校历",
       .at = std::chrono::hours{9},
       .catch_up = std::chrono::hours{14},
       .run = [this, key, year](const Moment& now) {
         Reply reply;
         schedule_.claim({.job = "reminder/holidays", .key = key, .due = now.utc}, now.utc);
         for (const Person& keeper : members_.holders(Role::keeper, 0, now.utc))
           reply.add(Whisper{keeper, plain(text::enter_holidays(static_cast<int>(year))), storage::Priority::notice});
         return reply;
       }}};
}

// --- showing ------------------------------------------------------------------------------------------------------

std::vector<storage::Reminder> Reminder::known_to(const Call& call) const {
  auto known = reminders_.of_owner(call.speaker.person->id);
  for (const Class& klass : own_classes(call.speaker.grants)) {
    for (storage::Reminder& reminder : reminders_.of_class(klass.id)) {
      if (reminder.owner != call.speaker.person->id) known.push_back(std::move(reminder));
    }
  }
  std::stable_sort(known.begin(), known.end(), [](const auto& a, const auto& b) { return a.next < b.next; });
  return known;
}

std::string Reminder::line_of(const storage::Reminder& reminder, const Moment& now) const {
  const When when = meaning(reminder);
  std::string line = fmt::format("{} {}", reminder.id, in_words(when, now.local));
  if (reminder.audience != Audience::self) {
    const auto klass = members_.class_by_id(reminder.class_id);
    line += " " + (klass ? klass->name : "各班");
    line += reminder.audience == Audience::missing ? "没" + std::string(awaited_act(reminder.awaits)) + "的" : "全班";
  }
  constexpr std::size_t most_of_text = 12;
  if (!reminder.text.empty()) line += " " + wording::head(reminder.text, most_of_text);
  return line;
}

std::string Reminder::next_of(const storage::Reminder& reminder, const Moment& now) const {
  if (meaning(reminder).kind == When::Kind::once) return {};
  return "，下次" + in_words(zone_.at(*reminder.next).local, now.local);
}

Reply Reminder::list(const Call& call) {
  const auto known = known_to(call);
  if (known.empty()) return tell(call, false, text::nothing_set);
  std::string lines;
  const auto shown = std::min(known.size(), most_lines);
  for (std::size_t i = 0; i < shown; ++i)
    lines += (i > 0 ? "\n" : "") + line_of(known[i], call.now) + next_of(known[i], call.now);
  return tell(call, false, text::listed(known.size(), lines, known.size() - shown));
}

Reply Reminder::cancel(const Call& call, std::optional<std::int64_t> id) {
  const auto known = known_to(call);
  if (!id && known.empty()) return tell(call, false, text::nothing_set);
  if (!id && known.size() > 1) return list(call);
  const auto reminder = reminders_.by_id(id ? *id : known.front().id);
  const bool live = reminder && reminder->next;
  const bool own = live && reminder->owner == call.speaker.person->id;
  if (!own && !(live && reminder->class_id != 0 && call.speaker.holds(may_speak_for_class, reminder->class_id)))
    return tell(call, false, text::none_with(reminder ? reminder->id : *id));
  reminders_.set_next(reminder->id, std::nullopt, call.now.utc);
  schedule_.cancel_timer(title(), std::to_string(reminder->id));
  const bool of_this_group = call.klass && reminder->class_id == call.klass->id;
  return tell(call, of_this_group, text::cancelled(line_of(*reminder, call.now)));
}

Reply Reminder::show_calendar(const Call& call) {
  const auto year = std::chrono::year_month_day{call.now.day()}.year();
  std::string lines = fmt::format("{}年放假和补班", static_cast<int>(year));
  if (!calendar_.knows(year)) return tell(call, false, lines + "还没录入，“工作日”按周一至周五算");
  for (const Calendar::Entry& entry : calendar_.entries(year)) {
    const std::chrono::year_month_day first{entry.first};
    const std::chrono::year_month_day last{entry.last};
    lines +=
        fmt::format("\n{} {}/{}", entry.name, static_cast<unsigned>(first.month()), static_cast<unsigned>(first.day()));
    if (entry.last != entry.first)
      lines += fmt::format("–{}/{}", static_cast<unsigned>(last.month()), static_cast<unsigned>(last.day()));
  }
  return tell(call, false, lines);
}

std::vector<Coming> Reminder::coming(const Call& call) {
  if (!call.speaker.person) return {};
  const bool in_group = call.message.place == Place::group;
  auto known = in_group ? std::vector<storage::Reminder>{} : reminders_.of_owner(call.speaker.person->id);
  if (call.klass) {
    for (storage::Reminder& reminder : reminders_.of_class(call.klass->id)) {
      if (in_group || reminder.owner != call.speaker.person->id) known.push_back(std::move(reminder));
    }
  }
  std::vector<Coming> coming;
  for (const storage::Reminder& reminder : known) {
    const auto at = spoken_at(zone_.at(*reminder.next).local, quiet_for(reminder));
    std::string what = fmt::format("提醒{}", reminder.id);
    if (reminder.audience == Audience::missing) what += "：没" + std::string(awaited_act(reminder.awaits)) + "的同学";
    if (!reminder.text.empty()) what += "：" + wording::head(reminder.text, 20);
    coming.push_back({zone_.utc(at), std::move(what)});
  }
  std::stable_sort(coming.begin(), coming.end(), [](const Coming& a, const Coming& b) { return a.at < b.at; });
  if (coming.size() > most_coming) coming.resize(most_coming);
  return coming;
}

// --- one reminder -------------------------------------------------------------------------------------------------

When Reminder::meaning(const storage::Reminder& reminder) const {
  return understand_when(reminder.words, zone_.at(reminder.said).local).value_or(When{});
}

std::optional<QuietHours> Reminder::quiet_for(const storage::Reminder& reminder) const {
  return reminder.audience == Audience::self ? std::nullopt : std::optional(quiet_);
}

void Reminder::set_timer(const storage::Reminder& reminder) {
  const auto at = spoken_at(zone_.at(*reminder.next).local, quiet_for(reminder));
  schedule_.set_timer(title(), std::to_string(reminder.id), zone_.utc(at), "");
}

}  // namespace banwei::reminder
