#include "index/paper.hpp"

#include <algorithm>

#include "evidence/evidence.hpp"
#include "index/paper_sql.hpp"

namespace sen::index {
namespace {

constexpr std::size_t kFilesMax = 50;

Result<Paper> kept_paper(store::WriteTx& tx, const Context& ctx, const PaperInput& input) {
  SEN_LET(auto papers, papers_of(tx, input.year, input.code));
  const auto found = std::find_if(papers.begin(), papers.end(), [&](const Paper& paper) { return paper.wanted == input.wanted; });
  if (found != papers.end()) return *std::move(found);
  Paper paper{.id = ctx.random.id(), .year = input.year, .code = input.code, .wanted = input.wanted};
  SEN_TRY(tx.execute(sql::kInsertPaper, paper.id, paper.year, paper.code, paper.wanted));
  return paper;
}

}  // namespace

Paper Paper::from_row(store::Row& row) {
  Paper out;
  out.id = row.next<std::int64_t>();
  out.year = static_cast<int>(row.next<std::int64_t>());
  out.code = row.next<std::string>();
  out.wanted = row.next<std::string>();
  return out;
}

Result<Paper> add_paper(store::WriteTx& tx, const Context& ctx, const PaperInput& input) {
  if (!ctx.actor.may(Right::EvidenceAdd)) return forbidden(Right::EvidenceAdd);
  if (input.evidence.empty() || input.evidence.size() > kFilesMax) {
    return invalid("index.paper_files", "evidence", {{"max", std::to_string(kFilesMax)}});
  }
  SEN_LET(auto paper, kept_paper(tx, ctx, input));
  for (const EvidenceId file : input.evidence) SEN_TRY(evidence::link_evidence(tx, ctx, {file, {kPaperSubject, paper.id}}));
  return paper;
}

Result<Paper> load_paper(store::ReadTx& tx, std::int64_t id) {
  SEN_LET(auto found, tx.find<Paper>(sql::kSelectPaper, id));
  if (!found) return not_found("index.paper_unknown", "id");
  return *std::move(found);
}

Result<std::vector<Paper>> papers_of(store::ReadTx& tx, int year, const std::string& code) {
  return tx.select<Paper>(sql::kSelectPapers, year, code);
}

}  // namespace sen::index
