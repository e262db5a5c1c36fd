#pragma once
// The report on a plan's year: what was done in time, late and not at all, by group of work, what is still open and
// where it goes on; as a draft for the chair to correct and sign.
// Law: Nghị định 30/2020/NĐ-CP, annex I (parts of an administrative document) and annex III (form of a report).

#include "formats/document.hpp"
#include "plan/closing.hpp"

namespace sen::plan {

struct ReportFacts {
  std::string superior;    ///< name of the level above, or empty
  std::string unit;        ///< "UBND xã Phù Linh"
  std::string unit_short;  ///< "xã Phù Linh"
  std::string chair;       ///< who signs
  std::string into;        ///< number of the plan where work goes on, or empty
  bool illustrative = false;
};

/// Of a closed plan with the figures kept then, else with those of today.
formats::Document closing_report(const PlanView& view, const PlanFigures& figures, const std::optional<PlanClosing>& closing,
                                 const ReportFacts& facts, Date today);

}  // namespace sen::plan
