// What befalls somebody from day to day, composed of words: a part of the body and what struck it, a dog and a bite,
// a purse and a thief. Invariant: looks only.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "handlers/care/needs.h"
#include "handlers/care/needs_view.h"

namespace banwei::care {

struct Misfortune {
  Trouble trouble = Trouble::wound;
  std::string_view grave = {};  // The symptom that cannot wait: 受伤, 出血.
  std::size_t piece = 0;        // Where it is said in the view.
  bool explained = false;       // It says what hurt, so nobody hurt himself.
  bool own = false;             // 狗咬我腿了: it says whom it befell.
};

/// A quick no for most of what people say.
bool may_tell_of_misfortune(std::string_view text);

/// The gravest of the message.
std::optional<Misfortune> misfortune_in(const View& view);

}  // namespace banwei::care
