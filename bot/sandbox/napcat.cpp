// NapCat's frames, written from recorded ones. See napcat.h.
#include "bot/sandbox/napcat.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace banwei::sandbox::napcat {
namespace {

using Json = nlohmann::json;

std::int64_t seconds(Utc at) { return at.time_since_epoch().count(); }

/// Platform ids are numbers on the wire; anything that is none stays text.
Json number(const std::string& id) {
  const bool digits = !id.empty() && id.size() <= 18 && id.find_first_not_of("0123456789") == std::string::npos;
  return digits ? Json(std::stoll(id)) : Json(id);
}

Json event(const Campus& campus, Utc at, const char* post_type) {
  return {{"time", seconds(at)}, {"self_id", number(campus.bot_account)}, {"post_type", post_type}};
}

std::string escaped(std::string_view text, bool inside) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '[')
      out += "&#91;";
    else if (c == ']')
      out += "&#93;";
    else if (inside && c == ',')
      out += "&#44;";
    else
      out += c;
  }
  return out;
}

Json segment(const char* type, Json data) { return {{"type", type}, {"data", std::move(data)}}; }

/// A picture of ours, or a sample that nobody can fetch.
Json image(const Picture* picture, const Pictures& pictures) {
  return segment("image", {{"summary", ""},
                           {"file", picture != nullptr ? picture->name : "0BDC31.jpg"},
                           {"sub_type", 0},
                           {"url", picture != nullptr ? pictures.url(*picture) : "https://multimedia.example/download"},
                           {"file_size", std::to_string(picture != nullptr ? picture->bytes.size() : 48'213)}});
}

Json segment(const Part& part, const Pictures& pictures) {
  switch (part.kind) {
    case Part::Kind::text:
      return segment("text", {{"text", part.value}});
    case Part::Kind::mention:
      return segment("at", {{"qq", part.value}});
    case Part::Kind::mention_all:
      return segment("at", {{"qq", "all"}});
    case Part::Kind::quote:
      return segment("reply", {{"id", part.value}});
    case Part::Kind::face:
      return segment("face", {{"id", part.value}, {"raw", {{"faceType", 1}}}, {"resultId", nullptr}});
    case Part::Kind::image:
      return image(pictures.find(part.value), pictures);
    case Part::Kind::voice:
      return segment("record", {{"file", "7F2A.amr"}, {"file_size", "6318"}});
    case Part::Kind::file:
      return segment("file", {{"file", part.value},
                              {"file_id", part.id.empty() ? "/7f2a" : part.id},
                              {"file_size", std::to_string(part.id.empty() ? 20'480 : part.bytes)}});
    case Part::Kind::other:
      break;
  }
  return segment("json", {{"data", "{\"prompt\":\"" + part.value + "\"}"}});
}

std::string raw(const Json& segments) {
  std::string out;
  for (const Json& each : segments) {
    const std::string type = each["type"];
    if (type == "text") {
      out += escaped(each["data"]["text"].get<std::string>(), false);
      continue;
    }
    out += "[CQ:" + type;
    for (const auto& [key, value] : each["data"].items()) {
      out += "," + key + "=" + escaped(value.is_string() ? value.get<std::string>() : value.dump(), true);
    }
    out += "]";
  }
  return out;
}

Json sender(const ChatRooms& rooms, const ChatLine& line) {
  const ChatUser* user = rooms.user(line.user);
  Json out{{"user_id", number(line.user)}, {"nickname", user != nullptr ? user->name : rooms.campus().bot_name}};
  if (line.place == Place::group) {
    out["card"] = user != nullptr ? user->card : "";
    out["role"] = "member";
  } else {
    out["card"] = "";
    if (user != nullptr && !user->is_friend) out["nickname"] = "临时会话";
  }
  return out;
}

std::string utf8(std::uint32_t code) {
  std::string out;
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xE0 | (code >> 12));
    } else {
      out += static_cast<char>(0xF0 | (code >> 18));
      out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    }
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
  return out;
}

}  // namespace

Json lifecycle(const Campus& campus, Utc now) {
  Json out = event(campus, now, "meta_event");
  out.update(Json{{"meta_event_type", "lifecycle"}, {"sub_type", "connect"}});
  return out;
}

Json heartbeat(const Campus& campus, Utc now, bool online, long interval_ms) {
  Json out = event(campus, now, "meta_event");
  out.update(Json{
      {"meta_event_type", "heartbeat"}, {"status", {{"online", online}, {"good", true}}}, {"interval", interval_ms}});
  return out;
}

Json message(const ChatRooms& rooms, const Pictures& pictures, const ChatLine& line) {
  const Campus& campus = rooms.campus();
  const bool own = line.user == campus.bot_account;
  const bool group = line.place == Place::group;
  Json segments = Json::array();
  for (const Part& part : line.content) segments.push_back(segment(part, pictures));

  Json out = event(campus, line.sent, own ? "message_sent" : "message");
  out.update(Json{{"user_id", number(line.user)},
                  {"message_id", number(line.id)},
                  {"message_seq", number(line.id)},
                  {"real_id", number(line.id)},
                  {"real_seq", std::to_string(line.count)},
                  {"message_type", group ? "group" : "private"},
                  {"sender", sender(rooms, line)},
                  {"raw_message", raw(segments)},
                  {"font", 14},
                  {"sub_type", group ? "normal" : "friend"},
                  {"message", std::move(segments)},
                  {"message_format", "array"}});
  if (group) {
    const ChatGroup* where = rooms.group(line.room);
    out["group_id"] = number(line.room);
    out["group_name"] = where != nullptr ? where->name : "";
  } else {
    out["target_id"] = number(line.room);  // The peer, whoever spoke: NapCat's own reading.
    const ChatUser* peer = rooms.user(line.room);
    if (peer != nullptr && !peer->is_friend) {
      out["sub_type"] = "group";
      out["group_id"] = peer->groups.empty() ? Json(284840486) : number(peer->groups.front());
      out["temp_source"] = 0;
    }
  }
  return out;
}

Json recall(const Campus& campus, const ChatLine& line, Utc now) {
  Json out = event(campus, now, "notice");
  out["user_id"] = number(line.user);
  out["message_id"] = number(line.id);
  if (line.place == Place::group) {
    out.update(
        Json{{"notice_type", "group_recall"}, {"group_id", number(line.room)}, {"operator_id", number(line.user)}});
  } else {
    out["notice_type"] = "friend_recall";
  }
  return out;
}

Json friend_request(const Campus& campus, const std::string& account, const std::string& flag, Utc now) {
  Json out = event(campus, now, "request");
  out.update(Json{{"request_type", "friend"}, {"user_id", number(account)}, {"comment", ""}, {"flag", flag}});
  return out;
}

Json friend_added(const Campus& campus, const std::string& account, Utc now) {
  Json out = event(campus, now, "notice");
  out.update(Json{{"notice_type", "friend_add"}, {"user_id", number(account)}});
  return out;
}

Json answer(Json data, Json echo) {
  return {{"status", "ok"},
          {"retcode", 0},
          {"data", std::move(data)},
          {"message", ""},
          {"wording", ""},
          {"echo", std::move(echo)},
          {"stream", "normal-action"}};
}

Json failure(const Failure& failure, Json echo) {
  return {{"status", "failed"},     {"retcode", failure.retcode}, {"data", nullptr},          {"message", failure.why},
          {"wording", failure.why}, {"echo", std::move(echo)},    {"stream", "normal-action"}};
}

Json friends(const ChatRooms& rooms) {
  Json out = Json::array();
  for (const ChatUser& user : rooms.campus().users) {
    if (!user.is_friend) continue;
    out.push_back({{"user_id", number(user.account)}, {"nickname", user.name}, {"remark", ""}, {"sex", "unknown"}});
  }
  return out;
}

Json groups(const ChatRooms& rooms) {
  Json out = Json::array();
  for (const ChatGroup& group : rooms.campus().groups) {
    out.push_back({{"group_id", number(group.id)},
                   {"group_name", group.name},
                   {"member_count", members(rooms, group.id).size()},
                   {"max_member_count", 200},
                   {"group_remark", ""},
                   {"group_all_shut", 0}});
  }
  return out;
}

Json members(const ChatRooms& rooms, const std::string& group) {
  Json out = Json::array();
  const auto add = [&](const std::string& account, const std::string& name, const std::string& card) {
    out.push_back({{"group_id", number(group)},
                   {"user_id", number(account)},
                   {"nickname", name},
                   {"card", card},
                   {"sex", "unknown"},
                   {"age", 0},
                   {"level", "1"},
                   {"role", "member"},
                   {"title", ""},
                   {"join_time", 0},
                   {"last_sent_time", 0},
                   {"shut_up_timestamp", 0},
                   {"is_robot", false}});
  };
  add(rooms.campus().bot_account, rooms.campus().bot_name, "");
  for (const ChatUser& user : rooms.campus().users) {
    if (rooms.member(group, user.account)) add(user.account, user.name, user.card);
  }
  return out;
}

std::string parameter(const Json& parameters, const char* key) {
  const auto found = parameters.is_object() ? parameters.find(key) : parameters.end();
  if (found != parameters.end()) {
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    if (found->is_boolean()) return found->get<bool>() ? "true" : "false";
  }
  throw Failure{1400, std::string("参数错误: ") + key};
}

Content content(const Json& segments) {
  struct Kind {
    std::string_view type;
    Part::Kind kind;
    const char* key;
  };
  static constexpr std::array<Kind, 7> kinds{{{"text", Part::Kind::text, "text"},
                                              {"at", Part::Kind::mention, "qq"},
                                              {"reply", Part::Kind::quote, "id"},
                                              {"face", Part::Kind::face, "id"},
                                              {"image", Part::Kind::image, "file"},
                                              {"record", Part::Kind::voice, "file"},
                                              {"file", Part::Kind::file, "name"}}};
  if (!segments.is_array() || segments.empty()) throw Failure{1400, "消息要用非空的消息段数组"};
  Content out;
  for (const Json& each : segments) {
    const std::string type = each.is_object() ? each.value("type", "") : "";
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& one) { return one.type == type; });
    if (kind == kinds.end()) throw Failure{1400, "消息段类型无法识别: " + type};
    const Json data = each.value("data", Json::object());
    const bool linked = kind->kind == Part::Kind::image && !data.contains("file");
    Part part{kind->kind, parameter(data, linked ? "url" : kind->key)};
    if (part.kind == Part::Kind::mention && part.value == "all") part = {Part::Kind::mention_all, ""};
    out.push_back(std::move(part));
  }
  return out;
}

std::string emoji(const std::string& emoji_id) {
  struct Face {
    std::string_view id;
    std::string_view shown;
  };
  static constexpr std::array<Face, 8> faces{
      {{"124", "👌"}, {"76", "👍"}, {"66", "❤"}, {"99", "👏"}, {"63", "🌹"}, {"144", "🎉"}, {"32", "❓"}, {"79", "✌"}}};
  for (const Face& face : faces) {
    if (face.id == emoji_id) return std::string(face.shown);
  }
  const bool digits =
      !emoji_id.empty() && emoji_id.size() <= 6 && emoji_id.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) return emoji_id;  // Some bridges send the character itself.
  const unsigned long code = std::stoul(emoji_id);
  return code > 5000 ? utf8(static_cast<std::uint32_t>(code)) : "[表情" + emoji_id + "]";
}

}  // namespace banwei::sandbox::napcat
