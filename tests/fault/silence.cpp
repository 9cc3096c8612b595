// A gateway that falls silent, lies or goes away while a fever's alert is on its way.
// Invariant: an alert whose fate is unknown comes again to the same teacher until somebody has seen it, one that was
// refused goes to the next, and one that met no fault comes once. The clocks hurry, so that the pauses are short.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr const char* group = "700001";
constexpr const char* counsellor = "20001";
constexpr const char* class_teacher = "20002";

constexpr const char* office = "20003";
constexpr int hurry = 20;
constexpr std::ptrdiff_t copies_most = 4;  // The first, and after 30 s, 2 and 5 minutes.

struct Case {
  const char* what;
  const char* account;  // The account of a student.
  const char* name;
  sandbox::CallFault fault;
  bool crash = false;  // The bot gets a kill -9 while it waits for the answer.
};

constexpr sandbox::CallFault swallowed{.effective = false, .answer = sandbox::CallFault::Response::silence};
constexpr sandbox::CallFault cut_after{.answer = sandbox::CallFault::Response::hang_up};
constexpr sandbox::CallFault cut_before{.effective = false, .answer = sandbox::CallFault::Response::hang_up};

constexpr Case cases[] = {
    {.what = "no fault", .account = "10001", .name = "张三", .fault = {}},
    {.what = "timed out but delivered", .account = "10002", .name = "李四", .fault = sandbox::timed_out_but_delivered},
    {.what = "timed out and lost", .account = "10003", .name = "王五", .fault = sandbox::timed_out_and_lost},
    {.what = "cut after delivery", .account = "10004", .name = "赵六", .fault = cut_after},
    {.what = "cut before delivery", .account = "10006", .name = "刘洋", .fault = cut_before},
    {.what = "frozen", .account = "10009", .name = "吴昊", .fault = swallowed},
    {.what = "killed after delivery",
     .account = "10010",
     .name = "徐佳怡",
     .fault = sandbox::never_answered,
     .crash = true},
    {.what = "killed before delivery", .account = "10011", .name = "孙浩然", .fault = swallowed, .crash = true},
    {.what = "refused", .account = "10012", .name = "马超", .fault = sandbox::muted},
};

/// What teachers got in private: alerts and answers.
class Mail {
 public:
  explicit Mail(Stand& stand) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      if (line.place != Place::direct || line.content.empty()) return;
      if (line.room == counsellor || line.room == class_teacher || line.room == office)
        got_.emplace_back(line.room, line.content[0].value);
    };
  }

  std::ptrdiff_t alerts(const std::string& account, const std::string& student) const {
    return std::count_if(got_.begin(), got_.end(), [&](const auto& mail) {
      return mail.first == account && mail.second.starts_with("⚠") && mail.second.find(student) != std::string::npos;
    });
  }
  std::ptrdiff_t alerts(const std::string& student) const {
    return alerts(counsellor, student) + alerts(class_teacher, student) + alerts(office, student);
  }
  std::ptrdiff_t answers() const {
    return std::count_if(got_.begin(), got_.end(), [](const auto& mail) { return !mail.second.starts_with("⚠"); });
  }

 private:
  std::vector<std::pair<std::string, std::string>> got_;  // Account and words.
};

void play(Stand& stand, Mail& mail, const Case& one) {
  const bool faulty = !one.fault.effective || one.fault.answer != sandbox::CallFault::Response::ok;
  sandbox::Faults faults;
  faults.direct = one.fault;
  faults.direct.times = faulty ? 1 : -1;
  stand.gateway().fail(faults);
  stand.journal.said({one.account, stand.gateway().say(one.account, group, plain("37.8")), 3780});
  const bool met = stand.wait(
      [&] { return faulty ? stand.gateway().faults().direct.times == 0 : mail.alerts(counsellor, one.name) > 0; });
  if (!met) throw Trouble(std::string("no alert ever left: ") + one.what);
  if (one.crash) {
    stand.kill();
    stand.start();
  }
  if (!stand.wait([&] { return stand.gateway().linked() && mail.alerts(one.name) > 0; })) return;
  // Both see to what they got: an open alert would come again.
  const auto before = mail.answers();
  for (const char* teacher : {counsellor, class_teacher}) stand.gateway().whisper(teacher, plain("已联系"));
  if (!stand.wait([&] { return mail.answers() >= before + 2; })) throw Trouble("teachers are not answered");
}

}  // namespace

bool silence_test(const Options& options) {
  Folder folder;
  Stand stand(options, folder.path(), demo_college(), hurry);
  stand.preload();
  Mail mail(stand);
  stand.start();
  for (const Case& one : cases) play(stand, mail, one);
  stand.pass(seconds{3});  // A minute of the bot's, for a copy that should not come.

  bool good = true;
  for (const Case& one : cases) {
    const auto arrived = mail.alerts(counsellor, one.name);
    const auto passed = mail.alerts(class_teacher, one.name) + mail.alerts(office, one.name);
    std::printf("silence: %s: counsellor=%td others=%td\n", one.what, arrived, passed);
    const bool faulty = !one.fault.effective || one.fault.answer != sandbox::CallFault::Response::ok;
    good = check(arrived + passed > 0, std::string("somebody is told: ") + one.what) && good;
    good = check(arrived <= (faulty ? copies_most : 1), std::string("nobody is told for ever: ") + one.what) && good;
  }
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  const Verdict verdict = judge(stand.journal, stand.database());
  print("silence", options, verdict, stand.unanswered(0));
  return check(verdict.good() && verdict.stored == std::size(cases), "every fever is stored") && good;
}

}  // namespace banwei::fault
