// A post is offered to somebody, who takes it or not within a day: for good, or as a deputy until a day.
// Invariant: nobody gets a post without his own word, and nothing passes that whoever offered it may no longer give.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/posts/post_talk.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::posts {

inline constexpr std::string_view feature = "posts";

class Offers {
 public:
  Offers(storage::Members& members, storage::Questions& questions, storage::Schedule& schedule, const Zone& zone)
      : members_(members), questions_(questions), schedule_(schedule), zone_(zone) {}

  /// Whether the talk names somebody whom the speaker may mean.
  bool means_somebody(const Context& call, const PostTalk& talk) const { return !meant(call, talk).empty(); }

  Reply offer(const Context& call, const PostTalk& talk);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// Nobody has answered for a day.
  Reply lapse(const storage::Timer& timer, const Moment& now);

 private:
  struct Offer;
  std::vector<Person> meant(const Context& call, const PostTalk& talk) const;
  std::vector<Class> classes_for(const Context& call, const PostTalk& talk, const Person& to) const;
  Reply settle(const Context& call, const storage::Question& asked, bool yes);
  Reply take(const Context& call, const Offer& offer);

  storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei::posts
