// What an alert says of somebody, as teachers read it; and whether that is a fever.
// Invariant: pure; the figure and the symptoms are read from their own fields, never from words.
#pragma once

#include <string>
#include <string_view>

#include "handlers/actions.h"
#include "storage/alerts.h"
#include "storage/readings.h"

namespace banwei {

/// A fever by the name that symptoms have.
inline constexpr std::string_view fever_symptom = "发热";

/// Of those whom one lives with or has met; what an alert says of them has these words.
inline constexpr std::string_view household_ill = "家里人发热";
inline constexpr std::string_view roommate_ill = "同住的人发热";
inline constexpr std::string_view contact_ill = "接触的人发热";
inline constexpr std::string_view maybe_infected = "说自己可能感染或接触过病人";
inline constexpr std::string_view somebody_near_ill = "家里或身边有人不舒服";

/// 舍友, 对床: those who live with a student and are no family. 我爸发烧了，我在宿舍 is of the family.
bool of_roommates(std::string_view words);
/// What an alert has of whoever lives with the speaker, by the words in which he told it, and what he is told, who may
/// have `measured` in the same breath.
std::string ill_at_home(std::string_view words);
std::string advice_at_home(std::string_view words, bool measured = false);

/// 你自己也量一下体温发给我, unless he has `measured`.
std::string_view advice_to_measure(bool measured);

/// What an alert has of an infection that was told of: 家里人核酸阳性, 接触的人确诊; of the person himself, who is
/// `nobody_else`, the infection alone.
enum class Infected { family, nobody_else, met };
std::string infection(Infected who, std::string_view words);

/// "家里人发热": who of them may be ill, without what was said of it; "" when nobody is.
std::string ill_around(const storage::Alert& alert);

/// "38.2℃ 昨天量的 咳嗽", "家里人发热", "“原话”", with what the person said of it afterwards.
std::string in_words(const storage::Alert& alert);

/// With the lower value that the person has given since: "37.4℃，后来报36.8℃".
std::string in_words(const storage::Alert& alert, const storage::Readings& readings);

/// 38.2℃, 发热; not 36.5℃ 呼吸困难, nor 家里人发热.
bool is_fever(const storage::Alert& alert);

/// Whether an answer tells of a fever: then care says what is to be done, and nobody need say "recorded".
bool tells_of_fever(const Reply& reply);

/// Of words that worry, and no illness.
constexpr bool is_distress(storage::Severity severity) { return severity >= storage::Severity::distress_soon; }

}  // namespace banwei
