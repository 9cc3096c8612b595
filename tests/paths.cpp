#include "tests/paths.h"

namespace banwei::tests {

std::filesystem::path source_dir() { return BANWEI_SOURCE_DIR; }

}  // namespace banwei::tests
