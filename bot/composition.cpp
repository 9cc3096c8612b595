#include "bot/composition.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/language/pieces.h"

namespace banwei {

namespace {

using language::Piece;
using Chosen = std::vector<std::size_t>;

constexpr std::size_t most_pieces = 12;

Chosen with(Chosen chosen, std::size_t one) {
  chosen.insert(std::lower_bound(chosen.begin(), chosen.end(), one), one);
  return chosen;
}

Chosen with(Chosen chosen, const Chosen& more) {
  for (const std::size_t one : more) chosen = with(std::move(chosen), one);
  return chosen;
}

bool stronger(const Choice& a, const Choice& b) { return a.claim != b.claim ? a.claim < b.claim : a.opened > b.opened; }

bool same(const Choice& a, const Choice& b) {
  return a.intent == b.intent && a.understood.fields() == b.understood.fields();
}

/// 36.5，帮李四也收到: what answers for somebody makes a value none of his.
bool of_the_same(const Choice& a, const Choice& b) {
  const auto fields = a.understood.fields();
  return fields.contains("who") == b.understood.fields().contains("who");
}

class Composition {
 public:
  Composition(std::string_view text, const Readers& readers)
      : text_(text), readers_(readers), pieces_(language::pieces(text, most_pieces)) {}

  std::vector<Choice> choices() {
    if (pieces_.size() < 2 || pieces_.size() > most_pieces) return {};
    std::optional<Choice> best = read_answers();
    if (best && best->verbatim()) return {};
    if (best) {
      if (auto other = beside_matter(*best)) best = std::move(other);
      return beside_answer(std::move(*best));
    }
    return beside_request();
  }

 private:
  std::string joined(const Chosen& chosen) const { return language::joined(text_, pieces_, chosen); }

  /// What each piece answers alone; a figure that touches words which answer nothing is one piece with them.
  std::optional<Choice> read_answers() {
    std::vector<Piece> kept;
    std::optional<Choice> best;
    bool cut = true;  // Whether the piece before ends where this one may begin.
    for (const Piece& piece : pieces_) {
      auto answer = readers_.answer(text_.substr(piece.begin, piece.end - piece.begin));
      const bool touches = !kept.empty() && kept.back().end == piece.begin;
      // 不是36.3是37.6: a word that both figures touch belongs to them.
      const Piece* next = &piece == &pieces_.back() ? nullptr : &piece + 1;
      if (touches && next != nullptr && next->begin == piece.end) answer.reset();
      if (touches && !cut && !answer) {
        kept.back().end = piece.end;
        continue;
      }
      kept.push_back(piece);
      cut = answer.has_value();
      if (answer && (!best || stronger(*answer, *best))) best = answer;
      answers_.push_back(std::move(answer));
    }
    pieces_ = std::move(kept);
    return best;
  }

  bool opens_matter(const Choice& choice) const { return choice.opened >= readers_.said; }

  /// 我到了，李四请假: what begins a matter of its own and says it without the other pieces leaves them their answer.
  /// The strongest of theirs, and then the matter is `matter_`.
  std::optional<Choice> beside_matter(const Choice& strongest) {
    if (!opens_matter(strongest)) return std::nullopt;
    std::optional<Choice> other;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      if (!answers_[i]) continue;
      const Choice& one = *answers_[i];
      if (one.feature == strongest.feature) matter_pieces_.push_back(i);
      if (one.feature != strongest.feature && !opens_matter(one) && (!other || stronger(one, *other))) other = one;
    }
    const auto whole = readers_.answer(text_);
    matter_ = other ? readers_.answer(joined(matter_pieces_)) : std::nullopt;
    if (matter_) take_more_of_the_matter();
    // 收到，明天下午请假: the whole says no more than the matter, or no more than the answer.
    const bool heard = matter_ && whole && (same(*matter_, *whole) || (other && whole->feature == other->feature));
    if (!heard) {
      matter_.reset();
      return std::nullopt;
    }
    matter_->words = joined(matter_pieces_);
    return other;
  }

  /// 收到。36.6。帮我请个假，周五回家: what stands beside it, answers nothing alone and says more of it.
  void take_more_of_the_matter() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto taken = [&](std::size_t one) {
        return std::binary_search(matter_pieces_.begin(), matter_pieces_.end(), one);
      };
      const bool beside = (i > 0 && taken(i - 1)) || taken(i + 1);
      if (answers_[i] || taken(i) || !beside || health_of({i})) continue;
      auto more = readers_.answer(joined(with(matter_pieces_, i)));
      if (!more || more->feature != matter_->feature || !opens_matter(*more) || same(*more, *matter_)) continue;
      matter_ = std::move(more);
      matter_pieces_ = with(matter_pieces_, i);
    }
  }

  std::optional<Choice> health_of(const Chosen& chosen) const {
    return chosen.empty() ? std::nullopt : readers_.health(joined(chosen));
  }

  /// The pieces that speak of health, and whether any other than `feature`'s answers stand beside them.
  Chosen health_pieces(const Feature* answering) {
    Chosen found;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const bool answers = i < answers_.size() && answers_[i];
      auto health = health_of({i});
      const bool wins = health && health->feature != answering && (!answers || health->says() == SpeechAct::value);
      if (wins) found.push_back(i);
    }
    return found;
  }

  std::vector<Choice> beside_answer(Choice best) {
    // What has heard all that the message says of health takes it whole: 请假，发烧38.5.
    const auto whole = readers_.answer(text_);
    if (whole && whole->feature == best.feature && whole->understood.health) return {};
    Chosen health = health_pieces(best.feature);
    Chosen answer;
    Chosen rest;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto taken = [&](const Chosen& chosen) { return std::binary_search(chosen.begin(), chosen.end(), i); };
      if (taken(health) || (matter_ && taken(matter_pieces_))) continue;
      (answers_[i] && answers_[i]->feature == best.feature ? answer : rest).push_back(i);
    }
    if (answer.empty()) return {};
    Ordered said;
    if (matter_) said.emplace_back(matter_pieces_.front(), std::move(*matter_));
    const std::size_t leads = answer.front();
    const std::size_t order = rest.empty() ? 0 : rest.front();
    if (auto command = command_of(best, answer, rest)) said.emplace_back(order, std::move(*command));
    take_details(health, rest, 0);
    take_details(health, answer, 1);
    if (auto all = readers_.answer(joined(answer)); all && all->feature == best.feature) best = std::move(*all);
    best = take_followers(std::move(best), answer, rest);
    take_questions(best, answer, health);
    if (health.empty() && said.empty()) return {};
    if (!health.empty()) {
      auto statement = health_of(with(health, rest));
      if (!statement) return {};
      const std::size_t begins = health.front();
      statement->words = joined(with(health, rest));
      said.emplace_back(begins, std::move(*statement));
    }
    best.words = joined(answer);
    said.emplace_back(leads, std::move(best));
    return in_order(std::move(said));
  }

  /// 收到，谁没报: what is left is a command of its own, unless it says more about the answer: 收到，12号. It is then
  /// no longer of the rest.
  std::optional<Choice> command_of(const Choice& best, const Chosen& answer, Chosen& rest) const {
    if (rest.empty()) return std::nullopt;
    auto command = readers_.request(joined(rest));
    if (!command || command->command == nullptr || command->verbatim()) return std::nullopt;
    const auto all = readers_.answer(joined(with(answer, rest)));
    if (all && all->intent == best.intent && says_more(*all, best)) return std::nullopt;
    command->words = joined(rest);
    rest.clear();
    return command;
  }
  static bool says_more(const Choice& all, const Choice& alone) {
    auto more = all.understood.fields();
    more.erase("question");
    auto less = alone.understood.fields();
    less.erase("question");
    return more != less;
  }

  /// What says more about the value, the place or the symptoms goes with it; `first`: how many of the rest stay.
  void take_details(Chosen& health, Chosen& rest, std::size_t first) const {
    auto known = health_of(health);
    if (!known || known->says() != SpeechAct::value) return;
    Chosen left(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(first));
    for (const std::size_t one : Chosen(rest.begin() + static_cast<std::ptrdiff_t>(first), rest.end())) {
      const Chosen more = with(health, one);
      auto reading = health_of(more);
      if (reading && reading->says() == SpeechAct::value && !same(*reading, *known) &&
          (first == 0 || of_the_same(*reading, *known))) {
        health = more;
        known = std::move(reading);
      } else {
        left.push_back(one);
      }
    }
    rest = std::move(left);
  }

  /// What may stand beside the answer goes with it.
  Choice take_followers(Choice best, Chosen& answer, Chosen& rest) const {
    const auto fits = [&](const Chosen& chosen) -> bool {
      auto reading = readers_.answer(joined(chosen));
      if (!reading || reading->intent != best.intent) return false;
      best = std::move(*reading);
      return true;
    };
    if (fits(with(answer, rest))) {
      answer = with(answer, rest);
      rest.clear();
      return best;
    }
    Chosen left;
    for (const std::size_t one : rest) {
      const Chosen more = with(answer, one);
      if (fits(more)) {
        answer = more;
      } else {
        left.push_back(one);
      }
    }
    rest = std::move(left);
    return best;
  }

  /// Whether the others mean something else without it: 刚才打错了，36.8.
  bool completes(const Chosen& health, std::size_t one) const {
    Chosen others = health;
    std::erase(others, one);
    const auto all = health_of(health);
    const auto without = health_of(others);
    return all && without && !same(*all, *without);
  }

  /// What only leaves something to be asked may be asked by the answer: 收到，但是我没有体温计.
  void take_questions(Choice& best, Chosen& answer, Chosen& health) const {
    const auto asks = [&](std::size_t one) {
      const auto doubt = health_of({one});
      if (!doubt || doubt->says() != SpeechAct::doubt || doubt->understood.health || completes(health, one))
        return false;
      auto reading = readers_.answer(joined(with(answer, one)));
      if (!reading || reading->intent != best.intent || same(*reading, best)) return false;
      best = std::move(*reading);
      answer = with(answer, one);
      return true;
    };
    health.erase(std::remove_if(health.begin(), health.end(), asks), health.end());
  }

  /// A request takes all that is left beside one's own plain values; what is only nearly one leaves them standing.
  std::vector<Choice> beside_request() {
    Chosen health;
    Chosen rest;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const auto reading = health_of({i});
      const bool own_value = reading && reading->says() == SpeechAct::value && reading->understood.hold;
      (own_value ? health : rest).push_back(i);
    }
    if (health.empty() || rest.empty()) return {};
    auto request = readers_.request(joined(rest));
    if (request ? request->verbatim() : !readers_.slip(joined(rest))) return {};
    auto statement = health_of(health);
    const bool one_talk = request && request->command == nullptr && statement && statement->feature == request->feature;
    if (!statement || one_talk) return {};
    statement->words = joined(health);
    Ordered said;
    if (request) {
      request->words = joined(rest);
      said.emplace_back(rest.front(), std::move(*request));
    }
    said.emplace_back(health.front(), std::move(*statement));
    return in_order(std::move(said));
  }

  using Ordered = std::vector<std::pair<std::size_t, Choice>>;  // By the piece that it begins with.
  static std::vector<Choice> in_order(Ordered said) {
    std::sort(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Choice> all;
    for (auto& [begin, choice] : said) all.push_back(std::move(choice));
    return all;
  }

  std::string_view text_;
  const Readers& readers_;
  std::vector<Piece> pieces_;
  std::vector<std::optional<Choice>> answers_;
  std::optional<Choice> matter_;  // What stands beside the answer and answers nothing.
  Chosen matter_pieces_;
};

}  // namespace

std::vector<Choice> compose(std::string_view text, const Readers& readers) {
  return Composition(text, readers).choices();
}

}  // namespace banwei
