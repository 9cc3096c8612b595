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
      : members_(members),
        kept_(kept),
        audit_(audit),
        timetables_(timetables),
        talk_(members, questions, {.word = "timetable", .name = "课表", .order = "import timetable", .most_mib = 1}) {}

  Incoming take_in(std::string_view bytes, std::string_view name, const Speaker* speaker);

  Reply explain(const Context& call);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  Reply came(const SentFile& file, const Moment& now);

 private:
  using Lessons = std::vector<storage::TimetableLesson>;
  /// A file as it was read, and what it would change.
  struct Preview {
    Lessons lessons = {};
    Incoming incoming = {};
  };
  Preview read(std::string_view bytes, std::string_view name, const Speaker* speaker);
  Reply fetch(const Context& call, const Part& file);
  Reply settle(const Context& call, const storage::Question& asked, bool yes);
  Reply undo(const Context& call);
  void write(std::int64_t class_id, const Lessons& lessons, std::string_view verb, std::int64_t actor, Utc now);

  const storage::Members& members_;
  storage::Timetable& kept_;
  storage::Audit& audit_;
  const Timetables& timetables_;
  ImportTalk talk_;
};

}  // namespace banwei::timetable
