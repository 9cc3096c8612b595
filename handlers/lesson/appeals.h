// A student says that the register is wrong about him, and whoever reported the lesson, or a counsellor, decides.
// Invariant: what is granted is a new report; the one that was wrong stays beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "storage/lesson_reports.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei::lesson {

class Appeals {
 public:
  Appeals(const storage::Members& members, storage::LessonReports& reports, storage::Questions& questions)
      : members_(members), reports_(reports), questions_(questions) {}

  Reply appeal(const Context& call, std::string words);

  /// Which lesson the student means.
  std::optional<Interpretation> hear_which(const Utterance& said, const Context& context);
  /// 老师我昨天那节体育课其实是请过假的，怎么算我旷课: an appeal in one's own words.
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);

  /// The decision.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  std::vector<storage::LessonReport> of(const Person& self, Day today) const;
  std::optional<Person> decider(const Person& self, const storage::LessonReport& report, Utc now) const;
  Reply decide(const Context& call, const storage::Question& question, bool yes, const std::string& reason);

  const storage::Members& members_;
  storage::LessonReports& reports_;
  storage::Questions& questions_;
};

}  // namespace banwei::lesson
