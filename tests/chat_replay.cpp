// Replays one .chat file, such as the sandbox saves, and shows where the bot would say something else today.
// Invariant: nothing is written; 0 when the file comes back as it stands, 1 with both lines where it does not.
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/chat/replay.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "chat_replay FILE.chat\n";
    return 2;
  }
  std::ifstream in(argv[1]);
  if (!in) {
    std::cerr << argv[1] << " cannot be read: check the path\n";
    return 2;
  }
  std::stringstream file;
  file << in.rdbuf();
  std::string replayed;
  try {
    replayed = banwei::tests::replay(file.str());
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
