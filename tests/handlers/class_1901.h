// 机电1901 of the case tables, whose people answer roll calls and notices.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "handlers/language/answers.h"
#include "tests/cases/case_table.h"

namespace banwei::tests {

class Class1901 {
 public:
  Class1901() {
    std::vector<Named> all;
    for (const RosterRow& row : read_roster()) all.push_back({row.number, row.name});
    people_ = language::People(std::move(all));
  }

  language::AnswerScene scene(std::string_view speaker = "张三") const {
    language::AnswerScene scene{.people = people_, .class_name = "机电1901"};
    for (const auto& person : people_) {
      if (person.name == speaker) scene.speaker = person.number;
    }
    return scene;
  }

 private:
  language::People people_;
};

}  // namespace banwei::tests
