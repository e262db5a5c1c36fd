#pragma once
// The audit log in sentences: who did what to whom, from what to what. The words of a kind are in
// texts/*/audit.json under its name with an underscore for the dot; a kind without words has its label. Numbers that
// name a person (identity, phone, account) in what people typed are masked.

#include <map>
#include <string>
#include <vector>

#include "api/services.hpp"
#include "index/fact_entry.hpp"
#include "ledger/ledger.hpp"

namespace sen::api {

/// Makes the sentences of a page of events; what several name is looked up once.
class AuditWriter {
 public:
  AuditWriter(Services& services, store::ReadTx& tx, const Context& ctx, Language language)
      : services_(services), tx_(tx), ctx_(ctx), language_(language) {}

  Result<std::string> sentence(const ledger::Event& event);
  /// Name of who acted; the system's word for none.
  Result<std::string> actor(const ledger::Event& event);

 private:
  Result<std::string> person(std::int64_t id);
  Result<std::string> subject(const std::string& kind, std::int64_t id, int year);
  Result<std::string> task(std::int64_t id);
  Result<std::string> evidence(std::int64_t id);
  Result<std::string> body(const std::string& code);
  Result<std::string> measure(const std::string& id, int year);
  Result<std::string> criterion(const std::string& code, int year);
  /// What held before an attested figure; empty when it was the first.
  Result<std::string> fact_before(const ledger::Event& event);
  Result<std::string> fact_value(const Json& facts, const std::string& name, int year);
  Result<TextArguments> arguments(const ledger::Event& event);
  Result<Done> add_payload(const ledger::Event& event, TextArguments& out);

  Services& services_;
  store::ReadTx& tx_;
  const Context& ctx_;
  Language language_;
  std::map<std::int64_t, std::string> people_;
  std::map<std::int64_t, std::string> tasks_;
  std::map<std::int64_t, std::string> evidence_;
  std::map<std::string, std::string> bodies_;
  std::map<int, index::SharedSet> sets_;
  std::map<std::pair<std::string, int>, std::vector<index::FactEntry>> entries_;
};

/// "0912.345.678" → "09******78", "001084012345" → "0010******45": long numbers that begin like those of people.
std::string mask_numbers(std::string_view text);

}  // namespace sen::api
