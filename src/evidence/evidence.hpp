#pragma once
// Files that prove something: a row per file and unit, and links to whatever it proves. The contents
// never change; a better scan is another file. Who opens a sensitive one is recorded first.
// Law: self-scoring needs evidence for each point (QĐ 1150/QĐ-BNV 2019 and the provinces' sets).

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "evidence/blobs.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::evidence {

/// How personal the contents may be: Open is for papers that are published anyway.
enum class Sensitivity { Open, Personal };

struct Evidence {
  EvidenceId id;
  std::string sha256;
  std::string name;
  FileType type = FileType::Pdf;
  std::int64_t size = 0;
  Sensitivity sensitivity = Sensitivity::Personal;
  PersonId added_by;
  Instant added_at;
  static Evidence from_row(store::Row& row);
};

/// A thing that a file proves, as it is stored.
struct ProvenSubject {
  std::string kind;
  std::int64_t id{};
  static ProvenSubject from_row(store::Row& row);
};

struct NewEvidence {
  KeptFile file;  ///< from Blobs::keep, before the transaction
  Sensitivity sensitivity = Sensitivity::Personal;
};
/// The same bytes again in one unit answer the file that is there. Errors: LimitExceeded
/// "evidence.daily_limit" (500 MiB a person and day).
Result<Evidence> add_evidence(store::WriteTx& tx, const Context& ctx, const NewEvidence& input);

struct NewLink {
  EvidenceId evidence;
  SubjectRef subject;  ///< the caller has found it in this unit
};
/// Linking twice is no error. Errors: NotFound "evidence.unknown", LimitExceeded "evidence.link_limit" (200
/// files for one thing).
Result<Done> link_evidence(store::WriteTx& tx, const Context& ctx, const NewLink& input);

/// Records that the actor opens the contents, and only then says where they are. Open papers leave no
/// event. Error NotFound "evidence.unknown".
Result<Evidence> open_evidence(store::WriteTx& tx, const Context& ctx, EvidenceId id);

/// NotFound "evidence.unknown".
Result<Evidence> load_evidence(store::ReadTx& tx, EvidenceId id);
/// What proves a thing, oldest link first, at most 200.
Result<std::vector<Evidence>> evidence_of(store::ReadTx& tx, SubjectRef subject);
/// How many files prove each of the things of a kind; things without any are absent.
struct EvidenceCount {
  std::int64_t subject_id{};
  std::int64_t count{};
  static EvidenceCount from_row(store::Row& row);
};
Result<std::vector<EvidenceCount>> evidence_counts(store::ReadTx& tx, const char* subject_kind);
/// What a file proves, at most 1,000.
Result<std::vector<ProvenSubject>> proven_by(store::ReadTx& tx, EvidenceId id);
/// Newest first.
Result<std::vector<Evidence>> latest_evidence(store::ReadTx& tx, int limit);
Result<std::int64_t> evidence_count(store::ReadTx& tx);

}  // namespace sen::evidence
