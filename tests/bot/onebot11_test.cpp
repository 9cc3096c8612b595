// The codec on frames as the gateways write them. Each file in data/onebot11 is one frame; its reading stands here in
// one line.
#include "bot/gateway/onebot11/codec.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/bot/onebot11_frames.h"
#include "tests/json.h"

namespace banwei::onebot11 {
namespace {

using nlohmann::json;

std::string show(const Content& content) {
  static constexpr const char* kinds[] = {"text",  "mention", "mention_all", "quote", "face",
                                          "image", "voice",   "file",        "other"};
  std::string out;
  for (const Part& part : content) {
    out += std::string("[") + kinds[static_cast<int>(part.kind)] + (part.value.empty() ? "" : " ") + part.value + "]";
  }
  return out;
}

std::string at(Utc time) { return time == now ? "now" : std::to_string(time.time_since_epoch().count()); }

struct Show {
  std::string operator()(const Message& m) const {
    return std::string(m.place == Place::group ? "group" : "direct") + " self=" + m.account + " room=" + m.room +
           " user=" + m.user + " id=" + m.id + " name=" + m.nickname + (m.anonymous ? " anonymous" : "") +
           (m.temporary ? " temporary" : "") + " at=" + at(m.sent) + " " + show(m.content);
  }
  std::string operator()(const Recall& r) const {
    return std::string("recall ") + (r.place == Place::group ? "group" : "direct") + " room=" + r.room +
           " user=" + r.user + " by=" + r.operator_ + " id=" + r.message + " at=" + at(r.sent);
  }
  std::string operator()(const Friendship& f) const {
    return std::string(f.accepted ? "friend " : "asks ") + f.user + " flag=" + f.flag + " at=" + at(f.sent);
  }
  std::string operator()(const GroupInvite& i) const {
    return "invites self=" + i.account + " group=" + i.group + " by=" + i.user + " flag=" + i.flag +
           " at=" + at(i.sent);
  }
  std::string operator()(const MemberChange& m) const {
    static constexpr const char* kinds[] = {"joined", "left", "renamed"};
    return std::string(kinds[static_cast<int>(m.kind)]) + " self=" + m.account + " group=" + m.group +
           " user=" + m.user + " card=" + m.card + " at=" + at(m.sent);
  }
  std::string operator()(const MuteChange& s) const {
    static constexpr const char* kinds[] = {"muted", "unmuted", "removed"};
    return std::string(kinds[static_cast<int>(s.kind)]) + " self=" + s.account + " group=" + s.group + " for " +
           std::to_string(s.lasts.count()) + " s at=" + at(s.sent);
  }
  std::string operator()(const CallAnswer& a) const {
    return "answer " + a.echo +
           (a.ok          ? " ok "
            : a.ambiguous ? " ambiguous "
                          : " failed ") +
           std::to_string(a.code) + " id=" + a.message_id;
  }
  std::string operator()(const Heartbeat& h) const {
    return std::string("heartbeat ") + (!h.online ? "unsaid" : *h.online ? "online" : "offline");
  }
  std::string operator()(const Hello& h) const { return "hello " + h.account; }
  std::string operator()(const Ignored& i) const { return "ignored: " + i.why; }
};

std::string show(const Frame& read) { return std::visit(Show{}, read); }
std::string read(const std::string& name) { return show(decode(frame(name), now)); }
CallAnswer answer(const std::string& name) { return std::get<CallAnswer>(decode(frame(name), now)); }

TEST(OneBot11, AGroupMessageOfEveryGateway) {
  EXPECT_EQ(read("napcat_group"),
            "group self=2854200865 room=100001 user=3001000123 id=943636385 name=1901-张三 at=1584056400 "
            "[mention 2854200865][text  打卡 36.5]");
  EXPECT_EQ(read("gocqhttp_group"),
            "group self=2854200865 room=100001 user=80000000 id=-1450112342 name=大力士 anonymous at=1584056400 "
            "[text 36.5][mention_all]");
  EXPECT_EQ(read("lagrange_group"),
            "group self=2854200865 room=100001 user=10004 id=1450112 name=赵六 at=1584056400 [text ３６．５]");
  EXPECT_EQ(read("onebots_string_ids"),
            "group self=wxbot_01 room=4567@chatroom user=wxid_abc id=1234567890123456789 name=12345 at=1584056400 "
            "[mention wxbot_01][text 36.5][quote 98765432101]");
}

TEST(OneBot11, APrivateMessageIsKnownByItsTypeNeverByAGroupId) {
  EXPECT_EQ(read("gocqhttp_private"),
            "direct self=2854200865 room=20001 user=20001 id=-98 name=王敏 at=1584056400 "
            "[text 第一行\n第二行\n第三行][voice][other json]");
  EXPECT_EQ(read("napcat_temporary"),
            "direct self=2854200865 room=10009 user=10009 id=5 name=临时会话 temporary at=1584056400 [text 36.6]");
  EXPECT_EQ(read("llbot_temporary"),
            "direct self=2854200865 room=10003 user=10003 id=-3 name=王五 temporary at=1584056400 [text 36.5]");
  EXPECT_EQ(read("gocqhttp_temporary"),
            "direct self=2854200865 room=20009 user=20009 id=12 name=某人 temporary at=1584056400 [text 在吗]");
}

TEST(OneBot11, OddSegmentsLoseNothingElse) {
  EXPECT_EQ(read("napcat_debug_face_image"),
            "group self=2854200865 room=100001 user=3001000123 id=943636385 name=1901-张三 at=1584056400 "
            "[face 赞][image https://example.invalid/a][text 365][face 99999][other mface]");
}

TEST(OneBot11, MillisecondsAreSecondsAndAFileHasItsName) {
  EXPECT_EQ(
      read("napcat_file_milliseconds"),
      "group self=2854200865 room=100001 user=3001000123 id=943636385 name= at=1584056400 [file 三月花名册.xlsx]");
}

TEST(OneBot11, ACqStringIsUnescapedOnceAndAmpersandsLast) {
  EXPECT_EQ(read("napcat_string_mode"),
            "group self=2854200865 room=100001 user=3001000123 id=943636385 name=1901-张三 at=1584056400 "
            "[quote -5][mention 2854200865][text  打卡[36.5]&#91;&amp; ][face 赞][text 尾巴][image "
            "https://example.invalid/?a=1&b=2][text  [not a code] "
            "[CQ:open]");
}

TEST(OneBot11, ACodeThatSomebodyTypedIsText) {
  for (const char* name : {"napcat_typed_cq", "napcat_typed_cq_string_mode"}) {
    const auto message = std::get<Message>(decode(frame(name), now));
    EXPECT_EQ(message.content, plain("[CQ:at,qq=all] &#91;CQ:at,qq=all&#93;")) << name;
  }
}

TEST(OneBot11, AQuoteOfAnOldClientBringsItsMention) {
  EXPECT_EQ(read("llbot_group"),
            "group self=2854200865 room=100001 user=10002 id=-1203948571 name=李四 at=1584056400 "
            "[quote -77][mention 10001][text  收到]");
  EXPECT_EQ(read("llbot_old_client_quote"),
            "group self=2854200865 room=100001 user=10002 id=-2 name=李四 at=1584056400 "
            "[quote 943636385][mention 2854200865][text  ][text 收到]");
}

TEST(OneBot11, AMessageMayBeEmpty) {
  EXPECT_EQ(read("llbot_empty"), "group self=2854200865 room=100001 user=10003 id=-4 name= at=1584056400 ");
  EXPECT_EQ(read("onebots_minimal"),
            "direct self= room=18446744073709551615 user=18446744073709551615 id=98765432101 name= at=now ");
}

TEST(OneBot11, IdsNeverWrapAndNeverComeFromFloats) {
  EXPECT_EQ(read("huge_ids"),
            "group self=18446744073709551615 room=9007199254740993 user=-9223372036854775808 id= name= at=1584056400 ");
  EXPECT_EQ(read("float_user"), "ignored: a message of nobody");
}

TEST(OneBot11, OurOwnWordsInAGroupAreOurs) {
  const std::string own =
      "group self=2854200865 room=100001 user=2854200865 id=943636385 name=1901-张三 at=1584056400 [mention 2854200865]"
      "[text  打卡 36.5]";
  EXPECT_EQ(read("napcat_message_sent"), own);
  EXPECT_EQ(read("snowluma_message_sent"), own) << "it names the other side";
  EXPECT_EQ(read("own_user_id"), own);
  EXPECT_EQ(show(decode(R"({"post_type":"message_sent","message_type":"private","self_id":1,"user_id":2})", now)),
            "ignored: our own message");
}

TEST(OneBot11, Notices) {
  EXPECT_EQ(read("napcat_group_recall"), "recall group room=100001 user=10001 by=10002 id=943636385 at=1584056400");
  EXPECT_EQ(read("gocqhttp_friend_recall"), "recall direct room=20001 user=20001 by=20001 id=-98 at=1584056400");
  EXPECT_EQ(read("llbot_friend_add"), "friend 10006 flag= at=1584056400");
  EXPECT_EQ(read("llbot_friend_add_zero"), "ignored: a friend without an account");
  EXPECT_EQ(read("napcat_bot_offline"), "heartbeat offline");
  EXPECT_EQ(read("napcat_emoji_like"), "ignored: notice_type group_msg_emoji_like");
  EXPECT_EQ(read("napcat_poke_old"), "ignored: notice_type notify");
  EXPECT_EQ(read("gocqhttp_notice"), "ignored: a system notice in a group");
}

TEST(OneBot11, OurOwnStandingInAGroup) {
  EXPECT_EQ(read("napcat_own_ban"), "muted self=2854200865 group=100001 for 600 s at=1584056400");
  EXPECT_EQ(read("napcat_own_ban_lifted"), "unmuted self=2854200865 group=100001 for 0 s at=1584056400");
  EXPECT_EQ(read("napcat_whole_ban"), "muted self=2854200865 group=100001 for 0 s at=1584056400");
  EXPECT_EQ(read("llbot_whole_ban_lifted"), "unmuted self=2854200865 group=100001 for 0 s at=1584056400");
  EXPECT_EQ(read("napcat_other_ban"), "ignored: somebody else's mute");
  EXPECT_EQ(read("gocqhttp_kick_me"), "removed self=2854200865 group=100001 for 0 s at=1584056400");
  EXPECT_EQ(read("napcat_disband"), "removed self=2854200865 group=100001 for 0 s at=1584056400");
  json forever = test::parsed(frame("napcat_own_ban"));
  forever["duration"] = INT64_MAX;
  EXPECT_EQ(show(decode(forever.dump(), now)), "muted self=2854200865 group=100001 for 31622400 s at=1584056400");
  forever["duration"] = 0;  // Some lift a mute in these words.
  EXPECT_EQ(show(decode(forever.dump(), now)), "unmuted self=2854200865 group=100001 for 0 s at=1584056400");
  forever.erase("group_id");
  EXPECT_EQ(show(decode(forever.dump(), now)), "ignored: group_ban without a group");
}

TEST(OneBot11, Requests) {
  EXPECT_EQ(read("napcat_friend_request"), "asks 10005 flag=1584056400123456 at=1584056400");
  EXPECT_EQ(read("request_numeric_flag"), "asks 10007 flag=1584056400999 at=1584056400");
  EXPECT_EQ(read("request_group_invite"), "invites self= group=5 by=10007 flag=f at=1584056400");
  json wants_in = test::parsed(frame("request_group_invite"));
  wants_in["sub_type"] = "add";
  EXPECT_EQ(show(decode(wants_in.dump(), now)), "ignored: somebody asks to come into a group");
}

TEST(OneBot11, WhoComesGoesOrIsRenamed) {
  EXPECT_EQ(read("llbot_other_left"), "left self=2854200865 group=100001 user=10002 card= at=1584056400");
  json change = test::parsed(frame("llbot_other_left"));
  change["notice_type"] = "group_increase";
  change["sub_type"] = "approve";
  EXPECT_EQ(show(decode(change.dump(), now)), "joined self=2854200865 group=100001 user=10002 card= at=1584056400");
  change["user_id"] = 2854200865;
  EXPECT_EQ(show(decode(change.dump(), now)), "ignored: our own coming, going or card");
  change["user_id"] = 10002;
  change["notice_type"] = "group_card";
  change["card_new"] = "02-李四";
  change["card_old"] = "";
  EXPECT_EQ(show(decode(change.dump(), now)),
            "renamed self=2854200865 group=100001 user=10002 card=02-李四 at=1584056400");
}

TEST(OneBot11, MetaEvents) {
  EXPECT_EQ(read("gocqhttp_heartbeat"), "heartbeat online");
  EXPECT_EQ(read("lagrange_heartbeat_null"), "heartbeat unsaid");
  EXPECT_EQ(read("gocqhttp_lifecycle"), "hello 2854200865");
  EXPECT_EQ(read("bom_and_white_space"), "heartbeat offline");
}

TEST(OneBot11, WhatIsUnknownIsIgnored) {
  EXPECT_EQ(read("unknown_post_type"), "ignored: post_type astral");
  EXPECT_EQ(read("guild_message"), "ignored: message_type guild");
  EXPECT_EQ(read("duplicate_keys"), "ignored: notice_type ");  // The first of equal keys counts.
  for (const char* text :
       {"", " ", "{", "null", "[]", "7", "\"x\"", "{}", "{\"post_type\":null}", "{\"post_type\":{}}", "nul\0l"}) {
    EXPECT_TRUE(std::holds_alternative<Ignored>(decode(text, now))) << text;
  }
}

TEST(OneBot11, Answers) {
  EXPECT_EQ(read("napcat_sent"), "answer a1b2-1 ok 0 id=1584056401");
  EXPECT_EQ(read("napcat_send_timeout"), "answer a1b2-2 ambiguous 1200 id=");
  EXPECT_EQ(read("napcat_send_removed"), "answer a1b2-3 failed 1200 id=");
  EXPECT_EQ(read("napcat_notice_void"), "answer a1b2-4 ok 0 id=");
  EXPECT_EQ(read("napcat_bad_token"), "answer  failed 1403 id=");
  EXPECT_EQ(read("llbot_bad_token"), "answer  failed 1403 id=");
  EXPECT_EQ(read("gocqhttp_send_failed"), "answer a1b2-8 failed 100 id=");
  EXPECT_EQ(read("lagrange_unknown_action"), "answer a1b2-9 failed 404 id=");
  EXPECT_EQ(read("lagrange_async"), "answer a1b2-10 ok 1 id=");
  EXPECT_EQ(read("onebots_failed"), "answer 7 failed -1 id=");
  EXPECT_EQ(read("answer_without_echo"), "answer  ok 0 id=7");
  EXPECT_EQ(read("answer_says_nothing"), "answer a1b2-11 ambiguous 0 id=abcd-efgh");
}

TEST(OneBot11, TheGatewaysReasonIsKeptShort) {
  EXPECT_EQ(answer("gocqhttp_send_failed").why, "请参考 go-cqhttp 端输出");
  json long_answer = {{"status", "failed"}, {"retcode", 1200}, {"message", ""}, {"echo", "e"}};
  for (int i = 0; i < 100; ++i) long_answer["message"] = long_answer["message"].get<std::string>() + "错误";
  const auto cut = std::get<CallAnswer>(decode(long_answer.dump(), now)).why;
  EXPECT_EQ(cut.size(), 198U);
  EXPECT_EQ(cut.substr(195), "误");
}

TEST(OneBot11, LoginFriendsAndVersion) {
  EXPECT_EQ(login(answer("napcat_login").data), "2854200865");
  EXPECT_EQ(friends(answer("napcat_friends").data), (std::vector<std::string>{"10001", "10002", "4294967295"}));
  EXPECT_EQ(app_name(answer("napcat_version").data), "NapCat.Onebot");
  for (const char* odd : {"", "null", "[]", "{}", "[1,[2],{\"user_id\":{}}]", "\xff", "{\"user_id\":[]}"}) {
    EXPECT_EQ(login(odd), "") << odd;
    EXPECT_TRUE(friends(odd).value_or(std::vector<std::string>{}).empty()) << odd;
    EXPECT_EQ(app_name(odd), "") << odd;
    EXPECT_TRUE(groups(odd).empty()) << odd;
    EXPECT_EQ(online(odd), std::nullopt) << odd;
    EXPECT_TRUE(history(odd, now).messages.empty()) << odd;
  }
  EXPECT_TRUE(friends("[]"));
  EXPECT_FALSE(friends(R"([{"user_id":0},{}])")) << "nothing of it can be read";
  EXPECT_EQ(groups(answer("llbot_groups").data), (std::vector<std::string>{"100001", "100002"}));
  EXPECT_EQ(online(answer("napcat_status").data), false);
}

TEST(OneBot11, HistoryIsMessagesAndOurOwn) {
  const auto napcat = history(answer("napcat_history").data, now).messages;
  ASSERT_EQ(napcat.size(), 2U);
  EXPECT_EQ(napcat[1].user, napcat[1].account);
  EXPECT_EQ(Show{}(napcat[0]),
            "group self=2854200865 room=100001 user=3001000123 id=943636385 name=1901-张三 at=1584056400 [text 36.5]");
  const auto llbot = history(answer("llbot_history").data, now).messages;
  ASSERT_EQ(llbot.size(), 1U);
  EXPECT_EQ(
      Show{}(llbot[0]),
      "group self=2854200865 room=100001 user=10002 id=-1203948571 name=李四 at=1584056400 [image a.jpg][text 36.6]");
  json one = test::parsed(frame("napcat_history"))["data"]["messages"][0];
  EXPECT_EQ(history(json({{"messages", json::array_t(1'001, one)}}).dump(), now).messages.size(), 1'000U);
  one["post_type"] = "message_sent";  // Some name the peer as its user.
  ASSERT_EQ(history(json({{"messages", {one}}}).dump(), now).messages.size(), 1U);
  EXPECT_EQ(history(json({{"messages", {one}}}).dump(), now).messages[0].user, "2854200865");
  one.erase("time");  // Nobody could say whether it was heard before.
  EXPECT_TRUE(history(json({{"messages", {one}}}).dump(), now).messages.empty());
  EXPECT_TRUE(history(R"({"messages":"x"})", now).messages.empty());
  EXPECT_TRUE(history(R"({"messages":[[],1,"x",{"message_type":"group"}]})", now).messages.empty());
}

/// Each platform's own count, and what it says of the messages that a history leaves out.
TEST(OneBot11, AHistoryThatSkipsACountHasAHole) {
  const json one = test::parsed(frame("napcat_history"))["data"]["messages"][0];
  const auto jump = [&](const char* key, const std::vector<json>& counts) {
    json messages = json::array();
    for (const json& count : counts) {
      json said = one;
      for (const char* old : {"real_seq", "message_seq", "real_id"}) said.erase(old);
      said["message_id"] = 1'000 + messages.size();
      said["time"] = 1'584'056'400 + 60 * messages.size();
      if (!count.is_null()) said[key] = count;
      messages.push_back(said);
    }
    const Utc at = history(json({{"messages", messages}}).dump(), now).jump;
    return at == Utc{} ? -1 : (at - Utc{std::chrono::seconds{1'584'056'400}}).count() / 60;
  };
  EXPECT_EQ(jump("real_seq", {"7", "8", "9"}), -1);
  EXPECT_EQ(jump("real_seq", {"7", "9", "10", "12", "13"}), 3) << "the newest hole";
  EXPECT_EQ(jump("real_seq", {"9", "8", "7"}), -1) << "newest first";
  EXPECT_EQ(jump("message_seq", {7, 8, 10}), 2);
  EXPECT_EQ(jump("message_seq", {7, 7, 8}), -1);
  EXPECT_EQ(jump("message_seq", {nullptr, nullptr}), -1);
  EXPECT_EQ(jump("message_seq", {-5, 0, 99}), -1) << "which counts nothing";
  json again = one;  // NapCat's message_seq is the id once more
  again.erase("real_seq");
  again["message_seq"] = again["message_id"] = 5;
  json later = again;
  later["message_seq"] = later["message_id"] = 77;
  EXPECT_EQ(history(json({{"messages", {again, later}}}).dump(), now).jump, Utc{});
}

TEST(OneBot11, HalfAnEmojiCostsNoMessage) {
  EXPECT_EQ(read("napcat_lone_surrogate"),
            "group self=2854200865 room=100001 user=3001000123 id=943636385 name=半个\uFFFD at=1584056400 [text 36.5 "
            "😀\uFFFD]");
}

TEST(OneBot11, InvalidUtf8IsIgnored) {
  EXPECT_EQ(show(decode("{\"post_type\":\"message\",\"user_id\":\"\xff\xfe\"}", now)), "ignored: not JSON");
}

TEST(OneBot11, ANumberThatFitsNoTypeCostsNobodyTheMessage) {
  EXPECT_EQ(show(decode(R"({"post_type":"message","message_type":"private","time":1584056400,"user_id":2,"message":"a",
                            "x":[-123456789012345678901234567890,1e999,true],"y":"1e999 \"123456789012345678901"})",
                        now)),
            "direct self= room=2 user=2 id= name= at=1584056400 [text a]");
}

TEST(OneBot11, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {
    return "{\"post_type\":\"meta_event\",\"meta_event_type\":\"heartbeat\",\"x\":" + std::string(depth - 1, '[') +
           std::string(depth - 1, ']') + "}";
  };
  EXPECT_EQ(show(decode(nested(32), now)), "heartbeat unsaid");
  EXPECT_EQ(show(decode(nested(33), now)), "ignored: nested too deep");
  EXPECT_EQ(show(decode(nested(500'000), now)), "ignored: nested too deep");
  EXPECT_EQ(show(decode(std::string(500'000, '{'), now)), "ignored: not JSON");
  EXPECT_EQ(
      show(decode(
          R"({"post_type":"meta_event","meta_event_type":"heartbeat","x":"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})",
          now)),
      "heartbeat unsaid");
}

TEST(OneBot11, SizesAreBounded) {
  json event = test::parsed(frame("napcat_group"));
  event["message"] = json::array();
  for (int i = 0; i < 3; ++i)
    event["message"].push_back({{"type", "text"}, {"data", {{"text", std::string(1'500, 'a') + "温"}}}});
  const auto cut = std::get<Message>(decode(event.dump(), now));
  ASSERT_EQ(cut.content.size(), 2U);
  EXPECT_EQ(cut.content[0].value.size() + cut.content[1].value.size(),
            2'002U);  // 2,000 code points, one of three bytes

  event["message"] = json::array();
  for (int i = 0; i < 5'000; ++i) event["message"].push_back({{"type", "at"}, {"data", {{"qq", "1"}}}});
  EXPECT_EQ(std::get<Message>(decode(event.dump(), now)).content.size(), 500U);

  event["message"] = std::string(8 << 20, 'a');
  EXPECT_EQ(show(decode(event.dump(), now)), "ignored: a frame over 8 MiB");
  event["message"] = std::string(900'000, 'a');
  EXPECT_TRUE(std::holds_alternative<Message>(decode(event.dump(), now)));
}

TEST(OneBot11, ATimeOutOfThisWorldIsNow) {
  for (const char* time : {"0", "-5", "null", "\"soon\"", "1e300", "[]"}) {
    const std::string text =
        std::string(R"({"post_type":"notice","notice_type":"friend_add","user_id":1,"time":)") + time + "}";
    EXPECT_EQ(show(decode(text, now)), "friend 1 flag= at=now") << time;
  }
}

/// Recorded frames with bytes changed, cut and doubled: decode always returns.
TEST(OneBot11, NoFrameMakesItThrow) {
  std::mt19937 dice(7);
  for (const char* name : {"napcat_group", "napcat_debug_face_image", "napcat_string_mode", "gocqhttp_private",
                           "napcat_friends", "napcat_group_recall", "huge_ids"}) {
    const std::string original = frame(name);
    for (int round = 0; round < 2'000; ++round) {
      std::string text = original;
      for (int i = std::uniform_int_distribution(1, 6)(dice); i > 0; --i) {
        const auto where = std::uniform_int_distribution<std::size_t>(0, text.size() - 1)(dice);
        switch (std::uniform_int_distribution(0, 3)(dice)) {
          case 0:
            text[where] = static_cast<char>(std::uniform_int_distribution(0, 255)(dice));
            break;
          case 1:
            text.erase(where, 5);
            break;
          case 2:
            text.insert(where, text.substr(where / 2, 20));
            break;
          default:
            text[where] = "\"{}[]:,0\\"[std::uniform_int_distribution(0, 8)(dice)];
        }
        if (text.empty()) text = " ";
      }
      const Frame read = decode(text, now);
      const auto* ignored = std::get_if<Ignored>(&read);
      EXPECT_FALSE(ignored && ignored->why.rfind("fault", 0) == 0) << text;
    }
  }
}

}  // namespace
}  // namespace banwei::onebot11
