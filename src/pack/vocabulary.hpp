#pragma once
// The kinds of events that measures may count, and the facts that each may carry: pack data of the
// schema `sen.events/1`. A kind that no pack names is recorded all the same and counted by nothing.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/texts.hpp"

namespace sen::pack {

enum class FactType {
  Bool,
  Number,  ///< whole, 64 bits
  Code,    ///< short text without personal data, or a whole number
  Date,    ///< "2024-02-15"
  Id       ///< whole number, or its digits
};

struct EventKind {
  std::string id;
  std::string label_vi;
  std::string label_en;
  std::map<std::string, FactType, std::less<>> facts{};
  std::vector<std::string> required{};
  bool takes_others = false;  ///< facts that are not named here too: those of the thing it happens to
};

/// Whether a fact's value is of the type that the vocabulary says.
bool is_of_type(const Json& value, FactType type);

class Vocabulary {
 public:
  /// False when the kind is known already.
  bool add(EventKind kind);
  [[nodiscard]] const EventKind* find(std::string_view kind) const;
  [[nodiscard]] bool empty() const { return kinds_.empty(); }

 private:
  std::map<std::string, EventKind, std::less<>> kinds_;
};

/// Reads `sen.events/1`. Faults are appended as (JSON path, text).
std::vector<EventKind> read_events(const Json& json,
                                   std::vector<std::pair<std::string, Text>>& faults);

}  // namespace sen::pack
