#pragma once
// What is wrong with the input of a record, all at once, and whether the actor has anything to do with it.

#include "record/open.hpp"

namespace sen::record {

void check_applicant(Error& error, const Applicant& applicant, Date today);
void check_fields(Error& error, const RecordType& type, const std::map<std::string, std::string>& fields);
/// `complete`: every paper that the list requires must be there.
void check_papers(Error& error, const Procedure& procedure, const std::vector<HandedPaper>& papers, bool complete);
void check_reason(Error& error, const std::string& reason, bool needed);
/// Is the actor of the desk or of the body that has the record, or one who leads? Errors: Forbidden "record.not_yours".
Result<Done> check_own(store::ReadTx& tx, const Context& ctx, const std::string& desk, const std::string& body);

}  // namespace sen::record
