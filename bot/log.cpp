// Lines for the journal, written by spdlog, which stands in no other file because every file that includes it costs six
// seconds. Invariant: what could break the line, or turn the reader's terminal around, is escaped.
#include "bot/log.h"

#include <cstdio>
#include <memory>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace banwei {
namespace {

constexpr std::size_t value_limit = 500;  // bytes

/// The length of the well-formed UTF-8 character at the head of `text` and its code point; 0 when there is none.
std::size_t decode_one(std::string_view text, std::uint32_t& point) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return 0;
    point = point << 6 | (next & 0x3F);
  }
  return length;
}

/// Controls, marks that are not seen, and those that change the direction of writing.
bool unsafe(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x61C || (point >= 0x200B && point <= 0x200F) ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
         (point >= 0xD800 && point < 0xE000) || (point >= 0xE0000 && point < 0xE1000) || point > 0x10FFFF;
}

void append_escaped(std::string& line, std::string_view text) {
  const std::string_view kept = text.substr(0, value_limit);
  for (std::size_t i = 0; i < kept.size();) {
    std::uint32_t point = 0;
    const std::size_t length = decode_one(kept.substr(i), point);
    if (length == 0) {
      line += "\\ufffd";
      ++i;
      continue;
    }
    if (point == '"' || point == '\\') {
      line += '\\';
      line += kept[i];
    } else if (unsafe(point) && point <= 0xFFFF) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(point));
      line += code;
    } else if (unsafe(point)) {
      line += '?';
    } else {
      line += kept.substr(i, length);
    }
    i += length;
  }
  if (kept.size() < text.size()) line += "...";
}

void append_string(std::string& line, std::string_view text) {
  line += '"';
  append_escaped(line, text);
  line += '"';
}

Log::Out standard_error() {
  auto logger = std::make_shared<spdlog::logger>("banwei", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                                                                    spdlog::pattern_time_type::utc));
  logger->set_level(spdlog::level::trace);
  return [logger = std::move(logger)](Log::Level level, std::string_view line) {
    static constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info,
                                                           spdlog::level::warn, spdlog::level::err};
    logger->log(levels[static_cast<int>(level)], spdlog::string_view_t(line.data(), line.size()));
  };
}

}  // namespace

Log::Log(Level least) : Log(standard_error(), least) {}

Log::Log(Out out, Level least) : out_(std::move(out)), least_(least) {}

void Log::write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < least_) return;
  std::string line = "\"event\":";
  append_string(line, event);
  for (const Field& field : fields) {
    line += ',';
    append_string(line, field.key);
    line += ':';
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      line += std::to_string(*number);
    } else {
      append_string(line, std::get<std::string_view>(field.value));
    }
  }
  out_(level, line);
}

}  // namespace banwei
