#include "plan/citations.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

/// One or two digits (or four) as a number; moves `at`. -1 when there are none.
int read_number(std::string_view text, std::size_t& at, std::size_t digits_max) {
  const std::size_t start = at;
  int value = 0;
  while (at < text.size() && is_digit(text[at]) && at - start < digits_max) value = value * 10 + (text[at++] - '0');
  return at == start ? -1 : value;
}

bool read_word(std::string_view small, std::size_t& at, std::string_view word) {
  at = skip_blanks(small, at);
  if (small.substr(at, word.size()) != word) return false;
  at = skip_blanks(small, at + word.size());
  return true;
}

/// A date that begins at `at`: digits, then "/" "-" "." or "tháng", "năm".
std::optional<FoundDate> date_at(std::string_view small, std::size_t at) {
  const std::size_t start = at;
  const int day = read_number(small, at, 2);
  if (day < 0) return std::nullopt;
  int month = -1;
  int year = -1;
  std::size_t word = at;
  if (read_word(small, word, "tháng")) {
    at = word;
    month = read_number(small, at, 2);
    if (!read_word(small, at, "năm")) return std::nullopt;
    year = read_number(small, at, 4);
  } else {
    const char separator = at < small.size() ? small[at] : ' ';
    if (std::string_view("/-.").find(separator) == std::string_view::npos) return std::nullopt;
    month = read_number(small, ++at, 2);
    if (at >= small.size() || small[at] != separator) return std::nullopt;
    year = read_number(small, ++at, 4);
  }
  const auto date = make_date(year, month, day);
  if (!date || year < 1900 || (at < small.size() && is_digit(small[at]))) return std::nullopt;
  return FoundDate{*date, start, at};
}

/// Letters that symbols of documents use: capitals, also Đ and Ư, and dashes between.
std::size_t symbol_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const bool capital = rest.front() >= 'A' && rest.front() <= 'Z';
    const bool dash = rest.front() == '-' && at > 0 && at + 1 < text.size() && text[at + 1] != ' ';
    if (capital || dash) {
      ++at;
    } else if (starts_with(rest, "Đ") || starts_with(rest, "Ư")) {
      at += 2;
    } else if (is_digit(rest.front()) && at > 0) {
      ++at;  // "QĐ-UBND15", "NQ-HĐND2"
    } else {
      break;
    }
  }
  return at;
}

constexpr std::array<std::string_view, 20> kKinds{"nghị quyết", "nghị định", "quyết định", "thông tư liên tịch", "thông tư",
    "chỉ thị", "kế hoạch", "chương trình", "công văn", "thông báo", "hướng dẫn", "báo cáo", "quy chế", "đề án", "tờ trình",
    "luật", "công điện", "kết luận", "văn bản", "phương án"};

/// The kind printed right before a number ("Quyết định số 38/…"), verbatim.
std::string kind_before(std::string_view text, std::string_view small, std::size_t number_start) {
  std::size_t end = number_start;
  const auto step_over = [&](std::string_view word) {
    while (end > 0 && (small[end - 1] == ' ' || small[end - 1] == ':')) --end;
    if (end >= word.size() && small.substr(end - word.size(), word.size()) == word) end -= word.size();
    while (end > 0 && (small[end - 1] == ' ' || small[end - 1] == ':')) --end;
  };
  step_over("số");
  for (const std::string_view kind : kKinds) {
    if (end >= kind.size() && small.substr(end - kind.size(), kind.size()) == kind) return std::string(text.substr(end - kind.size(), kind.size()));
  }
  return {};
}

std::size_t clause_end(std::string_view text, std::size_t from) {
  std::size_t end = text.size();
  for (const std::string_view sign : {";", ". ", ", ", ")", " và "}) end = std::min(end, text.find(sign, from));
  return end;
}

/// "của UBND xã về việc …" after the date; or "UBND huyện Sóc Sơn đã ban hành" before the kind.
std::string issuer_of(std::string_view text, std::string_view small, std::size_t after, std::size_t number_start) {
  std::size_t at = after;
  if (read_word(small, at, "của")) {
    std::size_t end = clause_end(small, at);
    for (const std::string_view stop : {" về ", " v/v ", " ban hành", " phê duyệt", " quy định"}) end = std::min(end, small.find(stop, at));
    return strip_end(text.substr(at, end - at), " .,;");
  }
  const std::string_view head = small.substr(0, number_start);
  const auto issued = head.rfind(" ban hành");
  if (issued == std::string_view::npos || number_start - issued > 60) return {};
  std::string_view who = head.substr(0, issued);
  constexpr std::string_view kAlready = " đã";
  if (who.size() >= kAlready.size() && who.substr(who.size() - kAlready.size()) == kAlready) who.remove_suffix(kAlready.size());
  std::size_t start = 0;
  for (const std::string_view sign : {". ", ", ", "; "}) {
    const auto found = who.rfind(sign);
    if (found != std::string_view::npos) start = std::max(start, found + sign.size());
  }
  if (const auto date = find_date(text.substr(start, who.size() - start))) start += date->end;
  return std::string(trim(text.substr(start, who.size() - start)));
}

std::string about_of(std::string_view text, std::string_view small, std::size_t from) {
  const std::size_t sentence = std::min(small.find(';', from), small.find(". ", from));
  std::size_t start = std::string_view::npos;
  for (const std::string_view opening : {" về việc ", " v/v ", " về "}) {
    const auto found = small.find(opening, from);
    if (found < sentence && start == std::string_view::npos) start = found + opening.size();
  }
  if (start == std::string_view::npos) return {};
  std::size_t end = std::min(sentence, text.size());
  for (const std::string_view next : {", ubnd ", ", ủy ban ", ", uỷ ban "}) end = std::min(end, small.find(next, start));
  return strip_end(text.substr(start, end - start), " .,;)");
}

void add_standards(std::string_view text, int line, std::vector<CitedDocument>& cited) {
  for (const std::string_view name : {"ISO", "TCVN"}) {
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      std::size_t end = at + name.size();
      if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(') continue;
      while (end < text.size() && (is_digit(text[end]) || std::string_view(" :-/").find(text[end]) != std::string_view::npos)) ++end;
      const std::string number = strip_end(text.substr(at, end - at), " :-/");
      if (!is_digit(number.back())) continue;
      CitedDocument standard;
      standard.number = number;
      standard.kind = std::string(name);
      standard.issuer = std::string(name);
      standard.line = line;
      cited.push_back(std::move(standard));
    }
  }
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, std::size_t from) {
  const std::string small = lower(text);
  if (small.size() != text.size()) return std::nullopt;  // foreign letters; offsets would lie
  for (std::size_t at = from; at < small.size(); ++at) {
    if (!is_digit(small[at]) || (at > 0 && (is_digit(small[at - 1]) || small[at - 1] == '/'))) continue;
    auto found = date_at(small, at);
    if (!found) continue;
    const std::string_view head = std::string_view(small).substr(0, at);
    const auto word = head.rfind("ngày");
    if (word != std::string_view::npos && trim(head.substr(word + std::string_view("ngày").size())).empty()) found->start = word;
    return found;
  }
  return std::nullopt;
}

std::optional<FoundNumber> find_document_number(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '/'))) continue;
    std::size_t end = at;
    if (read_number(text, end, 6) < 0 || end >= text.size() || text[end] != '/') continue;
    std::size_t symbol = end + 1;
    if (read_number(text, symbol, 4) >= 0) {
      if (symbol >= text.size() || text[symbol] != '/') continue;
      ++symbol;
    }
    const std::size_t length = symbol_length(text.substr(std::min(symbol, text.size())));
    if (length < 2) continue;
    return FoundNumber{std::string(text.substr(at, symbol + length - at)), at, symbol + length};
  }
  return std::nullopt;
}

std::vector<CitedDocument> citations_in(std::string_view text, int line) {
  std::vector<CitedDocument> cited;
  const std::string small = lower(text);
  if (small.size() != text.size()) return cited;
  std::size_t previous_end = 0;
  for (auto found = find_document_number(text); found; found = find_document_number(text, found->end)) {
    CitedDocument document;
    document.number = found->number;
    document.line = line;
    document.kind = kind_before(text, small, found->start);
    const auto next = find_document_number(text, found->end);
    const std::size_t stop = next ? next->start : text.size();
    std::size_t after = found->end;
    if (const auto date = find_date(text.substr(0, stop), found->end); date && date->start - found->end <= 8) {
      document.date = date->date;
      after = date->end;
    } else if (const auto early = find_date(text.substr(0, found->start), previous_end)) {
      // "Ngày 20/12/2023 UBND huyện đã ban hành Quyết định số 9018/QĐ-UBND"
      document.date = early->date;
    }
    document.issuer = issuer_of(text.substr(0, stop), std::string_view(small).substr(0, stop), after, found->start);
    document.about = about_of(text.substr(0, stop), std::string_view(small).substr(0, stop), after);
    previous_end = found->end;
    cited.push_back(std::move(document));
  }
  add_standards(text, line, cited);
  return cited;
}

}  // namespace sen::plan
