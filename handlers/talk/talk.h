// Small talk with one person: thanks and greetings get a short line now and then, what looks like a command gets the
// nearest ones to choose from by number.
// Invariant: in a group only whoever speaks to it hears a word now and then, in private where that can be; nothing is
// kept but which line was said when and what is offered until when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/small_talk.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::talk {

class Talk final : public Feature, public SmallTalk {
 public:
  Talk(const storage::Members& members, storage::Questions& questions, storage::Schedule& schedule,
       const storage::Readings& readings)
      : members_(members), questions_(questions), schedule_(schedule), readings_(readings) {}

  std::string_view title() const override { return "talk"; }
  std::vector<Listener> listeners() override;
  SmallTalk* small_talk() override { return this; }
  Reply unclaimed(const Utterance& said, const Context& context, const std::vector<std::string>& nearest) override;
  std::optional<std::string> chosen(const Utterance& said, const Context& context) const override;

 private:
  std::optional<Interpretation> unclear(const Utterance& said, const Context& context);
  std::optional<Interpretation> read_choice(const Utterance& said, const Context& context);
  bool lacks_a_report(const Context& context) const;
  Reply offer(const Context& context, const std::vector<std::string>& names, const std::string& hint);
  void ask_which(const Context& context, const std::vector<std::string>& names);
  Reply in_group(const Utterance& said, const Context& context, const std::vector<std::string>& nearest);
  Reply lost_in_group(const Utterance& said, const Context& context, const std::vector<std::string>& nearest);
  /// `words`, unless the same was said to this person less than `rest` ago.
  Reply now_and_then(const Context& context, std::string_view about, std::chrono::minutes rest, std::string_view words);

  /// Whom a student may ask what nobody here knows; "" for all others.
  std::string teacher_to_ask(const Utterance& said, const Context& context) const;

  const storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Readings& readings_;
};

}  // namespace banwei::talk
