// What somebody says of temperatures, and what comes of it: recorded, asked about, noted; of others see Behalf.
// Invariant: a value is stored only when it was said plainly or confirmed.
#pragma once

#include <string>

#include "handlers/common/own_readings.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_behalf.h"
#include "handlers/temperature/temperature_grammar.h"
#include "storage/consents.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

class Records {
 public:
  /// It takes six, for a record may raise a question, set a timer, and keep a place if that is agreed to.
  Records(const storage::Members& members, storage::Readings& readings, storage::Questions& questions,
          storage::Schedule& schedule, const storage::Consents& consents, const Zone& zone)
      : members_(members),
        readings_(readings),
        questions_(questions),
        schedule_(schedule),
        consents_(consents),
        zone_(zone),
        behalf_(members, readings, questions, schedule, zone) {}

  Reply report(const Context& call, const std::string& words, const Statement& said);
  /// What another feature heard: the facts that follow from it, and no words.
  Reply take(const Context& call, const OwnReading& own);
  Reply take_for(const Context& call, const Person& who, const OwnReading& told);
  Reply ask(const Context& call, const std::string& words, const Statement& said);
  /// A figure from words that were no report: it counts once it is confirmed.
  Reply ask_about(const ValueHeard& value, const Moment& now);
  /// Nothing is the matter with the speaker, and no value was said.
  Reply take_well(const Context& call) const;
  Reply note(const Context& call, const std::string& words, const Statement& said);

  /// Half an hour after a value just below a fever: asks for another, unless one has come.
  Reply measure_again(std::int64_t person, const Moment& now);

  /// What was asked and is answered too late to be sure of it.
  Reply ask_once_more(const Context& call, const storage::Question& question);

  /// A yes or a no to what was asked.
  Reply answer(const Context& call, const storage::Question& question, bool yes);

 private:
  struct Laid;
  Laid lay_out(const Context& call, const std::string& words, const Statement& said) const;
  void tell_of_the_ill(const Context& call, const ListedRows& rows, Reply& reply) const;
  void lay_out_rows(const Context& call, const storage::Reading& as_said, const ListedRows& rows, Laid& laid) const;
  /// What a new reading leads to beside its acknowledgement: an alert, or word that a fever eased.
  void consequences(const storage::Reading& reading, int before, const Context& call, bool corrected, Reply& reply);
  bool keeps_place(std::int64_t person) const;
  /// Once, and only of what stands beside a figure.
  void ask_to_keep_place(const Context& call, const Statement& said, Reply& reply) const;
  storage::Reading reading_of(const Context& call, const std::string& words, const Statement& said) const;

  const storage::Members& members_;
  storage::Readings& readings_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const storage::Consents& consents_;
  const Zone& zone_;
  Behalf behalf_;
};

}  // namespace banwei::temperature
