// What the page may do, and what it is shown.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "bot/sandbox/assets.h"
#include "bot/sandbox/clock.h"
#include "bot/sandbox/pictures.h"
#include "tests/bot/sandbox_stand.h"
#include "tests/json.h"

namespace banwei::sandbox {
namespace {

using std::chrono::milliseconds;

TEST_F(SandboxTest, OnlyALoopbackPageOfOursMayChat) {
  const std::string port = std::to_string(server_.port());
  const auto status = [&](const std::string& headers) {
    return net::SocketClient(io_, server_.port(), "/chat", headers).status();
  };
  EXPECT_EQ(browse().status(), 101);
  EXPECT_EQ(status("Host: localhost:" + port + "\r\nOrigin: http://localhost:" + port + "\r\n"), 101);
  EXPECT_EQ(status("Host: evil.example:" + port + "\r\nOrigin: http://evil.example:" + port + "\r\n"), 421);
  EXPECT_EQ(status("Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(status("Origin: http://127.0.0.1:1\r\n"), 403);
  EXPECT_EQ(status("Origin: null\r\n"), 403);
}

TEST_F(SandboxTest, ThePageSpeaksAndSeesAllOfIt) {
  net::SocketClient bot = dial();
  net::SocketClient page = browse();
  const Json state = next(page);
  EXPECT_EQ(state["type"], "state");
  EXPECT_EQ(state["up"], true);
  EXPECT_EQ(state["users"].size(), 3U);

  page.send(
      R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"mention","value":"10000"},{"kind":"text","value":"37.8 咳嗽"}]})");
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.content, (Content{{Part::Kind::mention, "10000"}, {Part::Kind::text, "37.8 咳嗽"}}));
  const Json shown = next(page);
  EXPECT_EQ(shown["message"]["id"], said.id);
  EXPECT_EQ(shown["message"]["time"], clock_.wall().time_since_epoch().count());

  OutgoingCall react;
  react.what = ReactTo{Place::group, "700001", said.id, "👌"};
  bot.send(onebot11::encode(react, "1"));
  const Json reaction = next(page);
  EXPECT_EQ(reaction["type"], "reaction");
  EXPECT_EQ(reaction["reactions"], Json::array({"👌"}));
  answer(bot);

  send(bot, false, "10002", "⚠ 张三 37.8℃");
  const Json whisper = next(page);
  EXPECT_EQ(whisper["type"], "whisper");
  EXPECT_EQ(whisper["message"]["room"], "10002");

  page.send(R"({"type":"recall","user":"10002","message":")" + said.id + "\"}");
  EXPECT_EQ(next(page)["type"], "error") << "one cannot take back another's words";
  page.send(R"({"type":"recall","user":"10001","message":")" + said.id + "\"}");
  EXPECT_EQ(next(page)["type"], "recall");
  EXPECT_EQ(event<Recall>(bot).message, said.id);

  page.send(R"({"type":"history","place":"direct","room":"10002"})");
  EXPECT_EQ(next(page)["messages"].size(), 1U);
}

TEST_F(SandboxTest, NonsenseFromAPageIsAnsweredAndHarmsNothing) {
  net::SocketClient page = browse();
  page.next();
  for (
      const char* text :
      {"", "[]", "{}", "{\"type\":7}", "{\"type\":\"say\",\"user\":\"10001\",\"place\":\"group\"}",
       R"({"type":"say","user":"10001","place":"group","room":"700002","parts":[{"kind":"text","value":"x"}]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"html","value":"x"}]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"image","value":"1_2x3.png"}]})",
       R"({"type":"mode","mode":"发呆"})", R"({"type":"move","to":"2020-03-11 08:00"})"}) {
    page.send(text);
    EXPECT_EQ(next(page)["type"], "error") << text;
  }
  EXPECT_TRUE(sandbox_.rooms().all().empty());
}

TEST_F(SandboxTest, ThePageChoosesWhatTheGatewayDoes) {
  net::SocketClient bot = dial();
  net::SocketClient page = browse();
  const Json state = next(page);
  std::string names;
  for (const Json& mode : state["modes"]) {
    names += mode["name"].get<std::string>() + " ";
    EXPECT_FALSE(mode["what"].get<std::string>().empty()) << mode;
  }
  EXPECT_EQ(names, "正常 超时 超时丢失 禁言 全部拒绝 一概不答 编号不变 名单报错 名单迟到 名单不来 断线 ");
  const auto choose = [&](const char* mode) {
    page.send(Json{{"type", "mode"}, {"mode", mode}}.dump());
    Json heard;
    do heard = test::parsed(page.next().value_or("{\"type\":\"mode\"}"));
    while (heard["type"] != "mode");
    EXPECT_EQ(heard["mode"], mode);
  };
  choose("禁言");
  EXPECT_FALSE(send(bot, true, "700001", "一").ok);
  EXPECT_TRUE(send(bot, false, "10001", "一").ok);  // A mute is a group's.
  choose("超时");
  EXPECT_TRUE(send(bot, true, "700001", "二").ambiguous);
  choose("超时丢失");
  EXPECT_TRUE(send(bot, true, "700001", "三").ambiguous);
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), 1U);
  choose("断线");
  EXPECT_TRUE(bot.ended());
  EXPECT_EQ(dial().status(), 503);
  choose("正常");
  EXPECT_EQ(dial().status(), 101);
  EXPECT_NE(
      sandbox_.transcript().find(
          "网关：禁言\n私 助→张三：一\n网关：超时\n群 助：二\n网关：超时丢失\n网关：断线\n网关：正常\n网关：重连\n"),
      std::string::npos)
      << sandbox_.transcript();
}

TEST_F(SandboxTest, ThePageChoosesWhatBecomesOfTheFriendList) {
  net::SocketClient bot = dial();
  net::SocketClient page = browse();
  next(page);
  const auto choose = [&](const char* mode) {
    page.send(Json{{"type", "mode"}, {"mode", mode}}.dump());
    for (Json heard = next(page); heard["type"] != "mode"; heard = next(page)) EXPECT_FALSE(heard.empty());
  };
  choose("编号不变");
  const std::string id = send(bot, true, "700001", "一").message_id;
  EXPECT_EQ(send(bot, true, "700001", "二").message_id, id);
  choose("全部拒绝");
  EXPECT_FALSE(send(bot, false, "10001", "三").ok);
  choose("名单报错");
  EXPECT_TRUE(bot.ended()) << "it is asked for when a line comes up";
  net::SocketClient again = dial();
  EXPECT_EQ(call(again, "get_friend_list")["status"], "failed");
  EXPECT_TRUE(send(again, false, "10001", "四").ok);
  choose("正常");
  EXPECT_TRUE(again.ended());
  net::SocketClient well = dial();
  EXPECT_EQ(call(well, "get_friend_list")["data"].size(), 2U);
  EXPECT_NE(
      sandbox_.transcript().find("网关：同号\n群 助：一\n群 助：二\n网关：拒绝\n好友名单：不来\n网关：断线\n"
                                 "网关：正常\n网关：重连\n私 助→张三：四\n好友名单：来了\n网关：断线\n网关：重连\n"),
      std::string::npos)
      << sandbox_.transcript();
}

TEST_F(SandboxTest, ThePageIsToldWhyTheBotAnswered) {
  net::SocketClient page = browse();
  next(page);
  const auto why = [&](const std::string& message) {
    page.send(Json{{"type", "why"}, {"message", message}}.dump());
    return next(page)["lines"].dump();
  };
  const std::string unheard = sandbox_.say("10001", "700001", plain("36.5"));
  next(page);
  EXPECT_NE(why(unheard).find("不在线"), std::string::npos);
  sandbox_.explain(unheard, {"听成：报体温"});
  EXPECT_EQ(why(unheard), R"(["听成：报体温"])");
  for (std::size_t i = 0; i < Sandbox::explained_limit; ++i) sandbox_.explain(std::to_string(i), {"x"});
  EXPECT_NE(why(unheard).find("只留最近200条"), std::string::npos);
}

/// What the page asks over HTTP, from a loopback page of ours unless `headers` says otherwise.
class SandboxPages : public SandboxTest {
 protected:
  std::pair<int, std::string> ask(const std::string& method, const std::string& path, const std::string& body = "",
                                  const std::string& host = "127.0.0.1", const std::string& origin = "") {
    boost::asio::ip::tcp::socket socket(io_);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), server_.port()});
    const std::string at = ":" + std::to_string(server_.port());
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: " + host + at + "\r\nConnection: close\r\n";
    if (!origin.empty()) request += "Origin: " + origin + "\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    std::string answer;
    bool done = false;
    boost::asio::async_write(socket, boost::asio::buffer(request), [](auto, auto) {});
    boost::asio::async_read(socket, boost::asio::dynamic_buffer(answer), [&](auto, auto) { done = true; });
    for (int turn = 0; turn < net::SocketClient::patience && !done; ++turn) {
      if (io_.stopped()) io_.restart();
      io_.run_for(milliseconds{1});
    }
    if (answer.size() < 12) return {0, ""};
    head_ = answer.substr(0, answer.find("\r\n\r\n"));
    return {std::stoi(answer.substr(9, 3)), answer.substr(head_.size() + 4)};
  }
  std::string head_;
};

constexpr const char* tiny_png = "\x89PNG\r\n\x1a\n and so on";

TEST_F(SandboxPages, APictureGoesToTheBotAndBack) {
  net::SocketClient bot = dial();
  const auto [status, body] = ask("POST", "/pictures?640x480", tiny_png);
  ASSERT_EQ(status, 200);
  const std::string name = test::parsed(body)["name"];
  EXPECT_NE(name.find("_640x480.png"), std::string::npos);
  EXPECT_EQ(ask("GET", "/picture/" + name), std::make_pair(200, std::string(tiny_png)));
  EXPECT_NE(head_.find("image/png"), std::string::npos);
  EXPECT_NE(head_.find("nosniff"), std::string::npos);

  sandbox_.say("10001", "700001", {{Part::Kind::image, name}});
  const Json data = test::parsed(heard(bot))["message"][0]["data"];
  EXPECT_EQ(data["file"], name);
  EXPECT_EQ(data["url"], "http://127.0.0.1:" + std::to_string(server_.port()) + "/picture/" + name);
  EXPECT_EQ(data["file_size"], std::to_string(std::string(tiny_png).size()));

  for (const Json& back : {Json{{"file", name}}, Json{{"file", data["url"]}}, Json{{"url", data["url"]}}}) {
    const Json image{{"type", "image"}, {"data", back}};
    EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", Json::array({image})}})["retcode"], 0);
    EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").back().content, (Content{{Part::Kind::image, name}}));
  }
  const Json foreign{{"type", "image"}, {"data", {{"file", "https://elsewhere.example/1_1x1.png"}}}};
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", Json::array({foreign})}})["retcode"], 0);
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").back().content, (Content{{Part::Kind::image, ""}}));
}

TEST_F(SandboxPages, OnlyPicturesOfOursAreTakenAndServed) {
  EXPECT_EQ(ask("POST", "/pictures?1x1", "<svg onload=alert(1)>").first, 415);
  EXPECT_EQ(ask("POST", "/pictures?1x1", "").first, 415);
  EXPECT_EQ(ask("POST", "/pictures?../etc", tiny_png).first, 415);
  EXPECT_EQ(ask("POST", "/pictures", tiny_png).first, 415);
  EXPECT_EQ(ask("GET", "/pictures?1x1").first, 405);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png, "evil.example").first, 421);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png, "127.0.0.1", "http://evil.example").first, 403);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png + std::string(Pictures::size_limit, 'x')).first, 415);
  EXPECT_EQ(ask("GET", "/picture/../../etc/passwd").first, 404);
  EXPECT_EQ(ask("GET", "/picture/").first, 404);
}

TEST(Pictures, OldOnesMakeRoom) {
  Pictures pictures("http://127.0.0.1:1");
  const std::string big = tiny_png + std::string(Pictures::size_limit - 100, 'x');
  const std::string first = pictures.add("0", "1x1", big);
  ASSERT_NE(pictures.find(first), nullptr);
  for (std::size_t i = 1; i <= Pictures::total_limit / big.size(); ++i) pictures.add(std::to_string(i), "1x1", big);
  EXPECT_EQ(pictures.find(first), nullptr) << "too many bytes";
  const std::string small = pictures.add("small", "1x1", tiny_png);
  for (std::size_t i = 0; i < Pictures::count_limit; ++i) pictures.add("n" + std::to_string(i), "1x1", tiny_png);
  EXPECT_EQ(pictures.find(small), nullptr) << "too many";
  EXPECT_EQ(pictures.find(""), nullptr);
}

TEST_F(SandboxPages, WhatHappenedCanBeSavedByThePageOnly) {
  net::SocketClient bot = dial();
  sandbox_.say("10001", "700001", plain("36.5"));
  const auto [status, body] = ask("GET", "/sandbox.chat");
  EXPECT_EQ(status, 200);
  EXPECT_EQ(body, sandbox_.transcript());
  EXPECT_NE(body.find("群 张三：36.5\n"), std::string::npos);
  EXPECT_NE(head_.find("attachment"), std::string::npos);
  EXPECT_EQ(ask("GET", "/sandbox.chat", "", "evil.example").first, 421);
}

class SandboxMoves : public SandboxTest {
 protected:
  SandboxMoves() : SandboxTest(true) {}
  static Json move(net::SocketClient& page, const std::string& to) {
    page.send(Json{{"type", "move"}, {"to", to}}.dump());
    return next(page);
  }
};

TEST_F(SandboxMoves, TheClockGoesAheadAndNeverBack) {
  net::SocketClient page = browse();
  EXPECT_EQ(next(page)["can_move"], true);
  const Utc start = clock_.wall();
  const Json moved = move(page, "2020-03-11 10:30");
  EXPECT_EQ(moved["type"], "clock");
  EXPECT_EQ(clock_.wall(), start + std::chrono::minutes{170});
  EXPECT_EQ(moved["now"], clock_.wall().time_since_epoch().count());
  EXPECT_EQ(move(page, "2020-03-12 08:00")["type"], "clock");
  const Utc there = clock_.wall();
  for (const char* wrong :
       {"2020-03-12 08:00", "2020-03-11 23:59", "2020-03-20 08:00", "2020-02-30 08:00", "2020-03-12 24:00",
        "2020-03-12 08:60", "2020-03-12", "2020-03-12 09", "2020-03-12 9:00", "08:30", "", "2020-03-12 -1:30"}) {
    EXPECT_EQ(move(page, wrong)["type"], "error") << wrong;
  }
  EXPECT_EQ(clock_.wall(), there);
  EXPECT_NE(sandbox_.transcript().find("\n快进：10:30\n\n快进：2020-03-12 08:00\n"), std::string::npos);
}

TEST(SandboxClock, StandsAtWholeMinutes) {
  SandboxClock clock;
  EXPECT_EQ(clock.wall().time_since_epoch().count() % 60, 0);
  const Utc to = clock.wall() + std::chrono::hours{3};
  clock.move_to(to);
  EXPECT_EQ(clock.wall(), to);
}

TEST(Assets, AreTheFilesOfTheTree) {
  EXPECT_NE(asset("page/index.html").find("<html lang=\"zh-CN\">"), std::string_view::npos);
  for (const char* script : {"page", "pieces", "menu", "controls", "pictures", "model"}) {
    EXPECT_EQ(asset("page/" + std::string(script) + ".js").find("innerHTML"), std::string_view::npos) << script;
  }
  EXPECT_NE(asset("page/page.js").find("textContent"), std::string_view::npos);
  EXPECT_EQ(asset("page/index.html").find("style="), std::string_view::npos) << "the policy forbids inline styles";
  EXPECT_TRUE(asset("page/none").empty());
}

}  // namespace
}  // namespace banwei::sandbox
