// The register of lessons (云考勤): a class's committee reports each in a line.
// Invariant: who was not there is told to those alone who may know; a report that is corrected stays beside the new
// one.
#pragma once

#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/lesson/reports.h"
#include "handlers/retention.h"

namespace banwei::lesson {

inline constexpr Kept kept_reports{"lessons", 180};  // A term at most.

class Register final : public Feature, public Keeps {
 public:
  Register(const storage::Members& members, storage::LessonReports& reports, storage::Leaves leaves,
           storage::Questions& questions, const Zone& zone);

  std::string_view title() const override { return feature; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<Retention> retention() override;
  Reply recalled(const Recall& recall, const Moment& now) override;

 private:
  Reply tell_how(const Context& call);

  storage::LessonReports& kept_;
  Reports reports_;
};

}  // namespace banwei::lesson
