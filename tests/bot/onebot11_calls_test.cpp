// The codec the other way: calls as frames that every gateway takes, and nothing that anybody wrote becomes a segment.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "bot/gateway/onebot11/codec.h"
#include "bot/gateway/onebot11/qq_faces.h"
#include "tests/bot/onebot11_frames.h"
#include "tests/json.h"

namespace banwei::onebot11 {
namespace {

using nlohmann::json;

json sent(const OutgoingCall& call) { return test::parsed(encode(call, "e-1")); }
OutgoingCall send(bool group, std::string target, Content content) {
  return {.tag = 1, .what = Send{group, std::move(target), std::move(content)}};
}

TEST(OneBot11, AGroupSendIsSegments) {
  const Content content = {
      {Part::Kind::quote, "-77"}, {Part::Kind::mention, "10001"},   {Part::Kind::text, " 记下了 [CQ:at,qq=all]"},
      {Part::Kind::face, "微笑"}, {Part::Kind::mention_all, "any"}, {Part::Kind::image, "x"}};
  EXPECT_EQ(sent(send(true, "100001", content)),
            test::parsed(R"({"action":"send_group_msg","echo":"e-1","params":{"group_id":100001,"message":[
      {"type":"reply","data":{"id":"-77"}},{"type":"at","data":{"qq":"10001"}},
      {"type":"text","data":{"text":" 记下了 [CQ:at,qq=all]"}},{"type":"face","data":{"id":"14"}},{"type":"at","data":{"qq":"all"}},
      {"type":"image","data":{"file":"x"}}]}})"));
}

TEST(OneBot11, APrivateSendNamesNoGroup) {
  const json frame = sent(send(false, "10001", plain("好")));
  EXPECT_EQ(frame["action"], "send_private_msg");
  EXPECT_EQ(frame["params"]["user_id"], 10001);
  EXPECT_FALSE(frame["params"].contains("group_id"));
}

TEST(OneBot11, NoRosterEntryBecomesAMentionOfAll) {
  for (const char* account : {"all", "0", "000", ""}) {
    const json frame = sent(send(true, "1", {{Part::Kind::mention, account}}));
    EXPECT_EQ(frame["params"]["message"][0]["type"], "text") << account;
  }
}

TEST(OneBot11, AnIdIsANumberOnlyWhereNumbersAreExact) {
  const auto id = [](const char* text) { return sent(send(true, text, {}))["params"]["group_id"]; };
  EXPECT_EQ(id("4294967295"), 4294967295);
  EXPECT_EQ(id("9007199254740992"), 9007199254740992);
  EXPECT_EQ(id("9007199254740993"), "9007199254740993");
  EXPECT_EQ(id("18446744073709551616"), "18446744073709551616");
  EXPECT_EQ(id("007"), "007");
  EXPECT_EQ(id("-5"), -5);
  EXPECT_EQ(id("wxid_a"), "wxid_a");
  EXPECT_EQ(id(""), "");
  EXPECT_EQ(id("1 "), "1 ");
}

TEST(OneBot11, ReactionsAndFriends) {
  EXPECT_EQ(
      sent({.tag = 0, .what = ReactTo{Place::group, "1", "-98", "👌"}}),
      test::parsed(
          R"({"action":"set_msg_emoji_like","echo":"e-1","params":{"message_id":-98,"emoji_id":"124","set":true}})"));
  EXPECT_EQ(sent({.tag = 0, .what = AcceptFriend{"1584056400"}}),
            test::parsed(
                R"({"action":"set_friend_add_request","echo":"e-1","params":{"flag":"1584056400","approve":true}})"));
  EXPECT_EQ(
      sent({.tag = 0, .what = AcceptInvite{"f"}}),
      test::parsed(
          R"({"action":"set_group_add_request","echo":"e-1","params":{"flag":"f","sub_type":"invite","approve":true}})"));
  EXPECT_EQ(test::parsed(encode_action("get_login_info", "e-1")),
            test::parsed(R"({"action":"get_login_info","echo":"e-1","params":{}})"));
}

TEST(OneBot11, LagrangeHasAReactionOfItsOwn) {
  const OutgoingCall call{.tag = 0, .what = ReactTo{Place::group, "100001", "-98", "👌"}};
  EXPECT_EQ(
      test::parsed(encode(call, "e-1", dialect_of("Lagrange.OneBot"))),
      test::parsed(
          R"({"action":"set_group_reaction","echo":"e-1","params":{"group_id":100001,"message_id":-98,"code":"124","is_add":true}})"));
}

TEST(OneBot11, AFileTravelsAsBase64) {
  const auto file = [](bool group, std::string bytes) {
    return sent({.tag = 1, .what = SendFile{group, "100001", "三月.csv", std::move(bytes)}});
  };
  EXPECT_EQ(
      file(true, "abc"),
      test::parsed(
          R"({"action":"upload_group_file","echo":"e-1","params":{"group_id":100001,"name":"三月.csv","file":"base64://YWJj"}})"));
  EXPECT_EQ(file(false, "")["action"], "upload_private_file");
  EXPECT_EQ(file(false, "")["params"]["user_id"], 100001);
  const std::pair<std::string, std::string> pairs[] = {
      {"", ""}, {"a", "YQ=="}, {"ab", "YWI="}, {"abcd", "YWJjZA=="}, {std::string("\0\xff\xfe", 3), "AP/+"}};
  for (const auto& [bytes, text] : pairs) EXPECT_EQ(file(true, bytes)["params"]["file"], "base64://" + text);
}

TEST(OneBot11, HistoryIsAskedByGroupAndNumber) {
  EXPECT_EQ(sent({.tag = 1, .what = FetchHistory{"100001", 50}}),
            test::parsed(R"({"action":"get_group_msg_history","echo":"e-1","params":{"group_id":100001,"count":50}})"));
}

TEST(OneBot11, EmojiHaveQqsNumbers) {
  EXPECT_EQ(qq::reaction_id("👌"), "124");
  EXPECT_EQ(qq::reaction_id("👍"), "76");
  EXPECT_EQ(qq::reaction_id("❤"), "66");
  EXPECT_EQ(qq::reaction_id("❤️"), "66");
  EXPECT_EQ(qq::reaction_id("👌🏻"), "124");
  EXPECT_EQ(qq::reaction_id("玫瑰"), "63");
  EXPECT_EQ(qq::reaction_id("🎉"), "127881");
  EXPECT_EQ(qq::reaction_id("320"), "320");
  EXPECT_EQ(qq::reaction_id(""), "");
  EXPECT_EQ(qq::reaction_id("\xf0\x9f"), "");
  EXPECT_EQ(qq::face_name("124"), "OK");
  EXPECT_EQ(qq::face_name("4321"), "4321");
  for (int i = 0; i < 400; ++i) {
    EXPECT_EQ(qq::face_id(qq::face_name(std::to_string(i))), std::to_string(i));
  }
}

TEST(OneBot11, WhoIsInAGroupIsListedWithoutRobots) {
  const json list = json::array({{{"user_id", 11}, {"card", "02-李四"}, {"nickname", "四"}, {"is_robot", false}},
                                 {{"user_id", "12"}, {"card", ""}, {"nickname", "清风"}},
                                 {{"user_id", 13}, {"card", "管家"}, {"is_robot", true}},
                                 {{"user_id", 0}, {"card", "谁"}},
                                 7});
  EXPECT_EQ(members(list.dump()).value(), (std::vector<GroupMembers::Member>{{"11", "02-李四"}, {"12", "清风"}}));
  EXPECT_EQ(members("[]").value().size(), 0U);
  EXPECT_FALSE(members("null"));
  EXPECT_FALSE(members(R"({"user_id":1})"));
  const json call = json::parse(encode({.what = FetchMembers{"100001"}}, "e"));
  EXPECT_EQ(call["action"], "get_group_member_list");
  EXPECT_EQ(call["params"], (json{{"group_id", 100001}, {"no_cache", true}}));
}

TEST(OneBot11, AFileIsItsBytesInTheAnswerAndNoPathOrUrl) {
  EXPECT_EQ(file(R"({"file":"/tmp/a","base64":"UEsDBA=="})"), "PK\x03\x04");
  EXPECT_EQ(file(R"({"base64":"base64://5ZCN5Y2V"})"), "名单");
  EXPECT_FALSE(file(R"({"file":"/etc/passwd","url":"http://127.0.0.1/x"})"));
  EXPECT_FALSE(file(R"({"base64":""})"));
  EXPECT_FALSE(file(R"({"base64":"?*"})"));
  EXPECT_FALSE(file("null"));
  const json call = json::parse(encode({.what = GetFile{"1", "/a\"b", "roster/1"}}, "e"));
  EXPECT_EQ(call["action"], "get_file");
  EXPECT_EQ(call["params"], (json{{"file_id", "/a\"b"}, {"file", "/a\"b"}}));

  json event = json::parse(frame("napcat_group"));
  event["message"] =
      json::array({{{"type", "file"}, {"data", {{"file", "名单.xlsx"}, {"file_id", "/x"}, {"file_size", "123"}}}}});
  const Part part = std::get<Message>(decode(event.dump(), now)).content.at(0);
  EXPECT_EQ(part, (Part{.kind = Part::Kind::file, .value = "名单.xlsx", .id = "/x", .bytes = 123}));
}

TEST(OneBot11, InvalidUtf8GoesOutReplaced) {
  const json frame = sent(send(true, "1", plain("a\xff")));
  EXPECT_EQ(frame["params"]["message"][0]["data"]["text"], "a\uFFFD");
}

/// Whatever people write stays inside its text segment: 2,000 messages of the nastiest bytes.
TEST(OneBot11, NoTextMakesASegment) {
  std::mt19937 dice(20200311);
  const json original = test::parsed(frame("napcat_group"));
  const std::vector<std::string> pieces = {"[CQ:at,qq=all]",
                                           "\"",
                                           "\\",
                                           "{",
                                           "}",
                                           "[",
                                           "]",
                                           ",",
                                           "&#91;",
                                           "&amp;",
                                           "\n",
                                           "\r",
                                           "体温",
                                           "36.5",
                                           "\xff",
                                           "\xed\xa0\x80",
                                           "\xf0\x9f\x91",
                                           "😀",
                                           std::string(1, '\0'),
                                           "\u2028",
                                           "</script>",
                                           R"(","type":"at","data":{"qq":"all"}},{")"};
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int i = std::uniform_int_distribution(0, 12)(dice); i > 0; --i) {
      text += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(dice)];
    }
    const Content content = {
        {Part::Kind::mention, "10001"}, {Part::Kind::text, "前" + text}, {Part::Kind::text, text + "后"}};
    const json call = sent(send(round % 2 == 0, "100001", content));
    ASSERT_EQ(call.size(), 3U);
    const json& message = call["params"]["message"];
    ASSERT_EQ(message.size(), 3U) << text;
    EXPECT_EQ(message[0]["type"], "at");
    EXPECT_EQ(message[1]["type"], "text");
    EXPECT_EQ(message[2]["type"], "text");

    // A gateway that echoes it brings back the same parts.
    json event = original;
    event["message"] = message;
    const auto back = std::get<Message>(decode(event.dump(), now)).content;
    ASSERT_EQ(back.size(), 3U) << text;
    for (std::size_t i = 0; i < back.size(); ++i) EXPECT_EQ(back[i].kind, content[i].kind);
  }
}

}  // namespace
}  // namespace banwei::onebot11
