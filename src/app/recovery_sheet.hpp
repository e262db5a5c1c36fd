#pragma once
// The sheet for the chair's safe: the keys in groups that a person can type, as codes that a scanner reads, and the three
// steps of a restoring. Always in Vietnamese, as every paper of the commune.

#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace sen::app {

struct RecoverySheet {
  std::string recovery_key;  ///< 32 raw bytes
  std::string fingerprint;
  std::string data_key;  ///< seals personal data; empty where an older version has not sealed it yet
  std::vector<std::string> units;
};

/// PDF bytes. Errors: those of formats::draw_pdf.
Result<std::string> draw_recovery_sheet(const RecoverySheet& sheet, Instant now);

}  // namespace sen::app
