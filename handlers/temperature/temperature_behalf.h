// What somebody says of others' temperatures: alone, for a few, or as the rows of a list.
// Invariant: from one of the class's cadres or teachers it counts at once, marked, and never over what the person said
// himself; from a classmate it waits for the person's own word. A fever is told at once as unconfirmed, whoever said
// it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_grammar.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

inline constexpr std::string_view behalf_question = "behalf";

class Behalf {
 public:
  Behalf(const storage::Members& members, storage::Readings& readings, storage::Questions& questions,
         storage::Schedule& schedule, const Zone& zone)
      : members_(members), readings_(readings), questions_(questions), schedule_(schedule), zone_(zone) {}

  /// One person and what was said of him; `as_said` is the reading without its person and value.
  struct Row {
    Person person = {};
    std::map<std::string, int> values = {};  // by slot
    std::vector<std::string> symptoms = {};
    std::optional<bool> in_wuhan = {};
    std::optional<bool> on_post = {};
  };

  /// `list`: the rows are those of a list, of which this is all that was read; `own`: the poster's own row is in it.
  Reply take(const Context& call, const storage::Reading& as_said, const std::vector<Row>& rows, const ListedRows* list,
             bool own);

  /// What is wrong: the reading that others gave is taken back, unless it was a fever.
  void refuse(const Person& self, Day day, Utc now);

 private:
  struct Taken {
    std::vector<Person> added = {};
    std::vector<Person> differing = {};  // They have said something else themselves.
    std::vector<Person> waiting = {};    // They have not reported yet, and a classmate's word is none.
    std::size_t known = 0;
  };
  void take_row(const Context& call, const storage::Reading& as_said, const Row& row, bool counts, Taken& taken,
                Reply& reply);
  bool ask(const Context& call, const storage::Reading& as_said, const Row& row, Reply& reply);
  std::string told_of_list(const Context& call, const ListedRows& list, const Taken& taken, bool counts, bool own);

  const storage::Members& members_;
  storage::Readings& readings_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei::temperature
