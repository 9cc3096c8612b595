// How a clause signs somebody in: the forms of answers to a roll call, by the words of signin_words.h.
// Invariant: data only; what a clause then means is judged in signin_clause.cpp.
#pragma once

#include "handlers/attendance/signin_words.h"
#include "handlers/language/answer_forms.h"

namespace banwei::attendance {

using language::Core;
using language::Link;
using language::Meanings;
using Kind = language::AnswerToken::Kind;

constexpr Meanings ticks{one, tick, beep, with_tick};
constexpr Meanings comes{come, came};
constexpr Meanings names{Kind::name, Kind::own};
constexpr Meanings listing{Kind::list_mark, conjunction};
constexpr Meanings reasons{excuse, jam, came_late};
constexpr Meanings particles{aspect, soft, de};
constexpr Meanings any_core{arrived, signed_in, comes, present, entered, ticks, signed_late, proxy};

/// What may stand before the words that sign in, right before them too.
constexpr Meanings free_lead{
    names, listing, Kind::greeting, Kind::class_name, Kind::room, also, already, all, group, help, he,
    title, ack,     filler,         everybody,        aspect};
/// What may stand there only apart from some of them.
constexpr Meanings bound_lead{Kind::address, self, lesson, day, reasons, act, fails, just_now};

/// 老师到了 is news of the teacher, 老师到 is an answer; 我来 offers, 我来了 and 我来签到 are here; 找不到签到 is not.
constexpr std::array cores{
    Core{{arrived}, {free_lead, Kind::address, self, lesson, excuse, came_late, act, fails, just_now}, {}, {aspect}},
    Core{{arrived}, {free_lead, self, excuse, came_late, act, fails, just_now}},
    Core{{signed_in}, {free_lead, Kind::address, self, lesson, day, excuse, came_late, act, just_now}, {}, {aspect}},
    Core{{signed_in}, {free_lead, self, lesson, day, excuse, came_late, act, just_now}},
    Core{{signed_late}, {free_lead, self, excuse, came_late, act, fails, just_now}},
    Core{{one, tick, beep}, {free_lead, Kind::address, self}},
    Core{{with_tick, proxy}, {free_lead, self}},
    Core{{present}, {free_lead, self}},
    Core{{present}, {free_lead, self, Kind::address}, {de}},
    Core{{entered}, {free_lead, self, just_now}},
    Core{{come}, {free_lead, just_now}},
    Core{{came}, {free_lead, self, just_now}},
    Core{comes, {free_lead, self, excuse, came_late, act, fails, just_now}, {aspect}},
    Core{comes, {free_lead, self, just_now}, {signed_in}},
};

constexpr std::array lead{
    Link{free_lead.without(aspect)}, Link{bound_lead}, Link{{aspect}, Meanings::words()},  // 迟到了，到
    Link{{says}, names},                                                                   // 李四说他到了
};

/// 到到, 来签到, 签到到, 签到+1, 在的.
constexpr std::array said{
    Link{{aspect}, {any_core.without(ticks), particles}, Link::Gap::none},
    Link{{soft}, {any_core.without({ticks, comes}), particles}, Link::Gap::none},
    Link{{de}, {present}, Link::Gap::none},
    Link{{beep}, {present, arrived}, Link::Gap::none},
    Link{any_core, {}, Link::Gap::some},
    Link{{signed_in}, {comes, signed_in, one, particles}},
    Link{{arrived}, {arrived, signed_in, one, particles}},
    Link{{ticks, comes}, {signed_in, particles}},
    Link{{one, with_tick}, {arrived, with_tick}},
    Link{comes, {comes, particles}},  // 来了来了
    Link{{one}, {one}},
    Link{{present}, {present, particles, self}},
    Link{{self}, {present}, Link::Gap::none},  // 我在我在
};

/// What may follow behind a gap: 到 张三, 签到 机电1901, 到 刚看到.
constexpr Meanings tail{names,          Kind::list_mark, Kind::class_name,
                        Kind::greeting, Kind::address,   self,
                        reasons,        just_now,        act,
                        aspect,         title,           ack,
                        filler};  // 到 迟了一会
constexpr std::array behind{
    Link{tail, {}, Link::Gap::some},
    Link{tail, {}, Link::Gap::any, Link::At::inside},
    Link{{Kind::own, Kind::greeting}},
    Link{{Kind::address}, {particles, with_tick}},
};
/// 代签李四和王五.
constexpr std::array behind_help{
    Link{tail, {}, Link::Gap::some},
    Link{tail, {}, Link::Gap::any, Link::At::inside},
    Link{{Kind::own, Kind::greeting}},
    Link{{Kind::address}, {particles, with_tick}},
    Link{{names, listing}},
};

constexpr language::AnswerForm own_form{cores, lead, said, behind};
constexpr language::AnswerForm help_form{cores, lead, said, behind_help};

}  // namespace banwei::attendance
