// Fevers before a gateway that refuses, delays, forgets and hangs up, under kill -9, with one teacher who can be
// reached; the clocks hurry, so that the pauses between two tries are short.
// Invariant: every fever that was stored is told to the teacher at least once; what is not yet stands open in the
// status, and is told when somebody becomes reachable again. Told is whose name stands in a whisper that arrived.
#include <cstdio>
#include <set>
#include <utility>

#include "storage/database.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr int fevers = 20;  // In a round, each another student's.
constexpr int class_size = 40;
constexpr int hurry = 20;  // The longest pause, five minutes, takes 15 s.
constexpr milliseconds settling{120'000};
constexpr milliseconds longest_pause{20'000};  // Without a whisper, while one is still to be tried again.
constexpr std::string_view name_begins = "学生";
constexpr std::size_t name_size = name_begins.size() + 4;

constexpr sandbox::CallFault direct_faults[] = {
    {},
    {},
    sandbox::timed_out_and_lost,
    sandbox::timed_out_and_lost,
    sandbox::timed_out_but_delivered,
    sandbox::never_answered,
    sandbox::muted,
    {.effective = false, .answer = sandbox::CallFault::Response::silence},
    {.effective = false, .answer = sandbox::CallFault::Response::hang_up},
    {.answer = sandbox::CallFault::Response::hang_up},
    {.delay = milliseconds{150}},
};

/// The names in the whispers that reached the teacher.
class Mail {
 public:
  explicit Mail(Stand& stand) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      if (line.place != Place::direct || line.room != counsellor_of_all) return;
      ++whispers_;
      for (const Part& part : line.content) {
        for (auto at = part.value.find(name_begins); at != std::string::npos; at = part.value.find(name_begins, at + 1))
          told_.insert(part.value.substr(at, name_size));
      }
    };
  }
  const std::set<std::string>& told() const { return told_; }
  std::size_t whispers() const { return whispers_; }

 private:
  std::set<std::string> told_;
  std::size_t whispers_ = 0;
};

}  // namespace

bool alerts_test(const Options& options) {
  Folder folder;
  const int all = options.rounds * fevers;
  Stand stand(options, folder.path(), college_of(all, class_size), hurry);
  stand.preload();
  Mail mail(stand);
  std::mt19937_64 dice(options.seed);
  const auto any = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(dice); };
  const auto set_faults = [&](bool fine) {
    sandbox::Faults faults;
    if (!fine) faults.direct = direct_faults[any(static_cast<int>(std::size(direct_faults)))];
    stand.gateway().fail(faults);
  };
  // A gateway replays what it sees no sign of.
  const auto replay = [&] {
    for (const Saying& saying : stand.journal.all())
      if (!saying.acknowledged) stand.gateway().resend(saying.message);
  };

  std::set<std::string> owed;
  for (int round = 0; round < options.rounds; ++round) {
    set_faults(true);
    stand.start();
    replay();
    for (int i = round * fevers; i < (round + 1) * fevers; ++i) {
      if (any(3) == 0) set_faults(false);
      const Student one = student(i, class_size);
      const int centi = 3730 + any(200);
      char text[16];
      std::snprintf(text, sizeof text, "%d.%02d", centi / 100, centi % 100);
      stand.journal.said({one.account, stand.gateway().say(one.account, one.group, plain(text)), centi});
      owed.insert(one.name);
      stand.pass(milliseconds{any(60)});
    }
    stand.pass(milliseconds{any(1'500)});
    stand.kill();
  }
  if (options.control == "lie") owed.insert("学生9999");

  const auto untold = [&] {
    std::size_t count = 0;
    for (const std::string& name : owed) count += mail.told().contains(name) ? 0 : 1;
    return count;
  };
  const std::size_t at_last_kill = untold();
  set_faults(true);
  stand.start();
  replay();
  bool good = true;
  const milliseconds bound = options.control.empty() ? settling : milliseconds{5'000};
  std::size_t whispers = mail.whispers();
  auto last = stand.now();
  // Until all are told, or nothing more is tried.
  const auto settled = [&] {
    if (std::exchange(whispers, mail.whispers()) != mail.whispers()) last = stand.now();
    return untold() == 0 || stand.now() - last > longest_pause;
  };
  stand.wait(settled, bound);
  const std::size_t left = untold();
  if (left > 0) {
    const auto status = stand.status();
    const auto open =
        status.is_object() ? status.value(nlohmann::json::json_pointer("/alerts/open"), std::size_t{0}) : 0;
    good = check(open >= left, "who is not told of stands open in the status: " + std::to_string(open)) && good;
    stand.gateway().drop();  // The friend list is asked for anew.
    stand.gateway().whisper(counsellor_of_all, plain("在吗"));
    stand.wait([&] { return untold() == 0; }, bound);
  }
  good = check(untold() == 0, "every fever is told at least once; not: " + std::to_string(untold())) && good;
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  const Verdict verdict = judge(stand.journal, stand.database());
  std::printf("alerts: fevers=%zu kills=%d untold_at_last_kill=%zu open_before_reach=%zu untold=%zu whispers=%zu\n",
              owed.size(), options.rounds, at_last_kill, left, untold(), mail.whispers());
  print("alerts", options, verdict, stand.unanswered(0));
  good = check(verdict.stored == stand.journal.all().size(), "every fever is stored") && good;
  return check(verdict.good(), "the database agrees with the journal") && good;
}

}  // namespace banwei::fault
