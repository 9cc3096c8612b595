// Posts (职务): who has which in a class, how one goes over to somebody else, and why somebody may not do a thing.
// Invariant: what somebody holds is told to himself and his class; why he may not, to himself and his teachers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/posts/appointments.h"
#include "handlers/posts/offers.h"
#include "handlers/switching.h"

namespace banwei::posts {

class Posts final : public Feature {
 public:
  /// `features` is the whole list, of whose commands one may ask, and may still grow until the first message.
  Posts(const std::vector<std::unique_ptr<Feature>>& features, storage::Members& members, storage::Questions& questions,
        storage::Schedule& schedule, const Zone& zone)
      : features_(features),
        members_(members),
        zone_(zone),
        offers_(members, questions, schedule, zone),
        appointments_(members, questions, schedule) {}

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::people; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;

 private:
  std::optional<Interpretation> read(const Utterance& said, const Context& context);
  Reply offer(const Context& call, const PostTalk& talk);
  Reply hand_over(const Context& call, std::string what);
  Reply list(const Context& call, std::optional<std::string> klass);
  Reply mine(const Context& call);
  Reply who(const Context& call, const PostTalk& talk) const;
  Reply why(const Context& call, const PostTalk& talk) const;
  std::string reason(const Person& whom, const std::string& name, const std::string& what, const Context& call) const;
  std::string posts_of(const Person& person, const Moment& now) const;

  const std::vector<std::unique_ptr<Feature>>& features_;
  storage::Members& members_;
  const Zone& zone_;
  Offers offers_;
  Appointments appointments_;
};

}  // namespace banwei::posts
