#pragma once
// What the head of a request may look like before a parser sees it: lengths, line ends, folding. A parser
// that forgives two readings of one head is how requests are smuggled.

#include <cstddef>
#include <string_view>

namespace sen::http {

constexpr std::size_t kRequestLineMax = 8 * 1024;
constexpr std::size_t kHeaderLineMax = 8 * 1024;
constexpr std::size_t kHeadersMax = 16 * 1024;
constexpr std::size_t kHeaderCountMax = 100;

struct HeadScan {
  std::size_t length = 0;       ///< bytes of the head with its empty line; 0: not yet complete
  const char* fault = nullptr;  ///< key of an error, or null
};
/// Looks at what has been received so far. May be called again with more bytes.
HeadScan scan_head(std::string_view received);

}  // namespace sen::http
