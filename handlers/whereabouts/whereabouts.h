// Where students are, as they say it: in Wuhan or not, on post, isolated; the city or the district and nothing nearer.
// Invariant: it is said and answered in private alone, kept only of who has agreed to that, and no group ever hears of
// it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/place_consent.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "handlers/whereabouts/post_list.h"
#include "handlers/whereabouts/twice.h"
#include "handlers/whereabouts/whereabouts_grammar.h"
#include "storage/place_consent.h"
#include "storage/stores.h"

namespace banwei::whereabouts {

class WhereStudentsAre final : public Feature, public Keeps, public Exports {
 public:
  /// It takes its stores whole, for whoever is asked twice a day is told by what all of them keep.
  WhereStudentsAre(storage::Stores& stores, const Zone& zone, const Calendar& calendar, const Settings& settings)
      : members_(stores.members),
        log_(stores.whereabouts),
        consents_(stores.consents),
        places_(stores.database),
        questions_(stores.questions),
        schedule_(stores.schedule),
        accesses_(stores.access_log),
        zone_(zone),
        twice_(stores.members, stores.whereabouts, stores.readings, stores.exemptions, zone, calendar, settings),
        list_(stores.members, stores.whereabouts, twice_, stores.access_log) {}

  std::string_view title() const override { return "whereabouts"; }
  Area area() const override { return Area::temperature; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<ScheduledJob> jobs(Day day) override { return twice_.jobs(day); }
  std::vector<TimerKind> timers() override;
  std::vector<Export> exports() override;
  std::vector<Retention> retention() override;

 private:
  std::optional<Interpretation> hear(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_revoke(const Utterance& said, const Context& context);
  std::optional<Interpretation> hear_answer(const Utterance& said, const Context& context);
  Reply take(const Context& call, const Statement& statement, bool asked);
  Reply record(const Context& call, const Statement& statement);
  Reply plan(const Context& call, const Statement& statement);
  Reply arrived(const Context& call, const storage::Question& question, const Arrival& arrival);
  Reply refuse(const Context& call);
  Reply ask_class(const Context& call, std::optional<std::string> klass);
  Reply ask_well(std::int64_t person, const Moment& now);
  void ask(const Context& call, std::string_view kind, const std::string& payload) const;
  Reply warn_of_work(const Context& call, const std::string& employer, const std::string& day) const;

  const storage::Members& members_;
  storage::WhereaboutsLog& log_;
  storage::Consents& consents_;
  storage::PlaceConsent places_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  storage::AccessLog& accesses_;
  const Zone& zone_;
  Twice twice_;
  PostList list_;
};

}  // namespace banwei::whereabouts
