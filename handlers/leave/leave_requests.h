// Those who ask: a leave in a sentence, what it leaves open asked back, 销假 and 取消请假.
// Invariant: the group hears no word of it but a sign, and a question back goes to its person alone.
#pragma once

#include <optional>
#include <string>

#include "handlers/common/rosters.h"
#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_grammar.h"
#include "storage/questions.h"

namespace banwei::leave {

class Requests {
 public:
  Requests(Book& book, const storage::Members& members, storage::Questions& questions)
      : book_(book), members_(members), questions_(questions), rosters_(members) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  struct Request {
    Statement said;
    std::string words;           // As they are to be read again when more is said.
    std::string shown;           // As they were said, for whoever decides.
    std::int64_t roll_call = 0;  // The roll call that is open.
    bool in_call = false;        // That roll call falls into what it says.
    bool answers = false;        // It completes what was asked back.
  };
  std::optional<Request> understand(const std::string& words, const Context& context);
  std::optional<Request> completed(const std::string& words, const Context& context, Claim& claim);
  Reply act(const Context& call, const Request& request);
  Reply ask_for(const Context& call, const Request& request, const Person& person);
  Reply ask_back(const Context& call, const Request& request);
  Reply end(const Context& call, const Statement& said);
  std::optional<Request> retro_of_student(const std::string& words, const Context& context);
  std::vector<std::string> courses_of(const Class& klass, Day today) const;
  void settle_course(Statement& said, const Context& context) const;
  std::optional<Person> person_of(const Context& call, const Statement& said) const;
  Reply acknowledge(const Context& call, const std::string& words, bool in_call) const;

  Book& book_;
  const storage::Members& members_;
  storage::Questions& questions_;
  Rosters rosters_;
};

}  // namespace banwei::leave
