#include "plan/deadline.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <regex>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kLengthMax = 600;  ///< longer cells are no deadline

/// A stretch of days that words name.
struct Span {
  Date start;
  Date end;
  DeadlineKind kind = DeadlineKind::Range;
  std::vector<int> quarters{};
  int year = 0;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// As replace_all, but not inside a word ("thang tuoi").
void replace_words(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    const std::size_t end = at + from.size();
    if (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) continue;
    text.replace(at, from.size(), to);
  }
}

/// Folded, plain dashes, no blanks around slashes, no closing sign.
std::string normal(std::string_view text) {
  std::string out = squeeze(fold(text.substr(0, kLengthMax)));
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"–", "-"}, {"—", "-"}, {" / ", "/"}, {"/ ", "/"}, {" /", "/"}}) {
    replace_all(out, from, to);
  }
  // Months in words; "tháng năm" and "tháng sau" say too many other things.
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"thang muoi hai", "thang 12"}, {"thang muoi mot", "thang 11"}, {"thang muoi", "thang 10"}, {"thang gieng", "thang 1"},
           {"thang hai", "thang 2"}, {"thang ba", "thang 3"}, {"thang tu", "thang 4"}, {"thang bay", "thang 7"},
           {"thang tam", "thang 8"}, {"thang chin", "thang 9"}, {"thang chap", "thang 12"}}) {
    replace_words(out, from, to);
  }
  return strip_end(out, ".;,");
}

/// Patterns are compiled once; they are literals of this file.
const std::regex& compiled(const char* pattern) {
  thread_local std::map<std::string, std::regex, std::less<>> known;
  const auto found = known.find(pattern);
  return found != known.end() ? found->second : known.emplace(pattern, std::regex(pattern)).first->second;
}

bool matches(const std::string& text, const char* pattern) { return std::regex_search(text, compiled(pattern)); }

/// Erases the first match; true when there was one.
bool take(std::string& text, const char* pattern) {
  std::smatch found;
  if (!std::regex_search(text, found, compiled(pattern))) return false;
  text = std::string(found.prefix()) + " " + std::string(found.suffix());
  text = strip_end(squeeze(text), ",;.");
  while (!text.empty() && (text.front() == ',' || text.front() == ';')) text = std::string(trim(text.substr(1)));
  return true;
}

int number(const std::ssub_match& match) { return match.matched ? std::stoi(match.str()) : 0; }

int full_year(int year) { return year > 0 && year < 100 ? year + 2000 : year; }

/// The last year printed, or 0.
int year_in(const std::string& text) {
  static const std::regex kYear("(?:^|[^0-9])(20[0-9][0-9])(?![0-9])");
  int year = 0;
  for (std::sregex_iterator i(text.begin(), text.end(), kYear), end; i != end; ++i) year = number((*i)[1]);
  return year;
}

std::vector<Date> dates_in(const std::string& text, int year_hint) {
  static const std::regex kDate(
      "(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2})(?: nam ([0-9]{4}))?|"
      "(?:^|[^0-9/])([0-9]{1,2})([/.-])([0-9]{1,2})\\5([0-9]{4}|[0-9]{2})(?![0-9])|"
      "(?:^|[^0-9/])([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9/])");
  std::vector<Date> dates;
  for (std::sregex_iterator i(text.begin(), text.end(), kDate), end; i != end; ++i) {
    const auto& match = *i;
    // Groups of day, month and year of the three writings; the last prints no year.
    for (const auto& [day, month, year] : {std::array{1U, 2U, 3U}, {4U, 6U, 7U}, {8U, 9U, 0U}}) {
      if (!match[day].matched) continue;
      const int printed = year == 0U ? 0 : full_year(number(match[year]));
      const auto date = make_date(printed > 0 ? printed : year_hint, number(match[month]), number(match[day]));
      if (date) dates.push_back(*date);
    }
  }
  return dates;
}

/// Numbers after a word ("quy ii, iii", "thang 3 - 5"): a dash or "den" between two fills the gap.
std::vector<int> numbers_after(const std::string& text, const std::string& word, int number_max) {
  std::string rest = std::regex_replace(text, compiled("(nam |/|-)?20[0-9][0-9]"), " ");
  replace_all(rest, "-", " den ");
  std::vector<int> numbers;
  bool named = false;
  bool fill = false;
  for (const std::string& token : split(word_key(rest), ' ')) {
    if (token == word) named = true;
    if (token == "den") fill = true;
    std::string capital = token;
    for (char& c : capital) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    int value = roman_value(capital);
    if (token.size() <= 2 && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      value = token.empty() ? 0 : std::stoi(token);
    }
    if (!named || value < 1 || value > number_max) continue;
    for (int between = fill && !numbers.empty() ? numbers.back() + 1 : value; between < value; ++between) numbers.push_back(between);
    numbers.push_back(value);
    fill = false;
  }
  return numbers;
}

std::optional<Span> months_of_year(const std::string& text, int year) {
  static const std::regex kMonths("([0-9]{1,2}|sau|ba|chin|bay|tam|nam) thang (cuoi|dau) nam");
  std::smatch found;
  if (!std::regex_search(text, found, kMonths)) return std::nullopt;
  static const std::array<std::pair<const char*, int>, 6> kWords{{{"ba", 3}, {"nam", 5}, {"sau", 6}, {"bay", 7}, {"tam", 8}, {"chin", 9}}};
  int count = 0;
  for (const auto& [word, value] : kWords) count = found[1].str() == word ? value : count;
  if (count == 0) count = std::stoi(found[1].str());
  if (count < 1 || count > 12) return std::nullopt;
  if (found[2].str() == "dau") return Span{*make_date(year, 1, 1), month_end(year, count)};
  return Span{*make_date(year, 13 - count, 1), month_end(year, 12)};
}

std::optional<Span> quarters_in(const std::string& text, int year) {
  if (!matches(text, "(^|[^a-z])quy ")) return std::nullopt;
  std::vector<int> quarters = numbers_after(text, "quy", 4);
  if (quarters.empty()) return std::nullopt;
  std::sort(quarters.begin(), quarters.end());
  quarters.erase(std::unique(quarters.begin(), quarters.end()), quarters.end());
  return Span{quarter_of(year, quarters.front()).start, quarter_of(year, quarters.back()).end, DeadlineKind::Quarters, quarters, year};
}

std::optional<Span> months_in(const std::string& text, int year) {
  std::string named = std::regex_replace(text, compiled("(^|[^a-z])t([0-9]{1,2}(?![0-9]))"), "$1thang $2");
  static const std::regex kBare("(?:^|[^0-9/])([0-9]{1,2})/(20[0-9]{2})(?![0-9])");
  std::smatch bare;
  if (!matches(named, "(^|[^a-z])thang ") && std::regex_search(named, bare, kBare)) named = "thang " + named;
  if (!matches(named, "(^|[^a-z])thang ")) return std::nullopt;
  const std::vector<int> months = numbers_after(named, "thang", 12);
  if (months.empty()) return std::nullopt;
  const auto [first, last] = std::minmax_element(months.begin(), months.end());
  return Span{month_of(year, *first).start, month_of(year, *last).end,
              *first == *last ? DeadlineKind::Month : DeadlineKind::Range};
}

std::optional<Span> years_in(const std::string& text, int plan_year) {
  static const std::regex kYear("(?:^|[^0-9])(20[0-9][0-9])(?![0-9])");
  int first = 0;
  int last = 0;
  for (std::sregex_iterator i(text.begin(), text.end(), kYear), end; i != end; ++i) {
    const int year = number((*i)[1]);
    first = first == 0 ? year : std::min(first, year);
    last = std::max(last, year);
  }
  if (first == 0 && plan_year > 0 && matches(text, "(^| )(trong|ca|het|cuoi) nam$|^nam (nay|ke hoach)")) first = last = plan_year;
  if (first == 0) return std::nullopt;
  return Span{year_of(first).start, year_of(last).end};
}

/// One named stretch: days, then months counted, quarters, months, years; the first that fits.
std::optional<Span> span_in(const std::string& text, int year_hint, int plan_year) {
  const int printed = year_in(text);
  const int year = printed > 0 ? printed : year_hint;
  if (year > 0) {
    const std::vector<Date> dates = dates_in(text, year);
    if (!dates.empty()) return Span{dates.front(), dates.back(), DeadlineKind::Date};
    for (const auto read : {&months_of_year, &quarters_in, &months_in}) {
      if (auto span = read(text, year)) return span;
    }
  }
  return years_in(text, plan_year);
}

struct Ends {
  std::string first;
  std::string last;
};

/// "tu A den B", or two dates with a dash between.
std::optional<Ends> two_ends(const std::string& text) {
  std::smatch found;
  static const std::regex kFromTo("^(?:tu|bat dau tu)(?: ngay)? (.+?) (?:den|toi)(?: het| ngay)* (.+)$");
  if (std::regex_search(text, found, kFromTo)) return Ends{found[1], found[2]};
  static const std::regex kBetween("^(?:ngay |thang |quy )?(.*[0-9iv]) ?(?:-|den) ?((?:ngay |thang |quy )?[0-9]{1,2}[/.].*|(?:thang|quy) .*)$");
  if (std::regex_search(text, found, kBetween) && matches(text, "[0-9]/[0-9]+ ?(-|den)|(-|den) ?(thang|quy|ngay) ")) {
    const std::string lead = std::string(trim(text)).substr(0, static_cast<std::size_t>(found.position(1)));
    return Ends{lead + std::string(found[1]), found[2]};
  }
  return std::nullopt;
}

std::optional<Span> from_to(const std::string& text, const PlanDates& plan) {
  const auto ends = two_ends(text);
  if (!ends) return std::nullopt;
  const int last_year = year_in(ends->last);
  const int hint = last_year > 0 ? last_year : plan.plan_year;
  auto last = span_in(ends->last, hint, plan.plan_year);
  std::string first_text = ends->first;
  // "tu 15 den 20/6", "tu thang 3 den 10/2025": the beginning borrows the unit of the end.
  if (matches(first_text, "^[0-9]{1,2}$") && last) {
    first_text = last->kind == DeadlineKind::Date
                     ? first_text + "/" + std::to_string(last->start.month()) + "/" + std::to_string(last->start.year())
                     : "thang " + first_text;
  }
  auto first = span_in(first_text, hint, plan.plan_year);
  if (!first || !last || first->start > last->end) return std::nullopt;
  if (first->kind == DeadlineKind::Quarters && last->kind == DeadlineKind::Quarters && first->year == last->year) {
    Span span{first->start, last->end, DeadlineKind::Quarters, {}, first->year};
    for (int quarter = first->quarters.front(); quarter <= last->quarters.back(); ++quarter) span.quarters.push_back(quarter);
    return span;
  }
  return Span{first->start, last->end};
}

Recurrence recurrence_in(const std::string& text) {
  if (matches(text, "(hang|moi|dinh ky|dinh ki) 6 thang|6 thang ?(/|mot|1) ?lan|nua nam")) return Recurrence::HalfYearly;
  if (matches(text, "(hang|moi|tung|dinh ky|theo) (tuan)|tuan/lan|lan/tuan")) return Recurrence::Weekly;
  if (matches(text, "(hang|moi|tung|dinh ky|theo) thang|lan/thang|(^|[^0-9])1? ?thang/lan")) return Recurrence::Monthly;
  if (matches(text, "(hang|moi|tung|dinh ky|theo) quy|quy/lan|lan/quy|3 thang/lan|thang cuoi( cua)?( moi| tung)? quy|^cuoi (moi )?quy$")) return Recurrence::Quarterly;
  if (matches(text, "(hang|moi|dinh ky) nam|lan/nam|nam/lan")) return Recurrence::Yearly;
  if (matches(text, "thuong xuyen|lien tuc|xuyen suot")) return Recurrence::Continuous;
  return Recurrence::None;
}

Deadline continuous(Recurrence recurrence, const PlanDates& plan, bool year_printed) {
  Deadline deadline;
  deadline.kind = DeadlineKind::Continuous;
  deadline.start = plan.signed_on;
  deadline.recurrence = recurrence;
  deadline.year_printed = year_printed;
  return deadline;
}

/// "truoc …" and "den …" name an end only.
Deadline ending(const Span& span, bool before) {
  Deadline deadline;
  deadline.kind = DeadlineKind::Date;
  deadline.end = before && span.kind != DeadlineKind::Date ? span.start - 1 : span.end;
  return deadline;
}

Deadline of_span(const Span& span) {
  Deadline deadline;
  deadline.kind = span.kind;
  deadline.end = span.end;
  if (span.kind != DeadlineKind::Date) deadline.start = span.start;
  deadline.quarters = span.quarters;
  deadline.year = span.year;
  return deadline;
}

/// The words without what makes them recur.
std::optional<Deadline> once(const std::string& text, const PlanDates& plan) {
  if (auto span = from_to(text, plan)) return of_span(*span);
  const bool before = matches(text, "(^|[^a-z])truoc ");
  const bool until = before || matches(text, "(^|[^a-z])(den|cham nhat|muon nhat|khong qua|han cuoi|het) ");
  if (matches(text, "^(bat dau )?tu ")) {
    const auto from = span_in(text, plan.plan_year, plan.plan_year);
    if (!from) return std::nullopt;
    Deadline deadline;
    deadline.kind = DeadlineKind::Continuous;
    deadline.start = from->start;
    deadline.recurrence = Recurrence::Continuous;
    return deadline;
  }
  const auto span = span_in(text, plan.plan_year, plan.plan_year);
  if (!span) return std::nullopt;
  return until ? ending(*span, before) : of_span(*span);
}

}  // namespace

const char* name_of(DeadlineKind kind) {
  constexpr std::array<const char*, 7> kNames{"range", "range_then_yearly", "quarters", "date", "month", "continuous", "open"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(Recurrence recurrence) {
  constexpr std::array<const char*, 7> kNames{"none", "continuous", "weekly", "monthly", "quarterly", "half_yearly", "yearly"};
  return kNames[static_cast<std::size_t>(recurrence)];
}

std::optional<DeadlineKind> deadline_kind_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(DeadlineKind::Open); ++i) {
    if (name == name_of(static_cast<DeadlineKind>(i))) return static_cast<DeadlineKind>(i);
  }
  return std::nullopt;
}

std::optional<Recurrence> recurrence_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Recurrence::Yearly); ++i) {
    if (name == name_of(static_cast<Recurrence>(i))) return static_cast<Recurrence>(i);
  }
  return std::nullopt;
}

bool is_open_on_purpose(std::string_view text) {
  static const std::regex kOpen(
      "^[-+]? ?(khi |tuy |dot xuat|theo (?!quy( |$)(?!dinh)|thang|tuan|nam))");
  // "sau" (after) and "sáu" (six) fold alike, so this one is looked for with its marks.
  static const std::regex kAfter("^[-+ ]*(ngay )?sau ");
  return std::regex_search(normal(text), kOpen) || std::regex_search(lower(text.substr(0, kLengthMax)), kAfter);
}

Deadline read_deadline(std::string_view text, const PlanDates& plan) {
  std::string words = normal(text);
  while (!words.empty() && (words.front() == '-' || words.front() == '+' || words.front() == ' ')) words.erase(0, 1);
  if (words.empty() || text.size() > kLengthMax || is_open_on_purpose(text)) return {};
  const bool year_printed = year_in(words) > 0;
  take(words, "tuan (thu )?([0-9]|dau|cuoi)+( cua)? (?=thang)");
  bool yearly = take(words, "(,|;)? ?(va|cho den|den)? ?(duy tri )?(trong )?(cac|nhung) nam (tiep theo|ke tiep|sau)");
  const Recurrence recurrence = recurrence_in(words);
  if (recurrence == Recurrence::Yearly) {
    yearly = take(words, "(,|;)? ?(va )?(hang|moi|dinh ky) nam") || yearly;
  } else if (recurrence != Recurrence::None) {
    return continuous(recurrence, plan, year_printed);
  }
  if (words.empty()) return continuous(Recurrence::Yearly, plan, false);
  std::optional<Deadline> deadline = once(std::string(before(words, "(")), plan);
  if (!deadline) deadline = once(words, plan);
  if (!deadline) return yearly ? continuous(Recurrence::Yearly, plan, year_printed) : Deadline{};
  deadline->year_printed = year_printed;
  if (yearly && deadline->kind != DeadlineKind::Continuous) {
    if (!deadline->start) deadline->start = plan.signed_on;
    deadline->kind = DeadlineKind::RangeThenYearly;
    deadline->recurrence = Recurrence::Yearly;
    deadline->quarters.clear();
  }
  return *deadline;
}

}  // namespace sen::plan
