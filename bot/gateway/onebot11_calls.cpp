// Our calls as OneBot 11 frames, and what each gateway can. Only segment arrays are written, and a user's words only
// into a text segment.
#include <charconv>
#include <nlohmann/json.hpp>

#include "bot/gateway/onebot11.h"
#include "bot/gateway/qq_faces.h"

namespace banwei::onebot11 {
namespace {

using nlohmann::json;

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
        if (!part.value.empty()) segments.push_back(segment("text", "text", part.value));
        break;
      case Part::Kind::mention:
        // "all" and, on go-cqhttp, 0 mean everybody, and no roster may say that.
        if (part.value == "all" || part.value.find_first_not_of('0') == std::string::npos) {
          segments.push_back(segment("text", "text", "@" + part.value));
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
        segments.push_back(number.empty() ? segment("text", "text", part.value) : segment("face", "id", number));
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

}  // namespace

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

}  // namespace banwei::onebot11
