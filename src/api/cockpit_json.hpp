#pragma once
// Wire types of the cockpit (S1): docs/api.md "Index". Points are exact decimal strings.

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "http/wire.hpp"

namespace sen::api {

struct UnitJson {
  UnitId id{};
  std::string name;
};
void describe(http::Wire& v, UnitJson& unit);

struct SetJson {
  std::string id;
  std::string title;
  std::string status;
};
void describe(http::Wire& v, SetJson& set);

struct OwnerJson {
  std::string body;                     ///< name of the body, in the language
  std::optional<std::string> body_code{};
  std::optional<std::string> person{};  ///< name of the person in the seat today
};
void describe(http::Wire& v, OwnerJson& owner);

struct ComputedFromJson {
  std::int64_t events = 0;
  std::int64_t evidence_files = 0;
  std::int64_t tasks = 0;
};
void describe(http::Wire& v, ComputedFromJson& from);

struct ScoreJson {
  Points points{};
  Points max{};
  Points change_since_yesterday{};
  Points not_due{};
  Points losing{};
  Points recoverable{};
  Points gone{};
  Points missing{};
};
void describe(http::Wire& v, ScoreJson& score);

struct LastYearJson {
  int year = 0;
  Points points{};
  std::optional<std::int64_t> rank{};
  std::optional<std::int64_t> of{};
};
void describe(http::Wire& v, LastYearJson& last_year);

struct ForecastJson {
  Points pace{};
  Points all_done{};
  Date on{};
  std::optional<LastYearJson> last_year{};
};
void describe(http::Wire& v, ForecastJson& forecast);

struct DayPointsJson {
  Date date{};
  Points points{};
};
void describe(http::Wire& v, DayPointsJson& day);

struct FieldJson {
  std::string code;
  std::string name;
  std::string short_name;
  Points points{};
  Points max_points{};
  Points losing{};
  Points recoverable{};
  Points gone{};
  Points not_due{};
  Points missing{};
};
void describe(http::Wire& v, FieldJson& field);

struct ActionJson {
  std::string kind = "open_criterion";
  std::string label;
  std::string href;
};
void describe(http::Wire& v, ActionJson& action);

struct LeakJson {
  std::string code;
  Points recoverable{};
  Points gone{};
  std::string title;
  std::string reason;
  OwnerJson owner;
  std::optional<Date> due_on{};
  std::string due = "none";
  std::int64_t due_days = 0;
  ActionJson action;
  std::optional<TaskId> task_id{};
};
void describe(http::Wire& v, LeakJson& leak);

struct GoneNoteJson {
  Points points{};
  std::vector<std::string> codes;
};
void describe(http::Wire& v, GoneNoteJson& note);

struct TodayJson {
  std::string kind;
  std::int64_t count = 0;
  std::string title;
  std::string note;
  std::string href;
  std::string tone = "plain";
};
void describe(http::Wire& v, TodayJson& today);

struct AlarmJson {
  std::string code;
  std::string name;
  Points baseline_points{};
  Points points{};
  Points max_points{};
  std::optional<Date> since{};
};
void describe(http::Wire& v, AlarmJson& alarm);

struct CockpitJson {
  UnitJson unit;
  int year = 0;
  Instant as_of{};
  bool illustrative = false;
  SetJson set;
  ComputedFromJson computed_from;
  ScoreJson score;
  ForecastJson forecast;
  std::vector<DayPointsJson> history;
  std::vector<FieldJson> fields;
  std::vector<LeakJson> leaks;
  std::optional<GoneNoteJson> gone_note{};
  std::vector<TodayJson> today;
  std::vector<AlarmJson> alarms;
};
void describe(http::Wire& v, CockpitJson& cockpit);

}  // namespace sen::api
