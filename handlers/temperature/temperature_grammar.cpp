// The order of the rules, and what was said as the case tables write it.
#include "handlers/temperature/temperature_grammar.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/fever.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

/// 上周烧到39，现在好了: long ago, and over.
bool is_over(const Sentence& sentence) {
  if (sentence.values().size() != 1 || !sentence.fever_said()) return false;
  const auto says = [&](std::string_view word) { return sentence.text().find(word) != std::string_view::npos; };
  const bool long_ago = says("上周") || says("上个月") || says("前几天") || says("前阵子") || says("前段时间");
  return long_ago && (says("好了") || says("退了"));
}

std::optional<Statement> read_whole(const Sentence& sentence) {
  if (auto said = listed(sentence)) return said;
  if (is_over(sentence)) return std::nullopt;
  if (auto said = household(sentence)) return said;
  if (auto said = doubtful(sentence)) return said;
  if (sentence.spoke_of_kin() && sentence.values().empty()) return std::nullopt;
  if (auto said = broken(sentence)) return said;
  if (auto said = normal(sentence)) return said;
  if (is_question(sentence)) return questioned(sentence);
  if (is_other_talk(sentence)) return fail_safe(sentence);
  if (auto said = revoked(sentence)) return said;
  if (auto said = fixed(sentence)) return said;
  if (!sentence.values().empty()) {
    if (auto said = reported(sentence)) return said;
    return fail_safe(sentence);
  }
  if (auto said = later(sentence)) return said;
  return valueless(sentence);
}

bool is_report(const Statement& said) {
  return said.kind == Kind::temp || said.kind == Kind::temps || said.kind == Kind::list || said.kind == Kind::fix;
}

/// Nothing, a question, or a doubt about a normal value: the clauses of the value alone may say more.
bool may_be_talk(const std::optional<Statement>& whole, const Sentence& sentence) {
  if (!whole || whole->kind == Kind::question) return true;
  if (whole->ask == "who")
    return whole->guess && *whole->guess < fever_from && sentence.has(Tag::we);  // 36.4我家网断了
  return whole->ask == "confirm" && whole->guess && *whole->guess < fever_from;
}

/// 我36.5 or 体温正常36.5 at the head of a clause or behind what is said of another, up to its value; nothing where a
/// number is only talked about.
std::optional<Sentence::Clause> own_value(const Sentence& sentence) {
  constexpr Tags of_nobody{Tag::notice, Tag::rule, Tag::threshold, Tag::you, Tag::who_asked, Tag::amend, Tag::fix};
  constexpr Tags between{Tag::filler, Tag::label, Tag::measured, Tag::health};
  constexpr Tags closes{Tag::filler, Tag::figure, Tag::health};
  if (sentence.has_any(of_nobody)) return std::nullopt;
  const auto& tokens = sentence.tokens();
  for (const Sentence::Clause& clause : sentence.clauses()) {
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool own = tokens[i].is(Tag::self) || (i == clause.begin && tokens[i].is(Tag::label));
      if (!own || (i > clause.begin && !closes.has(tokens[i - 1].tag))) continue;
      const auto value = sentence.after(i, between);
      if (!value || *value >= clause.end || !is_value(tokens[*value])) continue;
      const Figure& figure = tokens[*value].figure;
      if (figure.form != Figure::Form::reading || !figure.decimal || figure.centi >= fever_from) continue;
      const bool more = *value + 1 < clause.end && !Tags{Tag::name, Tag::kin, Tag::third}.has(tokens[*value + 1].tag);
      const std::string_view behind = sentence.text().substr(tokens[*value].end);
      if (!more && !behind.starts_with(".")) return Sentence::Clause{i, *value + 1};
    }
  }
  return std::nullopt;
}

/// 我36.5，我对铺郭子豪还没醒 替他报个36.6: whatever else is said, one's own value counts.
std::optional<Statement> own_amid_others(const Sentence& sentence) {
  const auto mine = own_value(sentence);
  if (!mine) return std::nullopt;
  auto said = read_whole(Sentence(sentence.text(*mine), sentence.scene()));
  if (!said || said->kind != Kind::temp || !said->t || !said->who.empty()) return std::nullopt;
  said->kin_ill = true;
  return said;
}

/// 奶奶39度送急诊了，我36.6 and 36.8，我妈发烧了: one's own normal value in a clause of its own, which says so or
/// stands before any word of them; of the other care hears.
std::optional<Statement> own_beside_kin(const Sentence& sentence) {
  const auto clauses = sentence.clauses();
  bool of_kin = false;
  const auto own = std::find_if(clauses.begin(), clauses.end(), [&](const Sentence::Clause& clause) {
    const bool of_others = sentence.clause_has(clause, Tag::kin) || sentence.clause_has(clause, Tag::name);
    of_kin = of_kin || of_others;
    return (sentence.clause_has(clause, Tag::self) || !of_kin) && sentence.clause_has(clause, Tag::figure) &&
           sentence.is(clause, in_a_report | Tags{Tag::link}) && !of_others;
  });
  if (own == clauses.end()) return own_amid_others(sentence);
  const Sentence mine(sentence.text(*own), sentence.scene());
  auto said = read_whole(mine);
  if (!said || said->kind != Kind::temp || !said->t || *said->t >= fever_from) return std::nullopt;
  said->kin_ill = true;
  return said;
}

/// What the whole says; else what its own clauses report beside talk of something else.
std::optional<Statement> read(const Sentence& sentence) {
  auto whole = read_whole(sentence);
  // 36.5，我室友李四好像发烧了: who is ill has no such value.
  const bool only_of_another = whole && !whole->who.empty() && !whole->symptoms.empty() && whole->ts.empty() &&
                               whole->by.empty() && (!whole->t || *whole->t < fever_from);
  if (whole && (whole->ask == "household" || only_of_another)) {
    if (auto own = own_beside_kin(sentence)) return own;
  }
  if (!may_be_talk(whole, sentence)) return whole;
  const auto report = report_amid_talk(sentence);
  if (!report) return whole;
  const Sentence own(*report, sentence.scene());
  auto said = read_whole(own);
  if (said && said->kind == Kind::ask && said->urgent && !(whole && whole->urgent)) return said;
  if (!said || !is_report(*said) || (whole && whole->urgent && !said->urgent)) return whole;
  if (own.highest_reading() < fever_from) return said;
  Statement doubt = ask("confirm", own.highest_reading(), true);
  doubt.who = said->who;
  return doubt;
}

double degrees(int centi) { return static_cast<double>(centi) / 100; }

/// 马上，36.5: an everyday word that is also a name, apart from the one figure, says nothing of whose it is; the bytes
/// of the word with its comma.
std::size_t leading_word(const Sentence& sentence) {
  const auto& tokens = sentence.tokens();
  if (tokens.empty() || !tokens.front().is(Tag::name) || tokens.front().also == Tag::junk) return 0;
  const std::string_view rest = sentence.text().substr(tokens.front().end);
  const bool lone = tokens.size() <= 3 && is_value(tokens.back());
  return lone && rest.starts_with(',') ? tokens.front().end + 1 : 0;
}

}  // namespace

std::optional<Statement> understand(std::string_view text, const Scene& scene) {
  constexpr std::size_t longest = 2000;  // In code points; whoever writes more writes no report.
  if (text.size() > 4 * longest || code_points(text) > longest) return std::nullopt;
  const std::string ready = normalised(text, longest);
  if (trimmed(ready).empty()) return std::nullopt;
  const Sentence sentence(ready, scene);
  if (const std::size_t word = leading_word(sentence)) return understand(std::string_view(ready).substr(word), scene);
  auto said = read(sentence);
  if (said && said->kind == Kind::temp && said->who.empty()) said->asks_due = asks_by_when(sentence);
  if (said && sentence.disowned_a_fever()) said->kin_ill = true;
  const bool of_others =
      said && said->kind == Kind::ask && (!said->who.empty() || (said->ask == "who" && !said->urgent));
  if (said && !of_others) return said;
  if (auto own = own_amid_others(sentence)) return own;
  return said;
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::temp:
      return "temp";
    case Kind::temps:
      return "temps";
    case Kind::list:
      return "list";
    case Kind::fix:
      return "fix";
    case Kind::revoke:
      return "revoke";
    case Kind::ask:
      return "ask";
    case Kind::question:
      return "question";
    case Kind::nodata:
      return "nodata";
    case Kind::well:
      return "ok";
  }
  return "";
}

void add_rows(const ListedRows& rows, nlohmann::ordered_json& json) {
  json["by"] = nlohmann::ordered_json::object();
  for (const auto& [name, readings] : rows.by) {
    for (const auto& [slot, centi] : readings) {
      if (slot.empty()) {
        json["by"][name] = degrees(centi);
      } else {
        json["by"][name][slot] = degrees(centi);
      }
    }
  }
  for (const ListedRows::Bad& bad : rows.bad) {
    nlohmann::ordered_json row{{"n", bad.number}, {"why", bad.why}};
    if (bad.guess) row["guess"] = degrees(*bad.guess);
    json["bad"].push_back(std::move(row));
  }
  if (!rows.twice.empty()) json["dup"] = rows.twice;
  if (!rows.feverish.empty()) json["fever"] = rows.feverish;
  if (!rows.symptoms.empty()) json["sym"] = rows.symptoms;
  if (!rows.well.empty()) json["ok"] = rows.well;
  if (!rows.in_wuhan.empty()) json["loc"] = rows.in_wuhan;
  if (!rows.on_post.empty()) json["on_post"] = rows.on_post;
}

nlohmann::ordered_json fields(const Statement& said) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (said.kind == Kind::list) {
    add_rows(said.rows, json);
    return json;
  }
  if (!said.ask.empty()) json["ask"] = said.ask;
  if (said.t) json["t"] = degrees(*said.t);
  if (!said.slot.empty()) json["slot"] = said.slot;
  for (const char* slot : {"am", "noon", "pm"}) {
    if (const auto found = said.ts.find(slot); found != said.ts.end()) json["ts"][slot] = degrees(found->second);
  }
  for (const auto& [offset, centi] : said.days) json["days"][std::to_string(offset)] = degrees(centi);
  if (said.day) json["day"] = *said.day;
  if (!said.who.empty()) json["who"] = said.who;
  for (const auto& [name, centi] : said.by) json["by"][name] = degrees(centi);
  if (!said.symptoms.empty() || said.kind == Kind::well) json["sym"] = said.symptoms;
  if (said.ok) json["ok"] = true;
  if (said.in_wuhan) json["in_wuhan"] = *said.in_wuhan;
  if (said.on_post) json["on_post"] = *said.on_post;
  if (said.isolated) json["isolated"] = *said.isolated;
  if (!said.place.empty()) json["place"] = said.place;
  if (said.guess) json["guess"] = degrees(*said.guess);
  if (!said.guess_who.empty()) json["guess_who"] = said.guess_who;
  if (!said.why.empty()) json["why"] = said.why;
  if (said.urgent) json["urgent"] = true;
  if (said.asks_due) json["asks"] = "due";
  return json;
}

}  // namespace banwei::temperature
