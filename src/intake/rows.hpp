#pragma once
// Rows of a file as the commands want them, and what is wrong with those that are not.

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "formats/grid.hpp"
#include "identity/service.hpp"
#include "index/baseline.hpp"
#include "index/fact_entry.hpp"
#include "index/sets.hpp"
#include "intake/mapping.hpp"
#include "plan/target_entry.hpp"
#include "record/import.hpp"

namespace sen::intake {

/// What is read from packs once and shared by the program.
struct Sources {
  index::Sets& sets;
  record::Rules& rules;
};

/// A cell at fault: where it stands, what it says, and the key of what to do.
struct CellError {
  int line = 0;
  std::string column;  ///< "B", empty for the whole row
  std::string title;   ///< of the column
  std::string value;   ///< as it stands in the file, at most 200 bytes
  std::string code;
  TextArguments arguments;
};

struct FactRow {
  index::FactInput input;
  int year = 0;
};
struct PersonRow {
  identity::NewPerson person;
  std::string body;  ///< empty: no seat
  Role role = Role::Staff;
  Date from_on;
};
using TargetRow = plan::TargetInput;
using DossierRow = record::ImportInput;

/// Where the file and Sen do not agree, though nothing is wrong with the row.
struct Difference {
  int line = 0;         ///< 0: the file lacks it
  std::string subject;  ///< code of the dossier
  std::string what;     ///< "due_on", "state", "kept_here", "not_in_file"
  std::string file;     ///< what the file says
  std::string sen;      ///< what Sen says
  [[nodiscard]] std::string text(Language language) const;
};

enum class RowState { Good, Bad, Same };  ///< Same: Sen knows it already, nothing is to be done

struct CheckedRow {
  int line = 0;
  RowState state = RowState::Bad;
  std::variant<std::monostate, FactRow, PersonRow, TargetRow, DossierRow> what;
};

/// A fact row goes in against the facts of its day, the file's own included: so that a part and its whole may stand
/// in any order. By year and day.
struct DayFacts {
  std::vector<law::Fact> before;  ///< without the file
  std::vector<law::Fact> with;    ///< with all rows of the file up to that day
};
struct YearFacts {
  index::SharedSet set;
  index::MeasuringPeriod period;
  std::map<Date, DayFacts> days;
};

struct Checked {
  std::vector<CheckedRow> rows;  ///< in the order of the file
  std::vector<CellError> errors;
  int good = 0;
  int bad = 0;
  int same = 0;
  std::map<int, YearFacts> years;  ///< of facts
  std::map<std::string, std::optional<Date>> counted_since;  ///< of the measures of facts: ledger::counted_since
  std::vector<Difference> differences;                       ///< of dossiers
  std::shared_ptr<record::ImportRules> import_rules;         ///< of dossiers; for the transaction of the check
};

/// Rows that a step of an import needs; the others were looked at before.
struct Slice {
  int after_line = 0;
  int good_max = 0;  ///< 0: all
};

/// Everything that the commands would refuse, found without writing. Error: forbidden, "intake.column_missing" (a
/// required field has no column), "index.no_set" for facts of a unit without a criteria set, "record.not_yours" for
/// dossiers of a desk that is not the actor's. A slice holds for kinds whose rows stand each for itself: dossiers.
Result<Checked> check_rows(store::ReadTx& tx, const Context& ctx, const Sources& sources, Kind kind, const formats::Grid& grid,
                           const Mapping& mapping, const Slice& slice = {});

/// The setting of one fact row: what `enter_fact` and `withdraw_fact` are told.
index::FactSetting setting_of(const Checked& checked, const FactRow& row);

/// Reads the cells of one row by field, and collects what is wrong with them.
class RowReader {
 public:
  RowReader(Kind kind, const Mapping& mapping, const formats::GridRow& row, std::vector<CellError>& errors)
      : kind_(kind), mapping_(mapping), row_(row), errors_(errors) {}
  [[nodiscard]] int line() const { return row_.line; }
  [[nodiscard]] const formats::GridCell& cell(std::string_view field) const;
  [[nodiscard]] const std::string& text(std::string_view field) const { return cell(field).text; }
  void fault(std::string_view field, std::string code, TextArguments arguments = {});
  /// Faults of a command, by its fields.
  void fault(const Error& error);
  /// "intake.cell_empty" for each required field that is empty.
  void check_required();
  [[nodiscard]] bool sound() const { return sound_; }

 private:
  Kind kind_;
  const Mapping& mapping_;
  const formats::GridRow& row_;
  std::vector<CellError>& errors_;
  bool sound_ = true;
};

// One for each kind; called by check_rows.
Result<Done> check_facts(store::ReadTx& tx, const Context& ctx, index::Sets& sets, const formats::Grid& grid, const Mapping& mapping, Checked& out);
Result<Done> check_people(store::ReadTx& tx, const Context& ctx, const formats::Grid& grid, const Mapping& mapping, Checked& out);
Result<Done> check_targets(store::ReadTx& tx, const Context& ctx, const formats::Grid& grid, const Mapping& mapping, Checked& out);
struct DossierTask {
  record::Rules& rules;
  const formats::Grid& grid;
  const Mapping& mapping;
  Slice slice;
};
Result<Done> check_dossiers(store::ReadTx& tx, const Context& ctx, const DossierTask& task, Checked& out);

}  // namespace sen::intake
