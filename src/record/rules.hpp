#pragma once
// Which rules hold for a record: its type, the catalogue of procedures, the working calendar. Read from packs once and
// kept by hash; thread safe, one per program. What a case was received under is kept in the database, so that it is found
// whatever a later release says.

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

#include "law/calendar.hpp"
#include "ledger/context.hpp"
#include "pack/pack_set.hpp"
#include "record/procedure.hpp"
#include "store/store.hpp"

namespace sen::record {

using SharedType = std::shared_ptr<const RecordType>;
using SharedField = std::shared_ptr<const ProcedureField>;

struct DatedCalendar {
  law::Calendar calendar;
  std::string hash;  ///< of its pack entry
};
using SharedCalendar = std::shared_ptr<const DatedCalendar>;

/// The fields of procedures that hold on a day and place.
struct Catalogue {
  Date day;
  std::vector<SharedField> fields;
  /// Null unless it is in force on the day.
  [[nodiscard]] const Procedure* find(const std::string& code) const;
};

class Rules {
 public:
  /// The type in force on the day. Errors: NotFound "record.type_unknown".
  Result<SharedType> type_on(const Context& ctx, const std::string& id, Date day, const pack::Place& place);
  /// Errors: NotFound "record.type_unknown".
  Result<SharedType> type_by_hash(store::ReadTx& tx, const Context& ctx, const std::string& hash);
  /// Ids of the types in force on the day.
  std::vector<std::string> type_ids(const Context& ctx, Date day, const pack::Place& place);
  Result<Catalogue> catalogue(const Context& ctx, Date day, const pack::Place& place);
  /// The field that a record's procedure was read from. Errors: NotFound "record.procedure_unknown".
  Result<SharedField> field_by_hash(store::ReadTx& tx, const Context& ctx, const std::string& hash);
  Result<SharedCalendar> calendar(const Context& ctx, Date day, const pack::Place& place);
  /// Keeps a pack entry in the database, once.
  Result<Done> keep(store::WriteTx& tx, const Context& ctx, const std::string& hash);

 private:
  template <class T, class Read>
  Result<std::shared_ptr<const T>> cached(std::unordered_map<std::string, std::shared_ptr<const T>>& kept, const std::string& hash,
                                          const Json& body, Read&& read);
  Result<Json> body_of(store::ReadTx& tx, const Context& ctx, const std::string& hash, const char* unknown);

  std::mutex mutex_;
  std::unordered_map<std::string, SharedType> types_;
  std::unordered_map<std::string, SharedField> fields_;
  std::unordered_map<std::string, SharedCalendar> calendars_;
  std::set<std::string> kept_;
};

}  // namespace sen::record
