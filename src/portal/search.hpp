#pragma once
// Words that a citizen types, found without marks and capitals, and with one slip a word when nothing else is found
// ("ket hn" finds the procedures of marriage). Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sen::portal {

class Search {
 public:
  enum class Slips : std::uint8_t { None, One };
  Search(std::string_view typed, Slips slips);
  /// True when each word typed is in the text; no words match everything.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  std::vector<std::string> words_;
  Slips slips_;
};

}  // namespace sen::portal
