// Which urls can be dialled, and what is said of the others.
#include "bot/gateway/target.h"

#include <gtest/gtest.h>

namespace banwei {
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
    } catch (const std::invalid_argument& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << url;
    }
  }
}

}  // namespace
}  // namespace banwei
