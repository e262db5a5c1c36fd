#pragma once
// The papers of a record: slip, supplement note, apology, refusal, control slip, filled from the record by the template
// that was in force when it was received.
// Law: Thông tư 01/2018/TT-VPCP Điều 9, 10; Thông tư 03/2025/TT-VPCP; Nghị định 30/2020/NĐ-CP annex I for the layout.

#include "formats/document.hpp"
#include "record/record.hpp"

namespace sen::report {

/// The forms of a record's type that have something to say by now, in the order of the type.
std::vector<const record::Form*> forms_now(const record::Record& record, const record::RecordType& type);

struct PaperInput {
  std::int64_t record{};
  std::string form;        ///< code of the form in the record's type
  bool illustrative = false;
};
/// Errors: forbidden, Forbidden "record.not_yours" (only who has the record sees it printed in full); NotFound
/// "record.unknown", "record.form_unknown" (the type has no such form, or nothing was done that it is about).
Result<formats::Document> record_paper(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const PaperInput& input);

}  // namespace sen::report
