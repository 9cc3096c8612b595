// Replays a .chat file into a whole bot and writes the file anew with what the bot says; the two texts are compared.
// Invariant: every line that is not the bot's comes back as it stood, so the difference is the bot's words alone.
//
//   # comment                         班级：机电1901 王敏（辅导员） 陈思远（班长） 张三 李四     one line a class
//   班级：机电1901（2019级，机电一体化，没绑群） …   what is known of the class, each word as needed
//   好友：张三 李四                   who can be whispered to; everybody when the line is missing
//   设置：                            lines of config.toml below it, as of now:   [twice]   isolated = true
//   校历：                            lines of the calendar below it, in the file calendar.csv:   2020-03-16,off,运动会
//   平台：微信                        can say only: no reaction, no quote, no recall
//   平台：拒绝表情                    says that it can react, and refuses it
//   回执：引用                        a report is acknowledged by a message that quotes it: ack = "reply"
//   时间：2020-03-11 07:40 | 08:10    the clock moves on, and what falls due on the way happens
//   快进：11:00                       the clock jumps, and what fell due happens then, as after a restart
//   群 张三：36.5     私 张三：36.5   somebody speaks; 群[数控1802] 张三：… in another class's group
//   临时 张三：36.5                   in private through a group, without friendship: no answer reaches them
//   群 张三 引用“原话”：收到          a reply to the newest message in the room that begins so
//   群 张三：@助 谁没报 @李四         助 is the bot; 〔图片〕 〔语音〕 〔文件 名 6MiB〕 [微笑] are themselves
//   〔@〕李四   〔〔〕   〔@全体〕   〔@清风〕     a typed @ or bracket; @ of all, or of somebody outside the roster
//   撤回 上一条   撤回 张三：36.5     taken back: the last message, or 张三's newest one that begins so
//   撤回 张三#2：36.5   引用“原话”#2   the second newest
//   群管撤回 上一条                   the same, by somebody else who may do that in the group
//   重发 上一条   重启   网关：超时 | 超时丢失 | 断线 | 重连 | 禁言 | 拒绝 | 不答 | 同号 | 正常 | 聋
//   网关：禁言 机电1901               in one group alone; 不答 delivers, and its answer never comes;
//                                  同号 gives all that is sent one id; 聋 answers and brings nothing, until 重连
//   邀请 张三：机电1902               the bot is asked into a group; 〔进群 机电1902〕 is its yes
//   进群 清风   退群[数控1802] 张三   改名片 李四：02-李四      what becomes of a group's members
//   加好友：张三                      becomes a friend now
//   好友名单：不来 | 迟到 | 来了      what becomes of it whenever the line comes up from now on
//   两个空格                          begins a further line of the message above
//   群 助：…   私 助→张三：…   群 助：〔👌 张三〕      what the bot says; written by the replay
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "bot/gateway/gateway.h"

namespace banwei::tests {

/// The file as it should stand. Throws std::runtime_error with the line's number for a line it cannot read. `keep` is
/// told of each file that the bot sends.
std::string replay(std::string_view file, const std::function<void(const SendFile&)>& keep = {});

}  // namespace banwei::tests
