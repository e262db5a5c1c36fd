#include "plan/cli.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>

#include "base/text.hpp"
#include "plan/adopt.hpp"
#include "plan/document_json.hpp"
#include "plan/read.hpp"
#include "plan/read_source.hpp"

namespace sen::plan {
namespace {

std::string shown_date(const std::optional<Date>& date) { return date ? localized_date(to_string(*date)) : "…"; }

/// What a person wants to see at a glance; --json has all of it.
void print(const PlanDocument& plan, Language language, std::ostream& out) {
  const auto line = [&](const char* key, TextArguments arguments) { out << render(language, key, arguments) << "\n"; };
  line("plan.read.header", {{"number", plan.header.number}, {"date", shown_date(plan.header.signed_date)}, {"issuer", plan.header.issuer}});
  out << plan.header.title << "\n\n";
  std::size_t duties = plan.implementation.size();
  for (const TaskGroup& group : plan.task_groups) duties += group.tasks.size();
  line("plan.read.counts", {{"tasks", std::to_string(plan.appendix.tasks.size())}, {"groups", std::to_string(plan.appendix.groups.size())},
                            {"sections", std::to_string(plan.task_groups.size())}, {"duties", std::to_string(duties)},
                            {"documents", std::to_string(plan.cited.size())}});
  std::string group;
  for (const TaskRow& task : plan.appendix.tasks) {
    if (task.group != group) {
      group = task.group;
      for (const GroupRow& row : plan.appendix.groups) {
        if (row.code == group) out << "\n" << row.roman_printed << (row.roman_printed.empty() ? "" : ". ") << row.title << " (" << row.count << ")\n";
      }
    }
    out << "  " << task.stt << ". " << task.content << "\n     " << task.lead.text << " · " << task.deadline_text;
    if (task.deadline.end) out << " → " << shown_date(task.deadline.end);
    out << "\n";
  }
  if (plan.problems.empty()) return;
  out << "\n";
  line("plan.read.problems", {{"count", std::to_string(plan.problems.size())}});
  for (const Problem& problem : plan.problems) {
    out << "  " << render(language, "plan.read.at_line", {{"line", std::to_string(problem.line)}}) << " " << render(language, problem.message) << "\n";
  }
}

}  // namespace

Result<std::string> read_plan_file(const std::string& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return not_found("plan.file_missing", path);
  if (size > kFileBytesMax) {
    return Error{ErrorCode::LimitExceeded, "plan.file_too_big", path, {}, {{"limit", std::to_string(kFileBytesMax >> 20)}}, {}};
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file) return not_found("plan.file_missing", path);
  return bytes;
}

int run_plan_read(const ReadOptions& options, std::ostream& out, std::ostream& err) {
  const auto refuse = [&](const Error& error) {
    err << options.path << ": " << render(options.language, error) << "\n";
    return 1;
  };
  const auto bytes = read_plan_file(options.path);
  if (!bytes) return refuse(bytes.error());
  const auto plan = read_plan(*bytes);
  if (!plan) return refuse(plan.error());
  if (options.json) out << to_json(*plan, options.language) << "\n";
  else print(*plan, options.language, out);
  return 0;
}

int run_plan_adopt(store::Store& store, const Context& ctx, const AdoptOptions& options, std::ostream& out, std::ostream& err) {
  const auto refuse = [&](const Error& error) {
    err << options.path << ": " << render(options.language, error) << "\n";
    return 1;
  };
  const auto bytes = read_plan_file(options.path);
  if (!bytes) return refuse(bytes.error());
  auto plan = read_plan(*bytes);
  if (!plan) return refuse(plan.error());
  AdoptInput input{*std::move(plan), {}};
  for (std::size_t i = 0; options.accept_all && i < input.document.problems.size(); ++i) {
    if (!input.document.problems[i].proposal.empty()) input.accepted_proposals.push_back("p" + std::to_string(i + 1));
  }
  const auto adopted = store.write(ctx.unit, [&](store::WriteTx& tx) { return adopt_plan(tx, ctx, input); });
  if (!adopted) return refuse(adopted.error());
  if (options.json) {
    JsonOut json;
    json.begin_object();
    json.member("id", std::to_string(adopted->id.value));
    json.member("number", input.document.header.number);
    json.member("tasks", adopted->task_count);
    json.member("duties", adopted->duty_count);
    json.end_object();
    out << json.take() << "\n";
  } else {
    out << render(options.language, "plan.adopt.done", {{"number", input.document.header.number}, {"tasks", std::to_string(adopted->task_count)},
                                                       {"duties", std::to_string(adopted->duty_count)}}) << "\n";
  }
  return 0;
}

}  // namespace sen::plan
