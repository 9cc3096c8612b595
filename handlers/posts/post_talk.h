// What people say of posts: 移交班长 给 李四, 李四代理班长到3月20日, 以后何静是心理委员, 撤销李四的学习委员,
// 谁是机电1902的班长, 为什么李四不能点名.
// Invariant: pure; a whole sentence or nothing, and a question mark makes a question of it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace banwei::posts {

/// What is asked about whoever has a post, beside who he is.
inline constexpr std::string_view phone = "phone";

struct PostTalk {
  enum class Kind {
    hand_over,  // the post goes over to `who`
    deputise,   // `who` has it too, until that day
    appoint,    // `who` has it from now on
    dismiss,    // `who` has it no more
    ask_who,    // who has it, in `klass` where one is named
    ask_why,    // why `who` may not do `what`; "" the speaker
  };
  Kind kind = Kind::ask_who;
  Role role = Role::student;
  std::string who = {};
  std::string klass = {};  // As it was said: 机电1902, 1902.
  std::string what = {};
  std::optional<Day> until = {};  // unset where it was not understood

  friend bool operator==(const PostTalk&, const PostTalk&) = default;
};

std::optional<PostTalk> read_post_talk(std::string_view said, std::chrono::local_seconds now);

/// The post that the words name: 班长, 学委.
std::optional<Role> post_named(std::string_view words);

}  // namespace banwei::posts
