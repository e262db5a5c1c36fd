#pragma once
// SEN_ASSERT: a programmer's promise, checked in production too. A broken promise throws Broken,
// the transaction rolls back and one request fails. Input from people must never reach one.

#include <stdexcept>
#include <string>

namespace sen {

class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void throw_broken(const char* condition, const char* file, int line);

}  // namespace sen

#define SEN_ASSERT(condition) \
  ((condition) ? void(0) : ::sen::throw_broken(#condition, __FILE__, __LINE__))
