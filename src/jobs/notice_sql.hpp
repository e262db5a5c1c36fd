#pragma once
// Rows of notices. Inside the jobs room only.

#include "jobs/notice.hpp"

namespace sen::jobs {

/// A second one of the same key for the same person is left out.
Result<Done> insert_notice(store::WriteTx& tx, std::int64_t id, const NewNotice& input, Instant at);
/// The first reading counts. False when the person has no such notice.
Result<bool> mark_read(store::WriteTx& tx, PersonId person, std::int64_t id, Instant at);

}  // namespace sen::jobs
