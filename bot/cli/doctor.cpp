// doctor: looks at all that a bot needs, from the configuration to the disk, and says what to mend.
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <ostream>
#include <vector>

#include "bot/checkup.h"
#include "bot/cli/probe.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/control.h"
#include "bot/gateway/acceptor.h"
#include "bot/gateway/onebot11/conversation.h"
#include "bot/status.h"
#include "handlers/care/coverage.h"
#include "handlers/common/wording.h"
#include "storage/upkeep.h"

namespace banwei::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::int64_t room_needed = 100 * mebibyte;
constexpr std::int64_t room_wanted = 1024 * mebibyte;
constexpr std::int64_t log_wanted = 64 * mebibyte;  // the running bot keeps it below
constexpr int syncs = 300;
constexpr std::chrono::seconds sync_time{5};
constexpr std::chrono::milliseconds sync_wanted{50};  // a turn's length
constexpr Utc built{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}};

/// One line a finding, and under it what to do.
class Report {
 public:
  explicit Report(std::ostream& out) : out_(out) {}

  void good(std::string_view topic, const std::string& finding) { line("✓", topic, finding, ""); }
  void doubtful(std::string_view topic, const std::string& finding, const std::string& advice) {
    line("!", topic, finding, advice);
  }
  void bad(std::string_view topic, const std::string& finding, const std::string& advice) {
    line("✗", topic, finding, advice);
    ++wrong_;
  }

  int end() {
    out_ << (wrong_ == 0 ? "没有发现问题" : fmt::format("有 {} 处要处理", wrong_)) << "\n";
    return wrong_ == 0 ? exit_fine : exit_fault;
  }

 private:
  void line(std::string_view mark, std::string_view topic, const std::string& finding, const std::string& advice) {
    out_ << mark << " " << topic << "：" << finding << "\n";
    if (!advice.empty()) out_ << "    → " << advice << "\n";
  }

  std::ostream& out_;
  int wrong_ = 0;
};

std::int64_t size_of(const std::string& file) {
  std::error_code missing;
  const auto size = fs::file_size(file, missing);
  return missing ? 0 : static_cast<std::int64_t>(size);
}

std::string mebibytes(std::int64_t bytes) {
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / static_cast<double>(mebibyte));
}

std::string alone_words(const std::vector<std::string>& classes) {
  constexpr std::size_t most = 5;
  std::string words = fmt::format("{} 个班没有第二位能私聊到的老师：", classes.size());
  for (std::size_t i = 0; i < std::min(classes.size(), most); ++i) words += (i == 0 ? "" : "、") + classes[i];
  return classes.size() > most ? words + " 等" : words;
}

/// The way back from a damaged file, with the newest backup that is known of here.
std::string restore(const std::string& path) {
  const std::string nightly = Checkup::backup_of(path);
  return fmt::format("停下 banwei，把 {}、-wal、-shm 移到别处留好，换上最近一次备份{}，再启动", path,
                     fs::exists(nightly) ? "（" + nightly + " 是夜里自动存的）" : "");
}

/// What the running bot says of its file; whether that is all to be said.
bool look_at_file_state(const std::string& path, const std::optional<nlohmann::json>& status, Report& report) {
  const auto state = status ? file_state(status->value("file", "")) : storage::FileState::good;
  if (state == storage::FileState::damaged) {
    report.bad("数据库", path + " 已损坏，运行中的 banwei 已停下", restore(path));
  } else if (state != storage::FileState::good) {
    report.bad("数据库", "运行中的 banwei 用不了 " + path, std::string(trouble(state)));
  }
  return state >= storage::FileState::moved;
}

void look_at_database(const std::string& path, bool running, Report& report, std::optional<Utc>& heard) {
  constexpr std::string_view topic = "数据库";
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    return report.doubtful(topic, path + " 还不存在", "第一次导入名单或运行时会建好它");
  }
  if ((file.st_mode & 077U) != 0) report.bad(topic, path + " 别的用户也能读", "chmod 600 " + path);
  try {
    storage::Database database(path, storage::Database::Access::read);
    if (const std::string verdict = storage::quick_check(database); verdict != "ok")
      return report.bad(topic, "文件已损坏：" + verdict, restore(path));
    std::string shape;
    for (const auto& [set, version] : storage::versions(database)) {
      shape += fmt::format("{}{} {}", shape.empty() ? "" : "，", set, version);
    }
    storage::Stores stores(database);  // throws for an older or a newer shape
    heard = stores.inbox.latest();
    report.good(topic, fmt::format("{} 完好，{}，{}；结构 {}", path, mebibytes(file.st_size),
                                   running ? "banwei 正在用" : "没有程序在用", shape));
    if (stores.members.classes().empty()) report.doubtful("名单", "还没有班级", "banwei roster import 名单.csv");
    const auto alone = care::classes_without_a_second(stores.members, SystemClock().wall());
    if (!alone.empty())
      report.doubtful("老师", alone_words(alone),
                      "健康提醒要有第二个人可以找：请这些班的辅导员、班主任和学工办加机器人为好友");
  } catch (const storage::Error& error) {
    const bool damaged = error.file() == storage::FileState::damaged;
    report.bad(topic, path + (damaged ? " 已损坏：" : " 打不开：") + error.what(),
               damaged ? restore(path) : "确认是用运行 banwei 的用户在检查，且没有别的程序占着它");
  } catch (const std::exception& error) {
    report.bad(topic, path + " 打不开：" + error.what(), "确认是用运行 banwei 的用户在检查，且程序版本不比数据库旧");
  }
  const std::int64_t log = size_of(path + "-wal");
  if (log > log_wanted)
    report.doubtful(topic, "预写日志有 " + mebibytes(log), "有程序长时间占着数据库没放：结束它；重启 banwei 会收回");
}

void look_at_clock(const Zone& zone, const std::string& zone_name, std::optional<Utc> heard, Report& report) {
  const Utc now = SystemClock().wall();
  const Moment moment = zone.at(now);
  const std::string shown =
      fmt::format("{} {} {}", iso(moment.day()), wording::hour_minute(moment.time_of_day()), zone_name);
  const char* advice = "校准系统时间（timedatectl set-ntp true）后再运行";
  if (now < built) return report.bad("时钟", shown + "，比程序还早", advice);
  if (heard && now < *heard - std::chrono::days{1})
    return report.bad("时钟", shown + "，比库里最后一条消息早一天以上", advice);
  report.good("时钟", shown);
}

void look_at_room(const fs::path& folder, Report& report) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0)
    return report.bad("磁盘", folder.string() + " 不存在", "建好这个文件夹，或改 [storage] database");
  const auto room = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  const std::string finding = folder.string() + " 还有 " + mebibytes(room);
  if (room < room_needed) return report.bad("磁盘", finding, "腾出空间：写不进去时机器人什么都不会答应");
  if (room < room_wanted) return report.doubtful("磁盘", finding, "不多了，请留意");
  report.good("磁盘", finding);
}

/// How long the disk takes to keep a page, measured as the database's log does it.
void look_at_disk(const fs::path& folder, Report& report) {
  std::string name = (folder / "banwei-doctor-XXXXXX").string();
  const int file = mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return report.bad("写盘", folder.string() + " 里不能建文件", "让运行 banwei 的用户能写这个文件夹");
  unlink(name.c_str());
  const SystemClock clock;
  const std::array<char, 4096> page{};
  std::vector<double> times;
  bool written = true;
  for (const auto end = clock.steady() + sync_time; times.size() < syncs && clock.steady() < end;) {
    const auto began = clock.steady();
    const auto offset = static_cast<off_t>(times.size() * page.size());
    written = pwrite(file, page.data(), page.size(), offset) == static_cast<ssize_t>(page.size());
    if (!written || fdatasync(file) != 0) {
      written = false;
      break;
    }
    times.push_back(std::chrono::duration<double, std::milli>(clock.steady() - began).count());
  }
  close(file);
  if (!written) return report.bad("写盘", folder.string() + " 写不进去", "看磁盘是否已满、只读或有坏块（dmesg）");
  std::sort(times.begin(), times.end());
  const double p99 = times.at(times.size() * 99 / 100);
  const std::string finding =
      fmt::format("落盘 {} 次，p50 {:.2f} ms，p99 {:.2f} ms", times.size(), times.at(times.size() / 2), p99);
  if (p99 > static_cast<double>(sync_wanted.count()))
    return report.doubtful("写盘", finding, "磁盘偏慢，高峰时点头会晚一些；有条件请换成固态硬盘");
  report.good("写盘", finding);
}

/// Whether gateways could dial us, or might have by now.
void look_at_listening(const Config& config, bool running, const std::string& refused, Report& report) {
  constexpr std::string_view topic = "网关";
  const std::string& listen = config.gateway_listen;
  const std::string advice = "在网关里加一个反向 WebSocket（Universal）：ws://" + listen + "/，token 和这里的一样";
  if (!refused.empty()) {
    const bool token = refused.find("token") != std::string::npos;
    return report.bad(topic, "有网关连进来，被拒绝了：" + refused,
                      token ? "让网关反向 WebSocket 设置里的 token 和 token_file（或 BANWEI_TOKEN）里的一样" : advice);
  }
  if (running) return report.doubtful(topic, "banwei 在 " + listen + " 等着，还没有账号连进来", advice);
  try {
    boost::asio::io_context io{1};
    const SystemClock clock;
    Log log([](Log::Level, std::string_view) {});
    const Acceptor acceptor(io,
                            {.protocol = onebot11::converse,
                             .listen = listen,
                             .token = config.gateway_token,
                             .insecure = config.gateway_insecure},
                            clock, log, {}, {});
    report.good(topic, listen + " 可以用来等网关连进来");
  } catch (const std::exception& error) {
    report.bad(topic, error.what(), "结束占着这个端口的程序，或换 [gateway] listen 的端口");
  }
}

/// Without the list nobody knows who can be whispered to, a teacher who should hear of a fever among them.
void look_at_friends(bool came, Report& report) {
  if (came) return;
  report.doubtful("好友", "网关没有给出好友列表，发热提醒会直接试着私聊老师",
                  "看网关的日志；重启网关后再检查一次，并确认老师已加机器人为好友");
}

/// What the running bot has seen of its gateway.
void look_at_doubts(const nlohmann::json& doubts, Report& report) {
  for (const auto& doubt : doubts) {
    if (doubt == "same_ids")
      report.bad("网关", "每条消息都回同一个编号，可能一条都没发出去",
                 "到群里看看有没有机器人的话；没有就重启网关、重新登录");
    if (doubt == "no_ids") report.doubtful("网关", "不给消息编号，发没发到没法确认", "到群里看看有没有机器人的话");
    if (doubt == "no_reactions")
      report.doubtful("网关", "不让点表情，暂时改用计数的话代替",
                      "看网关的日志和版本；想一直用话，设 [chat] ack = \"reply\"");
  }
}

void look_at_gateway(const Config& config, const std::optional<nlohmann::json>& status, Report& report) {
  constexpr std::string_view topic = "网关";
  const nlohmann::json lines = status ? status->at("gateway") : nlohmann::json::array();
  bool up = false;
  for (const auto& line : lines) {
    if (!line.at("up").get<bool>()) continue;
    up = true;
    report.good(topic, "banwei 正连着账号 " + line.at("account").get<std::string>());
    look_at_doubts(line.value("doubts", nlohmann::json::array()), report);
    look_at_friends(line.value("friends", nlohmann::json()).is_number(), report);
  }
  if (up) return;  // a second line beside it would only be in the way
  if (!config.gateway_listen.empty())
    look_at_listening(config, status.has_value(), status ? status->value("refused", "") : "", report);
  if (config.gateway_url.empty()) return;
  const std::string shown = config.gateway_url.substr(0, config.gateway_url.find('?'));  // a token may stand behind it
  const Probe found = probe(config);
  if (!found.up) return report.bad(topic, shown + " 连不上：" + found.why, found.advice);
  if (found.account.empty()) return report.bad(topic, shown + " 连上了，但说不出登录的账号", "在网关里登录 QQ 账号");
  report.good(
      topic, fmt::format("{} 连上了，账号 {}，{}", shown, found.account, found.app.empty() ? "没有报名字" : found.app));
  look_at_friends(found.friends, report);
}

std::optional<nlohmann::json> ask(const std::string& database, Report& report) {
  try {
    auto status = ask_daemon(database, {{"verb", "status"}});
    if (!status || status->contains("gateway")) return status;
    report.bad("运行", "banwei 在运行，但答不上来：" + status->value("error", ""), "看日志：journalctl -u banwei");
  } catch (const std::exception& error) {
    report.bad("运行", error.what(), "用运行 banwei 的用户或 root 再检查一次；还不行就重启它");
  }
  return nlohmann::json{{"gateway", nlohmann::json::array()}};
}

}  // namespace

int doctor(const std::string& config_path, std::ostream& out) {
  Report report(out);
  Config config;
  try {
    config = read_config(config_path);
  } catch (const ConfigError& error) {
    report.bad("配置", error.what(), "照 config.example.toml 改好；banwei run --check 只检查配置");
    return report.end();
  }
  report.good("配置", config_path);
  if (config.settings.care.hotline.empty())
    report.doubtful("热线", "没有设 [care] hotline",
                    "填一个随时能打通的心理援助电话：有人说不想活时，机器人会马上告诉他");
  const fs::path folder = fs::absolute(config.database).parent_path();
  const auto running = ask(config.database, report);
  std::optional<Utc> heard;
  if (!look_at_file_state(config.database, running, report))
    look_at_database(config.database, running.has_value(), report, heard);
  if (running && running->value("clock", "good") != "good")
    report.doubtful("时钟", "跳变了，运行中的 banwei 先按原来的时间办", "校准系统时间；确认没错就运行 banwei clock");
  look_at_clock(Zone(config.zone), config.zone, heard, report);
  look_at_room(folder, report);
  if (fs::is_directory(folder)) look_at_disk(folder, report);
  look_at_gateway(config, running, report);
  return report.end();
}

}  // namespace banwei::cli
