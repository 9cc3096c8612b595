#include "handlers/language/names.h"

#include "handlers/language/strings.h"

namespace banwei {

namespace {

constexpr std::u32string_view surnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    U"汪田任姜范方石姚谭廖"
    U"邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文欧殷庞颜倪严鲁聂温詹季俞章葛肖管齐游辛柳闫柯阮闵"
    U"尚甘祝童路覃";

// A word with one of these at its end measures something; it is no name.
constexpr std::u32string_view never_ends_a_name =
    U"费价额率分数量度重长宽高速差积比款钱租卡号码题页温水热气案项果单元级层楼栋班室间天年月日时点的了是在有到和跟与吗"
    U"呢么也都就不没很太好费这那里距径深孔槽轴角力矩压流阻频均和值料件板机表图卷票等";

constexpr std::u32string_view never_in_a_name =
    U"的了是在我你他她它们这那有没不吗呢吧啊么和跟与就都也还很太得着过被把给让个些什怎谁哪多少几";

}  // namespace

bool looks_like_name(std::string_view word) {
  const std::size_t length = code_points(word);
  if (length < 2 || length > 4) return false;
  char32_t first = 0;
  char32_t last = 0;
  for (std::size_t at = 0; at < word.size(); at += code_point_size(word, at)) {
    last = code_point_at(word, at);
    if (!is_han(last) || never_in_a_name.find(last) != std::u32string_view::npos) return false;
    if (at == 0) first = last;
  }
  if (never_ends_a_name.find(last) != std::u32string_view::npos) return false;
  if (first == U'小' || first == U'老' || first == U'阿') return length <= 3;
  return surnames.find(first) != std::u32string_view::npos;
}

}  // namespace banwei
