#pragma once
// Reads an administrative plan from .txt, .docx or .xlsx: header, sections, groups of tasks, the table of tasks,
// cited documents, recipients, problems. Texts verbatim, nothing guessed silently, nothing written anywhere.
// Law: layout of documents, Nghị định 30/2020/NĐ-CP, annex I.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "formats/blocks.hpp"
#include "plan/document.hpp"

namespace sen::plan {

/// The reading itself, over paragraphs and tables; pure.
PlanDocument read_document(const formats::TextDocument& source);

/// Reads a file's bytes in a limited child process (they come from outside).
/// @returns the plan; a plan without a table has no tasks and says so in its problems.
/// Errors: those of read_source() and run_limited().
Result<PlanDocument> read_plan(std::string_view bytes);

}  // namespace sen::plan
