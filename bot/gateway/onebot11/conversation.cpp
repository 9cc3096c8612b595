#include "bot/gateway/onebot11/conversation.h"

#include "bot/gateway/onebot11/codec.h"

namespace banwei::onebot11 {
namespace {

class OneBot11 final : public Conversation {
 public:
  std::vector<Question> greet() override {
    dialect_ = {};
    return {self_test(),
            {"get_group_list", [](const CallAnswer& answer, Findings& found) { found.groups = groups(answer.data); }},
            {"get_version_info",
             [this](const CallAnswer& answer, Findings&) { dialect_ = dialect_of(app_name(answer.data)); }}};
  }
  Question friends() const override {
    return {"get_friend_list", [](const CallAnswer& answer, Findings& found) {
              if (answer.ok) found.friends = onebot11::friends(answer.data);
            }};
  }
  Question status() const override {
    return {"get_status", [](const CallAnswer& answer, Findings& found) { found.online = online(answer.data); }};
  }
  Question self_test() const override {
    return {"get_login_info", [](const CallAnswer& answer, Findings& found) { found.account = login(answer.data); }};
  }
  const std::string& gateway() const override { return dialect_.app; }
  const Capabilities& can() const override { return dialect_.can; }

  Frame decode(std::string_view text, Utc now) const override { return onebot11::decode(text, now); }
  History history(const CallAnswer& answer, Utc now) const override { return onebot11::history(answer.data, now); }

  std::optional<std::vector<GroupMembers::Member>> members(const CallAnswer& answer) const override {
    return answer.ok ? onebot11::members(answer.data) : std::nullopt;
  }
  std::optional<std::string> file(const CallAnswer& answer) const override {
    return answer.ok ? onebot11::file(answer.data) : std::nullopt;
  }

  std::string encode(const OutgoingCall& call, std::string_view echo) const override {
    return onebot11::encode(call, echo, dialect_);
  }
  std::string encode(const Question& question, std::string_view echo) const override {
    return encode_action(question.action, echo);
  }

 private:
  Dialect dialect_;
};

}  // namespace

std::unique_ptr<Conversation> converse() { return std::make_unique<OneBot11>(); }

}  // namespace banwei::onebot11
