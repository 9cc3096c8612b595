// A timetable that is brought in: a file in private or by the command line, shown as what it would change, and written
// once that is confirmed. Invariant: a class's lessons are replaced as a whole, and only by whoever may do so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/timetables.h"
#include "handlers/importing.h"
#include "storage/audit.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei::timetable {

class TimetableImport {
 public:
  TimetableImport(const storage::Members& members, storage::Timetable& kept, storage::Questions& questions,
                  storage::Audit& audit, const Timetables& timetables)
      : members_(members), kept_(kept), questions_(questions), audit_(audit), timetables_(timetables) {}

  Incoming take_in(std::string_view bytes, std::string_view name, const Speaker* speaker);

  Reply explain(const Context& call);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  Reply came(const SentFile& file, const Moment& now);

 private:
  Reply fetch(const Context& call, const Part& file);
  Reply settle(const Context& call, const storage::Question& asked, bool yes);
  void write(const std::vector<storage::TimetableLesson>& lessons, std::int64_t actor, Utc now);

  const storage::Members& members_;
  storage::Timetable& kept_;
  storage::Questions& questions_;
  storage::Audit& audit_;
  const Timetables& timetables_;
};

}  // namespace banwei::timetable
