// Certificates by OpenSSL's own calls, and the front by Asio's.
#include "tests/bot/tls_stand.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <future>
#include <stdexcept>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace banwei::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

template <class Thing, void (*Free)(Thing*)>
struct Freed {
  void operator()(Thing* thing) const { Free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freed<X509, X509_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;

std::string text_of(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

Bio reading(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

void extend(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  if (extension == nullptr) throw std::runtime_error("no extension " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate make(const std::string& name, const Certificate* ca, std::chrono::hours shift) {
  const Key key(EVP_EC_gen("P-256"));
  const Cert cert(X509_new());
  X509_set_version(cert.get(), 2);
  static long serial = 0;
  ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), ++serial);
  const long start = std::chrono::seconds(shift).count() - 86'400;
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), start);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), start + 10 * 86'400);
  X509_set_pubkey(cert.get(), key.get());
  X509_NAME* subject = X509_get_subject_name(cert.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  Key signer;
  if (ca != nullptr) {
    const Cert issuer(PEM_read_bio_X509(reading(ca->pem).get(), nullptr, nullptr, nullptr));
    X509_set_issuer_name(cert.get(), X509_get_subject_name(issuer.get()));
    signer.reset(PEM_read_bio_PrivateKey(reading(ca->key).get(), nullptr, nullptr, nullptr));
  } else {
    X509_set_issuer_name(cert.get(), subject);
    extend(cert.get(), NID_basic_constraints, "critical,CA:TRUE");
  }
  const bool address = name.find_first_not_of("0123456789.") == std::string::npos;
  extend(cert.get(), NID_subject_alt_name, (address ? "IP:" : "DNS:") + name);
  X509_sign(cert.get(), signer ? signer.get() : key.get(), EVP_sha256());
  const Bio pem(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(pem.get(), cert.get());
  const Bio secret(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(pem), text_of(secret)};
}

}  // namespace

Certificate self_signed(const std::string& name) { return make(name, nullptr, {}); }

Certificate signed_by(const Certificate& ca, const std::string& name, std::chrono::hours shift) {
  return make(name, &ca, shift);
}

struct TlsFront::Pair : std::enable_shared_from_this<TlsFront::Pair> {
  Pair(tcp::socket socket, asio::ssl::context& context, asio::io_context& io)
      : bot(std::move(socket), context), gateway(io) {}

  template <class From, class To>
  void pump(From& from, To& to, std::array<char, 16 << 10>& bytes) {
    from.async_read_some(asio::buffer(bytes), [&, self = shared_from_this()](boost::system::error_code ec,
                                                                             std::size_t size) {
      if (ec) return end();
      asio::async_write(to, asio::buffer(bytes.data(), size), [&, self](boost::system::error_code error, std::size_t) {
        if (error) return end();
        pump(from, to, bytes);
      });
    });
  }

  void end() {
    boost::system::error_code ignored;
    bot.lowest_layer().close(ignored);
    gateway.close(ignored);
  }

  asio::ssl::stream<tcp::socket> bot;
  tcp::socket gateway;
  std::array<char, 16 << 10> up;
  std::array<char, 16 << 10> down;
};

TlsFront::TlsFront(const Certificate& certificate, std::uint16_t gateway)
    : context_(asio::ssl::context::tls_server),
      acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}),
      port_(acceptor_.local_endpoint().port()),
      gateway_(gateway) {
  context_.use_certificate_chain(asio::buffer(certificate.pem));
  context_.use_private_key(asio::buffer(certificate.key), asio::ssl::context::pem);
  accept();
  thread_ = std::thread([this] { io_.run(); });
}

TlsFront::~TlsFront() {
  io_.stop();
  thread_.join();
}

std::string TlsFront::server_name() const {
  std::packaged_task<std::string()> task([this] { return server_name_; });
  auto name = task.get_future();
  asio::post(const_cast<asio::io_context&>(io_), std::move(task));
  return name.get();
}

void TlsFront::accept() {
  acceptor_.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
    if (ec) return;
    const auto pair = std::make_shared<Pair>(std::move(socket), context_, io_);
    pair->bot.async_handshake(asio::ssl::stream_base::server, [this, pair](boost::system::error_code error) {
      if (error) return pair->end();
      const char* name = SSL_get_servername(pair->bot.native_handle(), TLSEXT_NAMETYPE_host_name);
      server_name_ = name == nullptr ? "" : name;
      pair->gateway.connect({asio::ip::make_address("127.0.0.1"), gateway_}, error);
      if (error) return pair->end();
      pair->pump(pair->bot, pair->gateway, pair->up);
      pair->pump(pair->gateway, pair->bot, pair->down);
    });
    accept();
  });
}

}  // namespace banwei::test
