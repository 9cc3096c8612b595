#include "bot/gateway/onebot11_content.h"

#include "bot/gateway/onebot11_values.h"
#include "bot/gateway/qq_faces.h"

namespace banwei::onebot11 {

using nlohmann::json;

namespace {

constexpr std::size_t text_limit = 2'000;  // code points a message
constexpr std::size_t part_limit = 500;

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
  replace_all(out, "&amp;", "&");  // last, or "&amp;#91;" would become a bracket
  return out;
}

json text_segment(std::string text) { return {{"type", "text"}, {"data", {{"text", std::move(text)}}}}; }

/// One "[CQ:name,key=value,...]" without its brackets and prefix.
json cq_segment(std::string_view code) {
  json data = json::object();
  std::size_t comma = code.find(',');
  const std::string_view name = code.substr(0, comma);
  while (comma != std::string_view::npos) {
    const std::size_t start = comma + 1;
    comma = code.find(',', start);
    const std::string_view field = code.substr(start, comma == std::string_view::npos ? comma : comma - start);
    const std::size_t equals = field.find('=');
    if (equals == std::string_view::npos) continue;
    data[std::string(trim(field.substr(0, equals)))] = unescape(field.substr(equals + 1));
  }
  return {{"type", std::string(name)}, {"data", std::move(data)}};
}

json cq_segments(std::string_view text) {
  constexpr std::string_view opening = "[CQ:";
  json segments = json::array();
  while (!text.empty() && segments.size() < part_limit) {
    const std::size_t start = text.find(opening);
    const std::size_t end = start == std::string_view::npos ? start : text.find(']', start);
    if (end == std::string_view::npos) {
      segments.push_back(text_segment(unescape(text)));
      break;
    }
    if (start > 0) segments.push_back(text_segment(unescape(text.substr(0, start))));
    segments.push_back(cq_segment(text.substr(start + opening.size(), end - start - opening.size())));
    text.remove_prefix(end + 1);
  }
  return segments;
}

/// Turns segments into parts, with one budget of text for the whole message.
class ContentReader {
 public:
  void add(const json& segment) {
    if (content_.size() >= part_limit) return;
    if (segment.is_string()) return text(segment.get<std::string>());
    const std::string type = word(member(segment, "type"));
    const json& data = member(segment, "data");
    if (type == "text") return text(word(member(data, "text")));
    if (type == "at") return mention(account(member(data, "qq")));
    if (type == "reply") return push(Part::Kind::quote, id(member(data, "id")), type);
    if (type == "face") return face(id(member(data, "id")));
    if (type == "image") return image(data);
    if (type == "record") return push(Part::Kind::voice);
    if (type == "file") return file(data);
    if (!type.empty()) push(Part::Kind::other, cut(type, 32));
  }

  Content take() {
    drop_doubled_mention();
    return std::move(content_);
  }

 private:
  void push(Part::Kind kind, std::string value = {}) { content_.push_back({kind, std::move(value)}); }

  /// A part that is nothing without its value; then only its type is kept.
  void push(Part::Kind kind, std::string value, const std::string& type) {
    if (value.empty()) return push(Part::Kind::other, type);
    push(kind, std::move(value));
  }

  void text(const std::string& words) {
    std::string tidied = tidy(words, points_);
    if (!tidied.empty()) push(Part::Kind::text, std::move(tidied));
  }

  void mention(std::string user) {
    if (user == "all") return push(Part::Kind::mention_all);
    push(Part::Kind::mention, std::move(user), "at");
  }

  void face(const std::string& number) { push(Part::Kind::face, qq::face_name(number), "face"); }

  /// By its url, which every gateway can fetch again; else by the gateway's own name for it. Never by a path.
  void image(const json& data) {
    constexpr std::size_t longest = 2'048;  // bytes
    std::string url = word(member(data, "url"));
    std::string name = word(member(data, "file"));
    const bool fetched = url.starts_with("https://") || url.starts_with("http://");
    if (fetched && url.size() <= longest) return push(Part::Kind::image, std::move(url));
    if (name.size() > id_limit || name.find_first_of("/\\:") != std::string::npos) name.clear();
    push(Part::Kind::image, std::move(name));
  }

  void file(const json& data) {
    std::string name = tidy_name(member(data, "name"));
    if (name.empty()) name = tidy_name(member(data, "file"));
    push(Part::Kind::file, std::move(name));
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

Content content_of(const json& message) {
  ContentReader reader;
  if (message.is_string()) {
    for (const json& segment : cq_segments(message.get_ref<const std::string&>())) reader.add(segment);
  } else if (message.is_array()) {
    for (const json& segment : message) reader.add(segment);
  } else if (message.is_object()) {
    reader.add(message);
  }
  return reader.take();
}

}  // namespace banwei::onebot11
