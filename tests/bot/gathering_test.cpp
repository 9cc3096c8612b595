// What is gathered leaves in one piece and in its order, over a pair of sockets.
#include "bot/net/gathering.h"

#include <gtest/gtest.h>

#include <optional>

#include <boost/asio/ip/tcp.hpp>

namespace banwei::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::beast::error_code;

class GatheringTest : public testing::Test {
 protected:
  GatheringTest() : stream_(io_), peer_(io_) {
    tcp::acceptor acceptor(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    stream_.next_layer().socket().connect(acceptor.local_endpoint());
    acceptor.accept(peer_);
  }

  void write(std::string_view text) { EXPECT_EQ(stream_.write_some(asio::buffer(text)), text.size()); }

  std::string arrived() {
    std::string text(peer_.available(), '\0');
    peer_.read_some(asio::buffer(text));
    return text;
  }

  asio::io_context io_;
  Gathering<boost::beast::tcp_stream> stream_;
  tcp::socket peer_;
};

TEST_F(GatheringTest, NothingLeavesBeforeTheFlushAndThenAllOfIt) {
  write("one ");
  write("two ");
  io_.poll();
  io_.restart();
  EXPECT_EQ(peer_.available(), 0U);
  std::optional<Error> done;
  stream_.flush([&](Error ec) { done = ec; });
  write("three ");  // The others are leaving now.
  EXPECT_FALSE(done);
  io_.run();
  EXPECT_EQ(done, Error());
  EXPECT_EQ(arrived(), "one two three ");
}

TEST_F(GatheringTest, WhatIsWrittenByTheWayKeepsItsPlaceAndNeedsNoFlush) {
  write("frame ");
  std::optional<std::size_t> written;
  stream_.async_write_some(asio::buffer(std::string_view("ping ")), [&](Error, std::size_t size) { written = size; });
  EXPECT_FALSE(written);
  io_.run();
  EXPECT_EQ(written, 5U);
  EXPECT_EQ(arrived(), "frame ping ");
}

TEST_F(GatheringTest, AFlushOverABrokenLineSaysSo) {
  stream_.next_layer().socket().close();
  write("lost");
  std::optional<Error> done;
  stream_.flush([&](Error ec) { done = ec; });
  io_.run();
  ASSERT_TRUE(done);
  EXPECT_TRUE(*done);
  Error later;
  stream_.write_some(asio::buffer(std::string_view("more")), later);
  EXPECT_TRUE(later);
}

}  // namespace
}  // namespace banwei::net
