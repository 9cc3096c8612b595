// Replays one .chat file, such as the sandbox saves, and shows where the bot would say something else today.
// Invariant: nothing is written but the tables that the bot sends, into a folder that is named for them; 0 when the
// file comes back as it stands, 1 with both lines where it does not.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/cli/voice.h"
#include "tests/chat/replay.h"

namespace text {

constexpr banwei::Sentence usage{
    "用法：chat_replay 文件.chat [文件夹]\n\n"
    "把沙盒存成的 .chat 重放给一个新的机器人听，说出它今天会怎样不同：- 是文件里的，+ 是今天的。"
    "给了文件夹，机器人发出的表格存在里面。\n"
    "退出码：0 一样；1 不一样；2 文件读不了，或里面有不是对话的行。",
    "usage: chat_replay FILE.chat [FOLDER]\n\n"
    "Replays a .chat, as the sandbox saves it, into a new bot and shows where it says something else today:\n"
    "- is the file's line, + today's. The tables that the bot sends are kept in FOLDER, when one is named.\n"
    "Exit codes: 0 the same; 1 not the same; 2 the file cannot be read or holds what is no line of a chat."};
constexpr banwei::Sentence unreadable{"{} 读不了：检查路径", "{} cannot be read: check the path"};

}  // namespace text

int main(int argc, char** argv) {
  banwei::cli::Voice voice(banwei::cli::language_of(argc, argv), std::cout, std::cerr);
  const std::string file_name = argc == 2 || argc == 3 ? argv[1] : "--help";
  if (file_name.starts_with("-")) {
    const bool asked = argc == 2 && (file_name == "--help" || file_name == "-h");
    asked ? voice.say(text::usage) : voice.error(banwei::phrase(text::usage));
    return asked ? 0 : 2;
  }
  std::ifstream in(file_name);
  if (!in) {
    voice.error(banwei::phrase(text::unreadable, file_name));
    return 2;
  }
  std::stringstream file;
  file << in.rdbuf();
  std::string replayed;
  try {
    replayed = banwei::tests::replay(file.str(), [&](const banwei::SendFile& sent) {
      if (argc == 3) std::ofstream(std::filesystem::path(argv[2]) / sent.name, std::ios::binary) << sent.bytes;
    });
  } catch (const std::exception& error) {
    std::cerr << argv[1] << ": " << error.what() << "\n";
    return 2;
  }
  std::stringstream now(replayed);
  std::string written;
  std::string said;
  for (int number = 1;; ++number) {
    const bool more = static_cast<bool>(std::getline(file, written));
    const bool again = static_cast<bool>(std::getline(now, said));
    if (!more && !again) return 0;
    if (more && again && written == said) continue;
    std::cout << argv[1] << ":" << number << "\n- " << (more ? written : "") << "\n+ " << (again ? said : "") << "\n";
    return 1;
  }
}
