#include "bot/gateway/onebot11/content.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "bot/gateway/onebot11/qq_faces.h"

namespace banwei::onebot11 {

namespace {

constexpr std::size_t text_limit = 2'000;  // In code points a message.
constexpr std::size_t part_limit = 500;
constexpr std::size_t field_limit = 32;  // A CQ code may have so many fields.

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string unescape(std::string_view text) {
  std::string out(text);
  replace_all(out, "&#91;", "[");
  replace_all(out, "&#93;", "]");
  replace_all(out, "&#44;", ",");
  replace_all(out, "&amp;", "&");  // This is last, or "&amp;#91;" would become a bracket.
  return out;
}

/// Turns segments into parts, with one budget of text for the whole message.
class ContentReader {
 public:
  void add(const Value& segment) {
    if (const auto bare = onebot11::text(segment)) return text(*bare);
    const Value data = member(segment, "data");
    add(word(member(segment, "type")), [&data](std::string_view key) { return word(member(data, key)); });
  }

  /// "你好[CQ:at,qq=123]" is a text and a mention.
  void add_cq(std::string_view text) {
    constexpr std::string_view opening = "[CQ:";
    while (!text.empty()) {
      const std::size_t start = text.find(opening);
      const std::size_t end = start == std::string_view::npos ? start : text.find(']', start);
      if (end == std::string_view::npos) return this->text(unescape(text));
      this->text(unescape(text.substr(0, start)));
      add_code(text.substr(start + opening.size(), end - start - opening.size()));
      text.remove_prefix(end + 1);
    }
  }

  Content take() {
    drop_doubled_mention();
    return std::move(content_);
  }

 private:
  /// `field` gives a field of the segment's data as a word, "" when there is none.
  template <class Field>
  void add(const std::string& type, const Field& field) {
    if (type == "text") return text(field("text"));
    if (type == "at") return mention(account(field("qq")));
    if (type == "reply") return push(Part::Kind::quote, id(field("id")), type);
    if (type == "face") return face(id(field("id")));
    if (type == "image") return image(field("url"), field("file"));
    if (type == "record") return push(Part::Kind::voice);
    if (type == "file") return file(field("name"), field("file"), id(field("file_id")), field("file_size"));
    if (!type.empty()) push(Part::Kind::other, cut(type, 32));
  }

  /// One "[CQ:name,key=value,...]" without its brackets and prefix.
  void add_code(std::string_view code) {
    std::size_t comma = code.find(',');
    const std::string_view name = code.substr(0, comma);
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    while (comma != std::string_view::npos && fields.size() < field_limit) {
      const std::size_t start = comma + 1;
      comma = code.find(',', start);
      const std::string_view field = code.substr(start, comma == std::string_view::npos ? comma : comma - start);
      const std::size_t equals = field.find('=');
      if (equals != std::string_view::npos)
        fields.emplace_back(trim(field.substr(0, equals)), field.substr(equals + 1));
    }
    add(std::string(name), [&fields](std::string_view key) {
      const auto found =
          std::find_if(fields.begin(), fields.end(), [key](const auto& one) { return one.first == key; });
      return found == fields.end() ? std::string() : unescape(found->second);
    });
  }

  void push(Part::Kind kind, std::string value = {}) {
    if (content_.size() < part_limit) content_.push_back({kind, std::move(value)});
  }

  /// A part that is nothing without its value; then only its type is kept.
  void push(Part::Kind kind, std::string value, const std::string& type) {
    if (value.empty()) return push(Part::Kind::other, type);
    push(kind, std::move(value));
  }

  void text(std::string_view words) {
    std::string tidied = tidy(words, points_);
    if (!tidied.empty()) push(Part::Kind::text, std::move(tidied));
  }

  void mention(std::string user) {
    if (user == "all") return push(Part::Kind::mention_all);
    push(Part::Kind::mention, std::move(user), "at");
  }

  void face(const std::string& number) { push(Part::Kind::face, qq::face_name(number), "face"); }

  /// By its url, which every gateway can fetch again; else by the gateway's own name for it. Never by a path.
  void image(std::string url, std::string name) {
    constexpr std::size_t longest = 2'048;  // bytes
    const bool fetched = url.starts_with("https://") || url.starts_with("http://");
    if (fetched && url.size() <= longest) return push(Part::Kind::image, std::move(url));
    if (name.size() > id_limit || name.find_first_of("/\\:") != std::string::npos) name.clear();
    push(Part::Kind::image, std::move(name));
  }

  void file(const std::string& name, const std::string& other, std::string id, const std::string& size) {
    std::string tidied = tidy_name(name);
    push(Part::Kind::file, tidied.empty() ? tidy_name(other) : std::move(tidied));
    if (content_.empty() || content_.back().kind != Part::Kind::file) return;
    content_.back().id = std::move(id);
    std::from_chars(size.data(), size.data() + size.size(), content_.back().bytes);
  }

  /// Old clients put an @ of the quoted person after a quote. When that person was @-ed by hand too, one is enough.
  void drop_doubled_mention() {
    if (content_.size() < 4 || content_[0].kind != Part::Kind::quote) return;
    const bool blank = content_[2].kind == Part::Kind::text && trim(content_[2].value).empty();
    if (content_[1].kind == Part::Kind::mention && blank && content_[3] == content_[1]) {
      content_.erase(content_.begin() + 1, content_.begin() + 3);
    }
  }

  Content content_;
  std::size_t points_ = text_limit;
};

}  // namespace

Content content_of(const Value& message) {
  ContentReader reader;
  if (const auto written = text(message)) {
    reader.add_cq(*written);
  } else if (is_object(message)) {
    reader.add(message);
  } else {
    each(message, [&reader](const Value& segment) { reader.add(segment); });
  }
  return reader.take();
}

}  // namespace banwei::onebot11
