// The dialled websocket under TLS: the chain and the name are verified, and what is wrong is said so that it can be
// mended.
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "bot/net/dialled_stream.h"

namespace banwei::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;

/// What to do about a certificate that was not accepted.
std::string trouble_with(long verdict) {
  switch (verdict) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the gateway's certificate has expired: renew it there, unless it is this machine's clock that is wrong";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the gateway's certificate is not valid yet: set the clocks of both machines";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "the gateway's certificate is for another name: put the name that it was issued for into [gateway] url";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "nobody whom this machine trusts vouches for the gateway's certificate: name the file of its CA in "
             "[gateway] ca_file";
    default:
      return std::string("the gateway's certificate was not accepted: ") + X509_verify_cert_error_string(verdict);
  }
}

/// Has the context before the stream that refers to it is made.
struct Trust {
  explicit Trust(const std::string& ca_file) : context(ssl::context::tls_client) {
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    context.set_verify_mode(ssl::verify_peer);
    if (ca_file.empty()) {
      context.set_default_verify_paths(trouble);
    } else {
      context.load_verify_file(ca_file, trouble);
    }
  }
  ssl::context context;
  beast::error_code trouble;
};

using Stream = beast::websocket::stream<Gathering<beast::ssl_stream<beast::tcp_stream>>, false>;

class Tls final : private Trust, public DialledStream<Stream> {
 public:
  Tls(asio::io_context& io, const DialOptions& options)
      : Trust(options.ca_file), DialledStream<Stream>(io, options, context) {}

 private:
  asio::awaitable<bool> secure() override {
    mendable = true;
    if (trouble) {
      why = "[gateway] ca_file cannot be read, or is no certificate in PEM: " + trouble.message();
      co_return false;
    }
    auto& tls = stream_.next_layer().next_layer();
    expect_name(tls.native_handle());
    beast::get_lowest_layer(stream_).expires_after(dial_time);
    const auto [ec] = co_await tls.async_handshake(ssl::stream_base::client, as_result);
    if (ec) {
      const long verdict = SSL_get_verify_result(tls.native_handle());
      mendable = verdict != X509_V_OK;
      why = mendable ? trouble_with(verdict) : "the gateway speaks no TLS here: " + ec.message();
      co_return false;
    }
    mendable = false;
    co_return true;
  }

  void expect_name(SSL* tls) {
    const std::string& host = options_.target.host;
    X509_VERIFY_PARAM* expected = SSL_get0_param(tls);
    if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1) return;
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(expected, host.data(), host.size());
    SSL_set_tlsext_host_name(tls, host.c_str());
  }
};

}  // namespace

std::shared_ptr<Dialled> dial_tls(asio::io_context& io, const DialOptions& options) {
  return std::make_shared<Tls>(io, options);
}

}  // namespace banwei::net
