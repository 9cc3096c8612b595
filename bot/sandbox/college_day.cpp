#include "bot/sandbox/college_day.h"

#include <fmt/format.h>

#include <algorithm>

namespace banwei::sandbox {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::string_view surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳",
                                         "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "司马"};
constexpr std::string_view given[] = {"伟", "芳", "娜", "敏", "静", "磊", "洋", "勇", "艳", "杰", "娟", "涛", "明",
                                      "超", "霞", "平", "刚", "桂", "玉", "婷", "雪", "慧", "博", "宇", "浩", "欣"};

constexpr std::string_view talks[] = {
    "今天作业交了吗",     "哈哈哈哈",        "明天几点上课", "有人一起打球吗", "快递到了",
    "今天36个人吃饭",     "这题第3问怎么做", "好的",         "外面好冷啊",     "+1",
    "有没有人带了充电器", "我妈刚做了红烧肉"};

constexpr DayTime first_words = hours{7} + minutes{30};
constexpr DayTime due = hours{11};

}  // namespace

/// One way to go through a morning. {} stands for the degrees, of which the last is kept.
struct CollegeDay::Manner {
  std::size_t share = 0;                     // of a thousand students
  std::vector<std::string_view> texts = {};  // one after another, half a minute apart
  int from = 3620;                           // hundredths of a degree, the lowest; ten of a tenth from there on
  bool in_group = true;
  bool in_need = false;
  bool kept = true;  // there is a value to keep
  bool late = false;
  bool slip = false;   // The first text is one that has to be asked about.
  int asked_back = 0;  // The value that is asked back in private, where the last text is a yes to it.
};

const std::vector<CollegeDay::Manner> CollegeDay::manners{
    {.share = 412, .texts = {"{}"}},
    {.share = 90, .texts = {"体温{}"}},
    {.share = 50, .texts = {"早上好老师 {}"}},
    {.share = 40, .texts = {"{} 一切正常"}},
    {.share = 10, .texts = {"{}，在武汉"}},
    {.share = 40, .texts = {"{}℃，收到"}},
    {.share = 30, .texts = {"刚起床，量了下{}"}},
    {.share = 40, .texts = {"{}"}, .in_group = false},
    {.share = 30, .texts = {"36.9", "打错了，{}"}},
    {.share = 20, .texts = {"36.1", "不对，是{}"}},
    {.share = 20, .texts = {"还没吃早饭", "{}"}},
    {.share = 15, .texts = {"365", "是"}, .slip = true, .asked_back = 3650},
    {.share = 10, .texts = {"3.66", "{}"}, .slip = true},
    {.share = 5, .texts = {"36：4", "是"}, .slip = true, .asked_back = 3640},
    {.share = 5, .texts = {"63.5", "打反了，{}"}, .slip = true},
    {.share = 5, .texts = {"36", "{}"}, .slip = true},
    {.share = 8, .texts = {"{} 有点咳嗽"}, .from = 3780, .in_need = true},
    {.share = 4, .texts = {"{}"}, .from = 3850, .in_group = false, .in_need = true},
    {.share = 4, .texts = {"{}", "又量了一次{}"}, .from = 3760, .in_need = true},
    {.share = 3, .texts = {"我发烧了，起不来"}, .in_need = true, .kept = false},
    {.share = 1, .texts = {"{}", "不想活了"}, .in_group = false, .in_need = true},
    {.share = 35, .texts = {"{}"}, .late = true},
    {.share = 60, .texts = {}, .kept = false},  // never says anything
};

std::string CollegeDay::class_name(std::size_t klass) {
  return fmt::format("机电{:02}{:02}", 17 + klass / 30, klass % 30 + 1);
}

CollegeDay::CollegeDay(std::uint64_t seed, std::size_t count, std::size_t classes_) : classes(classes_), dice_(seed) {
  people(count);
  std::vector<const Manner*> deck;
  for (const Manner& manner : manners) deck.insert(deck.end(), manner.share, &manner);
  std::vector<std::vector<std::size_t>> listed(classes);
  for (std::size_t i = 0; i < students.size(); ++i) {
    DayStudent& student = students[i];
    const std::size_t chance = any(1000);
    if (chance < 40 && !student.monitor) {
      listed[student.klass].push_back(i);
    } else if (chance < 50 && !student.monitor) {
      student.exempt = true;
      lines.push_back({.at = between(first_words, hours{8}),
                       .teacher = student.klass,
                       .text = fmt::format("免报 {} 今天 住院", student.number)});
    } else {
      speak(i, *deck[any(deck.size())]);
    }
  }
  for (std::size_t klass = 0; klass < classes; ++klass) {
    const auto monitor = std::find_if(students.begin(), students.end(),
                                      [&](const DayStudent& one) { return one.klass == klass && one.monitor; });
    relay_list(listed[klass], static_cast<std::size_t>(monitor - students.begin()));
    talk(klass);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const DayLine& a, const DayLine& b) { return a.at < b.at; });
}

/// Names may be those of others, though not within one class.
void CollegeDay::people(std::size_t count) {
  std::set<std::pair<std::size_t, std::string>> taken;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t klass = i * classes / count;
    DayStudent student{.number = fmt::format("20{:08}", 19'000'001 + i),
                       .klass = klass,
                       .monitor = students.empty() || students.back().klass != klass};
    do {
      student.name = surnames[any(std::size(surnames))];
      for (int sign = 0; sign < 2; ++sign) student.name += given[any(std::size(given))];
    } while (!taken.emplace(klass, student.name).second);
    students.push_back(std::move(student));
  }
}

void CollegeDay::say(std::size_t student, bool in_group, DayTime at, std::string text) {
  DayLine line{.at = at, .student = student, .text = std::move(text)};
  if (in_group) line.group = students[student].klass;
  lines.push_back(std::move(line));
}

void CollegeDay::speak(std::size_t i, const Manner& manner) {
  DayStudent& student = students[i];
  // Half of them wait for the last hour.
  DayTime at = manner.late   ? between(due + minutes{2}, hours{11} + minutes{50})
               : any(2) == 0 ? between(first_words, hours{10})
                             : between(hours{10}, due - minutes{2});
  for (std::size_t place = 0; place < manner.texts.size(); ++place) {
    const std::string_view text = manner.texts[place];
    const int centi = manner.from + 10 * static_cast<int>(any(8));
    const std::string words = fmt::format(fmt::runtime(text), fmt::format("{}.{}", centi / 100, centi % 100 / 10));
    const bool answer = manner.asked_back != 0 && place > 0;
    if (words != text) student.centi = centi;
    if (answer) student.centi = manner.asked_back;
    say(i, manner.in_group && !answer, at, words);
    if (manner.kept && !student.reported && !(manner.slip && place == 0)) student.reported = at;
    if (manner.in_need && !student.in_need && (words == text || centi >= 3730)) student.in_need = at;
    at += seconds{30};
  }
}

/// What a monitor copies from the group's list, a row each; and once more when it has grown, with a row put right that
/// was mistyped at first.
void CollegeDay::relay_list(const std::vector<std::size_t>& rows, std::size_t by) {
  if (rows.empty()) return;
  constexpr minutes grows{5};
  const DayTime at = between(hours{9}, due - minutes{15});
  const std::size_t first = (rows.size() + 1) / 2;
  const std::size_t mistyped = first - 1;
  std::string list = "#接龙\n体温接龙\n";
  std::string half;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int centi = 3620 + 10 * static_cast<int>(any(8));
    DayStudent& student = students[rows[i]];
    const std::string row = fmt::format("\n{}. {} ", i + 1, student.name);
    if (i == mistyped) half = list + row + fmt::format("{}", centi / 10);
    list += row + fmt::format("{}.{}", centi / 100, centi % 100 / 10);
    student.centi = centi;
    student.reported = i < mistyped ? at : at + grows;
  }
  say(by, true, at, half);
  say(by, true, at + grows, list);
}

void CollegeDay::talk(std::size_t klass) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < students.size(); ++i)
    if (students[i].klass == klass) members.push_back(i);
  for (int i = 0; i < 20; ++i)
    say(members[any(members.size())], true, between(first_words, hours{12}), std::string(talks[any(std::size(talks))]));
  lines.push_back({.at = between(first_words, due), .group = klass, .text = "36.6"});  // by a stranger
}

}  // namespace banwei::sandbox
