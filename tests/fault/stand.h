// The stand of all fault tests: the real binary in its own process, an embedded gateway, and a folder between them.
// Invariant: the gateway runs only inside wait() and pass(), on the test's own thread, so nothing here is locked.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "bot/clock.h"
#include "bot/sandbox/sandbox.h"
#include "tests/fault/bent.h"
#include "tests/fault/folder.h"
#include "tests/fault/journal.h"
#include "tests/fault/process.h"

namespace banwei::fault {

using std::chrono::milliseconds;
using std::chrono::seconds;

inline constexpr seconds patience{60};  // It is generous: no test needs it unless it fails.

/// The stand itself is broken, so nothing is known of the bot.
class Trouble : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// This machine lacks what a test needs, such as root.
class Skipped : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  std::string binary;
  int rounds = 20;  // Of the tests that have some.
  std::uint64_t seed = 0;
  std::string control;    // What makes a test fail; see main.cpp.
  std::string settings;   // Of the bot's configuration, beside what the stand needs.
  std::string token;      // Of the line, for both ends; "" for none.
  bool no_tmpfs = false;  // The disk test limits the size of files instead.
};

/// The machine's clocks, bent for all who read the same file.
class BentClock final : public Clock {
 public:
  BentClock(const std::filesystem::path& file, int rate);
  Utc wall() const override;  // The platform's: it hurries, and never jumps.
  Steady steady() const override { return clock_.steady(); }
  void jump(seconds ahead) { bend_.ahead = milliseconds(ahead).count() * 1'000'000; }  // Moves the bot's wall clock.

 private:
  SystemClock clock_;
  Bend& bend_;
};

/// Who is there: in the sandbox, and in the rosters of the bot.
struct College {
  sandbox::Campus campus;
  std::string students;  // CSV
  std::string staff;
};
College demo_college();

/// A student of a college in which everybody is a friend, and the one counsellor of them all.
struct Student {
  std::string name;  // "学生" and four figures.
  std::string account;
  std::string klass;
  std::string group;
};
Student student(int index, int class_size);
inline constexpr const char* counsellor_of_all = "20001";
College college_of(int students, int class_size);

class Stand {
 public:
  /// Imports the rosters into a new database in `data`.
  /// Clocks run `rate` times as fast, once preload() has been called.
  Stand(const Options& options, const std::filesystem::path& data, const College& college = demo_college(),
        int rate = 1);

  void start();      // Waits for the line.
  bool try_start();  // The same; false when the bot has ended instead.
  void kill();       // -9; what the dead has written is still heard
  int stop();        // SIGTERM; the exit code
  Process& bot() { return *bot_; }
  std::optional<std::size_t> file_limit;  // For the next start.
  std::vector<std::string> under;         // What the next start runs under: strace and its words.

  /// From the next start on the bot's clocks are clock(), and a `forgetful` one's disk keeps nothing on demand.
  void preload(bool forgetful = false);
  BentClock& clock() { return clock_; }

  sandbox::Sandbox& gateway() { return gateway_; }
  Journal journal;
  std::function<void(const sandbox::ChatLine&)> on_said;  // It is called beside the journal.
  const std::string& config() const { return config_; }
  const std::string& database() const { return database_; }
  std::string log() const;
  std::size_t logged(std::string_view event) const;  // How often it stands in the bot's log.
  nlohmann::json status() const;  // What the command line says of the bot; null when it says nothing.

  /// Lets the gateway work until it is so; false when `bound` has passed.
  bool wait(const std::function<bool()>& until, milliseconds bound = patience);
  void pass(milliseconds time);
  std::chrono::steady_clock::time_point now() const { return clock_.steady(); }

  /// Some student says some valid reading, in private now and then.
  void say_something();
  /// Sayings at a college's busiest rate for so long, whatever becomes of them.
  void rush(milliseconds time);
  std::size_t unanswered(std::size_t since) const;  // Of the sayings from that index on.

 private:
  Folder folder_;
  std::string binary_;
  std::string config_;
  std::string database_;
  std::string log_;
  std::vector<std::string> environment_;
  BentClock clock_;
  boost::asio::io_context io_{1};
  net::Server server_;
  sandbox::Sandbox gateway_;
  std::vector<sandbox::ChatUser> students_;
  std::mt19937_64 dice_;
  std::unique_ptr<Process> bot_;
};

/// Each runs one test, prints its figures and says whether all held.
bool kill_test(const Options& options);
bool disk_test(const Options& options);
bool silence_test(const Options& options);
bool outgoing_test(const Options& options);
bool broadcast_test(const Options& options);
bool power_test(const Options& options);
bool errors_test(const Options& options);
bool corruption_test(const Options& options);
bool clock_test(const Options& options);
bool alerts_test(const Options& options);

/// The line of figures that every test ends with.
void print(const char* test, const Options& options, const Verdict& verdict, std::size_t unanswered);

/// Runs a command to its end; whether that was a good one.
bool succeeds(const std::vector<std::string>& command);

std::string content_of(const std::filesystem::path& path);
std::size_t occurrences(std::string_view text, std::string_view words);

/// Says on standard error what does not hold; `holds` itself.
bool check(bool holds, const std::string& what);

}  // namespace banwei::fault
