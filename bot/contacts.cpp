#include "bot/contacts.h"

#include <fmt/format.h>

#include <chrono>

namespace banwei {

namespace text {
namespace {

constexpr auto befriend = " 加我好友后再发一次";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours lately{1};  // A gateway's list is older at most.

}  // namespace

std::vector<Fact> Contacts::befriended(const std::string& account, const std::string& person, Utc now) {
  if (members_.by_account(person)) {
    links_.befriended(account, person);
    heard_[person] = now;
  }
  std::vector<Fact> facts;
  set_reach(person, Reach::friendly, facts);
  return facts;
}

std::vector<Fact> Contacts::learn(const std::vector<std::string>& friends, Utc now) {
  std::vector<Fact> facts;
  std::erase_if(heard_, [&](const auto& heard) { return now - heard.second > lately; });
  for (const std::string& account : friends) set_reach(account, Reach::friendly, facts);
  const auto judge = [&](const std::vector<Person>& people) {
    for (const Person& person : people) {
      if (person.account.empty()) continue;
      const Reach told = links_.reach(person.account);
      const bool friendly = reach(person.account) == Reach::friendly;
      if (told == Reach::friendly || (friendly && (told == Reach::unknown || heard_.contains(person.account))))
        continue;
      set_reach(person.account, told, facts);
    }
  };
  for (const Class& klass : members_.classes()) {
    judge(members_.students(klass.id));
    for (const Role role : {Role::counsellor, Role::class_teacher}) judge(members_.holders(role, klass.id, now));
  }
  for (const Role role : {Role::office, Role::leader, Role::admin}) judge(members_.holders(role, 0, now));
  return facts;
}

void Contacts::refused(const std::string& account, const std::string& person, bool ask, Utc now) {
  links_.refused(account, person);
  const auto known = members_.by_account(person);
  if (!known) return;
  members_.set_reach(person, Reach::refused);
  if (ask) ask_for_friendship(*known, now);
}

/// Whether the account can be whispered to has changed; whoever waited for one of the staff hears of it.
void Contacts::set_reach(const std::string& account, Reach reach, std::vector<Fact>& facts) {
  if (members_.reach(account) == reach) return;
  members_.set_reach(account, reach);
  if (reach == Reach::refused) return;
  const auto person = members_.by_account(account);
  if (person && person->staff) facts.emplace_back(Reachable{*person});
}

void Contacts::ask_for_friendship(const Person& person, Utc now, const std::string& room) {
  if (person.account.empty()) return;
  const auto home = person.class_id != 0 ? members_.class_by_id(person.class_id) : members_.class_of_group(room);
  if (!home || home->group.empty()) return;
  const storage::Occurrence asked{
      .job = fmt::format("befriend/{}", person.id), .key = iso(zone_.at(now).day()), .due = now};
  if (!schedule_.claim(asked, now)) return;
  outbox_.add({.group = home->group,
               .content = {{Part::Kind::mention, person.account}, {Part::Kind::text, text::befriend}},
               .priority = storage::Priority::ladder},
              now);
}

}  // namespace banwei
