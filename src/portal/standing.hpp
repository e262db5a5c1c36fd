#pragma once
// Where a dossier stands, in words for the person who handed it in: never a name, a number or who works on it. What is
// free text (what is missing, why it is late) is what the desk wrote to that person.

#include "base/json.hpp"
#include "base/texts.hpp"
#include "record/record.hpp"

namespace sen::portal {

/// Values of web/portal/standing.html.
Result<Json> standing(store::ReadTx& tx, const Context& ctx, record::Rules& rules, const record::Record& record, Language language);

}  // namespace sen::portal
