// What is said of the rows of a roster: what is wrong with them and how to mend it, and what was made of them.
#pragma once

#include "storage/bilingual.h"

namespace banwei::members {

namespace text {

inline constexpr Sentence encoding{
    "从这一行起读不出文字（不是 UTF-8、UTF-16 或 GB18030），请在表格软件里选“另存为”，类型选“CSV UTF-8”",
    "from this row on it is not UTF-8, UTF-16 or GB18030: save it as \"CSV UTF-8\""};
inline constexpr Sentence empty{"文件里没有内容，请填好名单再导入", "the file is empty: fill in the roster"};
inline constexpr Sentence no_header{"没有找到表头，请在第一行写上：学号,姓名,班级,QQ",
                                    "there is no header: let the first row be 学号,姓名,班级,QQ"};
inline constexpr Sentence timetable{"这像是课表，不是名单。要导课表，把文件名改成带“课表”两个字，再发一次",
                                    "this looks like a timetable: send it as a file with 课表 in its name"};
inline constexpr Sentence no_column{"表头里缺少“{}”这一列，请补上这一列", "the header lacks the column {}: add it"};
inline constexpr Sentence no_number_column{"表头里缺少“学号”这一列（教职工用“工号”），请补上这一列",
                                           "the header lacks the column 学号 (工号 for staff): add it"};
inline constexpr Sentence twice_in_header{"表头里“{}”出现了两次，请只留一列", "the header has {} twice: keep one"};
inline constexpr Sentence no_rows{"表头下面没有名单，请填好再导入",
                                  "nobody stands below the header: fill in the roster"};
inline constexpr Sentence too_many{"名单超过{}行，请分成几个文件导入", "more than {} rows: import it in several files"};

inline constexpr Sentence separator{"这一行的格子是用“{}”隔开的，和别的行不一样，请改成“{}”",
                                    "the cells of this row are parted by \"{}\", unlike the others: write \"{}\""};
inline constexpr Sentence quotes{"引号没有成对，请去掉这一行里多余的英文引号", "a quote has no partner: take it out"};
inline constexpr Sentence too_long{"“{}”超过{}个字，请改短", "{} is longer than {} characters: shorten it"};
inline constexpr Sentence excel_error{"“{}”里是表格的错误值“{}”，请在表格里改好这一格",
                                      "{} holds the spreadsheet's error {}: mend the cell"};
inline constexpr Sentence empty_word{"“{}”写的是“{}”，等于没填，请补上", "{} says {}, which is nothing: fill it in"};
inline constexpr Sentence no_student_number{"没有学号，请补上（教职工填“工号”）",
                                            "no 学号: fill it in (工号 for staff)"};
inline constexpr Sentence no_staff_number{"教职工没有工号，请在“工号”一列补上", "no 工号: fill it in"};
inline constexpr Sentence both_numbers{"同时填了学号和工号，学生请只填学号，教职工请只填工号",
                                       "both 学号 and 工号: students have the first, staff the second"};
inline constexpr Sentence no_name{"没有姓名，请补上", "no 姓名: fill it in"};
inline constexpr Sentence lost_characters{
    "姓名“{}”里有丢失的字，多半是存文件时坏了，请另存为“CSV UTF-8”或改正",
    "characters of the name {} were lost when the file was saved: save it as \"CSV UTF-8\""};
inline constexpr Sentence no_class{"没有班级，请补上", "no 班级: fill it in"};
inline constexpr Sentence several_classes{"学生只能在一个班，请在“班级”里只写一个",
                                          "a student is in one class: write one in 班级"};
inline constexpr Sentence rounded_number{"“{}”被表格改成了科学计数法，请把这一列设成“文本”格式后重新填写",
                                         "a spreadsheet has rounded {}: make the column text and fill it in again"};
inline constexpr Sentence odd_number{"{}“{}”里有数字和字母以外的字符，请改正",
                                     "{} {} holds more than digits and letters: mend it"};
inline constexpr Sentence phone_number{"学号“{}”像是手机号，请填学号",
                                       "the 学号 {} looks like a telephone: write the 学号"};
inline constexpr Sentence number_twice{"{}“{}”和第{}行重复，请删掉一行或改正",
                                       "{} {} stands in row {} too: take one out"};
inline constexpr Sentence staff_twice{
    "工号“{}”和第{}行重复，同一位老师的几个班请写在一行，用“、”隔开",
    "工号 {} stands in row {} too: write a teacher's classes in one row, parted by 、"};
inline constexpr Sentence zeros_twice{
    "学号“{}”和第{}行的“{}”只差开头的0，姓名、班级又一样，请只留对的那一行",
    "学号 {} and that of row {}, {}, differ by zeros in front alone: keep the right one"};
inline constexpr Sentence odd_account{"QQ“{}”应是5到12位数字，请改正或先留空",
                                      "QQ {} is not of 5 to 12 digits: mend it or leave it out"};
inline constexpr Sentence account_twice{"QQ“{}”和第{}行重复，请改正或先留空",
                                        "QQ {} stands in row {} too: mend it or leave it out"};
inline constexpr Sentence odd_group{"群号“{}”应是5到12位数字，请改正或先留空",
                                    "群号 {} is not of 5 to 12 digits: mend it or leave it out"};
inline constexpr Sentence other_group{"{}在第{}行写的群号是“{}”，请把同一个班的群号写成一样",
                                      "{} has in row {} the 群号 {}: write the same for the whole class"};
inline constexpr Sentence shared_group{"群号“{}”在第{}行已写给{}，请给每个班填自己的群号",
                                       "群号 {} belongs in row {} to {}: each class has its own"};
inline constexpr Sentence odd_phone{"手机“{}”应是数字，请改正或先留空",
                                    "手机 {} is no number: mend it or leave it out"};
inline constexpr Sentence no_role{"没有角色，请填：辅导员、班主任、学工办、分管领导或管理员",
                                  "no 角色: write 辅导员, 班主任, 学工办, 分管领导 or 管理员"};
inline constexpr Sentence odd_role{"不认识角色“{}”，请填：辅导员、班主任、学工办、分管领导或管理员",
                                   "{} is no 角色: write 辅导员, 班主任, 学工办, 分管领导 or 管理员"};
inline constexpr Sentence student_role{"学生不能填角色“{}”，教职工请把编号填在“工号”一列",
                                       "a student has no 角色 {}: the number of staff stands in 工号"};
inline constexpr Sentence odd_duty{
    "不认识职务“{}”，请填：班长、学习委员、团支书、生活委员、心理委员或寝室长，没有就留空",
    "{} is no 职务: write 班长, 学习委员, 团支书, 生活委员, 心理委员, 寝室长 or nothing"};

inline constexpr Sentence staff_duty{
    "“{}”不是学生的职务：老师请写在“角色”一列，编号写在“工号”一列",
    "{} is no 职务 of a student: a teacher's role stands in 角色 and the number in 工号"};

inline constexpr Sentence row{"第{}行：{}", "row {}: {}"};

inline constexpr Sentence was_encoded{"按 {} 编码读的", "read as {}"};
inline constexpr Sentence was_separated{"按“{}”隔开读的", "read as parted by \"{}\""};
inline constexpr Sentence tab{"制表符", "tab"};
inline constexpr Sentence no_accounts{
    "没有“QQ”这一列：原来的QQ不动，别的人在班级群里说“绑定 班级名”按群名片认",
    "there is no column QQ: accounts stay as they are, and 绑定 in a class's group knows the others by their cards"};
inline constexpr Sentence lines_skipped{"跳过不是人的行：第{}行", "skipped rows that are nobody: {}"};
inline constexpr Sentence class_spelling{"这些写法算同一个班：{} → {}", "spelt as one class: {} -> {}"};
inline constexpr Sentence left_out{"“{}”当作没填：第{}行", "{} taken as not given: rows {}"};
inline constexpr Sentence same_name{"{}有重名：{}，按学号分开", "{} has people of one name: {}, told apart by number"};

}  // namespace text

}  // namespace banwei::members
