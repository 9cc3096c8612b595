// Which addresses are this machine's, which a private network's, and which lie in the open.
#include "bot/net/address.h"

#include <gtest/gtest.h>

#include "bot/net/token.h"

namespace banwei::net {
namespace {

Network of(const char* text) { return network_of(boost::asio::ip::make_address(text)); }

TEST(Address, EveryRangeUpToItsEdges) {
  for (const char* text : {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_EQ(of(text), Network::loopback) << text;
  }
  for (const char* text :
       {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255", "169.254.1.1",
        "100.64.0.0", "100.127.255.255", "0.0.0.0", "::", "fc00::1", "fdff::1", "fe80::1", "::ffff:192.168.1.1"}) {
    EXPECT_EQ(of(text), Network::closed) << text;
  }
  for (const char* text :
       {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255",
        "100.128.0.0", "8.8.8.8", "2001:db8::1", "fec0::1", "fbff::1", "::ffff:8.8.8.8"}) {
    EXPECT_EQ(of(text), Network::open) << text;
  }
}

TEST(Token, EverySchemeInUseIsUnderstood) {
  EXPECT_EQ(bearer("Bearer T"), "T");
  EXPECT_EQ(bearer("bearer   T "), "T");
  EXPECT_EQ(bearer("Token T"), "T");
  EXPECT_EQ(bearer("T"), "T");
  EXPECT_EQ(bearer("tokenized"), "tokenized");
  EXPECT_EQ(bearer("Bearer "), "");
  EXPECT_EQ(bearer("Bearer"), "");
  EXPECT_EQ(bearer(""), "");
}

TEST(Token, AQueryMayHoldIt) {
  EXPECT_EQ(query_token("a=1&access_token=x%2Fy&b"), "x/y");
  EXPECT_EQ(query_token("access_token"), "");
  EXPECT_EQ(query_token("xaccess_token=1"), "");
  EXPECT_EQ(query_token("access_token=%zz"), "");
  EXPECT_EQ(query_token(""), "");
}

TEST(Token, OnlyTheSameIsTheSame) {
  EXPECT_TRUE(same_token("abc", "abc"));
  EXPECT_FALSE(same_token("abc", "abd"));
  EXPECT_FALSE(same_token("abc", "ab"));
  EXPECT_FALSE(same_token("abc", ""));
}

}  // namespace
}  // namespace banwei::net
