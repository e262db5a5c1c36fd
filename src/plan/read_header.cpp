// Header of an official letter (Decree 30/2020, annex I): number, place and date, issuer, kind, title; and at
// its end recipients and signature.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"
#include "plan/citations.hpp"
#include "plan/read_parts.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kTitleWordsMax = 90;

struct Kind {
  std::string_view key;
  std::string_view name;
};
constexpr std::array<Kind, 7> kKinds{{{"ke hoach", "Kế hoạch"}, {"chuong trinh", "Chương trình"}, {"de an", "Đề án"},
    {"phuong an", "Phương án"}, {"quyet dinh", "Quyết định"}, {"thong bao", "Thông báo"}, {"cong van", "Công văn"}}};

constexpr std::array<std::string_view, 8> kUnitKinds{"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh"};

bool is_decoration(std::string_view text) { return word_key(text).empty(); }

bool is_motto(std::string_view key) {
  return has_words(key, "cong hoa xa hoi chu nghia viet nam") || has_words(key, "doc lap tu do hanh phuc");
}

const Kind* kind_at_start(std::string_view text) {
  // With marks: "PHƯỜNG AN KHÊ" folds to the beginning of "Phương án".
  const std::string small = lower(text);
  for (const Kind& kind : kKinds) {
    if (!starts_with(small, lower(kind.name))) continue;
    const bool apart = small.size() == kind.name.size() || small[kind.name.size()] == ' ';
    if (apart && (small.size() == kind.name.size() || is_upper(text.substr(0, kind.name.size())))) return &kind;
  }
  return nullptr;
}

void read_number(Reading& reading, const TextParagraph& paragraph) {
  Header& header = reading.document.header;
  const std::string key = word_key(paragraph.text);
  if (!header.number.empty() || !starts_with_words(key, "so")) return;
  const auto colon = paragraph.text.find(':');
  if (colon == std::string::npos || colon > 8) return;
  std::string rest = squeeze(paragraph.text.substr(colon + 1));
  if (const auto found = find_document_number(rest); found && found->start == 0) {
    header.number = found->number;
    return;
  }
  // A draft: "Số:      /KH-UBND".
  if (rest.find('/') == std::string::npos) return;
  header.number = std::string(before(rest, " "));
  problem(reading, paragraph.line, "plan.problem.number_blank", {}, {}, {});
}

/// "Phù Linh, ngày 01 tháng 04 năm 2024" on a line of its own.
void read_place_and_date(Reading& reading, const TextParagraph& paragraph) {
  constexpr std::size_t kLengthMax = 110;
  Header& header = reading.document.header;
  if (header.signed_date || paragraph.text.size() > kLengthMax) return;
  const std::string small = lower(paragraph.text);
  const auto day = small.find("ngày");
  if (small.size() != paragraph.text.size() || day == std::string::npos) return;
  std::string place = strip_end(std::string_view(paragraph.text).substr(0, day), " ,");
  if (const auto found = find_date(paragraph.text, day)) {
    if (squeeze(paragraph.text.substr(found->end)).size() > 2) return;
    header.signed_date = found->date;
    header.signed_date_text = paragraph.text.substr(found->start, found->end - found->start);
    header.place_printed = place;
    return;
  }
  const bool blank = small.find("tháng") != std::string::npos && small.find("năm") != std::string::npos;
  if (!blank || place.empty() || !header.place_printed.empty()) return;
  header.place_printed = place;
  problem(reading, paragraph.line, "plan.problem.date_blank", {}, {}, {});
}

bool opens_text(std::string_view text) {
  const std::string key = word_key(text);
  for (const std::string_view words : {"can cu", "thuc hien", "ngay", "nham", "de", "tren co so", "uy ban nhan dan", "ubnd", "so", "phan", "tiep tuc", "trong"}) {
    if (starts_with_words(key, words)) return true;
  }
  return false;
}

bool goes_on(const TextParagraph& first, const TextParagraph& next, const std::string& title) {
  if (is_decoration(next.text) || ends_closed(next.text) || word_count(next.text) > kTitleWordsMax) return false;
  if (begins_small(next.text)) return !ends_closed(title);
  if (is_upper(next.text) && is_upper(title)) return true;
  return first.bold && next.bold && !opens_text(next.text);
}

void read_title(Reading& reading) {
  Header& header = reading.document.header;
  const auto& all = reading.paragraphs;
  const std::size_t end = std::min(reading.body_start, all.size());
  for (std::size_t i = 0; i < end; ++i) {
    const Kind* kind = kind_at_start(all[i].text);
    if (kind == nullptr) continue;
    header.type = std::string(kind->name);
    const bool alone = word_key(all[i].text) == kind->key;
    std::size_t first = alone ? i + 1 : i;
    while (first < end && is_decoration(all[first].text)) ++first;
    if (first >= end) return;
    std::string title = alone ? all[first].text : squeeze(all[first].text.substr(kind->name.size()));
    for (std::size_t next = first + 1; next < end && goes_on(all[first], all[next], title); ++next) title += " " + all[next].text;
    header.title = strip_end(title, " ");
    return;
  }
}

/// "XÃ PHÙ LINH" → "xã Phù Linh": as the text itself writes it, else each word with a capital.
std::string proper_unit(const Reading& reading, std::string_view capitals) {
  const std::string wanted = lower(capitals);
  for (const TextParagraph& paragraph : reading.paragraphs) {
    const std::string small = lower(paragraph.text);
    if (small.size() != paragraph.text.size()) continue;
    for (auto at = small.find(wanted); at != std::string::npos; at = small.find(wanted, at + 1)) {
      const std::string printed = paragraph.text.substr(at, wanted.size());
      if (!is_upper(printed) && printed != wanted && begins_small(printed)) return printed;
    }
  }
  for (const std::string_view kind : kUnitKinds) {
    if (!starts_with(wanted, std::string(kind) + " ")) continue;
    std::string name(kind);
    for (const std::string& word : split(squeeze(capitals.substr(kind.size())), ' ')) {
      const auto head = static_cast<unsigned char>(word.front());
      const std::size_t length = head < 0x80 ? 1 : head >= 0xE0 ? 3 : 2;
      name += " " + word.substr(0, length) + lower(word.substr(length));
    }
    return name;
  }
  return std::string(capitals);
}

bool begins_with_unit_kind(std::string_view text) {
  const std::string small = lower(text);
  return std::any_of(kUnitKinds.begin(), kUnitKinds.end(), [&](std::string_view kind) { return starts_with(small, std::string(kind) + " "); });
}

/// From the letter's head: the last body above the number ("UBND HUYỆN … / PHÒNG NỘI VỤ" is issued by the latter).
std::string issuer_from_head(const Reading& reading) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min<std::size_t>(reading.paragraphs.size(), 12); ++i) {
    const std::string& text = reading.paragraphs[i].text;
    const std::string key = word_key(text);
    if (kind_at_start(text) != nullptr || i >= reading.body_start) break;
    if (key.empty() || is_motto(key) || !is_upper(text) || starts_with_words(key, "so")) continue;
    const bool committee_alone = !lines.empty() && begins_with_unit_kind(text) &&
                                 (word_key(lines.back()) == "uy ban nhan dan" || word_key(lines.back()) == "hoi dong nhan dan");
    if (committee_alone) lines.back() += " " + text;
    else lines.push_back(text);
  }
  if (lines.empty()) return {};
  const std::string& last = lines.back();
  for (const auto& [capitals, name] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"ỦY BAN NHÂN DÂN ", "Ủy ban nhân dân "}, {"UỶ BAN NHÂN DÂN ", "Ủy ban nhân dân "}, {"UBND ", "Ủy ban nhân dân "},
           {"HỘI ĐỒNG NHÂN DÂN ", "Hội đồng nhân dân "}}) {
    if (starts_with(last, capitals)) return std::string(name) + proper_unit(reading, std::string_view(last).substr(capitals.size()));
  }
  return last;
}

/// Names after "UBND xã …" in the text, counted; the one that the place line also prints wins.
std::string issuer_from_text(const Reading& reading) {
  std::map<std::string, int> seen;
  for (const TextParagraph& paragraph : reading.paragraphs) {
    for (const std::string_view committee : {"UBND ", "Ủy ban nhân dân ", "ủy ban nhân dân "}) {
      for (auto at = paragraph.text.find(committee); at != std::string::npos; at = paragraph.text.find(committee, at + 1)) {
        const std::string tail = paragraph.text.substr(at + committee.size());
        for (const std::string_view kind : kUnitKinds) {
          if (!starts_with(tail, std::string(kind) + " ")) continue;
          std::string name(kind);
          for (const std::string& word : split(tail.substr(kind.size() + 1), ' ')) {
            const std::string bare = strip_end(word, ".,;:)/");
            if (bare.empty() || begins_small(bare) || word_key(bare).empty()) break;
            name += " " + bare;
            if (bare != word) break;
          }
          if (name.size() > kind.size()) ++seen[name];
        }
      }
    }
  }
  const std::string place = word_key(reading.document.header.place_printed);
  std::string best;
  int best_count = 0;
  for (const auto& [name, count] : seen) {
    const bool local = starts_with(name, "xã ") || starts_with(name, "phường ") || starts_with(name, "thị trấn ");
    const bool printed = !place.empty() && has_words(word_key(name), place) && name.find(reading.document.header.place_printed) != std::string::npos;
    const int weight = count + (printed ? 1'000 : 0) + (local ? 100 : 0);
    if (weight > best_count) best = name;
    best_count = std::max(best_count, weight);
  }
  return best.empty() ? best : "Ủy ban nhân dân " + best;
}

std::set<int> years_of(std::string_view text) {
  std::set<int> years;
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    const std::string_view four = text.substr(at, 4);
    const bool digits = std::all_of(four.begin(), four.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool apart = (at == 0 || text[at - 1] < '0' || text[at - 1] > '9') && (at + 4 == text.size() || text[at + 4] < '0' || text[at + 4] > '9');
    if (digits && apart && starts_with(four, "20")) years.insert(std::stoi(std::string(four)));
  }
  return years;
}

void read_years(Header& header, std::string_view appendix_title) {
  constexpr int kNovember = 11;
  std::set<int> years = years_of(header.title);
  if (years.empty()) years = years_of(appendix_title);
  const int signed_year = header.signed_date ? header.signed_date->year() : 0;
  if (signed_year > 0 && header.signed_date->month() >= kNovember && years.contains(signed_year + 1)) header.plan_year = signed_year + 1;
  else if (years.contains(signed_year) || years.empty()) header.plan_year = signed_year;
  else header.plan_year = *years.rbegin();
  for (const int year : years) {
    if (year < header.plan_year) header.evaluated_year = year;
  }
  header.open_ended = has_words(word_key(header.title), "nam tiep theo");
}

Recipient recipient_of(std::string_view text) {
  Recipient recipient;
  std::string rest = strip_end(text, ";., ");
  if (starts_with_words(word_key(rest), "luu")) {
    const auto colon = rest.find(':');
    recipient.purpose = "Lưu";
    recipient.text = colon == std::string::npos ? strip_end(rest.substr(std::string_view("Lưu").size()), " ") : std::string(trim(rest.substr(colon + 1)));
    return recipient;
  }
  const auto open = rest.rfind('(');
  if (open != std::string::npos && rest.back() == ')') {
    recipient.purpose = std::string(trim(rest.substr(open + 1, rest.size() - open - 2)));
    rest.erase(open);
  }
  recipient.text = strip_end(rest, ";., ");
  return recipient;
}

bool is_office_line(std::string_view key) {
  for (const std::string_view words : {"tm", "kt", "tl", "tuq", "q", "chu tich", "pho chu tich", "truong phong", "pho truong phong", "chanh van phong", "bi thu", "giam doc"}) {
    if (starts_with_words(key, words)) return true;
  }
  return false;
}

void read_signature_line(Signature& signature, const TextParagraph& paragraph) {
  const std::string key = word_key(paragraph.text);
  if (starts_with_words(key, "tm")) signature.on_behalf_of = paragraph.text;
  else if (starts_with_words(key, "kt") || starts_with_words(key, "tl") || starts_with_words(key, "tuq")) signature.for_role = paragraph.text;
  else if (is_office_line(key) && is_upper(paragraph.text)) signature.role = paragraph.text;
  else if (word_count(paragraph.text) >= 2 && word_count(paragraph.text) <= 6 && !is_upper(paragraph.text) &&
           paragraph.text.find_first_of("0123456789():;") == std::string::npos) signature.name = paragraph.text;
}

}  // namespace

void read_header(Reading& reading) {
  for (std::size_t i = 0; i < std::min(reading.body_start, reading.paragraphs.size()); ++i) {
    read_number(reading, reading.paragraphs[i]);
    read_place_and_date(reading, reading.paragraphs[i]);
  }
  Header& header = reading.document.header;
  read_title(reading);
  header.issuer = issuer_from_head(reading);
  if (header.issuer.empty()) header.issuer = issuer_from_text(reading);
  // The caption of the appendix repeats number and date: "(Ban hành kèm theo Kế hoạch số … ngày …)".
  std::string appendix_title;
  for (std::size_t i = reading.appendix_start; i < reading.paragraphs.size(); ++i) {
    const std::string& text = reading.paragraphs[i].text;
    appendix_title += " " + text;
    if (!has_words(word_key(text), "kem theo")) continue;
    const auto number = find_document_number(text);
    if (header.number.empty() && number) header.number = number->number;
    const auto date = find_date(text);
    if (!header.signed_date && date) {
      header.signed_date = date->date;
      header.signed_date_text = text.substr(date->start, date->end - date->start);
    }
  }
  read_years(header, appendix_title);
}

void read_end(Reading& reading) {
  bool in_list = false;
  for (std::size_t i = reading.body_end; i < reading.appendix_start; ++i) {
    const TextParagraph& paragraph = reading.paragraphs[i];
    const std::string key = word_key(paragraph.text);
    if (starts_with_words(key, "noi nhan")) {
      in_list = true;
      continue;
    }
    if (is_office_line(key) && !starts_with(paragraph.text, "-")) in_list = false;
    const Marker marker = marker_of(paragraph.text);
    if (in_list && (marker.kind == MarkerKind::Bullet || ends_closed(paragraph.text))) {
      reading.document.recipients.push_back(recipient_of(marker.kind == MarkerKind::Bullet ? marker.rest : paragraph.text));
      continue;
    }
    in_list = false;
    read_signature_line(reading.document.header.signature, paragraph);
  }
}

}  // namespace sen::plan
