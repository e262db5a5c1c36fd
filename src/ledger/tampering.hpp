#pragma once
// For *_test.cpp: changes behind the program's back, as someone with the database open could make.

#include <string>

#include "store/scratch.hpp"
#include "store/test_store.hpp"

namespace sen::ledger {

/// On SQLite through the writer, on PostgreSQL as the owner of the tables.
inline void tamper(store::TestStore& test, const store::Statement& statement) {
  if (test->is_postgres()) {
    store::run_in_scratch_schema(test.options(), statement.text);
    return;
  }
  const auto done =
      test->write(UnitId{7}, [&](store::WriteTx& tx) { return tx.execute(statement); });
  ASSERT_TRUE(done) << done.error().rule << done.error().detail;
}

}  // namespace sen::ledger
