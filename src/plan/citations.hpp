#pragma once
// Numbers and dates of documents inside sentences: "Quyết định số 38/QĐ-UBND ngày 15/02/2024 của UBND xã
// về việc …". Pure text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"

namespace sen::plan {

/// "ngày 01 tháng 04 năm 2024", "ngày 01/04/2024", "01-4-2024", with where it stands in the text.
struct FoundDate {
  Date date;
  std::size_t start = 0;  ///< of the word "ngày" when there is one
  std::size_t end = 0;
};
std::optional<FoundDate> find_date(std::string_view text, std::size_t from = 0);

/// A document number such as "97/KH-UBND" or "61/2018/NĐ-CP", with where it stands.
struct FoundNumber {
  std::string number;
  std::size_t start = 0;
  std::size_t end = 0;
};
std::optional<FoundNumber> find_document_number(std::string_view text, std::size_t from = 0);

/// Every document and standard that a sentence cites, in order.
std::vector<CitedDocument> citations_in(std::string_view text, int line);

}  // namespace sen::plan
