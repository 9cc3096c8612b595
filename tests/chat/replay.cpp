#include "tests/chat/replay.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "bot/config.h"
#include "handlers/args.h"
#include "handlers/common/csv.h"
#include "handlers/language/strings.h"
#include "tests/chat/world.h"
#include "tests/workbook_file.h"

namespace banwei::tests {

namespace {

constexpr std::string_view colon = "：";

const std::map<std::string, Role, std::less<>> role_words{
    {"班长", Role::monitor},      {"学习委员", Role::study_rep},   {"团支书", Role::league_secretary},
    {"生活委员", Role::life_rep}, {"心理委员", Role::care_rep},    {"寝室长", Role::dorm_head},
    {"辅导员", Role::counsellor}, {"班主任", Role::class_teacher}, {"任课教师", Role::course_teacher},
    {"学工办", Role::office},     {"分管领导", Role::leader},      {"管理员", Role::admin}};

const std::map<std::string, MemberChange::Kind, std::less<>> member_words{
    {"进群", MemberChange::Kind::joined}, {"退群", MemberChange::Kind::left}, {"改名片", MemberChange::Kind::renamed}};

std::vector<std::string> words_of(std::string_view line) {
  std::istringstream stream{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// "王敏（辅导员）" -> 王敏, 辅导员
std::pair<std::string, std::string> name_and_role(const std::string& word) {
  constexpr std::string_view open = "（";
  constexpr std::string_view close = "）";
  const auto at = word.find(open);
  if (at == std::string::npos) return {word, ""};
  return {word.substr(0, at), word.substr(at + open.size(), word.size() - at - open.size() - close.size())};
}

class Replay {
 public:
  explicit Replay(std::function<void(const SendFile&)> keep) : keep_(std::move(keep)) {}

  std::string run(std::string_view file) {
    std::istringstream stream{std::string(file)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string whole = lines[i];
      while (i + 1 < lines.size() && lines[i + 1].starts_with("  ")) whole += "\n" + lines[++i];
      if (is_the_bots(whole)) continue;
      out_ += whole + "\n";
      try {
        act(whole);
      } catch (const std::exception& error) {
        throw std::runtime_error("line " + std::to_string(i + 1) + ": " + error.what());
      }
      write_sent();
    }
    for (const auto& sort : undeclared_timers(world_.stores().schedule, world_.features()))
      throw std::logic_error("no timer of " + sort.feature + " is of the kind " + sort.kind);
    return out_;
  }

 private:
  static bool is_the_bots(std::string_view line) {
    if (line.starts_with("私 助→") || line.starts_with("群 助：")) return true;
    const auto end = line.find("] 助：");
    return line.starts_with("群[") && end != std::string_view::npos && line.find("：") > end;
  }

  void act(const std::string& line) {
    if (line.empty() || line.starts_with("#")) return;
    const auto after = [&](std::string_view prefix) -> std::optional<std::string> {
      if (!line.starts_with(prefix)) return std::nullopt;
      return line.substr(prefix.size());
    };
    if (const auto rest = after("班级：")) return add_class(*rest);
    if (const auto rest = after("好友：")) return befriend(*rest);
    if (const auto rest = after("平台：")) return choose_platform(*rest);
    if (const auto rest = after("时间：")) return move_clock(*rest, false);
    if (const auto rest = after("快进：")) return move_clock(*rest, true);
    if (const auto rest = after("设置：")) return configure(*rest);
    if (const auto rest = after("校历：")) return keep_calendar(*rest);
    if (line == "回执：引用") return world_.acknowledge(Ack::reply);
    if (const auto rest = after("网关：")) return change_fault(*rest);
    if (const auto rest = after("节奏：")) return choose_pace(*rest);
    connect();
    if (const auto rest = after("移除："))
      return world_.stores().members.leave(people_.at(*rest).id, world_.clock.wall());
    if (const auto rest = after("转入：")) return transfer(*rest);
    if (const auto rest = after("卸任：")) return step_down(*rest);
    if (const auto rest = after("到任：")) return take_up(*rest);
    if (const auto rest = after("加好友：")) return world_.befriend(people_.at(*rest).account);
    if (line == "好友名单：没来") return world_.lose_friend_list();
    if (const auto rest = after("好友名单：")) return change_friend_list(*rest);
    if (line == "重启") return world_.restart();
    if (const auto rest = after("停机：")) return world_.sleep_until(moment(*rest));
    if (line == "重发 上一条") return void(world_.hear(last_));
    if (line == "撤回 上一条") return world_.recall(last_);
    if (line == "群管撤回 上一条") return world_.recall(last_, "somebody else");
    if (const auto rest = after("文件 ")) return keep_file(*rest);
    if (const auto rest = after("群成员")) return list_members(*rest);
    if (const auto rest = after("没绑 ")) return unbind(*rest);
    if (const auto rest = after("邀请 ")) return invite(*rest);
    for (const auto& [word, kind] : member_words) {
      if (const auto rest = after(word)) return change_member(*rest, kind);
    }
    if (const auto rest = after("重发 ")) return void(world_.hear(find_said(*rest)));
    if (const auto rest = after("撤回 ")) return world_.recall(find_said(*rest));
    if (const auto rest = after("私 ")) return speak(*rest, Place::direct);
    if (const auto rest = after("临时 ")) return speak(*rest, Place::direct, true);
    if (line.starts_with("群 ") || line.starts_with("群["))
      return speak(line.substr(std::string_view("群").size()), Place::group);
    throw std::runtime_error("not a line of a chat: " + line);
  }

  /// "李四 机电1902"
  void transfer(const std::string& rest) {
    const auto words = words_of(rest);
    Person& person = people_.at(words.at(0));
    person.class_id = world_.stores().members.class_by_name(words.at(1)).value().id;
    world_.stores().members.save_person(person, "", world_.clock.wall());
  }

  /// "王敏 辅导员 机电1902"
  void step_down(const std::string& rest) {
    const auto words = words_of(rest);
    const auto klass = world_.stores().members.class_by_name(words.at(2)).value().id;
    world_.stores().members.revoke(people_.at(words.at(0)).id, {role_words.at(words.at(1)), klass},
                                   world_.clock.wall());
  }

  /// "王敏 辅导员 机电1902"
  void take_up(const std::string& rest) {
    const auto words = words_of(rest);
    const auto klass = world_.stores().members.class_by_name(words.at(2)).value().id;
    world_.stores().members.grant(people_.at(words.at(0)).id, {role_words.at(words.at(1)), klass}, world_.clock.wall());
  }

  void add_class(const std::string& rest) {
    const auto words = words_of(rest);
    const auto [name, about] = name_and_role(words.at(0));
    classes_.push_back(name);
    std::string group = "g" + name;
    std::string grade;
    std::string major;
    constexpr std::string_view comma = "，";
    for (std::string_view rest = about; !rest.empty();) {
      const auto end = std::min(rest.find(comma), rest.size());
      const std::string word(rest.substr(0, end));
      rest.remove_prefix(std::min(end + comma.size(), rest.size()));
      if (word == "没绑群")
        group.clear();
      else if (is_digit(word.front()))
        grade = word.substr(0, 4);
      else
        major = word;
    }
    world_.add_class(name, group, grade, major);
    int students = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const auto [person, role_word] = name_and_role(words[i]);
      const Role role = role_word.empty() ? Role::student : role_words.at(role_word);
      const bool staff = role >= Role::counsellor;
      if (staff && people_.contains(person)) {
        world_.stores().members.grant(people_.at(person).id, {role, world_.stores().members.class_by_name(name)->id},
                                      Utc{});
        continue;
      }
      const int index = staff ? ++staff_ : ++students;
      std::string number = staff ? "T00" : "20190" + std::to_string(100 + classes_.size());
      if (!staff && index < 10) number += "0";
      number += std::to_string(index);
      Person added = world_.add_person(number, person, name, role);
      std::string shown = person;
      if (people_.contains(person)) shown += "(" + number.substr(number.size() - 2) + ")";
      home_[shown] = name;
      people_.emplace(shown, added);
    }
  }

  void befriend(const std::string& rest) {
    const auto words = words_of(rest);
    for (const auto& [name, person] : people_) {
      world_.make_friend(person.account, std::find(words.begin(), words.end(), name) != words.end());
    }
  }

  void choose_platform(const std::string& rest) {
    if (rest == "无历史") return void(can_.history = false);  // What was said while the line was down has none.
    if (rest == "拒绝表情") return void(world_.refuses_reactions = true);
    if (rest == "拒收文件") return void(world_.refuses_files = true);
    if (rest != "微信") throw std::runtime_error("unknown platform " + rest);
    can_ = {.react = false,
            .quote = false,
            .mention = true,
            .whisper = true,
            .file = false,
            .recall = false,
            .history = false};
  }

  /// "2020-03-11 07:40", or the time alone for the same day.
  Utc moment(const std::string& rest) {
    const auto words = words_of(rest);
    const std::string& time = words.back();
    Day day = world_.zone.at(world_.clock.wall()).day();
    if (words.size() == 2) {
      const auto given = day_from_iso(words.front());
      if (!given) throw std::runtime_error("no date: " + words.front());
      day = *given;
    }
    const auto seconds = std::chrono::hours{std::stoi(time.substr(0, 2))} +
                         std::chrono::minutes{std::stoi(time.substr(3, 2))} +
                         std::chrono::seconds{time.size() > 5 ? std::stoi(time.substr(6, 2)) : 0};
    return world_.zone.utc(day + seconds);
  }

  /// `jump`: at once, as the sandbox's clock is moved; else minute by minute.
  void move_clock(const std::string& rest, bool jump) {
    const Utc to = moment(rest);
    if (jump) {
      connect();
      world_.clock.set(to - std::chrono::seconds{1});
    }
    if (!connected_) return world_.clock.set(to);
    world_.pass_to(to);
  }

  void change_fault(const std::string& rest) {
    connect();
    if (rest == "断线") return world_.disconnect();
    if (rest == "聋") return world_.go_deaf();
    if (rest == "重连") return world_.connect(can_);
    const std::map<std::string, GatewayFault> faults{{"正常", GatewayFault::none},     {"超时", GatewayFault::timeout},
                                                     {"超时丢失", GatewayFault::lost}, {"禁言", GatewayFault::muted},
                                                     {"拒绝", GatewayFault::refused},  {"不答", GatewayFault::silent},
                                                     {"同号", GatewayFault::same_id}};
    const auto words = words_of(rest);
    if (words.size() == 1) world_.fault_in.clear();
    (words.size() == 1 ? world_.fault : world_.fault_in["g" + words.at(1)]) = faults.at(words.front());
  }

  /// "名单.xlsx：" and rows of CSV below it, which a workbook holds as text
  void keep_file(const std::string& rest) {
    const auto end = rest.find(colon);
    const std::string name = rest.substr(0, end);
    std::string csv = rest.substr(end + colon.size());
    for (auto at = csv.find("\n  "); at != std::string::npos; at = csv.find("\n  ", at + 1)) csv.erase(at + 1, 2);
    csv = csv.substr(csv.find_first_not_of('\n'));
    std::vector<std::vector<std::string>> rows;
    CsvReader records(csv);
    while (auto row = records.next()) rows.push_back(row->cells);
    world_.files[name] = name.ends_with(".xlsx") ? text_workbook(rows) : csv;
  }

  /// "[机电1902]：张三=02-张三 清风=momo": who is in the group, and with which card; the name where none is given
  void list_members(std::string rest) {
    std::string klass = classes_.front();
    if (rest.starts_with("[")) klass = rest.substr(1, rest.find(']') - 1);
    std::vector<GroupMembers::Member> members;
    for (const std::string& word : words_of(rest.substr(rest.find(colon) + colon.size()))) {
      const auto equals = word.find('=');
      std::string card = equals == std::string::npos ? word : word.substr(equals + 1);
      std::replace(card.begin(), card.end(), '_', ' ');
      members.push_back({account_of(word.substr(0, equals)), card});
    }
    world_.in_groups["g" + klass] = std::move(members);
  }

  /// "张三 李四": nobody knows yet whose their accounts are.
  void unbind(const std::string& rest) {
    for (const std::string& name : words_of(rest)) world_.stores().members.unbind(people_.at(name).id);
  }

  /// "张三：机电1902": the bot is asked into the group of that class.
  void invite(const std::string& rest) {
    const auto end = rest.find(colon);
    const std::string group = rest.substr(end + colon.size());
    world_.happen(GroupInvite{.account = World::account,
                              .group = "g" + group,
                              .user = account_of(rest.substr(0, end)),
                              .flag = group,
                              .sent = world_.clock.wall()});
  }

  /// " 张三", "[数控1802] 清风", " 李四：02-李四"
  void change_member(std::string rest, MemberChange::Kind kind) {
    std::string klass = classes_.front();
    if (rest.starts_with("[")) {
      klass = rest.substr(1, rest.find(']') - 1);
      rest = rest.substr(rest.find(']') + 1);
    }
    const auto end = rest.find(colon);
    world_.happen(MemberChange{.kind = kind,
                               .account = World::account,
                               .group = "g" + klass,
                               .user = account_of(rest.substr(1, end - 1)),
                               .card = end == std::string::npos ? "" : rest.substr(end + colon.size()),
                               .sent = world_.clock.wall()});
  }

  std::string account_of(const std::string& name) const {
    if (name == "助") return World::account;
    const auto person = people_.find(name);
    return person == people_.end() ? "x" + name : person->second.account;
  }

  void change_friend_list(const std::string& rest) {
    const std::map<std::string, FriendList> words{
        {"来了", FriendList::comes}, {"不来", FriendList::fails}, {"迟到", FriendList::late}};
    world_.friend_list = words.at(rest);
  }

  void choose_pace(const std::string& rest) {
    if (rest != "开" && rest != "关") throw std::runtime_error("the pace is 开 or 关");
    world_.paced = rest == "开";
    world_.restart();
  }

  void connect() {
    if (std::exchange(connected_, true)) return;
    world_.connect(can_);
  }

  /// " 张三：36.5", "[数控1802] 张三 引用“…”：收到"
  void speak(std::string_view rest, Place place, bool temporary = false) {
    std::string klass = classes_.empty() ? "" : classes_.front();
    bool named = false;
    if (rest.starts_with("[")) {
      const auto end = rest.find("]");
      klass = rest.substr(1, end - 1);
      rest.remove_prefix(end + 1);
      named = true;
    }
    rest = trim(rest);
    // The quoted words may hold a colon of their own.
    std::optional<std::string> quoted;
    int place_of_quoted = 1;
    constexpr std::string_view quoting = " 引用“";
    auto end = rest.find(colon);
    const auto quote_at = rest.find(quoting);
    std::string who;
    if (quote_at != std::string_view::npos && quote_at < end) {
      const auto close = std::min(rest.find("”：", quote_at), rest.find("”#", quote_at));
      quoted = rest.substr(quote_at + quoting.size(), close - quote_at - quoting.size());
      who = rest.substr(0, quote_at);
      end = rest.find(colon, close);
      place_of_quoted = split_place(rest.substr(close, end - close)).second;
    } else {
      who = rest.substr(0, end);
    }
    if (end == std::string_view::npos) throw std::runtime_error("nobody speaks: no ：");
    std::string words(rest.substr(end + colon.size()));
    for (auto at = words.find("\n  "); at != std::string::npos; at = words.find("\n  ", at + 1)) words.erase(at + 1, 2);

    const auto person = people_.find(who);
    if (place == Place::group && !named && person != people_.end() && home_.contains(who) && !person->second.staff)
      klass = home_.at(who);
    Message message;
    message.place = place;
    message.temporary = temporary;
    message.user = account_of(who);
    message.room = place == Place::group ? "g" + klass : message.user;
    message.content = parse(words);
    if (quoted)
      message.content.insert(message.content.begin(),
                             {Part::Kind::quote, find_quoted(message.room, *quoted, place_of_quoted)});
    message.account = World::account;
    message.nickname = who;
    message.sent = world_.clock.wall();
    message.id = "p" + std::to_string(++spoken_);
    names_[message.id] = who;
    last_ = message;
    said_.push_back({message.room, message.id, words, place == Place::group});
    heard_.push_back(message);
    world_.hear(message);
  }

  /// "张三#2" -> 张三, 2: the second newest; 1 where nothing is said
  static std::pair<std::string, int> split_place(std::string_view word) {
    const auto at = word.find('#');
    const int place = at == std::string_view::npos ? 1 : std::stoi(std::string(word.substr(at + 1)));
    return {std::string(word.substr(0, at)), place};
  }

  /// "张三：36.5" -> their newest message that begins so
  const Message& find_said(const std::string& rest) const {
    const auto end = rest.find(colon);
    if (end == std::string::npos) throw std::runtime_error("whose message? no ：");
    const std::string words = rest.substr(end + colon.size());
    auto [who, place] = split_place(rest.substr(0, end));
    for (auto message = heard_.rbegin(); message != heard_.rend(); ++message) {
      const auto said =
          std::find_if(said_.begin(), said_.end(), [&](const Remembered& each) { return each.id == message->id; });
      if (names_.at(message->id) == who && said->words.starts_with(words) && --place == 0) return *message;
    }
    throw std::runtime_error("nothing to take back begins with " + words);
  }

  Content parse(const std::string& words) const {
    Content content;
    std::string text;
    const auto flush = [&] {
      if (!text.empty()) content.push_back({Part::Kind::text, std::exchange(text, {})});
    };
    for (std::size_t at = 0; at < words.size();) {
      const std::string_view here = std::string_view(words).substr(at);
      if (here.starts_with("@助")) {
        flush();
        content.push_back({Part::Kind::mention, World::account});
        at += std::string_view("@助").size();
        continue;
      }
      if (here.starts_with("@")) {
        auto name = people_.end();  // The longest name wins: 刘洋(29) before 刘洋.
        for (auto entry = people_.begin(); entry != people_.end(); ++entry) {
          if (here.substr(1).starts_with(entry->first)) name = entry;
        }
        if (name != people_.end()) {
          flush();
          content.push_back({Part::Kind::mention, name->second.account});
          at += 1 + name->first.size();
          continue;
        }
      }
      if (here.starts_with("〔")) {
        const auto end = here.find("〕");
        const std::string what(here.substr(std::string_view("〔").size(), end - std::string_view("〔").size()));
        if (what != "@" && what != "〔") flush();
        if (what == "图片")
          content.push_back({Part::Kind::image, "https://example.invalid/picture.jpg"});
        else if (what == "语音")
          content.push_back({Part::Kind::voice, ""});
        else if (what.starts_with("文件 "))
          content.push_back(file(what.substr(std::string_view("文件 ").size())));
        else if (what == "@" || what == "〔")
          text += what;
        else if (what == "@全体")
          content.push_back({Part::Kind::mention_all, ""});
        else if (what.starts_with("@"))
          content.push_back({Part::Kind::mention, "x" + what.substr(1)});
        else
          throw std::runtime_error("unknown 〔" + what + "〕");
        at += end + std::string_view("〕").size();
        continue;
      }
      text += words[at++];
    }
    flush();
    return content;
  }

  /// "名单.xlsx", "名单.xlsx 6MiB"
  Part file(const std::string& what) const {
    constexpr std::int64_t unit = 1 << 20;
    const auto blank = what.ends_with("MiB") ? what.rfind(' ') : std::string::npos;
    const std::string name = what.substr(0, blank);
    const auto known = world_.files.find(name);
    const std::size_t size = known == world_.files.end() ? 20'480 : known->second.size();
    return {
        .kind = Part::Kind::file,
        .value = name,
        .id = name,
        .bytes = blank == std::string::npos ? static_cast<std::int64_t>(size) : unit * std::stoi(what.substr(blank))};
  }

  /// Lines of config.toml.
  void configure(std::string rest) {
    for (auto at = rest.find("\n  "); at != std::string::npos; at = rest.find("\n  ", at + 1)) rest.erase(at + 1, 2);
    world_.choose(parse_config(rest + "\n", "config.toml", world_.folder().string()).settings);
  }

  /// Lines of a calendar's file, by the name that the settings give it.
  void keep_calendar(std::string rest) {
    for (auto at = rest.find("\n  "); at != std::string::npos; at = rest.find("\n  ", at + 1)) rest.erase(at + 1, 2);
    std::ofstream(world_.folder() / "calendar.csv") << rest << "\n";
  }

  std::string find_quoted(const std::string& room, const std::string& words, int place) const {
    for (auto said = said_.rbegin(); said != said_.rend(); ++said) {
      if (said->room == room && said->words.starts_with(words) && --place == 0) return said->id;
    }
    throw std::runtime_error("nothing to quote begins with " + words);
  }

  std::string name_of(const std::string& account) const {
    for (const auto& [name, person] : people_) {
      if (person.account == account) return name;
    }
    return account;
  }

  void write_sent() {
    for (const World::Sent& sent : world_.take_sent()) {
      if (const auto* send = std::get_if<Send>(&sent.call.what)) {
        std::string words;
        for (const Part& part : send->content) {
          words += part.kind == Part::Kind::mention ? "@" + name_of(part.value)
                   : part.kind == Part::Kind::quote ? "〔引用 " + names_.at(part.value) + "〕"
                   : part.kind == Part::Kind::image ? "〔图片〕"
                                                    : part.value;
        }
        said_.push_back({send->target, sent.id, words, send->group});
        std::string shown = words;
        for (auto at = shown.find('\n'); at != std::string::npos; at = shown.find('\n', at + 1))
          shown.insert(at + 1, "  ");
        out_ +=
            send->group ? room_word(send->target) + " 助：" + shown : "私 助→" + name_of(send->target) + "：" + shown;
        out_ += "\n";
      } else if (const auto* react = std::get_if<ReactTo>(&sent.call.what)) {
        out_ += room_word(react->room) + " 助：〔" + react->emoji + " " + names_.at(react->message) + "〕\n";
      } else if (const auto* file = std::get_if<SendFile>(&sent.call.what)) {
        out_ += "私 助→" + name_of(file->target) + "：〔文件 " + file->name + "〕\n";
        if (keep_) keep_(*file);
      } else if (const auto* join = std::get_if<AcceptInvite>(&sent.call.what)) {
        out_ += "群 助：〔进群 " + join->flag + "〕\n";
      } else if (const auto* gone = std::get_if<Delete>(&sent.call.what)) {
        const auto said =
            std::find_if(said_.begin(), said_.end(), [&](const Remembered& s) { return s.id == gone->message; });
        if (said == said_.end()) throw std::runtime_error("the bot takes back what nobody said: " + gone->message);
        const std::string head = said->words.substr(0, said->words.find('\n'));
        out_ += (said->group ? room_word(said->room) + " 助" : "私 助→" + name_of(said->room)) + "：〔撤回 " + head +
                "〕\n";
      }
    }
  }

  std::string room_word(const std::string& room) const {
    const std::string klass = room.substr(1);
    return klass == classes_.front() ? "群" : "群[" + klass + "]";
  }

  struct Remembered {
    std::string room;
    std::string id;
    std::string words;
    bool group = false;
  };

  std::function<void(const SendFile&)> keep_;
  World world_;
  Capabilities can_;
  bool connected_ = false;
  std::vector<std::string> classes_;
  std::map<std::string, Person> people_;
  std::map<std::string, std::string> home_;   // From a student to the class.
  std::map<std::string, std::string> names_;  // From a message's id to who said it.
  std::vector<Remembered> said_;
  std::vector<Message> heard_;
  Message last_;
  int spoken_ = 0;
  int staff_ = 0;
  std::string out_;
};

}  // namespace

std::string replay(std::string_view file, const std::function<void(const SendFile&)>& keep) {
  return Replay(keep).run(file);
}

}  // namespace banwei::tests
