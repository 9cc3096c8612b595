// A wall clock that is 400 days ahead for some seconds and then right again.
// Invariant: no one-off is used up, no daily reminder moves, nothing is purged, no occurrence is claimed for a day to
// come, and readings are taken all the while.
#include <cstdio>

#include "bot/sandbox/demo.h"
#include "storage/database.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr const char* group = "700001";
constexpr const char* monitor = "10005";
constexpr seconds far{400 * 86'400};
constexpr milliseconds wrong_for{4'000};
constexpr int hurry = 200;                // So fast runs a clock whose jump is to be believed.
constexpr milliseconds believed{15'000};  // That takes ten of its minutes.

/// What waits for its time, and what a purge would take.
std::string plans(const Stand& stand) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  std::string all;
  const auto read = [&](std::string_view sql) {
    for (storage::Rows rows = reader.query(sql); rows.next();) all += rows.text(0) + "\n";
  };
  read("SELECT 'reminder ' || id || ' next ' || ifnull(next, '-') || ' ended ' || ifnull(ended, '-') FROM reminders");
  read("SELECT 'timer ' || key || ' due ' || due FROM timers WHERE feature = 'reminder' ORDER BY key");
  read("SELECT 'asked ' || count(*) FROM questions");
  return all;
}

std::int64_t count(const Stand& stand, std::string_view sql) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  storage::Rows rows = reader.query(sql);
  return rows.next() ? rows.integer(0) : 0;
}

/// Marks and texts, which purges take by their age.
std::int64_t kept(const Stand& stand) {
  return count(stand, "SELECT (SELECT count(*) FROM seen) + (SELECT count(*) FROM readings WHERE text <> '')");
}

}  // namespace

bool clock_test(const Options& options) {
  const bool control = options.control == "believed";
  Folder folder;
  Stand stand(options, folder.path(), demo_college(), control ? hurry : 1);
  stand.preload();
  std::size_t agreed = 0;
  std::size_t reminded = 0;
  stand.on_said = [&](const sandbox::ChatLine& line) {
    if (line.content.empty()) return;
    for (const Part& part : line.content) {
      agreed += part.value.starts_with("好，") ? 1 : 0;
      reminded += part.value.find("⏰") != std::string::npos ? 1 : 0;
    }
  };
  stand.start();
  for (const char* words : {"后天14:00提醒大家交材料", "每天10:30提醒没报体温的同学", "工作日8点提醒上课"}) {
    stand.gateway().say(monitor, group, plain(words));
  }
  if (!stand.wait([&] { return agreed == 3; })) throw Trouble("no reminder is agreed upon");
  stand.gateway().whisper("10001", plain("365"));  // It is asked about.
  stand.rush(milliseconds{200});
  bool good = check(stand.wait([&] { return stand.unanswered(0) == 0; }), "readings are taken before the jump");
  if (!stand.wait([&] { return count(stand, "SELECT count(*) FROM questions") == 1; }))
    throw Trouble("nobody is asked");
  const std::string before = plans(stand);
  const std::int64_t had = kept(stand);

  stand.clock().jump(far);
  const std::size_t since = stand.journal.all().size();
  stand.rush(milliseconds{200});
  stand.pass(control ? believed : wrong_for);
  good = check(stand.unanswered(since) == 0, "readings are taken while the clock is wrong") && good;
  stand.clock().jump(seconds{0});
  const std::size_t right = stand.journal.all().size();
  stand.rush(milliseconds{200});
  good = check(stand.wait([&] { return stand.unanswered(right) == 0; }), "and when it is right again") && good;
  stand.pass(seconds{2});

  const std::string after = plans(stand);
  good = check(after == before,
               "what waits for its time waits for the same time; it was\n" + before + "and is\n" + after) &&
         good;
  good = check(kept(stand) >= had, "nothing is purged") && good;
  good = check(reminded == 0, "nobody is reminded") && good;
  const std::string to_come = "SELECT count(*) FROM occurrences WHERE at > unixepoch() + 200 * 86400";
  good = check(count(stand, to_come) == 0, "no occurrence of a day to come is claimed") && good;
  good = check(stand.bot().alive() && stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  const Verdict verdict = judge(stand.journal, stand.database());
  std::printf("clock: ahead_days=400 wrong_for_s=%d reminded=%zu marks_and_texts=%lld of %lld\n",
              static_cast<int>((control ? believed : wrong_for).count() / 1000), reminded,
              static_cast<long long>(kept(stand)), static_cast<long long>(had));
  print("clock", options, verdict, stand.unanswered(0));
  return check(verdict.good(), "the database agrees with the journal") && good;
}

}  // namespace banwei::fault
