// What a message says that a leave should have been: 改成上午, 不对，是后天, 我只请下午, 上午.
#pragma once

#include <optional>
#include <string>

#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_reader.h"

namespace banwei::leave {

class Changes {
 public:
  Changes(Book& book, RequestReader& reader) : book_(book), reader_(reader) {}

  /// Of what was read and waits for a 是: nothing but the kind or the time that it should have been.
  std::optional<Request> of_read(const Leave& before, const std::string& words, const Context& context) const;

  /// The same of one that a teacher was asked about already; without a word of change only while it is fresh.
  std::optional<Request> of_submitted(const std::string& words, const Context& context) const;

 private:
  std::optional<Request> instead_of(const Leave& before, const std::string& correction, const std::string& words,
                                    const Context& context) const;

  Book& book_;
  RequestReader& reader_;
};

/// Whether it says in words that something was not right: 改成, 不对, 应该是.
bool says_it_was_wrong(std::string_view words);

}  // namespace banwei::leave
