#pragma once
// Shapes of records (dossiers and their like): docs/api.md "Records".

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "http/wire.hpp"

namespace sen::api {

using RecordId = Id<struct RecordTag>;

struct RecordPath {
  RecordId id{};
};
void describe(http::Wire& v, RecordPath& path);

struct LabelledJson {
  std::string code;
  std::string label;
};
void describe(http::Wire& v, LabelledJson& labelled);

/// Who asks. In answers, numbers and addresses of mail are masked: POST reveal gives them.
struct ApplicantJson {
  std::string name;
  std::string identity_number;
  std::optional<Date> born_on{};
  std::string address;
  std::string phone;
  std::string mail;
  std::string submitter;
};
void describe(http::Wire& v, ApplicantJson& applicant);

struct ApplicantInputJson {
  std::string name;
  std::optional<std::string> identity_number{};
  std::optional<Date> born_on{};
  std::optional<std::string> address{};
  std::optional<std::string> phone{};
  std::optional<std::string> mail{};
  std::optional<std::string> submitter{};
};
void describe(http::Wire& v, ApplicantInputJson& applicant);

struct FieldValueJson {
  std::string code;
  std::string value;
};
void describe(http::Wire& v, FieldValueJson& field);

struct HandedPaperJson {
  std::string code;
  std::string form;
  int count = 1;
};
void describe(http::Wire& v, HandedPaperJson& paper);

struct OpenRecordJson {
  std::string type;
  std::optional<std::string> action{};
  std::optional<std::string> procedure{};
  std::optional<std::string> case_code{};
  std::optional<ApplicantInputJson> applicant{};
  std::optional<std::vector<FieldValueJson>> fields{};
  std::optional<std::vector<HandedPaperJson>> papers{};
  std::optional<std::string> reason{};
};
void describe(http::Wire& v, OpenRecordJson& input);

struct ActJson {
  RecordId id{};
  std::string action;
  std::optional<std::string> reason{};
  std::optional<std::string> body{};
  std::optional<PersonId> person_id{};
  std::optional<std::string> ground{};
  std::optional<Date> new_date{};
  std::optional<std::string> receiver{};
};
void describe(http::Wire& v, ActJson& input);

/// One line of a list. `due`: how the main clock stands.
struct RecordRowJson {
  RecordId id{};
  std::string code;
  std::string title;
  std::string applicant;
  LabelledJson state;
  LabelledJson body;
  Instant received_at{};
  std::optional<Date> due_on{};
  std::optional<Instant> due_at{};
  std::optional<Date> promised_on{};
  std::string due;
  int days = 0;                     ///< working days to the due day; negative: late by so many
  std::int64_t minutes = 0;         ///< working minutes to the due time when it is today
  bool open = true;
};
void describe(http::Wire& v, RecordRowJson& row);

struct DeskCountsJson {
  int open = 0;
  int soon = 0;
  int late = 0;
  int paused = 0;
  int ready = 0;
  int received_today = 0;
  int closed_today = 0;
};
void describe(http::Wire& v, DeskCountsJson& counts);

struct RecordsJson {
  std::vector<RecordRowJson> records;
  std::optional<std::string> next{};
};
void describe(http::Wire& v, RecordsJson& records);

struct DueStepJson {
  Date day{};
  bool counts = false;
  std::string why;
};
void describe(http::Wire& v, DueStepJson& step);

struct PromiseJson {
  Date received_counts_on{};
  Date due_on{};
  Instant due_at{};
  Date apology_by{};
  bool provisional = false;
  std::string limit;
  std::string law;
  std::vector<DueStepJson> steps;
};
void describe(http::Wire& v, PromiseJson& promise);

struct RecordClockJson {
  std::string code;
  std::string label;
  std::string state;
  bool main = false;
  std::string limit;
  std::string law;
  Date due_on{};
  Instant due_at{};
  std::optional<Date> first_due_on{};
  std::optional<Date> promised_on{};
  std::vector<DueStepJson> steps;
};
void describe(http::Wire& v, RecordClockJson& clock);

struct RecordLetterJson {
  std::string code;
  std::string label;
  std::string state;
  Date by{};
  std::string number;
  std::string reason;
  std::string suggested_reason;
  std::optional<Date> suggested_date{};
};
void describe(http::Wire& v, RecordLetterJson& letter);

struct RecordActionJson {
  std::string code;
  std::string label;
  std::vector<std::string> needs;
  bool next = false;                    ///< what leads on
  bool letter = false;                  ///< signs or sends a letter
  std::optional<std::string> blocked{}; ///< why it cannot be done now
  std::string law;
};
void describe(http::Wire& v, RecordActionJson& action);

struct RecordStepJson {
  Instant at{};
  std::string by;
  std::string text;
  std::string reason;
};
void describe(http::Wire& v, RecordStepJson& step);

struct RecordPaperJson {
  std::string code;
  std::string name;
  std::string form;
  int count = 0;
  bool required = false;
  bool there = false;
};
void describe(http::Wire& v, RecordPaperJson& paper);

struct RecordFieldJson {
  std::string code;
  std::string label;
  std::string value;
};
void describe(http::Wire& v, RecordFieldJson& field);

struct RecordJson {
  RecordRowJson row;
  std::string type;
  std::string type_label;
  std::string act;                  ///< the act whose rules hold for it
  std::string number;
  std::string lookup;
  LabelledJson procedure;
  std::string result;               ///< what the applicant gets
  std::string outcome;
  std::string receiver;
  ApplicantJson applicant;
  std::vector<RecordFieldJson> fields;
  std::vector<RecordPaperJson> papers;
  std::vector<RecordClockJson> clocks;
  std::vector<RecordLetterJson> letters;
  std::vector<RecordActionJson> actions;
  std::vector<LabelledJson> forms;  ///< that can be printed now
  std::vector<LabelledJson> grounds;
  std::vector<LabelledJson> bodies; ///< to whom it may be handed
  std::vector<RecordStepJson> steps;
  std::string handler;              ///< body that handles its procedure
};
void describe(http::Wire& v, RecordJson& record);

struct ProcedureJson {
  std::string code;
  std::string name;
  std::string shortcut;
  std::string field;
  std::string limit;
  std::string result;
  std::string online;
  std::optional<std::int64_t> fee{};
  std::string law;
  std::string handler;
  std::vector<LabelledJson> cases;
  std::vector<RecordPaperJson> papers;
};
void describe(http::Wire& v, ProcedureJson& procedure);

struct FormFieldJson {
  std::string code;
  std::string label;
  std::string type;
  bool required = false;
  std::vector<LabelledJson> choices;
};
void describe(http::Wire& v, FormFieldJson& field);

struct RecordTypeJson {
  std::string id;
  std::string label;
  std::string act;
  std::string page;
  bool has_catalogue = false;
  bool may_receive = false;             ///< the reader sits at the desk, or leads
  std::vector<FormFieldJson> fields;
  std::vector<RecordActionJson> openings;
  std::vector<ProcedureJson> procedures;
};
void describe(http::Wire& v, RecordTypeJson& type);

}  // namespace sen::api
