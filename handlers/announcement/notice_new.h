// Writing a notice: the order, the preview and what changes it, and the word that lets it go.
// Invariant: nothing is published before its publisher has seen the preview and said so; a preview lives for a day.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/notice_broadcast.h"
#include "handlers/announcement/notice_draft.h"
#include "handlers/announcement/notice_order.h"
#include "handlers/language/when.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::announcement {

class Drafts {
 public:
  /// It takes six, for what was sent before is written about, too.
  Drafts(const NoticeBook& book, Broadcast& broadcast, const storage::Members& members, storage::Questions& questions,
         storage::Schedule& schedule, const storage::Notices& notices)
      : book_(book),
        broadcast_(broadcast),
        members_(members),
        questions_(questions),
        schedule_(schedule),
        notices_(notices) {}

  Grammar grammar();

  /// An order that no command's word takes, what is said to the preview that is open, or of what was announced.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  Reply lapse(const Topic& topic, const storage::Timer& timer) const;

 private:
  Understood understood(Order order);
  std::optional<Interpretation> hear_order(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_answer(const Utterance& said, const Context& context);
  Reply write(const Context& call, const Order& order);
  Reply preview(const Context& call, const Draft& draft, std::string_view note = {}) const;
  std::optional<Interpretation> hear_news(const Utterance& said, const Context& context) const;
  Reply write_news(const Context& call, const Notice& notice) const;
  Reply answer(const Context& call, Draft draft, const PreviewAnswer& answer);
  Reply retime(const Context& call, Draft draft, const When& when, const std::string& words);
  Reply extend(const Context& call, Draft draft);
  Reply publish(const Context& call, const Draft& draft, bool at_once);
  void close(const Context& call);
  std::string summary(const Draft& draft, const Moment& now) const;

  const NoticeBook& book_;
  Broadcast& broadcast_;
  const storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Notices& notices_;
};

}  // namespace banwei::announcement
