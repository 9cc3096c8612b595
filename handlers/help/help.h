// 帮助: writes itself from the commands of the list, for the roles of whoever asks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/args.h"
#include "handlers/feature.h"

namespace banwei::help {

class Help final : public Feature {
 public:
  /// `features` is the whole list and may still grow until the first question.
  explicit Help(const std::vector<std::unique_ptr<Feature>>& features) : features_(features) {}

  std::string_view title() const override { return "help"; }
  std::vector<Command> commands() override;
  std::vector<Listener> listeners() override;

 private:
  static constexpr Intent bare_mention{.kind = "help",
                                       .who = everyone | Roles{Role::admin},
                                       .scope = Scope::anywhere,
                                       .cost = 2,
                                       .says = SpeechAct::request,
                                       .means = "叫了一声班级小助手"};
  std::optional<Interpretation> read_bare_mention(const Utterance& said, const Context& context);
  Arg<std::string> topic() const;
  Reply show(const Context& call, std::optional<std::string> topic);
  Reply show_topic(const Context& call, std::string topic);
  std::string overview(const Context& call) const;
  std::string area_line(const Context& call, Area area) const;
  std::optional<std::string> area_page(const Context& call, std::string_view topic) const;
  std::optional<std::string> detail(const Context& call, const std::string& topic) const;

  const std::vector<std::unique_ptr<Feature>>& features_;
};

}  // namespace banwei::help
