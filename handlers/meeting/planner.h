// How a meeting comes to its time: a class's own at once, one for several classes after a preview and a yes.
// Invariant: it is planned for classes alone for which the speaker may.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "handlers/meeting/meeting_book.h"
#include "handlers/meeting/meeting_order.h"
#include "storage/questions.h"

namespace banwei::meeting {

class Planner {
 public:
  Planner(Book& book, const storage::Members& members, storage::Meetings& meetings, storage::Questions& questions,
          const Zone& zone)
      : book_(book), members_(members), meetings_(meetings), questions_(questions), zone_(zone) {}

  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_answer(const Utterance& said, const Context& context);
  /// When the next of each class of the speaker's begins.
  Reply tell_next(const Context& call);
  Reply cancel(const Context& call);

 private:
  Reply plan(const Context& call, const Order& order);
  std::vector<Class> with_a_meeting(std::vector<Class> classes, Utc now) const;
  Utc on_its_day(std::string_view words, Utc was, Utc wanted, Utc now) const;
  Reply set_own(const Context& call, const Order& order, const Class& klass, Utc begins);
  Reply offer_new(const Context& call, const Order& order, const Class& klass, Utc begins);
  Reply set_new(const Context& call, const storage::Question& question);
  Reply preview(const Context& call, const Order& order, const std::vector<Class>& classes, Utc begins);
  Reply decide(const Context& call, const storage::Question& question, bool yes);

  Book& book_;
  const storage::Members& members_;
  storage::Meetings& meetings_;
  storage::Questions& questions_;
  const Zone& zone_;
};

}  // namespace banwei::meeting
