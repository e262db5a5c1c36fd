#pragma once
// Papers of the story: PDF files in the layout of Decree 30/2020/NĐ-CP, drawn, kept and linked as a person's would be.
// Each says on every page that its figures are illustrative.

#include <string>
#include <utility>
#include <vector>

#include "evidence/evidence.hpp"
#include "sim/story.hpp"

namespace sen::sim {

struct Paper {
  std::string file;     ///< "Báo cáo CCHC quý I-2024.pdf"; its first words say what kind of paper it is
  std::string subject;  ///< what it is about
  std::string text;     ///< one paragraph
  std::vector<std::pair<std::string, std::string>> figures{};  ///< label and value, as a table under it
};

/// Draws the paper and keeps its bytes, before the transaction that names it. Errors: those of draw_pdf and Blobs::keep.
Result<evidence::KeptFile> keep_paper(Stage& stage, const Player& player, const Paper& paper);

/// The row of a kept paper, which is published anyway.
Result<EvidenceId> add_paper(Stage& stage, store::WriteTx& tx, const Context& ctx, const evidence::KeptFile& file);

}  // namespace sen::sim
