// The load on the real binary in its real configuration, with `ack = "reply"`: `bench --bot PROGRAM`.
// Invariant: 0 only when every report was answered once and in its group's order, and, with --floors, fast enough;
// 2 when the stand broke and nothing is known.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/bench/load.h"
#include "tests/bench/machine.h"
#include "tests/fault/folder.h"
#include "tests/fault/process.h"

namespace banwei::bench {
namespace {

namespace fs = std::filesystem;
using fault::Process;
using nlohmann::ordered_json;

constexpr std::chrono::seconds patience{30};

struct Options {
  std::string bot;
  std::string json;
  double seconds = 5;
  double rate = 5000;
  std::vector<std::size_t> windows = {};
  int starts = 5;
  std::size_t soak = 0;  // In messages.
  bool floors = false;
  std::uint64_t seed = 1;
};

/// What one load showed.
struct Result {
  Plan plan{};
  Counts counts{};
  nanoseconds bot_cpu{};
  nanoseconds own_cpu{};
  std::size_t peak = 0;

  double rate() const { return static_cast<double>(counts.answered) / counts.time.count(); }
  double each(nanoseconds cpu) const {  // In microseconds.
    return static_cast<double>(cpu.count()) / 1e3 / static_cast<double>(std::max<std::size_t>(counts.answered, 1));
  }
};

double milliseconds(nanoseconds time) { return static_cast<double>(time.count()) / 1e6; }
double mebibytes(std::size_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

class Bench {
 public:
  explicit Bench(const Options& options)
      : bot_(fs::absolute(options.bot).string()), college_(options.seed), load_(wire_, college_) {
    const auto write = [this](const char* name, const std::string& text) {
      std::ofstream(folder_.path() / name, std::ios::binary) << text;
      return (folder_.path() / name).string();
    };
    config_ = write("config.toml", fmt::format("[gateway]\nurl = \"ws://127.0.0.1:{}/\"\n[chat]\nack = \"reply\"\n"
                                               "[pace]\nsend_seconds = 0\nsend_burst = 0\nsends_per_hour = 0\n"
                                               "group_seconds = 0\ngroup_lines_per_hour = 0\n"
                                               "group_answers_per_minute = 0\nwhisper_seconds = 0\n"
                                               "[storage]\ndatabase = \"banwei.db\"\n",
                                               wire_.port()));
    const std::string roster = write("roster.csv", college_.roster());
    Process import({bot_, "roster", "import", roster, "--yes", "--config", config_}, log());
    if (import.wait() != 0) throw std::runtime_error("the roster cannot be imported: " + logged());
  }

  /// From exec to the first answer, to a message that waits for the line.
  nanoseconds start() {
    const auto began = std::chrono::steady_clock::now();
    process_ = std::make_unique<Process>(std::vector<std::string>{bot_, "run", "--config", config_}, log());
    wire_.accept(patience);
    return load_.first_answer() - began;
  }

  void stop() {
    process_->send(SIGTERM);
    while (wire_.open()) wire_.pass(std::chrono::milliseconds{100}, [](std::string_view) {});
    if (process_->wait() != 0) throw std::runtime_error("the bot does not end well: " + logged());
  }

  Result run(const Plan& plan) {
    Result result{.plan = plan};
    const nanoseconds bot = cpu_time(process_->id());
    const nanoseconds own = cpu_time(getpid());
    result.counts = load_.run(plan);
    result.bot_cpu = cpu_time(process_->id()) - bot;
    result.own_cpu = cpu_time(getpid()) - own;
    result.peak = peak_memory(process_->id());
    if (!process_->alive()) throw std::runtime_error("the bot has ended: " + logged());
    return result;
  }

  const fs::path& folder() const { return folder_.path(); }

 private:
  std::string log() const { return (folder_.path() / "log").string(); }
  std::string logged() const {
    std::stringstream text;
    text << std::ifstream(log()).rdbuf();
    return text.str();
  }

  fault::Folder folder_;
  std::string bot_;
  std::string config_;
  Wire wire_;
  College college_;
  Load load_;
  std::unique_ptr<Process> process_;
};

std::vector<Plan> plans(const Options& options) {
  const std::chrono::duration<double> time(options.seconds);
  std::vector<Plan> all;
  const auto closed = [&](std::size_t window) {
    all.push_back({.name = fmt::format("window {}", window), .window = window, .time = time});
  };
  for (const std::size_t window : options.windows) closed(window);
  if (!all.empty()) return all;
  all.push_back({.name = "college at once", .window = College::students, .most = College::students});
  for (const std::size_t window : {1, 64, 1024}) closed(window);
  all.push_back({.name = fmt::format("{:.0f} a second", options.rate), .rate = options.rate, .time = time});
  if (options.soak > 0) all.push_back({.name = "soak, window 1024", .window = 1024, .most = options.soak});
  return all;
}

void print_head(const Machine& machine) {
  fmt::print(
      "{} × {} (an addition {:.2f} ns), {:.1f} GiB, {}, fsync p50 {:.2f} ms p99 {:.2f} ms; {} students in {} groups\n",
      machine.cores, machine.cpu, machine.addition, machine.ram, machine.filesystem, milliseconds(machine.fsync_median),
      milliseconds(machine.fsync_p99), College::students, College::classes);
}

void print_row(const Result& result) {
  const Counts& c = result.counts;
  fmt::print("{:<18}{:>10}{:>10.0f}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.2f}{:>9.1f}{:>9.1f}{:>9.1f}{:>9}{:>6}{:>7}{:>8}\n",
             result.plan.name, c.answered, result.rate(), milliseconds(c.quantile(0.5)), milliseconds(c.quantile(0.99)),
             milliseconds(c.quantile(0.999)), milliseconds(c.quantile(1)), result.each(result.bot_cpu),
             result.each(result.own_cpu), mebibytes(result.peak), c.talk, c.other, c.reordered,
             c.unanswered + c.twice + c.talk_answered);
  std::fflush(stdout);
}

ordered_json to_json(const Result& result) {
  const Counts& c = result.counts;
  return {{"mode", result.plan.name},
          {"answered", c.answered},
          {"seconds", c.time.count()},
          {"per_second", result.rate()},
          {"p50_ms", milliseconds(c.quantile(0.5))},
          {"p99_ms", milliseconds(c.quantile(0.99))},
          {"p999_ms", milliseconds(c.quantile(0.999))},
          {"max_ms", milliseconds(c.quantile(1))},
          {"bot_cpu_us", result.each(result.bot_cpu)},
          {"generator_cpu_us", result.each(result.own_cpu)},
          {"peak_rss_mib", mebibytes(result.peak)},
          {"talk", c.talk},
          {"other_sends", c.other},
          {"reordered", c.reordered},
          {"unanswered", c.unanswered},
          {"answered_twice", c.twice},
          {"talk_answered", c.talk_answered}};
}

/// What the house promises of a machine with two cores, generator and all.
bool above_floors(const std::vector<Result>& results, nanoseconds first_answer) {
  bool good = true;
  const auto floor = [&good](bool holds, const std::string& what) {
    fmt::print("{} {}\n", holds ? "holds: " : "BROKEN:", what);
    good = good && holds;
  };
  floor(first_answer < std::chrono::milliseconds{100},
        fmt::format("the first answer within 100 ms of start ({:.0f})", milliseconds(first_answer)));
  for (const Result& result : results) {
    if (result.plan.window == 64) {
      const double p99 = milliseconds(result.counts.quantile(0.99));
      floor(p99 < 20, fmt::format("p99 under 20 ms at window 64 ({:.2f})", p99));
    }
    if (result.plan.window == 1024) {
      floor(result.rate() >= 15'000,
            fmt::format("15,000 messages a second: {} ({:.0f})", result.plan.name, result.rate()));
      floor(result.each(result.bot_cpu) <= 50, fmt::format("0.5 CPU seconds for 10,000 messages: {} ({:.2f})",
                                                           result.plan.name, result.each(result.bot_cpu) / 100));
    }
  }
  floor(results.back().peak < 48U << 20U,
        fmt::format("under 48 MiB at the end ({:.1f})", mebibytes(results.back().peak)));
  return good;
}

int run(const Options& options) {
  Bench bench(options);
  const Machine machine = look_at_machine(bench.folder());
  print_head(machine);

  std::vector<nanoseconds> starts;
  for (int i = 0; i < options.starts; ++i) {
    if (i > 0) bench.stop();
    starts.push_back(bench.start());
  }
  std::sort(starts.begin(), starts.end());
  const nanoseconds start = starts[starts.size() / 2];
  fmt::print("first answer {:.1f} ms after exec (median of {}; {:.1f} to {:.1f})\n\n", milliseconds(start),
             starts.size(), milliseconds(starts.front()), milliseconds(starts.back()));

  fmt::print("{:<18}{:>10}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>6}{:>7}{:>8}\n", "load", "answered", "per s",
             "p50 ms", "p99 ms", "p99.9", "max ms", "bot µs ", "gen µs ", "peak MiB", "talk", "other", "reord.",
             "broken");
  std::vector<Result> results;
  bool good = true;
  for (const Plan& plan : plans(options)) {
    results.push_back(bench.run(plan));
    print_row(results.back());
    good = good && results.back().counts.good();
  }
  bench.stop();
  if (!options.json.empty()) {
    ordered_json loads = ordered_json::array();
    for (const Result& result : results) loads.push_back(to_json(result));
    const ordered_json all{{"machine",
                            {{"cores", machine.cores},
                             {"cpu", machine.cpu},
                             {"addition_ns", machine.addition},
                             {"ram_gib", machine.ram},
                             {"filesystem", machine.filesystem},
                             {"fsync_p50_ms", milliseconds(machine.fsync_median)},
                             {"fsync_p99_ms", milliseconds(machine.fsync_p99)}}},
                           {"first_answer_ms", milliseconds(start)},
                           {"loads", loads}};
    std::ofstream(options.json) << all.dump(2) << "\n";
  }
  if (!good) fmt::print(stderr, "some report was not answered once and in the order of its group\n");
  if (options.floors) good = above_floors(results, start) && good;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace banwei::bench

int main(int argc, char** argv) {
  banwei::bench::Options options;
  CLI::App cli{"a college's load on the real bot"};
  cli.add_option("--bot", options.bot, "the banwei to drive")->required()->check(CLI::ExistingFile);
  cli.add_option("--json", options.json, "writes the figures to this file as well");
  cli.add_option("--seconds", options.seconds, "of each load")->capture_default_str();
  cli.add_option("--rate", options.rate, "of the open loop, messages a second")->capture_default_str();
  cli.add_option("--windows", options.windows, "only closed loops, of these widths");
  cli.add_option("--starts", options.starts, "to measure")->capture_default_str()->check(CLI::PositiveNumber);
  cli.add_option("--seed", options.seed, "of who says what")->capture_default_str();
  cli.add_flag("--soak{1000000}", options.soak, "a million messages more, or so many");
  cli.add_flag("--floors", options.floors, "1 when slower than promised");
  CLI11_PARSE(cli, argc, argv);
  try {
    return banwei::bench::run(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "the stand is broken: %s\n", error.what());
    return 2;
  }
}
