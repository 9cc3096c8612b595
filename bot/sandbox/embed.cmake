# Writes OUT, a .cpp that answers asset(path) with the bytes of FILES (a list, relative to ROOT). Run by cmake -P.
set(arrays "")
set(cases "")
set(index 0)
foreach(file IN LISTS FILES)
  file(READ "${ROOT}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char file_${index}[] = {${bytes}};\n")
  string(APPEND cases "  if (path == \"${file}\") return text(file_${index});\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUT}" "// Written by embed.cmake.
#include \"bot/sandbox/assets.h\"

#include <cstddef>

namespace banwei::sandbox {
namespace {

${arrays}
template <std::size_t size>
std::string_view text(const unsigned char (&bytes)[size]) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

std::string_view asset(std::string_view path) {
${cases}  return {};
}

}  // namespace banwei::sandbox
")
