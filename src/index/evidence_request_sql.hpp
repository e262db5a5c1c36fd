#pragma once
// Statements of evidence_request.cpp.

#include "store/store.hpp"

namespace sen::index::sql {

extern const store::Statement kInsertRequest;
extern const store::Statement kSelectRequest;
extern const store::Statement kSelectRequests;
extern const store::Statement kAnswerRequest;

}  // namespace sen::index::sql
