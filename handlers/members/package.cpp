#include "handlers/members/package.h"

#include <zip.h>

#include <algorithm>

#include "storage/bilingual.h"

namespace banwei::members {

namespace text {

constexpr Sentence broken{"这个 Excel 文件打不开，多半没有传完整，请重新另存为 .xlsx 再试",
                          "this workbook cannot be opened: save it as .xlsx again"};
constexpr Sentence locked{"这个 Excel 文件有密码，请去掉密码另存一份再试",
                          "this workbook has a password: save it without one"};
constexpr Sentence too_large{"这个 Excel 文件里的内容太多，不像名单：请只留名单那一个工作表再试",
                             "this workbook holds more than a roster does: keep the sheet of the roster alone"};

}  // namespace text

namespace {

constexpr zip_int64_t most_parts = 200;
constexpr std::size_t most_ratio = 100;            // a roster inflates at 10 to 1
constexpr std::size_t no_ratio_below = 1U << 20U;  // bytes, in which a few repeated words may weigh nothing

}  // namespace

void Package::Close::operator()(zip* file) const { zip_discard(file); }

Package::Package(std::string_view bytes, const WorkbookLimits& limits) : limits_(limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) {
    file_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!file_) zip_source_free(source);
  }
  zip_error_fini(&error);
  if (!file_) throw Explained(text::broken);
  if (zip_get_num_entries(file_.get(), 0) > most_parts) throw Explained(text::too_large);
}

std::optional<std::string> Package::part(const std::string& name) {
  const zip_int64_t found = zip_name_locate(file_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (found < 0) return std::nullopt;
  const auto index = static_cast<zip_uint64_t>(found);
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(file_.get(), index, 0, &about) != 0) throw Explained(text::broken);
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
    throw Explained(text::locked);
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> opened(zip_fopen_index(file_.get(), index, 0), &zip_fclose);
  if (!opened) throw Explained(text::broken);
  const std::size_t packed = std::max<std::size_t>(about.comp_size, 1);
  std::string content;
  char buffer[64U << 10U];
  for (;;) {
    const zip_int64_t size = zip_fread(opened.get(), buffer, sizeof buffer);
    if (size < 0) throw Explained(text::broken);
    if (size == 0) return content;
    content.append(buffer, static_cast<std::size_t>(size));
    inflated_ += static_cast<std::size_t>(size);
    const bool dense = content.size() > no_ratio_below && content.size() / packed > most_ratio;
    if (content.size() > limits_.part || inflated_ > limits_.whole || dense) throw Explained(text::too_large);
  }
}

}  // namespace banwei::members
