#pragma once
// What people read of a record, said once for pages, papers and notices.

#include <string>

#include "record/record.hpp"

namespace sen::record {

/// The procedure's name, or the type's own.
std::string title_of(const RecordRules& rules, Language language = Language::Vi);
/// "3 ngày làm việc", "Trong ngày".
std::string limit_text(Language language, const Limit& limit);
/// A field's value as a person reads it: the choice's label, yes or no, a day.
std::string value_text(Language language, const Field& field, const std::string& value);
/// What a letter that nobody has signed yet would give as its reason, by the state that the record is in.
std::string letter_reason(Language language, const Record& record);
/// Page of a record in the staff app; empty when `kind` is no record type on that day.
std::string page_of(const Context& ctx, const std::string& kind, std::int64_t id, Date day);

}  // namespace sen::record
