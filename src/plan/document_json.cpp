#include "plan/document_json.hpp"

#include <utility>

#include "base/text.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kTextBytesMax = 20'000;
constexpr std::size_t kListMax = 20'000;

void write_date(JsonOut& out, std::string_view name, const std::optional<Date>& date) {
  out.key(name);
  if (date) out.string(to_string(*date));
  else out.null();
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
}

void write_deadline(JsonOut& out, const Deadline& deadline) {
  out.begin_object();
  out.member("kind", name_of(deadline.kind));
  if (deadline.kind == DeadlineKind::Quarters) {
    out.key("quarters");
    out.begin_array();
    for (const int quarter : deadline.quarters) out.integer(quarter);
    out.end_array();
    out.member("year", deadline.year);
  }
  write_date(out, "start", deadline.start);
  write_date(out, "end", deadline.end);
  out.member("recurring", deadline.recurring());
  if (deadline.recurring()) {
    out.member("recurrence", name_of(deadline.recurrence));
    out.member("open_ended", true);
  }
  out.member("year_explicit", deadline.year_printed);
  out.end_object();
}

void write_targets(JsonOut& out, const std::vector<Target>& targets) {
  out.begin_array();
  for (const Target& target : targets) {
    out.begin_object();
    out.key("measure");
    if (target.measure.empty()) out.null();
    else out.string(target.measure);
    out.member("op", target.op);
    out.key("value");
    out.raw(target.value);
    out.member("unit", target.unit);
    if (!target.document.empty()) out.member("document", target.document);
    out.member("basis", target.basis);
    if (!target.number_printed) out.member("number_printed", false);
    out.end_object();
  }
  out.end_array();
}

void write_bodies(JsonOut& out, const BodyNames& names) {
  out.begin_object();
  out.member("text", names.text);
  out.member("empty", names.text.empty());
  out.key("bodies");
  out.begin_array();
  for (const std::string& body : names.bodies) out.string(body);
  out.end_array();
  out.member("outside", names.outside);
  out.end_object();
}

void write_header(JsonOut& out, const Header& header) {
  out.begin_object();
  out.member("number", header.number);
  out.member("type", header.type);
  out.member("issuer", header.issuer);
  out.member("place_printed", header.place_printed);
  write_date(out, "signed_date", header.signed_date);
  out.member("signed_date_text", header.signed_date_text);
  out.member("title", header.title);
  out.key("evaluated_year");
  if (header.evaluated_year > 0) out.integer(header.evaluated_year);
  else out.null();
  out.key("plan_year");
  if (header.plan_year > 0) out.integer(header.plan_year);
  else out.null();
  out.member("open_ended", header.open_ended);
  out.key("signature");
  out.begin_object();
  out.member("on_behalf_of", header.signature.on_behalf_of);
  out.member("for_role", header.signature.for_role);
  out.member("role", header.signature.role);
  out.member("name", header.signature.name);
  out.end_object();
  out.end_object();
}

void write_sections(JsonOut& out, const std::vector<Section>& sections) {
  out.begin_array();
  for (const Section& section : sections) {
    out.begin_object();
    out.member("no", section.number);
    out.member("title", section.title);
    if (section.task_group_count > 0) out.member("parts_count", section.task_group_count);
    if (!section.parts.empty()) {
      out.key("parts");
      out.begin_array();
      for (const SectionPart& part : section.parts) {
        out.begin_object();
        out.member("no", part.number);
        out.member("title", part.title);
        out.member("items", part.item_count);
        out.end_object();
      }
      out.end_array();
    }
    out.end_object();
  }
  out.end_array();
}

void write_duties(JsonOut& out, const PlanDocument& document) {
  out.begin_array();
  const auto write = [&](const Duty& duty, const char* origin) {
    out.begin_object();
    out.member("origin", origin);
    out.member("section", duty.section);
    out.member("text", duty.text);
    out.member("owner_text", duty.owner_text);
    out.member("owner", duty.owner);
    out.member("line", duty.line);
    out.end_object();
  };
  for (const TaskGroup& group : document.task_groups) {
    for (const Duty& duty : group.tasks) write(duty, "task_group");
  }
  for (const Duty& duty : document.implementation) write(duty, "implementation");
  out.end_array();
}

void write_task_groups(JsonOut& out, const std::vector<TaskGroup>& groups) {
  out.begin_array();
  for (const TaskGroup& group : groups) {
    out.begin_object();
    out.member("no", group.number);
    out.member("title", group.title);
    out.member("field", group.field);
    out.key("tasks");
    out.begin_array();
    for (const Duty& duty : group.tasks) out.string(duty.text);
    out.end_array();
    out.key("targets");
    write_targets(out, group.targets);
    out.end_object();
  }
  out.end_array();
}

void write_appendix(JsonOut& out, const Appendix& appendix) {
  out.begin_object();
  out.member("title", appendix.title);
  out.key("columns");
  out.begin_array();
  for (const std::string& column : appendix.columns) out.string(column);
  out.end_array();
  out.key("groups");
  out.begin_array();
  for (const GroupRow& group : appendix.groups) {
    out.begin_object();
    out.member("code", group.code);
    out.member("roman_printed", group.roman_printed);
    out.member("title", group.title);
    out.member("count", group.count);
    out.member("source_line", group.line);
    out.end_object();
  }
  out.end_array();
  out.key("tasks");
  out.begin_array();
  for (const TaskRow& task : appendix.tasks) {
    out.begin_object();
    out.member("group", task.group);
    out.key("stt");
    if (is_number(task.stt)) out.integer(std::stoi(task.stt));
    else out.string(task.stt);
    out.member("content", task.content);
    out.member("solution", task.solution);
    out.key("lead");
    write_bodies(out, task.lead);
    out.key("coordinating");
    write_bodies(out, task.coordinating);
    if (appendix.has_product) out.member("product", task.product);
    if (!task.note.empty()) out.member("note", task.note);
    out.member("deadline_text", task.deadline_text);
    out.key("deadline");
    write_deadline(out, task.deadline);
    out.key("targets");
    write_targets(out, task.targets);
    out.member("source_line", task.source_line);
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

void write_problems(JsonOut& out, const std::vector<Problem>& problems, Language language) {
  out.begin_array();
  int number = 0;
  for (const Problem& problem : problems) {
    out.begin_object();
    out.member("id", "p" + std::to_string(++number));
    out.member("line", problem.line);
    out.member("message", render(language, problem.message));
    out.member("proposal", problem.proposal);
    out.member("found", problem.found);
    out.member("code", problem.message.key);
    out.key("arguments");
    out.begin_object();
    for (const auto& [name, value] : problem.message.arguments) out.member(name, value);
    out.end_object();
    out.end_object();
  }
  out.end_array();
}

void write_cited(JsonOut& out, const std::vector<CitedDocument>& cited) {
  out.begin_array();
  for (const CitedDocument& document : cited) {
    out.begin_object();
    out.member("number", document.number);
    write_date(out, "date", document.date);
    out.member("kind", document.kind);
    out.member("issuer", document.issuer);
    out.member("about", document.about);
    out.member("line", document.line);
    out.end_object();
  }
  out.end_array();
}

/// Reads members and remembers every one at fault.
class Reader {
 public:
  std::vector<FieldError> faults;

  std::string text(const Json& json, const std::string& path, const char* name, bool required) {
    const Json& value = json[name];
    if (value.is_null() && !required) return {};
    if (!value.is_string() || value.text().size() > kTextBytesMax) {
      fault(path, name);
      return {};
    }
    return nfc(value.text());
  }
  int number(const Json& json, const std::string& path, const char* name) {
    const Json& value = json[name];
    if (value.is_null()) return 0;
    const auto whole = value.is_number() ? value.as_int() : std::nullopt;
    if (!whole || *whole < 0 || *whole > 1'000'000) {
      fault(path, name);
      return 0;
    }
    return static_cast<int>(*whole);
  }
  std::optional<Date> date(const Json& json, const std::string& path, const char* name) {
    const Json& value = json[name];
    if (value.is_null()) return std::nullopt;
    const auto read = value.is_string() ? parse_date(value.text()) : std::nullopt;
    if (!read) fault(path, name);
    return read;
  }
  const std::vector<Json>& list(const Json& json, const std::string& path, const char* name, bool required) {
    const Json& value = json[name];
    if ((!value.is_array() && (required || !value.is_null())) || value.items().size() > kListMax) fault(path, name);
    return value.items();
  }
  void fault(const std::string& path, const char* name) {
    faults.push_back({path.empty() ? name : path + "/" + name, "plan.document_field", {}});
  }
};

std::string at(const char* list, std::size_t index) { return std::string(list) + "/" + std::to_string(index); }

Header header_from(Reader& reader, const Json& json) {
  Header header;
  header.number = reader.text(json, "header", "number", true);
  header.type = reader.text(json, "header", "type", false);
  header.issuer = reader.text(json, "header", "issuer", true);
  header.place_printed = reader.text(json, "header", "place_printed", false);
  header.signed_date = reader.date(json, "header", "signed_date");
  header.signed_date_text = reader.text(json, "header", "signed_date_text", false);
  header.title = reader.text(json, "header", "title", true);
  header.plan_year = reader.number(json, "header", "plan_year");
  header.evaluated_year = reader.number(json, "header", "evaluated_year");
  header.open_ended = json.bool_or("open_ended", false);
  const Json& signature = json["signature"];
  header.signature = {signature.string_or("on_behalf_of"), signature.string_or("for_role"), signature.string_or("role"), signature.string_or("name")};
  return header;
}

Deadline deadline_from(Reader& reader, const Json& json, const std::string& path) {
  Deadline deadline;
  const auto kind = deadline_kind_of(json.string_or("kind"));
  const auto recurrence = recurrence_of(json.string_or("recurrence", "none"));
  if (!kind) reader.fault(path, "kind");
  if (!recurrence) reader.fault(path, "recurrence");
  deadline.kind = kind.value_or(DeadlineKind::Open);
  deadline.recurrence = recurrence.value_or(Recurrence::None);
  deadline.start = reader.date(json, path, "start");
  deadline.end = reader.date(json, path, "end");
  if (deadline.start && deadline.end && *deadline.start > *deadline.end) reader.fault(path, "end");
  for (const Json& quarter : json["quarters"].items()) {
    const std::int64_t value = quarter.as_int().value_or(0);
    if (value < 1 || value > 4) reader.fault(path, "quarters");
    deadline.quarters.push_back(static_cast<int>(value));
  }
  deadline.year = reader.number(json, path, "year");
  deadline.year_printed = json.bool_or("year_explicit", false);
  return deadline;
}

std::vector<Target> targets_from(Reader& reader, const Json& json, const std::string& path) {
  std::vector<Target> targets;
  for (const Json& item : reader.list(json, path, "targets", false)) {
    Target target;
    target.measure = item.string_or("measure");
    target.op = item.string_or("op", ">=");
    const bool valued = item["value"].is_number() || item["value"].is_string();
    target.value = valued ? item["value"].text() : std::string{};
    target.unit = item.string_or("unit", "%");
    target.basis = item.string_or("basis");
    target.document = item.string_or("document");
    target.number_printed = item.bool_or("number_printed", true);
    const bool decimal = !target.value.empty() && target.value.size() <= 12 && target.value.find_first_not_of("0123456789.") == std::string::npos &&
                         target.value.front() != '.' && target.value.back() != '.';
    if (!decimal || (target.op != ">=" && target.op != "<=" && target.op != "==")) reader.fault(path, "targets");
    else targets.push_back(std::move(target));
  }
  return targets;
}

BodyNames bodies_from(Reader& reader, const Json& json, const std::string& path, const char* name) {
  BodyNames names;
  names.text = reader.text(json[name], path + "/" + name, "text", true);
  for (const Json& body : json[name]["bodies"].items()) {
    if (body.is_string()) names.bodies.push_back(body.text());
  }
  names.outside = json[name].bool_or("outside", false);
  return names;
}

TaskRow task_from(Reader& reader, const Json& json, const std::string& path) {
  TaskRow task;
  task.group = reader.text(json, path, "group", true);
  const Json& stt = json["stt"];
  if (stt.is_number() || stt.is_string()) task.stt = stt.text();
  else reader.fault(path, "stt");
  task.content = reader.text(json, path, "content", true);
  if (task.content.empty()) reader.fault(path, "content");
  task.solution = reader.text(json, path, "solution", false);
  task.product = reader.text(json, path, "product", false);
  task.note = reader.text(json, path, "note", false);
  task.lead = bodies_from(reader, json, path, "lead");
  task.coordinating = bodies_from(reader, json, path, "coordinating");
  task.deadline_text = reader.text(json, path, "deadline_text", true);
  task.deadline = deadline_from(reader, json["deadline"], path + "/deadline");
  task.targets = targets_from(reader, json, path);
  task.source_line = reader.number(json, path, "source_line");
  return task;
}

Appendix appendix_from(Reader& reader, const Json& json) {
  Appendix appendix;
  appendix.title = reader.text(json, "appendix", "title", false);
  for (const Json& column : reader.list(json, "appendix", "columns", false)) appendix.columns.push_back(column.is_string() ? column.text() : std::string{});
  for (const Json& item : reader.list(json, "appendix", "groups", false)) {
    GroupRow group{item.string_or("code"), item.string_or("roman_printed"), item.string_or("title"), 0, reader.number(item, "appendix/groups", "source_line")};
    appendix.groups.push_back(std::move(group));
  }
  const auto& tasks = reader.list(json, "appendix", "tasks", true);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    TaskRow task = task_from(reader, tasks[i], at("appendix/tasks", i));
    appendix.has_product = appendix.has_product || tasks[i].has("product");
    bool known = appendix.groups.empty();
    for (GroupRow& group : appendix.groups) {
      if (group.code != task.group) continue;
      known = true;
      ++group.count;
    }
    if (!known) reader.fault(at("appendix/tasks", i), "group");
    appendix.tasks.push_back(std::move(task));
  }
  return appendix;
}

void body_from(Reader& reader, const Json& json, PlanDocument& document) {
  for (const Json& item : reader.list(json, "", "sections", false)) {
    Section section{item.string_or("no"), item.string_or("title"), {}, reader.number(item, "sections", "parts_count")};
    for (const Json& part : item["parts"].items()) {
      section.parts.push_back({reader.number(part, "sections", "no"), part.string_or("title"), reader.number(part, "sections", "items")});
    }
    document.sections.push_back(std::move(section));
  }
  std::vector<Duty> of_groups;
  for (const Json& item : reader.list(json, "", "duties", false)) {
    Duty duty{item.string_or("section"), item.string_or("text"), item.string_or("owner_text"), item.string_or("owner"), reader.number(item, "duties", "line")};
    (item.string_or("origin") == "implementation" ? document.implementation : of_groups).push_back(std::move(duty));
  }
  std::size_t next = 0;
  for (const Json& item : reader.list(json, "", "task_groups", false)) {
    TaskGroup group{reader.number(item, "task_groups", "no"), item.string_or("title"), item.string_or("field"), {}, targets_from(reader, item, "task_groups")};
    for (const Json& task : item["tasks"].items()) {
      if (!task.is_string()) {
        reader.fault("task_groups", "tasks");
        continue;
      }
      // The text in the group is what was corrected; owner and line stand in `duties`, in the same order.
      Duty duty = next < of_groups.size() ? of_groups[next] : Duty{};
      ++next;
      duty.text = nfc(task.text());
      group.tasks.push_back(std::move(duty));
    }
    document.task_groups.push_back(std::move(group));
  }
  document.implementation_title = json["implementation"].string_or("title");
}

void ends_from(Reader& reader, const Json& json, PlanDocument& document) {
  for (const Json& item : reader.list(json, "", "referenced_documents", false)) {
    document.cited.push_back({item.string_or("number"), item.string_or("kind"), reader.date(item, "referenced_documents", "date"),
                              item.string_or("issuer"), item.string_or("about"), reader.number(item, "referenced_documents", "line")});
  }
  for (const Json& item : reader.list(json, "", "recipients", false)) document.recipients.push_back({item.string_or("text"), item.string_or("purpose")});
  for (const Json& item : reader.list(json, "", "problems", false)) {
    Problem problem{reader.number(item, "problems", "line"), {item.string_or("code"), {}}, item.string_or("found"), item.string_or("proposal")};
    for (const auto& [name, value] : item["arguments"].members()) {
      if (value.is_string()) problem.message.arguments.emplace_back(name, value.text());
    }
    document.problems.push_back(std::move(problem));
  }
  const Json& result = json["previous_result"];
  if (result.is_object()) {
    document.previous_result = PreviousResult{result.string_or("score"), reader.number(result, "previous_result", "rank"), reader.number(result, "previous_result", "of")};
  }
}

}  // namespace

std::string targets_to_json(const std::vector<Target>& targets) {
  JsonOut out;
  write_targets(out, targets);
  return out.take();
}

std::vector<Target> targets_from_json(std::string_view text) {
  const auto list = parse_json(text);
  SEN_ASSERT(list.has_value());
  Reader reader;
  Json holder = Json::object();
  holder.set("targets", *list);
  std::vector<Target> targets = targets_from(reader, holder, {});
  SEN_ASSERT(reader.faults.empty());
  return targets;
}

std::string to_json(const PlanDocument& document, Language language) {
  JsonOut out;
  out.begin_object();
  out.member("schema", "sen.plan/1");
  out.key("header");
  write_header(out, document.header);
  out.key("previous_result");
  if (document.previous_result) {
    out.begin_object();
    out.member("score", document.previous_result->score);
    out.member("rank", document.previous_result->rank);
    out.member("of", document.previous_result->of);
    out.end_object();
  } else {
    out.null();
  }
  out.key("sections");
  write_sections(out, document.sections);
  out.key("task_groups");
  write_task_groups(out, document.task_groups);
  out.key("implementation");
  out.begin_object();
  out.member("title", document.implementation_title);
  out.key("duties");
  out.begin_array();
  for (const Duty& duty : document.implementation) out.string(duty.text);
  out.end_array();
  out.end_object();
  out.key("duties");
  write_duties(out, document);
  out.key("recipients");
  out.begin_array();
  for (const Recipient& recipient : document.recipients) {
    out.begin_object();
    out.member("text", recipient.text);
    out.member("purpose", recipient.purpose);
    out.end_object();
  }
  out.end_array();
  out.key("referenced_documents");
  write_cited(out, document.cited);
  out.key("appendix");
  write_appendix(out, document.appendix);
  out.key("problems");
  write_problems(out, document.problems, language);
  out.end_object();
  return out.take();
}

Result<PlanDocument> plan_from_json(const Json& json) {
  Reader reader;
  PlanDocument document;
  if (!json["header"].is_object()) reader.fault("", "header");
  if (!json["appendix"].is_object()) reader.fault("", "appendix");
  document.header = header_from(reader, json["header"]);
  document.appendix = appendix_from(reader, json["appendix"]);
  body_from(reader, json, document);
  ends_from(reader, json, document);
  if (reader.faults.empty()) return document;
  Error error = invalid("plan.document_invalid", reader.faults.front().field);
  error.fields = std::move(reader.faults);
  return error;
}

}  // namespace sen::plan
