// The net under everything: whoever speaks of dying, of not getting air or of a fever is heard, whatever else the
// message says and whoever else has taken it.
// Invariant: what is said back is fixed, private and true; a group sees neither a word nor a sign of it.
#pragma once

#include <optional>
#include <string>

#include "handlers/care/aftercare.h"
#include "storage/bindings.h"
#include "storage/former_members.h"

namespace banwei::care {

class Concerns {
 public:
  /// It takes eight, for whoever is in need may be anybody: of a class, of none, gone, or not bound yet.
  Concerns(storage::Members& members, storage::FormerMembers former, const storage::Bindings& bindings,
           storage::Schedule& schedule, const ClassPeople& people, const Settings& settings, Alarms& alarms,
           const Aftercare& aftercare)
      : members_(members),
        former_(former),
        bindings_(bindings),
        schedule_(schedule),
        people_(people),
        settings_(settings),
        alarms_(alarms),
        aftercare_(aftercare) {}

  /// What of a message speaks of somebody in need; `taken` is what another feature understood of it.
  std::optional<Concern> in(const Utterance& said, const Context& context, const Understood* taken) const;

  /// To a student in distress of whom no teacher could be told.
  Reply nobody_heard(const storage::Alert& alert) const;

 private:
  /// What whoever keeps readings has made of the same message.
  struct Beside {
    bool asked = false;
    bool measured = false;
  };
  Reply health(const Context& call, const Need& need, const std::string& words, Beside beside) const;
  Reply of_somebody_unnamed(const Context& call, const Need& need, const std::string& words) const;
  std::int64_t class_of_stranger(const std::string& account) const;
  Reply of_a_stranger(const Context& call, const Need& need, const std::string& words) const;
  std::optional<Concern> elsewhere(const Utterance& said, const Context& context, const ClassPeople::People& people,
                                   const Understood* taken) const;
  std::optional<Concern> unwell(const Utterance& said, const Context& context, const ClassPeople::People& people,
                                bool measured) const;
  std::optional<Concern> misfortune(const Utterance& said, const Context& context, const ClassPeople::People& people,
                                    const Need& need, const Understood* taken) const;
  std::optional<Concern> told_by_a_teacher(const Need& need, const Context& context, const Understood* taken) const;

  storage::Members& members_;
  storage::FormerMembers former_;
  const storage::Bindings& bindings_;
  storage::Schedule& schedule_;
  const ClassPeople& people_;
  const Settings& settings_;
  Alarms& alarms_;
  const Aftercare& aftercare_;
};

}  // namespace banwei::care
