// Frames in the shape of NapCat's, put together from ready pieces.
#include "tests/bench/college.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace banwei::bench {

namespace {

constexpr std::string_view talks[] = {"今天作业交了吗", "哈哈哈哈",       "明天几点上课",    "有人一起打球吗",
                                      "快递到了",       "今天36个人吃饭", "这题第3问怎么做", "好的"};

/// Of a hundred reports, how many are written so; {} stands for the degrees.
struct Manner {
  std::size_t share;
  std::string_view text;
};
constexpr Manner manners[] = {{50, "{}"},         {18, "体温{}"},    {10, "{} 收到"},  {6, "早上{}"},
                              {4, "{}℃，无异常"}, {4, "老师早，{}"}, {8, "打错了，{}"}};

void append(std::string& text, std::int64_t number) {
  char digits[20];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace

College::College(std::uint64_t seed) : dice_(seed), order_(students) {
  const auto any = [this](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice_);
  };
  const sandbox::CollegeDay people(seed, students, classes);
  for (std::size_t i = 0; i < students; ++i) {
    const sandbox::DayStudent& one = people.students[i];
    Student student{.number = one.number, .name = one.name, .klass = one.klass, .account = {}, .around = {}};
    student.account = std::to_string(1'000'000'000 + i * 123'457);
    student.around = {
        fmt::format(R"({{"self_id":2854200865,"user_id":{},"time":)", student.account),
        fmt::format(R"("}}}}],"message_format":"array","post_type":"message","group_id":{},"group_name":"机电{}班",)"
                    R"("sender":{{"user_id":{},"nickname":"{}","card":"{}-{}","role":"member"}}}})",
                    700'001 + one.klass, 1901 + one.klass, student.account, student.name, 1901 + one.klass,
                    student.name)};
    students_.push_back(std::move(student));
  }
  for (const Manner& manner : manners) {
    for (std::size_t i = 0; i < manner.share; ++i) {
      reports_.push_back(fmt::format(fmt::runtime(manner.text), fmt::format("36.{}", any(10))));
    }
  }
  std::iota(order_.begin(), order_.end(), 0);
  std::shuffle(order_.begin(), order_.end(), dice_);
}

std::string College::roster() const {
  std::string csv = "学号,姓名,班级,QQ,群号\n";
  for (std::size_t i = 0; i < students; ++i) {
    const Student& one = students_[i];
    csv += fmt::format("{},{},机电{},{},{}\n", one.number, one.name, 1901 + class_of(i), one.account,
                       700'001 + class_of(i));
  }
  return csv;
}

std::string College::friends() const {
  std::string list = "[";
  for (const Student& one : students_) {
    list +=
        fmt::format(R"({}{{"birthday_year":0,"birthday_month":0,"birthday_day":0,"user_id":{},"age":0,"phone_num":"",)"
                    R"("email":"","category_id":0,"nickname":"{}","remark":"","sex":"unknown","level":0}})",
                    list.size() > 1 ? "," : "", one.account, one.name);
  }
  return list + "]";
}

std::size_t College::next_student() { return order_[next_++ % students]; }

std::string_view College::report() { return reports_[dice_() % reports_.size()]; }

std::string_view College::talk() { return talks[dice_() % std::size(talks)]; }

std::string_view College::frame(std::size_t student, std::uint32_t id, std::int64_t time, std::string_view text) {
  const auto& [head, tail] = students_[student].around;
  frame_ = head;
  append(frame_, time);
  for (std::string_view key : {R"(,"message_id":)", R"(,"message_seq":)", R"(,"real_id":)"}) {
    frame_ += key;
    append(frame_, id);
  }
  frame_ += R"(,"real_seq":"1004","message_type":"group","font":14,"sub_type":"normal","raw_message":")";
  frame_ += text;
  frame_ += R"(","message":[{"type":"text","data":{"text":")";
  frame_ += text;
  frame_ += tail;
  return frame_;
}

}  // namespace banwei::bench
