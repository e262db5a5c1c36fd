#include "app/commands/due.hpp"

#include <ostream>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "law/deadline.hpp"

namespace sen::app {
namespace {

constexpr std::size_t kCalendarBytesMax = 5'000'000;
constexpr std::size_t kBatchBytesMax = 1'000'000'000;

/// The texts of one case, from options or from a line of a batch.
struct CaseTexts {
  std::string received;
  std::int64_t limit = 0;
  std::string unit;
  std::string cutoff;
  std::vector<std::string> pauses;
  std::string complete;
};

std::optional<Instant> parse_moment(const std::string& text) {
  if (const auto date = parse_date(text)) return start_of(*date);
  return parse_instant(text);
}

Result<std::optional<int>> parse_cutoff(const std::string& text) {
  if (text.empty()) return std::optional<int>(law::kCutoffDefault);
  if (text == "closing") return std::optional<int>();
  const auto moment = text.size() == 5 ? parse_instant("2000-01-01T" + text) : std::nullopt;
  if (!moment) return invalid("due.cutoff", "cutoff", {{"value", text}});
  return std::optional<int>(minute_of_day(*moment));
}

Result<law::DeadlineInput> read_case(const CaseTexts& texts) {
  law::DeadlineInput input;
  const auto received = parse_moment(texts.received);
  if (!received) return invalid("due.received", "received", {{"value", texts.received}});
  const auto unit = law::parse_limit_unit(texts.unit);
  if (!unit) return invalid("due.unit", "unit", {{"value", texts.unit}});
  SEN_LET(input.cutoff_minute, parse_cutoff(texts.cutoff));
  input.received = *received;
  input.unit = *unit;
  input.limit = texts.limit;
  for (const auto& text : texts.pauses) {
    SEN_LET(auto pause, law::parse_pause(text));
    input.pauses.push_back(pause);
  }
  if (!texts.complete.empty()) {
    input.complete = parse_moment(texts.complete);
    if (!input.complete) return invalid("due.complete", "complete", {{"value", texts.complete}});
  }
  return input;
}

Result<law::Calendar> load_calendar(const Invocation& call) {
  std::string bytes;
  if (call.has("--calendar")) {
    SEN_LET(bytes, read_file(call.text("--calendar"), kCalendarBytesMax));
  } else {
    const auto shipped = embedded_file("packs/calendar/vn.json");
    SEN_ASSERT(shipped.has_value());
    bytes = *shipped;
  }
  SEN_LET(const auto json, parse_json(bytes));
  return law::read_calendar(json, call.has("--with-pending") ? law::Pending::Apply : law::Pending::Ignore);
}

/// The reason of a step in words.
std::string words_of(Language language, const law::DeadlineStep& step) {
  TextArguments arguments = step.why.arguments;
  arguments.emplace_back("weekday", render(language, "due.weekday." + std::to_string(step.day.weekday())));
  if (step.entry != nullptr) {
    arguments.emplace_back("name", language == Language::Vi ? step.entry->name_vi : step.entry->name_en);
  }
  std::string why = render(language, step.why.key, arguments);
  if (!step.provisional) return why;
  return step.entry != nullptr
             ? render(language, "due.why.provisional", {{"why", why}})
             : render(language, "due.why.uncovered",
                      {{"why", why}, {"year", std::to_string(step.day.year())}});
}

/// Shape C.
std::string to_json(Language language, const law::Deadline& deadline) {
  JsonOut out;
  out.begin_object();
  out.member("received_counts_on", to_string(deadline.received_counts_on));
  out.member("due_on", to_string(deadline.due_on));
  out.member("due_at", to_string(deadline.due_at));
  out.member("apology_by", to_string(deadline.apology_by));
  out.member("provisional", deadline.provisional);
  out.key("steps");
  out.begin_array();
  for (const auto& step : deadline.steps) {
    out.begin_object();
    out.member("day", to_string(step.day));
    out.member("counts", step.counts);
    out.member("why", words_of(language, step));
    out.end_object();
  }
  out.end_array();
  out.end_object();
  return out.take();
}

void print(const Invocation& call, const law::Deadline& deadline) {
  const auto day = [](Date date) { return localized_date(to_string(date)); };
  for (const auto& step : deadline.steps) {
    call.out << day(step.day) << "  " << render(call.language, step.counts ? "due.counts" : "due.skips") << "\t"
             << words_of(call.language, step) << "\n";
  }
  const std::string time = to_string(deadline.due_at).substr(11, 5);
  call.out << render(call.language, "due.answer",
                     {{"received_counts_on", day(deadline.received_counts_on)},
                      {"due_at", time + " " + day(deadline.due_on)},
                      {"apology_by", day(deadline.apology_by)}})
           << "\n";
  if (deadline.provisional) call.out << render(call.language, "due.provisional") << "\n";
}

CaseTexts texts_of(const Json& json) {
  CaseTexts texts{.received = json.string_or("received"),
                  .limit = json.int_or("limit", 0),
                  .unit = json.string_or("unit"),
                  .cutoff = json.string_or("cutoff"),
                  .pauses = {},
                  .complete = json.string_or("complete")};
  for (const auto& pause : json["pauses"].items()) {
    // A pause is "D1/D2" or [D1, D2].
    texts.pauses.push_back(pause.is_string() ? pause.text() : "");
    if (pause.items().size() == 2 && pause.items()[0].is_string() && pause.items()[1].is_string()) {
      texts.pauses.back() = pause.items()[0].text() + "/" + pause.items()[1].text();
    }
  }
  return texts;
}

Error at_line(const Invocation& call, std::size_t line, const Error& error) {
  return invalid("due.batch_line", "line " + std::to_string(line),
                 {{"line", std::to_string(line)}, {"what", render(call.language, error)}});
}

Result<law::DeadlineInput> read_line(std::string_view line) {
  SEN_LET(const auto json, parse_json(line));
  if (!json.is_object()) return invalid("due.batch_object");
  return read_case(texts_of(json));
}

/// Every line is read before the first answer is printed: a bad line answers nothing.
Result<int> run_batch(const Invocation& call, const law::Calendar& calendar) {
  SEN_LET(const std::string bytes, read_file(call.text("--batch"), kBatchBytesMax));
  std::vector<std::pair<std::size_t, law::DeadlineInput>> cases;
  std::size_t number = 0;
  for (std::size_t start = 0; start < bytes.size();) {
    const auto end = std::min(bytes.find('\n', start), bytes.size());
    const auto line = trim(std::string_view(bytes).substr(start, end - start));
    start = end + 1;
    ++number;
    if (line.empty()) continue;
    auto input = read_line(line);
    if (!input) return at_line(call, number, input.error());
    cases.emplace_back(number, *std::move(input));
  }
  for (const auto& [line, input] : cases) {
    const auto deadline = law::due(input, calendar);
    if (!deadline) return at_line(call, line, deadline.error());
    call.out << to_json(call.language, *deadline) << "\n";
  }
  return kExitDone;
}

Result<int> run_due(const Invocation& call) {
  SEN_LET(const auto calendar, load_calendar(call));
  if (call.has("--batch")) return run_batch(call, calendar);
  std::string missing;
  for (const char* name : {"--received", "--limit", "--unit"}) {
    // A result of the same day needs no limit.
    const bool free = name == std::string_view("--limit") && call.text("--unit") == "same_day";
    if (!call.has(name) && !free) missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  if (!missing.empty()) {
    call.err << render(call.language, "app.usage.missing", {{"what", missing}}) << "\n";
    return kExitUsage;
  }
  SEN_LET(const auto input, read_case({.received = call.text("--received"),
                                       .limit = call.number("--limit", 0),
                                       .unit = call.text("--unit"),
                                       .cutoff = call.text("--cutoff"),
                                       .pauses = call.texts("--pause"),
                                       .complete = call.text("--complete")}));
  SEN_LET(const auto deadline, law::due(input, calendar));
  if (call.json()) {
    call.out << to_json(call.language, deadline) << "\n";
  } else {
    print(call, deadline);
  }
  return kExitDone;
}

}  // namespace

Command due_command() {
  return {"due",
          {{"--received"}, {"--limit", Takes::Number}, {"--unit"}, {"--cutoff"}, {"--pause", Takes::Texts},
           {"--complete"}, {"--calendar"}, {"--with-pending", Takes::Flag}, {"--batch"}, {"--json", Takes::Flag}},
          &run_due};
}

}  // namespace sen::app
