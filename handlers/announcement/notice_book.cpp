#include "handlers/announcement/notice_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "handlers/announcement/notice_draft.h"
#include "handlers/common/absences.h"
#include "handlers/common/outage.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::announcement {

namespace text {
namespace {

constexpr auto of_classes = "个班";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view about_notices = "notice";
constexpr std::size_t heading_length = 16;  // characters

}  // namespace

std::optional<Topic> read_about(std::string_view about) {
  auto topic = Topic::read(about);
  return topic && topic->kind == about_notices && topic->id != 0 ? topic : std::nullopt;
}

std::string about_notice(std::int64_t notice, std::string_view tail, std::int64_t person) {
  return Topic{.kind = std::string(about_notices), .id = notice, .tail = std::string(tail), .person = person}.text();
}

std::string class_lines(const std::vector<std::string>& names) { return wording::first_names(names, text::of_classes); }

std::vector<Delivery> NoticeBook::seen_by(const Context& call, const Notice& notice) const {
  auto deliveries = notices_.deliveries(notice.id);
  const bool direct = call.message.place == Place::direct;
  if (direct && notice.publisher == call.speaker.person->id) return deliveries;
  std::erase_if(deliveries, [&](const Delivery& delivery) {
    return direct ? !call.speaker.holds(everyone, delivery.class_id)
                  : !call.klass || call.klass->id != delivery.class_id;
  });
  return deliveries;
}

std::optional<Notice> NoticeBook::known(const Context& call, std::int64_t id) const {
  auto notice = notices_.by_id(id);
  if (!notice) return std::nullopt;
  const bool own = notice->publisher == call.speaker.person->id && call.message.place == Place::direct;
  if (!own && (!notice->posted || seen_by(call, *notice).empty())) return std::nullopt;
  return notice;
}

std::optional<Notice> NoticeBook::newest(const Context& call) const {
  std::optional<Notice> newest;
  const auto take = [&](const Notice& notice) {
    if (notice.receipt && notice.posted && !notice.recalled && (!newest || notice.id > newest->id)) newest = notice;
  };
  for (const Class& klass : classes_of(members_, call, everyone)) {
    for (const Received& one : notices_.of_class(klass.id, call.now.utc - answerable, most_answerable))
      take(one.notice);
  }
  if (call.message.place == Place::direct) {
    for (const Notice& own : notices_.by_publisher(call.speaker.person->id, most_answerable)) take(own);
  }
  return newest;
}

Collection NoticeBook::collection(const Notice& notice, const Delivery& delivery) const {
  const auto klass = notice.deadline ? members_.class_by_id(delivery.class_id) : std::nullopt;
  const Utc late = klass ? due_after_outage(gaps_, klass->group, *notice.deadline) : Utc::max();
  const auto confirmed = notices_.confirmed(notice.id, delivery.class_id);
  std::set<std::int64_t> away;
  if (notice.deadline) away = away_on(leaves_, delivery.class_id, zone_.at(*notice.deadline).day(), zone_);
  std::erase_if(away, [&](std::int64_t person) { return confirmed.contains(person); });
  return {.class_id = delivery.class_id,
          .caller = notice.publisher,
          .opened = delivery.settled.value_or(notice.posted.value_or(notice.created)),
          .deadline = notice.deadline,
          .sum = tally(notice.deadline ? members_.students(delivery.class_id, *notice.deadline)
                                       : members_.students(delivery.class_id),
                       confirmed, late, away),
          .rounds = delivery.rounds,
          .called = delivery.reminded};
}

std::optional<Person> NoticeBook::publisher_of(const Notice& notice) const { return members_.by_id(notice.publisher); }

std::string NoticeBook::class_name(std::int64_t class_id) const {
  const auto klass = members_.class_by_id(class_id);
  return klass ? klass->name : "";
}

std::string NoticeBook::heading(const Notice& notice) const {
  std::string words = body_of(notice.body).text;
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words.empty() ? "〔图片〕" : wording::head(words, heading_length);
}

std::string NoticeBook::in_words(Utc at, const Moment& now) const {
  return banwei::in_words(zone_.at(at).local, now.local);
}

}  // namespace banwei::announcement
