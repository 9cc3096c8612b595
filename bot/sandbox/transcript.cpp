// Writes down what happens, line by line as it happens. See transcript.h; tests/chat/replay.h names every kind of line.
#include "bot/sandbox/transcript.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "handlers/common/wording.h"

namespace banwei::sandbox {

namespace text {
namespace {

constexpr auto title = "# 沙盒里的一段对话，{} {} 开始";
constexpr auto cut = "# 太长了，后面的没有存\n";
constexpr auto unsayable = "# 这种格式写不出来，重放时没有这句";

}  // namespace
}  // namespace text

namespace {

// The bot speaks within this long of what it answers, one send after the other; later it speaks because time passed.
constexpr std::chrono::seconds burst{5};
constexpr std::size_t said_limit = 5'000;  // So many messages can be quoted or taken back.
constexpr int opening_points = 12;  // A quoted message is named by so much of it where that is enough to know it by.

bool is_staff(const ChatUser& user) {
  static constexpr std::array<std::string_view, 5> labels{"辅导员", "班主任", "学工办", "分管领导", "管理员"};
  return std::find(labels.begin(), labels.end(), user.label) != labels.end();
}

/// In a roster: whoever is not has no number.
bool is_known(const ChatUser& user) { return !user.number.empty(); }

/// Further lines of a message stand two spaces in.
std::string indented(std::string words) {
  for (auto at = words.find('\n'); at != std::string::npos; at = words.find('\n', at + 1)) words.insert(at + 1, "  ");
  return words;
}

}  // namespace

Transcript::Transcript(const ChatRooms& rooms, const Clock& clock, const std::string& zone)
    : rooms_(rooms), clock_(clock), zone_(zone), at_(clock.wall()) {
  // The replay's bot starts a minute earlier, so that what is due at the first minute happens there.
  const Utc before = at_ - std::chrono::minutes{1};
  head_ = fmt::format(text::title, iso(zone_.at(at_).day()), time(at_, at_)) + "\n";
  head_ += classes();  // This also gives everybody their name.
  head_ += friends() + "\n";
  head_ +=
      fmt::format("时间：{} {}\n快进：{}\n\n", iso(zone_.at(before).day()), time(before, before), time(at_, before));
}

void Transcript::said(const ChatLine& line) {
  if (line.user != rooms_.campus().bot_account) return person_said(line);
  std::string words;
  for (const Part& part : line.content) {
    if (part.kind == Part::Kind::mention) words += "@" + name(part.value);
    if (part.kind == Part::Kind::image) words += "〔图片〕";
    if (part.kind == Part::Kind::file) words += "〔文件 " + part.value + "〕";
    if (part.kind == Part::Kind::text || part.kind == Part::Kind::face) words += part.value;
  }
  bot_did(line, indented(words));
  remember(line, std::move(words));
}

void Transcript::person_said(const ChatLine& line) {
  pass();
  const auto words = words_of(line);
  const auto quoted = quoting(line);
  const std::string shown =
      place(line) + " " + name(line.user) + quoted.value_or("") + "：" + indented(words.value_or("…"));
  if (!words || !quoted) return note(text::unsayable, shown);
  write(shown);
  remember(line, *words);
  last_ = line.id;
}

void Transcript::reacted(const ChatLine& line, const std::string& emoji) {
  bot_did(line, "〔" + emoji + " " + name(line.user) + "〕");
}

void Transcript::recalled(const ChatLine& line) {
  if (line.user == rooms_.campus().bot_account) {
    const auto said =
        std::find_if(said_.begin(), said_.end(), [&](const Remembered& each) { return each.id == line.id; });
    const std::string words = said == said_.end() ? "" : said->words;
    return bot_did(line, "〔撤回 " + words.substr(0, words.find('\n')) + "〕");
  }
  again("撤回 ", line);
}

void Transcript::resent(const ChatLine& line) { again("重发 ", line); }

/// Something befalls what a person said before.
void Transcript::again(std::string_view what, const ChatLine& line) {
  pass();
  const std::string verb(what);
  if (line.id == last_) return write(verb + "上一条");
  const auto words = opening(line.id, true);
  if (!words) return note(text::unsayable, verb + name(line.user));
  write(verb + name(line.user) + words->second + "：" + words->first);
}

void Transcript::befriended(const std::string& account) {
  pass();
  write("加好友：" + name(account));
}

void Transcript::jump(Utc to) {
  pass();
  write("\n快进：" + time(to, at_));
  at_ = to;
}

void Transcript::linked(bool up) {
  if (up == std::exchange(up_, up)) return;
  if (!std::exchange(was_up_, true)) return;
  pass();
  write(up ? "网关：重连" : "网关：断线");
}

void Transcript::friend_list(std::string_view word) {
  if (word == list_) return;
  list_ = word;
  pass();
  write("好友名单：" + list_);
}

void Transcript::gateway(std::string_view mode) {
  if (mode == mode_) return;
  mode_ = mode;
  pass();
  write("网关：" + mode_);
}

std::string Transcript::text() const { return head_ + out_ + (full_ ? text::cut : ""); }

// --- lines ---------------------------------------------------------------------------------------

void Transcript::bot_did(const ChatLine& line, const std::string& words) {
  if (clock_.steady() - active_ > burst) pass();
  write(line.place == Place::group ? place(line) + " 助：" + words : "私 助→" + name(line.room) + "：" + words);
}

void Transcript::write(std::string_view line) {
  active_ = clock_.steady();
  full_ = full_ || out_.size() + line.size() > limit;
  if (!full_) out_.append(line).append("\n");
}

void Transcript::note(std::string_view why, const std::string& line) { write(std::string(why) + "：" + line); }

void Transcript::remember(const ChatLine& line, std::string words) {
  said_.push_back({line.id, line.place, line.room, line.user, std::move(words)});
  if (said_.size() > said_limit) said_.pop_front();
}

/// Lets the file's clock catch up with ours.
void Transcript::pass() {
  const Utc now = clock_.wall();
  if (now <= at_) return;
  write("\n时间：" + time(now, at_));
  at_ = now;
}

// --- words ---------------------------------------------------------------------------------------

/// One line a class, and the names by which the replay knows them: a namesake has the end of the number beside it.
std::string Transcript::classes() {
  std::string out;
  std::set<std::string> taken;
  int staff = 0;
  int index = 0;
  for (const ChatGroup& group : rooms_.campus().groups) {
    const bool first = index++ == 0;
    int students = 0;
    out += "班级：" + group.class_name;
    const auto list = [&](bool teachers) {
      for (const ChatUser& user : rooms_.campus().users) {
        const bool here = rooms_.member(group.id, user.account) || (first && teachers && user.groups.empty());
        if (!here || !is_known(user) || is_staff(user) != teachers) continue;
        const bool plain = user.label.empty() || user.label == "学生";
        out += " " + user.name + (plain ? "" : "（" + user.label + "）");
        if (names_.count(user.account) != 0) continue;
        const int number = teachers ? ++staff : ++students;
        const bool namesake = !taken.insert(user.name).second;
        names_[user.account] = namesake ? fmt::format("{}({:02})", user.name, number % 100) : user.name;
      }
    };
    list(true);
    list(false);
    out += "\n";
  }
  return out;
}

std::string Transcript::friends() const {
  std::string names;
  for (const ChatUser& user : rooms_.campus().users) {
    if (user.is_friend && is_known(user)) names += (names.empty() ? "" : " ") + name(user.account);
  }
  return "好友：" + names;
}

/// "08:10", with the date where it is another than `before`'s.
std::string Transcript::time(Utc at, Utc before) const {
  const Moment moment = zone_.at(at);
  const std::string clock = wording::hour_minute(moment.time_of_day());
  return moment.day() == zone_.at(before).day() ? clock : iso(moment.day()) + " " + clock;
}

std::string Transcript::place(const ChatLine& line) const {
  if (line.place == Place::direct) {
    const ChatUser* user = rooms_.user(line.room);
    return user != nullptr && !user->is_friend ? "临时" : "私";
  }
  if (line.room == rooms_.campus().groups.front().id) return "群";
  return "群[" + rooms_.group(line.room)->class_name + "]";
}

std::string Transcript::name(const std::string& account) const {
  if (account == rooms_.campus().bot_account) return "助";
  const auto found = names_.find(account);
  if (found != names_.end()) return found->second;
  const ChatUser* user = rooms_.user(account);
  return user != nullptr ? user->name : account;
}

/// The bot, and who is in a roster: the replay knows them by name.
bool Transcript::known(const std::string& account) const {
  return account == rooms_.campus().bot_account || names_.contains(account);
}

/// Nothing when the form has no word for a part.
std::optional<std::string> Transcript::words_of(const ChatLine& line) const {
  std::string words;
  for (const Part& part : line.content) {
    switch (part.kind) {
      case Part::Kind::text:
        words += escaped(part.value);
        break;
      case Part::Kind::mention:
        words += known(part.value) ? "@" + name(part.value) : "〔@" + name(part.value) + "〕";
        break;
      case Part::Kind::mention_all:
        words += "〔@全体〕";
        break;
      case Part::Kind::image:
        words += "〔图片〕";
        break;
      case Part::Kind::voice:
        words += "〔语音〕";
        break;
      case Part::Kind::file:
        words += "〔文件 " + part.value + "〕";
        break;
      case Part::Kind::quote:
        break;
      case Part::Kind::face:
      case Part::Kind::other:
        return std::nullopt;
    }
  }
  return words;
}

/// " 引用“…”", "" without a quote, nothing when the quoted message is too old.
std::optional<std::string> Transcript::quoting(const ChatLine& line) const {
  const auto quote = std::find_if(line.content.begin(), line.content.end(),
                                  [](const Part& part) { return part.kind == Part::Kind::quote; });
  if (quote == line.content.end()) return "";
  const auto words = opening(quote->value, false);
  if (!words) return std::nullopt;
  return " 引用“" + words->first + "”" + words->second;
}

/// The first words of a message by which it is the newest one that begins so, of its room or of its user; where there
/// are none, as many as there are and "#2": the second newest.
std::optional<Transcript::Opening> Transcript::opening(const std::string& id, bool of_user) const {
  const auto target = std::find_if(said_.begin(), said_.end(), [&](const Remembered& each) { return each.id == id; });
  if (target == said_.end()) return std::nullopt;
  std::string_view line = target->words;
  line = line.substr(0, line.find('\n'));
  line = line.substr(0, line.find("”"));
  const auto place = [&](std::string_view start) {
    int newer = 0;
    for (auto each = said_.rbegin(); each->id != id; ++each) {
      const bool near =
          of_user ? each->user == target->user : each->place == target->place && each->room == target->room;
      newer += near && each->words.compare(0, start.size(), start) == 0 ? 1 : 0;
    }
    return newer + 1;
  };
  std::size_t size = 0;
  for (int points = 1; size < line.size(); ++points) {
    do {
      ++size;
    } while (size < line.size() && (static_cast<unsigned char>(line[size]) & 0xC0) == 0x80);
    if (points < opening_points && size < line.size()) continue;
    if (place(line.substr(0, size)) == 1) return Opening{line.substr(0, size), ""};
  }
  return Opening{line, fmt::format("#{}", place(line))};
}

/// Text in which nothing is taken for a mention or a picture that is none: a typed @ stands as 〔@〕.
std::string Transcript::escaped(std::string_view text) const {
  constexpr std::string_view bracket = "〔";
  std::string out;
  while (!text.empty()) {
    const auto called = [&](const std::string& name) { return text.substr(1, name.size()) == name; };
    const bool calls =
        text.front() == '@' && (called("助") || std::any_of(names_.begin(), names_.end(),
                                                            [&](const auto& entry) { return called(entry.second); }));
    const std::size_t size = text.starts_with(bracket) ? bracket.size() : 1;
    const std::string_view piece = text.substr(0, size);
    out += calls || size > 1 ? "〔" + std::string(piece) + "〕" : std::string(piece);
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace banwei::sandbox
