// How a clause says that a notice was received: the forms of receipts, by the words of receipt_words.h.
// Invariant: data only; what a clause then means is judged in receipt_grammar.cpp.
#pragma once

#include "handlers/announcement/receipt_words.h"
#include "handlers/language/answer_forms.h"

namespace banwei::announcement {

using language::Core;
using language::Link;
using language::Meanings;
using TokenKind = language::AnswerToken::Kind;

constexpr Meanings names{TokenKind::name, TokenKind::own};
constexpr Meanings frames{TokenKind::greeting, TokenKind::address, TokenKind::class_name, TokenKind::face};
constexpr Meanings listing{TokenKind::list_mark, conjunction};
constexpr Meanings clear{got, read_it, fine};
constexpr Meanings nods{nod, well, tick, typed};
constexpr Meanings verbs{task, needs_aspect, complete};
constexpr Meanings particles{aspect, soft, de};

constexpr Meanings before{names, frames,    listing, self, TokenKind::room, TokenKind::number, also,       already, all,
                          group, everybody, help,    he,   notice,          ordinal,           reply_word, title};

/// 李四好 greets; 李四收到 and 李四1 report.
constexpr std::array cores{
    Core{{clear, tick, typed}, {before, particles}},
    Core{{nod, well}, {before.without(names), particles}, {}, {aspect}},
    Core{{verbs}, {before, particles}, {aspect}},
    Core{{verbs}, {before, particles}, {}, {}, {already}},
    Core{{complete}, {before, particles}},
};

constexpr std::array lead{
    Link{before},
    Link{{parents}},      // 家长已知晓
    Link{{says}, names},  // 李四说他收到了
    Link{particles, {}, Link::Gap::any, Link::At::inside},
};

/// 填好了, 已提交完毕.
constexpr std::array said{
    Link{{finished, well, complete}, verbs, Link::Gap::none},
    Link{{aspect}, {verbs, finished, well}, Link::Gap::none},
};

constexpr std::array behind{
    Link{{aspect, soft}, {clear, aspect, soft, notice, verbs, finished}},
    Link{{aspect, soft}, {}, Link::Gap::some},
    Link{{de}, {fine, aspect, soft, notice, verbs, finished}},
    Link{{clear, nod, well, tick}},
    Link{{typed}, {}, Link::Gap::some},
    Link{{TokenKind::number, frames, TokenKind::list_mark, TokenKind::own}},
    Link{{notice}, {got, read_it, aspect, TokenKind::number}},
    Link{{ordinal}, {got, read_it, notice, TokenKind::number}},
    Link{names, {TokenKind::list_mark, TokenKind::number, names}},
    Link{{names, self, title}, {}, Link::Gap::some},
};

/// 收到马上去填, 收到 已转告家长.
constexpr Meanings plan{promise,
                        promised,
                        parents,
                        task,
                        complete,
                        finished,
                        particles,
                        also,
                        already,
                        self,
                        notice,
                        help,
                        TokenKind::greeting,
                        TokenKind::address};
constexpr std::array promises{
    Link{{promise, also, already, TokenKind::adverb}, {}, Link::Gap::any, Link::At::enter},
    Link{{promised, parents}, {}, Link::Gap::some, Link::At::enter},
    Link{plan, {}, Link::Gap::any, Link::At::inside},
    Link{names, {}, Link::Gap::some, Link::At::inside},
};
/// 已填好发给老师.
constexpr std::array details{
    Link{plan},
    Link{names, {}, Link::Gap::some},
};

constexpr language::AnswerForm received_form{cores, lead, said, behind, promises};
constexpr language::AnswerForm done_form{cores, lead, said, details};

}  // namespace banwei::announcement
