#include <iostream>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/commands.hpp"

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + 1, words + count);
  return sen::app::run_command_line(sen::app::all_commands(), arguments,
                                    sen::app::language_of_environment(), std::cout, std::cerr);
}
