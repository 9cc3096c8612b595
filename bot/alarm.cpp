#include "bot/alarm.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

namespace banwei {

namespace text {
namespace {

constexpr auto never_up = "班委启动后一直没有连上网关，请看网关是否在运行、地址和令牌是否一致（日志里有原因）";
constexpr auto down = "班委的账号 {} 与网关断线已超过 {} 分钟，期间收不到也发不出消息，请看网关是否在运行";
constexpr auto logged_out = "班委的账号 {} 掉线了，请到网关重新登录（可能要扫码），期间收不到也发不出消息";
constexpr auto removed = "班委的账号 {} 已不在群 {} 里，请群主重新拉它进群";
constexpr auto deaf = "班委的账号 {} 连着网关却收不到消息，重连后还是这样，请重启网关（可能要重新登录）";
constexpr auto hears = "班委的账号 {} 又收得到消息了";
constexpr auto back = "班委的账号 {} 已恢复在线";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::milliseconds child_step{100};
constexpr std::size_t waiting_limit = 8;

/// Starts the program with one argument: no shell, no environment that could hold a token, no descriptor of ours.
pid_t spawn(const std::string& command, const std::string& sentence) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::string program = command;
  std::string argument = sentence;
  std::string path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  std::string language = "LANG=C.UTF-8";
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  char* const environment[] = {path.data(), language.data(), nullptr};
  pid_t child = 0;
  const int error = posix_spawn(&child, command.c_str(), &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? child : -error;
}

}  // namespace

Alarm::Alarm(boost::asio::io_context& io, AlarmOptions options, const Clock& clock, Log& log)
    : options_(std::move(options)), clock_(clock), log_(log), watch_(io), child_timer_(io) {}

Alarm::~Alarm() { stop(); }

void Alarm::start() {
  if (options_.command.empty()) return;
  outages_[""] = {.since = clock_.steady()};
  watch();
}

void Alarm::stop() {
  stopped_ = true;
  watch_.cancel();
  child_timer_.cancel();
  waiting_.clear();
  outages_.clear();
  if (child_ <= 0) return;
  kill(-child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  child_ = 0;
}

void Alarm::heard(const Event& event) {
  if (options_.command.empty() || stopped_) return;
  if (const auto* message = std::get_if<Message>(&event)) {
    if (deaf_.empty() || message->user == message->account) return;
    const auto deafness = deaf_.extract(message->account);
    if (deafness && deafness.mapped()) raise(fmt::format(text::hears, message->account));
  } else if (const auto* up = std::get_if<LinkUp>(&event)) {
    outages_.erase("");
    const auto outage = outages_.extract(up->account);
    if (outage && outage.mapped().told) raise(fmt::format(text::back, up->account));
  } else if (const auto* down = std::get_if<LinkDown>(&event)) {
    if (down->deaf_since) {
      const auto [deafness, first] = deaf_.try_emplace(down->account, false);
      if (!first && !std::exchange(deafness->second, true)) raise(fmt::format(text::deaf, down->account));
    }
    Outage& outage = outages_.try_emplace(down->account, Outage{.since = clock_.steady()}).first->second;
    if (!down->logged_out || std::exchange(outage.told, true)) return;
    raise(fmt::format(text::logged_out, down->account));
  } else if (const auto* change = std::get_if<MuteChange>(&event)) {
    if (change->kind != MuteChange::Kind::removed) return;
    raise(fmt::format(text::removed, change->account, change->group));
  }
}

void Alarm::say(const std::string& sentence) {
  if (!options_.command.empty() && !stopped_) raise(sentence);
}

void Alarm::watch() {
  watch_.expires_after(options_.patience / 4);
  watch_.async_wait([this](boost::system::error_code ec) {
    if (ec || stopped_) return;
    for (auto& [account, outage] : outages_) {
      if (outage.told || clock_.steady() - outage.since < options_.patience) continue;
      outage.told = true;
      const auto minutes = std::chrono::floor<std::chrono::minutes>(options_.patience).count();
      raise(account.empty() ? std::string(text::never_up) : fmt::format(text::down, account, minutes));
    }
    watch();
  });
}

void Alarm::raise(const std::string& sentence) {
  const auto now = clock_.steady();
  while (!raised_.empty() && now - raised_.front() > std::chrono::hours{1}) raised_.pop_front();
  std::erase_if(said_, [&](const auto& entry) { return now - entry.second > options_.again; });
  if (said_.contains(sentence)) return;
  if (raised_.size() >= options_.hourly || waiting_.size() >= waiting_limit) {
    log_.error("too many alarms within an hour: one was not given");
    return;
  }
  said_[sentence] = now;
  raised_.push_back(now);
  waiting_.push_back(sentence);
  run();
}

void Alarm::run() {
  if (child_ > 0 || waiting_.empty()) return;
  const pid_t child = spawn(options_.command, waiting_.front());
  waiting_.pop_front();
  if (child < 0) {
    log_.error("the alarm command cannot be run: make [operations] alarm_command the path of a program",
               {{"why", std::strerror(-child)}});
    return run();
  }
  child_ = child;
  child_since_ = clock_.steady();
  check();
}

/// Looks whether the command has ended; one that takes too long is killed with all it has started.
void Alarm::check() {
  child_timer_.expires_after(child_step);
  child_timer_.async_wait([this](boost::system::error_code ec) {
    if (ec || stopped_) return;
    int status = 0;
    const pid_t ended = waitpid(child_, &status, WNOHANG);
    if (ended == 0) {
      if (clock_.steady() - child_since_ > options_.run_limit) kill(-child_, SIGKILL);
      return check();
    }
    child_ = 0;
    const bool good = ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (good) {
      log_.info("the admin was alarmed");
    } else {
      log_.error("the alarm command failed or took too long", {{"status", status}});
    }
    run();
  });
}

}  // namespace banwei
