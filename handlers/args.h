// The arguments of a command: one expression gives the grammar, the usage and the handler's signature.
// Invariant: what takes(..) reads is exactly what the method after then(..) takes; a mismatch does not compile.
//
//   takes(maybe(rest("主题", "topic"))).then(this, &Help::show)     Reply Help::show(const Context&,
//   std::optional<std::string>)
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "handlers/feature.h"

namespace banwei {

/// Reads one value from the front of the text and takes it off, or leaves the text as it is and reads nothing.
template <class T>
struct Arg {
  using Value = T;
  std::string name;  // Its name in Chinese, for the usage.
  std::string key;   // Its name in the rendered fields.
  std::function<std::optional<T>(std::string_view& text, const Context&)> read;
  bool typed = true;                           // It is false for free text.
  language::Slot slot = language::Slot::none;  // What it is made of when it stands anywhere in a clause.
};

/// Everything that is left, trimmed; not empty.
Arg<std::string> rest(std::string name, std::string key);

/// The number that the bot gave to a notice or a reminder: 12, #12, 12号, 第12条.
Arg<std::int64_t> serial_number();

/// A class that the speaker named, as the roster writes it.
Arg<std::string> class_named();

/// A day that has been: 昨天, 3月9日.
Arg<Day> past_day();

/// Whatever `arg` reads, or nothing.
template <class T>
Arg<std::optional<T>> maybe(Arg<T> arg) {
  auto read = [inner = std::move(arg.read)](std::string_view& text, const Context& context) {
    return std::optional<std::optional<T>>(std::in_place, inner(text, context));
  };
  return {"[" + arg.name + "]", arg.key, read, arg.typed, arg.slot};
}

std::string_view trim(std::string_view text);

namespace detail {

template <class T>
void render(nlohmann::ordered_json& fields, const std::string& key, const T& value) {
  fields[key] = value;
}

inline void render(nlohmann::ordered_json& fields, const std::string& key, Day value) { fields[key] = iso(value); }

template <class T>
void render(nlohmann::ordered_json& fields, const std::string& key, const std::optional<T>& value) {
  if (value) render(fields, key, *value);
}

}  // namespace detail

template <class... Ts>
class Takes {
 public:
  explicit Takes(Arg<Ts>... args) : args_(std::move(args)...) {}

  template <class F, class... Ps>
  Grammar then(F* feature, Reply (F::*method)(const Context&, Ps...)) const {
    static_assert((std::is_same_v<std::decay_t<Ps>, Ts> && ... && (sizeof...(Ps) == sizeof...(Ts))),
                  "takes(..) must read what the handler takes, in the same order");
    Grammar grammar;
    grammar.takes_nothing = sizeof...(Ts) == 0;
    std::apply(
        [&grammar](const auto&... arg) {
          ((grammar.typed = grammar.typed || arg.typed), ...);
          (grammar.slots.push_back(arg.slot), ...);
          ((grammar.usage += (grammar.usage.empty() ? "" : " ") + arg.name), ...);
        },
        args_);
    grammar.parse = [args = args_, feature, method](std::string_view text,
                                                    const Context& context) -> std::optional<Understood> {
      std::tuple<std::optional<Ts>...> read;
      text = trim(text);
      const bool fits = read_all(args, read, text, context, std::index_sequence_for<Ts...>{});
      if (!fits || !text.empty()) return std::nullopt;
      std::tuple<Ts...> values = taken(std::move(read), std::index_sequence_for<Ts...>{});
      Understood understood;
      understood.fields = [args, values] { return rendered(args, values, std::index_sequence_for<Ts...>{}); };
      understood.act = [feature, method, values](const Context& call) {
        return std::apply([&](const auto&... value) { return (feature->*method)(call, value...); }, values);
      };
      return understood;
    };
    return grammar;
  }

 private:
  using Args = std::tuple<Arg<Ts>...>;
  using Read = std::tuple<std::optional<Ts>...>;

  template <std::size_t... I>
  static bool read_all(const Args& args, Read& read, std::string_view& text, const Context& context,
                       std::index_sequence<I...>) {
    return (read_one(std::get<I>(args), std::get<I>(read), text, context) && ... && true);
  }

  template <class T>
  static bool read_one(const Arg<T>& arg, std::optional<T>& value, std::string_view& text, const Context& context) {
    text = trim(text);
    value = arg.read(text, context);
    return value.has_value();
  }

  template <std::size_t... I>
  static std::tuple<Ts...> taken([[maybe_unused]] Read read, std::index_sequence<I...>) {
    return std::tuple<Ts...>(std::move(*std::get<I>(read))...);
  }

  template <std::size_t... I>
  static nlohmann::ordered_json rendered(const Args& args, const std::tuple<Ts...>& values, std::index_sequence<I...>) {
    nlohmann::ordered_json fields = nlohmann::ordered_json::object();
    (detail::render(fields, std::get<I>(args).key, std::get<I>(values)), ...);
    return fields;
  }

  Args args_;
};

template <class... Ts>
Takes<Ts...> takes(Arg<Ts>... args) {
  return Takes<Ts...>(std::move(args)...);
}

}  // namespace banwei
