#include "handlers/care/followup.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/care/kind_words.h"
#include "handlers/common/ailment.h"
#include "handlers/common/fever.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::care {

namespace text {
namespace {

std::string telling(const std::string& told) {
  return told.empty() ? "我还没联系上老师，请马上打电话告诉辅导员" : "这就告诉" + told;
}
std::string emergency(const std::string& told) {
  return "请马上打120。身边有人就请他陪着你，没人就把门打开等着。" + telling(told);
}
std::string advice(bool high, bool measured, const std::string& told) {
  std::string words = "先休息、多喝水，";
  if (high) words += "喘不上气马上打120，";
  words += measured ? "30分钟后我请你再量一次。" : "现在量一下体温，直接发数字给我。";
  return words + telling(told);
}
std::string recorded_again(int centi, const std::string& told) {
  return "已记" + wording::degrees(centi) + "，" + telling(told);
}
constexpr auto measure_again = "再量一次好吗？";
std::string unanswered(const std::string& who) {
  return fmt::format("请{}再量一次体温，到现在还没有回音，请您问一下", who);
}
std::string somebody_said(const std::string& by, const std::string& what) {
  return fmt::format("{}替你说了{}。是的话请自己量一次发给我，不是也把你量到的发给我", by, what);
}
std::string somebody_said_hurt(const std::string& by, const std::string& what) {
  return fmt::format("{}替你说了{}。急的话请马上打120，让身边的人陪着你；老师会联系你", by, what);
}
std::string thanks(const std::string& told, bool emergency) {
  return (emergency ? std::string(watch_over) : std::string("谢谢你替同学说。")) +
         (told.empty() ? std::string("我还没联系上老师，请马上打电话告诉辅导员") : "我正在告诉" + told);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "care";
constexpr std::chrono::minutes measure_again_after{30};
constexpr std::chrono::minutes named_within{10};
constexpr std::ptrdiff_t named_at_once = 5;

/// Of two lines for the same `what` that wait unsent, the newer stands.
Whisper to_student(const Person& person, std::string_view what, std::string words) {
  return {.to = person,
          .content = plain(std::move(words)),
          .priority = storage::Priority::care,
          .about = fmt::format("{}/{}", what, person.id),
          .replaces = true,
          .discreet = true};
}

std::string unanswered(std::int64_t person) { return Topic{.kind = "unanswered", .id = person}.text(); }

}  // namespace

Reply Followup::advise(const FeverSeen& fever, std::int64_t alert, const Moment& now) {
  Reply reply;
  const std::string told = alarms_.told_names(alert);
  const bool own = fever.person.id == fever.by.id;
  const bool household = fever.reading == 0 && !fever.what.empty();  // The question that goes with it has said all.
  if (household) return reply;

  // Once a day for each thing that may be wrong, however often it is said; after that at most a line a minute.
  const bool emergency = std::any_of(fever.symptoms.begin(), fever.symptoms.end(), is_emergency);
  const std::string whose = fmt::format("{}/{}", own ? fever.by.id : -fever.by.id, emergency ? "120" : "rest");
  if (schedule_.claim({.job = "care/advice/" + whose, .key = iso(now.day()), .due = now.utc}, now.utc)) {
    if (!own) return reply.add(to_student(fever.by, "thanks", text::thanks(told, emergency)));
    reply.add(
        to_student(fever.person, "advice",
                   emergency ? text::emergency(told) : text::advice(fever.centi >= high_from, fever.centi != 0, told)));
    if (fever.centi < fever_from && emergency) return reply;  // There is nothing to measure.
    schedule_.set_timer(feature, Topic{.kind = "recheck", .id = fever.person.id}.text(), now.utc + measure_again_after,
                        "");
  } else if (own && fever.reading != 0) {
    const auto minute = std::chrono::floor<std::chrono::minutes>(now.utc).time_since_epoch().count();
    if (schedule_.claim({.job = "care/again/" + whose, .key = std::to_string(minute), .due = now.utc}, now.utc))
      reply.add(to_student(fever.person, "again", text::recorded_again(fever.centi, told)));
  }
  return reply;
}

Reply Followup::ask_the_named(storage::Alert alert, bool spoke, const Moment& now) {
  const auto person = members_.by_id(alert.person);
  const auto by = members_.by_id(alert.by);
  if (alert.asked || !person || !by) return {};
  const auto said = alerts_.unseen_said_by(by->id);
  const auto lately = std::count_if(said.begin(), said.end(), [&](const storage::Alert& each) {
    return each.asked && each.person != by->id && each.opened > now.utc - named_within;
  });
  if (!spoke && lately >= named_at_once) return {};
  alert.asked = true;
  alerts_.update(alert);
  const bool measurable = alert.severity == storage::Severity::fever || alert.centi != 0 || is_fever(alert);
  const std::string what = in_words(alert);
  return Reply{}.add(to_student(
      *person, "named", measurable ? text::somebody_said(by->name, what) : text::somebody_said_hurt(by->name, what)));
}

bool Followup::measured_since(const Person& person, Utc since, const Moment& now) const {
  const auto today = readings_.of_day(person.id, now.day());
  return std::any_of(today.begin(), today.end(), [&](const auto& reading) { return reading.sent >= since; });
}

/// 打错了，36.8 a minute after 37.4: nobody is asked to measure again.
bool Followup::eased_since(const Person& person, Utc since, const Moment& now) const {
  const auto today = readings_.of_day(person.id, now.day());
  const auto last = std::max_element(today.begin(), today.end(),
                                     [](const auto& one, const auto& other) { return one.sent < other.sent; });
  return last != today.end() && last->sent >= since && last->centi < fever_from;
}

Reply Followup::recheck(std::int64_t id, const Moment& now) {
  const auto person = members_.by_id(id);
  if (!person || measured_since(*person, now.utc - measure_again_after / 2, now) ||
      eased_since(*person, now.utc - measure_again_after, now))
    return {};
  schedule_.set_timer(feature, unanswered(id), now.utc + measure_again_after, "");
  return Reply{}.add(to_student(*person, "recheck", text::measure_again));
}

Reply Followup::tell_unanswered(std::int64_t id, const Moment& now) {
  Reply reply;
  const auto person = members_.by_id(id);
  if (!person) return reply;
  if (measured_since(*person, now.utc - measure_again_after, now)) return reply;
  if (const auto morning = alarms_.quiet_until(now)) {
    schedule_.set_timer(feature, unanswered(id), *morning, "");
    return reply;
  }
  const auto teacher = alarms_.nearest(person->class_id, now);
  if (!teacher) return reply;
  const storage::Alert about{.person = person->id, .class_id = person->class_id};
  return reply.add(Whisper{.to = *teacher,
                           .content = plain(text::unanswered(alarms_.name_for(about, *teacher, now))),
                           .priority = storage::Priority::care});
}

}  // namespace banwei::care
