#include "pack/cli.hpp"

#include <ostream>

namespace sen::pack {

void write_findings(const std::vector<Finding>& findings, const Terminal& terminal) {
  if (!terminal.json) {
    for (const auto& finding : findings) {
      terminal.err << finding.file;
      if (!finding.where.empty()) terminal.err << " (" << finding.where << ")";
      terminal.err << ": " << render(terminal.language, finding.text) << "\n";
    }
    return;
  }
  JsonOut out;
  out.begin_array();
  for (const auto& finding : findings) {
    out.begin_object();
    out.member("file", finding.file);
    out.member("where", finding.where);
    out.member("code", finding.text.key);
    out.member("message", render(terminal.language, finding.text));
    out.end_object();
  }
  out.end_array();
  terminal.out << out.text() << "\n";
}

Result<int> run_check(const std::string& folder, const Checkers& checkers,
                      const Terminal& terminal) {
  SEN_LET(const auto files, read_folder(folder));
  const CheckReport report = check(files, checkers);
  if (terminal.json || !report.findings.empty()) write_findings(report.findings, terminal);
  if (!report.findings.empty()) return 1;
  if (!terminal.json) {
    terminal.out << render(terminal.language, "pack.check_clean",
                           {{"files", std::to_string(report.file_count)}})
                 << "\n";
  }
  return 0;
}

}  // namespace sen::pack
