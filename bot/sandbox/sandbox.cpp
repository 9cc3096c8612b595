// The sandbox's front: its parts put together, and their paths.
#include "bot/sandbox/sandbox.h"

#include <stdexcept>
#include <utility>

#include "bot/sandbox/bot_calls.h"
#include "bot/sandbox/bot_line.h"
#include "bot/sandbox/chat_page.h"
#include "bot/sandbox/people.h"
#include "bot/sandbox/people_page.h"

namespace banwei::sandbox {

namespace text {
namespace {

constexpr auto unheard = "说这句时班级小助手不在线，没有听到。等它连上来，群里说的会从历史里补看，私聊的补不回来";

}  // namespace
}  // namespace text

class Sandbox::State : public std::enable_shared_from_this<Sandbox::State> {
 public:
  State(net::Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus, SandboxOptions options)
      : shared{.options = options,
               .clock = clock,
               // Ids start anew with each run: a bot that keeps its database must not take them for messages it has
               // seen.
               .rooms{std::move(campus), static_cast<std::uint64_t>(clock.wall().time_since_epoch().count())},
               .transcript{shared.rooms, clock, options.zone},
               .pictures = Pictures("http://127.0.0.1:" + std::to_string(server.port()))},
        people(shared,
               [this](const std::string& message) {
                 if (!line->linked()) page->explain(message, {text::unheard});
               }),
        calls(shared, people),
        line(std::make_shared<BotLine>(io, shared,
                                       [this](const std::string& action, const Json& parameters, bool effective) {
                                         return calls.run(action, parameters, line->faults(), effective);
                                       })),
        page(std::make_shared<PeoplePage>(io, shared, people, *line)) {
    shared.to_bot = [this](const Json& event) { line->inject(text_of(event)); };
    shared.to_pages = [this](const Json& message) { page->tell(message); };
  }

  void serve(net::Server& server) {
    const auto file = [](const net::Request& request) { return page::file(request); };
    for (const char* path : {"/", "/style.css", "/page.js", "/pieces.js", "/menu.js", "/controls.js", "/pictures.js",
                             "/model.js", "/icon.svg", "/emoji/*"}) {
      server.serve(path, file);
    }
    const auto self = shared_from_this();
    server.serve("/pictures", [self](const net::Request& request) { return self->page->take_picture(request); });
    server.serve("/files", [self](const net::Request& request) { return self->page->take_file(request); });
    server.serve(Pictures::path + std::string("*"),
                 [self](const net::Request& request) { return self->page->show_picture(request); });
    server.serve(Files::path + std::string("*"),
                 [self](const net::Request& request) { return self->page->show_file(request); });
    server.serve("/sandbox.chat", [self](const net::Request& request) { return self->page->save(request); });
    server.serve_socket(
        onebot_path,
        {.accept = [self](const net::Request& request) { return self->line->accept(request); },
         .opened = [self](const SocketPtr& socket, const net::Request&) { self->line->opened(socket); },
         .received = [self](const SocketPtr& socket, std::string text) { self->line->called(socket, text); },
         .closed = [self](const SocketPtr& socket) { self->line->closed(socket); }});
    server.serve_socket(
        "/chat", {.accept = [self](const net::Request& request) { return self->page->accept(request); },
                  .opened = [self](const SocketPtr& socket, const net::Request&) { self->page->opened(socket); },
                  .received = [self](const SocketPtr& socket, std::string text) { self->page->said(socket, text); },
                  .closed = [self](const SocketPtr& socket) { self->page->closed(socket); }});
  }

  void stop() {
    line->stop();
    page->stop();
  }

  Shared shared;
  People people;
  BotCalls calls;
  std::shared_ptr<BotLine> line;
  std::shared_ptr<PeoplePage> page;
};

Sandbox::Sandbox(net::Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus,
                 SandboxOptions options)
    : state_(std::make_shared<State>(server, io, clock, std::move(campus), std::move(options))) {
  state_->serve(server);
}

Sandbox::~Sandbox() { stop(); }

void Sandbox::observe(SandboxObserver observer) { state_->shared.observer = std::move(observer); }

std::string Sandbox::say(const std::string& user, const std::string& group, Content content) {
  return state_->people.say(user, Place::group, group, std::move(content));
}

std::string Sandbox::whisper(const std::string& user, Content content) {
  return state_->people.say(user, Place::direct, user, std::move(content));
}

Part Sandbox::keep_file(const std::string& name, std::string bytes) {
  Part part{.kind = Part::Kind::file, .value = name, .bytes = static_cast<std::int64_t>(bytes.size())};
  part.id = state_->page->keep(std::move(bytes));
  return part;
}

void Sandbox::recall(const std::string& message) {
  ChatLine* line = state_->shared.rooms.find(message);
  if (line == nullptr) throw std::invalid_argument("没有这条消息：" + message);
  state_->people.recall(*line);
}

void Sandbox::resend(const std::string& message) {
  const ChatLine* line = state_->shared.rooms.find(message);
  if (line == nullptr) throw std::invalid_argument("没有这条消息：" + message);
  state_->people.resend(*line);
}

void Sandbox::explain(const std::string& message, std::vector<std::string> why) {
  state_->page->explain(message, std::move(why));
}
void Sandbox::request_friend(const std::string& user) { state_->people.request_friend(user); }
void Sandbox::befriend(const std::string& user) { state_->people.befriend(user); }
void Sandbox::fail(Faults faults) { state_->line->fail(faults); }
const Faults& Sandbox::faults() const { return state_->line->faults(); }
void Sandbox::drop() { state_->line->drop(); }
void Sandbox::inject(const std::string& text) { state_->line->inject(text); }
bool Sandbox::linked() const { return state_->line->linked(); }
const ChatRooms& Sandbox::rooms() const { return state_->shared.rooms; }
std::string Sandbox::transcript() const { return state_->shared.transcript.text(); }
void Sandbox::stop() { state_->stop(); }

}  // namespace banwei::sandbox
