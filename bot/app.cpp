#include "bot/app.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "bot/alarm.h"
#include "bot/checkup.h"
#include "bot/control.h"
#include "bot/desk.h"
#include "bot/exported.h"
#include "bot/gateway/account_router.h"
#include "bot/gateway/onebot11/conversation.h"
#include "bot/metrics.h"
#include "bot/notify.h"
#include "bot/purge.h"
#include "bot/queue.h"
#include "bot/status.h"
#include "bot/web/operations.h"
#include "bot/worker.h"
#include "handlers/care/coverage.h"
#include "handlers/importing.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_reader.h"
#include "handlers/members/roster_sheet.h"
#include "storage/upkeep.h"

namespace banwei {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds slice_time{25};  // So much of an import runs beside the turns.
constexpr std::chrono::seconds check_time{5};        // The file is checked so long, before anybody is answered.

}  // namespace

namespace text {

constexpr Sentence cannot_open{
    "{} 打不开（{}）：检查文件夹在不在，运行 banwei 的用户能不能写它和这个文件",
    "{} cannot be opened ({}): check that its folder exists, and that whoever runs banwei may "
    "write to both"};
constexpr Sentence locked{"另一个 banwei 正在用 {}：先停下它（systemctl stop banwei）",
                          "another banwei is working on {}: stop it first (systemctl stop banwei)"};

}  // namespace text

// flock knows files, not paths, and is no concern of SQLite's own locks.
DatabaseLock::DatabaseLock(const std::string& database) {
  file_ = open(database.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) throw Explained(text::cannot_open, database, std::strerror(errno));
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    close(file_);
    throw Locked(text::locked, database);
  }
  for (const std::string& path : files_of(database)) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || (status.st_mode & 077U) == 0) continue;
    if (chmod(path.c_str(), 0600) == 0) mended_.push_back(path);
  }
}

DatabaseLock::~DatabaseLock() { close(file_); }

namespace {

/// The directions in which the gateway is met, as the config has them.
AccountRouterOptions lines(const Config& config) {
  AccountRouterOptions options;
  if (!config.gateway_url.empty()) {
    options.dial = LinkOptions{.protocol = onebot11::converse,
                               .url = config.gateway_url,
                               .token = config.gateway_token,
                               .ca_file = config.gateway_ca_file,
                               .insecure = config.gateway_insecure};
  }
  if (!config.gateway_listen.empty()) {
    options.listen = AcceptorOptions{.protocol = onebot11::converse,
                                     .listen = config.gateway_listen,
                                     .token = config.gateway_token,
                                     .accept_query_token = config.gateway_accept_query_token,
                                     .insecure = config.gateway_insecure};
  }
  return options;
}

/// The database and its stores, looked over as long as a start may take. In place of a damaged file stands an empty one
/// in memory, so that the rest can run, stand still and say so.
struct Opened {
  explicit Opened(const std::string& path, const Clock& clock) {
    try {
      if (fs::file_size(path) == 0 && fs::exists(nightly_backup(path)))
        throw storage::damage("it is empty, though a backup of it stands beside it");
      open(path);
      const auto end = clock.steady() + check_time;
      const auto verdict = storage::integrity_check(*database, [&] { return clock.steady() >= end; });
      unfinished = !verdict;
      if (verdict.value_or("ok") != "ok") throw storage::damage(*verdict);
    } catch (const storage::Error& error) {
      if (error.file() != storage::FileState::damaged) throw;
      damage = error;
      open(":memory:");
    }
  }

  void open(const std::string& path) {
    stores.reset();
    database.reset();
    database = std::make_unique<storage::Database>(path, storage::Database::Access::write);
    stores = std::make_unique<storage::Stores>(*database);
  }

  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Stores> stores;
  std::optional<storage::Error> damage;
  bool unfinished = false;
};

}  // namespace

/// It has more methods than a class should: each is one thing that the process does beside the turns, and all of them
/// share its parts.
class App::Parts {
 public:
  Parts(asio::io_context& io, const Config& config, Clock& clock, Log& log)
      : io_(io),
        clock_(clock),
        log_(log),
        config_(config),
        lock_(config.database),
        opened_(config.database, clock),
        database_(*opened_.database),
        stores_(*opened_.stores),
        zone_(config.zone),
        features_(stores_, zone_, config.settings),
        arrivals_(clock.wall()),
        alarm_(io, {.command = config.alarm_command}, clock, log),
        gateway_(io, lines(config), clock, log,
                 Sink{[this](Event event) {
                        arrivals_.note(event, clock_.wall());
                        alarm_.heard(event);
                        metrics_.heard(event);
                        if (auto* file = std::get_if<SentFile>(&event); file && file->came)
                          return open(std::move(*file));
                        std::visit([this](auto& what) { queue_.push(std::move(what)); }, event);
                      },
                      [this](CallResult result) {
                        metrics_.on_call_result(result.kind, result.outcome);
                        if (result.tag == 0) return;
                        push_spread(std::move(result), [this](Item item) { queue_.push(std::move(item)); });
                      }}),
        desk_(stores_, features_.all(), zone_, clock, gateway_, log,
              {.quiet = config.settings.quiet,
               .pace = config.pace,
               .retention = config.settings.retention,
               .seed = std::random_device{}()}),
        checkup_(config.database, {.most = config.backups, .oldest = config.settings.retention.shortest()}, zone_, log,
                 [this](const storage::Error& damage) { queue_.push([this, damage] { desk_.file_failed(damage); }); }),
        control_(io, config.database,
                 {{"status", [this](const auto&, auto answer) { status(std::move(answer)); }},
                  {"clock", [this](const auto&, auto answer) { believe_clock(std::move(answer)); }},
                  {"purge", [this](const auto& request, auto respond) { purge(request, std::move(respond)); }},
                  {"export", [this](const auto& request, auto respond) { note(request, std::move(respond)); }},
                  {"import", [this](const auto& request, auto answer) { take_in(request, std::move(answer)); }},
                  {"roster", [this](const auto& request, auto answer) { import(request, std::move(answer)); }}},
                 log),
        tick_(io),
        last_turn_(clock.steady()) {
    if (!config.operations_listen.empty()) {
      operations_.emplace(io, web::local_listen(config.operations_listen),
                          web::Operations::Source{.troubles =
                                                      [this] {
                                                        return troubles({.file = file_,
                                                                         .line_up = arrivals_.up(),
                                                                         .still = clock_.steady() - last_turn_.load()});
                                                      },
                                                  .metrics =
                                                      [this] {
                                                        metrics_.queue(queue_.size());
                                                        return metrics_.text();
                                                      },
                                                  .crowded = [this] { crowded(); }});
      log.info("health and metrics are served", {{"port", operations_->port()}});
    }
    for (const std::string& file : lock_.mended())
      log.warning("others could read a file: its mode is 0600 now", {{"file", std::string_view(file)}});
    desk_.acknowledge(config.ack);
    try {
      appoint(config.admins, {});
      desk_.start();
      drop_undeclared_timers();
      warn_of_care();
      if (opened_.damage) desk_.file_failed(*opened_.damage);
    } catch (const storage::Error& error) {
      if (error.file() != storage::FileState::damaged) throw;
      desk_.file_failed(error);
    }
  }

  ~Parts() {
    queue_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void show(Witness witness) { desk_.show(std::move(witness)); }

  void start() {
    if (opened_.unfinished) checkup_.begin(clock_.wall());
    thread_ = std::thread([this] { work(); });
    gateway_.start();
    alarm_.start();
    tick();
    notify_.ready();
  }

  void reload(const Config& fresh) {
    notify_.reloading();
    const ConfigChanges changed = changes(config_, fresh);
    for (const std::string& key : changed.restart)
      log_.warning("a changed setting waits for a restart", {{"key", key}});
    for (const std::string& key : changed.live) {
      log_.info("a changed setting takes effect", {{"key", key}});
      config_.values[key] = fresh.values.at(key);
    }
    log_.set_level(fresh.log_level);
    const std::vector<std::string> before = std::exchange(config_.admins, fresh.admins);
    checkup_.keep_for(fresh.settings.retention.shortest());
    queue_.push([this, before, fresh] {
      features_.set(fresh.settings);
      desk_.acknowledge(fresh.ack);
      desk_.keep_quiet(fresh.settings.quiet);
      desk_.retain(fresh.settings.retention);
      try {
        appoint(fresh.admins, before);
      } catch (const std::exception& error) {
        log_.error("the admins could not be stored: reload again", {{"why", error.what()}});
      }
      notify_.ready();
    });
  }

  void stop() {
    notify_.stopping();
    control_.stop();
    if (operations_) operations_->stop();
    tick_.cancel();
    alarm_.stop();
    queue_.stop();
    checkup_.stop();
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
  }

 private:
  /// A workbook is read by a process of its own, and nobody waits for it.
  void open(SentFile sent) {
    asio::post(reading_, [this, file = std::move(sent)]() mutable {
      members::open_workbook(file, [](const std::string& workbook) {
        return run_worker({"roster", "read-sheet"}, workbook);
      });
      queue_.push(std::move(file));
    });
  }

  /// What would leave somebody in need with too few to turn to.
  void warn_of_care() {
    if (config_.settings.care.hotline.empty())
      log_.warning("no hotline is set: whoever is in distress is told of 120 and 110 alone", {{"key", "care.hotline"}});
    const auto alone = care::classes_without_a_second(stores_.members, clock_.wall());
    if (!alone.empty())
      log_.warning("classes have no second teacher who can be reached: doctor names them",
                   {{"classes", static_cast<std::int64_t>(alone.size())}});
  }

  /// A newer banwei may have set timers that this one knows nothing of.
  void drop_undeclared_timers() {
    for (const auto& sort : undeclared_timers(stores_.schedule, features_.all())) {
      log_.error("timers that no feature declares were dropped", {{"feature", sort.feature}, {"kind", sort.kind}});
      stores_.schedule.drop_all(sort);
    }
  }

  /// The desk's thread: turns until the queue is stopped and empty.
  void work() {
    std::vector<Item> items;
    while (queue_.take(items, Queue::batch)) {
      run_tasks();
      while (!items.empty()) {
        const bool turned = turn(items);
        show();
        if (!turned && !rest()) break;
        run_tasks();
      }
      if (!items.empty()) break;
      account_for_dropped();
    }
    asio::post(io_, [this] { gateway_.stop(); });
  }

  void account_for_dropped() {
    const auto dropped = queue_.take_dropped();
    if (dropped == 0) return;
    metrics_.dropped(dropped);
    try {
      desk_.lost(dropped);
    } catch (const std::exception& error) {
      log_.error("a gap could not be recorded", {{"why", error.what()}});
      desk_.file_failed(error);
    }
  }

  bool turn(std::vector<Item>& items) {
    const std::size_t waiting = items.size();
    const std::uint64_t calls = desk_.calls();
    if (!desk_.turn(items)) {
      metrics_.turn_failed();
      return false;
    }
    metrics_.turned({waiting - items.size(), desk_.calls() - calls, desk_.commit_time()});
    look_at_outbox();
    return true;
  }

  /// Once a second, for the metrics.
  void look_at_outbox() {
    if (clock_.steady() < next_look_) return;
    next_look_ = clock_.steady() + std::chrono::seconds{1};
    metrics_.crowded_out(desk_.crowded_out());
    try {
      const auto oldest = stores_.outbox.oldest_waiting();
      metrics_.outbox(stores_.outbox.count(storage::SendState::waiting),
                      oldest ? std::optional(clock_.wall() - *oldest) : std::nullopt);
    } catch (const std::exception&) {
      // What the disk cannot give now, the next turn will say.
    }
  }

  void run_tasks() {
    for (const Task& task : queue_.take_tasks()) {
      try {
        task();
      } catch (const std::exception& error) {
        log_.error("a task of the command line failed", {{"why", error.what()}});
        desk_.file_failed(error);
      }
    }
  }

  /// To systemd: the desk has turned, whether the disk took it or not.
  void show() {
    notify_.alive();
    last_turn_ = clock_.steady();
    const storage::FileState file = desk_.file();
    if (file_.exchange(file) == file) return;
    notify_.status(file == storage::FileState::good ? "working" : advice(file));
    if (file >= storage::FileState::moved) asio::post(io_, [this, file] { alarm_.say(std::string(trouble(file))); });
  }

  /// Once a minute: others hold on to the port of health and metrics, and were closed to make room.
  void crowded() {
    if (clock_.steady() < next_crowd_) return;
    next_crowd_ = clock_.steady() + std::chrono::minutes{1};
    log_.warning("too many connect to the port of health and metrics: those that wait longest are closed");
  }

  // --- verbs of the command line ------------------------------------------------------------------------------------

  /// Has the desk's thread work out an answer.
  void on_desk(Control::Respond respond, std::function<nlohmann::ordered_json()> act) {
    queue_.push([respond = std::move(respond), act = std::move(act)] {
      try {
        respond(act());
      } catch (const std::exception& error) {
        respond(refusal(why(error)));
      }
    });
  }

  void status(Control::Respond respond) {
    nlohmann::ordered_json known = arrivals_.status(clock_.wall());
    known["received"] = metrics_.messages();
    known["queue"] = queue_.size();
    known["refused"] = gateway_.refused();
    on_desk(std::move(respond), [this, known]() mutable {
      known["answered"] = desk_.calls();
      known["last_commit"] = desk_.last_commit().time_since_epoch().count();
      known["file"] = to_string(desk_.file());
      known["clock"] = desk_.doubts_clock() ? "doubted" : "good";
      known["crowded_out"] = desk_.crowded_out();
      for (auto& line : known["gateway"]) line["doubts"] = desk_.doubts(line["account"]);
      if (desk_.file() != storage::FileState::damaged) known.update(file_status(stores_, desk_.now()));
      return known;
    });
  }

  void believe_clock(Control::Respond respond) {
    on_desk(std::move(respond), [this] {
      const bool doubted = desk_.doubts_clock();
      desk_.believe_clock();
      return nlohmann::ordered_json{{"doubted", doubted}, {"now", desk_.now().time_since_epoch().count()}};
    });
  }

  /// {"number": NUMBER, "preview": true}
  void purge(const nlohmann::json& request, Control::Respond respond) {
    on_desk(std::move(respond), [this, number = request.value("number", ""), preview = request.value("preview", true)] {
      auto gone = purge_person(stores_, number, preview, desk_.now());
      if (gone.at("left").get<bool>()) desk_.purged();
      return gone;
    });
  }

  /// {"reader": NUMBER, "what": "temp", "about": [ID]}
  void note(const nlohmann::json& request, Control::Respond respond) {
    on_desk(std::move(respond), [this, exported = Exported{request.value("reader", ""), request.value("what", ""),
                                                           request.value("about", std::vector<std::int64_t>{})}] {
      note_export(stores_, exported, desk_.now());
      return nlohmann::ordered_json::object();
    });
  }

  /// {"what": TITLE, "name": FILE, "csv": TEXT}, for the feature of that title.
  void take_in(const nlohmann::json& request, Control::Respond respond) {
    on_desk(std::move(respond),
            [this, what = request.value("what", ""), name = request.value("name", ""), csv = request.value("csv", "")] {
              Imports* takes = taker_of(features_.all(), what);
              if (takes == nullptr) throw std::invalid_argument("nothing takes that in");
              const Incoming incoming = takes->take_in(csv, name, nullptr);
              if (!incoming.problems.empty()) throw Explained(incoming.problems.front());
              storage::Transaction transaction(database_);
              incoming.write(desk_.now());
              transaction.commit();
              return nlohmann::ordered_json::object();
            });
  }

  /// {"csv": TEXT, "removed": [NUMBER], "zeros": "same"}, each of which may be left out.
  void import(const nlohmann::json& request, Control::Respond respond) {
    members::Roster roster;
    if (const std::string csv = request.value("csv", ""); !csv.empty()) roster = members::read_roster(csv);
    if (!roster.problems.empty()) return respond(refusal(members::to_phrase(roster.problems.front())));
    members::Choices choices{
        .zeros = request.value("zeros", "") == "same" ? members::Zeros::same : members::Zeros::different,
        .removed = request.value("removed", std::vector<std::string>{})};
    slice(std::make_shared<members::Import>(stores_, std::move(roster), std::move(choices)), std::move(respond));
  }

  /// Compares the next people of a roster, and a task for those after them; the last one writes it all.
  void slice(const std::shared_ptr<members::Import>& import, const Control::Respond& respond) {
    queue_.push([this, import, respond] {
      try {
        if (const auto file = desk_.file(); file == storage::FileState::damaged)
          return respond(refusal(explained(file)));
        const auto began = clock_.steady();
        if (!import->compare(desk_.now(), [&] { return clock_.steady() - began > slice_time; }))
          return slice(import, respond);
        storage::Transaction transaction(database_);
        const members::ImportCounts counts = import->apply(desk_.now());
        transaction.commit();
        desk_.welcome();
        respond({{"added", counts.added},
                 {"updated", counts.updated},
                 {"unchanged", counts.unchanged},
                 {"removed", counts.removed}});
      } catch (const std::exception& error) {
        respond(refusal(why(error)));
      }
    });
  }

  /// A second for the disk to heal; false when stop() has come instead.
  bool rest() {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_; });
  }

  void tick() {
    tick_.expires_after(std::chrono::seconds{1});
    tick_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      queue_.push(Tick{});
      checkup_.tick(clock_.wall(), clock_.steady());
      tick();
    });
  }

  /// The accounts of the config keep the bot, whether they are in a roster or not; those of `before`, and those that
  /// only ever stood in a config, do so no more when they are not among them.
  void appoint(const std::vector<std::string>& admins, const std::vector<std::string>& before) {
    constexpr std::string_view from_config = "keeper-";
    const auto listed = [](const std::vector<std::string>& accounts, const Person& person) {
      return std::find(accounts.begin(), accounts.end(), person.account) != accounts.end();
    };
    const Utc now = desk_.now();
    storage::Transaction transaction(database_);
    for (const Person& person : stores_.members.holders(Role::admin, 0, now)) {
      const bool ours = listed(before, person) || person.number.starts_with(from_config);
      if (ours && !listed(admins, person)) stores_.members.revoke(person.id, {Role::admin, 0}, now);
    }
    for (const std::string& account : admins) {
      auto person = stores_.members.by_account(account);
      if (!person) {
        person =
            Person{.staff = true, .number = std::string(from_config) + account, .name = "管理员", .account = account};
        person->id = stores_.members.save_person(*person, "");
      }
      const auto grants = stores_.members.grants(*person, now);
      const bool appointed =
          std::any_of(grants.begin(), grants.end(), [](const Grant& grant) { return grant.role == Role::admin; });
      if (!appointed) stores_.members.grant(person->id, {Role::admin, 0}, now);
    }
    transaction.commit();
    desk_.know_admins();
  }

  asio::io_context& io_;
  Clock& clock_;
  Log& log_;
  Notify notify_;
  Config config_;  // As far as it is in force.
  DatabaseLock lock_;
  Opened opened_;
  storage::Database& database_;
  storage::Stores& stores_;
  Zone zone_;
  Features features_;
  Queue queue_;
  Arrivals arrivals_;
  Alarm alarm_;
  Metrics metrics_;
  AccountRouter gateway_;
  Desk desk_;
  Checkup checkup_;
  Control control_;
  asio::steady_timer tick_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // Guarded by mutex_.
  std::atomic<storage::FileState> file_ = storage::FileState::good;
  std::atomic<Clock::Steady> last_turn_;
  Clock::Steady next_look_{};   // The desk's thread alone uses it.
  Clock::Steady next_crowd_{};  // The sockets' thread alone uses it.
  std::optional<web::Operations> operations_;
  std::thread thread_;
  asio::thread_pool reading_{1};
};

App::App(asio::io_context& io, const Config& config, Clock& clock, Log& log)
    : parts_(std::make_unique<Parts>(io, config, clock, log)) {}
App::~App() = default;
void App::show(Witness witness) { parts_->show(std::move(witness)); }
void App::start() { parts_->start(); }
void App::reload(const Config& fresh) { parts_->reload(fresh); }
void App::stop() { parts_->stop(); }

}  // namespace banwei
