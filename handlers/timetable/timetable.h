// The timetable (课表): brought in from a file, shown to those whose it is, and what the attendance of lessons is held
// against. Invariant: it tells of lessons alone, so that whoever is of a class may read it where he asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/timetables.h"
#include "handlers/timetable/timetable_import.h"
#include "handlers/timetable/timetable_view.h"

namespace banwei::timetable {

class Timetable final : public Feature, public Imports {
 public:
  /// It takes six, for it hands the import what that uses.
  Timetable(const storage::Members& members, storage::Timetable& kept, storage::Questions& questions,
            storage::Audit& audit, const Timetables& timetables, const Lessons& begins)
      : members_(members),
        timetables_(timetables),
        begins_(begins),
        import_(members, kept, questions, audit, timetables) {}

  std::string_view title() const override { return "timetable"; }
  Area area() const override { return Area::attendance; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  Reply on(const Fact& fact, const Moment& now) override;

  std::string_view imported() const override { return "timetable"; }
  Incoming take_in(std::string_view bytes, std::string_view name, const Speaker* speaker) override {
    return import_.take_in(bytes, name, speaker);
  }

 private:
  /// Whose lessons were asked for, and those of some days; or why there are none to show.
  struct Found {
    std::string whose = {};
    std::vector<Timetables::Dated> lessons = {};
    std::optional<Reply> refusal = {};
  };
  Found find(const Context& call, const std::optional<Class>& klass, Day from, Day to) const;
  Reply show(const Context& call, Asked asked);
  Reply next(const Context& call);

  const storage::Members& members_;
  const Timetables& timetables_;
  const Lessons& begins_;
  TimetableImport import_;
};

}  // namespace banwei::timetable
