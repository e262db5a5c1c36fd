#include "app/commands/user.hpp"

#include <ostream>

#include "app/installation.hpp"
#include "identity/cli.hpp"

namespace sen::app {
namespace {

identity::Terminal terminal_of(const Invocation& call, Installation& installation) {
  return {*installation.store, *installation.clock, *installation.random, *installation.packs, call.language,
          call.out, call.json(), call.text("--origin", "http://localhost:8080")};
}

Result<int> init(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::New));
  return identity::run_init(terminal_of(call, installation),
                            {.unit_code = call.text("--unit"), .unit_name = call.text("--name"),
                             .unit_short_name = call.text("--short-name"), .level = call.text("--level", "commune"),
                             .valid_from = call.text("--from"), .admin_name = call.text("--admin"),
                             .admin_username = call.text("--username", "admin")});
}

Result<int> migrate(const Invocation& call) {
  SEN_LET(const Installation installation, open_installation(call, Opening::Existing));
  if (!call.json()) call.out << render(call.language, "app.migrated") << "\n";
  if (call.json()) call.out << "{\"migrated\":true}\n";
  return kExitDone;
}

Result<int> user_add(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::Existing));
  return identity::run_user_add(terminal_of(call, installation),
                                {.unit_code = call.text("--unit"), .name = call.text("--name"),
                                 .position = call.text("--position"), .username = call.text("--username"),
                                 .role = call.text("--role"), .body = call.text("--body")});
}

Result<int> user_reset(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::Existing));
  return identity::run_user_reset(terminal_of(call, installation), {call.text("username")});
}

Result<int> user_list(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::ReadOnly));
  return identity::run_user_list(terminal_of(call, installation), {call.text("--unit")});
}

}  // namespace

std::vector<Command> user_commands() {
  const Option json{"--json", Takes::Flag};
  const Option origin{"--origin", Takes::Text};
  return {
      {"init", with_installation({{"--unit", Takes::Text, true}, {"--name", Takes::Text, true}, {"--short-name"},
                                  {"--level"}, {"--from"}, {"--admin", Takes::Text, true}, {"--username"}, origin, json}),
       &init},
      {"migrate", with_installation({json}), &migrate},
      {"user add", with_installation({{"--unit", Takes::Text, true}, {"--name", Takes::Text, true}, {"--position"},
                                      {"--username", Takes::Text, true}, {"--role", Takes::Text, true}, {"--body"},
                                      origin, json}),
       &user_add},
      {"user reset", with_installation({{"username", Takes::Text, true}, origin, json}), &user_reset},
      {"user list", with_installation({{"--unit"}, json}), &user_list},
  };
}

}  // namespace sen::app
