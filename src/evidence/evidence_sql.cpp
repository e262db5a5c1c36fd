#include "evidence/evidence_sql.hpp"

namespace sen::evidence {
namespace {

using store::Reach;
using store::Statement;

// Files are often called by the people in them.
constexpr const char* kName = "evidence.name";

const Statement kInsertEvidence{"evidence.insert",
    "INSERT INTO evidence (unit_id, id, sha256, name, type, size, sensitivity, added_by, added_at, name_sealed)"
    " VALUES ({unit}, $1, $2, '', $3, $4, $5, $6, $7, $8)"};
const Statement kSelectEvidence{"evidence.select",
    "SELECT id, sha256, name_sealed, type, size, sensitivity, added_by, added_at FROM evidence"
    " WHERE unit_id = {unit} AND id = $1 LIMIT 1"};
// Index: the unique key (unit_id, sha256).
const Statement kSelectByHash{"evidence.select_by_hash",
    "SELECT id, sha256, name_sealed, type, size, sensitivity, added_by, added_at FROM evidence"
    " WHERE unit_id = {unit} AND sha256 = $1 LIMIT 1"};
const Statement kSelectLatest{"evidence.select_latest",
    "SELECT id, sha256, name_sealed, type, size, sensitivity, added_by, added_at FROM evidence"
    " WHERE unit_id = {unit} ORDER BY added_at DESC, id DESC LIMIT $1"};
const Statement kCount{"evidence.count", "SELECT COUNT(*) FROM evidence WHERE unit_id = {unit} LIMIT 1"};
// Index: evidence_by_person.
const Statement kBytesSince{"evidence.bytes_since",
    "SELECT COALESCE(SUM(size), 0) FROM evidence WHERE unit_id = {unit} AND added_by = $1"
    " AND added_at >= $2 LIMIT 1"};
const Statement kInsertLink{"evidence.insert_link",
    "INSERT INTO evidence_link (unit_id, subject_kind, subject_id, evidence_id, linked_by, linked_at)"
    " VALUES ({unit}, $1, $2, $3, $4, $5)"
    " ON CONFLICT (unit_id, subject_kind, subject_id, evidence_id) DO NOTHING"};
const Statement kSelectOfSubject{"evidence.select_of_subject",
    "SELECT e.id, e.sha256, e.name_sealed, e.type, e.size, e.sensitivity, e.added_by, e.added_at"
    " FROM evidence_link l JOIN evidence e ON e.unit_id = l.unit_id AND e.id = l.evidence_id"
    " WHERE l.unit_id = {unit} AND l.subject_kind = $1 AND l.subject_id = $2"
    " ORDER BY l.linked_at, e.id LIMIT 200"};
const Statement kCountLinks{"evidence.count_links",
    "SELECT COUNT(*) FROM evidence_link WHERE unit_id = {unit} AND subject_kind = $1"
    " AND subject_id = $2 LIMIT 1"};
const Statement kCountsOfKind{"evidence.counts_of_kind",
    "SELECT subject_id, COUNT(*) FROM evidence_link WHERE unit_id = {unit} AND subject_kind = $1"
    " GROUP BY subject_id ORDER BY subject_id LIMIT 100000"};
// Index: evidence_link_by_evidence.
const Statement kSelectProven{"evidence.select_proven",
    "SELECT subject_kind, subject_id FROM evidence_link WHERE unit_id = {unit} AND evidence_id = $1"
    " ORDER BY linked_at, subject_kind, subject_id LIMIT 1000"};
const Statement kHashesAfter{"evidence.hashes_after",
    "SELECT sha256 FROM evidence WHERE unit_id = {unit} AND sha256 > $1 ORDER BY sha256 LIMIT $2"};
const Statement kHashesKnown{"evidence.hashes_known",
    "SELECT DISTINCT sha256 FROM evidence WHERE sha256 {in:$1} ORDER BY sha256 LIMIT 10000",
    Reach::Maintenance};

const char* name_of(Sensitivity sensitivity) { return sensitivity == Sensitivity::Open ? "open" : "personal"; }

}  // namespace

Evidence Evidence::from_row(store::Row& row) {
  Evidence evidence;
  evidence.id = row.next<EvidenceId>();
  evidence.sha256 = row.next<std::string>();
  evidence.name = row.next_sealed({kName, evidence.id.value});
  const auto type = parse_type(row.next<std::string>());
  SEN_ASSERT(type.has_value());
  evidence.type = *type;
  evidence.size = row.next<std::int64_t>();
  evidence.sensitivity = row.next<std::string>() == "open" ? Sensitivity::Open : Sensitivity::Personal;
  evidence.added_by = row.next<PersonId>();
  evidence.added_at = row.next<Instant>();
  return evidence;
}

ProvenSubject ProvenSubject::from_row(store::Row& row) {
  ProvenSubject subject;
  subject.kind = row.next<std::string>();
  subject.id = row.next<std::int64_t>();
  return subject;
}

EvidenceCount EvidenceCount::from_row(store::Row& row) {
  EvidenceCount count;
  count.subject_id = row.next<std::int64_t>();
  count.count = row.next<std::int64_t>();
  return count;
}

Result<Done> insert_evidence(store::WriteTx& tx, const Evidence& evidence) {
  SEN_TRY(tx.execute(kInsertEvidence, evidence.id, evidence.sha256, name_of(evidence.type), evidence.size,
                     name_of(evidence.sensitivity), evidence.added_by, evidence.added_at,
                     store::Sealed{{kName, evidence.id.value}, evidence.name}));
  return Done{};
}

Result<Evidence> load_evidence(store::ReadTx& tx, EvidenceId id) {
  SEN_LET(const auto found, tx.find<Evidence>(kSelectEvidence, id));
  if (!found) return not_found("evidence.unknown", "evidence");
  return *found;
}

Result<std::optional<Evidence>> find_by_hash(store::ReadTx& tx, const std::string& sha256) {
  return tx.find<Evidence>(kSelectByHash, sha256);
}

Result<std::vector<Evidence>> latest_evidence(store::ReadTx& tx, int limit) {
  return tx.select<Evidence>(kSelectLatest, limit);
}

Result<std::int64_t> evidence_count(store::ReadTx& tx) { return tx.one<std::int64_t>(kCount); }

Result<std::int64_t> bytes_added_since(store::ReadTx& tx, PersonId person, Instant since) {
  return tx.one<std::int64_t>(kBytesSince, person, since);
}

Result<bool> insert_link(store::WriteTx& tx, const NewLink& link, PersonId by, Instant at) {
  SEN_LET(const auto rows, tx.execute(kInsertLink, link.subject.kind, link.subject.id, link.evidence, by, at));
  return rows > 0;
}

Result<std::vector<Evidence>> evidence_of(store::ReadTx& tx, SubjectRef subject) {
  return tx.select<Evidence>(kSelectOfSubject, subject.kind, subject.id);
}

Result<std::int64_t> link_count(store::ReadTx& tx, SubjectRef subject) {
  return tx.one<std::int64_t>(kCountLinks, subject.kind, subject.id);
}

Result<std::vector<EvidenceCount>> evidence_counts(store::ReadTx& tx, const char* subject_kind) {
  return tx.select<EvidenceCount>(kCountsOfKind, subject_kind);
}

Result<std::vector<ProvenSubject>> proven_by(store::ReadTx& tx, EvidenceId id) {
  return tx.select<ProvenSubject>(kSelectProven, id);
}

Result<std::vector<std::string>> hashes_after(store::ReadTx& tx, const std::string& after, int limit) {
  return tx.select<std::string>(kHashesAfter, after, limit);
}

Result<std::vector<std::string>> hashes_known(store::ReadTx& tx, const std::string& hashes_json) {
  return tx.select<std::string>(kHashesKnown, hashes_json);
}

}  // namespace sen::evidence
