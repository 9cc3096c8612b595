// A gateway that falls silent, lies or goes away while a fever's alert is on its way.
// Invariant: nobody gets the same alert twice, and whenever its fate is unknown the next teacher gets it too.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "storage/database.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr const char* group = "700001";
constexpr const char* counsellor = "20001";
constexpr const char* class_teacher = "20002";

struct Case {
  const char* what;
  const char* account;  // of a student
  const char* name;
  web::CallFault fault;
  bool crash = false;          // kill -9 while the bot waits for the answer
  std::ptrdiff_t arrived = 1;  // alerts that the counsellor gets
  std::ptrdiff_t passed = 1;   // alerts that the class teacher gets
  const char* state = "unknown";
};

constexpr web::CallFault swallowed{.effective = false, .answer = web::CallFault::Answer::silence};
constexpr web::CallFault cut_after{.answer = web::CallFault::Answer::hang_up};
constexpr web::CallFault cut_before{.effective = false, .answer = web::CallFault::Answer::hang_up};

constexpr Case cases[] = {
    {.what = "no fault", .account = "10001", .name = "张三", .fault = {}, .passed = 0, .state = "sent"},
    {.what = "timed out but delivered", .account = "10002", .name = "李四", .fault = web::timed_out_but_delivered},
    {.what = "timed out and lost", .account = "10003", .name = "王五", .fault = web::timed_out_and_lost, .arrived = 0},
    {.what = "cut after delivery", .account = "10004", .name = "赵六", .fault = cut_after},
    {.what = "cut before delivery", .account = "10006", .name = "刘洋", .fault = cut_before, .arrived = 0},
    {.what = "frozen", .account = "10009", .name = "吴昊", .fault = swallowed, .arrived = 0},
    {.what = "killed after delivery",
     .account = "10010",
     .name = "徐佳怡",
     .fault = web::never_answered,
     .crash = true},
    {.what = "killed before delivery",
     .account = "10011",
     .name = "孙浩然",
     .fault = swallowed,
     .crash = true,
     .arrived = 0},
    {.what = "muted", .account = "10012", .name = "马超", .fault = web::muted, .arrived = 0, .state = "failed"},
};

/// What teachers got in private: alerts and answers.
class Mail {
 public:
  explicit Mail(Stand& stand) {
    stand.on_said = [this](const web::ChatLine& line) {
      if (line.place != Place::direct || line.content.empty()) return;
      if (line.room == counsellor || line.room == class_teacher) got_.emplace_back(line.room, line.content[0].value);
    };
  }

  std::ptrdiff_t alerts(const std::string& account, const std::string& student) const {
    return std::count_if(got_.begin(), got_.end(), [&](const auto& mail) {
      return mail.first == account && mail.second.starts_with("⚠") && mail.second.find(student) != std::string::npos;
    });
  }
  std::ptrdiff_t answers() const {
    return std::count_if(got_.begin(), got_.end(), [](const auto& mail) { return !mail.second.starts_with("⚠"); });
  }

 private:
  std::vector<std::pair<std::string, std::string>> got_;  // account, words
};

/// Nothing durable is on its way.
bool settled(const Stand& stand) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  storage::Rows rows = reader.query("SELECT count(*) FROM parcels WHERE state IN ('waiting', 'sending')");
  return rows.next() && rows.integer(0) == 0;
}

/// What became of the alert about that student, as the bot knows it.
std::string state_of(const Stand& stand, const std::string& student) {
  storage::Database reader(stand.database(), storage::Database::Access::read);
  storage::Rows rows = reader.query(
      "SELECT state FROM parcels WHERE target = $1 AND instr(content, $2) > 0 ORDER BY id", counsellor, student);
  return rows.next() ? rows.text(0) : "none";
}

void play(Stand& stand, Mail& mail, const Case& one) {
  const bool faulty = !one.fault.effective || one.fault.answer != web::CallFault::Answer::ok;
  web::Faults faults;
  faults.direct = one.fault;
  faults.direct.times = faulty ? 1 : -1;
  stand.gateway().fail(faults);
  stand.journal.said({one.account, stand.gateway().say(one.account, group, plain("38.5")), 3850});
  const bool met = stand.wait(
      [&] { return faulty ? stand.gateway().faults().direct.times == 0 : mail.alerts(counsellor, one.name) > 0; });
  if (!met) throw Trouble(std::string("no alert ever left: ") + one.what);
  if (one.crash) {
    stand.kill();
    stand.start();
  }
  if (!stand.wait([&] { return stand.gateway().linked() && settled(stand); })) {
    throw Trouble(std::string("the outbox never settles: ") + one.what);
  }
  // Both see to what they got: an open alert would be handed over with the next one.
  const auto before = mail.answers();
  for (const char* teacher : {counsellor, class_teacher}) stand.gateway().whisper(teacher, plain("已联系"));
  if (!stand.wait([&] { return mail.answers() == before + 2; })) throw Trouble("teachers are not answered");
}

}  // namespace

bool silence_test(const Options& options) {
  Folder folder;
  Stand stand(options, folder.path());
  Mail mail(stand);
  stand.start();
  for (const Case& one : cases) play(stand, mail, one);
  stand.pass(seconds{3});  // for a second copy to come, if one does

  bool good = true;
  for (const Case& one : cases) {
    const auto arrived = mail.alerts(counsellor, one.name);
    const auto passed = mail.alerts(class_teacher, one.name);
    const std::string state = state_of(stand, one.name);
    std::printf("silence: %s: counsellor=%td class_teacher=%td state=%s\n", one.what, arrived, passed, state.c_str());
    good = check(arrived == one.arrived, std::string("the counsellor's alerts: ") + one.what) && good;
    good = check(passed == one.passed, std::string("passed on to the class teacher: ") + one.what) && good;
    good = check(state == one.state, std::string("the alert's state: ") + one.what) && good;
  }
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;
  const Verdict verdict = judge(stand.journal, stand.database());
  print("silence", options, verdict, stand.unanswered(0));
  return check(verdict.good() && stand.unanswered(0) == 0, "every fever is stored and answered") && good;
}

}  // namespace banwei::fault
