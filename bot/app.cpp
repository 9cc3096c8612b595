#include "bot/app.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "bot/alarm.h"
#include "bot/desk.h"
#include "bot/gateway/switchboard.h"
#include "bot/queue.h"

namespace banwei {

namespace asio = boost::asio;

DatabaseLock::DatabaseLock(const std::string& database) {
  const std::string path = database + ".lock";
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) throw std::runtime_error(path + " cannot be created: check that its folder exists and can be written");
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    close(file_);
    throw Locked("another banwei is working on " + database + ": stop it first (systemctl stop banwei)");
  }
}

DatabaseLock::~DatabaseLock() { close(file_); }

namespace {

/// The directions in which the gateway is met, as the config has them.
SwitchboardOptions lines(const Config& config) {
  SwitchboardOptions options;
  if (!config.gateway_url.empty()) {
    options.dial = LinkOptions{.url = config.gateway_url,
                               .token = config.gateway_token,
                               .ca_file = config.gateway_ca_file,
                               .insecure = config.gateway_insecure};
  }
  if (!config.gateway_listen.empty()) {
    options.listen = AcceptorOptions{.listen = config.gateway_listen,
                                     .token = config.gateway_token,
                                     .accept_query_token = config.gateway_accept_query_token,
                                     .insecure = config.gateway_insecure};
  }
  return options;
}

}  // namespace

class App::Parts {
 public:
  Parts(asio::io_context& io, const Config& config, Clock& clock, Log& log)
      : io_(io),
        clock_(clock),
        lock_(config.database),
        database_(config.database, storage::Database::Access::write),
        stores_(database_),
        zone_(config.zone),
        features_(stores_, zone_, config.settings),
        alarm_(io, {.command = config.alarm_command}, clock, log),
        gateway_(
            io, lines(config), clock, log,
            [this](Event event) {
              alarm_.heard(event);
              std::visit([this](auto& what) { queue_.push(std::move(what)); }, event);
            },
            [this](CallResult result) { queue_.push(std::move(result)); }),
        desk_(stores_, features_.all(), zone_, clock, gateway_, log),
        tick_(io) {
    appoint(config.keepers);
  }

  ~Parts() {
    queue_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void start() {
    desk_.start();
    thread_ = std::thread([this] { work(); });
    gateway_.start();
    alarm_.start();
    tick();
  }

  void stop() {
    tick_.cancel();
    alarm_.stop();
    queue_.stop();
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
  }

 private:
  /// The desk's thread: turns until the queue is stopped and empty.
  void work() {
    std::vector<Item> items;
    while (queue_.take(items, Queue::batch)) {
      while (!items.empty()) {
        if (!desk_.turn(items) && !rest()) break;
      }
      if (!items.empty()) break;
      if (const auto dropped = queue_.take_dropped(); dropped > 0) desk_.lost(dropped);
    }
    asio::post(io_, [this] { gateway_.stop(); });
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
      tick();
    });
  }

  /// The accounts of the config keep the bot, whether they are in a roster or not.
  void appoint(const std::vector<std::string>& keepers) {
    storage::Transaction transaction(database_);
    for (const std::string& account : keepers) {
      auto person = stores_.members.by_account(account);
      if (!person) {
        person = Person{.staff = true, .number = "keeper-" + account, .name = "管理员", .account = account};
        person->id = stores_.members.save_person(*person, "");
      }
      const auto grants = stores_.members.grants(*person, clock_.wall());
      const bool appointed =
          std::any_of(grants.begin(), grants.end(), [](const Grant& grant) { return grant.role == Role::keeper; });
      if (!appointed) stores_.members.grant(person->id, {Role::keeper, 0}, clock_.wall());
    }
    transaction.commit();
  }

  asio::io_context& io_;
  Clock& clock_;
  DatabaseLock lock_;
  storage::Database database_;
  storage::Stores stores_;
  Zone zone_;
  Features features_;
  Queue queue_;
  Alarm alarm_;
  Switchboard gateway_;
  Desk desk_;
  asio::steady_timer tick_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

App::App(asio::io_context& io, const Config& config, Clock& clock, Log& log)
    : parts_(std::make_unique<Parts>(io, config, clock, log)) {}
App::~App() = default;
void App::start() { parts_->start(); }
void App::stop() { parts_->stop(); }

}  // namespace banwei
