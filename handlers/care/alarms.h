// Which human hears of which alert, when, in how many lines, until one of them has answered.
// Invariant: an open alert always has somebody who is to be told, is being told, or has been; nothing that a gateway
// refuses, delays or forgets takes it from there.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/care/care_rules.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei::care {

/// It has more methods than a class should: each is a step in the life of an alert, from news to closed.
class Alarms {
 public:
  /// It takes its stores whole, for the book of who was told of whom is kept here.
  Alarms(storage::Stores& stores, const Zone& zone, const QuietHours& quiet)
      : members_(stores.members),
        alerts_(stores.alerts),
        readings_(stores.readings),
        schedule_(stores.schedule),
        accesses_(stores.access_log),
        zone_(zone),
        quiet_(quiet) {}

  /// Opens an alert, or adds to the open one about the same person: its id. `news` needs no id, version or step.
  /// Health and distress stand apart. Nothing is told before tell_due().
  std::int64_t raise(const storage::Alert& news, const Moment& now);

  /// Of an alert about somebody who was not named: who it is.
  void identify(std::int64_t alert, std::int64_t person);

  /// Says all that is due, and sets the timer for what comes next.
  Reply tell_due(const Moment& now);

  /// What became of a line about alerts: of unknown fate it is said again, refused it is the next one's turn. The
  /// alerts in distress of which nobody in the chain could be told.
  std::vector<storage::Alert> on_send_result(const SendResult& result, const Moment& now);

  /// Hands over what stands open to somebody who can be reached from now on.
  void reachable(const Person& person, const Moment& now);

  /// What waits for this person's answer: what they were told, and what concerns a class of theirs.
  std::vector<storage::Alert> waiting_for(const Speaker& speaker, const Moment& now) const;

  /// Somebody saw to it, or has only taken it on; those who had been told hear so.
  Reply see_to(const storage::Alert& alert, const Person& by, const Moment& now, bool taken = false);

  /// Somebody has taken on an alert that stays open: those who had been told hear so, and for a while nobody is told
  /// again. How long.
  std::chrono::minutes put_off(Reply& reply, const storage::Alert& alert, const Person& by, const Moment& now);

  /// More that was said of what somebody has seen to, to him, or to the nearest when he may no longer be told; nothing
  /// when nobody can be.
  Reply pass_on(const storage::Alert& alert, const std::string& words, const Moment& now);

  /// The teachers who have been told of it or are being told, the nearest first.
  std::vector<Person> told(std::int64_t alert) const;

  /// Their names for whom it is about: "王敏老师", "王敏老师和李强老师"; "" when nobody can be told.
  std::string told_names(std::int64_t alert) const;

  /// Who would hear first of somebody of the class; the admin is none.
  std::optional<Person> nearest(std::int64_t class_id, const Moment& now) const;

  /// Until when whatever is not new waits; nothing by day.
  std::optional<Utc> quiet_until(const Moment& now) const;

  /// How `to` tells people apart: with the class where several are theirs, marked when the roster does not know them.
  std::string name_for(const storage::Alert& alert, const Person& to, const Moment& now) const;

 private:
  static constexpr std::string_view about_alert = "alert";    // It is about one alert.
  static constexpr std::string_view about_alerts = "alerts";  // It is about all that wait for one human.
  static constexpr std::chrono::minutes changes_after{1};     // A changed value, or a list, is not told sooner.

  struct Round;
  struct Recipient {
    Person person;
    Role role = Role::counsellor;
  };

  std::vector<Recipient> chain(const storage::Alert& alert, const Moment& now) const;
  std::vector<Recipient> wanted(const storage::Alert& alert, int step, const Moment& now) const;
  bool may_be_told(std::int64_t class_id, const Person& person, const Moment& now) const;
  void tell_others(Reply& reply, const storage::Alert& alert, const Person& by, bool reached, const Moment& now);
  void climb(storage::Alert alert, const Moment& now);
  void choose(const storage::Alert& alert, const Recipient& to, Utc due);
  bool hand_on(const storage::Alert& alert, const Moment& now);
  void try_all_again(std::int64_t alert, Utc due);
  Utc repeats_from(std::span<const storage::Telling> all, const Moment& now) const;
  /// In as few lines as say it: alarm_round.cpp.
  void tell(Reply& reply, const Person& to, const Moment& now);
  void set_timer(const Moment& now);
  std::string line(const storage::Alert& alert, const Person& to, const Moment& now) const;
  std::string how(const storage::Alert& alert, const Moment& now) const;
  std::string words_for(const storage::Alert& alert, const storage::Telling& telling, const Person& to,
                        const Moment& now) const;

  storage::Members& members_;
  storage::Alerts& alerts_;
  const storage::Readings& readings_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  const Zone& zone_;
  const QuietHours& quiet_;
};

}  // namespace banwei::care
