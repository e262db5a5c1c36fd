#pragma once
// Statements of paper.cpp.

#include "store/store.hpp"

namespace sen::index::sql {

extern const store::Statement kInsertPaper;
extern const store::Statement kSelectPaper;
extern const store::Statement kSelectPapers;

}  // namespace sen::index::sql
