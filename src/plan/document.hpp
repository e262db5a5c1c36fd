#pragma once
// A plan as it was read from a document (shape A of the contracts): header, sections, task groups of the
// body, cited documents, recipients, the table of tasks, and problems with proposals. Texts are verbatim;
// what they mean (dates, bodies, targets) stands beside them. Nothing here is adopted yet.

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/texts.hpp"

namespace sen::plan {

enum class DeadlineKind { Range, RangeThenYearly, Quarters, Date, Month, Continuous, Open };
enum class Recurrence { None, Continuous, Weekly, Monthly, Quarterly, HalfYearly, Yearly };

/// When a task is to be done, out of the words of the plan.
struct Deadline {
  DeadlineKind kind = DeadlineKind::Open;
  std::optional<Date> start{};
  std::optional<Date> end{};
  Recurrence recurrence = Recurrence::None;
  std::vector<int> quarters{};  ///< of kind Quarters
  int year = 0;                 ///< of kind Quarters
  bool year_printed = false;
  [[nodiscard]] bool recurring() const { return recurrence != Recurrence::None; }
};

/// A figure that a task is to reach.
struct Target {
  std::string measure;   ///< name in packs/plans/targets.json; empty when no entry fits
  std::string op = ">=";  ///< ">=", "<=", "=="
  std::string value;     ///< decimal
  std::string unit = "%";
  std::string basis;     ///< the words that set it
  std::string document;  ///< "38/QĐ-UBND 15/02/2024" when the target is another document's
  bool number_printed = true;
};

/// A cell that names bodies, and those that the dictionary recognised in it.
struct BodyNames {
  std::string text;
  std::vector<std::string> bodies{};  ///< codes of packs/plans/bodies.json
  bool outside = false;               ///< the first body is not one of the commune
};

struct TaskRow {
  std::string group;
  std::string stt;
  std::string content;
  std::string solution;
  std::string product;
  std::string note;
  BodyNames lead;
  BodyNames coordinating;
  std::string deadline_text;
  Deadline deadline;
  std::vector<Target> targets;
  int source_line = 0;
};

struct GroupRow {
  std::string code;           ///< PAR, SIPAS, PAPI, else G1, G2 … in order
  std::string roman_printed;
  std::string title;
  int count = 0;
  int line = 0;
};

struct Appendix {
  std::string title;
  std::vector<std::string> columns;
  std::vector<GroupRow> groups;
  std::vector<TaskRow> tasks;
  bool has_product = false;
};

struct SectionPart {
  int number = 0;
  std::string title;
  int item_count = 0;
};

struct Section {
  std::string number;  ///< "II" as printed
  std::string title;
  std::vector<SectionPart> parts;  ///< of sections that set no tasks
  int task_group_count = 0;        ///< of sections that do
};

/// One sentence of the body that somebody has to carry out without end.
struct Duty {
  std::string section;  ///< "II.7", "III"
  std::string text;
  std::string owner_text;  ///< the body named above or before it, verbatim
  std::string owner;       ///< its code, or empty
  int line = 0;
};

struct TaskGroup {
  int number = 0;
  std::string title;
  std::string field;  ///< one of the eight fields of the index, or empty
  std::vector<Duty> tasks;
  std::vector<Target> targets;
};

struct CitedDocument {
  std::string number;
  std::string kind;    ///< "Quyết định" as printed, or empty
  std::optional<Date> date;
  std::string issuer;  ///< as printed, or empty
  std::string about;   ///< verbatim words after "về việc …", or empty
  int line = 0;
};

struct Recipient {
  std::string text;
  std::string purpose;
};

struct Signature {
  std::string on_behalf_of;
  std::string for_role;
  std::string role;
  std::string name;
};

struct Header {
  std::string number;
  std::string type;  ///< "Kế hoạch"
  std::string issuer;
  std::string place_printed;
  std::optional<Date> signed_date;
  std::string signed_date_text;
  std::string title;
  int plan_year = 0;       ///< 0 when no year is printed anywhere
  int evaluated_year = 0;  ///< the earlier year whose shortcomings are remedied, or 0
  bool open_ended = false;
  Signature signature;
};

/// The index result of the year before, when the plan quotes it.
struct PreviousResult {
  std::string score;
  int rank = 0;
  int of = 0;
};

struct Problem {
  int line = 0;
  Text message;
  std::string found;     ///< the words at fault, verbatim; empty when none can be replaced
  std::string proposal;  ///< what to write instead, or empty
};

struct PlanDocument {
  Header header;
  std::vector<Section> sections;
  std::vector<TaskGroup> task_groups;
  std::string implementation_title;
  std::vector<Duty> implementation;
  std::vector<CitedDocument> cited;
  std::vector<Recipient> recipients;
  Appendix appendix;
  std::optional<PreviousResult> previous_result;
  std::vector<Problem> problems;
};

const char* name_of(DeadlineKind kind);  ///< "range_then_yearly"
const char* name_of(Recurrence recurrence);  ///< "none", "continuous" …
std::optional<DeadlineKind> deadline_kind_of(std::string_view name);
std::optional<Recurrence> recurrence_of(std::string_view name);

}  // namespace sen::plan
