#pragma once
// Things of a record are few and named by codes. Inside the record room only.

#include <algorithm>
#include <string>

namespace sen::record {

/// The one of that code; null when there is none.
template <class List>
auto find_code(List& list, const std::string& code) -> decltype(list.data()) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.code == code; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace sen::record
