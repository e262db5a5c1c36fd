#pragma once
// Which entry is in force for this unit on this date, and which act says so? Packs are law as data:
// the JSON files of `packs/` that travel in the binary, and those that an installation loads. Each
// entry is named by the SHA-256 of its canonical text, so that what ever scored or timed anything
// stays found.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/json.hpp"
#include "pack/canonical.hpp"
#include "pack/measure.hpp"
#include "pack/vocabulary.hpp"

namespace sen::pack {

/// Later layers replace a whole entry of the same kind and id.
enum class Layer { Nation, Province, Unit };

/// Where the law is asked for: the State's numbers of a unit and of its province.
struct Place {
  std::string unit{};
  std::string province{};
};

struct Entry {
  std::string kind;  ///< folder of `packs/`: "criteria-sets", "measures", "calendar", "plans" …
  std::string id;
  std::string file;    ///< where it came from, for messages
  std::string hash;    ///< SHA-256, hex, of the canonical text
  std::string schema;  ///< "sen.criteria-set/1"
  Layer layer = Layer::Nation;
  std::string holds_for{};  ///< State's number of the province or unit; empty: everywhere
  std::optional<Date> issued_on{};
  std::optional<Date> effective_from{};
  std::optional<Date> effective_to{};  ///< inclusive
  std::string act;  ///< the act that says so: "766/QĐ-TTg"; empty for Sen's own entries
  Json body;
  [[nodiscard]] bool in_force(Date on) const {
    return (!effective_from || *effective_from <= on) && (!effective_to || on <= *effective_to);
  }
  [[nodiscard]] bool holds_in(const Place& place) const;
};

class PackSet {
 public:
  /// The packs in the binary. They are checked by tests and by `sen pack check`.
  static const PackSet& embedded();
  /// A set of its own that begins with the packs in the binary.
  static PackSet with_embedded();

  /// Adds one file; an entry whose content is there already is left out. Errors: those of
  /// parse_json; "pack.no_id" (neither member `id` nor a file name).
  Result<Done> add(std::string kind, std::string file, std::string_view json);
  /// To be called once after the last add: compiles measures and events. Of measures and events of
  /// one id, the latest layer counts, of one layer the one added last: what is counted is the same
  /// for every unit of an installation. Error "pack.measure_invalid" with one field per fault.
  Result<Done> compile();

  /// The entry of the latest layer that is in force on the day; of one layer the one that came into
  /// force last. Null when there is none.
  [[nodiscard]] const Entry* in_force(std::string_view kind, std::string_view id, Date on,
                                      const Place& place = {}) const;
  [[nodiscard]] const Entry* by_hash(std::string_view hash) const;
  /// In the order of ids.
  [[nodiscard]] std::vector<const Entry*> all(std::string_view kind) const;
  /// In the order of kinds and ids.
  [[nodiscard]] std::vector<const Entry*> all() const;

  /// What the ledger counts.
  [[nodiscard]] const Measures& measures() const { return measures_; }
  /// What it counts from.
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  std::vector<std::unique_ptr<Entry>> entries_;
  Measures measures_;
  Vocabulary vocabulary_;
};

}  // namespace sen::pack
