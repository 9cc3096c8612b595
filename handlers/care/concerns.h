// The net under everything: whoever speaks of dying, of not getting air or of a fever is heard, whatever else the
// message says and whoever else has taken it.
// Invariant: what is said back is fixed, private and true; a group sees neither a word nor a sign of it.
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
#include "storage/bindings.h"
#include "storage/former_members.h"
#include "storage/questions.h"

namespace banwei::care {

inline constexpr Intent accepted_offer{
    .kind = "offer_yes", .who = everyone, .scope = Scope::anywhere, .where = Where::direct, .means = "要我请老师联系"};

class Concerns {
 public:
  /// It takes nine, for what is heard here is stored, told, followed up and asked about, each by whoever does that.
  Concerns(storage::Members& members, storage::FormerMembers former, const storage::Bindings& bindings,
           storage::Alerts& alerts, storage::Schedule& schedule, storage::Questions& questions,
           const Settings& settings, Alarms& alarms, Followup& followup)
      : members_(members),
        former_(former),
        bindings_(bindings),
        alerts_(alerts),
        schedule_(schedule),
        questions_(questions),
        settings_(settings),
        alarms_(alarms),
        followup_(followup) {}

  /// What of a message speaks of somebody in need; `taken` is what another feature understood of it.
  std::optional<Concern> in(const Utterance& said, const Context& context, const Understood* taken) const;

  /// A yes to what was offered kindly.
  std::optional<Interpretation> taken_offer(const Utterance& said, const Context& context) const;

  /// To a student in distress of whom no teacher could be told.
  Reply nobody_heard(const storage::Alert& alert) const;

 private:
  Reply distress(const Context& call, const Need& need, const std::string& words) const;
  Reply health(const Context& call, const Need& need, const std::string& words, bool asked) const;
  Reply of_somebody_unnamed(const Context& call, const Need& need, const std::string& words) const;
  void open_offer(const Context& call, const nlohmann::json& offer) const;
  Reply answer_offer(const Context& call, const std::string& words, const std::string& before) const;
  std::int64_t class_of_stranger(const std::string& account) const;
  Reply of_a_stranger(const Context& call, const Need& need, const std::string& words) const;
  bool was_in_danger(const Context& call) const;
  std::optional<Need> need_together(const Context& call, const nlohmann::json& offer, const std::string& words) const;
  void keep_listening(const Context& call, std::int64_t alert) const;
  Reply say_more(const Context& call, std::int64_t id, const std::string& words) const;
  Reply go_on(const Context& call, const storage::Alert& alert, const std::string& words) const;
  struct Offer {
    bool ill = false;
    bool hurt = false;
    bool other = false;     // it is about somebody else
    bool promised = false;  // that nobody hears of it without a yes
  };
  Reply ask_kindly(const Context& call, const Need& need, const std::string& said) const;
  Reply ask_the_hurt(const Context& call, const std::string& said) const;
  Reply offer_help(const Context& call, std::string words, const std::string& said, Offer offer) const;
  struct People {
    std::vector<Person> all;
    Classmates named;
  };
  std::optional<Concern> unwell(const Utterance& said, const Context& context, const People& people) const;
  std::optional<Concern> open_for(const Context& context, const std::string& words, const Understood* taken) const;
  Reply own_word(const Context& call, std::int64_t id, const std::string& words) const;
  Reply own_denial(const Context& call, std::int64_t id, const std::string& words) const;
  const People& people_of(const std::optional<Class>& klass) const;

  storage::Members& members_;
  storage::FormerMembers former_;
  const storage::Bindings& bindings_;
  storage::Alerts& alerts_;
  storage::Schedule& schedule_;
  storage::Questions& questions_;
  const Settings& settings_;
  Alarms& alarms_;
  Followup& followup_;
  mutable std::map<std::int64_t, People> people_;  // By class, until the roster changes.
  mutable std::uint64_t revision_ = 0;
};

}  // namespace banwei::care
