// Pictures by name. See pictures.h for what holds.
#include "bot/sandbox/pictures.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace banwei::sandbox {
namespace {

struct Kind {
  std::string_view ending;
  std::string_view type;
};

/// What the first bytes say, for a name or a header of the sender proves nothing.
Kind kind_of(std::string_view bytes) {
  if (bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n") return {".png", "image/png"};
  if (bytes.substr(0, 3) == "\xff\xd8\xff") return {".jpg", "image/jpeg"};
  if (bytes.substr(0, 6) == "GIF87a" || bytes.substr(0, 6) == "GIF89a") return {".gif", "image/gif"};
  if (bytes.substr(0, 4) == "RIFF" && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return {".webp", "image/webp"};
  throw std::invalid_argument("这个文件不是图片，请选 JPG、PNG、GIF 或 WebP");
}

/// "640x480": two numbers of at most five digits.
bool is_size(std::string_view text) {
  const std::size_t times = text.find('x');
  const auto number = [](std::string_view digits) {
    return !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return times != std::string_view::npos && number(text.substr(0, times)) && number(text.substr(times + 1));
}

}  // namespace

std::string Pictures::add(const std::string& number, std::string_view size, std::string bytes) {
  if (bytes.size() > size_limit) throw std::invalid_argument("图片太大了，请选 512 KB 以内的");
  if (!is_size(size)) throw std::invalid_argument("图片的尺寸看不懂，请换一张");
  const Kind kind = kind_of(bytes);
  total_ += bytes.size();
  kept_.push_back(
      {number + "_" + std::string(size) + std::string(kind.ending), std::string(kind.type), std::move(bytes)});
  while (kept_.size() > count_limit || total_ > total_limit) {
    total_ -= kept_.front().bytes.size();
    kept_.pop_front();
  }
  return kept_.back().name;
}

const Picture* Pictures::find(std::string_view name) const {
  name = name.substr(name.rfind('/') + 1);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Picture& picture) { return picture.name == name; });
  return found == kept_.end() ? nullptr : &*found;
}

}  // namespace banwei::sandbox
