// The word of those who decide: 同意3, 驳回3 理由, 同意 全部, or a plain 是 to the newest question.
// Invariant: nobody decides about a leave that he may not, and a leave is decided once, save that whoever has refused
// it may grant it after all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_decision.h"
#include "handlers/leave/leave_letters.h"

namespace banwei::leave {

class Approvals {
 public:
  Approvals(Book& book, Letters& letters) : book_(book), letters_(letters) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// As 驳回 with that number.
  Reply refuse(const Context& call, std::int64_t id) { return decide(call, std::vector{Order{.ids = {id}}}, {}, ""); }

  /// Nobody has answered: the next is asked, and when there is none its person is told.
  Reply ask_on(std::int64_t id, const Moment& now);

 private:
  struct Order {
    bool yes = false;
    std::vector<std::int64_t> ids = {};
    std::string note = {};
  };
  std::vector<std::string> named_by(const Context& context, const std::vector<Leave>& open,
                                    const std::vector<Leave>& refused) const;
  std::optional<Interpretation> no_longer_his(const Context& context);
  std::optional<Interpretation> not_refused(const Context& context);
  std::optional<Interpretation> which_waits(const Utterance& said, const Context& context,
                                            const std::vector<Leave>& open) const;
  std::optional<Interpretation> shows_waiting(const Context& context, const std::vector<Leave>& open) const;
  std::optional<std::vector<std::int64_t>> meant(const Context& context, const Decision& decision, const Ruling& ruling,
                                                 const std::vector<Leave>& open, const std::vector<Leave>& asked);
  /// `idle`: who was named and waits for nothing; `kept`: what was said of others.
  Reply decide(const Context& call, const std::vector<Order>& orders, const std::vector<std::string>& idle,
               const std::string& kept);
  std::string settle(const Context& call, std::int64_t id, const Order& order, Reply& reply);
  Reply tell(const Leave& leave, bool yes, const Person& by, const std::string& note, const Moment& now);
  Reply tell_the_others(const Leave& leave, bool yes, const Person& by, const Moment& now);

  Book& book_;
  Letters& letters_;
};

}  // namespace banwei::leave
