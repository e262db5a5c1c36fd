#pragma once
// Rows of deadlines. Inside the jobs room only.

#include "jobs/deadline.hpp"

namespace sen::jobs {

/// Open, passed and late ones of a thing and kind: those that a change of the due time concerns.
Result<std::vector<Deadline>> standing_deadlines(store::ReadTx& tx, SubjectRef subject, const std::string& kind);
/// A due time that stood before opens again; its passing, once recorded, stays.
Result<Done> insert_deadline(store::WriteTx& tx, const NewDeadline& input, Instant now);
/// From one state to another; false when it was no longer in the first.
Result<bool> settle(store::WriteTx& tx, const Deadline& deadline, const char* from, const char* to, Instant now);
Result<std::vector<Deadline>> overdue_deadlines(store::ReadTx& tx, Instant now, int limit);

}  // namespace sen::jobs
