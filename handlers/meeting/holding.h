// A meeting while it is held and afterwards: the reminder, the roll call, its end, the minutes.
// Invariant: the roll is called once; minutes are three sentences or more.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/attending.h"
#include "handlers/meeting/meeting_book.h"
#include "storage/questions.h"

namespace banwei::meeting {

class Holding {
 public:
  /// `features` is the whole list, one of which calls the roll; it may still grow until the first meeting.
  Holding(const std::vector<std::unique_ptr<Feature>>& features, const Book& book, const storage::Members& members,
          storage::Meetings& meetings, storage::Questions& questions)
      : features_(features), book_(book), members_(members), meetings_(meetings), questions_(questions) {}

  Reply remind(std::int64_t id, const Moment& now) const;
  Reply begin(std::int64_t id, const Moment& now);

  /// Nobody has ended it: its minutes are due all the same.
  Reply ask_for_minutes(std::int64_t id, const Moment& now);

  Reply end(const Context& call);
  Reply write(const Context& call, std::string words);
  Reply tell_how_to_write(const Context& call);
  std::optional<Interpretation> hear_minutes(const Utterance& said, const Context& context);

 private:
  RollCaller* roll_caller() const;
  Reply finish(Meeting meeting, const Moment& now, bool told);
  Reply take(const Context& call, Meeting meeting, const std::string& words);

  const std::vector<std::unique_ptr<Feature>>& features_;
  const Book& book_;
  const storage::Members& members_;
  storage::Meetings& meetings_;
  storage::Questions& questions_;
};

}  // namespace banwei::meeting
