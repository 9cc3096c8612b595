// The committee's reports as they come: read, checked against the class, what does not add up asked back, stored.
// Invariant: the group reads numbers alone; who was not there, and why, is repeated to whoever reports, in private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/rosters.h"
#include "handlers/common/timetables.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/lesson/report_grammar.h"
#include "storage/leaves.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei::lesson {

inline constexpr std::string_view feature = "lesson";

class Reports {
 public:
  /// It takes six, for a report is held against the roster, leave and the timetable.
  Reports(const storage::Members& members, storage::LessonReports& reports, storage::Leaves leaves,
          storage::Questions& questions, const Zone& zone, const Timetables& timetables)
      : members_(members),
        reports_(reports),
        leaves_(leaves),
        questions_(questions),
        zone_(zone),
        timetables_(timetables),
        rosters_(members) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// A report of which something was asked back that nobody has answered: it counts for nothing yet.
  struct Unsettled {
    Person by = {};
    std::string words = {};     // What was reported, folded.
    std::string question = {};  // What was asked back.
  };
  std::vector<Unsettled> unsettled(const Class& klass, const Moment& now) const;

 private:
  struct Report {
    Class klass = {};
    std::vector<Statement> said = {};
    bool answers = false;  // It completes what was asked back then.
    Utc asked{};
    bool corrects = false;      // It says what was wrong with the one that was made then.
    std::string unmarked = {};  // Whose mark was to be changed, and he has none.
  };
  std::optional<Class> class_meant(const std::string& words, const Context& context) const;
  Scene scene_of(const Class& klass, const Context& context);
  std::optional<Report> understand(const std::string& words, const Context& context);
  std::optional<Interpretation> dropped(const Utterance& said, const Context& context) const;
  std::optional<Report> completed(const std::string& words, const Context& context);
  std::optional<Report> corrected(const std::string& words, const Context& context);
  std::optional<Report> changed(const std::string& words, const Context& context);
  static Interpretation tells_of_no_mark(const Report& report);
  Reply act(const Context& call, const Report& report);
  bool store(const Context& call, const Class& klass, const Statement& said, bool& replaces);
  /// What was reported of the lesson, with what the statement says of those it names; nothing when nobody has reported.
  std::optional<Statement> amended(const Class& klass, const Statement& said) const;
  Reply ask_back(const Context& call, const Class& klass, const Statement& said, std::size_t others);
  std::string line(const Context& call, const Class& klass, const Statement& said) const;

  const storage::Members& members_;
  storage::LessonReports& reports_;
  storage::Leaves leaves_;
  storage::Questions& questions_;
  const Zone& zone_;
  const Timetables& timetables_;
  Rosters rosters_;
};

}  // namespace banwei::lesson
