// What the bot says to those who run it: one line of JSON per event.
// Invariant: a line is one line whatever stands in it; a message's text, a name or a token never does.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace banwei {

class Log {
 public:
  enum class Level { debug, info, warning, error };
  struct Field {
    std::string_view key;
    std::variant<std::string_view, std::int64_t> value;
  };
  using Out = std::function<void(Level, std::string_view line)>;

  /// To standard error. May be used from any thread.
  explicit Log(Level least = Level::info);
  /// To whoever wants to look at it.
  explicit Log(Out out, Level least = Level::debug);

  /// What is below is not written from now on.
  void set_level(Level least) { least_ = least; }

  void debug(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::debug, event, fields); }
  void info(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::info, event, fields); }
  void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::warning, event, fields);
  }
  void error(std::string_view event, std::initializer_list<Field> fields = {}) { write(Level::error, event, fields); }

 private:
  void write(Level level, std::string_view event, std::initializer_list<Field> fields);

  Out out_;
  std::atomic<Level> least_;
};

}  // namespace banwei
