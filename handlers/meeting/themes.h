// Themes of class meetings (班会计划): planned for classes, and how far each class is.
// Invariant: whoever looks sees the classes alone for which he is a teacher; what minutes say is in the table alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/meeting/meeting_book.h"

namespace banwei::meeting {

class Themes {
 public:
  Themes(Book& book, const storage::Members& members, storage::Meetings& meetings, storage::Schedule& schedule)
      : book_(book), members_(members), meetings_(meetings), schedule_(schedule) {}

  Reply plan(const Context& call, std::string words);
  Reply cancel(const Context& call, std::int64_t id);
  Reply progress(const Context& call, std::optional<std::int64_t> id);
  Reply urge(const Context& call, std::optional<std::int64_t> id);

  /// A row a class and theme.
  std::optional<Drawn> sheet(const Extract& asked) const;

 private:
  struct State {
    std::vector<std::string> done, unwritten, set, waiting, over;  // The names of classes.
    std::size_t all = 0;
  };
  State state(const MeetingTheme& theme, const Speaker& reader, const Moment& now) const;
  std::string in_full(const MeetingTheme& theme, const State& now) const;
  /// A line each, those that are done in one, so that all of them read on a phone.
  static std::string in_lines(const std::vector<std::pair<MeetingTheme, State>>& themes);

  /// The one that is meant, or those whose time is not over, or else the last.
  std::vector<MeetingTheme> meant(std::optional<std::int64_t> id, Day today) const;

  Book& book_;
  const storage::Members& members_;
  storage::Meetings& meetings_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::meeting
