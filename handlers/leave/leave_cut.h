// A sentence that may ask for leave, cut once: words by what they do in it, people, times, complaints.
// Invariant: pure. Tokens stand in the order of the text; what no table knows is a token of one character.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/symptoms.h"
#include "handlers/language/when/pieces.h"
#include "handlers/leave/leave_grammar.h"
#include "handlers/leave/leave_words.h"

namespace banwei::leave {

struct Token {
  enum class Kind { word, name, klass, date, clock, length, lessons, course, figure, health, courtesy, mark, unknown };
  Kind kind = Kind::unknown;
  std::size_t begin = 0;
  std::size_t end = 0;
  Meaning meaning{};
  std::vector<std::size_t> who = {};
  times::Date date = {};
  times::Duration length = {};
  std::string lessons = {};
  std::string course = {};  // As the register calls it.
  HealthPhrase health = {};
  int centi = 0;
  std::string part = {};  // The part of the day that a clock names.
  bool gap_before = false;
};

template <class... Meanings>
bool is(const Token& token, Meanings... meanings) {
  return token.kind == Token::Kind::word && ((token.meaning == meanings) || ...);
}

inline bool is_type(const Token& token) { return is(token, Meaning::sick, Meaning::private_, Meaning::official); }
inline bool is_leave(const Token& token) {
  return is_type(token) || is(token, Meaning::ask, Meaning::slip, Meaning::close, Meaning::bare_talk);
}

/// Says nothing of its own beside a request.
inline bool is_frame(const Token& token) {
  return token.kind == Token::Kind::courtesy || token.kind == Token::Kind::klass || token.kind == Token::Kind::mark ||
         is(token, Meaning::done, Meaning::small, Meaning::grant, Meaning::may_i, Meaning::can, Meaning::asking,
            Meaning::already, Meaning::self, Meaning::at_once);
}

inline bool is_time(const Token& token) {
  return token.kind == Token::Kind::date || token.kind == Token::Kind::clock || token.kind == Token::Kind::length ||
         token.kind == Token::Kind::lessons || token.kind == Token::Kind::course ||
         is(token, Meaning::forenoon, Meaning::afternoon, Meaning::evening, Meaning::tonight, Meaning::tomorrow_evening,
            Meaning::this_morning, Meaning::tomorrow_morning, Meaning::meeting, Meaning::half, Meaning::hours,
            Meaning::uncertain, Meaning::to, Meaning::from, Meaning::begin, Meaning::both_days, Meaning::next_days);
}

inline bool is_reason(const Token& token) {
  return token.kind == Token::Kind::health || token.kind == Token::Kind::figure ||
         is(token, Meaning::ill, Meaning::ache, Meaning::kin, Meaning::duty, Meaning::matter);
}

/// Somebody else than who speaks, by no name.
inline bool is_another(const Token& token) { return is(token, Meaning::other, Meaning::mate, Meaning::third); }

class Cut {
 public:
  /// `folded` and the scene outlive it.
  Cut(std::string_view folded, const Scene& scene);

  std::size_t size() const { return tokens_.size(); }
  auto begin() const { return tokens_.begin(); }
  auto end() const { return tokens_.end(); }
  const Token& operator[](std::size_t i) const { return tokens_[i]; }

  std::string_view text() const { return text_; }

  /// The words of a token.
  std::string_view words(std::size_t i) const {
    return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
  }

  template <class... Meanings>
  bool has(Meanings... meanings) const {
    return any([&](const Token& token) { return is(token, meanings...); });
  }
  template <class Test>
  bool any(Test test) const {
    return std::any_of(begin(), end(), test);
  }

  /// Names the speaker.
  bool own(const Token& token) const {
    return token.kind == Token::Kind::name && token.who.size() == 1 &&
           scene_.people[token.who.front()].number == scene_.speaker;
  }

  const Scene& scene() const { return scene_; }

 private:
  std::string_view text_;
  const Scene& scene_;
  std::vector<Token> tokens_;
};

}  // namespace banwei::leave
