#include "handlers/care/needs_view.h"

#include <algorithm>
#include <utility>

#include "handlers/common/ailment.h"

namespace banwei::care {

namespace {

constexpr Words stretch_ends{Word::mark, Word::blank};

}  // namespace

View::View(Cut cut, std::int64_t speaker) : cut_(std::move(cut)) { name_subjects(speaker); }

std::string_view View::text(std::size_t first, std::size_t last) const {
  return std::string_view(cut_.text).substr(pieces()[first].begin, pieces()[last].end - pieces()[first].begin);
}

bool View::between(std::size_t first, std::size_t end, const Words& words) const {
  for (std::size_t i = first; i < end; ++i) {
    if (words.has(pieces()[i].word)) return true;
  }
  return false;
}

bool View::clauses_have(std::size_t i, int from, int to, const Words& words) const {
  const auto own = static_cast<int>(pieces()[i].clause);
  return std::any_of(pieces().begin(), pieces().end(), [&](const Piece& piece) {
    const int distance = static_cast<int>(piece.clause) - own;
    return distance >= from && distance <= to && words.has(piece.word);
  });
}

bool View::clause_is(std::size_t i, const Words& words) const {
  return std::all_of(pieces().begin(), pieces().end(),
                     [&](const Piece& piece) { return piece.clause != pieces()[i].clause || words.has(piece.word); });
}

bool View::alone(std::size_t i, const Words& words) const {
  return std::all_of(pieces().begin(), pieces().end(), [&](const Piece& piece) {
    const bool asks_before = piece.word == Word::asks && piece.end - piece.begin == 1 && piece.end <= pieces()[i].begin;
    return words.has(piece.word) || asks_before;
  });
}

std::size_t View::unknown_in_clause(std::size_t i) const {
  std::size_t unknown = 0;
  for (const Piece& piece : pieces()) {
    if (piece.clause == pieces()[i].clause && piece.word == Word::junk) unknown += piece.characters;
  }
  return unknown;
}

std::size_t View::clause_end(std::size_t i) const {
  std::size_t end = i + 1;
  while (end < pieces().size() && pieces()[end].clause == pieces()[i].clause) ++end;
  return end;
}

std::size_t View::clause_begin(std::size_t i) const {
  while (i > 0 && pieces()[i - 1].clause == pieces()[i].clause) --i;
  return i;
}

std::size_t View::stretch_begin(std::size_t i) const {
  while (i > 0 && !stretch_ends.has(pieces()[i - 1].word)) --i;
  return i;
}

std::size_t View::stretch_end(std::size_t i) const {
  while (i < pieces().size() && !stretch_ends.has(pieces()[i].word)) ++i;
  return i;
}

bool View::clause_says_me(std::size_t i) const { return clause_text(i).find("我") != std::string_view::npos; }

bool View::labelled(std::size_t i) const {
  std::size_t at = clause_begin(i);
  while (at > 0 && blank(at - 1, at)) --at;
  return at > 0 && pieces()[at - 1].word == Word::name && clause_begin(at - 1) == at - 1;
}

bool View::laughs() const {
  if (cut_.laughs) return true;
  for (std::size_t i = 0; i < pieces().size(); ++i) {
    if (pieces()[i].word != Word::laugh) continue;
    // 是不是开玩笑啊, 开玩笑的吧: whoever wonders whether it is a joke does not laugh.
    const bool wonders = clause_has(i, {Word::asks}) || clause_text(i).ends_with("吧");
    if (!wonders || text(i, i).find("玩笑") == std::string_view::npos) return true;
  }
  return false;
}

bool View::blank(std::size_t first, std::size_t end) const {
  for (std::size_t i = first; i < end; ++i) {
    if (pieces()[i].word != Word::blank && pieces()[i].word != Word::mark) return false;
  }
  return true;
}

/// The last person named is spoken of, unless only spoken to (跟李四说) or a possessor (全家的累赘).
Subject View::next(const Subject& now, std::size_t i, Word before, std::int64_t speaker) {
  const Piece& piece = pieces()[i];
  const bool spoken_to = before == Word::to || before == Word::calls || before == Word::by || before == Word::hit;
  const bool more = i + 1 < pieces().size();
  switch (piece.word) {
    case Word::self:
      return spoken_to && now.who != Who::unsaid ? now : Subject{Who::self};
    case Word::you:
      return spoken_to ? now : Subject{Who::you};
    case Word::name:
      named_ = piece.person == speaker ? 0 : piece.person;
      if (piece.person == speaker) return {Who::self};
      return spoken_to ? now : Subject{Who::classmate, piece.person};
    case Word::third:
      if (named_ != 0) return {Who::classmate, named_};
      return spoken_to || now.who == Who::family ? now : Subject{Who::other};
    case Word::kin:
    case Word::child:
      if (more && pieces()[i + 1].word == Word::sorry) called_ = true;
      if (called_ && (piece.word == Word::child || pieces()[i + (more ? 1 : 0)].word == Word::sorry))
        return {Who::self};
      if (now.who == Who::classmate && i > 0 && persons.has(pieces()[i - 1].word)) return now;  // 李四他爸
      if (now.who == Who::self && more && text(i + 1, i + 1).starts_with("的")) return now;
      // 老师我孩子发烧了: a parent writes from the student's account.
      if (piece.word == Word::child && (now.who == Who::unsaid || now.who == Who::self)) return {Who::self};
      return spoken_to ? now : Subject{Who::family};
    case Word::stranger:
      return spoken_to || before == Word::you || before == Word::kin ? now : Subject{Who::other};
    default:
      return now;
  }
}

void View::name_subjects(std::int64_t speaker) {
  Subject now;
  Word before = Word::junk;
  for (std::size_t i = 0; i < pieces().size(); ++i) {
    subjects_.push_back(now);
    now = next(now, i, before, speaker);
    if (pieces()[i].word != Word::blank) before = pieces()[i].word;
  }
  subjects_.push_back(now);
}

Subject View::ill_before(std::size_t i, const Subject& subject) const {
  if (subject.who != Who::classmate) return subject;
  std::size_t at = i;
  while (at > 0 && pieces()[at - 1].clause == pieces()[i].clause && !persons.has(pieces()[at - 1].word)) --at;
  const bool kin = at > 1 && pieces()[at - 1].word == Word::kin && pieces()[at - 1].clause == pieces()[i].clause;
  return kin && persons.has(pieces()[at - 2].word) ? Subject{Who::family, subject.person} : subject;
}

Subject View::about(const Finding& finding) const {
  if (finding.sort == Sort::victim) return victim(finding);
  if (finding.sort == Sort::place ||
      in(finding, {Word::lacking_me, Word::without_me, Word::face_lost, Word::rid_of_me}))
    return {Who::self};
  std::size_t at = finding.first;
  while (at < finding.last && persons.has(pieces()[at].word)) ++at;
  Subject subject = subjects_[at];
  const Subject& within = subjects_[finding.last];  // 楼顶有人要跳
  constexpr Words places{Word::brink, Word::height, Word::water};
  const bool led =
      subject.who == Who::unsaid && (places | Words{Word::post}).has(pieces()[finding.first].word);  // 朋友圈里他说
  if (in(finding, {Word::deluded}) && named_ != 0 && !says_me()) return {Who::classmate, named_};  // 李四说有人要害他
  const bool watched = in(finding, {Word::not_himself});  // 你帮我盯着赵六，他最近不太对
  if ((led || watched) && (within.who == Who::other || within.who == Who::classmate)) subject = within;
  if (finding.sort == Sort::fight && subject.who == Who::family) return {Who::self};  // 我爸妈打起来了
  constexpr Words reports{Word::says, Word::post};
  const bool reported = before(finding.first, reports | Words{Word::worries}) || in(finding, reports);
  const bool speaks_to = subject.who == Who::you || (subject.who == Who::family && !reported);
  if (finding.sort == Sort::farewell && speaks_to) return {Who::self};
  // 叫他没反应: whoever calls is not the one who lies there.
  const bool called = in(finding, {Word::calls, Word::rouses, Word::all_calls}) && !in(finding, {Word::self});
  if (called && finding.says == Says::faint && !subject.elsewhere() && subject.who != Who::classmate)
    return named_ != 0 ? Subject{Who::classmate, named_} : Subject{Who::other};
  if (finding.says != Says::check) return subject;
  // A sorrow about others is the speaker's.
  std::size_t said = finding.first;
  while (said < finding.last && pieces()[said].word == Word::kin) ++said;  // 我室友
  const bool own = text(said, finding.last).find("我") != std::string_view::npos;
  const bool roommate = subject.who == Who::family && !own && of_roommates(cut_.text);  // 我室友最近老哭
  if ((subject.who == Who::family && !roommate) || (subject.who == Who::other && own)) return {Who::self};
  const bool by_all = own && clause_text(finding.first).find("都") != std::string_view::npos;  // 大家都讨厌我
  if (subject.who == Who::you && (by_all || clause_has(finding.first, {Word::compared}))) return {Who::self};
  return subject;
}

/// Who suffers what others do: the speaker, unless somebody else is named.
Subject View::victim(const Finding& finding) const {
  const bool me = text(finding.first, finding.last).find("我") != std::string_view::npos;
  if (named_ != 0 && (!says_me() || has({Word::worries}) || (!me && has({Word::third}))))
    return {Who::classmate, named_};
  for (std::size_t i = 0; i < pieces().size(); ++i) {  // 我闺蜜被她男朋友打了
    const bool suffers = subjects_[i].who == Who::other || subjects_[i].who == Who::classmate;
    if (suffers && text(i, i).starts_with("被")) return subjects_[i];
  }
  if (!says_me() && has({Word::stranger}) && subjects_[finding.first].who == Who::other) return {Who::other};
  return {Who::self};
}

}  // namespace banwei::care
