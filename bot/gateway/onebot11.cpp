// Reading and writing OneBot 11 frames, with the habits of the gateways that are in use.
// Invariant: a value of the wrong type counts as missing; an id is never computed with, so it cannot wrap.
#include "bot/gateway/onebot11.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>

#include "bot/gateway/qq_faces.h"

namespace banwei::onebot11 {
namespace {

using nlohmann::json;

constexpr std::size_t frame_limit = 4 << 20;  // the friend list of a college is over 1 MiB
constexpr int depth_limit = 32;               // nlohmann copies and dumps by recursion
constexpr std::size_t text_limit = 2'000;     // code points a message
constexpr std::size_t part_limit = 500;
constexpr std::size_t id_limit = 128;   // bytes
constexpr std::size_t name_limit = 64;  // code points
constexpr std::size_t flag_limit = 512;
constexpr std::size_t why_limit = 200;             // bytes
constexpr std::int64_t mute_limit = 366 * 86'400;  // seconds; QQ's own is 30 days
constexpr std::size_t history_limit = 1'000;

// --- values that may be anything ----------------------------------------------------------------------------------

const json& member(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

/// A string or a whole number as text; "" for anything else, floats above all: an id in one has lost its digits.
std::string word(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  return {};
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank(" \t\r\n\f\v\0", 7);
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// An id as an opaque word without blanks around it; "" when there is none.
std::string id(const json& value) {
  const std::string text = word(value);
  const std::string_view trimmed = trim(text);
  if (trimmed.size() > id_limit || std::any_of(trimmed.begin(), trimmed.end(), control)) return {};
  return std::string(trimmed);
}

/// The id of a person or a group, which is never 0: gateways write 0 for "unknown".
std::string account(const json& value) {
  std::string text = id(value);
  return text == "0" ? std::string() : text;
}

std::optional<std::int64_t> whole(const json& value) {
  const std::string text = word(value);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The event's time; `now` when there is none. NapCat sends milliseconds when QQ gives it no time.
Utc time_of(const json& event, Utc now) {
  const json& value = member(event, "time");
  std::int64_t seconds = 0;
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number > 0 && number < 1e15) seconds = static_cast<std::int64_t>(number);
  } else {
    seconds = whole(value).value_or(0);
  }
  while (seconds > 100'000'000'000) seconds /= 1000;
  return seconds > 0 ? Utc(std::chrono::seconds(seconds)) : now;
}

/// At most `points` code points of the text, one kind of line end, no control characters but tab and newline.
std::string tidy(std::string_view text, std::size_t& points) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      c = '\n';
    }
    if (control(c) && c != '\n' && c != '\t') continue;
    const bool starts = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts && points == 0) break;
    if (starts) --points;
    out += c;
  }
  return out;
}

std::string tidy_name(const json& value) {
  std::size_t points = name_limit;
  return tidy(trim(word(value)), points);
}

/// At most `bytes` of the text, cut between characters.
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

// --- text before it is JSON ---------------------------------------------------------------------------------------

bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

/// The code unit of a \uXXXX at `at`; -1 when there is none.
int code_unit(std::string_view text, std::size_t at) {
  if (text.size() < 6 || at > text.size() - 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  const char* end = text.data() + at + 6;
  return std::from_chars(text.data() + at + 2, end, unit, 16).ptr == end && unit >= 0 ? unit : -1;
}

/// Half an emoji becomes U+FFFD. Node writes what QQ cut through as a lone surrogate, which strict JSON refuses, and a
/// nickname must not cost its owner the message.
std::string mend_surrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      out += text[i++];
      continue;
    }
    const int unit = code_unit(text, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      out += text.substr(i, 2);
      i += 2;
      continue;
    }
    const int next = code_unit(text, i + 6);
    const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
    out += pair ? text.substr(i, 12) : std::string_view("\\ufffd");
    i += pair ? 12 : 6;
  }
  return out;
}

// --- messages -----------------------------------------------------------------------------------------------------

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string unescape(std::string_view text) {
  std::string out(text);
  replace_all(out, "&#91;", "[");
  replace_all(out, "&#93;", "]");
  replace_all(out, "&#44;", ",");
  replace_all(out, "&amp;", "&");  // last, or "&amp;#91;" would become a bracket
  return out;
}

json text_segment(std::string text) { return {{"type", "text"}, {"data", {{"text", std::move(text)}}}}; }

/// One "[CQ:name,key=value,...]" without its brackets and prefix.
json cq_segment(std::string_view code) {
  json data = json::object();
  std::size_t comma = code.find(',');
  const std::string_view name = code.substr(0, comma);
  while (comma != std::string_view::npos) {
    const std::size_t start = comma + 1;
    comma = code.find(',', start);
    const std::string_view field = code.substr(start, comma == std::string_view::npos ? comma : comma - start);
    const std::size_t equals = field.find('=');
    if (equals == std::string_view::npos) continue;
    data[std::string(trim(field.substr(0, equals)))] = unescape(field.substr(equals + 1));
  }
  return {{"type", std::string(name)}, {"data", std::move(data)}};
}

json cq_segments(std::string_view text) {
  constexpr std::string_view opening = "[CQ:";
  json segments = json::array();
  while (!text.empty() && segments.size() < part_limit) {
    const std::size_t start = text.find(opening);
    const std::size_t end = start == std::string_view::npos ? start : text.find(']', start);
    if (end == std::string_view::npos) {
      segments.push_back(text_segment(unescape(text)));
      break;
    }
    if (start > 0) segments.push_back(text_segment(unescape(text.substr(0, start))));
    segments.push_back(cq_segment(text.substr(start + opening.size(), end - start - opening.size())));
    text.remove_prefix(end + 1);
  }
  return segments;
}

/// Turns segments into parts, with one budget of text for the whole message.
class ContentReader {
 public:
  void add(const json& segment) {
    if (content_.size() >= part_limit) return;
    if (segment.is_string()) return text(segment.get<std::string>());
    const std::string type = word(member(segment, "type"));
    const json& data = member(segment, "data");
    if (type == "text") return text(word(member(data, "text")));
    if (type == "at") return mention(account(member(data, "qq")));
    if (type == "reply") return push(Part::Kind::quote, id(member(data, "id")), type);
    if (type == "face") return face(id(member(data, "id")));
    if (type == "image") return image(data);
    if (type == "record") return push(Part::Kind::voice);
    if (type == "file") return file(data);
    if (!type.empty()) push(Part::Kind::other, cut(type, 32));
  }

  Content take() {
    drop_doubled_mention();
    return std::move(content_);
  }

 private:
  void push(Part::Kind kind, std::string value = {}) { content_.push_back({kind, std::move(value)}); }

  /// A part that is nothing without its value; then only its type is kept.
  void push(Part::Kind kind, std::string value, const std::string& type) {
    if (value.empty()) return push(Part::Kind::other, type);
    push(kind, std::move(value));
  }

  void text(const std::string& words) {
    std::string tidied = tidy(words, points_);
    if (!tidied.empty()) push(Part::Kind::text, std::move(tidied));
  }

  void mention(std::string user) {
    if (user == "all") return push(Part::Kind::mention_all);
    push(Part::Kind::mention, std::move(user), "at");
  }

  void face(const std::string& number) { push(Part::Kind::face, qq::face_name(number), "face"); }

  /// By its url, which every gateway can fetch again; else by the gateway's own name for it. Never by a path.
  void image(const json& data) {
    constexpr std::size_t longest = 2'048;  // bytes
    std::string url = word(member(data, "url"));
    std::string name = word(member(data, "file"));
    const bool fetched = url.starts_with("https://") || url.starts_with("http://");
    if (fetched && url.size() <= longest) return push(Part::Kind::image, std::move(url));
    if (name.size() > id_limit || name.find_first_of("/\\:") != std::string::npos) name.clear();
    push(Part::Kind::image, std::move(name));
  }

  void file(const json& data) {
    std::string name = tidy_name(member(data, "name"));
    if (name.empty()) name = tidy_name(member(data, "file"));
    push(Part::Kind::file, std::move(name));
  }

  /// Old clients put an @ of the quoted person after a quote. When that person was @-ed by hand too, one is enough.
  void drop_doubled_mention() {
    if (content_.size() < 4 || content_[0].kind != Part::Kind::quote) return;
    const bool blank = content_[2].kind == Part::Kind::text && trim(content_[2].value).empty();
    if (content_[1].kind == Part::Kind::mention && blank && content_[3] == content_[1]) {
      content_.erase(content_.begin() + 1, content_.begin() + 3);
    }
  }

  Content content_;
  std::size_t points_ = text_limit;
};

/// The gateway's setting decides the form, so the JSON type does: segments, one segment, or a CQ string.
Content content_of(const json& message) {
  ContentReader reader;
  if (message.is_string()) {
    for (const json& segment : cq_segments(message.get_ref<const std::string&>())) reader.add(segment);
  } else if (message.is_array()) {
    for (const json& segment : message) reader.add(segment);
  } else if (message.is_object()) {
    reader.add(message);
  }
  return reader.take();
}

// --- frames -------------------------------------------------------------------------------------------------------

Frame message_of(const json& event, Utc now) {
  const std::string type = word(member(event, "message_type"));
  const std::string sub_type = word(member(event, "sub_type"));
  const json& sender = member(event, "sender");
  Message message;
  message.account = account(member(event, "self_id"));
  message.user = account(member(event, "user_id"));
  if (message.user.empty()) message.user = account(member(sender, "user_id"));
  if (message.user.empty()) return Ignored{"a message of nobody"};
  if (message.user == message.account) return Ignored{"our own message"};
  if (type == "group") {
    message.place = Place::group;
    message.room = account(member(event, "group_id"));
    if (message.room.empty()) return Ignored{"a group message without a group"};
    if (sub_type == "notice") return Ignored{"a system notice in a group"};
    message.anonymous = sub_type == "anonymous" || member(event, "anonymous").is_object();
  } else if (type == "private") {
    message.place = Place::direct;
    message.room = message.user;
    message.temporary = sub_type == "group";
  } else {
    return Ignored{"message_type " + cut(type, 32)};
  }
  message.id = id(member(event, "message_id"));
  message.nickname = tidy_name(member(sender, "card"));
  if (message.nickname.empty()) message.nickname = tidy_name(member(sender, "nickname"));
  message.sent = time_of(event, now);
  message.received = now;
  message.content = content_of(member(event, "message"));
  return message;
}

/// Our own mute, that of the whole group, and our own removal; those of others mean nothing to us.
Frame standing_of(const json& event, const std::string& type, const std::string& self, const std::string& user,
                  Utc now) {
  const std::string sub_type = word(member(event, "sub_type"));
  Standing standing;
  standing.account = self;
  standing.group = account(member(event, "group_id"));
  standing.sent = time_of(event, now);
  const bool ours = !self.empty() && user == self;
  if (standing.group.empty()) return Ignored{type + " without a group"};
  if (type == "group_decrease") {
    standing.kind = Standing::Kind::removed;
    if (ours || sub_type == "kick_me" || sub_type == "disband") return standing;
    return Ignored{"somebody else left a group"};
  }
  const std::int64_t lasts = whole(member(event, "duration")).value_or(0);
  const bool whole_group = user.empty();  // NapCat: user_id 0, duration -1
  if (!ours && !whole_group) return Ignored{"somebody else's mute"};
  standing.kind = sub_type == "lift_ban" || (ours && lasts == 0) ? Standing::Kind::unmuted : Standing::Kind::muted;
  if (standing.kind == Standing::Kind::muted && lasts > 0)
    standing.lasts = std::chrono::seconds{std::min(lasts, mute_limit)};
  return standing;
}

Frame notice_of(const json& event, Utc now) {
  const std::string type = word(member(event, "notice_type"));
  const std::string user = account(member(event, "user_id"));
  const std::string self = account(member(event, "self_id"));
  if (type == "bot_offline") return Heartbeat{.online = false, .certain = true};
  if (type == "group_ban" || type == "group_decrease") return standing_of(event, type, self, user, now);
  if (type == "friend_add") {
    if (user.empty()) return Ignored{"a friend without an account"};
    return Friendship{.account = self, .user = user, .accepted = true, .flag = {}, .sent = time_of(event, now)};
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
    recall.sent = time_of(event, now);
    if (recall.room.empty() || recall.message.empty()) return Ignored{"a recall of nothing"};
    return recall;
  }
  return Ignored{"notice_type " + cut(type, 32)};
}

Frame request_of(const json& event, Utc now) {
  const std::string type = word(member(event, "request_type"));
  if (type != "friend") return Ignored{"request_type " + cut(type, 32)};
  Friendship request;
  request.account = account(member(event, "self_id"));
  request.user = account(member(event, "user_id"));
  request.flag = word(member(event, "flag"));
  request.sent = time_of(event, now);
  if (request.user.empty() || request.flag.empty() || request.flag.size() > flag_limit) {
    return Ignored{"a friend request that cannot be answered"};
  }
  return request;
}

Frame meta_of(const json& event) {
  const std::string type = word(member(event, "meta_event_type"));
  if (type == "lifecycle") return Lifecycle{account(member(event, "self_id"))};
  if (type != "heartbeat") return Ignored{"meta_event_type " + cut(type, 32)};
  Heartbeat beat;
  const json& online = member(member(event, "status"), "online");
  if (online.is_boolean()) beat.online = online.get<bool>();
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

Frame answer_of(const json& frame) {
  Answer answer;
  answer.echo = id(member(frame, "echo"));
  const std::string status = word(member(frame, "status"));
  const std::optional<std::int64_t> retcode = whole(member(frame, "retcode"));
  const json& data = member(frame, "data");
  for (const char* key : {"message", "wording", "msg"}) {
    const json& words = member(frame, key);
    if (!words.is_string()) continue;
    const std::string text = words.get<std::string>();
    if (answer.why.empty()) answer.why = cut(text, why_limit);
    answer.ambiguous = answer.ambiguous || says_timeout(text);
    answer.stranger = answer.stranger || says_stranger(text);
  }
  const bool accepted = status == "ok" || status == "async";
  answer.ok = status != "failed" && (retcode ? *retcode == 0 || *retcode == 1 : accepted);
  answer.retcode = retcode.value_or(0);
  const bool says_nothing = status.empty() && !retcode;
  answer.ambiguous = !answer.ok && (answer.ambiguous || says_nothing);
  answer.stranger = answer.stranger && !answer.ok && !answer.ambiguous;
  answer.message_id = id(member(data, "message_id"));
  answer.data = data.dump(-1, ' ', false, json::error_handler_t::replace);
  return answer;
}

Frame read(std::string_view text, Utc now) {
  if (text.size() > frame_limit) return Ignored{"a frame over 4 MiB"};
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  text = trim(text);
  if (too_deep(text)) return Ignored{"nested too deep"};
  json frame = json::parse(text, nullptr, false);
  if (frame.is_discarded()) frame = json::parse(mend_surrogates(text), nullptr, false);
  if (frame.is_discarded()) return Ignored{"not JSON"};
  if (!frame.is_object()) return Ignored{"not an object"};
  if (frame.contains("post_type")) {
    const std::string type = word(member(frame, "post_type"));
    if (type == "message") return message_of(frame, now);
    if (type == "notice") return notice_of(frame, now);
    if (type == "request") return request_of(frame, now);
    if (type == "meta_event") return meta_of(frame);
    return Ignored{"post_type " + cut(type, 32)};
  }
  if (frame.contains("retcode") || frame.contains("echo")) return answer_of(frame);
  return Ignored{"neither an event nor an answer"};
}

// --- calls --------------------------------------------------------------------------------------------------------

/// As a number where that is exact in every gateway's language, for some take no string; else as it is.
json id_value(const std::string& text) {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number > exact || number < -exact) return text;
  if (std::to_string(number) != text) return text;
  return number;
}

json segment(const char* type, const char* key, std::string value) {
  return {{"type", type}, {"data", {{key, std::move(value)}}}};
}

json segments_of(const Content& content) {
  json segments = json::array();
  for (const Part& part : content) {
    switch (part.kind) {
      case Part::Kind::text:
        if (!part.value.empty()) segments.push_back(text_segment(part.value));
        break;
      case Part::Kind::mention:
        // "all" and, on go-cqhttp, 0 mean everybody, and no roster may say that.
        if (part.value == "all" || part.value.find_first_not_of('0') == std::string::npos) {
          segments.push_back(text_segment("@" + part.value));
        } else {
          segments.push_back(segment("at", "qq", part.value));
        }
        break;
      case Part::Kind::mention_all:
        segments.push_back(segment("at", "qq", "all"));
        break;
      case Part::Kind::quote:
        segments.push_back(segment("reply", "id", part.value));
        break;
      case Part::Kind::face: {
        const std::string number = qq::face_id(part.value);
        segments.push_back(number.empty() ? text_segment(part.value) : segment("face", "id", number));
        break;
      }
      case Part::Kind::image:
        if (!part.value.empty()) segments.push_back(segment("image", "file", part.value));
        break;
      case Part::Kind::voice:
      case Part::Kind::file:
      case Part::Kind::other:
        break;  // these only come in: a name is not the thing
    }
  }
  return segments;
}

std::string frame_of(std::string_view action, json params, std::string_view echo) {
  const json frame = {{"action", action}, {"params", std::move(params)}, {"echo", echo}};
  return frame.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (i < left ? static_cast<unsigned char>(bytes[at + i]) : 0);
    for (std::size_t i = 0; i < 4; ++i) out += i <= left ? digits[three >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

struct Encoder {
  std::string_view echo;
  const Dialect& dialect;

  std::string operator()(const Send& send) const {
    json params = {{send.group ? "group_id" : "user_id", id_value(send.target)},
                   {"message", segments_of(send.content)}};
    return frame_of(send.group ? "send_group_msg" : "send_private_msg", std::move(params), echo);
  }
  std::string operator()(const ReactTo& react) const {
    if (dialect.group_reactions) {
      json params = {{"group_id", id_value(react.room)},
                     {"message_id", id_value(react.message)},
                     {"code", qq::reaction_id(react.emoji)},
                     {"is_add", true}};
      return frame_of("set_group_reaction", std::move(params), echo);
    }
    json params = {{"message_id", id_value(react.message)}, {"emoji_id", qq::reaction_id(react.emoji)}, {"set", true}};
    return frame_of("set_msg_emoji_like", std::move(params), echo);
  }
  std::string operator()(const Delete& message) const {
    return frame_of("delete_msg", {{"message_id", id_value(message.message)}}, echo);
  }
  std::string operator()(const AcceptFriend& accept) const {
    return frame_of("set_friend_add_request", {{"flag", accept.flag}, {"approve", true}}, echo);
  }
  /// The gateway may live on another machine or in a container, where no path of ours is seen.
  std::string operator()(const SendFile& file) const {
    json params = {{file.group ? "group_id" : "user_id", id_value(file.target)},
                   {"name", file.name},
                   {"file", "base64://" + base64(file.bytes)}};
    return frame_of(file.group ? "upload_group_file" : "upload_private_file", std::move(params), echo);
  }
  std::string operator()(const FetchHistory& fetch) const {
    return frame_of("get_group_msg_history", {{"group_id", id_value(fetch.group)}, {"count", fetch.count}}, echo);
  }
};

json parsed(std::string_view data) {
  if (data.size() > frame_limit || too_deep(data)) return {};
  json value = json::parse(data, nullptr, false);
  return value.is_discarded() ? json() : value;
}

std::vector<std::string> accounts_in(std::string_view data, const char* key) {
  const json list = parsed(data);
  std::vector<std::string> accounts;
  if (!list.is_array()) return accounts;
  for (const json& entry : list) {
    if (std::string one = account(member(entry, key)); !one.empty()) accounts.push_back(std::move(one));
  }
  return accounts;
}

}  // namespace

Frame decode(std::string_view text, Utc now) {
  try {
    return read(text, now);
  } catch (const std::exception& fault) {
    return Ignored{std::string("fault: ") + fault.what()};  // none is known; the fuzzer stops at one
  }
}

Dialect dialect_of(std::string_view app_name) {
  Dialect dialect;
  if (app_name == "go-cqhttp") dialect.can.react = dialect.can.file = false;  // it takes paths of its own machine only
  if (app_name == "Lagrange.OneBot") dialect.group_reactions = true;
  if (app_name == "onebots") dialect.can.react = dialect.can.history = dialect.can.file = false;
  return dialect;
}

std::string encode(const OutgoingCall& call, std::string_view echo, const Dialect& dialect) {
  return std::visit(Encoder{echo, dialect}, call.what);
}

std::string encode_action(std::string_view action, std::string_view echo) {
  return frame_of(action, json::object(), echo);  // NapCat never answers a call without params
}

std::vector<std::string> friends(std::string_view data) { return accounts_in(data, "user_id"); }

std::vector<std::string> groups(std::string_view data) { return accounts_in(data, "group_id"); }

std::string login(std::string_view data) { return account(member(parsed(data), "user_id")); }

std::string app_name(std::string_view data) { return cut(word(member(parsed(data), "app_name")), 64); }

std::optional<bool> online(std::string_view data) {
  const json status = parsed(data);
  const json& online = member(status, "online");
  return online.is_boolean() ? std::optional(online.get<bool>()) : std::nullopt;
}

/// Each is a message event; some gateways leave out post_type there. Our own words and whatever is odd are left out.
std::vector<Message> history(std::string_view data, Utc now) {
  const json answer = parsed(data);
  std::vector<Message> messages;
  for (const json& event : member(answer, "messages")) {
    if (messages.size() == history_limit) break;
    const std::string type = word(member(event, "post_type"));
    if (!type.empty() && type != "message") continue;
    Frame frame = message_of(event, now);
    if (auto* message = std::get_if<Message>(&frame)) messages.push_back(std::move(*message));
  }
  return messages;
}

}  // namespace banwei::onebot11
