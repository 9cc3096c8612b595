// Understands answers to a roll call: 到, 签到, 张三到, 迟到了，到, 李四手机没电了，他到了. Pure, without clock, store
// or chat. Invariant: the whole message is an answer or it is none. A word inside a sentence never signs anybody in.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "handlers/language/answers.h"

namespace banwei::attendance {

struct SignIn {
  enum class Kind {
    sign,     // The speaker is here.
    late,     // The speaker is here, and says so late.
    behalf,   // Somebody else is here; it waits for that person.
    problem,  // The speaker wants to sign in and cannot.
    ask,      // Nobody knows who is here.
  };
  Kind kind = Kind::sign;
  std::vector<Named> who;  // For behalf: in the order said, the speaker among them if said.
};

/// What `text` answers to an open roll call; nothing when it does not.
std::optional<SignIn> understand_sign_in(std::string_view text, const language::AnswerScene& scene);

/// "sign", "late", ... as the case tables write it.
std::string_view to_string(SignIn::Kind kind);

/// The fields as the case tables write them: {"who":"李四"}, {"who":["李四","王五"]}, {"ask":"who"}.
nlohmann::ordered_json fields(const SignIn& sign_in);

}  // namespace banwei::attendance
