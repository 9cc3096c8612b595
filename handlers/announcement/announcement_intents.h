// What plain talk may mean to notices.
// Invariant: every kind that the grammar can read has its row; a kind without one does not compile.
#pragma once

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/receipt_grammar.h"
#include "handlers/feature.h"

namespace banwei::announcement::intents {

inline constexpr Intent receipt{.kind = "receipt", .means = "回复收到"};
inline constexpr Intent behalf{.kind = "behalf", .means = "替别人收到"};
inline constexpr Intent ask{.kind = "ask", .means = "问通知的事"};
inline constexpr Intent notice_ask{
    .kind = "notice_ask", .where = Where::direct, .verbatim = true, .means = "私下问通知的事"};
inline constexpr Intent notice_reply{
    .kind = "notice_reply", .who = publishers, .where = Where::direct, .verbatim = true, .means = "回答同学的提问"};
inline constexpr Intent notice_draft{
    .kind = "notice_draft", .who = publishers, .where = Where::direct, .verbatim = true, .means = "改通知草稿"};
inline constexpr Intent notice_now{
    .kind = "notice_now", .who = publishers, .where = Where::direct, .means = "决定通知发不发"};
inline constexpr Intent notice_gone{
    .kind = "answer", .who = publishers, .scope = Scope::anywhere, .means = "决定通知撤不撤回"};
inline constexpr Intent notice_new{
    .kind = "notice_new", .who = publishers, .cost = 1, .says = SpeechAct::request, .means = "要发通知"};

inline constexpr Intent notice_when{.kind = "notice_when", .says = SpeechAct::request, .means = "问通知几点截止"};
inline constexpr Intent notice_question{
    .kind = "notice_question", .says = SpeechAct::request, .verbatim = true, .means = "问通知的事"};
inline constexpr Intent notice_due{.kind = "notice_due",
                                   .who = publishers,
                                   .scope = Scope::anywhere,
                                   .where = Where::direct,
                                   .cost = 1,
                                   .says = SpeechAct::request,
                                   .means = "改通知的截止时间"};

constexpr const Intent& of(Receipt::Kind kind) {
  switch (kind) {
    case Receipt::Kind::receipt:
      return receipt;
    case Receipt::Kind::behalf:
      return behalf;
    case Receipt::Kind::ask:
      break;
  }
  return ask;
}

}  // namespace banwei::announcement::intents
