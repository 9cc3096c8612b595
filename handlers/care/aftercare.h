// What stays open after words of need: the offer to fetch a teacher, and what the person says next.
// Invariant: whoever was told that nobody hears of it is told of only after a yes, or when the words turn grave.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "handlers/care/alarms.h"
#include "handlers/care/care_settings.h"
#include "handlers/care/followup.h"
#include "handlers/care/needs.h"
#include "handlers/feature.h"
#include "storage/cases.h"
#include "storage/questions.h"

namespace banwei::care {

inline constexpr Intent accepted_offer{
    .kind = "offer_yes", .who = everyone, .scope = Scope::anywhere, .where = Where::direct, .means = "要我请老师联系"};

/// The timer of an offer about danger that may stay unanswered.
inline constexpr std::string_view unanswered_offer = "offered";

/// The students whom a speaker may mean by their names, and the index of those, kept until the roster changes: of the
/// class of the message, and in private of all the classes that a teacher looks after.
class ClassPeople {
 public:
  struct People {
    std::vector<Person> all;
    Classmates named;
  };

  explicit ClassPeople(const storage::Members& members) : members_(members) {}

  const People& of(const Context& context) const;

 private:
  const storage::Members& members_;
  mutable std::map<std::vector<std::int64_t>, People> people_;  // By the classes they are of.
  mutable std::uint64_t revision_ = 0;
};

/// What an offer promised, and whom it is about.
struct Offer {
  bool ill = false;
  bool hurt = false;
  bool other = false;      // it is about somebody else
  std::int64_t about = 0;  // who of the class that is, when it was said
  bool promised = false;   // that nobody hears of it without a yes
  bool aside = false;      // of what a reading has beside it: once a day, or not at all
  bool practical = false;  // it is neither illness nor distress: a teacher can do something about it
};

/// Whether words ask that somebody is not told.
bool asks_secrecy(const std::string& words);

class Aftercare {
 public:
  /// It takes nine, for what was said in need lives on in an alert, a question, a timer and perhaps a case.
  Aftercare(storage::Members& members, storage::Alerts& alerts, const storage::Cases& cases,
            storage::Schedule& schedule, storage::Questions& questions, const ClassPeople& people,
            const Settings& settings, Alarms& alarms, Followup& followup)
      : members_(members),
        alerts_(alerts),
        cases_(cases),
        schedule_(schedule),
        questions_(questions),
        people_(people),
        settings_(settings),
        alarms_(alarms),
        followup_(followup) {}

  /// What stands open for the speaker and takes these words.
  std::optional<Concern> open_for(const Context& context, const std::string& words, const Understood* taken) const;
  /// A yes to what was offered kindly.
  std::optional<Interpretation> taken_offer(const Utterance& said, const Context& context) const;
  /// Once, of an offer about danger that nobody has answered.
  Reply ask_again(std::int64_t person, const Moment& now) const;
  bool was_in_danger(const Context& call) const;
  /// Whether a teacher has heard of the person, or is following how it goes.
  bool is_followed(const Person& person) const;

  Reply distress(const Context& call, const Need& need, const std::string& words) const;
  Reply ask_kindly(const Context& call, const Need& need, const std::string& said) const;
  Reply offer_help(const Context& call, std::string words, const std::string& said, Offer offer) const;

 private:
  std::int64_t classmate_in(const Context& call, const std::string& words) const;
  void open_offer(const Context& call, const nlohmann::json& offer) const;
  Reply answer_offer(const Context& call, const std::string& words, const std::string& before) const;
  Reply about_misfortune(const Context& call, const Need& need, const std::string& said) const;
  Reply ask_the_hurt(const Context& call, const std::string& said) const;
  std::optional<Need> need_together(const Context& call, const nlohmann::json& offer, const std::string& words) const;
  void keep_listening(const Context& call, std::int64_t alert) const;
  Reply say_more(const Context& call, std::int64_t id, const std::string& words) const;
  Reply go_on(const Context& call, const storage::Alert& alert, const std::string& words) const;
  Reply from_hospital(const Context& call, std::int64_t id, const std::string& words) const;
  Reply own_word(const Context& call, std::int64_t id, const std::string& words) const;
  Reply own_denial(const Context& call, std::int64_t id, const std::string& words) const;

  storage::Members& members_;
  storage::Alerts& alerts_;
  const storage::Cases& cases_;
  storage::Schedule& schedule_;
  storage::Questions& questions_;
  const ClassPeople& people_;
  const Settings& settings_;
  Alarms& alarms_;
  Followup& followup_;
};

}  // namespace banwei::care
