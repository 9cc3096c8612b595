#include "handlers/talk/talk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/common/payload.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/forms.h"
#include "handlers/language/misfortunes.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"

namespace banwei::talk {

namespace text {
namespace {

constexpr auto noted = "好的，有事随时说";
constexpr auto scolded = "不好意思，让你烦了。哪里没做好，可以告诉老师；心里烦也可以跟我说";
constexpr std::string_view hello = "你好，我在。报体温直接发数字就行，别的说“帮助”";
constexpr std::string_view thanks = "不客气，应该的";
constexpr std::string_view sorry = "没关系";
constexpr std::string_view bye = "再见，记得按时报体温";
constexpr std::string_view cheer = "谢谢，我会继续努力";
constexpr std::string_view laugh = "看到你开心，我也高兴";
constexpr std::string_view called = "我在。说“帮助”看我会什么";
constexpr std::string_view who_i_am =
    "我是班级小助手，是机器人，不是真人。报体温直接发数字，别的说“帮助”；你说的话谁能看到，说“隐私说明”";
constexpr std::string_view who_i_am_here = "我是机器人，不是真人。能做什么私聊我说“帮助”";
constexpr std::string_view lost = "这句我没看懂。说“帮助”看我会什么";
constexpr std::string_view how_to_report = "；报体温直接发数字就行，如 36.5";
constexpr std::string_view trouble =
    "这句我没看懂。是不舒服或出了什么事，就直接说谁、怎么了；急的先打120或110，再打给辅导员";
std::string ask(const std::string& teacher) { return fmt::format("这个我答不上来，问{}吧。我会的说“帮助”", teacher); }
std::string or_ask(const std::string& teacher) { return fmt::format("；都不是就问{}", teacher); }
constexpr std::string_view lost_again = "这句也没看懂，我什么都没有做";
constexpr std::string_view which = "是哪一个？回前面的数字就行；都不是就换个说法再说一遍";
constexpr std::string_view lost_here = "刚才那句我没看懂。加我好友，私聊说“帮助”看我会什么";
constexpr std::string_view no_company = "这个我还不会，我只管体温、点名、通知和请假这些。心里有事就私聊我或找老师";
constexpr std::string_view media = "图片、语音和文件我看不懂，打字告诉我就行";
/// 给*补签 as people read it.
std::string readable(std::string name) {
  if (const auto star = name.find('*'); star != name.npos) name.replace(star, 1, "…");
  return name;
}
std::string offer(const std::vector<std::string>& names) {
  if (names.size() == 1) return fmt::format("没看懂这句。你是不是想说“{}”？是就回1", readable(names.front()));
  std::string lines = "没看懂这句。你是不是想说：";
  for (std::size_t i = 0; i < names.size(); ++i) lines += fmt::format("\n{} {}", i + 1, readable(names[i]));
  return lines + "\n回前面的数字就行";
}

}  // namespace
}  // namespace text

namespace {

using language::Courtesy;

constexpr std::string_view feature = "talk";
constexpr Intent choice{.kind = "chosen",
                        .who = everyone | Roles{Role::admin},
                        .scope = Scope::anywhere,
                        .where = Where::direct,
                        .means = "选列出来的一项"};
constexpr std::chrono::minutes stays_open{10};
constexpr std::chrono::minutes between_courtesies{30};
constexpr std::chrono::minutes between_the_rest{2};
constexpr std::chrono::minutes between_words_of_groups{5};

/// 1, 第一个, 选2: which of so many; 是 of one.
std::optional<std::size_t> choice_of(std::string_view words, std::size_t offered) {
  constexpr std::size_t longest = 15;  // bytes
  if (words.size() > longest) return std::nullopt;
  const std::string folded = normalised(words);
  std::string_view said = trimmed(folded);
  if (offered == 1 && language::yes_or_no(said) == true) return 0;
  for (const std::string_view before : {"我", "选", "回", "第"}) {
    if (said.starts_with(before)) said.remove_prefix(before.size());
  }
  if (said.ends_with("个")) said.remove_suffix(std::string_view("个").size());
  const auto numeral = numeral_at(said, 0);
  if (!numeral || numeral->length != said.size() || numeral->value < 1) return std::nullopt;
  const auto place = static_cast<std::size_t>(numeral->value) - 1;
  return place < offered ? std::optional(place) : std::nullopt;
}

/// What a text of nothing but courtesy is about; nothing for any other.
std::optional<Courtesy> courtesy_of(std::string_view words) {
  constexpr std::size_t longest = 90;  // bytes
  if (words.size() > longest) return std::nullopt;
  const std::string folded = normalised(words);
  std::optional<Courtesy> about;
  for (std::size_t at = 0; at < folded.size();) {
    if (is_mark(code_point_at(folded, at))) {
      at += code_point_size(folded, at);
      continue;
    }
    const auto word = language::courtesies.longest_at(folded, at);
    if (!word) return std::nullopt;
    // 你好啊小助手: what leads says it, and whoever is called says less.
    if (!about || *about > word.tag) about = word.tag;
    at += word.length;
  }
  return about;
}

/// 你是机器人吗, 请问你是真人还是AI, 你谁啊, 跟我说话的是人吗.
bool asks_who_i_am(std::string_view said) {
  using language::Form;
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto kind = own::machine | W::people | W::who | W::what;
  constexpr auto around = kind | W::you | W::there_is | W::still | W::asking | W::of | W::one | W::done | W::no;
  static const std::array forms{Form{.needs = {W::you, W::there_is | W::asking, kind}, .may = around, .ordered = true},
                                Form{.needs = {W::you, W::who}, .may = around, .ordered = true},
                                Form{.needs = {own::machine, W::asking | W::still}, .may = around}};
  const std::string folded = normalised(said);
  const std::string_view words = trimmed(folded);
  const language::Cut cut = language::cut(words, {}, Day{});
  return std::any_of(forms.begin(), forms.end(),
                     [&](const Form& form) { return language::fit(form, cut, words, {}).has_value(); });
}

/// 小助手你真烦, 你好笨: of nobody but the bot.
bool scolds_me(std::string_view said) {
  constexpr std::size_t longest = 36;  // bytes
  constexpr std::array<std::string_view, 7> called{"你",       "小助手",   "班级小助手",  "机器人",
                                                   "破机器人", "这机器人", "什么破机器人"};
  constexpr std::string_view scolding =
      "烦 笨 蠢 傻 垃圾 没用 智障 滚 闭嘴 讨厌 难用 啰嗦 废物 有病 太差 真差 弱智 别吵 吵死 听不懂 什么都不会";
  constexpr std::string_view of_others = "我 他 她 老师 班长 同学 谁 ? 吗 哪";
  const std::string folded = normalised(said);
  const std::string_view words = trimmed(folded);
  return words.size() <= longest &&
         std::any_of(called.begin(), called.end(), [&](auto name) { return words.starts_with(name); }) &&
         language::holds_one_of(words, scolding) && !language::holds_one_of(words, of_others);
}

/// 你在不, 你还在吗: whether anybody is there.
bool asks_whether_there(std::string_view said) {
  using W = language::Word;
  static const language::Form form{
      .needs = {W::you, W::there_is, W::asking | W::no}, .may = W::still | W::now | W::there_is, .ordered = true};
  const std::string folded = normalised(said);
  const std::string_view words = trimmed(folded);
  return language::fit(form, language::cut(words, {}, Day{}), words, {}).has_value();
}

std::string_view line_for(Courtesy courtesy) {
  switch (courtesy) {
    case Courtesy::hello:
      return text::hello;
    case Courtesy::thanks:
      return text::thanks;
    case Courtesy::sorry:
      return text::sorry;
    case Courtesy::bye:
      return text::bye;
    case Courtesy::cheer:
      return text::cheer;
    case Courtesy::laugh:
      return text::laugh;
    case Courtesy::bot:
    case Courtesy::address:
    case Courtesy::request:
      return text::called;
    case Courtesy::particle:
      break;
  }
  return {};
}

/// Whether what nobody understood may have been meant for a report: a digit, or a word of temperature.
bool may_be_a_report(std::string_view words) {
  constexpr std::string_view of_it = "体温 温度 度数 发烧 发热 量了 测了 报";
  const std::string folded = normalised(words);
  return std::any_of(folded.begin(), folded.end(), [](char c) { return is_digit(c); }) ||
         language::holds_one_of(folded, of_it);
}

/// 手肿得老高; not 谁发烧了, which asks for a list.
bool tells_of_trouble(std::string_view words) {
  constexpr std::string_view asks = "谁 名单 哪些 多少 几个 几位 查 统计";
  const std::string folded = normalised(words);
  return language::speaks_of_trouble(folded) && !language::holds_one_of(folded, asks);
}

/// 贫困生表交给谁: no command answers it.
bool asks_where_to_go(std::string_view words) {
  return language::holds_one_of(normalised(words), "交给谁 交谁 交到哪 交哪 在哪交 在哪领 在哪办 找谁 要带 多少钱");
}

std::vector<std::string> offered(const storage::Question& question) {
  return from_payload(question.payload).get<std::vector<std::string>>();
}

}  // namespace

std::vector<Listener> Talk::listeners() {
  return {{.intents = {&choice}, .understand = std::bind_front(&Talk::read_choice, this)}};
}

std::optional<std::string> Talk::chosen(const Utterance& said, const Context& context) const {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  const std::vector<std::string> names = offered(*question);
  const auto place = choice_of(said.text, names.size());
  return place ? std::optional(names[*place]) : std::nullopt;
}

std::optional<Interpretation> Talk::read_choice(const Utterance& said, const Context& context) {
  const auto name = chosen(said, context);
  if (!name) return unclear(said, context);
  Interpretation heard{.intent = &choice, .claim = Claim::answer};
  heard.opened = questions_.open(context.speaker.person->id, feature, context.now.utc)->asked;
  heard.understood.fields = [name] { return nlohmann::ordered_json{{"command", *name}}; };
  heard.understood.act = [this](const Context& at) {
    questions_.close(at.speaker.person->id, feature, at.now.utc);
    return Reply{};
  };
  return heard;
}

/// 是 to several: it is no answer to whatever was asked before them.
std::optional<Interpretation> Talk::unclear(const Utterance& said, const Context& context) {
  const std::string folded = normalised(said.text);
  const bool direct = context.message.place == Place::direct && context.speaker.person;
  if (!direct || said.text.size() > 15 || language::yes_or_no(trimmed(folded)) != true) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question || offered(*question).size() < 2) return std::nullopt;
  Interpretation heard{.intent = &choice, .claim = Claim::answer};
  heard.opened = question->asked;
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [](const Context&) { return Reply{}.add(Say{plain(std::string(text::which))}); };
  return heard;
}

/// In a group, whoever calls the bot for company gets a word now and then; everything else is silence.
Reply Talk::in_group(const Utterance& said, const Context& context, const std::vector<std::string>& nearest) {
  if (const auto courtesy = courtesy_of(said.text); courtesy && *courtesy != Courtesy::laugh)
    return now_and_then(context, "courtesy", between_courtesies, line_for(*courtesy));
  if (said.addressed && asks_who_i_am(said.text))
    return now_and_then(context, "who", between_courtesies, text::who_i_am_here);
  if (said.addressed && asks_whether_there(said.text))
    return now_and_then(context, "there", between_courtesies, text::called);
  constexpr std::size_t longest = 45;  // bytes
  constexpr std::string_view company = "笑话 段子 故事 唱 夸 聊天 聊会 聊聊 陪我";
  const bool asks = said.text.size() <= longest && language::holds_one_of(said.text, company);
  if (asks) return now_and_then(context, "company", between_courtesies, text::no_company);
  return said.text.empty() ? Reply{} : lost_in_group(said, context, nearest);
}

/// Whoever speaks to the bot waits for a word; it comes in private where that can be, and repeats nothing that he said.
Reply Talk::lost_in_group(const Utterance& said, const Context& context, const std::vector<std::string>& nearest) {
  const Person& self = *context.speaker.person;
  const bool reached = members_.reach(self.account) == Reach::friendly;
  Reply line = now_and_then(context, "lost_here", between_words_of_groups, text::lost_here);
  if (!reached || line.actions.empty()) return line;
  const bool trouble = !self.staff && tells_of_trouble(said.text);
  const std::string teacher = trouble ? "" : teacher_to_ask(said, context);
  if (trouble) return Reply{}.add(Whisper{.to = self, .content = plain(std::string(text::trouble)), .discreet = true});
  if (nearest.empty() || !teacher.empty()) {
    const std::string words = teacher.empty() ? std::string(text::lost) : text::ask(teacher);
    return Reply{}.add(Whisper{.to = self, .content = plain(words), .discreet = true});
  }
  ask_which(context, nearest);
  return Reply{}.add(Whisper{.to = self, .content = plain(text::offer(nearest)), .discreet = true});
}

Reply Talk::unclaimed(const Utterance& said, const Context& context, const std::vector<std::string>& nearest) {
  if (context.message.place != Place::direct) return in_group(said, context, nearest);
  const auto& parts = context.message.content;
  const bool shows = std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.kind == Part::Kind::image || part.kind == Part::Kind::voice || part.kind == Part::Kind::file ||
           part.kind == Part::Kind::other;
  });
  if (said.text.empty() && !shows) return {};
  if (said.text.empty()) {
    const std::string_view hint = lacks_a_report(context) ? text::how_to_report : "";
    return now_and_then(context, "media", std::chrono::hours{24}, std::string(text::media) + std::string(hint));
  }
  if (const auto courtesy = courtesy_of(said.text)) {
    const auto about = "courtesy/" + std::to_string(static_cast<int>(*courtesy));
    return now_and_then(context, about, between_courtesies, line_for(*courtesy));
  }
  if (language::only_acknowledges(normalised(said.text)))
    return now_and_then(context, "noted", between_courtesies, text::noted);
  if (asks_who_i_am(said.text)) return now_and_then(context, "who", between_courtesies, text::who_i_am);
  if (asks_whether_there(said.text)) return now_and_then(context, "here", between_courtesies, text::called);
  if (scolds_me(said.text)) return now_and_then(context, "scolded", between_courtesies, text::scolded);
  const std::string_view hint = lacks_a_report(context) && may_be_a_report(said.text) ? text::how_to_report : "";
  const bool trouble = context.speaker.person && !context.speaker.person->staff && tells_of_trouble(said.text);
  const std::string teacher = trouble ? "" : teacher_to_ask(said, context);
  const bool of_own = language::holds_one_of(normalised(said.text), "体温 点名 签到 考勤 通知 提醒");
  if (!nearest.empty() && !trouble && (teacher.empty() || !asks_where_to_go(said.text)))
    return offer(context, nearest, std::string(hint) + (teacher.empty() || of_own ? "" : text::or_ask(teacher)));
  const std::string lost = teacher.empty() ? std::string(text::lost) : text::ask(teacher);
  Reply reply = trouble ? now_and_then(context, "trouble", between_the_rest, text::trouble)
                        : now_and_then(context, "lost", between_the_rest, lost + std::string(hint));
  if (reply.actions.empty()) reply.add(Say{plain(std::string(text::lost_again))});  // Silence would be taken for done.
  return reply;
}

/// A student of whom today's temperature is still to come: nobody else needs to read how it is said.
bool Talk::lacks_a_report(const Context& context) const {
  const auto& self = context.speaker.person;
  return self && !self->staff && self->class_id != 0 && !readings_.latest(self->id, context.sent.day());
}

/// 身份证要带原件吗; not 你会唱歌吗, which is asked of the bot.
std::string Talk::teacher_to_ask(const Utterance& said, const Context& context) const {
  constexpr std::string_view asks =
      "要不要 用不用 需不需要 要带 交给谁 交谁 交到哪 交哪 在哪交 在哪领 在哪办 在哪补 哪里办 哪里领 哪儿办 找谁 去哪 "
      "几点 几号 什么时候 啥时候 "
      "截止 "
      "怎么交 怎么办 怎么填 怎么领 怎么弄 怎么改 怎么写 怎么申请 怎么补 咋交 咋办 咋填 咋弄 多少钱 能不能 可不可以 "
      "可以吗 "
      "行吗 行不行 能吗 会不会";
  const auto& self = context.speaker.person;
  const std::string folded = normalised(said.text);
  const bool of_bot = language::holds_one_of(folded, "你 您 小助手 机器人 吃 玩 睡");
  if (!self || self->staff || of_bot || !language::holds_one_of(folded, asks)) return {};
  auto teachers = members_.holders(Role::counsellor, self->class_id, context.now.utc);
  if (teachers.empty()) teachers = members_.holders(Role::class_teacher, self->class_id, context.now.utc);
  return teachers.empty() ? "" : wording::teacher(teachers.front().name);
}

void Talk::ask_which(const Context& context, const std::vector<std::string>& names) {
  questions_.ask({.person = context.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "choice",
                  .payload = to_payload(names),
                  .day = context.now.day(),
                  .asked = context.now.utc,
                  .until = context.now.utc + stays_open});
}

Reply Talk::offer(const Context& context, const std::vector<std::string>& names, const std::string& hint) {
  ask_which(context, names);
  return Reply{}.add(Say{plain(text::offer(names) + hint)});
}

Reply Talk::now_and_then(const Context& context, std::string_view about, std::chrono::minutes rest,
                         std::string_view words) {
  if (words.empty()) return {};
  const std::string job = fmt::format("talk/{}/{}", about, context.speaker.person->id);
  const auto last = schedule_.last(job);
  if (last && context.now.utc - *last < rest) return {};
  schedule_.claim(
      {.job = job, .key = std::to_string(context.now.utc.time_since_epoch().count()), .due = context.now.utc},
      context.now.utc);
  return Reply{}.add(Say{plain(std::string(words))});
}

}  // namespace banwei::talk
