#pragma once
// Wire types of the criterion page (S3), the facts, the baseline and the sets: docs/api.md "Index".

#include <optional>
#include <string>
#include <vector>

#include "api/cockpit_json.hpp"
#include "base/json.hpp"

namespace sen::api {

/// Query of everything that is asked per year; the unit's current year when absent.
struct YearQuery {
  std::optional<int> year{};
};
void describe(http::Wire& v, YearQuery& query);

struct CriterionQuery {
  std::string code;
  std::optional<int> year{};
};
void describe(http::Wire& v, CriterionQuery& query);

struct CodeNameJson {
  std::string code;
  std::string name;
};
void describe(http::Wire& v, CodeNameJson& value);

struct ChartPointJson {
  std::string x;  ///< exact decimals
  std::string y;
};
void describe(http::Wire& v, ChartPointJson& point);

/// How points follow from the share or the value: corners of the line, today's place, the year's end.
struct ChartJson {
  std::string kind = "none";  ///< "linear", "bands", "none"
  std::vector<ChartPointJson> points;
  std::optional<ChartPointJson> here{};
  std::optional<ChartPointJson> then{};
  std::string x_unit;         ///< "percent" or "value"
};
void describe(http::Wire& v, ChartJson& chart);

struct RuleJson {
  std::string type;
  ChartJson chart;
};
void describe(http::Wire& v, RuleJson& rule);

struct StepLinkJson {
  std::string measure;
  std::string label;
  std::optional<std::string> value{};
};
void describe(http::Wire& v, StepLinkJson& link);

struct StepJson {
  std::string text;
  std::string operands;
  std::string value;
  std::string shown;
  std::vector<StepLinkJson> links;
};
void describe(http::Wire& v, StepJson& step);

struct MeasureJson {
  std::string id;
  std::string label;
  std::string type;
  std::string unit;
  std::optional<std::string> value{};
  std::optional<std::string> origin{};
  std::optional<Date> as_of{};
  bool enterable = false;
  std::int64_t entries = 0;
};
void describe(http::Wire& v, MeasureJson& measure);

struct SubjectJson {
  std::string kind;
  std::string id;
};
void describe(http::Wire& v, SubjectJson& subject);

struct LossJson {
  std::string title;
  std::string detail;
  Points points{};
  std::string kind;
  std::optional<SubjectJson> subject{};
  std::optional<Date> on{};
  std::optional<std::string> href{};
};
void describe(http::Wire& v, LossJson& loss);

struct WhatIfOptionJson {
  std::string value;
  Points points{};
};
void describe(http::Wire& v, WhatIfOptionJson& option);

struct WhatIfJson {
  std::string measure;
  std::string label;
  std::string now;
  Points step_points{};  ///< what the first step up wins
  std::vector<WhatIfOptionJson> options;
};
void describe(http::Wire& v, WhatIfJson& what_if);

struct TaskLinkJson {
  TaskId id{};
  std::string group;
  std::string stt;
  std::string title;
  std::int64_t progress = 0;
  std::string state;
};
void describe(http::Wire& v, TaskLinkJson& task);

struct EvidenceJson {
  EvidenceId id{};
  std::string name;
  std::string type;
  std::int64_t size = 0;
  std::string sha256;
  std::optional<std::string> checked{};
  std::optional<Date> added_on{};
};
void describe(http::Wire& v, EvidenceJson& evidence);

struct BaselinePointsJson {
  int year = 0;
  Points points{};
};
void describe(http::Wire& v, BaselinePointsJson& baseline);

struct CriterionJson {
  std::string code;
  std::string name;
  CodeNameJson field;
  SetJson set;
  int year = 0;
  bool illustrative = false;
  std::string live_state;
  Points points{};
  Points max_points{};
  Points lost{};
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
  Points change_this_week{};
  Instant as_of{};
  OwnerJson owner;
  std::optional<std::string> previous{};
  std::optional<std::string> next{};
  std::optional<BaselinePointsJson> baseline{};
  RuleJson rule;
  std::vector<StepJson> steps;
  std::vector<MeasureJson> measures;
  std::vector<LossJson> losses;
  std::optional<WhatIfJson> what_if{};
  std::vector<TaskLinkJson> tasks;
  std::vector<EvidenceJson> evidence;
  std::vector<std::string> evidence_wanted;
};
void describe(http::Wire& v, CriterionJson& criterion);

struct FactListItemJson {
  MeasureJson measure;  ///< its members stand at the top
  std::vector<std::string> criteria;
  Points points_at_stake{};
  bool wanted = false;
};
void describe(http::Wire& v, FactListItemJson& item);

struct PeriodJson {
  Date start{};
  Date end{};
  bool closed = false;
};
void describe(http::Wire& v, PeriodJson& period);

struct FactListJson {
  int year = 0;
  PeriodJson period;
  std::vector<FactListItemJson> measures;
};
void describe(http::Wire& v, FactListJson& list);

struct FactEntryJson {
  std::string id;
  std::string measure;
  std::string value;
  Date as_of{};
  std::string note;
  std::string origin;
  std::string entered_by;
  Instant entered_at{};
  std::optional<std::string> corrects{};
  bool superseded = false;
  std::vector<EvidenceJson> evidence;
};
void describe(http::Wire& v, FactEntryJson& entry);

struct FactEntriesJson {
  std::string measure;
  std::vector<FactEntryJson> entries;
};
void describe(http::Wire& v, FactEntriesJson& entries);

struct MeasureQuery {
  std::string measure;
  std::optional<int> year{};
};
void describe(http::Wire& v, MeasureQuery& query);

struct FactInputJson {
  std::string measure;
  std::string value;
  Date as_of{};
  std::optional<std::string> note{};
  std::optional<std::vector<EvidenceId>> evidence{};
  std::optional<Id<struct FactTag>> corrects{};
};
void describe(http::Wire& v, FactInputJson& input);

struct BeforeAfterJson {
  Points before{};
  Points after{};
};
void describe(http::Wire& v, BeforeAfterJson& score);

struct FactEnteredJson {
  FactEntryJson entry;  ///< its members stand at the top
  BeforeAfterJson score;
};
void describe(http::Wire& v, FactEnteredJson& entered);

struct BaselineCriterionJson {
  std::string code;
  Points points{};
};
void describe(http::Wire& v, BaselineCriterionJson& criterion);

struct BaselineJson {
  int year = 0;
  Points points{};
  Points max{};
  std::optional<std::int64_t> rank{};
  std::optional<std::int64_t> of{};
  std::string decision;
  std::vector<BaselineCriterionJson> criteria;
};
void describe(http::Wire& v, BaselineJson& baseline);

struct OwnerInputJson {
  std::string code;
  int year = 0;
  std::string body;
  std::optional<PersonId> person_id{};
};
void describe(http::Wire& v, OwnerInputJson& input);

/// Files handed in for a criterion, for one of the papers its set wants when `wanted` names it.
struct PaperInputJson {
  std::string code;
  int year = 0;
  std::optional<std::string> wanted{};
  std::vector<EvidenceId> evidence;
};
void describe(http::Wire& v, PaperInputJson& input);

}  // namespace sen::api
