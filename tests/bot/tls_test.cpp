// wss://: who is believed, and what is said of the others.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "tests/bot/line_stand.h"
#include "tests/bot/tls_stand.h"

namespace banwei::test {
namespace {

/// A file of the test's own, gone with it.
class PemFile {
 public:
  explicit PemFile(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "banwei-ca-XXXXXX").string();
    close(mkstemp(name.data()));
    path_ = name;
    std::ofstream(path_) << text;
  }
  ~PemFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

class TlsTest : public testing::Test {
 protected:
  TlsTest() : ca_(self_signed("banwei test CA")), file_(ca_.pem) { gateway_.start(); }

  LinkOptions options(const TlsFront& front, const std::string& host = "localhost") const {
    LinkOptions options = quick("wss://" + host + ":" + std::to_string(front.port()) + "/");
    options.ca_file = file_.path();
    options.backoff_most = std::chrono::milliseconds{20};
    return options;
  }

  /// The line never comes up, the admin is told once what to mend, and the gateway hears nothing of us.
  void expect_refusal(const LinkOptions& options, const std::string& sentence) {
    Caller caller(options);
    ASSERT_TRUE(caller.wait([](const Caller& c) { return c.log.size() >= 4; }));
    caller.stop();
    int told = 0;
    for (const std::string& line : caller.log) {
      const bool attempt = line.find("no line to the gateway") != std::string::npos;
      told += !attempt && line.find(sentence) != std::string::npos;
    }
    EXPECT_EQ(told, 1) << caller.log[0];
    EXPECT_TRUE(caller.order.empty());
    EXPECT_EQ(gateway_.authorization(), "");
  }

  Certificate ca_;
  PemFile file_;
  FakeGateway gateway_;
};

TEST_F(TlsTest, AGoodChainCarriesTheLine) {
  TlsFront front(signed_by(ca_, "localhost"), gateway_.port());
  Caller caller(options(front));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(front.server_name(), "localhost");
  EXPECT_EQ(gateway_.authorization(), "Bearer s3cret-token");
}

TEST_F(TlsTest, AnAddressMayBeCertifiedToo) {
  TlsFront front(signed_by(ca_, "127.0.0.1"), gateway_.port());
  Caller caller(options(front, "127.0.0.1"));
  ASSERT_TRUE(caller.wait_up());
  caller.stop();
  EXPECT_EQ(front.server_name(), "");  // An address is no server name.
}

TEST_F(TlsTest, ACertificateOfItsOwnIsBelievedWhenItIsNamed) {
  const Certificate own = self_signed("localhost");
  PemFile file(own.pem);
  TlsFront front(own, gateway_.port());
  LinkOptions named = options(front);
  named.ca_file = file.path();
  Caller caller(named);
  EXPECT_TRUE(caller.wait_up());
}

TEST_F(TlsTest, AWrongHostIsRefused) {
  TlsFront front(signed_by(ca_, "other.example"), gateway_.port());
  expect_refusal(options(front), "is for another name");
  TlsFront address(signed_by(ca_, "127.0.0.2"), gateway_.port());
  expect_refusal(options(address, "127.0.0.1"), "is for another name");
}

TEST_F(TlsTest, ASelfSignedCertificateIsRefused) {
  TlsFront front(self_signed("localhost"), gateway_.port());
  expect_refusal(options(front), "[gateway] ca_file");
}

TEST_F(TlsTest, AnUnknownCaIsRefusedAlsoByTheSystemsStore) {
  TlsFront front(signed_by(self_signed("another CA"), "localhost"), gateway_.port());
  expect_refusal(options(front), "[gateway] ca_file");
  LinkOptions systems = options(front);
  systems.ca_file.clear();
  expect_refusal(systems, "[gateway] ca_file");
}

TEST_F(TlsTest, AnExpiredCertificateAndAFutureOneAreRefused) {
  TlsFront expired(signed_by(ca_, "localhost", std::chrono::hours{-24 * 30}), gateway_.port());
  expect_refusal(options(expired), "has expired");
  TlsFront future(signed_by(ca_, "localhost", std::chrono::hours{24 * 30}), gateway_.port());
  expect_refusal(options(future), "is not valid yet");
}

TEST_F(TlsTest, ACaFileThatIsNoneIsSaid) {
  TlsFront front(signed_by(ca_, "localhost"), gateway_.port());
  LinkOptions missing = options(front);
  missing.ca_file = "/nowhere/ca.pem";
  expect_refusal(missing, "ca_file cannot be read");
}

TEST_F(TlsTest, APlainGatewayIsKnownAsOne) {
  LinkOptions plain = quick("wss://127.0.0.1:" + std::to_string(gateway_.port()) + "/");
  Caller caller(plain);
  ASSERT_TRUE(caller.wait(
      [](const Caller& c) { return !c.log.empty() && c.log[0].find("speaks no TLS here") != std::string::npos; }));
}

}  // namespace
}  // namespace banwei::test
