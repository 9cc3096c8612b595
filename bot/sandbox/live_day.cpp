#include "bot/sandbox/live_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace banwei::sandbox {

namespace {

constexpr std::chrono::minutes end_of_morning{12 * 60 + 5};
constexpr std::chrono::minutes until_called{2};
constexpr std::chrono::minutes line_falls{10 * 60 + 40};
constexpr std::chrono::minutes line_is_back{10 * 60 + 43};
constexpr std::string_view stranger = "30001";

std::string account_of(std::size_t student) { return std::to_string(1'000'000'000 + student * 17); }
std::string group_of(std::size_t klass) { return std::to_string(700'001 + klass); }
std::string teacher_account(std::size_t teacher) { return std::to_string(20'001 + teacher); }

std::size_t counsellors_of(const CollegeDay& day) {
  return std::clamp<std::size_t>(day.classes * CollegeDay::usual_counsellors / CollegeDay::usual_classes, 1,
                                 day.classes);
}

}  // namespace

CollegePeople people_of(const CollegeDay& day) {
  CollegePeople all;
  all.students = "学号,姓名,班级,QQ,群号,专业,年级,职务\n";
  all.staff = "工号,姓名,班级,QQ,角色\n";
  all.campus.bot_account = "10000";
  all.campus.bot_name = "班级小助手";
  for (std::size_t klass = 0; klass < day.classes; ++klass) {
    const std::string name = CollegeDay::class_name(klass);
    all.campus.groups.push_back({group_of(klass), name + "班级群", name});
  }
  for (std::size_t i = 0; i < day.students.size(); ++i) {
    const DayStudent& one = day.students[i];
    const std::string name = CollegeDay::class_name(one.klass);
    const char* post = one.monitor ? "班长" : "";
    all.students += fmt::format("{},{},{},{},{},机电一体化技术,20{},{}\n", one.number, one.name, name, account_of(i),
                                group_of(one.klass), name.substr(std::string_view("机电").size(), 2), post);
    all.campus.users.push_back({.account = account_of(i),
                                .name = one.name,
                                .card = one.number.substr(one.number.size() - 2) + "-" + one.name,
                                .number = one.number,
                                .label = one.monitor ? "班长" : "学生",
                                .groups = {group_of(one.klass)}});
  }
  const std::size_t counsellors = counsellors_of(day);
  for (std::size_t i = 0; i < counsellors; ++i) {
    ChatUser user{.account = teacher_account(i),
                  .name = fmt::format("辅导员{}", i + 1),
                  .card = fmt::format("辅导员{}", i + 1),
                  .number = fmt::format("T{:03}", i + 1),
                  .label = "辅导员",
                  .groups = {}};
    std::string classes;
    for (std::size_t klass = i; klass < day.classes; klass += counsellors) {
      classes += (classes.empty() ? "" : "、") + CollegeDay::class_name(klass);
      user.groups.push_back(group_of(klass));
    }
    all.staff += fmt::format("{},{},{},{},辅导员\n", user.number, user.name, classes, user.account);
    all.campus.users.push_back(std::move(user));
  }
  for (const auto& [number, name, account, role] :
       {std::tuple{"O001", "学工办", "29001", "学工办"}, std::tuple{"L001", "赵书记", "29002", "分管领导"}}) {
    all.staff += fmt::format("{},{},,{},{}\n", number, name, account, role);
    all.campus.users.push_back(
        {.account = account, .name = name, .card = name, .number = number, .label = role, .groups = {}});
  }
  ChatUser passer_by{
      .account = std::string(stranger), .name = "清风", .card = "", .number = "", .label = "不在名单", .groups = {}};
  for (const ChatGroup& group : all.campus.groups) passer_by.groups.push_back(group.id);
  passer_by.is_friend = false;
  all.campus.users.push_back(std::move(passer_by));
  return all;
}

LiveDay::LiveDay(boost::asio::io_context& io, Sandbox& sandbox, const CollegeDay& day, Utc midnight,
                 std::chrono::milliseconds minute, std::function<void(Utc)> move,
                 std::function<void(const Progress&)> tell)
    : sandbox_(sandbox),
      day_(day),
      midnight_(midnight),
      minute_(minute),
      move_(std::move(move)),
      tell_(std::move(tell)),
      timer_(io) {}

void LiveDay::start() {
  sandbox_.observe({.said = [this](const ChatLine& line) { heard(line); },
                    .reacted = [this](const ChatLine&, const std::string&) { ++progress_.answered; },
                    .recalled = {},
                    .linked = {}});
  wait();
}

void LiveDay::wait() {
  timer_.expires_after(minute_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    if (sandbox_.linked() || progress_.down) live();
    if (!progress_.over) wait();
  });
}

/// For three minutes, as it happens to real gateways: what was said meanwhile the bot has to catch up with. Until it is
/// there again the clock stands.
void LiveDay::cut_the_line() {
  const bool down = progress_.now >= line_falls && progress_.now < line_is_back;
  if (std::exchange(progress_.down, down) == down) return;
  Faults faults = sandbox_.faults();
  faults.open = !down;
  sandbox_.fail(faults);
  if (down) sandbox_.drop();
}

void LiveDay::live() {
  progress_.now += std::chrono::minutes{1};
  cut_the_line();
  progress_.over = progress_.now >= end_of_morning;
  move_(midnight_ + progress_.now);
  for (; next_ < day_.lines.size() && day_.lines[next_].at < progress_.now + std::chrono::minutes{1}; ++next_)
    say(day_.lines[next_]);
  answer_alerts();
  tell_(progress_);
}

void LiveDay::say(const DayLine& line) {
  const std::string user = line.teacher   ? teacher_account(*line.teacher % counsellors_of(day_))
                           : line.student ? account_of(*line.student)
                                          : std::string(stranger);
  ++progress_.said;
  if (line.group) {
    sandbox_.say(user, group_of(*line.group), plain(line.text));
  } else {
    sandbox_.whisper(user, plain(line.text));
  }
}

void LiveDay::heard(const ChatLine& line) {
  ++progress_.answered;
  if (line.place == Place::group) {
    ++progress_.in_groups;
    return;
  }
  std::string words;
  for (const Part& part : line.content) words += part.value;
  const bool alert = words.starts_with("⚠") || words.starts_with("‼") || words.starts_with("🔴");
  const auto counsellor = [&](const ChatUser* user) { return user != nullptr && user->label == "辅导员"; };
  if (!alert || !counsellor(sandbox_.rooms().user(line.room))) return;
  ++progress_.alerts;
  told_.emplace(line.room, progress_.now + until_called);
}

void LiveDay::answer_alerts() {
  for (auto one = told_.begin(); one != told_.end();) {
    if (one->second > progress_.now) {
      ++one;
      continue;
    }
    const std::string teacher = one->first;
    one = told_.erase(one);
    ++progress_.said;
    sandbox_.whisper(teacher, plain("已联系 全部"));
  }
}

}  // namespace banwei::sandbox
