#include "bot/cli/confirming.h"

#include <algorithm>

namespace banwei::cli {

namespace text {

constexpr Sentence only_preview{"以上只是预览，{}", "this was a preview; {}"};
constexpr Sentence nobody_to_ask{"{}：这里没有人可以问。看过上面的预览，加 --yes 再运行一次",
                                 "{}: nobody is here to be asked. Look at the preview, add --yes and run it again"};
constexpr Sentence declined{"好，{}", "{}"};
constexpr Sentence ask{"照这样写入吗？（是/否）", "Write it like this? (y/n)"};
constexpr Sentence and_so_on{"……", "..."};

}  // namespace text

bool confirmed(const Confirmation& how, const Phrase& question, const Sentence& undone, Voice& voice) {
  if (how.preview) {
    voice.say(text::only_preview, undone);
    return false;
  }
  if (how.yes) return true;
  if (!voice.attended()) throw Explained(text::nobody_to_ask, undone);
  if (voice.confirms(question)) return true;
  voice.say(text::declined, undone);
  return false;
}

bool to_be_written(const Confirmation& how, Voice& voice) {
  return confirmed(how, phrase(text::ask), nothing_written, voice);
}

bool tell_problems(std::span<const Phrase> problems, const Sentence& all, Voice& voice) {
  constexpr std::size_t shown = 50;
  if (problems.empty()) return false;
  for (const Phrase& one : problems.first(std::min(problems.size(), shown))) voice.error(one);
  if (problems.size() > shown) voice.error(phrase(text::and_so_on));
  voice.error(phrase(all, problems.size()));
  return true;
}

}  // namespace banwei::cli
