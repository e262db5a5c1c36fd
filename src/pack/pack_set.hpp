#pragma once
// Which entry is in force for this unit on this date, and which act says so? Packs are law as data: the
// JSON files of `packs/` that travel in the binary, and those that an installation loads. Each entry is
// named by the SHA-256 of its canonical text, so that what ever scored or timed anything stays found.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "pack/measure.hpp"

namespace sen::pack {

/// Later layers replace a whole entry of the same kind and id.
enum class Layer { Nation, Province, Unit };

struct Entry {
  std::string kind;   ///< folder of `packs/`: "criteria-sets", "measures", "calendar", "plans" …
  std::string id;
  std::string file;   ///< where it came from, for messages
  std::string hash;   ///< SHA-256, hex, of the canonical text
  Layer layer = Layer::Nation;
  std::optional<Date> effective_from{};
  std::optional<Date> effective_to{};  ///< inclusive
  std::string act;    ///< "QĐ 766/QĐ-TTg ngày 23/6/2022", or empty
  Json body;
};

/// Something wrong with an entry.
struct Finding {
  std::string file;
  std::string where;
  Text text;
};

class PackSet {
 public:
  /// The packs in the binary. They are checked by tests and by `sen pack check`.
  static const PackSet& embedded();

  /// Adds one file. Errors: those of parse_json; "pack.no_id" (neither member `id` nor a file name).
  Result<Done> add(std::string kind, std::string file, std::string_view json);
  /// To be called once after the last add: compiles the measures.
  /// Error "pack.measure_invalid" with one field per fault.
  Result<Done> compile();

  /// The entry of the latest layer that is in force on the day; null when there is none.
  [[nodiscard]] const Entry* in_force(std::string_view kind, std::string_view id, Date on) const;
  [[nodiscard]] const Entry* by_hash(std::string_view hash) const;
  /// In the order of ids.
  [[nodiscard]] std::vector<const Entry*> all(std::string_view kind) const;

  /// What the ledger counts.
  [[nodiscard]] const Measures& measures() const { return measures_; }

 private:
  std::vector<std::unique_ptr<Entry>> entries_;
  Measures measures_;
};

/// Members sorted by name, no blanks: the same content gives the same text, whoever wrote it.
std::string canonical(const Json& json);

}  // namespace sen::pack
