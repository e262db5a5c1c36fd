#include "store/sealing.hpp"

#include "store/sealing_sql.hpp"

namespace sen::store {
namespace {

constexpr const char* kDoneState = "done";

struct SealingRow {
  std::string mark;
  std::string state;
  static SealingRow from_row(Row& row) {
    SealingRow out;
    out.mark = row.next<std::string>();
    out.state = row.next<std::string>();
    return out;
  }
};

struct ClearRow {
  std::int64_t row{};
  std::string first;
  std::string second;
};

Result<std::optional<SealingRow>> state_of(Store& store) {
  return store.read(UnitId{0}, [](ReadTx& tx) { return tx.find<SealingRow>(sql::kSelectSealing); });
}

Result<Done> compare(Store& store, const std::string& known) {
  SEN_LET(const auto mark, store.keeper().mark(Absent::Refuse));
  if (mark == known) return Done{};
  const auto& file = store.keeper().key_file();
  return Error{ErrorCode::Unavailable, "store.key_other", {}, file, {{"file", file}}, {}};
}

/// The first use of the key is noted before anything is sealed with it, so that no other is taken for it later.
Result<Done> note_key(Store& store) {
  // Second factors were sealed by a key that lies elsewhere: a fresh one here would be a second key.
  SEN_LET(const auto factor, store.read(UnitId{0}, [](ReadTx& tx) { return tx.find<std::int64_t>(sql::kSelectAnyFactor); }));
  SEN_LET(const auto mark, store.keeper().mark(factor ? Absent::Refuse : Absent::Make));
  SEN_TRY(store.write(UnitId{0}, [&](WriteTx& tx) { return tx.execute(sql::kInsertSealing, mark); }));
  return Done{};
}

Result<std::vector<ClearRow>> clear_rows(ReadTx& tx, const Statement& select, bool two, bool blob) {
  std::vector<ClearRow> rows;
  SEN_TRY(tx.each(select, [&](Row& row) {
    ClearRow one{row.next<std::int64_t>(), row.next<std::string>(), {}};
    if (two) one.second = blob ? row.next<Blob>().bytes : row.next<std::string>();
    rows.push_back(std::move(one));
    return true;
  }));
  return rows;
}

/// Each seals some rows and answers how many; none are left when it answers 0.
Result<std::size_t> seal_accounts(WriteTx& tx) {
  SEN_LET(const auto rows, clear_rows(tx, sql::kSelectClearAccounts, false, false));
  for (const auto& row : rows) {
    const std::string_view column = "account.username";
    SEN_TRY(tx.execute(sql::kSealAccount, row.row, Blind{column, row.first}, Sealed{{column, row.row}, row.first}));
  }
  return rows.size();
}

Result<std::size_t> seal_people(WriteTx& tx) {
  SEN_LET(const auto rows, clear_rows(tx, sql::kSelectClearPeople, false, false));
  for (const auto& row : rows) SEN_TRY(tx.execute(sql::kSealPerson, row.row, Blob{}, Sealed{{"person.name", row.row}, row.first}));
  return rows.size();
}

Result<std::size_t> seal_columns(WriteTx& tx, const sql::ClearColumns& of) {
  const bool two = of.columns[1] != nullptr;
  SEN_LET(const auto rows, clear_rows(tx, *of.select, two, of.second_is_blob));
  for (const auto& row : rows) {
    const Sealed first{{of.columns[0], row.row}, row.first};
    if (!two) {
      SEN_TRY(tx.execute(*of.update, row.row, first));
    } else {
      SEN_TRY(tx.execute(*of.update, row.row, first, Sealed{{of.columns[1], row.row}, row.second}));
    }
  }
  return rows.size();
}

template <class Some>
Result<Done> seal_all(Store& store, UnitId unit, Some some) {
  for (;;) {
    SEN_LET(const auto count, store.write(unit, [&](WriteTx& tx) -> Result<std::size_t> { return some(tx); }));
    if (count == 0) return Done{};
  }
}

}  // namespace

Result<Done> seal_clear_rows(Store& store, const std::function<void()>& forget) {
  SEN_LET(const auto state, state_of(store));
  if (state) {
    SEN_TRY(compare(store, state->mark));
    if (state->state == kDoneState) return Done{};
  } else {
    SEN_TRY(note_key(store));
  }
  SEN_LET(const auto units, store.read(UnitId{0}, [](ReadTx& tx) { return tx.select<UnitId>(sql::kSelectSealingUnits); }));
  for (const UnitId unit : units) {
    // Answers to repeated requests live three days: they are not worth sealing.
    SEN_TRY(store.write(unit, [](WriteTx& tx) { return tx.execute(sql::kForgetClearAnswers); }));
    SEN_TRY(seal_all(store, unit, seal_accounts));
    SEN_TRY(seal_all(store, unit, seal_people));
    for (const auto& of : sql::kClearColumns) {
      SEN_TRY(seal_all(store, unit, [&](WriteTx& tx) { return seal_columns(tx, of); }));
    }
  }
  if (!units.empty()) forget();
  SEN_TRY(store.write(UnitId{0}, [](WriteTx& tx) { return tx.execute(sql::kFinishSealing); }));
  return Done{};
}

Result<Done> check_key_mark(Store& store) {
  SEN_LET(const auto state, state_of(store));
  if (!state) return Done{};
  return compare(store, state->mark);
}

}  // namespace sen::store
