#pragma once
// The papers of a record as pack data (packs/papers/, schema sen.paper/1): lines with the names of values in braces, the
// tables of papers and of steps, a QR code. A unit changes a form by a file of its own.

#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace sen::record {

enum class PaperTable { None, Papers, Steps };
enum class PaperSigner { None, OpenedBy, ActedBy, SignedBy };

struct PaperBlock {
  std::string text;
  bool bold = false;
  bool centred = false;
  PaperTable table = PaperTable::None;
  std::string qr;        ///< value that the code holds
  std::string when;      ///< only when this value is not empty
  std::string when_not;  ///< only when it is
};

struct PaperTemplate {
  std::string title;
  std::string number;
  PaperSigner signer = PaperSigner::None;
  std::string authority;
  std::string role;
  std::string deputy;    ///< instead of `role`, when another than the chair signs
  std::vector<PaperBlock> blocks;
};

using PaperValues = std::map<std::string, std::string>;

/// Names of the values that a template may use.
const std::vector<std::string>& paper_values();
/// "{code}" is replaced by the value of that name.
std::string filled(const std::string& text, const PaperValues& values);

/// Errors: "record.paper_invalid" with one field error "record.paper_field" a fault: a block that is nothing, a value that
/// does not exist, an unknown signer or table.
Result<PaperTemplate> read_paper(const Json& json);

}  // namespace sen::record
