// Reading OneBot 11 frames, with the habits of the gateways that are in use.
#include "bot/gateway/onebot11/codec.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "bot/base64.h"
#include "bot/gateway/onebot11/content.h"
#include "bot/gateway/onebot11/values.h"

namespace banwei::onebot11 {
namespace {

constexpr std::size_t flag_limit = 512;            // bytes
constexpr std::size_t why_limit = 200;             // bytes
constexpr std::int64_t mute_limit = 366 * 86'400;  // In seconds; QQ's own is 30 days.
constexpr std::size_t history_limit = 1'000;
constexpr std::size_t member_limit = 5'000;  // more than QQ's largest groups

Frame message_of(const Value& event, Utc now) {
  const std::string type = word(member(event, "message_type"));
  const std::string sub_type = word(member(event, "sub_type"));
  const Value sender = member(event, "sender");
  Message message;
  message.account = account(member(event, "self_id"));
  message.user = account(member(event, "user_id"));
  if (message.user.empty()) message.user = account(member(sender, "user_id"));
  if (message.user.empty()) return Ignored{"a message of nobody"};
  // Of the account's own words, SnowLuma names the other side.
  const bool own = message.user == message.account || word(member(event, "post_type")) == "message_sent";
  if (own && type != "group") return Ignored{"our own message"};
  if (own) message.user = message.account;
  if (type == "group") {
    message.place = Place::group;
    message.room = account(member(event, "group_id"));
    if (message.room.empty()) return Ignored{"a group message without a group"};
    if (sub_type == "notice") return Ignored{"a system notice in a group"};
    message.anonymous = sub_type == "anonymous" || is_object(member(event, "anonymous"));
  } else if (type == "private") {
    message.place = Place::direct;
    message.room = message.user;
    message.temporary = sub_type == "group";
  } else {
    return Ignored{"message_type " + cut(type, 32)};
  }
  message.id = id(member(event, "message_id"));
  message.nickname = tidy_name(word(member(sender, "card")));
  if (message.nickname.empty()) message.nickname = tidy_name(word(member(sender, "nickname")));
  message.sent = time_of(event).value_or(now);
  message.received = now;
  message.content = content_of(member(event, "message"));
  return message;
}

/// Who came, went, or has another card. What becomes of ourselves is another matter.
Frame member_change_of(const Value& event, MemberChange::Kind kind, Utc now) {
  MemberChange change{.kind = kind,
                      .account = account(member(event, "self_id")),
                      .group = account(member(event, "group_id")),
                      .user = account(member(event, "user_id")),
                      .card = tidy_name(word(member(event, "card_new"))),
                      .sent = time_of(event).value_or(now)};
  if (change.group.empty() || change.user.empty()) return Ignored{"a change of nobody in a group"};
  if (change.user == change.account) return Ignored{"our own coming, going or card"};
  return change;
}

/// Our own mute, that of the whole group, and our own removal; those of others mean nothing to us.
Frame mute_change_of(const Value& event, const std::string& type, const std::string& self, const std::string& user,
                     Utc now) {
  const std::string sub_type = word(member(event, "sub_type"));
  MuteChange change;
  change.account = self;
  change.group = account(member(event, "group_id"));
  change.sent = time_of(event).value_or(now);
  const bool ours = !self.empty() && user == self;
  if (change.group.empty()) return Ignored{type + " without a group"};
  if (type == "group_decrease") {
    change.kind = MuteChange::Kind::removed;
    if (ours || sub_type == "kick_me" || sub_type == "disband") return change;
    return member_change_of(event, MemberChange::Kind::left, now);
  }
  const std::int64_t lasts = whole(member(event, "duration")).value_or(0);
  const bool whole_group = user.empty();  // NapCat: user_id 0, duration -1
  if (!ours && !whole_group) return Ignored{"somebody else's mute"};
  change.kind = sub_type == "lift_ban" || (ours && lasts == 0) ? MuteChange::Kind::unmuted : MuteChange::Kind::muted;
  if (change.kind == MuteChange::Kind::muted && lasts > 0)
    change.lasts = std::chrono::seconds{std::min(lasts, mute_limit)};
  return change;
}

Frame notice_of(const Value& event, Utc now) {
  const std::string type = word(member(event, "notice_type"));
  const std::string user = account(member(event, "user_id"));
  const std::string self = account(member(event, "self_id"));
  if (type == "bot_offline") return Heartbeat{.online = false, .certain = true};
  if (type == "group_ban" || type == "group_decrease") return mute_change_of(event, type, self, user, now);
  if (type == "group_increase") return member_change_of(event, MemberChange::Kind::joined, now);
  if (type == "group_card") return member_change_of(event, MemberChange::Kind::renamed, now);
  if (type == "friend_add") {
    if (user.empty()) return Ignored{"a friend without an account"};
    return Friendship{
        .account = self, .user = user, .accepted = true, .flag = {}, .sent = time_of(event).value_or(now)};
  }
  if (type == "group_recall" || type == "friend_recall") {
    Recall recall;
    recall.account = self;
    recall.place = type == "group_recall" ? Place::group : Place::direct;
    recall.room = recall.place == Place::group ? account(member(event, "group_id")) : user;
    recall.user = user;
    recall.operator_ = account(member(event, "operator_id"));
    if (recall.operator_.empty()) recall.operator_ = user;
    recall.message = id(member(event, "message_id"));
    recall.sent = time_of(event).value_or(now);
    if (recall.room.empty() || recall.message.empty()) return Ignored{"a recall of nothing"};
    return recall;
  }
  return Ignored{"notice_type " + cut(type, 32)};
}

/// Others ask to come into a group that we may even administer: that is for its people.
Frame invite_of(const Value& event, Utc now) {
  if (word(member(event, "sub_type")) != "invite") return Ignored{"somebody asks to come into a group"};
  GroupInvite invite{.account = account(member(event, "self_id")),
                     .group = account(member(event, "group_id")),
                     .user = account(member(event, "user_id")),
                     .flag = word(member(event, "flag")),
                     .sent = time_of(event).value_or(now)};
  if (invite.group.empty() || invite.user.empty() || invite.flag.empty() || invite.flag.size() > flag_limit)
    return Ignored{"an invitation that cannot be answered"};
  return invite;
}

Frame request_of(const Value& event, Utc now) {
  const std::string type = word(member(event, "request_type"));
  if (type == "group") return invite_of(event, now);
  if (type != "friend") return Ignored{"request_type " + cut(type, 32)};
  Friendship request;
  request.account = account(member(event, "self_id"));
  request.user = account(member(event, "user_id"));
  request.flag = word(member(event, "flag"));
  request.sent = time_of(event).value_or(now);
  if (request.user.empty() || request.flag.empty() || request.flag.size() > flag_limit) {
    return Ignored{"a friend request that cannot be answered"};
  }
  return request;
}

Frame meta_of(const Value& event) {
  const std::string type = word(member(event, "meta_event_type"));
  if (type == "lifecycle") return Hello{account(member(event, "self_id"))};
  if (type != "heartbeat") return Ignored{"meta_event_type " + cut(type, 32)};
  Heartbeat beat;
  beat.online = flag(member(member(event, "status"), "online"));
  return beat;
}

bool says_timeout(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return c < 0x80 ? std::tolower(c) : c; });
  return text.find("timeout") != std::string::npos || text.find("超时") != std::string::npos;
}

/// NapCat's words for a private message to somebody who is no friend, and LLBot's.
bool says_stranger(const std::string& text) {
  return text.find("无法获取用户信息") != std::string::npos || text.find("不是好友") != std::string::npos ||
         text.find("非好友") != std::string::npos;
}

/// NapCat throws "消息…不存在" instead of giving an empty history.
bool says_nothing_there(const std::string& text) {
  return text.find("消息") != std::string::npos && text.find("不存在") != std::string::npos;
}

bool refuses_token(std::int64_t code) { return code == 1401 || code == 1403 || code == 401 || code == 403; }

/// onebots says -1 to everything that it dislikes.
bool unknown_action(std::int64_t code) { return code == 1404 || code == 404 || code == -1; }

Frame answer_of(const Value& frame) {
  CallAnswer answer;
  answer.echo = id(member(frame, "echo"));
  const std::string status = word(member(frame, "status"));
  const std::optional<std::int64_t> retcode = whole(member(frame, "retcode"));
  const Value data = member(frame, "data");
  for (const char* key : {"message", "wording", "msg"}) {
    const auto words = text(member(frame, key));
    if (!words) continue;
    const std::string text(*words);
    if (answer.why.empty()) answer.why = cut(text, why_limit);
    answer.ambiguous = answer.ambiguous || says_timeout(text);
    answer.stranger = answer.stranger || says_stranger(text);
  }
  const bool accepted = status == "ok" || status == "async";
  answer.ok = status != "failed" && (retcode ? *retcode == 0 || *retcode == 1 : accepted);
  answer.code = retcode.value_or(0);
  const bool says_nothing = status.empty() && !retcode;
  answer.ambiguous = !answer.ok && (answer.ambiguous || says_nothing);
  answer.stranger = answer.stranger && !answer.ok && !answer.ambiguous;
  answer.token_refused = !answer.ok && refuses_token(answer.code);
  answer.unknown_action = !answer.ok && unknown_action(answer.code);
  answer.nothing_there = !answer.ok && answer.code == 1200 && says_nothing_there(answer.why);
  answer.message_id = id(member(data, "message_id"));
  answer.data = json_of(data);
  return answer;
}

Frame read(std::string_view text, Utc now) {
  const Document document(text);
  if (document.trouble() != nullptr) return Ignored{document.trouble()};
  const Value& frame = document.value();
  if (!is_object(frame)) return Ignored{"not an object"};
  if (const Value post_type = member(frame, "post_type")) {
    const std::string type = word(post_type);
    if (type == "message" || type == "message_sent") return message_of(frame, now);
    if (type == "notice") return notice_of(frame, now);
    if (type == "request") return request_of(frame, now);
    if (type == "meta_event") return meta_of(frame);
    return Ignored{"post_type " + cut(type, 32)};
  }
  if (member(frame, "retcode") || member(frame, "echo")) return answer_of(frame);
  return Ignored{"neither an event nor an answer"};
}

/// Where the platform counts a room's messages: NapCat's real_seq; the message_seq of others, unless it is the id
/// again.
std::optional<std::int64_t> count_of(const Value& event) {
  const Value seq = member(event, "message_seq");
  std::string digits = word(member(event, "real_seq"));
  if (digits.empty() && word(seq) != word(member(event, "message_id"))) digits = word(seq);
  std::int64_t count = 0;
  const char* const end = digits.data() + digits.size();
  const bool whole = std::from_chars(digits.data(), end, count).ptr == end;
  return whole && count > 0 ? std::optional(count) : std::nullopt;
}

std::vector<std::string> accounts_in(std::string_view data, const char* key) {
  const Document list(data);
  std::vector<std::string> accounts;
  each(list.value(), [&](const Value& entry) {
    if (std::string one = account(member(entry, key)); !one.empty()) accounts.push_back(std::move(one));
  });
  return accounts;
}

}  // namespace

Frame decode(std::string_view text, Utc now) {
  try {
    return read(text, now);
  } catch (const std::exception& fault) {
    return Ignored{std::string("fault: ") + fault.what()};  // None is known; the fuzzer stops at one.
  }
}

std::optional<std::vector<std::string>> friends(std::string_view data) {
  const Document list(data);
  if (!list.value() || !list.value()->is_array()) return std::nullopt;
  std::vector<std::string> accounts = accounts_in(data, "user_id");
  const bool unreadable = accounts.empty() && list.value()->get_array().value_unsafe().size() > 0;
  return unreadable ? std::nullopt : std::optional(std::move(accounts));
}

std::vector<std::string> groups(std::string_view data) { return accounts_in(data, "group_id"); }

std::string login(std::string_view data) { return account(member(Document(data).value(), "user_id")); }

std::string app_name(std::string_view data) { return cut(word(member(Document(data).value(), "app_name")), 64); }

std::optional<bool> online(std::string_view data) { return flag(member(Document(data).value(), "online")); }

/// Each is a message event; some gateways leave out post_type there. Whatever is odd is left out, and what bears no
/// time: nobody could say whether it was heard before.
History history(std::string_view data, Utc now) {
  const Document answer(data);
  History history;
  std::vector<std::pair<std::int64_t, Utc>> counted;
  each(member(answer.value(), "messages"), [&](const Value& event) {
    const std::string type = word(member(event, "post_type"));
    const bool talk = type.empty() || type == "message" || type == "message_sent";
    if (!talk || !time_of(event) || history.messages.size() == history_limit) return;
    if (const auto count = count_of(event)) counted.emplace_back(*count, *time_of(event));
    Frame frame = message_of(event, now);
    if (auto* message = std::get_if<Message>(&frame)) history.messages.push_back(std::move(*message));
  });
  std::sort(counted.begin(), counted.end());
  for (std::size_t i = 1; i < counted.size(); ++i) {
    if (counted[i].first - counted[i - 1].first > 1) history.jump = std::max(history.jump, counted[i].second);
  }
  return history;
}

std::optional<std::vector<GroupMembers::Member>> members(std::string_view data) {
  const Document list(data);
  if (!list.value() || !list.value()->is_array()) return std::nullopt;
  std::vector<GroupMembers::Member> all;
  each(list.value(), [&](const Value& entry) {
    std::string user = account(member(entry, "user_id"));
    if (user.empty() || flag(member(entry, "is_robot")).value_or(false) || all.size() == member_limit) return;
    std::string card = tidy_name(word(member(entry, "card")));
    if (card.empty()) card = tidy_name(word(member(entry, "nickname")));
    all.push_back({std::move(user), std::move(card)});
  });
  return all;
}

std::optional<std::string> file(std::string_view data) {
  const Document answer(data);
  const auto encoded = text(member(answer.value(), "base64"));
  if (!encoded || encoded->empty()) return std::nullopt;
  constexpr std::string_view scheme = "base64://";
  return base64::decode(encoded->starts_with(scheme) ? encoded->substr(scheme.size()) : *encoded);
}

}  // namespace banwei::onebot11
