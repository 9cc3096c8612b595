#include "handlers/exemption/exemption.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/exemption/exemption_intents.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/when.h"

namespace banwei::exemption {

namespace text {
namespace {

/// "3/11(周三)"
std::string date(Day day) {
  const std::string words = in_words(day + std::chrono::hours{12}, day);
  return words.substr(0, words.find(' '));
}
std::string span(Day from, Day to) { return from == to ? date(from) : date(from) + "–" + date(to); }
std::string added(const std::string& names, Day from, Day to, bool why) {
  return fmt::format("{} {} 免报，{}。这几天不催，也不算在应报里", names, span(from, to),
                     why ? "理由只有班里的老师和学工办看得到" : "没有写理由，要补就带上理由再说一次");
}
std::string until_when(const std::string& names) {
  return fmt::format("{}免报到哪天？什么原因？回“到3/20 住院”这样就行", names);
}
std::string several(const Whom& whom) {
  return fmt::format("叫“{}”的不止一位，请写学号再说一次：{}", whom.name, fmt::join(whom.numbers, "、"));
}
constexpr auto not_yours = "要写你名下班里的同学";
std::string removed(const std::string& names) { return names + "的免报取消了，从今天起照常报体温"; }
std::string none_of(const std::string& names) { return names + "现在没有免报"; }
std::string heading(const std::string& klass, std::size_t count) { return fmt::format("{} 免报{}人", klass, count); }
std::string line(const std::string& name, Day from, Day to, const std::string& reason) {
  return fmt::format("\n{} {}{}", name, span(from, to), reason.empty() ? "" : " " + reason);
}
constexpr auto nobody = "现在没有人免报。这样登记：免报 万千 3/11-3/20 住院";
constexpr auto no_classes = "你名下还没有班级";
constexpr auto how = "这样说：免报 万千 3/11-3/20 住院。不再免报说“取消免报 万千”，看都有谁说“免报名单”";
constexpr auto topic = "免报";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "exemption";
constexpr std::chrono::minutes question_open{30};

}  // namespace

std::vector<Command> Exemptions::commands() {
  // What can be read is heard as it is said; the command answers what cannot.
  Grammar how = takes(maybe(rest("谁 到哪天 为什么", "text"))).then(this, &Exemptions::tell_how);
  how.parse = [this, parse = std::move(how.parse)](std::string_view rest, const Context& context) {
    return read(fmt::format("{} {}", text::topic, rest), context) ? std::optional<Understood>() : parse(rest, context);
  };
  using W = language::Word;
  constexpr auto around = W::still | W::there_is | W::people | W::of | W::see | W::our_class | W::now | W::who |
                          W::how_many | W::list | W::hand | W::temperature | W::present;
  return {{.kind = "exempt_list",
           .words = {"免报名单", "谁免报", "免报的有谁", "免报有谁", "哪些人免报", "看免报名单", "免报情况"},
           .forms = {{.needs = {language::feature_words::exempt, W::who | W::list | W::how_many}, .may = around}},
           .help = "看谁免报、到哪天（理由只给老师看）",
           .example = "免报名单",
           .who = in_charge,
           .cost = 2,
           .run = takes(maybe(class_named())).then(this, &Exemptions::list)},
          {.kind = "exempt_help",
           .words = {"免报"},
           .help = "登记谁这几天不用报体温",
           .example = "免报",
           .who = teachers,
           .run = std::move(how)}};
}

std::vector<Listener> Exemptions::listeners() {
  using namespace intents;
  return {{.intents = {&answer}, .understand = std::bind_front(&Exemptions::hear_answer, this)},
          {.intents = {&intents::add, &intents::remove, &ask}, .understand = std::bind_front(&Exemptions::hear, this)}};
}

std::vector<Retention> Exemptions::retention() {
  return {{.of = kept_reasons,
           .forget = [this](const Moment& before, int most) { return kept_.forget_reasons(before.day(), most); },
           .name = text::topic,
           .count = [this](const Person& who, const Moment& now) { return kept_.count_of(who.id, now.day()); }}};
}

std::optional<Statement> Exemptions::read(std::string_view text, const Context& context) {
  if (!context.speaker.person || !may_speak_of_it(text)) return std::nullopt;
  Scene scene{.today = context.sent.day()};
  for (const Class& klass : classes_of(members_, context, teachers)) scene.classes.emplace_back(rosters_.of(klass.id));
  return understand(text, scene);
}

std::optional<Interpretation> Exemptions::hear(const Utterance& said, const Context& context) {
  const auto statement = read(said.text, context);
  if (!statement) return std::nullopt;
  const bool removes = statement->kind == Statement::Kind::remove;
  Interpretation heard{.intent = statement->namesake() != nullptr ? &intents::ask
                                 : removes                        ? &intents::remove
                                                                  : &intents::add};
  heard.opened = context.sent.utc;
  heard.understood.fields = [statement = *statement] { return fields(statement); };
  heard.understood.act = [this, removes, statement = *statement](const Context& call) {
    if (const Whom* two = statement.namesake()) return privately(call, text::several(*two));
    return removes ? remove(call, statement) : add(call, statement);
  };
  return heard;
}

std::optional<Interpretation> Exemptions::hear_answer(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  auto statement = understand_answer(said.text, context.sent.day());
  const auto payload = from_payload(question->payload);
  if (!statement || !payload.is_object()) return std::nullopt;
  for (const std::string& number : payload.value("who", std::vector<std::string>{}))
    statement->who.push_back({.numbers = {number}});
  if (statement->reason.empty()) statement->reason = payload.value("reason", "");
  Interpretation heard{.intent = &intents::answer, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [statement = *statement] { return fields(statement); };
  heard.understood.act = [this, statement = *statement](const Context& call) { return add(call, statement); };
  return heard;
}

std::vector<Person> Exemptions::people_of(const Context& call, const Statement& said) const {
  std::vector<Person> people;
  for (const Whom& whom : said.who) {
    const auto person = whom.numbers.empty() ? std::nullopt : members_.by_number(whom.numbers.front());
    if (person && call.speaker.holds(teachers, person->class_id)) people.push_back(*person);
  }
  return people;
}

Reply Exemptions::add(const Context& call, const Statement& said) {
  const auto people = people_of(call, said);
  if (people.empty()) return privately(call, text::not_yours);
  const std::string names = fmt::format("{}", fmt::join(names_of(people, people), "、"));
  const Person& self = *call.speaker.person;
  if (!said.to) {
    std::vector<std::string> numbers;
    for (const Person& person : people) numbers.push_back(person.number);
    questions_.ask({.person = self.id,
                    .feature = std::string(feature),
                    .kind = "until",
                    .payload = to_payload({{"who", numbers}, {"reason", said.reason}}),
                    .day = call.sent.day(),
                    .asked = call.now.utc,
                    .until = call.now.utc + question_open});
    return privately(call, text::until_when(names));
  }
  questions_.close(self.id, feature, call.now.utc);
  for (const Person& person : people) {
    for (const storage::Exemption& before : kept_.of_person(person.id, *said.from))
      kept_.end(before.id, std::max(before.from, *said.from));
    kept_.add({.person = person.id,
               .from = *said.from,
               .to = *said.to,
               .reason = said.reason,
               .by = self.id,
               .said = call.message.sent});
  }
  return privately(call, text::added(names, *said.from, *said.to, !said.reason.empty()));
}

Reply Exemptions::remove(const Context& call, const Statement& said) {
  const auto people = people_of(call, said);
  if (people.empty()) return privately(call, text::not_yours);
  const Day today = call.sent.day();
  std::vector<Person> done;
  for (const Person& person : people) {
    const auto open = kept_.of_person(person.id, today);
    for (const storage::Exemption& one : open) kept_.end(one.id, std::max(one.from, today));
    if (!open.empty()) done.push_back(person);
  }
  const auto joined = [](const std::vector<Person>& some) {
    return fmt::format("{}", fmt::join(names_of(some, some), "、"));
  };
  return privately(call, done.empty() ? text::none_of(joined(people)) : text::removed(joined(done)));
}

Reply Exemptions::list(const Context& call, std::optional<std::string> name) {
  const auto meant = classes_meant(call, members_, name, in_charge);
  if (!meant) return privately(call, not_your_class(*name));
  const auto& classes = *meant;
  if (classes.empty()) return privately(call, text::no_classes);
  std::string words;
  std::vector<std::int64_t> told;
  for (const Class& klass : classes) {
    const bool why = call.speaker.holds(teachers, klass.id);
    const auto students = members_.students(klass.id);
    std::string lines;
    std::size_t count = 0;
    const auto open = kept_.open_in(klass.id, call.sent.day());
    for (const Person& student : students) {
      const auto found =
          std::find_if(open.begin(), open.end(), [&](const auto& each) { return each.person == student.id; });
      if (found == open.end()) continue;
      const storage::Exemption& one = *found;
      ++count;
      lines += text::line(wording::name_in(student, students), one.from, one.to, why ? one.reason : "");
      if (why && !one.reason.empty()) told.push_back(student.id);
    }
    if (count > 0) words += (words.empty() ? "" : "\n") + text::heading(klass.name, count) + lines;
  }
  accesses_.add({.reader = call.speaker.person->id, .what = "exempt", .message = call.message.id, .at = call.now.utc},
                told);
  return privately(call, words.empty() ? text::nobody : words);
}

Reply Exemptions::tell_how(const Context& call, std::optional<std::string> said) {
  return privately(call, said ? text::not_yours + std::string("。") + text::how : std::string(text::how));
}

}  // namespace banwei::exemption
