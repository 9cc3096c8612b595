// Any bytes as a frame, and any bytes as words to send. Invariant: no crash, no fault, one text segment for one text.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bot/gateway/onebot11/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banwei;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Frame frame = onebot11::decode(text, Utc{std::chrono::seconds{1'584'056'400}});
  if (const auto* ignored = std::get_if<Ignored>(&frame); ignored && ignored->why.rfind("fault", 0) == 0) {
    std::abort();
  }
  if (const auto* answer = std::get_if<CallAnswer>(&frame)) {
    onebot11::friends(answer->data);
    onebot11::login(answer->data);
  }
  onebot11::friends(text);
  const OutgoingCall call{.tag = 0, .what = Send{true, text, {{Part::Kind::text, "x" + text}}}};
  const auto sent = nlohmann::json::parse(onebot11::encode(call, "e"), nullptr, false);
  if (sent.is_discarded() || sent["params"]["message"].size() != 1) std::abort();
  return 0;
}
