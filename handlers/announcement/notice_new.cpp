#include "handlers/announcement/notice_new.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::announcement {

namespace text {
namespace {

constexpr auto in_private = "发通知请私聊我：发通知 2019级 正文。我先给你看预览，你说“发”才发到群里";
constexpr auto no_class = "你名下没有可以发通知的班级，请管理员核对名单";
std::string not_yours(const std::string& word) {
  return fmt::format(
      "你名下没有“{}”，发不了。班级、年级、专业要和名单里一样，如：发通知 机电1901 正文；只写内容就发给你名下所有的班",
      word);
}
std::string which_time(const std::string& words) {
  return fmt::format("“{}”不是一个还没到的准确时间。写全一点，如：发通知 明早8点 2019级 正文", words);
}
std::string which_classes(std::size_t held, int wanted, const std::string& names) {
  return fmt::format("你名下有{}个班，不是{}个：{}。请写上班级，如：发通知 机电1901、机电1902 正文", held, wanted,
                     names);
}
constexpr auto too_far = "定时最多60天以后，日子近了再发";
std::string too_long(std::size_t count) {
  return fmt::format("通知有{}个字，最多{}个。删短一些，或分成两条、把长的部分拍成图片", count, longest_text);
}
std::string which_text(const std::string& whom) {
  return fmt::format("发给{}。内容直接发给我，文字、图片（最多{}张）都行；不发了回“取消”", whom, most_pictures);
}
constexpr auto still_no_text = "还没有内容。直接把通知的文字或图片发给我，不发了回“取消”";
std::string of_own(std::size_t count) { return fmt::format("你名下{}个班", count); }
std::string people(std::size_t count) { return fmt::format(" {}人", count); }
constexpr auto confirm = "，需确认";
constexpr auto no_confirm = "，不需确认";
std::string until(const std::string& at) { return "，截止" + at; }
std::string pictures(std::size_t count) { return fmt::format("，图{}张", count); }
constexpr auto now_then = "，现在发";
std::string then(const std::string& at) { return fmt::format("，定于{}发", at); }
constexpr auto send = "。发？";
constexpr auto asks_for_word = "\n（请回复“收到”）";
std::string time_or_text(const std::string& words) {
  return fmt::format("。“{}”是发送时间还是正文？回“定时”或“正文”", words);
}
std::string without_group(const std::string& names) { return "\n没绑群、发不到：" + names; }
constexpr auto how_to_change = "\n————\n“发”发出，“取消”不发；要改说“改成 …”，或重新“发通知 …”";
constexpr auto quiet_then = "\n这个时间是休息时间，等到早上再发";
constexpr auto quiet_now = "\n现在是休息时间；要现在就发回“立即发”";
constexpr auto time_within = "改的是正文里的时间；要定时发说“定时 7点”";
constexpr auto only_the_time = "改的是发送时间；要改内容说“内容改成 …”";
constexpr auto pictures_full = "一条通知最多9张图，多的没有带上";
constexpr auto time_is_over = "定的时间已经过了，改为现在发";
constexpr auto not_changed = "预览没有变。要换内容说“内容改成 …”，要补充说“再加一句 …”，要发说“发”，不发了说“取消”";
constexpr auto to_classes_alone =
    "通知只能发到班级群给全班看，发不了只给班长、班委或老师的，没有写预览。只告诉他们请私聊（班委是谁说“班委名单”）；给"
    "全"
    "班就说“发通知 正文”";
constexpr auto dropped = "好的，不发了";
constexpr auto about = "关于通知";
std::string news_of(std::int64_t id, const std::string& heading, const std::string& words) {
  return fmt::format("{}{}（{}）：{}", about, id, heading, words);
}
std::string also_told(std::int64_t id) {
  return fmt::format("通知{}已经发出去了，这句也发给同样的班？要收回原来的说“撤回通知{}”", id, id);
}
constexpr auto what_to_add = "加什么？和“再加一句”写在一起再说一次，如“再加一句 交给生活委员”";
constexpr auto what_to_change =
    "还没有发，预览留着。要改哪里？时间说“改成9点”，内容说“内容改成 …”，班级重新“发通知 班级 正文”；不发了回“取消”";
std::string lapsed(const std::string& heading) {
  return fmt::format("预览“{}”过了一天没有发，已作废。要发请重新“发通知 …”", heading);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours preview_lasts{24};
constexpr std::chrono::days farthest{60};
constexpr std::chrono::hours news_within{24};
constexpr std::size_t longest_news = 60;     // characters
constexpr std::size_t shortest_remark = 10;  // In characters; what is shorter is talk to the bot.
constexpr std::size_t most_names = 4;

/// Puts the time in the place of the one that stands in the text; false where none does, or several.
bool change_time(Draft& draft, const std::string& time, std::chrono::local_seconds now) {
  auto body = with_time(draft.body.text, time, now);
  if (!body) return false;
  draft.body.text = *std::move(body);
  draft.said = now;
  return true;
}

void add_words(Draft& draft, const std::string& words) {
  draft.body.text += (draft.body.text.empty() ? "" : "\n") + words;
}

std::string names_of(const std::vector<Class>& classes) {
  std::vector<std::string> names;
  for (const Class& klass : classes) names.push_back(klass.name);
  return class_lines(names);
}

/// 给各班长发：…, 发通知给全体辅导员：…: what stands before the body names those who hold a post, and no class; so
/// does 各班班长, of which the body begins with the post.
bool is_to_a_post(const std::string& words, const std::string& body) {
  constexpr std::string_view posts =
      "班长 班委 学委 学习委员 团支书 生活委员 心理委员 寝室长 班干 辅导员 导员 班主任 老师";
  const std::string head = normalised(words.substr(0, body.empty() ? words.npos : words.find(body)));
  if (language::holds_one_of(head, posts)) return true;
  const bool apart = head.empty() || std::string_view(" ,:;.\n").find(head.back()) != std::string_view::npos;
  return !apart && language::begins_with_one_of(normalised(body), std::string("的班长 ") + std::string(posts));
}

/// 会不开了, 地点改了 在图书馆: what was announced is otherwise now.
bool is_news(std::string_view folded) {
  constexpr std::string_view things = "会 讲座 活动 比赛 体检 时间 地点 地方 教室 集合 内容";
  constexpr std::string_view changes =
      "不开了 不办了 不搞了 不去了 不用去 取消了 改了 改到 改成 改在 换了 换到 换成 换在 推迟 延期 延后 提前到 挪到";
  constexpr std::string_view others = "? 吗 谁 体温 点名 考勤 提醒 截止 请假 班会";
  return language::holds_one_of(folded, things) && language::holds_one_of(folded, changes) &&
         !language::holds_one_of(folded, others);
}

std::string lapsing(std::int64_t person) { return Topic{.kind = "lapse", .id = person}.text(); }

}  // namespace

Understood Drafts::understood(Order order) {
  Understood meant;
  meant.fields = [order] {
    auto fields = nlohmann::ordered_json::object();
    for (const Audience& audience : order.audience) fields["audience"].push_back(audience.word);
    if (order.timing == Order::Timing::then) fields["at"] = order.at_words;
    if (!order.body.empty()) fields["body"] = order.body;
    return fields;
  };
  meant.act = [this, order = std::move(order)](const Context& call) { return write(call, order); };
  return meant;
}

/// What stands behind a command's word comes folded, and in the place of a * without the words around it; what is
/// passed on is read again from the message itself.
Grammar Drafts::grammar() {
  Grammar grammar;
  grammar.takes_nothing = false;
  grammar.typed = true;
  grammar.slots = {language::Slot::klass};
  grammar.usage = "[时间] [班级] [正文]";
  grammar.parse = [this](std::string_view rest, const Context& context) -> std::optional<Understood> {
    const bool addressed = context.message.place == Place::direct;
    const auto classes = nameable_classes(members_, context);
    const std::string words(rest);
    auto order = read_order("发通知" + words, context.sent.local, classes, addressed);
    if (!order) order = read_order("给" + words + "发通知", context.sent.local, classes, addressed);
    if (!order) return std::nullopt;
    auto written = read_order(words_of(context.message), context.sent.local, classes, true);
    return understood(std::move(written ? *written : *order));
  };
  return grammar;
}

/// 给2019级发通知 with the text behind it, which no command's word takes.
std::optional<Interpretation> Drafts::hear_order(const Utterance& said, const Context& context) {
  // A time before the verb is an order where nobody else is spoken to; in a group it is talk about one.
  // So is what is told without a word of sending: 通知两个班…, 跟我们班说一下…; in a group it is the notice itself.
  const bool direct = context.message.place == Place::direct;
  const bool given = said.text.starts_with("给");
  if (!given && !direct) return std::nullopt;
  auto order = read_order(said.text, context.sent.local, nameable_classes(members_, context), false);
  if (!order) return std::nullopt;
  const bool led = direct && !order->at_words.empty() && !said.text.starts_with("发");
  if (!(order->told ? direct : given || led)) return std::nullopt;
  return Interpretation{.intent = &intents::notice_new, .understood = understood(std::move(*order))};
}

std::optional<Interpretation> Drafts::listen(const Utterance& said, const Context& context) {
  if (auto order = hear_order(said, context)) return order;
  if (auto answer = hear_answer(said, context)) return answer;
  return hear_news(said, context);
}

/// 会不开了 by whoever has announced it lately: those who were told should hear it, too.
std::optional<Interpretation> Drafts::hear_news(const Utterance& said, const Context& context) const {
  if (said.text.empty() || code_points(said.text) > longest_news || !is_news(normalised(said.text)))
    return std::nullopt;
  const auto own = notices_.by_publisher(context.speaker.person->id, most_answerable);
  const auto last = std::find_if(own.begin(), own.end(), [&](const Notice& notice) {
    const bool news = body_of(notice.body).text.starts_with(text::about);
    return notice.posted && !notice.recalled && !news && context.now.utc - *notice.posted < news_within;
  });
  if (last == own.end()) return std::nullopt;
  Interpretation heard{.intent = &intents::notice_draft, .opened = *last->posted};
  heard.understood.fields = [id = last->id] { return nlohmann::ordered_json{{"id", id}}; };
  heard.understood.act = [this, notice = *last](const Context& call) { return write_news(call, notice); };
  return heard;
}

Reply Drafts::write_news(const Context& call, const Notice& notice) const {
  const std::string words(trim(words_of(call.message)));
  Draft draft{.body = {.text = text::news_of(notice.id, book_.heading(notice), words)}, .said = call.sent.local};
  std::vector<Class> classes;
  for (const Delivery& delivery : notices_.deliveries(notice.id)) {
    const auto klass = members_.class_by_id(delivery.class_id);
    if (!klass || delivery.state == storage::SendState::failed) continue;
    draft.classes.push_back(klass->id);
    classes.push_back(*klass);
  }
  draft.audience = names_of(classes);
  return preview(call, draft, text::also_told(notice.id));
}

Reply Drafts::write(const Context& call, const Order& order) {
  if (is_to_a_post(words_of(call.message), order.body)) return privately(call, text::to_classes_alone);
  if (call.message.place == Place::group) return privately(call, text::in_private);
  const auto held = classes_of(members_, call, publishers);
  if (held.empty()) return privately(call, text::no_class);
  if (order.classes > 0 && static_cast<std::size_t>(order.classes) != held.size())
    return privately(call, text::which_classes(held.size(), order.classes, names_of(held)));
  if (order.timing == Order::Timing::vague) return privately(call, text::which_time(order.at_words));

  Draft draft{.body = {.text = order.body}, .said = call.sent.local};
  std::vector<Class> chosen = order.audience.empty() ? held : std::vector<Class>{};
  for (const Audience& audience : order.audience) {
    const auto takes = [&](const Class& klass) { return audience.takes(klass); };
    bool any = false;
    for (const Class& klass : held) {
      if (!takes(klass)) continue;
      any = true;
      const bool known = std::any_of(chosen.begin(), chosen.end(), [&](const Class& c) { return c.id == klass.id; });
      if (!known) chosen.push_back(klass);
    }
    if (!any) return privately(call, text::not_yours(audience.word));
    draft.audience += (draft.audience.empty() ? "" : " ") + audience.word;
  }
  for (const Class& klass : chosen) draft.classes.push_back(klass.id);
  if (chosen.size() == 1) draft.audience = chosen.front().name;  // whatever it was called: 我们班
  if (order.timing != Order::Timing::now) draft.at = order.at;
  if (order.timing == Order::Timing::unsure) draft.at_words = order.at_words;
  const bool room = add_pictures(draft.body, call.message.content);
  return preview(call, draft, room ? "" : text::pictures_full);
}

/// 2019级 2个班 76人，需确认，截止3/12(周四) 18:00
std::string Drafts::summary(const Draft& draft, const Moment& now) const {
  std::vector<Class> classes;
  std::vector<Class> deaf;
  std::size_t people = 0;
  for (const std::int64_t id : draft.classes) {
    const auto klass = members_.class_by_id(id);
    if (!klass) continue;
    (klass->group.empty() ? deaf : classes).push_back(*klass);
    if (!klass->group.empty()) people += members_.students(id).size();
  }
  const std::size_t count = classes.size() + deaf.size();
  std::string words = draft.audience;
  if (words.empty()) words = text::of_own(count);
  if (!draft.audience.empty() && count > 1) words += fmt::format(" {}个班", count);
  words += text::people(people);
  const bool named = std::all_of(classes.begin(), classes.end(), [&](const Class& klass) {
    return draft.audience.find(klass.name) != std::string::npos;
  });
  if (count > 1 && !named && classes.size() <= most_names) words += "（" + names_of(classes) + "）";
  if (draft.audience.empty() && count == 1)
    words = (classes.empty() ? deaf : classes).front().name + text::people(people);
  words += wants_receipt(draft) ? text::confirm : text::no_confirm;
  if (const auto deadline = deadline_of(draft, now.local)) words += text::until(banwei::in_words(*deadline, now.local));
  if (!draft.body.pictures.empty()) words += text::pictures(draft.body.pictures.size());
  if (draft.at_words.empty()) {
    const auto wanted = draft.at.value_or(now.local);
    const auto at = book_.awake_at(wanted);
    words += draft.at || at != wanted ? text::then(banwei::in_words(at, now.local)) : text::now_then;
    words += text::send;
    if (at != wanted) words += draft.at ? text::quiet_then : text::quiet_now;
  } else {
    words += text::time_or_text(draft.at_words);
  }
  if (!deaf.empty()) words += text::without_group(names_of(deaf));
  return words;
}

/// Shows the draft and keeps it open, unless it cannot be sent as it is.
Reply Drafts::preview(const Context& call, const Draft& draft, std::string_view note) const {
  const std::size_t length = code_points(draft.body.text);
  if (length > longest_text) return privately(call, text::too_long(length));
  if (draft.at && *draft.at > call.now.local + farthest) return privately(call, text::too_far);
  const std::int64_t self = call.speaker.person->id;
  const Utc until = call.now.utc + preview_lasts;
  questions_.ask({.person = self,
                  .feature = std::string(feature),
                  .kind = "draft",
                  .payload = to_text(draft),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = until});
  schedule_.set_timer(feature, lapsing(self), until, to_text(draft.body));

  std::string words(note);
  if (!words.empty()) words += "\n";
  if (draft.body.empty()) {
    const std::string whom = draft.audience.empty() ? text::of_own(draft.classes.size()) : draft.audience;
    return Reply{}.add(Say{plain(words + text::which_text(whom))});
  }
  words += "预览：" + summary(draft, call.now);
  if (!draft.body.text.empty()) words += "\n————\n" + draft.body.text;
  if (wants_receipt(draft) && draft.receipt) words += text::asks_for_word;
  return Reply{}.add(Say{plain(words + text::how_to_change)});
}

std::optional<Interpretation> Drafts::hear_answer(const Utterance& said, const Context& context) {
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  auto draft = question ? draft_of(question->payload) : std::nullopt;
  if (!draft) return std::nullopt;
  Interpretation heard{.intent = &intents::notice_draft};
  heard.opened = question->asked;
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  const auto& content = context.message.content;
  const bool pictures =
      std::any_of(content.begin(), content.end(), [](const Part& part) { return part.kind == Part::Kind::image; });
  const auto given = read_answer(said.text);
  if (given &&
      (!pictures || given->kind == PreviewAnswer::Kind::change || given->kind == PreviewAnswer::Kind::change_either)) {
    heard.claim = Claim::answer;
    heard.understood.act = [this, draft, given](const Context& call) { return answer(call, *draft, *given); };
    return heard;
  }
  // Pictures belong to it, and words that were asked for. What else is said of it changes nothing that goes out.
  const bool asked_for = pictures || (draft->body.empty() && !said.text.empty());
  if (!asked_for && code_points(said.text) < shortest_remark) return std::nullopt;
  heard.claim = asked_for ? Claim::open : Claim::other;
  if (!asked_for) heard.opened = {};
  const bool extends = asked_for || draft->body.text.empty();
  heard.understood.act = [this, draft, extends](const Context& call) {
    return extends ? extend(call, *draft) : Reply{}.add(Say{plain(text::not_changed)});
  };
  return heard;
}

Reply Drafts::extend(const Context& call, Draft draft) {
  const std::string words(trim(words_of(call.message)));
  const bool counts = draft.body.text.empty() || code_points(words) >= shortest_remark;
  if (!words.empty() && counts && !read_answer(words)) {
    add_words(draft, words);
    draft.said = call.sent.local;
  }
  const bool room = add_pictures(draft.body, call.message.content);
  return preview(call, draft, room ? "" : text::pictures_full);
}

namespace {

/// A time alone is one of the day for which the draft is set.
std::optional<When> time_for(const Draft& draft, const std::string& words, const Moment& sent) {
  const bool another_day = draft.at && std::chrono::floor<std::chrono::days>(*draft.at) > sent.day();
  const bool of_it = another_day && !names_a_day(words);
  return understand_when(words, of_it ? std::chrono::floor<std::chrono::days>(*draft.at) : sent.local);
}

}  // namespace

Reply Drafts::answer(const Context& call, Draft draft, const PreviewAnswer& answer) {
  using Kind = PreviewAnswer::Kind;
  const auto when = time_for(draft, answer.body, call.sent);
  switch (answer.kind) {
    case Kind::retime:
      // Where no time to send it was said, the one that stands in it is meant.
      if (!draft.at && draft.at_words.empty() && change_time(draft, answer.body, call.sent.local))
        return preview(call, draft, text::time_within);
      [[fallthrough]];
    case Kind::schedule:
      if (!when) return privately(call, text::which_time(answer.body));
      return retime(call, draft, *when, answer.body);
    case Kind::change_either:
      if (when && !when->before) return retime(call, draft, *when, answer.body);
      if (when && change_time(draft, answer.body, call.sent.local)) return preview(call, draft, text::time_within);
      if (when) return Reply{}.add(Say{plain(text::what_to_change)});
      [[fallthrough]];
    case Kind::change:
      draft.body.text = answer.body;
      draft.said = call.sent.local;
      add_pictures(draft.body, call.message.content);
      return preview(call, draft);
    case Kind::append:
      if (answer.body.empty()) return Reply{}.add(Say{plain(text::what_to_add)});
      add_words(draft, answer.body);
      add_pictures(draft.body, call.message.content);
      return preview(call, draft);
    case Kind::wrong:
      return Reply{}.add(Say{plain(text::what_to_change)});
    case Kind::cancel:
      close(call);
      return Reply{}.add(Say{plain(text::dropped)});
    case Kind::receipt_on:
    case Kind::receipt_off:
      draft.receipt = answer.kind == Kind::receipt_on;
      return preview(call, draft);
    case Kind::is_time:
      draft.at_words.clear();
      return preview(call, draft);
    case Kind::is_body:
      if (!draft.at_words.empty()) {
        draft.body.text = std::exchange(draft.at_words, {}) + " " + draft.body.text;
        draft.at.reset();
      }
      return preview(call, draft);
    case Kind::send:
    case Kind::send_now:
      break;
  }
  if (draft.body.empty()) return Reply{}.add(Say{plain(text::still_no_text)});
  const bool at_once = answer.kind == Kind::send_now;
  if (at_once && draft.at_words.empty()) draft.at.reset();
  if (!draft.at_words.empty()) return preview(call, draft);
  if (draft.at && *draft.at <= call.now.local) {
    draft.at.reset();
    return preview(call, draft, text::time_is_over);
  }
  return publish(call, draft, at_once);
}

/// 改成9点: the time of sending, never the whole notice.
Reply Drafts::retime(const Context& call, Draft draft, const When& when, const std::string& words) {
  if (when.kind != When::Kind::once || when.at <= call.now.local) return privately(call, text::which_time(words));
  draft.at = when.at;
  draft.at_words.clear();
  return preview(call, draft, text::only_the_time);
}

Reply Drafts::publish(const Context& call, const Draft& draft, bool at_once) {
  if (const auto refusal = broadcast_.refusal(call, draft); !refusal.empty()) return Reply{}.add(Say{plain(refusal)});
  close(call);
  return broadcast_.publish(call, draft, at_once);
}

void Drafts::close(const Context& call) {
  questions_.close(call.speaker.person->id, feature, call.now.utc);
  schedule_.cancel_timer(feature, lapsing(call.speaker.person->id));
}

Reply Drafts::lapse(const Topic& topic, const storage::Timer& timer) const {
  const auto person = members_.by_id(topic.id);
  if (!person) return {};
  const std::string words = body_of(timer.payload).text;
  constexpr std::size_t length = 16;
  return Reply{}.add(Whisper{*person, plain(text::lapsed(words.empty() ? "…" : wording::head(words, length)))});
}

}  // namespace banwei::announcement
