#pragma once
// One record of a type: a dossier today, feedback or a complaint by another file of packs/record-types/. It keeps the
// type and the procedure it was received under; what its type's actions may do to it stands in act.hpp.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/personal.hpp"
#include "record/case_clock.hpp"
#include "record/rules.hpp"
#include "store/store.hpp"

namespace sen::record {

/// Who asks. Personal data: kept in the record's body alone, never in events' facts, logs or lists.
struct Applicant {
  Personal<std::string> name;
  Personal<std::string> identity_number;  ///< 12 digits, or 9 of an old card; may be empty
  std::optional<Date> born_on;
  Personal<std::string> address;
  Personal<std::string> phone;
  Personal<std::string> mail;
  Personal<std::string> submitter;        ///< who handed it in for the applicant; empty: the applicant
  friend bool operator==(const Applicant&, const Applicant&) = default;
};

enum class PaperForm { Original, Certified, Copy, Shown, Electronic };
const char* name_of(PaperForm form);
std::optional<PaperForm> parse_paper_form(std::string_view name);

struct HandedPaper {
  std::string code;  ///< of the procedure's list
  PaperForm form = PaperForm::Copy;
  int count = 1;
};

struct CaseDuty {
  enum class State { Draft, Signed, Sent };  ///< one that is not needed is gone
  std::string code;
  State state = State::Draft;
  Instant opened_at;
  Date by;                          ///< the last day that is in time
  std::string number;
  std::string reason;
  std::optional<Instant> signed_at;
  std::int64_t signed_by = 0;
  std::optional<Instant> sent_at;
  bool late = false;                ///< it was signed after the due time
};
const char* name_of(CaseDuty::State state);

struct Record {
  std::int64_t id{};
  std::string type;
  std::string type_hash;
  std::string code;                 ///< "00400-241015-0008"
  std::string number;               ///< in the register of the year
  std::string lookup;               ///< what a citizen asks with; cannot be guessed
  std::string procedure;
  std::string procedure_hash;
  std::string field;
  std::string state;
  bool open = true;
  std::string body;                 ///< who has it
  std::optional<PersonId> person;
  Instant received_at;
  std::optional<Instant> wake_at;   ///< when time alone will do something to it
  std::optional<Instant> resolved_at;
  std::optional<Instant> closed_at;
  std::string outcome;              ///< "granted", "refused" or empty

  std::string case_code;
  Applicant applicant;
  std::map<std::string, std::string> fields;
  std::vector<HandedPaper> papers;
  std::vector<CaseClock> clocks;
  std::vector<CaseDuty> duties;
  std::map<std::string, int> acts;  ///< how often each action was done
  Personal<std::string> receiver;   ///< who took the result
  bool imported = false;            ///< it came from another system's list, with that system's code (import.hpp)
  std::optional<Date> source_due_on;  ///< the due day that the other system printed, beside Sen's own

  /// The other system keeps it as long as nobody did anything to it here.
  [[nodiscard]] bool kept_elsewhere() const { return imported && acts.empty(); }
  [[nodiscard]] CaseClock* clock(const std::string& wanted);
  [[nodiscard]] const CaseClock* clock(const std::string& wanted) const;
  [[nodiscard]] const CaseClock* main_clock(const RecordType& type) const;
  [[nodiscard]] CaseDuty* duty(const std::string& wanted);
  [[nodiscard]] const CaseDuty* duty(const std::string& wanted) const;
  static Record from_row(store::Row& row);
};

/// Errors: NotFound "record.unknown" (also what belongs to another unit).
Result<Record> load_record(store::ReadTx& tx, std::int64_t id);
/// By the code on the slip, or the code that the citizen looks up with. Errors: NotFound "record.unknown".
Result<Record> find_record(store::ReadTx& tx, const std::string& code);
/// By what cannot be guessed alone: for strangers. Errors: NotFound "record.unknown" (also what belongs to another unit).
Result<Record> find_by_lookup(store::ReadTx& tx, const std::string& lookup);

/// Everything that the record's page and its papers say by.
struct RecordRules {
  SharedType type;
  SharedField field;                      ///< null for types without a catalogue
  const Procedure* procedure = nullptr;   ///< lives as long as `field`
};
Result<RecordRules> rules_of(store::ReadTx& tx, const Context& ctx, Rules& rules, const Record& record);

/// Facts of every event of the record: its coded fields, procedure, field, and who has it.
Json facts_of(const Record& record, const RecordType& type);
/// "dossier_result": name of the deadline that `jobs` keeps for a clock.
std::string deadline_kind(const RecordType& type, const std::string& clock);

}  // namespace sen::record
