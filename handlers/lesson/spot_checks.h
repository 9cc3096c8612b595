// Spot checks (抽查): students of a lesson picked at random, looked for by whoever asked, and compared with the
// committee's report.
// Invariant: who was picked and who was missing is told to the checker, to whoever reported, and to the class's
// teachers alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/args.h"
#include "handlers/common/lessons.h"
#include "handlers/common/zone.h"
#include "handlers/lesson/spot_order.h"
#include "storage/leaves.h"
#include "storage/lesson_reports.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/spot_checks.h"

namespace banwei::lesson {

inline constexpr std::chrono::days explained_within{3};  // So long whoever reported is asked again.

class SpotChecks {
 public:
  /// It takes seven: it stands between the register, leave and the roster.
  SpotChecks(const storage::Members& members, storage::SpotChecks& checks, const storage::LessonReports& reports,
             storage::Leaves leaves, storage::Questions& questions, const Zone& zone, const Lessons& begins)
      : members_(members),
        checks_(checks),
        reports_(reports),
        leaves_(leaves),
        questions_(questions),
        zone_(zone),
        begins_(begins) {}

  Arg<SpotOrder> order() const;
  Reply pick(const Context& call, SpotOrder order);
  Reply list(const Context& call);

  std::optional<Interpretation> hear_found(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_explanation(const Utterance& said, const Context& context);

  /// Those who reported something else than was found, and have not explained it yet, are asked once more.
  Reply remind(const Moment& now);

  /// A report has come: what was found before is compared with it now.
  Reply compare(const Context& call);

 private:
  using Check = storage::SpotCheck;

  struct Lesson {
    int first = 0;
    int last = 0;
  };
  Lesson lesson_of(const SpotOrder& order, const Class& klass, const Context& call) const;
  std::vector<Person> sample(const Class& klass, Day day, const Lesson& lesson, std::size_t count,
                             std::string_view seed) const;
  std::optional<Interpretation> hear_of_others(const Utterance& said, std::vector<Looked> open) const;
  std::vector<Looked> open_of(const Context& context) const;
  Reply take(const Context& call, const std::vector<Found>& found);
  Reply explain(const Context& call, const storage::Question& question, const std::string& words);

  std::optional<storage::LessonReport> report_of(const Check& check) const;
  /// Those of whom the check and the report say different things.
  std::vector<Person> differing(const Check& check, const storage::LessonReport& report) const;
  bool wants_explanation(const Check& check, const storage::LessonReport& report) const;
  std::string outcome(const Check& check) const;
  Reply ask(const Check& check, const storage::LessonReport& report, const Moment& now);
  std::string name_of(const Check& check) const;
  std::vector<std::string> names(const Check& check, const std::vector<Person>& people) const;

  const storage::Members& members_;
  storage::SpotChecks& checks_;
  const storage::LessonReports& reports_;
  storage::Leaves leaves_;
  storage::Questions& questions_;
  const Zone& zone_;
  const Lessons& begins_;
};

void to_json(nlohmann::ordered_json& json, const SpotOrder& order);

}  // namespace banwei::lesson
