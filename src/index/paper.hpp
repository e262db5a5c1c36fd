#pragma once
// Papers of a criterion: files handed in for what its set wants as evidence, or for the criterion as such.

#include <string>
#include <vector>

#include "base/id.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::index {

inline constexpr const char* kPaperSubject = "criterion_paper";  ///< what the files are linked to

struct Paper {
  std::int64_t id{};
  int year{};
  std::string code;    ///< of the criterion
  std::string wanted;  ///< the set's words for the paper; empty: another one
  static Paper from_row(store::Row& row);
};

struct PaperInput {
  int year{};
  std::string code;    ///< the caller has found both in the year's set
  std::string wanted;
  std::vector<EvidenceId> evidence;
};
/// Handing in twice adds the files. Errors: forbidden (who may add evidence), "index.paper_files" (none, or over 50),
/// those of evidence::link_evidence.
Result<Paper> add_paper(store::WriteTx& tx, const Context& ctx, const PaperInput& input);

/// NotFound "index.paper_unknown".
Result<Paper> load_paper(store::ReadTx& tx, std::int64_t id);
/// In the order of their words.
Result<std::vector<Paper>> papers_of(store::ReadTx& tx, int year, const std::string& code);

}  // namespace sen::index
