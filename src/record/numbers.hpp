#pragma once
// Codes and numbers of registers. Inside the record room only.
// Law: Nghị định 61/2018/NĐ-CP Điều 26, Thông tư 01/2018/TT-VPCP Điều 19 (the order starts anew each day); Nghị định
// 30/2020/NĐ-CP Điều 15 (numbers run through the year).

#include <string>

#include "record/record_rows.hpp"

namespace sen::record {

/// The next code or number of a register on a day. `unit` is the State's number of the unit.
Result<std::string> draw_number(store::WriteTx& tx, const RecordType& type, const Register& book, const std::string& unit, Date day);
/// Twelve letters and digits that nobody guesses (60 bits), without those that look alike.
std::string draw_lookup(Random& random);

}  // namespace sen::record
