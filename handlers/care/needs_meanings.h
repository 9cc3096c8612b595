// What a word of need may mean.
// Invariant: `count` is the last.
#pragma once

#include <cstdint>

namespace banwei::care {

enum class Word : std::uint16_t {
  junk,    // Nothing that we know.
  mark,    // It ends a clause.
  blank,   // White space.
  filler,  // It says nothing here.
  // Who.
  self,
  oneself,
  you,
  third,
  name,
  kin,  // Somebody who lives with the speaker.
  child,
  stranger,  // Somebody else.
  nobody,
  says,
  to,  // 跟 对: the person behind it is not whom it is about
  by,
  worries,  // 担心 快看: about whoever is named next
  // What they will.
  unwilling,
  unworthy,
  dare_not,
  why_must,
  want,
  decided,
  set_day,
  no,
  // Life and death.
  mistake,
  exist,
  live,
  live_manner,
  live_slang,
  endure,
  limit,
  wake,
  sleep_on,
  die,
  dying,
  better_dead,  // 死了干净
  unwanted,     // 不想要了: of a life
  no_chance,    // 没机会毕业了
  bandage,
  corners,      // 堵在
  lift,         // 电梯卡住
  swoons,       // 晕了: of oneself it is mostly said of lessons
  cold_drug,    // 感冒药: who takes many of them has no cold
  peers_down,   // 往下看
  returns_not,  // 不用还了
  look_after,   // 照顾好自己
  unrelated,    // 跟我没关系
  not_well,     // 不太好: alone it is said of oneself
  die_slang,
  die_meme,
  suicide,
  takes_life,
  kill,
  vanish,
  end,
  release,
  life,
  all_this,
  world,
  beyond,
  leave,
  cut_off,
  depart,
  way_out,
  jump,
  leap,
  height,
  stands,
  brink,
  edge,
  water,
  deep,
  poison,
  means,
  sleeper,
  drug,
  much,
  took,
  took_all,
  emptied,  // 药瓶空了
  liquor,   // 就着白酒: what it is taken with
  drank,
  got_ready,
  hoarded,
  noose,
  knife,
  in_hand,
  cut,
  self_cut,
  wrist,
  body,
  wound,
  gash,  // 好大一口子
  covered,
  scratch,
  lines,
  blood,
  testament,
  farewell,
  parting,
  forever,
  final_time,
  joins,     // 来陪你
  comes_to,  // 去找您
  waits_for_me,
  no_ties,   // 谁也不欠
  found_me,  // 你们看到这条的时候
  too_late,
  tell,
  thanks,
  never,
  unseen,
  out_of_sight,
  leave_me,
  gone,
  long_gone,
  next_life,
  again,
  tonight,
  survive,
  sorry,
  burdening,
  entrust,
  belongings,  // 我的东西
  needless,    // 用不上了
  would_be_good,
  post,
  silent_line,  // 关机: alone it may be an empty battery
  lost,         // 失踪 一夜没回来
  attempt,
  attempted,
  failed_attempt,
  enough,
  had_enough,  // 够本了
  settles,     // 了结
  bore_me,     // 把我生下来
  dismay,
  nearly,  // 差点没忍住
  goes_down,
  hides,
  unlocked,
  no_answer,   // 喊不应
  ignores,     // 不理我: sulks, or cannot hear
  unheeding,   // 没理: the same, and of him alone no complaint
  motionless,  // 一天没动了
  floor,       // 趴在地上
  calls,       // 叫: to be heard, or to wake
  rouses,      // 推, 摇: who does not feel that does not sleep
  all_calls,   // 怎么喊: in every way
  painless,    // 不疼: of a way to go
  high_enough,
  traffic,     // 火车, 方向盘
  steps_out,   // 往前迈一步
  bares_feet,  // 脱了鞋
  all_over,    // 什么都没有了
  carves,      // 刻字
  only_then,   // 才觉得
  hears,       // 听见声音
  deluded,     // 有人监视我
  rotten,      // 烂掉
  rest,        // 歇了
  dont_stop,   // 别劝我
  takes_me,    // 带走的是我
  no_morrow,   // 明天不要来
  sleepless,
  counted_out,  // 数好了
  relics,
  note_left,   // 留了张纸条
  far_place,   // 去很远的地方
  water_cold,  // 水好凉: at a river it is no bath
  superior,    // 导师 线长: who may hurt by what he says
  vomits_blood,
  leaves_group,
  drunk,
  taken_off,  // 带去酒店
  buys,       // 哪里买得到
  yields,     // 死给我看: said to make somebody give in
  many_ill,   // 都在拉: more than one at once

  voice,
  orders,
  courage,
  without_me,
  lacking_me,
  // Despair.
  hopeless,
  suffering,
  what_for,
  pointless,
  tired,
  burden,
  worthless,
  self_hate,
  breaking,
  fed_up,
  crack,
  serious,
  ruin,
  care,
  life_or_death,
  ill_mind,
  severe,
  panic,
  panic_attack,
  bad_thoughts,
  dark_thoughts,
  death_thoughts,
  self_harm,
  control_not,
  trouble,
  withdrawn,
  crying,
  counsel,
  sad,
  compared,
  pressure,
  alone,
  flee,
  question_of_death,
  self_worth,
  waiting,
  not_himself,  // 不太对: of a body's figure or an answer it says nothing of a person
  // What others do.
  beats,
  beaten,
  harm,
  hit,
  phone,
  throttles,
  beat_to_death,
  chases,
  locks,
  bolted,
  not_let,
  threat,
  spread,
  picture,
  money,
  cheated,
  debt,
  blackmail,
  bully,
  shuns,  // 孤立: only of who suffers it from somebody
  touched,
  abuse,
  force,
  save_me,
  afraid,
  afraid_home,
  stalks,
  urge_not,
  accident,
  intimate,
  period,
  overdue,
  broke,
  filmed,
  gravely_ill,
  plea,
  // Danger from without.
  fire,
  smoke,
  gas,
  accident_now,
  falls_in,
  fight,
  fight_now,
  intruder,
  armed,
  jest_of_fire,
  drill,
  // Fevers and urgent symptoms.
  fever,
  burns,
  fever_bit,
  heart,
  hot,
  forehead,
  falls,
  antipyretic,
  gasp,
  breathing,
  chest,
  pains,
  cannot_move,  // 站不起来: how bad it is
  ward,         // 急诊: where one is brought
  bleeds,
  stuffy,
  faint,
  unwakeable,  // 叫不醒: faint, or fast asleep
  deathly,     // 冰凉 惨白: of whom does not answer
  swells,      // 肿: of the face or throat, from what was eaten
  features,    // 嘴唇 眼皮: what swells
  windpipe,    // 喉头
  tooth,       // What makes a face swell and is no danger.
  allergic,
  injected,  // 打了疫苗 蜇: what one reacts to
  ate,
  unsaid,  // 想说的话: all that is left to say
  smell,
  sniffs,
  flavourless,
  taste,
  shiver,
  quilt,
  chilly,  // 停暖: what makes the room cold
  fries,   // 能煎鸡蛋: so hot is a forehead
  heats,   // 辣得: what makes hot, and is no fever
  cough,
  infected,
  positive,
  feverish,
  met,
  temperature,
  too_high,
  alarmed,
  measured,
  threshold,
  degree,
  fahrenheit,
  about,
  health,
  figure,
  exclaims,
  when,
  future,
  // What makes it nothing.
  laugh,
  pretend,
  game,
  story,
  weak_story,
  cold,
  study,
  embarrassed,
  news,
  lesson,
  notice,
  clinic,
  machine,
  food,
  sport,
  animal,
  harmless,
  absorbed,  // 戴着耳机: who hears nothing because of it
  clock,     // 闹钟: what is to wake somebody
  mishap,
  tiredness,
  denial,
  reassure,
  dose,  // 饭后 医生开的: taken as it was told to be
  recovered,
  over,
  past,
  lately,
  still,
  if_word,
  let_me_go,    // 放我走吧
  pull_me,      // 谁来拉我一把
  looks_down,   // 水好黑
  put_by,       // 藏好了
  ponders,      // 想了很多: at a height it is no airing
  along,        // 陪我这一程: the way one has gone together
  awake_again,  // 又醒了
  on_end,       // 连着两个礼拜
  strain,
  asks,
  how,
  general,
  who_asked,
  other_thing,
  purpose,
  likened,     // 像块
  hollow,      // 抹布: what nobody counts
  squared,     // 结清了: what one leaves in order
  cared_for,   // 的照顾
  no_waiting,  // 不用等我
  rash,
  antigen,
  mid_bridge,
  holed_up,      // 没出门
  mine,          // 我床铺
  spoils,        // 扔了
  trails,        // 一直跟到
  goes_on,       // 继续
  by_bed,        // 放枕头下
  cutter,        // 快递刀: for parcels, unless it has to be put out of reach
  put_away,      // 收起来了
  picks_up,      // 拿了
  not_alone,     // 别让我一个人待着
  storey,        // 三楼: somebody falls from there
  drops_down,    // 掉下来
  below,         // 楼下的灯: seen from a height
  far_down,      // 好远
  moment,        // 一闭眼
  passes,        // 就过去了
  born,          // 出生
  before_birth,  // 出生以前
  goes_back,     // 回到
  really_now,    // 这次是真的
  good_night,    // 晚安
  moves_to,      // 换成
  my_day,        // 我的生日
  out_alone,     // 一个人出去: at night
  heeds_me,      // 看我发
  mask,          // 装没事
  no_company,    // 没法陪
  no_rising,     // 不用起来
  doses,         // 好多颗
  dizzy,         // 有点晕: of what was swallowed
  his_room,      // 去他房间
  not_else,      // 不去就
  keeps,         // 留着
  favour,        // 要签名: why fans crowd about somebody
  rough,         // 踩: it hurts the body
  scolds_me,     // 骂我
  head_on_wall,  // 撞墙
  self_made,     // 掐的: of a mark on the body
  relieved,      // 才好受点: by pain
  picks,         // 选了: a day for oneself
  knot,          // 绳结
  closer,        // 站近点: to a train
  letter,        // 那封信
  when_gone,     // 等我走了
  sees_then,     // 就能看到了: of a letter
  calmly,        // 安心走了
  funeral,       // 遗照
  spell,         // 这个冬天: what is not lived through
  no_more,       // 突然没了: of oneself
  sees_no,       // 看不到
  light,         // 一点光
  should_have,   // 早该
  my_room,       // 进我房间
  mocks,         // 还笑: those who do it laugh
  sanction,      // 走人: what follows who will not do it
  everyone,      // 全校
  carried_off,   // 被骗到缅甸
  away,          // 出去走走
  climbs,        // 翻栏杆
  held,          // 拽住了
  sleeps_by,     // 才能睡着
  acts,          // 都在演
  shares_out,    // 分了吧
  thrill,        // 蹦极
  half_body,     // 半边身子
  numb,          // 麻了
  crooked,       // 嘴歪了
  slurred,       // 说话不利索
  evades,        // 问他也不说
  dead,          // 去年没的
  not_seen,      // 不见了: of a person it is grave, of a thing not
  spared,        // 就不用还: by being dead
  quits,         // 不打扰大家: after a day
  gazes,         // 看了好久
  no_dodge,      // 不躲: of a car
  rid_of_me,     // 不用忍我
  dignified,     // 体面: how to go
  lies_there,    // 上面躺着: on rails
  off_route,     // 越走越偏: of a driver
  harms_others,  // 伤害室友
  tool,          // 酒瓶: what one is hit with
  lurks,         // 在校门口等我
  police,        // 报过警
  hugs,          // 抱我: of a superior
  gives_me,      // 转给我
  recorded,      // 录了一段话
  scheduled,     // 定时发
  no_days,       // 没日子了
  sinks,         // 沉在水底
  face_lost,     // 没脸见
  not_again,     // 下次不来了
  shames,        // 见不得人: of the arms
  thin,          // 瘦到
  caustic,       // 洗厕所的: dangerous when it is swallowed
  count
};

}  // namespace banwei::care
