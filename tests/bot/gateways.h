// How the gateways in use differ, as far as a line notices: one table, which every test of it runs over.
#pragma once

#include "tests/bot/line_stand.h"
#include "tests/json.h"

namespace banwei::test {

struct Gateway {
  const char* name;
  const char* app;
  int bad_token;              // The HTTP status of the upgrade; 101: the refusal comes after it.
  const char* farewell;       // A frame before the close, after a bad token.
  int close_code;             // The code of that close; 0 for none.
  const char* unknown;        // It answers so to an action that it does not know.
  const char* refused;        // A send that QQ refused.
  const char* done;           // An action without a result.
  const char* reaction;       // Its action; "": none.
  std::int64_t first_id = 1;  // Its messages are numbered from here.
  bool cq = false;            // It brings them as CQ text, not as an array.
  bool history = true;
  bool file = true;
};

inline constexpr Gateway gateways[] = {
    {.name = "NapCat",
     .app = "NapCat.Onebot",
     .bad_token = 101,
     .farewell = R"({"status":"failed","retcode":1403,"data":null,"message":"token验证失败","wording":"token验证失败",
                     "echo":null,"stream":"normal-action"})",
     .close_code = 0,
     .unknown = R"({"status":"failed","retcode":1404,"data":null,"message":"不支持的Api x","wording":"不支持的Api x"})",
     .refused = R"({"status":"failed","retcode":1200,"data":null,
                    "message":"EventChecker Failed: {\"result\":110,\"errMsg\":\"你已被移出该群\"}"})",
     .done = R"({"status":"ok","retcode":0,"message":"","wording":"","stream":"normal-action"})",
     .reaction = "set_msg_emoji_like"},
    {.name = "LLBot",
     .app = "LLOneBot",
     .bad_token = 101,
     .farewell = R"({"status":"failed","retcode":1403,"data":null,"message":"token验证失败","echo":null})",
     .close_code = 1008,
     .unknown = R"({"status":"failed","retcode":1404,"data":null,"message":"不支持的api x","wording":"不支持的api x"})",
     .refused = R"({"status":"failed","retcode":1200,"data":null,"message":"发送失败: 120","wording":"发送失败: 120"})",
     .done = R"({"status":"ok","retcode":0,"data":null,"message":"","wording":""})",
     .reaction = "set_msg_emoji_like",
     .first_id = -2'061'584'302},
    {.name = "Lagrange",
     .app = "Lagrange.OneBot",
     .bad_token = 403,
     .farewell = "",
     .close_code = 0,
     .unknown = R"({"status":"failed","retcode":404,"data":null})",
     .refused = R"({"status":"failed","retcode":120,"data":null})",
     .done = R"({"status":"ok","retcode":0,"data":null})",
     .reaction = "set_group_reaction"},
    {.name = "gocqhttp",
     .app = "go-cqhttp",
     .bad_token = 401,
     .farewell = "",
     .close_code = 0,
     .unknown = R"({"data":null,"msg":"API_NOT_FOUND","retcode":404,"status":"failed","wording":"API不存在"})",
     .refused = R"({"data":null,"msg":"SEND_MSG_API_ERROR","retcode":100,"status":"failed",
                    "wording":"请参考 go-cqhttp 端输出"})",
     .done = R"({"data":null,"message":"","retcode":0,"status":"ok"})",
     .reaction = "",
     .first_id = -1'984'546'123,
     .cq = true,
     .file = false},
    {.name = "onebots",
     .app = "onebots",
     .bad_token = 101,
     .farewell = "",
     .close_code = 1008,
     .unknown = R"({"status":"failed","retcode":-1,"msg":"unknown action"})",
     .refused = R"({"status":"failed","retcode":-1,"msg":"send failed"})",
     .done = R"({"status":"ok","retcode":0})",
     .reaction = "",
     .first_id = 71'234'567'890,
     .history = false,
     .file = false},
};

inline void reply(const FakeGateway::SocketPtr& socket, const nlohmann::json& frame, nlohmann::json answer) {
  answer["echo"] = frame["echo"];
  socket->send(answer.dump());
}

/// Greets and reacts as that one does; all else is answered as a good gateway does.
inline void behave_as(FakeGateway& gateway, const Gateway& manners) {
  gateway.on_greeting = [&](const FakeGateway::SocketPtr& socket, const nlohmann::json& frame) {
    const std::string action = frame["action"];
    if (action == "get_version_info") {
      nlohmann::json answer = test::parsed(manners.done);
      answer["data"] = {{"app_name", manners.app}, {"protocol_version", "v11"}};
      return reply(socket, frame, answer);
    }
    if (action == manners.reaction) return reply(socket, frame, test::parsed(manners.done));
    gateway.answer(socket, frame);
  };
}

/// Refuses the token of whoever dials, in its own way.
inline void refuse_token_as(FakeGateway& gateway, const Gateway& manners) {
  if (manners.bad_token != 101) gateway.accept = [&](const net::Request&) { return manners.bad_token; };
  gateway.opened = [&](const FakeGateway::SocketPtr& socket) {
    if (*manners.farewell != '\0') socket->send(test::parsed(manners.farewell).dump());
    socket->close(static_cast<std::uint16_t>(manners.close_code));
  };
  gateway.on_greeting = [](const FakeGateway::SocketPtr&, const nlohmann::json&) {};
}

}  // namespace banwei::test
