#include "record/rules.hpp"

#include "ledger/packs.hpp"

namespace sen::record {
namespace {

constexpr const char* kTypes = "record-types";
constexpr const char* kProcedures = "procedures";
constexpr const char* kCalendars = "calendar";
constexpr const char* kCalendar = "vn";

std::set<std::string> ids_of(const pack::PackSet& packs, const char* kind) {
  std::set<std::string> out;
  for (const auto* entry : packs.all(kind)) out.insert(entry->id);
  return out;
}

}  // namespace

const Procedure* Catalogue::find(const std::string& code) const {
  for (const auto& field : fields) {
    for (const auto& procedure : field->procedures) {
      if (procedure.code == code && procedure.in_force(day)) return &procedure;
    }
  }
  return nullptr;
}

template <class T, class Read>
Result<std::shared_ptr<const T>> Rules::cached(std::unordered_map<std::string, std::shared_ptr<const T>>& kept, const std::string& hash,
                                               const Json& body, Read&& read) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept.find(hash); found != kept.end()) return found->second;
  }
  SEN_LET(T value, read(body));
  auto made = std::make_shared<const T>(std::move(value));
  const std::lock_guard lock(mutex_);
  return kept.emplace(hash, std::move(made)).first->second;
}

Result<Json> Rules::body_of(store::ReadTx& tx, const Context& ctx, const std::string& hash, const char* unknown) {
  if (const auto* entry = ctx.packs.by_hash(hash)) return entry->body;
  SEN_LET(const auto kept, ledger::kept_pack(tx, hash));
  if (!kept) return not_found(unknown);
  return parse_json(kept->body);
}

namespace {

Result<RecordType> type_of(const Json& body, const std::string& hash) {
  SEN_LET(auto type, read_record_type(body));
  type.hash = hash;
  return type;
}

Result<DatedCalendar> calendar_of(const Json& body, const std::string& hash) {
  SEN_LET(auto calendar, law::read_calendar(body));
  return DatedCalendar{std::move(calendar), hash};
}

}  // namespace

Result<SharedType> Rules::type_on(const Context& ctx, const std::string& id, Date day, const pack::Place& place) {
  const auto* entry = ctx.packs.in_force(kTypes, id, day, place);
  if (entry == nullptr) return not_found("record.type_unknown", "type");
  return cached(types_, entry->hash, entry->body, [&](const Json& body) { return type_of(body, entry->hash); });
}

Result<SharedType> Rules::type_by_hash(store::ReadTx& tx, const Context& ctx, const std::string& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = types_.find(hash); found != types_.end()) return found->second;
  }
  SEN_LET(const Json body, body_of(tx, ctx, hash, "record.type_unknown"));
  return cached(types_, hash, body, [&](const Json& json) { return type_of(json, hash); });
}

std::vector<std::string> Rules::type_ids(const Context& ctx, Date day, const pack::Place& place) {
  std::vector<std::string> out;
  for (const auto& id : ids_of(ctx.packs, kTypes)) {
    if (ctx.packs.in_force(kTypes, id, day, place) != nullptr) out.push_back(id);
  }
  return out;
}

Result<Catalogue> Rules::catalogue(const Context& ctx, Date day, const pack::Place& place) {
  Catalogue out{.day = day, .fields = {}};
  for (const auto& id : ids_of(ctx.packs, kProcedures)) {
    const auto* entry = ctx.packs.in_force(kProcedures, id, day, place);
    if (entry == nullptr) continue;
    SEN_LET(auto field, cached(fields_, entry->hash, entry->body, [&](const Json& body) { return read_procedures(body, entry->hash); }));
    out.fields.push_back(std::move(field));
  }
  return out;
}

Result<SharedField> Rules::field_by_hash(store::ReadTx& tx, const Context& ctx, const std::string& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = fields_.find(hash); found != fields_.end()) return found->second;
  }
  SEN_LET(const Json body, body_of(tx, ctx, hash, "record.procedure_unknown"));
  return cached(fields_, hash, body, [&](const Json& json) { return read_procedures(json, hash); });
}

Result<SharedCalendar> Rules::calendar(const Context& ctx, Date day, const pack::Place& place) {
  const auto* entry = ctx.packs.in_force(kCalendars, kCalendar, day, place);
  SEN_ASSERT(entry != nullptr);
  return cached(calendars_, entry->hash, entry->body, [&](const Json& body) { return calendar_of(body, entry->hash); });
}

Result<Done> Rules::keep(store::WriteTx& tx, const Context& ctx, const std::string& hash) {
  {
    const std::lock_guard lock(mutex_);
    if (kept_.contains(hash)) return Done{};
  }
  const auto* entry = ctx.packs.by_hash(hash);
  if (entry == nullptr) return Done{};  // it came from the database
  SEN_TRY(ledger::keep_pack(tx, ctx, {entry->kind, entry->id, pack::canonical(entry->body)}));
  tx.after_commit([this, hash] {
    const std::lock_guard lock(mutex_);
    kept_.insert(hash);
  });
  return Done{};
}

}  // namespace sen::record
