#include "evidence/verify.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "evidence/evidence_sql.hpp"

namespace sen::evidence {
namespace {

constexpr int kPage = 500;

ledger::VerifyFinding finding(UnitId unit, const std::string& where, const char* key) {
  return {unit, where, Text{key, {{"sha256", where}}}};
}

}  // namespace

Result<Done> check_files(store::ReadTx& tx, const Blobs& blobs, std::vector<ledger::VerifyFinding>& findings) {
  std::string after;
  for (;;) {
    SEN_LET(const auto hashes, hashes_after(tx, after, kPage));
    for (const auto& hash : hashes) {
      const auto now = blobs.hash_now(hash);
      if (now.empty()) findings.push_back(finding(tx.unit(), hash, "evidence.verify_missing"));
      else if (now != hash) findings.push_back(finding(tx.unit(), hash, "evidence.verify_altered"));
    }
    if (static_cast<int>(hashes.size()) < kPage) return Done{};
    after = hashes.back();
  }
}

Result<Done> check_orphans(store::ReadTx& tx, const Blobs& blobs, std::vector<ledger::VerifyFinding>& findings) {
  std::vector<std::string> names;
  blobs.each([&](const std::string& name) { names.push_back(name); });
  for (std::size_t from = 0; from < names.size(); from += kPage) {
    const auto to = std::min(names.size(), from + kPage);
    Json page = Json::array();
    for (std::size_t i = from; i < to; ++i) page.push(Json::string(names[i]));
    SEN_LET(const auto known, hashes_known(tx, page.dump()));
    for (std::size_t i = from; i < to; ++i) {
      if (std::binary_search(known.begin(), known.end(), names[i])) continue;
      findings.push_back(finding({}, names[i], "evidence.verify_orphan"));
    }
  }
  return Done{};
}

}  // namespace sen::evidence
