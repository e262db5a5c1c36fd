#include "plan/links.hpp"

#include <algorithm>
#include <set>

#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"
#include "plan/dictionary.hpp"
#include "plan/plan_sql.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kCodesMax = 50;

struct LinkRow {
  TaskId task;
  std::string code;
  static LinkRow from_row(store::Row& row) {
    const TaskId task = row.next<TaskId>();
    return {task, row.next<std::string>()};
  }
};

bool is_for(const Json& links, const Header& header) {
  const Json& plan = links["plan"];
  return links.string_or("schema") == "sen.plan-links/1" && plan.string_or("number") == header.number &&
         plan.string_or("issued_on") == (header.signed_date ? to_string(*header.signed_date) : std::string{}) &&
         plan.string_or("issuer") == header.issuer;
}

}  // namespace

std::vector<std::string> criteria_by_measure(const Task& task, const CriteriaKey& key) {
  std::set<std::string> codes;
  for (const Target& target : task.targets) {
    if (target.measure.empty()) continue;
    const MeasureBinding binding = Dictionary::shipped().binding_of(target.measure);
    for (const std::string* measure : {&binding.percent, &binding.numerator, &binding.count}) {
      const auto found = key.codes_by_measure.find(*measure);
      if (!measure->empty() && found != key.codes_by_measure.end()) codes.insert(found->second.begin(), found->second.end());
    }
  }
  return {codes.begin(), codes.end()};
}

Result<Done> link_from_packs(store::WriteTx& tx, const Context& ctx, const Header& header, const std::vector<Task>& tasks) {
  for (const pack::Entry* entry : ctx.packs.all("plans")) {
    if (!is_for(entry->body, header)) continue;
    const std::string set_id = entry->body.string_or("set");
    for (const Task& task : tasks) {
      for (const Json& code : entry->body["tasks"][task.group + "/" + task.stt].items()) {
        SEN_TRY(tx.execute(sql::kInsertLink, task.id, set_id, code.text()));
      }
    }
  }
  return Done{};
}

Result<Done> link_task(store::WriteTx& tx, const Context& ctx, const LinkInput& input) {
  if (!ctx.actor.may(Right::TaskAssign)) return forbidden(Right::TaskAssign);
  SEN_LET(const auto task, load_task(tx, input.task));
  if (input.codes.size() > kCodesMax) return invalid("plan.codes_many", "codes", {{"max", std::to_string(kCodesMax)}});
  SEN_TRY(tx.execute(sql::kDeleteLinks, task.id, input.set_id));
  for (const std::string& code : input.codes) SEN_TRY(tx.execute(sql::kInsertLink, task.id, input.set_id, code));
  ledger::EventDraft event{.kind = "task.linked", .subject = {"task", task.id.value}, .facts = task_facts(task)};
  Json codes = Json::array();
  for (const std::string& code : input.codes) codes.push(Json::string(code));
  event.payload.set("set", Json::string(input.set_id));
  event.payload.set("codes", std::move(codes));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

Result<std::map<TaskId, std::vector<std::string>>> criteria_of(store::ReadTx& tx, const std::vector<Task>& tasks, const CriteriaKey& key) {
  std::map<TaskId, std::vector<std::string>> codes;
  if (!key.set_id.empty()) {
    SEN_LET(const auto rows, tx.select<LinkRow>(sql::kSelectLinksOfSet, key.set_id));
    for (const LinkRow& row : rows) codes[row.task].push_back(row.code);
  }
  for (const Task& task : tasks) {
    if (!codes.contains(task.id)) codes[task.id] = criteria_by_measure(task, key);
  }
  return codes;
}

}  // namespace sen::plan
