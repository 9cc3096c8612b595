// The letters between a student and a notice's publisher, passed on in private.
// Invariant: a letter goes to that one person alone, in the words as they were written, and they are no command; words
// that quote nothing are passed on only once the publisher has said to whom.
#pragma once

#include <optional>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/notice_draft.h"
#include "storage/outbox.h"
#include "storage/questions.h"

namespace banwei::announcement {

class Letters {
 public:
  Letters(const NoticeBook& book, const storage::Members& members, const storage::Notices& notices,
          storage::Questions& questions, const storage::Outbox& outbox)
      : book_(book), members_(members), notices_(notices), questions_(questions), outbox_(outbox) {}

  /// What a quoted whisper is about: the publisher answers a question, a student asks back unless it is a receipt.
  std::optional<Interpretation> listen(const Utterance& said, const Context& context, bool is_receipt);

  /// What the publisher says without quoting, soon after he was asked something; or for whom that was.
  std::optional<Interpretation> listen_unquoted(const Utterance& said, const Context& context) const;

  Reply ask_publisher(const Context& call, const Notice& notice) const;

 private:
  /// Those who have asked the publisher of late, the newest last, and what he said since without quoting.
  struct Open {
    struct Asker {
      std::int64_t notice = 0;
      std::int64_t student = 0;
    };
    std::vector<Asker> askers = {};
    Body words = {};
    Utc asked{};
  };
  std::optional<Open> open_to(const Person& publisher, Utc now) const;
  void keep(const Person& publisher, const Open& open, const Moment& now) const;

  Reply reply_to(const Context& call, const Topic& about) const;
  Reply pass_on(const Context& call, const Open::Asker& to, const Body& words) const;
  std::optional<Interpretation> listen_named(const Utterance& said, const Open& open) const;
  Reply ask_to_whom(const Context& call, Open open) const;

  const NoticeBook& book_;
  const storage::Members& members_;
  const storage::Notices& notices_;
  storage::Questions& questions_;
  const storage::Outbox& outbox_;
};

}  // namespace banwei::announcement
