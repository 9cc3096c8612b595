#include "handlers/posts/post_talk.h"

#include <array>
#include <initializer_list>
#include <utility>

#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::posts {

namespace {

/// The longest of those that begin alike stand first.
constexpr std::array<std::pair<std::string_view, Role>, 19> posts{{{"学习委员", Role::study_rep},
                                                                   {"团支部书记", Role::league_secretary},
                                                                   {"生活委员", Role::life_rep},
                                                                   {"心理委员", Role::care_rep},
                                                                   {"任课教师", Role::course_teacher},
                                                                   {"任课老师", Role::course_teacher},
                                                                   {"团支书", Role::league_secretary},
                                                                   {"寝室长", Role::dorm_head},
                                                                   {"宿舍长", Role::dorm_head},
                                                                   {"辅导员", Role::counsellor},
                                                                   {"班主任", Role::class_teacher},
                                                                   {"导员", Role::counsellor},
                                                                   {"支书", Role::league_secretary},
                                                                   {"心委", Role::care_rep},
                                                                   {"室长", Role::dorm_head},
                                                                   {"舍长", Role::dorm_head},
                                                                   {"副班长", Role::student},  // is no post of ours
                                                                   {"学委", Role::study_rep},
                                                                   {"班长", Role::monitor}}};
constexpr std::size_t longest_said = 120;  // bytes
constexpr std::size_t longest_name = 40;

std::optional<Role> eat_post(std::string_view& text) {
  for (const auto& [word, role] : posts) {
    if (text.starts_with(word)) {
      if (role == Role::student) return std::nullopt;
      text.remove_prefix(word.size());
      return role;
    }
  }
  return std::nullopt;
}

/// What is left as a name, or nothing when it cannot be one.
std::optional<std::string> name_in(std::string_view words) {
  const std::string_view name = trimmed(words);
  const bool fits = !name.empty() && name.size() <= longest_name && name.find(' ') == name.npos;
  return fits ? std::optional<std::string>(name) : std::nullopt;
}

/// 我不干了 behind 班长给李四当: takes it off.
bool eat_tired_end(std::string_view& text) {
  const auto comma = text.find_last_of(",;");
  if (comma == text.npos) return false;
  std::string_view tired = trimmed(text.substr(comma + 1));
  // 李四当班长，陈思远不当了: whoever had it loses it with that.
  if (const auto no = tired.find("不"); no != tired.npos && no <= longest_name) tired.remove_prefix(no);
  if (!eat_one_of(tired, {"不想再", "不想", "不愿意", "不打算", "不再", "不"})) return false;
  if (!eat_one_of(tired, {"当", "做", "干"})) return false;
  (void)eat(tired, "了");
  if (!tired.empty()) return false;
  text = trimmed(text.substr(0, comma));
  return true;
}

std::optional<PostTalk> hand_over(std::string_view text) {
  const bool tired_of_it = eat_tired_end(text);
  // 我不想当班长了 让李四当
  // 班长我不想干了，让李四来
  std::string_view tired = text;
  const auto first = eat_post(tired);
  (void)eat(tired, "我");
  if (eat(tired, "不") && (eat_one_of(tired, {"想", "愿意", "打算"}), eat_one_of(tired, {"当", "做", "干"}))) {
    const auto role = first ? first : eat_post(tired);
    (void)eat(tired, "了");
    while (!tired.empty() && (tired.front() == ',' || tired.front() == ' ')) tired.remove_prefix(1);
    const bool given = eat_one_of(tired, {"让给", "让", "给", "换", "交给", "由"});
    (void)eat_end(tired, {"来当", "当", "来做", "做", "来"});
    auto name = role && given ? name_in(tired) : std::nullopt;
    return name ? std::optional(PostTalk{.kind = PostTalk::Kind::hand_over, .role = *role, .who = *std::move(name)})
                : std::nullopt;
  }
  (void)eat_one_of(text, {"我把", "把", "我要", "我想"});
  const bool verb_first = eat_one_of(text, {"移交", "交接", "转交"});
  text = trimmed(text);
  const auto role = eat_post(text);
  if (!role) return std::nullopt;
  const bool apart = !text.empty() && text.front() == ' ';
  text = trimmed(text);
  (void)eat_one_of(text, {"我想", "我要", "想", "要"});  // 班长我想让给李四
  const bool verb = eat_one_of(text, {"移交", "转交", "交接", "转", "交", "让", "换"});
  const bool stands_apart = apart || (!text.empty() && text.front() == ' ');
  text = trimmed(text);
  const bool given = eat(text, "给") || ((verb || tired_of_it) && eat_one_of(text, {"成", "让", "由"}));
  if (!(verb_first || (verb && (given || stands_apart)) || (tired_of_it && given))) return std::nullopt;
  (void)eat_end(text, {"了", "吧"});
  if (tired_of_it) (void)eat_end(text, {"来当", "来做", "来干", "当", "做", "干", "来"});
  auto name = name_in(text);
  if (!name) return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::hand_over, .role = *role, .who = *std::move(name)};
}

/// 请假一周, 不在3天: the last day that somebody is away from today on.
std::optional<Day> away_until(std::string_view text, Day today) {
  constexpr std::int64_t longest = 99;
  for (const std::string_view away : {"请假", "不在", "外出", "出差", "休息", "离校"}) {
    const auto at = text.find(away);
    if (at == text.npos) continue;
    std::string_view behind = text.substr(at + away.size());
    (void)eat_one_of(behind, {"了", "要"});
    const auto number = numeral_at(behind, 0);
    if (!number || number->value < 1 || number->value > longest) continue;
    behind.remove_prefix(number->length);
    const bool weeks = eat_one_of(behind, {"周", "个星期", "星期", "个礼拜"});
    if (!weeks && !eat(behind, "天")) continue;
    return today + std::chrono::days{number->value * (weeks ? 7 : 1) - 1};
  }
  return std::nullopt;
}

/// 代理班长 李四 到3月20日, 请李四代理班长到3月20日; 陈思远请假一周，让李四先代班长.
std::optional<PostTalk> deputise(std::string_view text, std::chrono::local_seconds now) {
  std::string_view verb = "代理";
  for (const std::string_view word : {"先代", "先当", "临时代", "临时当", "代理一下", "暂代一下", "代一下", "代管",
                                      "暂代", "代当", "先代理", "临时代理"}) {
    if (text.find(word) != text.npos) verb = word;
  }
  std::string_view head = text;
  std::optional<Day> until;
  if (const auto to = text.rfind("到"); to != text.npos) {
    const std::string end(trimmed(text.substr(to + std::string_view("到").size())));
    const auto when = understand_when(end + "23:59", now);
    if (when && when->kind == When::Kind::once) until = std::chrono::floor<std::chrono::days>(when->at);
    head = trimmed(text.substr(0, to));
  } else if (!(until = away_until(text, std::chrono::floor<std::chrono::days>(now)))) {
    return std::nullopt;
  }
  // 我不在 让李四代理班长
  for (const std::string_view led : {"让", "请", "由"}) {
    for (auto at = head.find(led); at != head.npos; at = head.find(led, at + 1)) {
      if (at == 0 || (head[at - 1] != ' ' && head[at - 1] != ',')) continue;
      head = head.substr(at);
      break;
    }
  }
  (void)eat_one_of(head, {"请", "让", "由"});
  std::string_view who;
  std::optional<Role> role;
  if (eat(head, verb)) {
    head = trimmed(head);
    role = eat_post(head);
    head = trimmed(head);
    (void)eat(head, "给");
    who = head;
  } else if (const auto at = head.find(verb); at != head.npos) {
    who = head.substr(0, at);
    if (const auto blank = trimmed(who).find_last_of(" ,"); blank != who.npos) who = trimmed(who).substr(blank + 1);
    head = trimmed(head.substr(at + verb.size()));
    role = eat_post(head);
    if (!trimmed(head).empty()) return std::nullopt;
  }
  (void)eat_end(who, {"这两天", "这几天", "这周", "这段时间", "最近", "暂时", "临时", "先"});
  auto name = role ? name_in(who) : std::nullopt;
  if (!name) return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::deputise, .role = *role, .who = *std::move(name), .until = until};
}

/// The post that ends the text, which is left with what stands before it.
std::optional<Role> eat_last_post(std::string_view& text) {
  (void)eat_end(text, {"职务", "一职", "的职务"});
  for (const auto& [word, role] : posts) {
    if (!text.ends_with(word)) continue;
    if (role == Role::student) return std::nullopt;
    text.remove_suffix(word.size());
    text = trimmed(text);
    return role;
  }
  return std::nullopt;
}

/// 机电1901 behind a blank at the end, or 机电1901 before a name: the class is taken off.
std::string eat_class(std::string_view& text) {
  constexpr std::size_t figures = 4;  // of a class
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == text.npos) return {};
  const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  if (end - begin != figures) return {};
  const std::size_t blank = text.rfind(' ', begin);
  std::string_view behind = text.substr(end);
  (void)eat(behind, "班");
  const bool ends = trimmed(behind).empty() && blank != text.npos;
  const bool leads = blank == text.npos && !trimmed(behind).empty();
  if (!ends && !leads) return {};
  std::string klass(text.substr(ends ? blank + 1 : 0, end - (ends ? blank + 1 : 0)));
  text = trimmed(ends ? text.substr(0, blank) : behind);
  return klass;
}

/// 把班委换一下，何静当学委: that something changes, before what.
std::string_view without_preface(std::string_view text) {
  const auto at = text.find_first_of(",:; ");
  if (at == text.npos) return text;
  std::string_view head = text.substr(0, at);
  (void)eat_one_of(head, {"我把", "把", "将", "我们班", "班里"});
  if (!eat_one_of(head, {"班委会", "班委名单", "班委", "班干部", "干部", "班干"})) return text;
  (void)eat_one_of(head, {"要", "有", "也"});
  if (!eat_one_of(head, {"换届", "换人", "换", "调整", "改", "变动", "更新"})) return text;
  (void)eat_one_of(head, {"了一下", "一下", "下", "了"});
  return head.empty() ? trimmed(text.substr(at + 1)) : text;
}

/// 任命何静为心理委员, 任命 谢婷婷 班长 机电1901, 设置班长陈思远, 以后何静是心理委员, 让黄子涵当学委,
/// 给谢婷婷生活委员的权限.
std::optional<PostTalk> appoint(std::string_view text) {
  text = without_preface(text);
  (void)eat_tired_end(text);
  const bool names = eat_one_of(text, {"任命", "委任", "设置", "设"});
  const bool gives = !names && eat(text, "给");
  const bool from_now = !names && !gives && eat_one_of(text, {"以后", "今后", "从今天起", "现在起"});
  text = trimmed(text);
  (void)eat_one_of(text, {"就由", "由", "就让", "让"});
  (void)eat_end(text, {"了", "吧"});
  // 以后生活委员让田甜当
  std::string_view behind = text;
  const auto post = from_now ? eat_post(behind) : std::nullopt;
  if (post && eat_one_of(behind, {"就由", "由", "就让", "让", "换"}) &&
      eat_end(behind, {"担任", "来当", "当", "来做", "做"})) {
    auto name = name_in(behind);
    return name ? std::optional(PostTalk{.kind = PostTalk::Kind::appoint, .role = *post, .who = *std::move(name)})
                : std::nullopt;
  }
  if (gives && !eat_end(text, {"的权限", "权限"})) return std::nullopt;
  const bool takes_him = !names && !gives && !from_now && eat_one_of(text, {"把", "将"});  // 把郭子豪设成班长
  std::optional<Role> role;
  std::string klass = names ? eat_class(text) : std::string{};
  if (names) role = eat_post(text);
  const bool post_first = role.has_value();
  if (!role) role = eat_last_post(text);
  if (!role) return std::nullopt;
  const bool takes = !post_first && eat_end(text, {"担任", "来当", "当"});
  const bool made = takes_him && eat_end(text, {"设成", "设为", "设置为", "定为", "定成", "任命为", "选为", "提为"});
  if (takes_him && !made) return std::nullopt;
  const bool is = made || (!post_first && !takes && (names || from_now) && eat_end(text, {"为", "做", "是", "任"}));
  if (!names && !gives && !takes && !is) return std::nullopt;
  if (takes && (text.ends_with("不") || text.ends_with("不再"))) return std::nullopt;
  auto name = name_in(text);
  if (!name) return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::appoint, .role = *role, .who = *std::move(name), .klass = std::move(klass)};
}

/// 李四接替黄子涵做学习委员, 班长换人了，现在是李四: who has it now; who had it loses it with that.
std::optional<PostTalk> succeed(std::string_view text) {
  (void)eat_end(text, {"了", "吧"});
  std::string_view behind = text;
  if (const auto role = eat_post(behind)) {
    (void)eat_one_of(behind, {"已经", "要"});
    const bool gone = eat_one_of(behind, {"不干了", "不当了", "不做了", "辞职了", "辞了", "卸任了", "退了"});
    if (!gone && !eat_one_of(behind, {"换人了", "换人", "换了人", "换了"})) return std::nullopt;
    while (!behind.empty() && (behind.front() == ',' || behind.front() == ' ')) behind.remove_prefix(1);
    if (!eat_one_of(behind, {"现在是", "现在由", "改由", "改成", "新班长是", "换成", "是"}) &&
        !(gone && eat_one_of(behind, {"换", "由", "让"})))
      return std::nullopt;
    (void)eat_end(behind, {"担任", "来当", "当"});
    auto name = name_in(behind);
    return name ? std::optional(PostTalk{.kind = PostTalk::Kind::appoint, .role = *role, .who = *std::move(name)})
                : std::nullopt;
  }
  const auto role = eat_last_post(text);
  constexpr std::string_view verb = "接替";
  const auto at = text.find(verb);
  if (!role || at == text.npos || at == 0) return std::nullopt;
  auto name = name_in(text.substr(0, at));
  return name ? std::optional(PostTalk{.kind = PostTalk::Kind::appoint, .role = *role, .who = *std::move(name)})
              : std::nullopt;
}

/// 撤销李四的学习委员, 免去李四班长职务; 李四不当学委了.
std::optional<PostTalk> dismiss(std::string_view text) {
  const bool takes_away = eat_one_of(text, {"撤销", "撤掉", "撤了", "免去", "免掉", "免了", "拿掉", "取消"});
  (void)eat_end(text, {"了", "吧"});
  (void)eat_end(text, {"的权限", "权限"});
  const auto role = eat_last_post(text);
  if (!role) return std::nullopt;
  if (!takes_away && !(eat_end(text, {"担任", "当", "做", "是"}) && eat_end(text, {"不再", "不"}))) return std::nullopt;
  (void)eat_end(text, {"的"});
  auto name = name_in(text);
  if (!name) return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::dismiss, .role = *role, .who = *std::move(name)};
}

/// 任命 温馨 代理班长 机电1901 到 3月20日, 撤销 学委 黄子涵: words with blanks between them, in any order.
std::optional<PostTalk> in_words(std::string_view text, std::chrono::local_seconds now) {
  const bool appoints = eat_one_of(text, {"任命", "委任", "设置"});
  const bool dismisses = !appoints && eat_one_of(text, {"撤销", "免去", "撤掉", "取消"});
  const bool stands_in = !appoints && !dismisses && text.starts_with("代理 ");
  if ((!(appoints || dismisses) || !text.starts_with(" ")) && !stands_in) return std::nullopt;
  PostTalk talk{.kind = dismisses ? PostTalk::Kind::dismiss : PostTalk::Kind::appoint};
  constexpr std::string_view until = "到";
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    if (text.starts_with(until) && !dismisses) {
      const auto when = understand_when(std::string(trimmed(text.substr(until.size()))) + "23:59", now);
      if (when && when->kind == When::Kind::once) talk.until = std::chrono::floor<std::chrono::days>(when->at);
      break;
    }
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (eat(word, "代理")) talk.kind = PostTalk::Kind::deputise;
    if (word.empty() || word == "给" || word == "为") continue;
    std::string_view post = word;
    if (const auto role = eat_post(post); role && post.empty() && talk.role == Role::student) {
      talk.role = *role;
    } else if (word.find_first_of("0123456789") != word.npos && !is_digit(word.front()) && talk.klass.empty()) {
      (void)eat_end(word, {"班"});
      talk.klass = word;
    } else if (talk.who.empty() && word.size() <= longest_name) {
      talk.who = word;
    } else {
      return std::nullopt;
    }
  }
  return talk.who.empty() || talk.role == Role::student ? std::nullopt : std::optional(std::move(talk));
}

/// 班长电话多少, 把辅导员的手机号发我.
bool eat_phone(std::string_view& text) {
  std::string_view rest = text;
  (void)eat_one_of(rest, {"把", "要", "求"});
  (void)eat_end(rest, {"是多少", "多少", "是什么", "是啥", "有吗", "发我", "给我", "发给我"});
  if (!eat_end(rest, {"的电话号码", "电话号码", "的电话", "电话", "的手机号", "手机号", "的联系方式", "联系方式"}))
    return false;
  text = rest;
  return true;
}

std::optional<PostTalk> ask_who(std::string_view text) {
  PostTalk talk{.kind = PostTalk::Kind::ask_who};
  (void)eat_end(text, {"啊", "呀", "呢", "来着"});
  if (eat_phone(text)) talk.what = phone;
  const bool before = eat_one_of(text, {"谁是", "哪位是", "哪个是", "谁当", "谁担任"});
  if (talk.what.empty() && !before &&
      !eat_end(text, {"是谁", "是哪位同学", "是哪个同学", "是哪位老师", "是哪个老师", "是哪位", "是哪个", "叫啥名字",
                      "叫什么名字", "叫啥", "叫什么", "姓什么", "姓啥", "谁当", "是谁当", "谁"}))
    return std::nullopt;
  const auto has_post = [&](std::string_view words) {
    const auto role = eat_post(words);
    return role && words.empty() ? role : std::nullopt;
  };
  (void)eat_end(text, {"现在", "目前", "如今", "到底"});
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto role = has_post(text.substr(at));
    if (!role) continue;
    talk.role = *role;
    std::string_view klass = text.substr(0, at);
    (void)eat_end(klass, {"的"});
    (void)eat_end(klass, {"班"});
    (void)eat_one_of(klass, {"现在", "目前", "如今"});
    if (klass == "我们" || klass == "咱们" || klass == "本" || klass == "咱" || klass == "我") klass = {};
    if (klass.size() > longest_name) return std::nullopt;
    talk.klass = klass;
    return talk;
  }
  return std::nullopt;
}

constexpr std::string_view not_for_all = "发通知 点名 催 导出 抽查 开班会 发公告 报考勤";

/// 班长今天没来，谁点名: who may do what not everybody may.
std::optional<PostTalk> ask_who_may(std::string_view text) {
  const auto comma = text.find_last_of(",;");
  if (comma != text.npos) text = trimmed(text.substr(comma + 1));
  if (!eat_one_of(text, {"谁可以", "谁能", "谁有权限", "谁有权", "谁来", "哪些人能", "哪些人可以", "谁"}))
    return std::nullopt;
  (void)eat_one_of(text, {"帮忙", "负责", "在群里"});
  (void)eat_end(text, {"了", "吗", "呢", "啊", "呀"});
  if (!language::is_one_of(text, not_for_all)) return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::ask_why, .what = std::string(text)};
}

/// 我能不能发通知, 我可以点名吗: of what not everybody may do.
std::optional<PostTalk> ask_whether_i_may(std::string_view text) {
  const bool open = eat_one_of(text, {"我能不能", "我可不可以"});
  if (!open && !eat_one_of(text, {"我可以", "我能"})) return std::nullopt;
  const bool asks = eat_end(text, {"吗", "么", "不"});
  (void)eat_one_of(text, {"自己", "在群里", "帮忙"});
  if (!(open || asks) || text.size() > longest_name || !language::begins_with_one_of(text, not_for_all))
    return std::nullopt;
  return PostTalk{.kind = PostTalk::Kind::ask_why, .what = std::string(trimmed(text))};
}

std::optional<PostTalk> ask_why(std::string_view text) {
  PostTalk talk{.kind = PostTalk::Kind::ask_why};
  (void)eat_end(text, {"呢", "啊", "呀"});
  if (auto may = ask_whether_i_may(text)) return may;
  if (auto may = ask_who_may(text)) return may;
  const bool first = eat_one_of(text, {"为什么", "为啥", "怎么", "咋"});
  std::size_t at = std::string_view::npos;
  std::string_view verb;
  for (const std::string_view word :
       {"不能", "不可以", "用不了", "发不了", "看不了", "查不了", "点不了", "催不了", "导不了", "没法", "不让"}) {
    if (const auto found = text.find(word); found < at) {
      at = found;
      verb = word;
    }
  }
  if (at == text.npos) return std::nullopt;
  std::string_view who = text.substr(0, at);
  std::string_view what = trimmed(text.substr(at + verb.size()));
  if (!first && !eat_end(who, {"为什么", "为啥", "怎么", "咋"})) return std::nullopt;
  who = trimmed(who);
  (void)eat(what, "用");
  what = trimmed(what);
  if (what.empty() || what.size() > longest_name || who.size() > longest_name || who.find(' ') != who.npos)
    return std::nullopt;
  if (who != "我") talk.who = who;
  talk.what = what;
  return talk;
}

/// Whether any of it may be there, before every message is folded for it.
bool worth_reading(std::string_view said) {
  return said.size() <= longest_said &&
         (language::holds_one_of(said, "谁 誰 哪 叫 姓 不 没法 沒法 我能 我可 电话 電話 手机号 手機號 联系方式") ||
          (language::holds_one_of(said, "班 委 书 書 长 長 员 員 师 師") &&
           language::holds_one_of(said, "交 转 轉 让 讓 换 換 代理 任 后 後 给 給 起 替 撤 免 取消 当 當 设 代")));
}

}  // namespace

std::optional<PostTalk> read_post_talk(std::string_view said, std::chrono::local_seconds now) {
  if (!worth_reading(said)) return std::nullopt;
  const std::string folded = normalised(said);
  const bool asks = folded.find('?') != std::string::npos;
  const std::string_view text = trimmed(folded);
  if (auto talk = ask_why(text)) return talk;
  if (auto talk = ask_who(text)) return talk;
  if (asks) return std::nullopt;
  if (auto talk = in_words(text, now)) return talk;
  if (auto talk = deputise(text, now)) return talk;
  if (auto talk = succeed(text)) return talk;
  if (auto talk = appoint(text)) return talk;
  if (auto talk = dismiss(text)) return talk;
  return hand_over(text);
}

std::optional<Role> post_named(std::string_view words) {
  const auto role = eat_post(words);
  return role && words.empty() ? role : std::nullopt;
}

}  // namespace banwei::posts
