// What is said when a leave has been asked for or decided: 老师咋还没批啊, 能再申请一次吗, 我周四晚上就到, and by those
// in charge: 下午有谁请了假, 还有没处理的吗. Invariant: nothing is decided or changed here.
#pragma once

#include <functional>
#include <optional>

#include "handlers/exporting.h"
#include "handlers/leave/leave_book.h"
#include "handlers/leave/leave_letters.h"

namespace banwei::leave {

class Afterwards {
 public:
  /// What the commands of the feature answer.
  struct Answers {
    std::function<Reply(const Context&)> own = {};                           // 我的请假
    std::function<Reply(const Context&, std::optional<DaySpan>)> list = {};  // 谁请假了
    std::function<Reply(const Context&)> how = {};                           // 怎么请假
  };
  Afterwards(Book& book, Letters& letters, Answers answers)
      : book_(book), letters_(letters), answers_(std::move(answers)) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  std::optional<Interpretation> of_student(std::string_view folded, const Context& context);
  std::optional<Interpretation> of_leader(std::string_view folded, const Context& context);

  Book& book_;
  Letters& letters_;
  Answers answers_;
};

}  // namespace banwei::leave
