#pragma once
// The steps of reading a plan, each over the paragraphs and tables of the document; put together in read.cpp.

#include <string>
#include <vector>

#include "formats/blocks.hpp"
#include "plan/dictionary.hpp"
#include "plan/document.hpp"

namespace sen::plan {

using formats::TextParagraph;
using formats::TextTable;

/// The document as the steps see it: paragraphs in order (layout tables flattened), the tables of tasks apart.
struct Reading {
  const Dictionary& dictionary;
  std::vector<TextParagraph> paragraphs;
  std::vector<TextTable> task_tables;
  int foreign_table_line = 0;  ///< first table that is neither tasks nor layout; 0 when there is none
  PlanDocument document;
  // Bounds inside `paragraphs`, set by the steps:
  std::size_t body_start = 0;      ///< first section heading
  std::size_t body_end = 0;        ///< "Nơi nhận", the signature or the appendix
  std::size_t appendix_start = 0;  ///< "PHỤ LỤC", or the end
  std::size_t table_start = 0;     ///< paragraphs before the first table of tasks
};

void problem(Reading& reading, int line, const char* key, TextArguments arguments, std::string found, std::string proposal);

/// True when the table's first rows head a table of tasks.
bool is_task_table(const Dictionary& dictionary, const TextTable& table);

void find_bounds(Reading& reading);
void read_header(Reading& reading);
void read_body(Reading& reading);
void read_end(Reading& reading);  ///< recipients and signature
void read_appendix(Reading& reading);
void read_citations(Reading& reading);
void find_problems(Reading& reading);

}  // namespace sen::plan
