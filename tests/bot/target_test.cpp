// Which urls can be dialled, and what is said of the others.
#include "bot/net/target.h"

#include <gtest/gtest.h>

namespace banwei::net {
namespace {

std::string show(const Target& target) {
  return target.host + " " + std::to_string(target.port) + " " + target.authority + " " + target.path +
         (target.secure ? " secure" : "");
}

TEST(Target, AUrlIsTakenApart) {
  EXPECT_EQ(show(target_of("ws://127.0.0.1:3001/")), "127.0.0.1 3001 127.0.0.1:3001 /");
  EXPECT_EQ(show(target_of("ws://[::1]:3001")), "::1 3001 [::1]:3001 /");
  EXPECT_EQ(show(target_of("ws://napcat/onebot/v11/ws?access_token=x")),
            "napcat 80 napcat /onebot/v11/ws?access_token=x");
  EXPECT_EQ(show(target_of("wss://bot.example.edu/ws")), "bot.example.edu 443 bot.example.edu /ws secure");
}

TEST(Target, WhatCannotBeDialledIsRefusedWithoutRepeatingIt) {
  for (const char* url : {"", "127.0.0.1:3001", "http://secret/", "ws://", "ws:///secret", "ws://a b/",
                          "ws://u:secret@h/", "ws://h:0/", "ws://h:99999/", "ws://h:99999999999999/"}) {
    try {
      target_of(url);
      ADD_FAILURE() << url;
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << url;
    }
  }
}

TEST(Target, WhatTheParserCutsOrAReaderWouldMisreadIsRefused) {
  for (const char* url : {"ws://127.0.0.1.gateway.example.edu:3001/x",
                          "ws://127.0.0.1.example.edu",
                          "ws://127.0.0.1x:3001/",
                          "ws://10.0.0.1.5:3001/",
                          "ws://127.0.0.1-a/",
                          "ws://127.0.0.1:3001@example.edu/",
                          "ws://@example.edu/",
                          "ws://[::1].example.edu/",
                          "ws://[::1]x/",
                          "ws://[v1.a]/",
                          "ws://[::1%25lo]/",
                          "ws://127.0.0.1%2eexample.edu/",
                          "ws://%31%32%37.0.0.1/",
                          "ws://a%20b/",
                          "ws://网关/",
                          "ws://h:/",
                          "ws://h:80x/",
                          "ws://h:-1/",
                          "ws://h:+80/",
                          "ws://h\\@example.edu/",
                          "ws://h/#token",
                          "ws://h\n/",
                          "ws://h,g/",
                          "ws://h;g/"}) {
    EXPECT_THROW(target_of(url), std::runtime_error) << url << " is dialled as " << show(target_of(url));
  }
  EXPECT_EQ(target_of("ws://127.example.edu:3001/").host, "127.example.edu");
  EXPECT_EQ(target_of("ws://nap_cat-1.lan./").host, "nap_cat-1.lan.");
  EXPECT_EQ(target_of("ws://1.2.3.4?x=//a@b").host, "1.2.3.4");
}

}  // namespace
}  // namespace banwei::net
