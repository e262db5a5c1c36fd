#include "base/assert.hpp"

namespace sen {

void throw_broken(const char* condition, const char* file, int line) {
  throw Broken(std::string(file) + ":" + std::to_string(line) + ": " + condition);
}

}  // namespace sen
