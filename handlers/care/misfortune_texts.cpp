#include "handlers/care/misfortune_texts.h"

#include <algorithm>
#include <array>

namespace banwei::care::text {

namespace {

/// What to do at once, by what befell somebody.
std::string_view first_step(Trouble trouble) {
  switch (trouble) {
    case Trouble::wound:
      return "先用干净的布按住伤口，十分钟别松手；止不住血、头晕，马上拨120";
    case Trouble::nosebleed:
      return "坐下、低头，捏住鼻子十分钟，别仰头；二十分钟还止不住就拨120";
    case Trouble::bite:
      return "先用肥皂水冲伤口15分钟，今天就去医院，问要不要打狂犬疫苗，别等";
    case Trouble::sting:
      return "先用肥皂水冲、冷敷，别抓；脸肿、喘不上气，马上拨120";
    case Trouble::burn:
      return "先用流动的凉水冲20分钟，别挑破水泡、别抹牙膏；面积大的马上拨120";
    case Trouble::sprain:
      return "先别揉、别硬走，冷敷、垫高；肿得厉害、站不起来，就让室友陪着去医院，磕了头又想吐再拨120";
    case Trouble::choking:
      return "先别硬咽饭、别用手抠，去医院耳鼻喉科取；喘不上气、说不出话，马上拨120";
    case Trouble::poisoned:
      return "先别催吐，马上打120或去医院，带上药盒、瓶子，说清吃了什么、多少；要是心里难受才吃的，也请告诉我";
    case Trouble::eye:
      return "别揉，马上用清水冲15分钟；扎进东西的别拔、别冲，看不清、睁不开，马上去医院或拨120";
    case Trouble::drunk:
      return "别一个人待着，叫室友来接，侧着躺、别洗澡；叫不醒、喘不匀，马上拨120";
    default:
      return "先别慌，到安全的地方";
  }
}

}  // namespace

std::string injured(Trouble trouble, bool at_doctor) {
  constexpr std::array clinic{Trouble::wound, Trouble::sting, Trouble::burn, Trouble::sprain, Trouble::eye};
  const bool sent = at_doctor || std::find(clinic.begin(), clinic.end(), trouble) == clinic.end();
  return std::string(at_doctor ? "听校医的，医生怎么说，告诉我一声" : first_step(trouble)) + "。" +
         (sent ? "" : "再去校医室看看。") + "想让我请老师联系你，就回“好”";
}

std::string_view practical(Trouble trouble) {
  switch (trouble) {
    case Trouble::mispaid:
      return "先别删记录，马上请对方退回。对方不退，打支付平台的客服（微信支付95017、支付宝95188）或银行；数目大的打110"
             "。"
             "没钱吃饭、回不去，想让我请老师帮你，就回“好”";
    case Trouble::collision:
      return "先别走，人有事打120，再打122报警，拍下现场，别私了。一个人处理不了，想让我请老师帮你，就回“好”";
    case Trouble::stranded:
      return "先到亮的、有人的地方，把位置发给家里和室友；天黑、害怕就打110，民警能找到你。"
             "身上没钱、回不来，想让我请老师帮你，就回“好”";
    case Trouble::menaced:
      return "先锁好门、别开，别一个人待着，打宿管或保卫处的电话；害怕、有危险马上打110。在哪里、怎么了，直接告诉我；"
             "想让我请老师，就回“好”";
    case Trouble::locked:
      return "先打宿管或保卫处的电话请人开门，告诉室友你在哪；冷、害怕、不安全就打110。想让我请老师帮你，就回“好”";
    case Trouble::wages:
      return "合同、考勤和聊天记录都留着。欠薪可以打12333投诉，学校安排的实习老师能出面。想让我请老师联系你，就回“好”";
    case Trouble::studies:
      return "先缓一缓，喝口水、走两步，把最急的一件先做起来。补考、缓考、跟不上，老师都能帮你想办法：想让我请老师"
             "联系你，就回“好”";
    case Trouble::home:
      return "别急，家里的事要紧，路上注意安全。要请假回家，直接告诉我请哪几天，不知道几号回就先请三天，到时再续；"
             "来不及就回“好”，我请老师马上联系你";
    default:
      return "先别慌。银行卡、手机卡、校园卡马上挂失，身份证也要挂失；被偷被抢打110，也告诉校保卫处，可以调监控。"
             "没钱吃饭、回不去，想让我请老师帮你，就回“好”";
  }
}

std::string befell_another(Trouble trouble, const std::string& name) {
  const bool hurt = is_injury(trouble);
  return (hurt ? "请他" + std::string(first_step(trouble)) + "。" : std::string("谢谢你告诉我。")) +
         "想让我请老师联系" + (name.empty() ? "他，就回“好”，再告诉我他是谁" : name + "，就回“好”");
}

}  // namespace banwei::care::text
