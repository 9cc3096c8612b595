// The morning of the whole college, from half past seven to a minute past twelve, with the budgets of a real account
// and a gateway that drops at 10:40: what is known of each, what the groups may read, and who was told how soon.
#include <gtest/gtest.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "bot/sandbox/college_day.h"
#include "handlers/ledger/ledger_rules.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using sandbox::CollegeDay;
using sandbox::DayLine;
using sandbox::DayStudent;
using sandbox::DayTime;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Day today{std::chrono::year{2020} / 3 / 11};

/// The college's own size; a fraction of it where so many turns would take too long (a sanitizer, a debug build).
std::size_t share() {
  const char* divisor = std::getenv("BANWEI_DAY_SHARE");
  return divisor == nullptr ? 8 : static_cast<std::size_t>(std::max(1, std::atoi(divisor)));
}

struct Heard {
  Utc at{};
  bool group = false;
  std::string target = {};
  std::string text = {};
  std::size_t named = 0;  // who are mentioned
};

class DayTest : public testing::Test {
 protected:
  DayTest()
      : day(20'200'311, CollegeDay::usual_students / share(),
            std::max<std::size_t>(1, CollegeDay::usual_classes / share())) {
    world.clock.set(utc(hours{7}));
    world.paced = true;
    world.restart();
    for (std::size_t klass = 0; klass < day.classes; ++klass)
      world.add_class(CollegeDay::class_name(klass), group(klass), "2019", "机电");
    for (const DayStudent& student : day.students) {
      ids.push_back(world.add_person(student.number, student.name, CollegeDay::class_name(student.klass),
                                     student.monitor ? Role::monitor : Role::student));
    }
    const std::size_t counsellors = std::max<std::size_t>(1, CollegeDay::usual_counsellors / share());
    for (std::size_t i = 0; i < counsellors; ++i)
      teachers.push_back(
          world.add_person(fmt::format("T{}", i), fmt::format("师{}", i), CollegeDay::class_name(i), Role::counsellor));
    for (std::size_t klass = 0; klass < day.classes; ++klass) {
      const std::int64_t id = world.stores().members.class_by_name(CollegeDay::class_name(klass))->id;
      world.stores().members.grant(teacher(klass).id, {Role::counsellor, id}, Utc{});
    }
    office = world.add_person("O1", "学办", "", Role::office);
    leader = world.add_person("L1", "书记", "", Role::leader);
    world.connect();
  }

  static std::string group(std::size_t klass) { return fmt::format("g{}", klass); }
  const Person& teacher(std::size_t klass) const { return teachers[klass % teachers.size()]; }
  Utc utc(DayTime at) const { return Utc{world.zone.utc(today) + at}; }
  DayTime now() const { return world.clock.wall() - world.zone.utc(today); }

  void collect() {
    for (const World::Sent& sent : world.take_sent()) {
      Heard heard{.at = world.clock.wall()};
      if (const auto* send = std::get_if<Send>(&sent.call.what)) {
        heard.group = send->group;
        heard.target = send->target;
        for (const Part& part : send->content) {
          heard.text += part.value;
          heard.named += part.kind == Part::Kind::mention ? 1 : 0;
        }
      } else if (const auto* file = std::get_if<SendFile>(&sent.call.what)) {
        heard.group = file->group;
        heard.target = file->target;
        files.insert(file->target);
      } else {
        continue;
      }
      const bool teachers_own = !heard.group && heard.target.starts_with("uT");
      if (!teachers_answer) {
        all.push_back(std::move(heard));
        continue;
      }
      const bool alert = heard.text.find("⚠") != std::string::npos || heard.text.find("‼") != std::string::npos;
      if (teachers_own && alert) calls.emplace(heard.target, heard.at + minutes{2});
      all.push_back(std::move(heard));
    }
  }

  void pass_to(DayTime at) {
    while (now() < at) {
      world.pass_to(std::min(utc(at), world.clock.wall() + seconds{1}));
      collect();
      answer_alerts();
    }
  }

  /// Whoever was told of somebody in need has spoken to them two minutes later.
  void answer_alerts() {
    for (auto call = calls.begin(); call != calls.end();) {
      if (call->second > world.clock.wall() || (now() >= down && now() < up)) {
        ++call;
        continue;
      }
      Message message{
          .place = Place::direct, .room = call->first, .user = call->first, .content = plain("已联系 全部")};
      call = calls.erase(call);
      world.hear(std::move(message));
    }
    collect();
  }

  void say(const DayLine& line) {
    const bool stranger = !line.student && !line.teacher;
    Message message{.user = stranger       ? "nobody"
                            : line.teacher ? teacher(*line.teacher).account
                                           : ids[*line.student].account};
    message.place = line.group ? Place::group : Place::direct;
    message.room = line.group ? group(*line.group) : message.user;
    message.content = plain(line.text);
    world.hear(std::move(message));
    collect();
  }

  /// Everything until `end`, the line down from 10:40 to 10:43.
  void live_until(DayTime end) {
    while (next < day.lines.size() && day.lines[next].at < end) {
      const DayLine& line = day.lines[next++];
      cut(line.at);
      pass_to(line.at);
      // In private nobody reaches an account that is off the line.
      if (!(line.at >= down && line.at < up && !line.group)) say(line);
    }
    cut(end);
    pass_to(end);
  }
  void cut(DayTime next_line) {
    if (next_line >= down && now() < down) {
      pass_to(down);
      world.disconnect();
    }
    if (next_line >= up && now() < up) {
      pass_to(up);
      world.connect();
      collect();
    }
  }

  bool unheard(const DayStudent& student) const {
    return student.reported && in_private_while_down.contains(student.number);
  }

  /// What a student said, to be read beside a failure.
  std::string words_of(std::size_t student) const {
    std::string said;
    for (const DayLine& line : day.lines)
      if (line.student == student) said += fmt::format("\n{:%T} {}", line.at, line.text);
    return said;
  }

  /// A teacher hears of each need within seconds: how many there were, and how long the slowest took.
  std::pair<std::size_t, seconds> told_of_needs() const {
    std::size_t needs = 0;
    seconds slowest{};
    for (std::size_t i = 0; i < day.students.size(); ++i) {
      const DayStudent& student = day.students[i];
      if (!student.in_need || unheard(student)) continue;
      ++needs;
      const auto told = std::find_if(all.begin(), all.end(), [&](const Heard& one) {
        return !one.group && one.target == teacher(student.klass).account && one.at >= utc(*student.in_need) &&
               one.text.find(student.name) != std::string::npos;
      });
      if (told == all.end()) {
        ADD_FAILURE() << student.number << " was told to nobody" << words_of(i);
        continue;
      }
      const bool while_down = *student.in_need >= down && *student.in_need < up;
      const seconds took =
          std::chrono::duration_cast<seconds>(told->at - std::max(utc(*student.in_need), while_down ? utc(up) : Utc{}));
      slowest = std::max(slowest, took);
      EXPECT_LE(took, seconds{15}) << student.number;
    }
    return {needs, slowest};
  }

  /// What the account says in any hour.
  std::size_t most_in_an_hour() const {
    std::size_t most = 0;
    for (std::size_t from = 0, to = 0; to < all.size(); ++to) {
      while (all[to].at - all[from].at >= hours{1}) ++from;
      most = std::max(most, to - from + 1);
    }
    return most;
  }

  /// In none of this day's groups is anything asked of us: each line there is one that nobody asked for.
  void expect_groups_at_their_pace() const {
    constexpr seconds tick{1};
    std::map<std::string, std::vector<const Heard*>> groups;
    for (const Heard& one : all)
      if (one.group) groups[one.target].push_back(&one);
    EXPECT_EQ(groups.size(), day.classes);
    std::vector<Utc> greeted;
    for (const auto& [group, lines] : groups) {
      std::size_t calls = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_LE(lines[i]->named, 20U) << lines[i]->text;
        calls += lines[i]->named > 0 ? 1 : 0;
        if (lines[i]->text.starts_with("早上好")) greeted.push_back(lines[i]->at);
        if (i > 0) {
          EXPECT_GE(lines[i]->at - lines[i - 1]->at, RateLimits{}.group - tick)
              << group << ": " << lines[i - 1]->text << " / " << lines[i]->text;
        }
      }
      EXPECT_LE(calls, 2U) << group;
    }
    ASSERT_EQ(greeted.size(), day.classes);
    const auto [first, last] = std::minmax_element(greeted.begin(), greeted.end());
    const auto gap = RateLimits{}.account * 3 / 4;
    const auto at_once = static_cast<std::size_t>(RateLimits{}.burst);
    EXPECT_GE(*first, utc(hours{8}));
    EXPECT_GE(*last - *first, gap * static_cast<int>(day.classes - std::min(at_once, day.classes)) - tick);
    EXPECT_LT(*last, utc(hours{8} + minutes{15}));
    fmt::print("groups greeted from {:%T} to {:%T}\n", *first - utc({}), *last - utc({}));
  }

  static constexpr DayTime down = hours{10} + minutes{40};
  static constexpr DayTime up = hours{10} + minutes{43};
  static constexpr DayTime on_time = up + minutes{30};  // nobody is late because we were away

  World world;
  CollegeDay day;
  std::vector<Person> ids;
  std::vector<Person> teachers;
  Person office;
  Person leader;
  std::vector<Heard> all;
  std::set<std::string> files;  // who was sent one
  std::set<std::string> in_private_while_down;
  std::map<std::string, Utc> calls;  // when a teacher will have spoken to all of whom he was told
  std::size_t next = 0;
  bool teachers_answer = true;
};

TEST_F(DayTest, EveryFigureIsInByElevenAndTheLedgerStandsAtTwelve) {
  for (const DayLine& line : day.lines)
    if (line.student && !line.group && line.at >= down && line.at < up)
      in_private_while_down.insert(day.students[*line.student].number);

  live_until(hours{11});
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < day.students.size(); ++i) {
    const DayStudent& student = day.students[i];
    if (unheard(student)) continue;
    const auto value = world.stores().readings.latest(ids[i].id, today);
    const std::optional<int> expected =
        student.reported && *student.reported < hours{11} ? student.centi : std::nullopt;
    if (value.value_or(0) != expected.value_or(0) && ++wrong <= 20) {
      std::string said;
      for (const DayLine& line : day.lines)
        if (line.student == i) said += fmt::format("[{}] ", line.text);
      ADD_FAILURE() << student.number << " has " << value.value_or(0) << ", not " << expected.value_or(0) << ": "
                    << said;
    }
  }
  EXPECT_EQ(wrong, 0U);

  live_until(hours{12} + minutes{5});

  // The ledger: each class is whole, and the classes are the college.
  const auto ledger = world.stores().ledgers.of_day(today);
  ASSERT_TRUE(ledger);
  EXPECT_TRUE(ledger::faults_of(*ledger).none());
  std::map<std::int64_t, storage::LedgerClass> truth;
  for (std::size_t i = 0; i < day.students.size(); ++i) {
    const DayStudent& student = day.students[i];
    if (unheard(student)) continue;
    storage::LedgerClass& klass = truth[ids[i].class_id];
    ++klass.roster;
    if (student.exempt)
      ++klass.exempt;
    else if (student.centi)
      ++klass.reported;
    else
      ++klass.missing;
    if (student.centi.value_or(0) >= 3730) ++klass.fever;
    if (student.reported && *student.reported >= on_time) ++klass.late;
  }
  std::size_t reported = 0;
  for (const storage::LedgerClass& klass : ledger->classes) {
    const storage::LedgerClass& expected = truth[klass.class_id];
    reported += static_cast<std::size_t>(klass.reported);
    if (klass.roster != expected.roster) continue;  // somebody spoke to a line that was down
    EXPECT_EQ(klass.reported, expected.reported) << klass.class_id;
    EXPECT_EQ(klass.missing, expected.missing) << klass.class_id;
    EXPECT_EQ(klass.exempt, expected.exempt) << klass.class_id;
    EXPECT_EQ(klass.fever, expected.fever) << klass.class_id;
    EXPECT_EQ(klass.late, expected.late) << klass.class_id;
  }
  EXPECT_EQ(ledger->students, static_cast<std::int64_t>(day.students.size()));
  EXPECT_TRUE(files.contains(office.account));
  EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Heard& one) { return one.target == leader.account; }));

  expect_groups_at_their_pace();

  // No group ever reads a value, a complaint or a place beside anything.
  for (const Heard& one : all) {
    if (!one.group) continue;
    for (const char* word : {"℃", "36.", "37.", "38.", "39.", "40.", "咳", "烧", "住院", "武汉", "不想活"}) {
      if (one.text.find("如 36.5") != std::string::npos) continue;  // what the morning's line gives as an example
      EXPECT_EQ(one.text.find(word), std::string::npos) << one.text;
    }
  }

  const auto [needs, slowest] = told_of_needs();
  EXPECT_GT(needs, 3U);

  // Whoever has reported is not called after it, but for what was on its way: what waits for its turn is dropped.
  constexpr seconds on_its_way{1};
  for (const Heard& one : all) {
    if (one.group || one.text.find("还没收到") == std::string::npos) continue;
    for (std::size_t i = 0; i < day.students.size(); ++i) {
      if (ids[i].account != one.target || !day.students[i].reported) continue;
      EXPECT_LT(one.at, utc(*day.students[i].reported) + on_its_way) << day.students[i].number;
    }
  }

  const std::size_t most = most_in_an_hour();
  EXPECT_LE(most, 1200U + 4 * needs);

  if (const char* log = std::getenv("BANWEI_DAY_LOG")) {
    std::FILE* out = std::fopen(log, "w");
    for (const Heard& one : all)
      fmt::print(out, "{:%T}\t{}\t{}\t{}\n", one.at - utc({}), one.group ? "group" : "private", one.target,
                 one.text.substr(0, one.text.find('\n')));
    std::fclose(out);
  }
  fmt::print(
      "{} students, {} classes: {} lines heard, {} sent ({} in groups), {} reported at 12:00, {} needs told within {} "
      "s, at most {} sends in an hour\n",
      day.students.size(), day.classes, day.lines.size(), all.size(),
      std::count_if(all.begin(), all.end(), [](const Heard& one) { return one.group; }), reported, needs,
      slowest.count(), most);
  for (const Heard& one : all)
    if (one.target == leader.account) fmt::print("{}\n", one.text);
}

/// Each counsellor holds the whole college, so that each hears of every need.
TEST_F(DayTest, WhereNoTeacherAnswersTheFirstTellingsAndTheLedgerGoOutAllTheSame) {
  teachers_answer = false;
  for (const Person& one : teachers) world.stores().members.grant(one.id, {Role::counsellor, 0}, Utc{});
  for (const DayLine& line : day.lines)
    if (line.student && !line.group && line.at >= down && line.at < up)
      in_private_while_down.insert(day.students[*line.student].number);
  live_until(hours{12} + minutes{5});
  EXPECT_TRUE(files.contains(office.account));
  EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Heard& one) { return one.target == leader.account; }));
  const auto [needs, slowest] = told_of_needs();
  EXPECT_LE(most_in_an_hour(), 1200U);
  const auto again = std::count_if(all.begin(), all.end(),
                                   [](const Heard& one) { return one.text.find("再提醒一次") != std::string::npos; });
  EXPECT_GT(again, 0);
  fmt::print("{} needs told within {} s, {} times again, at most {} sends in an hour\n", needs, slowest.count(), again,
             most_in_an_hour());
}

}  // namespace
}  // namespace banwei::tests
