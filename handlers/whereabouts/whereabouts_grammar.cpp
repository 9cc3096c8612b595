#include "handlers/whereabouts/whereabouts_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/courtesy.h"
#include "handlers/language/days.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"

namespace banwei::whereabouts {

namespace {

enum class Tag : std::uint8_t {
  self,
  at,       // It leads to a place of one's own: 在.
  went,     // 回 黄冈
  small,    // Around them, meaning nothing by itself.
  vague,    // Where one may be in any city.
  to_come,  // 明天
  told,     // Who wants it: 公司让我
  at_work,  // 在岗, as words of its own
  resumes,  // 复工
};

constexpr std::array groups = std::to_array<WordGroup<Tag>>({
    {Tag::self, "我 俺 本人 我人 我自己 人 我一直 我们公司 我们厂", language::i_now},
    {Tag::at, language::staying_at},
    {Tag::went, "回 回到 到 来 来到 去 去了 搬到 搬去 换到 转到 返 返回 转回 跑到 回来 过来 到达 已回 已到 刚回 刚到"},
    {Tag::small,
     "啦 哈 啊 呀 哦 嗯 就 还是 刚 刚刚 目前 一直 仍然 仍 暂时 昨天 前天 昨晚 今早 早上 上午 中午 下午 晚上 这几天 "
     "最近 收到 都没动 没动 没变 市里 市区 乡下 农村 村里 镇上 县城 县里 没回去 没走 没出去 没出门 哪也没去 哪都没去 "
     "租房 租房住 租的房子 租房子 住着 等通知 等消息 第一天 第二天 第三天 哪儿也没去 哪里也没去 过完年就 过年就 从年前 "
     "本地 上面 里",
     language::structural, language::by_now, language::at_present, language::before_verbs, language::sides,
     language::spots},
    {Tag::vague,
     "在路上 路上 在外面 外面 换地方 刚换地方 换了地方 换了个地方 刚换了地方 搬家 搬了 在医院 医院 在车上 车上 高铁上 "
     "姥姥家 外婆家 奶奶家 爷爷家 外公家 姥爷家 姑姑家 姑妈家 舅舅家 叔叔家 姨妈家 姐姐家 哥哥家 "
     "在高铁上 火车上 在火车上 在外头 国内 外省 省内 在亲戚家 亲戚家 在朋友家"},
    {Tag::to_come,
     "明天 后天 大后天 下周 下周一 下周二 下周三 下周四 下周五 下个月 下月 马上 过几天 今晚 即将 过两天 月底 准备 打算 "
     "要 马上要 会"},
    {Tag::told, "通知 通知我 通知我们 让 让我 让我们 叫我 叫我们 要求 要求我 要求我们 老板让我"},
    {Tag::at_work, "在岗 上岗 打工 在打工 务工"},
    {Tag::resumes, "到岗 复工 返岗 回岗 回厂 返厂 进厂"},
});
constexpr auto words = vocabulary_of<groups>();

/// Courtesy that says nothing of a place; 加油 to a city does.
std::size_t courtesy_at(std::string_view text, std::size_t at) {
  const auto word = language::courtesies.longest_at(text, at);
  switch (word.tag) {
    case language::Courtesy::hello:
    case language::Courtesy::thanks:
    case language::Courtesy::address:
    case language::Courtesy::bot:
    case language::Courtesy::particle:
      return word.length;
    default:
      return 0;
  }
}

class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  std::optional<Statement> read() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t size = piece(at);
      if (size == 0) return std::nullopt;
      at += size;
    }
    return judge();
  }

 private:
  /// How many bytes it takes, 0 when it is none of this.
  std::size_t piece(std::size_t at) {
    if (const std::size_t left = origin(at)) return left;
    if (const std::size_t native = home_town(at)) return native;
    if (const std::size_t plan = later(at)) return plan;
    const auto word = words.longest_at(text_, at);
    const auto place = place_phrase_at(text_, at);
    if (place && place->length >= word.length) {
      take(*place, at);
      return place->length;
    }
    if (word) {
      said_[static_cast<std::size_t>(word.tag)] = true;
      if (word.tag == Tag::to_come && statement_.day.empty()) statement_.day = text_.substr(at, word.length);
      return word.length;
    }
    if (const std::size_t polite = courtesy_at(text_, at)) return polite;
    const char32_t code = code_point_at(text_, at);
    return is_mark(code) && code != U'?' ? code_point_size(text_, at) : 0;
  }

  /// 从武汉 before 回黄冈, 回来了: where one no longer is.
  std::size_t origin(std::size_t at) {
    constexpr std::string_view from = "从";
    if (!text_.substr(at).starts_with(from)) return 0;
    const auto place = place_phrase_at(text_, at + from.size());
    if (!place || !place->area) return 0;
    const std::size_t end = at + from.size() + place->length;
    const auto next = words.longest_at(text_, end);
    if (!next || next.tag != Tag::went) return 0;
    if (place->in_wuhan == true) statement_.said.in_wuhan = false;
    statement_.moved = says_own_ = true;
    ++places_;
    return end - at;
  }

  /// 老家在黄冈: where one comes from, and nothing of where one is.
  std::size_t home_town(std::size_t at) const {
    for (const std::string_view home : {"老家在", "老家是", "老家住", "家在", "家住"}) {
      if (!text_.substr(at).starts_with(home)) continue;
      constexpr std::string_view in = "在";
      std::size_t end = at + home.size();
      if (!home.ends_with(in) && text_.substr(end).starts_with(in)) end += in.size();
      const auto place = place_phrase_at(text_, end);
      return place && place->area ? end + place->length - at : 0;
    }
    return 0;
  }

  /// 我回宜昌了，下周再回武汉: where one will be, behind where one is.
  std::size_t later(std::size_t at) const {
    const auto when = words.longest_at(text_, at);
    if (places_ == 0 || !when || when.tag != Tag::to_come) return 0;
    std::size_t end = at + when.length;
    for (const std::string_view then : {"再", "才"})
      if (text_.substr(end).starts_with(then)) end += then.size();
    if (const auto went = words.longest_at(text_, end); went && went.tag == Tag::went) end += went.length;
    const auto place = place_phrase_at(text_, end);
    return place && place->area ? end + place->length - at : 0;
  }

  void take(const PlacePhrase& place, std::size_t at) {
    PlacePhrase& all = statement_.said;
    ++places_;
    if (place.in_wuhan) all.in_wuhan = place.in_wuhan;
    if (place.on_post) all.on_post = place.on_post;
    if (place.isolated) all.isolated = place.isolated;
    if (!place.place.empty()) all.place = place.place;
    if (!place.employer.empty()) all.employer = place.employer;
    if (!place.city.empty()) all.city = place.city;
    all.area = all.area || place.area;
    const std::string_view phrase = text_.substr(at, place.length);
    for (std::size_t i = 0; i < phrase.size(); i += code_point_size(phrase, i)) {
      const auto word = words.longest_at(phrase, i);
      if (word && (word.tag == Tag::at_work || word.tag == Tag::resumes)) statement_.at_work = true;
      if (word && word.tag == Tag::resumes && place.on_post == true) statement_.resumes = true;
      if (word && (word.tag == Tag::at || (word.tag == Tag::went && place.area))) says_own_ = true;
      if (word && word.tag == Tag::went && place.area) statement_.moved = true;
    }
    // 留汉, 离汉: of oneself alone.
    if (place.in_wuhan && !place.area) says_own_ = true;
    if (phrase.find("离汉") != phrase.npos || phrase.find("→") != phrase.npos) statement_.moved = true;
    for (const std::string_view left : {"未离", "没离", "没有离", "从未离"})
      if (phrase.find(left) != phrase.npos) statement_.moved = false;
    if (phrase.find("离开") != phrase.npos && place.in_wuhan == false) statement_.moved = true;
  }

  bool says(Tag tag) const { return said_[static_cast<std::size_t>(tag)]; }

  std::optional<Statement> judge() {
    // 在岗，武汉京东方: whoever begins with it and says where speaks of himself.
    const bool reports_work = text_.starts_with("在岗") && statement_.said.on_post == true && statement_.said.area;
    statement_.own = says_own_ || says(Tag::self) || reports_work;
    if (says(Tag::at_work) && !statement_.said.on_post)
      statement_.said.on_post = statement_.at_work = true;  // 在深圳打工
    statement_.at_work = statement_.at_work || !statement_.said.employer.empty();
    if (says(Tag::went) && statement_.said.area) statement_.moved = true;
    if (says(Tag::to_come) || says(Tag::told)) {
      if (places_ == 0 || statement_.said.on_post != true || !statement_.at_work) return std::nullopt;
      statement_.kind = Statement::Kind::plan;
      return statement_;
    }
    if (places_ > 0) return statement_;
    if (!says(Tag::vague)) return std::nullopt;
    statement_.kind = Statement::Kind::vague;
    return statement_;
  }

  std::string_view text_;
  Statement statement_ = {};
  std::array<bool, static_cast<std::size_t>(Tag::resumes) + 1> said_{};
  int places_ = 0;
  bool says_own_ = false;
};

}  // namespace

bool Statement::clear() const {
  if (kind == Kind::plan) return own;
  if (kind == Kind::vague) return false;
  return own && (said.in_wuhan || said.isolated || (said.on_post && at_work));
}

std::optional<Statement> understand(std::string_view text) {
  constexpr std::size_t longest = 60;  // In code points.
  if (text.size() > 4 * longest) return std::nullopt;
  const std::string ready = normalised(text, longest + 1);
  if (ready.find('?') != std::string::npos) return std::nullopt;
  return Reading(trimmed(ready)).read();
}

std::optional<Arrival> understand_arrival(std::string_view text, Day today) {
  const std::string folded = normalised(text, 40);
  const std::string_view ready = trimmed(folded);
  constexpr std::array<std::string_view, 8> parts{"凌晨", "早上", "上午", "中午", "下午", "晚上", "晚", "早"};
  constexpr std::array<std::string_view, 22> around{"我是", "我",   "是",   "刚刚", "刚",   "才",   "到家的", "到家",
                                                    "到的", "回来", "回家", "回的", "回到", "到了", "到",     "走的",
                                                    "走",   "离开", "的",   "了",   "吧",   "回"};
  std::optional<Arrival> arrival;
  bool just = false;
  for (std::size_t at = 0; at < ready.size();) {
    if (const auto day = language::day_at(ready, at, today)) {
      if (arrival && arrival->day != Day{}) return std::nullopt;
      const std::string_view word = ready.substr(at, day->length);
      arrival = Arrival{.day = day->day, .part = word.ends_with("晚") ? "晚" : word.ends_with("早") ? "早" : ""};
      at += day->length;
      continue;
    }
    const auto starts = [&](std::string_view word) { return ready.substr(at).starts_with(word); };
    const auto part = std::find_if(parts.begin(), parts.end(), starts);
    if (part != parts.end()) {
      if (!arrival) arrival = Arrival{.day = today};
      arrival->part = *part;
      at += part->size();
      continue;
    }
    const auto word = std::find_if(around.begin(), around.end(), starts);
    if (word == around.end()) {
      if (!is_mark(code_point_at(ready, at)) || ready[at] == '?') return std::nullopt;
      at += code_point_size(ready, at);
      continue;
    }
    just = just || word->starts_with("刚");
    at += word->size();
  }
  if (!arrival && just) arrival = Arrival{.day = today};
  return arrival;
}

nlohmann::ordered_json fields(const Statement& statement) {
  if (statement.kind == Statement::Kind::vague) return {{"ask", "where"}};
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const PlacePhrase& said = statement.said;
  if (said.in_wuhan) json["in_wuhan"] = *said.in_wuhan;
  if (!said.place.empty()) json["place"] = said.place;
  if (said.on_post) json["on_post"] = *said.on_post;
  if (!said.employer.empty()) json["employer"] = said.employer;
  if (said.isolated) json["isolated"] = *said.isolated;
  if (!statement.day.empty()) json["day"] = statement.day;
  return json;
}

}  // namespace banwei::whereabouts
