// A teacher gives a post of the class to a student, or takes it away, at once; for ten minutes he may take that back.
// Invariant: of a class that he looks after, and a student of it; whoever gains or loses a post hears it.
#pragma once

#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/posts/post_talk.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::posts {

class Appointments {
 public:
  Appointments(storage::Members& members, storage::Questions& questions, storage::Schedule& schedule)
      : members_(members), questions_(questions), schedule_(schedule) {}

  /// Students of the group's class, or in private of the speaker's classes, whom the talk names.
  std::vector<Person> meant(const Context& call, const PostTalk& talk) const;

  Reply decide(const Context& call, const PostTalk& talk);
  Reply undo(const Context& call);

 private:
  struct Change {
    Grant grant = {};
    std::vector<Person> gain = {};
    std::vector<Person> lose = {};
  };
  Reply make(const Context& call, const Change& change);
  std::string post(const Grant& grant) const;

  storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
};

}  // namespace banwei::posts
