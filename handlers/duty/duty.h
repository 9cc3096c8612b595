// Duty (值日): a class's list of who cleans when, asked for in a word and said in the group each morning.
// Invariant: nobody is named who is in the class no more; a new list takes the place of the old one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/rosters.h"
#include "handlers/duty/duty_rules.h"
#include "handlers/feature.h"
#include "storage/class_settings.h"

namespace banwei::duty {

class Duty final : public Feature {
 public:
  Duty(const storage::Members& members, storage::ClassSettings& kept, const Calendar& calendar)
      : members_(members), kept_(kept), calendar_(calendar), rosters_(members) {}

  std::string_view title() const override { return "duty"; }
  Area area() const override { return Area::attendance; }
  std::vector<Command> commands() override;
  std::vector<ScheduledJob> jobs(Day day) override;

 private:
  Reply set(const Context& call, std::string list);
  Reply cancel(const Context& call);
  Reply today(const Context& call);
  Reply list(const Context& call);
  Reply mine(const Context& call);
  Reply say_in_groups(const Moment& now) const;

  Turns turns_of(std::int64_t class_id) const;
  std::vector<Person> on_duty_of(const Turns& turns, std::int64_t class_id, Day day) const;
  void keep(const Context& call, std::string value);

  /// Whether a class has a list. Asked at every tick, so the classes are looked through once.
  bool listed();

  const storage::Members& members_;
  storage::ClassSettings& kept_;
  const Calendar& calendar_;  // It may change between two turns.
  Rosters rosters_;
  bool asked_ = false;
  bool listed_ = false;  // Only ever turns true, so that a change that is undone does no harm.
};

}  // namespace banwei::duty
