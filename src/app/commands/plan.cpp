#include "app/commands/plan.hpp"

#include <ostream>

#include "app/installation.hpp"
#include "base/json.hpp"
#include "identity/unit.hpp"
#include "plan/adopt.hpp"
#include "plan/cli.hpp"
#include "plan/read.hpp"

namespace sen::app {
namespace {

Result<int> read(const Invocation& call) {
  return plan::run_plan_read({call.text("file"), call.json(), call.language}, call.out, call.err);
}

/// Adopts what was read, with the proposals that were named; the others stay proposals.
Result<int> adopt(const Invocation& call) {
  SEN_LET(const std::string bytes, plan::read_plan_file(call.text("file")));
  SEN_LET(auto document, plan::read_plan(bytes));
  SEN_LET(const Installation installation, open_installation(call, Opening::Existing));
  const Date today = date_of(installation.clock->now());
  SEN_LET(const auto unit, installation.store->read(UnitId{0}, [&](store::ReadTx& tx) {
    return identity::find_unit(tx, call.text("--unit"), today);
  }));
  const Actor actor = system_actor(unit.id);
  const Context ctx{actor, unit.id, *installation.clock, *installation.random, *installation.packs};
  const plan::AdoptInput input{std::move(document), call.texts("--accept")};
  SEN_LET(const auto adopted, installation.store->write(unit.id, [&](store::WriteTx& tx) {
    return plan::adopt_plan(tx, ctx, input);
  }));
  if (call.json()) {
    JsonOut out;
    out.begin_object();
    out.member("id", std::to_string(adopted.id.value));
    out.member("tasks", adopted.task_count);
    out.member("duties", adopted.duty_count);
    out.end_object();
    call.out << out.text() << "\n";
    return kExitDone;
  }
  call.out << render(call.language, "app.adopted",
                     {{"number", input.document.header.number}, {"tasks", std::to_string(adopted.task_count)},
                      {"duties", std::to_string(adopted.duty_count)}})
           << "\n";
  return kExitDone;
}

}  // namespace

std::vector<Command> plan_commands() {
  const Option file{"file", Takes::Text, true};
  const Option json{"--json", Takes::Flag};
  return {{"plan read", {file, json}, &read},
          {"plan adopt", with_installation({file, {"--unit", Takes::Text, true}, {"--accept", Takes::Texts}, json}),
           &adopt}};
}

}  // namespace sen::app
