#pragma once
// A letter to a body outside the commune that leads a task of the commune's plan: the draft with its facts filled in, in
// the layout of an official letter (công văn), for the chair to correct and sign on paper.
// Law: Nghị định 30/2020/NĐ-CP, annex I (parts of an administrative document) and annex III (form of a letter, "V/v").

#include <optional>
#include <string>

#include "formats/document.hpp"
#include "plan/view.hpp"

namespace sen::plan {

struct LetterFacts {
  std::string superior;    ///< name of the level above, or empty
  std::string unit;        ///< "UBND xã Phù Linh"
  std::string unit_short;  ///< "xã Phù Linh"
  std::string chair;       ///< who signs
  std::optional<Points> points;  ///< that can still be won back by the task's criteria
  bool illustrative = false;
};

/// Errors: "plan.letter_inside" (a body of the commune leads it), Conflict "plan.letter_closed".
Result<formats::Document> urging_letter(const TaskView& task, const PlanRow& plan, const LetterFacts& facts, Date today);

}  // namespace sen::plan
