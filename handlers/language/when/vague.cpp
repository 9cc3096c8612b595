// Times that are none yet: 尽快, 过几天, 下班前, 期末; and festivals, whose day and days off are two things.
#include <array>

#include "handlers/language/when/festivals.h"
#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using std::chrono::days;

constexpr std::array<std::u32string_view, 71> vague_words{
    U"尽快",     U"尽早",     U"马上",       U"立刻",     U"立即",     U"现在",       U"一会儿",   U"一会",
    U"待会儿",   U"待会",     U"呆会儿",     U"呆会",     U"等会儿",   U"等会",       U"等下",     U"等一下",
    U"等一会儿", U"等一会",   U"过会儿",     U"过会",     U"过一会儿", U"过一会",     U"过一阵",   U"过一阵子",
    U"过阵子",   U"过段时间", U"过一段时间", U"过些天",   U"过些日子", U"过几天",     U"再过几天", U"稍后",
    U"稍晚",     U"晚点",     U"晚些",       U"晚些时候", U"晚一点",   U"晚一些",     U"迟点",     U"迟些",
    U"回头",     U"改天",     U"改日",       U"有空",     U"有空时",   U"有空的时候", U"有时间",   U"有时间的时候",
    U"空了",     U"到时候",   U"到时",       U"这几天",   U"这两天",   U"近期",       U"最近",     U"近日",
    U"近几天",   U"不久",     U"不久后",     U"以后",     U"将来",     U"哪天",       U"某天",     U"有一天",
    U"随时",     U"定期",     U"不定期",     U"回头再说", U"抽空",     U"今后",       U"老时间"};

/// Things that happen at no time we know.
constexpr std::array<std::u32string_view, 83> events{
    U"上班", U"下班",   U"上课",   U"下课",   U"上学",   U"放学",     U"开学",     U"放假",     U"毕业",   U"返校",
    U"复课", U"停课",   U"午饭",   U"午餐",   U"中饭",   U"早饭",     U"早餐",     U"晚饭",     U"晚餐",   U"饭",
    U"吃饭", U"吃完饭", U"吃早饭", U"吃午饭", U"吃晚饭", U"吃完早饭", U"吃完午饭", U"吃完晚饭", U"起床",   U"睡觉",
    U"睡",   U"入睡",   U"临睡",   U"午睡",   U"午休",   U"考试",     U"期末考试", U"期中考试", U"考完试", U"面试",
    U"开会", U"会",     U"会议",   U"班会",   U"例会",   U"出门",     U"回家",     U"到家",     U"晚自习", U"早自习",
    U"晚课", U"早课",   U"熄灯",   U"关灯",   U"交卷",   U"军训",     U"实习",     U"天黑",     U"天亮",   U"日出",
    U"日落", U"比赛",   U"活动",   U"报到",   U"答辩",   U"开始",     U"结束",     U"早操",     U"跑操",   U"晚点名",
    U"查寝", U"四六级", U"四级",   U"六级",   U"大课间", U"课间",     U"第一节课", U"下课铃响", U"体育课", U"寒假",
    U"暑假", U"假期",   U"点名"};

constexpr std::array<std::u32string_view, 16> relations{U"前",     U"后",     U"之前",   U"之后",  U"以前", U"以后",
                                                        U"时",     U"的时候", U"那天",   U"当天",  U"期间", U"前一天",
                                                        U"后一天", U"前夕",   U"第一天", U"第二天"};

/// Times of the school year that stand alone.
constexpr std::array<std::u32string_view, 18> seasons{
    U"期末", U"期中", U"期初", U"学期末", U"学期初", U"学期中", U"这学期末", U"本学期末", U"寒假",
    U"暑假", U"春天", U"夏天", U"秋天",   U"冬天",   U"下学期", U"本学期",   U"这学期",   U"考试周"};

}  // namespace

bool vague_piece(Scanner& s, Expression& d, Now) {
  Scanner best = s;
  const auto consider = [&](const Scanner& t) {
    if (t.at > best.at) best = t;
  };
  {
    Scanner t = s;
    if (t.eat_any(vague_words)) {
      t.eat_any(std::array<std::u32string_view, 2>{U"吧", U"时"});
      consider(t);
    }
  }
  {
    Scanner t = s;
    if (t.eat_any(seasons)) {
      t.eat_any(relations);
      consider(t);
    }
  }
  for (const std::u32string_view event : events) {
    Scanner t = s;
    t.eat(U"每次");
    if (!t.eat(event)) continue;
    t.eat(U"的");
    if (!t.eat_any(relations)) continue;
    Scanner u = t;
    if (eat_duration(u)) t = u;
    consider(t);
  }
  if (best.at == s.at) return false;
  s = best;
  d.vague = true;
  return true;
}

bool festival_piece(Scanner& s, Expression& d, Now now) {
  if (d.festival) return false;
  const Day today = std::chrono::floor<days>(now);
  const auto name = eat_festival(s);
  if (!name) return false;
  auto day = next_festival(*name, today);
  s.eat_any(std::array<std::u32string_view, 3>{U"节", U"那一天", U"佳节"});
  if (s.eat_any(std::array<std::u32string_view, 5>{U"前一天", U"的前一天", U"前1天", U"头一天", U"前夜"})) {
    if (day) *day -= days{1};
  } else if (s.eat_any(std::array<std::u32string_view, 3>{U"后一天", U"的后一天", U"第二天"})) {
    if (day) *day += days{1};
  } else if (s.eat_any(std::array<std::u32string_view, 12>{U"假期", U"期间", U"放假", U"假期前", U"放假前", U"假前",
                                                           U"假期后", U"后", U"之后", U"以后", U"假后", U"前后"})) {
    day.reset();
  } else {
    s.eat_any(std::array<std::u32string_view, 4>{U"当天", U"那天", U"当日", U"这天"});
  }
  d.festival = true;
  d.festival_day = day;
  return true;
}

}  // namespace banwei::times
