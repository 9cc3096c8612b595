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
#include <vector>

#include "bot/backup.h"
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

namespace text {

constexpr Sentence finding{"{} {}：{}", "{} {}: {}"};
constexpr Sentence advice{"    → {}", "    -> {}"};
constexpr Sentence all_well{"没有发现问题", "nothing is wrong"};
constexpr Sentence to_mend{"有 {} 处要处理", "to be mended: {}"};

constexpr Sentence configuration{"配置", "configuration"};
constexpr Sentence database{"数据库", "database"};
constexpr Sentence roster{"名单", "roster"};
constexpr Sentence teachers{"老师", "teachers"};
constexpr Sentence clock{"时钟", "clock"};
constexpr Sentence disk{"磁盘", "disk"};
constexpr Sentence writing{"写盘", "writing"};
constexpr Sentence gateway{"网关", "gateway"};
constexpr Sentence friends{"好友", "friends"};
constexpr Sentence running{"运行", "running bot"};
constexpr Sentence hotline{"热线", "hotline"};

constexpr Sentence mend_config{"照 config.example.toml 改好；banwei run --check 只检查配置",
                               "mend it by config.example.toml; banwei run --check looks at the configuration alone"};
constexpr Sentence no_hotline{"没有设 [care] hotline", "[care] hotline is not set"};
constexpr Sentence set_hotline{"填一个随时能打通的心理援助电话：有人说不想活时，班级小助手会马上告诉他",
                               "give a telephone of counselling that answers at any hour: the bot tells it at once to "
                               "whoever says that they do not want to live"};

constexpr Sentence alone{"{} 个班没有第二位能私聊到的老师：{}",
                         "{} classes have no second teacher who can be whispered to: {}"};
constexpr Sentence and_more{"{} 等", "{} and others"};
constexpr Sentence befriend{
    "健康提醒要有第二个人可以找：请这些班的辅导员、班主任和学工办加班级小助手为好友",
    "alerts need somebody to fall back on: let these classes' counsellors, class teachers and the "
    "office befriend the bot"};
constexpr Sentence restore{
    "停下 banwei，把 {}、-wal、-shm 移到别处留好，换上最近一次备份{}，再启动",
    "stop banwei, keep {}, -wal and -shm elsewhere, put the newest backup in its place{}, start it "
    "again"};
constexpr Sentence nightly{"（{} 是夜里自动存的）", " ({} was kept by night)"};
constexpr Sentence damaged_stopped{"{} 已损坏，运行中的 banwei 已停下",
                                   "{} is damaged, and the running banwei has stopped"};
constexpr Sentence cannot_use{"运行中的 banwei 用不了 {}", "the running banwei cannot use {}"};
constexpr Sentence not_yet{"{} 还不存在", "{} does not exist yet"};
constexpr Sentence made_later{"第一次导入名单或运行时会建好它", "the first import or start makes it"};
constexpr Sentence others_read{"{} 别的用户也能读", "{} can be read by others"};
constexpr Sentence close_it{"chmod 600 {}", "chmod 600 {}"};
constexpr Sentence file_damaged{"文件已损坏：{}", "the file is damaged: {}"};
constexpr Sentence sound{"{} 完好，{}，{}；结构 {}", "{} is sound, {}, {}; shape {}"};
constexpr Sentence in_use{"banwei 正在用", "banwei is using it"};
constexpr Sentence unused{"没有程序在用", "nobody is using it"};
constexpr Sentence without_classes{"还没有班级", "there are no classes yet"};
constexpr Sentence import{"banwei roster import 名单.csv", "banwei roster import FILE.csv"};
constexpr Sentence is_damaged{"{} 已损坏：{}", "{} is damaged: {}"};
constexpr Sentence cannot_open{"{} 打不开：{}", "{} cannot be opened: {}"};
constexpr Sentence right_user{"确认是用运行 banwei 的用户在检查，且没有别的程序占着它",
                              "look as the user that runs banwei, and see that no other program holds it"};
constexpr Sentence right_version{"确认是用运行 banwei 的用户在检查，且程序版本不比数据库旧",
                                 "look as the user that runs banwei, with a program no older than the database"};
constexpr Sentence long_log{"预写日志有 {}", "the write-ahead log has {}"};
constexpr Sentence end_reader{
    "有程序长时间占着数据库没放：结束它；重启 banwei 会收回",
    "some program holds the database for long: end it; a restart of banwei takes the log back"};

constexpr Sentence too_early{"{}，比程序还早", "{}, before this program was built"};
constexpr Sentence behind{"{}，比库里最后一条消息早一天以上", "{}, over a day before the last message in the database"};
constexpr Sentence set_clock{"校准系统时间（timedatectl set-ntp true）后再运行",
                             "set the system's time (timedatectl set-ntp true) first"};
constexpr Sentence jumped{"跳变了，运行中的 banwei 先按原来的时间办",
                          "it jumped, and the running banwei goes on by the old time"};
constexpr Sentence vouch{"校准系统时间；确认没错就运行 banwei clock",
                         "set the system's time; if it is right, run banwei clock"};

constexpr Sentence no_folder{"{} 不存在", "{} does not exist"};
constexpr Sentence make_folder{"建好这个文件夹，或改 [storage] database",
                               "make the folder, or change [storage] database"};
constexpr Sentence room{"{} 还有 {}", "{} has {} left"};
constexpr Sentence make_room{"腾出空间：写不进去时班级小助手什么都不会答应",
                             "make room: a bot that cannot write acknowledges nothing"};
constexpr Sentence little_room{"不多了，请留意", "that is not much: keep an eye on it"};
constexpr Sentence no_file{"{} 里不能建文件", "no file can be made in {}"};
constexpr Sentence let_write{"让运行 banwei 的用户能写这个文件夹",
                             "let the user that runs banwei write to that folder"};
constexpr Sentence cannot_write{"{} 写不进去", "{} cannot be written"};
constexpr Sentence look_at_disk{"看磁盘是否已满、只读或有坏块（dmesg）",
                                "see whether the disk is full, read-only or bad (dmesg)"};
constexpr Sentence syncs{"落盘 {} 次，p50 {:.2f} ms，p99 {:.2f} ms", "{} syncs, p50 {:.2f} ms, p99 {:.2f} ms"};
constexpr Sentence slow_disk{"磁盘偏慢，高峰时点头会晚一些；有条件请换成固态硬盘",
                             "a slow disk: at the busiest times reactions come later; an SSD helps"};

constexpr Sentence reverse{"在网关里加一个反向 WebSocket（Universal）：ws://{}/，token 和这里的一样",
                           "add a reverse websocket (Universal) at the gateway: ws://{}/, with the same token"};
constexpr Sentence refused{"有网关连进来，被拒绝了：{}", "a gateway dialled and was refused: {}"};
constexpr Sentence same_token{"让网关反向 WebSocket 设置里的 token 和 token_file（或 BANWEI_TOKEN）里的一样",
                              "let the token of its reverse websocket be that of token_file (or BANWEI_TOKEN)"};
constexpr Sentence waiting{"banwei 在 {} 等着，还没有账号连进来", "banwei waits at {}, and no account has dialled yet"};
constexpr Sentence can_listen{"{} 可以用来等网关连进来", "{} is free for gateways to dial"};
constexpr Sentence free_port{"结束占着这个端口的程序，或换 [gateway] listen 的端口",
                             "end the program that uses the port, or choose another in [gateway] listen"};
constexpr Sentence no_friends{"网关没有给出好友列表，发热提醒会直接试着私聊老师",
                              "the gateway gave no list of friends; alerts are tried all the same"};
constexpr Sentence get_friends{
    "看网关的日志；重启网关后再检查一次，并确认老师已加班级小助手为好友",
    "see the gateway's log; restart it, look again, and see that teachers have befriended the bot"};
constexpr Sentence same_ids{"每条消息都回同一个编号，可能一条都没发出去",
                            "it gives every message the same id: maybe none was sent"};
constexpr Sentence look_and_restart{
    "到群里看看有没有班级小助手的话；没有就重启网关、重新登录",
    "look into a group for the bot's words; if there are none restart the gateway and log in "
    "again"};
constexpr Sentence no_ids{"不给消息编号，发没发到没法确认", "it gives messages no ids: what was sent is not known"};
constexpr Sentence look{"到群里看看有没有班级小助手的话", "look into a group for the bot's words"};
constexpr Sentence no_reactions{"不让点表情，暂时改用计数的话代替",
                                "it takes no reactions; lines of counts stand in for them"};
constexpr Sentence see_version{"看网关的日志和版本；想一直用话，设 [chat] ack = \"reply\"",
                               "see its log and version; to have words for good set [chat] ack = \"reply\""};
constexpr Sentence connected{"banwei 正连着账号 {}", "banwei is connected, account {}"};
constexpr Sentence unreachable{"{} 连不上：{}", "{} cannot be used: {}"};
constexpr Sentence no_account{"{} 连上了，但说不出登录的账号", "{} answers, and names no account"};
constexpr Sentence log_in{"在网关里登录 QQ 账号", "log the account in at the gateway"};
constexpr Sentence reached{"{} 连上了，账号 {}，{}", "{} answers, account {}, {}"};
constexpr Sentence nameless{"没有报名字", "a gateway without a name"};

constexpr Sentence no_answer{"banwei 在运行，但答不上来：{}", "banwei runs and cannot answer: {}"};
constexpr Sentence see_log{"看日志：journalctl -u banwei", "see the log: journalctl -u banwei"};
constexpr Sentence ask_again{"用运行 banwei 的用户或 root 再检查一次；还不行就重启它",
                             "look again as the user that runs banwei or as root; else restart it"};

}  // namespace text

namespace {

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::int64_t room_needed = 100 * mebibyte;
constexpr std::int64_t room_wanted = 1024 * mebibyte;
constexpr std::int64_t log_wanted = 64 * mebibyte;  // The running bot keeps it below.
constexpr int syncs = 300;
constexpr std::chrono::seconds sync_time{5};
constexpr std::chrono::milliseconds sync_wanted{50};  // A turn's length.
constexpr Utc built{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}};

/// One line a finding, and under it what to do.
class Report {
 public:
  explicit Report(Voice& voice) : voice_(voice) {}

  void good(const Sentence& topic, const Phrase& finding) { line("✓", topic, finding); }
  void doubtful(const Sentence& topic, const Phrase& finding, const Phrase& advice) {
    line("!", topic, finding);
    voice_.say(text::advice, advice);
  }
  void bad(const Sentence& topic, const Phrase& finding, const Phrase& advice) {
    line("✗", topic, finding);
    voice_.say(text::advice, advice);
    ++wrong_;
  }

  int end() {
    voice_.say(wrong_ == 0 ? phrase(text::all_well) : phrase(text::to_mend, wrong_));
    return wrong_ == 0 ? exit_fine : exit_fault;
  }

 private:
  void line(std::string_view mark, const Sentence& topic, const Phrase& finding) {
    voice_.say(text::finding, mark, topic, finding);
  }

  Voice& voice_;
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

Phrase alone_words(const std::vector<std::string>& classes) {
  constexpr std::size_t most = 5;
  std::string words;
  for (std::size_t i = 0; i < std::min(classes.size(), most); ++i) words += (i == 0 ? "" : "、") + classes[i];
  const Phrase listed = classes.size() > most ? phrase(text::and_more, words) : Phrase{words, words};
  return phrase(text::alone, classes.size(), listed);
}

/// The way back from a damaged file, with the newest backup that is known of here.
Phrase restore(const std::string& path) {
  const std::string nightly = nightly_backup(path);
  return phrase(text::restore, path, fs::exists(nightly) ? phrase(text::nightly, nightly) : Phrase{});
}

/// What the running bot says of its file; whether that is all to be said.
bool look_at_file_state(const std::string& path, const std::optional<nlohmann::json>& status, Report& report) {
  const auto state = status ? file_state(status->value("file", "")) : storage::FileState::good;
  if (state == storage::FileState::damaged) {
    report.bad(text::database, phrase(text::damaged_stopped, path), restore(path));
  } else if (state != storage::FileState::good) {
    report.bad(text::database, phrase(text::cannot_use, path), explained(state));
  }
  return state >= storage::FileState::moved;
}

void look_at_database(const std::string& path, bool running, Report& report, std::optional<Utc>& heard) {
  constexpr Sentence topic = text::database;
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    return report.doubtful(topic, phrase(text::not_yet, path), phrase(text::made_later));
  }
  for (const std::string& one : files_of(path)) {
    struct stat status {};
    if (stat(one.c_str(), &status) == 0 && (status.st_mode & 077U) != 0)
      report.bad(topic, phrase(text::others_read, one), phrase(text::close_it, one));
  }
  try {
    storage::Database database(path, storage::Database::Access::read);
    if (const std::string verdict = storage::integrity_check(database); verdict != "ok")
      return report.bad(topic, phrase(text::file_damaged, verdict), restore(path));
    std::string shape;
    for (const auto& [set, version] : storage::versions(database)) {
      shape += fmt::format("{}{} {}", shape.empty() ? "" : "，", set, version);
    }
    storage::Stores stores(database);  // It throws for an older or a newer shape.
    heard = stores.inbox.latest();
    report.good(topic,
                phrase(text::sound, path, mebibytes(file.st_size), running ? text::in_use : text::unused, shape));
    if (stores.members.classes().empty())
      report.doubtful(text::roster, phrase(text::without_classes), phrase(text::import));
    const auto alone = care::classes_without_a_second(stores.members, SystemClock().wall());
    if (!alone.empty()) report.doubtful(text::teachers, alone_words(alone), phrase(text::befriend));
  } catch (const storage::Error& error) {
    const bool damaged = error.file() == storage::FileState::damaged;
    report.bad(topic, phrase(damaged ? text::is_damaged : text::cannot_open, path, error.why()),
               damaged ? restore(path) : phrase(text::right_user));
  } catch (const std::exception& error) {
    report.bad(topic, phrase(text::cannot_open, path, why(error)), phrase(text::right_version));
  }
  const std::int64_t log = size_of(path + "-wal");
  if (log > log_wanted) report.doubtful(topic, phrase(text::long_log, mebibytes(log)), phrase(text::end_reader));
}

void look_at_clock(const Zone& zone, const std::string& zone_name, std::optional<Utc> heard, Report& report) {
  const Utc now = SystemClock().wall();
  const Moment moment = zone.at(now);
  const std::string shown =
      fmt::format("{} {} {}", iso(moment.day()), wording::hour_minute(moment.time_of_day()), zone_name);
  const Phrase advice = phrase(text::set_clock);
  if (now < built) return report.bad(text::clock, phrase(text::too_early, shown), advice);
  if (heard && now < *heard - std::chrono::days{1}) return report.bad(text::clock, phrase(text::behind, shown), advice);
  report.good(text::clock, {shown, shown});
}

void look_at_room(const fs::path& folder, Report& report) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0)
    return report.bad(text::disk, phrase(text::no_folder, folder.string()), phrase(text::make_folder));
  const auto room = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  const Phrase finding = phrase(text::room, folder.string(), mebibytes(room));
  if (room < room_needed) return report.bad(text::disk, finding, phrase(text::make_room));
  if (room < room_wanted) return report.doubtful(text::disk, finding, phrase(text::little_room));
  report.good(text::disk, finding);
}

/// How long the disk takes to keep a page, measured as the database's log does it.
void look_at_disk(const fs::path& folder, Report& report) {
  std::string name = (folder / "banwei-doctor-XXXXXX").string();
  const int file = mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return report.bad(text::writing, phrase(text::no_file, folder.string()), phrase(text::let_write));
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
  if (!written)
    return report.bad(text::writing, phrase(text::cannot_write, folder.string()), phrase(text::look_at_disk));
  std::sort(times.begin(), times.end());
  const double p99 = times.at(times.size() * 99 / 100);
  const Phrase finding = phrase(text::syncs, times.size(), times.at(times.size() / 2), p99);
  if (p99 > static_cast<double>(sync_wanted.count()))
    return report.doubtful(text::writing, finding, phrase(text::slow_disk));
  report.good(text::writing, finding);
}

/// Whether gateways could dial us, or might have by now.
void look_at_listening(const Config& config, bool running, const std::string& refused, Report& report) {
  constexpr Sentence topic = text::gateway;
  const std::string& listen = config.gateway_listen;
  const Phrase advice = phrase(text::reverse, listen);
  if (!refused.empty()) {
    const bool token = refused.find("token") != std::string::npos;
    return report.bad(topic, phrase(text::refused, refused), token ? phrase(text::same_token) : advice);
  }
  if (running) return report.doubtful(topic, phrase(text::waiting, listen), advice);
  try {
    boost::asio::io_context io{1};
    const SystemClock clock;
    Log log([](Log::Level, std::string_view) {});
    const Acceptor acceptor(io,
                            {.protocol = onebot11::converse,
                             .listen = listen,
                             .token = config.gateway_token,
                             .insecure = config.gateway_insecure},
                            clock, log, {});
    report.good(topic, phrase(text::can_listen, listen));
  } catch (const std::exception& error) {
    report.bad(topic, why(error), phrase(text::free_port));
  }
}

/// Without the list nobody knows who can be whispered to, a teacher who should hear of a fever among them.
void look_at_friends(bool came, Report& report) {
  if (came) return;
  report.doubtful(text::friends, phrase(text::no_friends), phrase(text::get_friends));
}

/// What the running bot has seen of its gateway.
void look_at_doubts(const nlohmann::json& doubts, Report& report) {
  for (const auto& doubt : doubts) {
    if (doubt == "same_ids") report.bad(text::gateway, phrase(text::same_ids), phrase(text::look_and_restart));
    if (doubt == "no_ids") report.doubtful(text::gateway, phrase(text::no_ids), phrase(text::look));
    if (doubt == "no_reactions") report.doubtful(text::gateway, phrase(text::no_reactions), phrase(text::see_version));
  }
}

void look_at_gateway(const Config& config, const std::optional<nlohmann::json>& status, Report& report) {
  constexpr Sentence topic = text::gateway;
  const nlohmann::json lines = status ? status->at("gateway") : nlohmann::json::array();
  bool up = false;
  for (const auto& line : lines) {
    if (!line.at("up").get<bool>()) continue;
    up = true;
    report.good(topic, phrase(text::connected, line.at("account").get<std::string>()));
    look_at_doubts(line.value("doubts", nlohmann::json::array()), report);
    look_at_friends(line.value("friends", nlohmann::json()).is_number(), report);
  }
  if (up) return;  // A second line beside it would only be in the way.
  if (!config.gateway_listen.empty())
    look_at_listening(config, status.has_value(), status ? status->value("refused", "") : "", report);
  if (config.gateway_url.empty()) return;
  const std::string shown = config.gateway_url.substr(0, config.gateway_url.find('?'));  // A token may stand behind it.
  const Probe found = probe(config);
  if (!found.up) return report.bad(topic, phrase(text::unreachable, shown, found.reason), found.advice);
  if (found.account.empty()) return report.bad(topic, phrase(text::no_account, shown), phrase(text::log_in));
  report.good(topic, phrase(text::reached, shown, found.account,
                            found.app.empty() ? phrase(text::nameless) : Phrase{found.app, found.app}));
  look_at_friends(found.friends, report);
}

std::optional<nlohmann::json> ask(const std::string& database, Report& report) {
  try {
    auto status = ask_daemon(database, {{"verb", "status"}});
    if (!status || status->contains("gateway")) return status;
    report.bad(text::running, phrase(text::no_answer, refused(*status)), phrase(text::see_log));
  } catch (const std::exception& error) {
    report.bad(text::running, why(error), phrase(text::ask_again));
  }
  return nlohmann::json{{"gateway", nlohmann::json::array()}};
}

}  // namespace

int doctor(const std::string& config_path, Voice& voice) {
  Report report(voice);
  Config config;
  try {
    config = read_config(config_path);
  } catch (const ConfigError& error) {
    report.bad(text::configuration, error.why(), phrase(text::mend_config));
    return report.end();
  }
  report.good(text::configuration, {config_path, config_path});
  if (config.settings.care.hotline.empty())
    report.doubtful(text::hotline, phrase(text::no_hotline), phrase(text::set_hotline));
  const fs::path folder = fs::absolute(config.database).parent_path();
  const auto running = ask(config.database, report);
  std::optional<Utc> heard;
  if (!look_at_file_state(config.database, running, report))
    look_at_database(config.database, running.has_value(), report, heard);
  if (running && running->value("clock", "good") != "good")
    report.doubtful(text::clock, phrase(text::jumped), phrase(text::vouch));
  look_at_clock(Zone(config.zone), config.zone, heard, report);
  look_at_room(folder, report);
  if (fs::is_directory(folder)) look_at_disk(folder, report);
  look_at_gateway(config, running, report);
  return report.end();
}

}  // namespace banwei::cli
