// What is asked about a notice in one's own words, without quoting it and without 收到.
// Invariant: until when it is is answered from the notice itself; anything else goes to its publisher alone.
#pragma once

#include <optional>
#include <string_view>

#include "handlers/announcement/notice_letters.h"

namespace banwei::announcement {

class Inquiries {
 public:
  Inquiries(const NoticeBook& book, const Letters& letters, const storage::Notices& notices)
      : book_(book), letters_(letters), notices_(notices) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context) const;

 private:
  /// The one whose words the question takes up most, of `lately`.
  std::optional<Notice> taken_up(std::string_view folded, const Context& context, std::chrono::hours lately) const;
  std::optional<Notice> only_one_due(const Context& context) const;
  std::optional<Notice> numbered(std::string_view folded, const Context& context) const;
  std::optional<Notice> of_gathering(const Context& context) const;
  Reply tell_deadline(const Context& call, const Notice& notice) const;
  Reply pass_on(const Context& call, const Notice& notice) const;

  const NoticeBook& book_;
  const Letters& letters_;
  const storage::Notices& notices_;
};

}  // namespace banwei::announcement
