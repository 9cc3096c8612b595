// What the fault tests stand on.
#include "tests/fault/stand.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "bot/net/server.h"
#include "bot/sandbox/demo.h"

namespace banwei::fault {

namespace fs = std::filesystem;

namespace {

/// A test waits for every answer at any hour, and nobody is bothered by many.
constexpr milliseconds heartbeat{15'000};
constexpr int a_second = 500;  // In sayings, of a rush.

constexpr const char* no_pace =
    "[chat]\nquiet_from = 00:00:00\nquiet_until = 00:00:00\n"
    "[pace]\nsend_seconds = 0\nsend_burst = 0\nsends_per_hour = 0\ngroup_seconds = 0\ngroup_lines_per_hour = 0\n"
    "group_answers_per_minute = 0\nwhisper_seconds = 0\n";

void write(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::size_t occurrences(std::string_view text, std::string_view words) {
  std::size_t count = 0;
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

bool succeeds(const std::vector<std::string>& command) { return Process(command, "/dev/null").wait() == 0; }

BentClock::BentClock(const fs::path& file, int rate)
    : bend_([&]() -> Bend& {
        Bend* bend = map_bend(file.c_str(), true);
        if (bend == nullptr) throw Trouble("no clock can be made in " + file.string());
        return *bend;
      }()) {
  bend_.since = std::chrono::nanoseconds(clock_.steady().time_since_epoch()).count();
  bend_.rate = rate;
}

Utc BentClock::wall() const {
  const std::chrono::nanoseconds gained{
      bend_.gained(std::chrono::nanoseconds(clock_.steady().time_since_epoch()).count())};
  return clock_.wall() + std::chrono::floor<seconds>(gained);
}

College demo_college() {
  return {sandbox::demo_campus(), std::string(sandbox::demo_students()), std::string(sandbox::demo_staff())};
}

Student student(int index, int class_size) {
  const int klass = index / class_size;
  return {fmt::format("学生{:04}", index), std::to_string(10001 + index), "机电" + std::to_string(1901 + klass),
          std::to_string(700001 + klass)};
}

College college_of(int students, int class_size) {
  College college;
  college.campus.bot_account = sandbox::demo_campus().bot_account;
  college.campus.bot_name = sandbox::demo_campus().bot_name;
  college.students = "学号,姓名,班级,QQ,群号,专业,年级,职务\n";
  college.staff = "工号,姓名,班级,QQ,角色\nT001,王敏,";
  sandbox::ChatUser teacher{
      .account = counsellor_of_all, .name = "王敏", .card = {}, .number = "T001", .label = "辅导员", .groups = {}};
  for (int i = 0; i < students; ++i) {
    const Student one = student(i, class_size);
    if (i % class_size == 0) {
      college.campus.groups.push_back({one.group, one.klass, one.klass});
      college.staff += (i == 0 ? "" : "、") + one.klass;
      teacher.groups.push_back(one.group);
    }
    const std::string number = std::to_string(2019010001 + i);
    college.campus.users.push_back({.account = one.account,
                                    .name = one.name,
                                    .card = {},
                                    .number = number,
                                    .label = "学生",
                                    .groups = {one.group}});
    college.students +=
        fmt::format("{},{},{},{},{},机电一体化技术,2019,\n", number, one.name, one.klass, one.account, one.group);
  }
  college.staff += fmt::format(",{},辅导员\n", counsellor_of_all);
  college.campus.users.push_back(std::move(teacher));
  return college;
}

Stand::Stand(const Options& options, const fs::path& data, const College& college, int rate)
    : binary_(fs::absolute(options.binary).string()),
      config_((folder_.path() / "config.toml").string()),
      database_((data / "banwei.db").string()),
      log_((folder_.path() / "log").string()),
      clock_(folder_.path() / "clock", rate),
      server_(io_, "127.0.0.1", 0),
      gateway_(server_, io_, clock_, college.campus,
               {.token = options.token, .heartbeat = heartbeat / rate, .move_clock = {}}),
      dice_(options.seed) {
  server_.start();
  gateway_.observe(
      {.said =
           [this](const sandbox::ChatLine& line) {
             journal.whispered(line);
             if (on_said) on_said(line);
           },
       .reacted = [this](const sandbox::ChatLine& line, const std::string& emoji) { journal.reacted(line, emoji); },
       .recalled = {},
       .linked = {}});
  write(config_, "[gateway]\nurl = \"ws://127.0.0.1:" + std::to_string(server_.port()) + sandbox::Sandbox::onebot_path +
                     "\"\ntoken_file = \"" + (options.token.empty() ? "" : "token") + "\"\n[storage]\ndatabase = \"" +
                     database_ + "\"\n" + no_pace + options.settings);
  write(folder_.path() / "token", options.token);
  fs::permissions(folder_.path() / "token", fs::perms::owner_read | fs::perms::owner_write);
  const std::pair<const char*, std::string_view> rosters[] = {{"students.csv", college.students},
                                                              {"staff.csv", college.staff}};
  for (const auto& [name, text] : rosters) {
    const std::string file = (folder_.path() / name).string();
    write(file, text);
    Process import({binary_, "roster", "import", file, "--yes", "--config", config_}, log_);
    if (import.wait() != 0) throw Trouble("the roster cannot be imported: " + content_of(log_));
  }
  for (const sandbox::ChatUser& user : college.campus.users) {
    if (user.number.starts_with("20") && user.is_friend) students_.push_back(user);
  }
}

void Stand::preload(bool forgetful) {
  // ASan wants to be first, and gets along without.
  environment_ = {"/usr/bin/env", std::string("LD_PRELOAD=") + BANWEI_SHIM,
                  "BANWEI_BEND=" + (folder_.path() / "clock").string(), "ASAN_OPTIONS=verify_asan_link_order=0"};
  if (forgetful) environment_.emplace_back("BANWEI_FORGETS=1");
}

void Stand::start() {
  if (!try_start()) throw Trouble("the line never came up: " + content_of(log_));
}

bool Stand::try_start() {
  std::vector<std::string> command = environment_;
  command.insert(command.end(), under.begin(), under.end());
  command.insert(command.end(), {binary_, "run", "--config", config_});
  const auto ups = logged("line up");
  bot_ = std::make_unique<Process>(command, log_, file_limit);
  const auto has = [&](const std::function<bool()>& what) {
    if (!wait([&] { return what() || !bot_->alive(); })) throw Trouble("the line never came up: " + content_of(log_));
    return bot_->alive();
  };
  return has([&] { return gateway_.linked(); }) && has([&] { return logged("line up") > ups; });
}

void Stand::kill() {
  bot_->send(SIGKILL);
  bot_->wait();
  if (!wait([this] { return !gateway_.linked(); })) throw Trouble("the line of a dead process stays open");
}

int Stand::stop() {
  bot_->send(SIGTERM);
  if (!wait([this] { return !bot_->alive(); })) throw Trouble("the bot does not end on SIGTERM");
  return bot_->wait();
}

std::string Stand::log() const { return content_of(log_); }

std::size_t Stand::logged(std::string_view event) const {
  return occurrences(log(), "\"event\":\"" + std::string(event) + "\"");
}

nlohmann::json Stand::status() const {
  const std::string answer = (folder_.path() / "status").string();
  fs::remove(answer);
  Process({binary_, "status", "--json", "--config", config_}, answer).wait();
  auto known = nlohmann::json::parse(content_of(answer), nullptr, false);
  return known.is_object() ? known : nlohmann::json();
}

bool Stand::wait(const std::function<bool()>& until, milliseconds bound) {
  const auto end = now() + bound;
  while (!until()) {
    if (now() >= end) return false;
    io_.run_one_for(milliseconds{5});
  }
  return true;
}

void Stand::pass(milliseconds time) {
  const auto end = now() + time;
  wait([&] { return now() >= end; }, time);
}

void Stand::say_something() {
  const auto any = [this](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice_);
  };
  const sandbox::ChatUser& student = students_[any(students_.size())];
  Saying saying{.user = student.account, .message = {}, .centi = 3600 + static_cast<int>(any(100))};
  if (any(8) == 0 && journal.free_in_private(saying.user, saying.centi)) saying.place = Place::direct;
  char text[16];
  std::snprintf(text, sizeof text, "%d.%02d", saying.centi / 100, saying.centi % 100);
  saying.message = saying.place == Place::direct ? gateway_.whisper(saying.user, plain(text))
                                                 : gateway_.say(saying.user, student.groups.front(), plain(text));
  journal.said(std::move(saying));
}

void Stand::rush(milliseconds time) {
  const auto began = now();
  int said = 0;
  while (now() - began < time) {
    const std::chrono::duration<double> since = now() - began;
    for (; said < since.count() * a_second; ++said) say_something();
    pass(milliseconds{1});
  }
}

std::size_t Stand::unanswered(std::size_t since) const {
  const auto& all = journal.all();
  return static_cast<std::size_t>(std::count_if(all.begin() + static_cast<std::ptrdiff_t>(since), all.end(),
                                                [](const Saying& saying) { return !saying.acknowledged; }));
}

void print(const char* test, const Options& options, const Verdict& verdict, std::size_t unanswered) {
  std::printf("%s: seed=%llu rounds=%d acked=%zu stored=%zu lost=%zu dup=%zu phantom=%zu unanswered=%zu integrity=%s\n",
              test, static_cast<unsigned long long>(options.seed), options.rounds, verdict.acked, verdict.stored,
              verdict.lost, verdict.dup, verdict.phantom, unanswered, verdict.integrity.c_str());
  std::fflush(stdout);
}

bool check(bool holds, const std::string& what) {
  if (!holds) std::fprintf(stderr, "does not hold: %s\n", what.c_str());
  return holds;
}

}  // namespace banwei::fault
