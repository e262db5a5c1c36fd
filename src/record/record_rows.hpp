#pragma once
// Rows of records. Inside the record room only.

#include "record/record.hpp"

namespace sen::record {

/// What no statement asks for: applicant, fields, papers, clocks, duties. One text, sealed as one.
Json body_json(const Record& record);
void read_body(Record& record, const Json& json);

Result<Done> insert_record(store::WriteTx& tx, const Record& record, const RecordType& type);
Result<Done> update_record(store::WriteTx& tx, const Record& record, const RecordType& type);
/// The next number of a register in a period, from 1, without gaps.
Result<std::int64_t> next_number(store::WriteTx& tx, const std::string& book, const std::string& period);
/// Open ones that time has something to do with, longest waiting first.
Result<std::vector<Record>> records_to_wake(store::ReadTx& tx, Instant now, int limit);
/// Open ones whose clocks run by another calendar.
Result<std::vector<Record>> records_of_other_calendar(store::ReadTx& tx, const std::string& calendar_hash, int limit);

/// By its own code alone, not by the code for looking up.
Result<std::optional<Record>> record_of_code(store::ReadTx& tx, const std::string& code);

}  // namespace sen::record
