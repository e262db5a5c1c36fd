#include "store/store.hpp"

namespace sen::store {
namespace {

/// Statements register before main, so the head is a local static.
const Statement*& registry() {
  static const Statement* head = nullptr;
  return head;
}

int& statement_total() {
  static int total = 0;
  return total;
}

}  // namespace

Statement::Statement(const char* statement_name, const char* statement_text, Reach statement_reach)
    : name(statement_name),
      text(statement_text),
      reach(statement_reach),
      number(statement_total()++),
      next(registry()) {
  registry() = this;
}

const Statement* Statement::first() {
  return registry();
}

}  // namespace sen::store
