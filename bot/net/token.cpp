#include "bot/net/token.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <array>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "storage/bilingual.h"

namespace banwei::net {

namespace text {

constexpr Sentence odd{"网关令牌里有空格或放不进请求头的字符：两边换一个",
                       "the gateway's token holds a blank or a sign that fits no header"};

}  // namespace text

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Digest digest_of(std::string_view text) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return text.size() == word.size() || text[word.size()] == ' ';
}

}  // namespace

void check_token(const std::string& token) {
  for (const char c : token) {
    if (c < 0x21 || c > 0x7E) throw Explained(text::odd);
  }
}

std::string_view bearer(std::string_view authorization) {
  for (const std::string_view scheme : {"bearer", "token"}) {
    if (!starts_with_word(authorization, scheme)) continue;
    authorization.remove_prefix(scheme.size());
    break;
  }
  while (!authorization.empty() && authorization.front() == ' ') authorization.remove_prefix(1);
  while (!authorization.empty() && authorization.back() == ' ') authorization.remove_suffix(1);
  return authorization;
}

std::string query_token(std::string_view query) {
  const auto parsed = boost::urls::parse_query({query.data(), query.size()});
  if (!parsed) return {};
  for (const auto& pair : *parsed) {
    if (pair.key == "access_token") return pair.value.decode();
  }
  return {};
}

bool same_token(std::string_view ours, std::string_view theirs) {
  const Digest a = digest_of(ours);
  const Digest b = digest_of(theirs);
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace banwei::net
