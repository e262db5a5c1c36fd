#include "portal/search.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sen::portal {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::string plain = fold(text);
  for (char& c : plain) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    if (!part) c = ' ';
  }
  auto words = split(plain, ' ');
  std::erase(words, "");
  return words;
}

/// Is one letter too many, too few or another the whole difference?
bool nearly(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin());
  const auto at = static_cast<std::size_t>(left - a.begin());
  return a.substr(a.size() == b.size() ? std::min(at + 1, a.size()) : at) == b.substr(std::min(at + 1, b.size()));
}

}  // namespace

Search::Search(std::string_view typed, Slips slips) : words_(words_of(typed)), slips_(slips) {}

bool Search::matches(std::string_view text) const {
  const auto there = words_of(text);
  return std::all_of(words_.begin(), words_.end(), [&](const std::string& wanted) {
    return std::any_of(there.begin(), there.end(), [&](const std::string& word) {
      return word.starts_with(wanted) || (slips_ == Slips::One && wanted.size() > 1 && nearly(wanted, word));
    });
  });
}

}  // namespace sen::portal
