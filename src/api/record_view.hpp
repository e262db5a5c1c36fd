#pragma once
// What a page says of a record: labels in the reader's language, how its clocks stand and why, what may be done next.

#include "api/record_json.hpp"
#include "api/services.hpp"
#include "identity/person.hpp"
#include "record/act.hpp"
#include "record/list.hpp"
#include "record/words.hpp"

namespace sen::api {

/// Read once for a page of records.
struct RecordWords {
  Language language = Language::Vi;
  Instant now;
  pack::Place place;
  record::SharedCalendar calendar;
  std::vector<identity::Body> bodies;
  [[nodiscard]] LabelledJson body(const std::string& code) const;
};
Result<RecordWords> record_words(Services& services, store::ReadTx& tx, const Context& ctx, Language language);

Result<RecordRowJson> row_json(Services& services, store::ReadTx& tx, const Context& ctx, const RecordWords& words, const record::Record& record);
Result<RecordJson> record_json(Services& services, store::ReadTx& tx, const Context& ctx, const RecordWords& words, const record::Record& record);

std::vector<DueStepJson> steps_json(Language language, const law::Deadline& deadline);
ProcedureJson procedure_json(Language language, const record::Procedure& procedure, const record::ProcedureField& field);
RecordActionJson action_json(Language language, const record::Action& action);

}  // namespace sen::api
