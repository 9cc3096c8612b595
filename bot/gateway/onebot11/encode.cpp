// Our calls as OneBot 11 frames, and what each gateway can. Only segment arrays are written, and a user's words only
// into a text segment.
#include <fmt/format.h>

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "bot/base64.h"
#include "bot/gateway/onebot11/codec.h"
#include "bot/gateway/onebot11/qq_faces.h"

namespace banwei::onebot11 {
namespace {

/// A JSON string. Nearly every text stands in it as it is; what does not goes through the library.
std::string literal(std::string_view text) {
  const bool plain = std::none_of(text.begin(), text.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (plain && simdjson::validate_utf8(text)) return fmt::format("\"{}\"", text);
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// As a number where that is exact in every gateway's language, for some take no string; else as it is.
std::string id_value(const std::string& text) {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && number <= exact && number >= -exact;
  return whole && std::to_string(number) == text ? text : literal(text);
}

std::string segment(std::string_view type, std::string_view key, std::string_view value) {
  return fmt::format(R"({{"type":"{}","data":{{"{}":{}}}}})", type, key, literal(value));
}

/// The segment of one part, "" for what is sent as nothing.
std::string segment_of(const Part& part) {
  switch (part.kind) {
    case Part::Kind::text:
      return part.value.empty() ? std::string() : segment("text", "text", part.value);
    case Part::Kind::mention:
      // "all" and, on go-cqhttp, 0 mean everybody, and no roster may say that.
      if (part.value == "all" || part.value.find_first_not_of('0') == std::string::npos)
        return segment("text", "text", "@" + part.value);
      return segment("at", "qq", part.value);
    case Part::Kind::mention_all:
      return segment("at", "qq", "all");
    case Part::Kind::quote:
      return segment("reply", "id", part.value);
    case Part::Kind::face: {
      const std::string number = qq::face_id(part.value);
      return number.empty() ? segment("text", "text", part.value) : segment("face", "id", number);
    }
    case Part::Kind::image:
      return part.value.empty() ? std::string() : segment("image", "file", part.value);
    case Part::Kind::voice:
    case Part::Kind::file:
    case Part::Kind::other:
      break;  // These only come in: a name is not the thing.
  }
  return {};
}

std::string segments_of(const Content& content) {
  std::string list = "[";
  for (const Part& part : content) {
    const std::string one = segment_of(part);
    if (!one.empty() && list.size() > 1) list += ',';
    list += one;
  }
  return list += ']';
}

std::string frame_of(std::string_view action, std::string_view params, std::string_view echo) {
  return fmt::format(R"({{"action":"{}","params":{{{}}},"echo":{}}})", action, params, literal(echo));
}

/// Where to: `"group_id":1`.
std::string place_of(bool group, const std::string& target) {
  return fmt::format(R"("{}":{})", group ? "group_id" : "user_id", id_value(target));
}

struct Encoder {
  std::string_view echo;
  const Dialect& dialect;

  std::string operator()(const Send& send) const {
    return frame_of(send.group ? "send_group_msg" : "send_private_msg",
                    fmt::format(R"({},"message":{})", place_of(send.group, send.target), segments_of(send.content)),
                    echo);
  }
  std::string operator()(const ReactTo& react) const {
    const std::string message = id_value(react.message);
    const std::string sign = literal(qq::reaction_id(react.emoji));
    if (dialect.group_reactions) {
      return frame_of(
          "set_group_reaction",
          fmt::format(R"({},"message_id":{},"code":{},"is_add":true)", place_of(true, react.room), message, sign),
          echo);
    }
    return frame_of("set_msg_emoji_like", fmt::format(R"("message_id":{},"emoji_id":{},"set":true)", message, sign),
                    echo);
  }
  std::string operator()(const Delete& message) const {
    return frame_of("delete_msg", fmt::format(R"("message_id":{})", id_value(message.message)), echo);
  }
  std::string operator()(const AcceptFriend& accept) const {
    return frame_of("set_friend_add_request", fmt::format(R"("flag":{},"approve":true)", literal(accept.flag)), echo);
  }
  std::string operator()(const AcceptInvite& accept) const {
    return frame_of("set_group_add_request",
                    fmt::format(R"("flag":{},"sub_type":"invite","approve":true)", literal(accept.flag)), echo);
  }
  /// The gateway may live on another machine or in a container, where no path of ours is seen.
  std::string operator()(const SendFile& file) const {
    return frame_of(file.group ? "upload_group_file" : "upload_private_file",
                    fmt::format(R"({},"name":{},"file":"base64://{}")", place_of(file.group, file.target),
                                literal(file.name), base64::encode(file.bytes)),
                    echo);
  }
  std::string operator()(const FetchHistory& fetch) const {
    return frame_of("get_group_msg_history", fmt::format(R"({},"count":{})", place_of(true, fetch.group), fetch.count),
                    echo);
  }
  /// NapCat keeps a list of its own, which may be a day old.
  std::string operator()(const FetchMembers& fetch) const {
    return frame_of("get_group_member_list", place_of(true, fetch.group) + R"(,"no_cache":true)", echo);
  }
  std::string operator()(const GetFile& get) const {
    const std::string file = literal(get.file);
    return frame_of("get_file", fmt::format(R"("file_id":{},"file":{})", file, file), echo);
  }
};

}  // namespace

Dialect dialect_of(std::string_view app_name) {
  Dialect dialect{.app = std::string(app_name)};
  if (app_name == "go-cqhttp") dialect.can.react = dialect.can.file = false;  // It takes paths of its own machine.
  if (app_name == "Lagrange.OneBot") dialect.group_reactions = true;
  if (app_name == "onebots") dialect.can.react = dialect.can.history = dialect.can.file = false;
  return dialect;
}

std::string encode(const OutgoingCall& call, std::string_view echo, const Dialect& dialect) {
  return std::visit(Encoder{echo, dialect}, call.what);
}

std::string encode_action(std::string_view action, std::string_view echo) {
  return frame_of(action, "", echo);  // NapCat never answers a call without params
}

}  // namespace banwei::onebot11
