// Why somebody is away, asked by those in charge of his class: 李四为什么请假, 李四请的什么假.
// Invariant: it is said to whoever asks alone, and the reason to a teacher alone; a name of no class of his is as one
// that nobody has, and the student hears nothing of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/args.h"
#include "handlers/leave/leave_book.h"

namespace banwei::leave {

class Inquiry {
 public:
  Inquiry(Book& book, storage::AccessLog& accesses) : book_(book), accesses_(accesses) {}

  Command command();

 private:
  std::vector<Person> called(std::string_view who, const Context& context) const;
  Arg<std::string> somebody() const;
  Reply tell(const Context& call, std::string who, std::optional<Day> day);

  Book& book_;
  storage::AccessLog& accesses_;
};

}  // namespace banwei::leave
