// Understands answers to a notice: 收到, 好的，谢谢老师, 张三已阅, 收到，但是链接打不开, 李四收到. Pure, without clock,
// store or chat. Invariant: the first words are a receipt and nothing else. 收到红包, 收到请回复 and 收到没 are none; a
// question behind a receipt is kept as one, so that it reaches the publisher.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "handlers/language/answers.h"

namespace banwei::announcement {

struct Receipt {
  enum class Kind {
    receipt,  // The speaker has read it.
    behalf,   // Somebody else has; it is a note, no receipt.
    ask,      // Nobody knows which 刘洋, or which notice.
  };
  Kind kind = Kind::receipt;
  bool question = false;           // A question or a fault is told with it.
  std::optional<std::int64_t> id;  // The notice that was named: 收到12.
  std::vector<Named> who;          // For behalf: empty when it is a whole room that nobody named.
  bool which = false;              // For ask: the notice is unclear, not the person.
};

/// What `text` answers to the open notices, nothing when it does not. `open` are their numbers.
std::optional<Receipt> understand_receipt(std::string_view text, const language::AnswerScene& scene,
                                          std::span<const std::int64_t> open);

/// Whether the folded words ask something or report a fault.
bool is_question(std::string_view folded);

/// "receipt", "behalf", "ask" as the case tables write it.
std::string_view to_string(Receipt::Kind kind);

/// The fields as the case tables write them: {"question":true}, {"id":12}, {"who":"李四"}, {"who":"?"}, {"ask":"who"}.
nlohmann::ordered_json fields(const Receipt& receipt);

}  // namespace banwei::announcement
