#include "app/commands.hpp"

#include "app/bench/bench.hpp"
#include "app/commands/backup.hpp"
#include "app/commands/demo.hpp"
#include "app/commands/due.hpp"
#include "app/commands/import.hpp"
#include "app/commands/index.hpp"
#include "app/commands/index_show.hpp"
#include "app/commands/key.hpp"
#include "app/commands/pack.hpp"
#include "app/commands/plan.hpp"
#include "app/commands/seed.hpp"
#include "app/commands/serve.hpp"
#include "app/commands/user.hpp"
#include "app/commands/verify.hpp"

namespace sen::app {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> list{due_command(), index_show_command(), bench_command()};
    for (const auto& commands_of : {&plan_commands, &import_commands, &index_commands, &pack_commands, &user_commands,
                                    &demo_commands, &seed_test_commands, &serve_commands,
                                    &verify_commands, &key_commands, &backup_commands}) {
      for (auto& command : commands_of()) list.push_back(std::move(command));
    }
    return list;
  }();
  return commands;
}

}  // namespace sen::app
