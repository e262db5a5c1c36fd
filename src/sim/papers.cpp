#include "sim/papers.hpp"

#include "base/texts.hpp"
#include "evidence/blobs.hpp"
#include "formats/document.hpp"

namespace sen::sim {
namespace {

// "Biên bản nghiệm thu ….pdf" → "BIÊN BẢN": the story knows the kinds of papers by the words their names begin with.
std::string title_of(const Stage& stage, const std::string& file) {
  for (const auto& [words, title] : stage.story()["paper_titles"].members()) {
    if (file.starts_with(words)) return title.text();
  }
  return render(Language::Vi, "sim.paper.title");
}

}  // namespace

Result<evidence::KeptFile> keep_paper(Stage& stage, const Player& player, const Paper& paper) {
  SEN_ASSERT(stage.options().blobs != nullptr);
  const Instant now = stage.clock().now();
  const auto text = [](const char* key, TextArguments arguments = {}) { return render(Language::Vi, key, arguments); };
  const Date day = date_of(now);
  formats::Document document;
  document.issuer = text("sim.paper.issuer");
  document.place_and_date = text("sim.paper.place_and_date", {{"day", std::to_string(day.day())},
                                                              {"month", std::to_string(day.month())},
                                                              {"year", std::to_string(day.year())}});
  document.title = title_of(stage, paper.file);
  document.subject = paper.subject;
  document.blocks.push_back(formats::Paragraph{paper.text});
  if (!paper.figures.empty()) {
    formats::Table table{.header = {text("sim.paper.label"), text("sim.paper.value")}, .rows = {}, .widths = {3, 1}, .to_right = {false, true}};
    for (const auto& [label, value] : paper.figures) table.rows.push_back({label, value});
    document.blocks.emplace_back(std::move(table));
  }
  document.blocks.push_back(formats::Paragraph{text("sim.paper.illustrative"), true});
  document.recipients = {text("sim.paper.filed")};
  document.signature = {text("sim.paper.authority"), text("sim.paper.role"), player.name};
  document.footer = text("sim.paper.illustrative");
  SEN_LET(const auto bytes, formats::draw_pdf(document, now));
  return stage.options().blobs->keep({.bytes = bytes, .path = {}}, paper.file);
}

Result<EvidenceId> add_paper(Stage& stage, store::WriteTx& tx, const Context& ctx, const evidence::KeptFile& file) {
  SEN_LET(const auto row, evidence::add_evidence(tx, ctx, {.file = file, .sensitivity = evidence::Sensitivity::Open}));
  ++stage.report.evidence;
  return row.id;
}

}  // namespace sen::sim
