// The body between header and recipients: numbered sections; groups of tasks with their bullets; what the
// section on implementation asks of whom.

#include <algorithm>

#include "base/text.hpp"
#include "plan/read_parts.hpp"
#include "plan/words.hpp"

namespace sen::plan {
namespace {

constexpr std::size_t kTitleWordsMax = 40;

/// A paragraph of a section with its marker taken off.
struct Item {
  Marker marker;
  std::string text;
  int line = 0;
};

struct Group {
  int number = 0;
  std::string title;
  int line = 0;
  std::vector<Item> items;
};

struct RawSection {
  std::string number;
  std::string title;
  std::vector<Item> items;   ///< before the first group
  std::vector<Group> groups;
};

enum class SectionKind { Purpose, Tasks, Implementation, Other };

SectionKind kind_of(std::string_view title) {
  const std::string key = word_key(title);
  const auto any = [&](std::initializer_list<std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view words) { return has_words(key, words); });
  };
  if (any({"to chuc thuc hien", "trach nhiem thuc hien", "phan cong thuc hien", "phan cong nhiem vu", "trach nhiem"})) return SectionKind::Implementation;
  if (any({"muc dich", "muc tieu", "yeu cau", "kinh phi", "danh gia", "thuc trang", "ton tai", "can cu"}) && !any({"nhiem vu", "giai phap"})) return SectionKind::Purpose;
  if (any({"nhiem vu", "giai phap", "noi dung", "bien phap", "trong tam"})) return SectionKind::Tasks;
  return SectionKind::Other;
}

/// Which kind of marker heads the sections: Roman numerals, capital letters, else Arabic numbers.
MarkerKind heading_kind(const std::vector<TextParagraph>& paragraphs) {
  bool letter = false;
  for (const TextParagraph& paragraph : paragraphs) {
    const Marker marker = marker_of(paragraph.text);
    if (marker.kind == MarkerKind::Roman && marker.value == 1 && !marker.rest.empty()) return MarkerKind::Roman;
    letter = letter || (marker.kind == MarkerKind::Letter && marker.value == 1 && is_upper(marker.rest));
  }
  return letter ? MarkerKind::Letter : MarkerKind::Arabic;
}

/// A heading carries the next number (one may be skipped by mistake) and is no sentence.
bool is_heading(const TextParagraph& paragraph, MarkerKind kind, int previous) {
  const Marker marker = marker_of(paragraph.text);
  if (marker.kind != kind || marker.rest.empty()) return false;
  const bool next = marker.value > previous && marker.value <= previous + 2;
  if (kind == MarkerKind::Arabic) return next && (is_upper(marker.rest) || paragraph.bold);
  return next || (marker.value == previous && is_upper(marker.rest));
}

bool ends_body(std::string_view text) {
  const std::string key = word_key(text);
  return starts_with_words(key, "noi nhan") || (starts_with_words(key, "tm") && is_upper(text)) ||
         (starts_with_words(key, "kt") && is_upper(text) && key.size() < 40) || (key == "chu tich" && is_upper(text));
}

bool is_appendix_heading(std::string_view text) {
  const std::string key = word_key(text);
  return starts_with_words(key, "phu luc") && (is_upper(text) || word_count(text) <= 4) && marker_of(text).kind == MarkerKind::None;
}

bool is_closing(std::string_view text) {
  const std::string key = word_key(text);
  return starts_with_words(key, "tren day la") || (starts_with_words(key, "ke hoach nay") && has_words(key, "thay the"));
}

/// A sentence that a page break cut in two goes on with a small letter.
void join_cut_sentences(std::vector<Item>& items) {
  std::vector<Item> joined;
  for (Item& item : items) {
    const bool goes_on = !joined.empty() && item.marker.kind == MarkerKind::None && begins_small(item.text) && !ends_closed(joined.back().text);
    if (goes_on) joined.back().text += " " + item.text;
    else joined.push_back(std::move(item));
  }
  items = std::move(joined);
}

std::vector<RawSection> split_sections(const Reading& reading) {
  std::vector<RawSection> sections;
  const MarkerKind kind = heading_kind(reading.paragraphs);
  int previous = 0;
  int previous_group = 0;
  for (std::size_t i = reading.body_start; i < reading.body_end; ++i) {
    const TextParagraph& paragraph = reading.paragraphs[i];
    const Marker marker = marker_of(paragraph.text);
    if (is_heading(paragraph, kind, previous)) {
      sections.push_back({marker.printed, marker.rest, {}, {}});
      previous = marker.value;
      previous_group = 0;
      continue;
    }
    if (sections.empty() || is_closing(paragraph.text)) continue;
    RawSection& section = sections.back();
    const MarkerKind group_kind = kind == MarkerKind::Arabic ? MarkerKind::Dotted : MarkerKind::Arabic;
    if (marker.kind == group_kind && marker.value == previous_group + 1 && !marker.rest.empty()) {
      previous_group = marker.value;
      section.groups.push_back({marker.value, marker.rest, paragraph.line, {}});
      continue;
    }
    Item item{marker, marker.rest, paragraph.line};
    if (marker.kind == MarkerKind::Roman || marker.kind == MarkerKind::Letter) item.text = paragraph.text;
    (section.groups.empty() ? section.items : section.groups.back().items).push_back(std::move(item));
  }
  for (RawSection& section : sections) {
    join_cut_sentences(section.items);
    for (Group& group : section.groups) join_cut_sentences(group.items);
  }
  return sections;
}

bool is_bullet(const Item& item) { return item.marker.kind == MarkerKind::Bullet; }

/// A bullet that only names a body: the dictionary knows it, or it looks like one and other bullets hang below.
const Body* named_body(const Dictionary& dictionary, const std::vector<Item>& items, std::size_t index, bool& names_body) {
  const Item& item = items[index];
  const std::string text = strip_end(item.text, ":;., ");
  const Body* body = dictionary.body_of(text);
  names_body = body != nullptr;
  if (names_body || word_count(text) > 10) return body;
  bool looks_like_one = false;
  const std::string key = word_key(text);
  for (const std::string_view words : {"bo phan", "cong chuc", "can bo", "phong", "ban chi huy", "hoi", "doan", "tram", "to", "truong", "uy ban", "van phong"}) {
    looks_like_one = looks_like_one || starts_with_words(key, words);
  }
  const bool heads = index + 1 < items.size() && is_bullet(items[index + 1]) && items[index + 1].marker.printed != item.marker.printed;
  names_body = looks_like_one && heads && (item.text.back() == ':' || !ends_closed(item.text)) && text.find(':') == std::string::npos;
  return nullptr;
}

/// A short numbered line that only heads the bullets below it ("1.1. Công tác chỉ đạo").
bool heads_bullets(const std::vector<Item>& items, std::size_t index) {
  const Item& item = items[index];
  const bool numbered = item.marker.kind == MarkerKind::Dotted || item.marker.kind == MarkerKind::SmallLetter;
  return numbered && index + 1 < items.size() && is_bullet(items[index + 1]) && !ends_closed(strip_end(item.text, ":")) && word_count(item.text) <= kTitleWordsMax;
}

bool introduces(const Item& item) {
  return item.marker.kind == MarkerKind::None && !item.text.empty() && item.text.back() == ':';
}

std::vector<Duty> duties_of(const Dictionary& dictionary, const std::vector<Item>& items, const std::string& section) {
  std::vector<Duty> duties;
  std::string owner_text;
  std::string owner;
  std::string owner_marker;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    if (item.text.empty() || introduces(item) || heads_bullets(items, i)) continue;
    if (!owner_marker.empty() && item.marker.printed == owner_marker) owner_text = owner = owner_marker = std::string{};
    bool names_body = false;
    const Body* body = named_body(dictionary, items, i, names_body);
    if (names_body) {
      owner_text = strip_end(item.text, ":;., ");
      owner = body == nullptr ? std::string{} : body->code;
      owner_marker = item.marker.printed;
      continue;
    }
    Duty duty{section, item.text, owner_text, owner, item.line};
    if (owner_text.empty()) {
      if (const Body* first = dictionary.body_at_start(item.text)) {
        duty.owner = first->code;
        duty.owner_text = first->name;
      }
    }
    duties.push_back(std::move(duty));
  }
  return duties;
}

void add_task_group(Reading& reading, const RawSection& section, int number, const std::string& title, const std::vector<Item>& items) {
  TaskGroup group;
  group.number = number;
  group.title = title;
  group.field = reading.dictionary.field_of(title);
  group.tasks = duties_of(reading.dictionary, items, section.number + "." + std::to_string(number));
  for (const Duty& duty : group.tasks) {
    for (Target& target : reading.dictionary.targets_in(duty.text)) group.targets.push_back(std::move(target));
  }
  reading.document.task_groups.push_back(std::move(group));
}

/// Numbered paragraphs without anything below them are the tasks themselves.
bool groups_are_items(const RawSection& section) {
  return !section.groups.empty() && std::all_of(section.groups.begin(), section.groups.end(), [](const Group& group) { return group.items.empty(); });
}

std::vector<Item> as_items(const RawSection& section) {
  std::vector<Item> items = section.items;
  for (const Group& group : section.groups) items.push_back({{}, group.title, group.line});
  return items;
}

void read_task_section(Reading& reading, const RawSection& section, Section& shown) {
  const std::size_t before_count = reading.document.task_groups.size();
  if (groups_are_items(section)) {
    add_task_group(reading, section, 1, section.title, as_items(section));
  } else if (!section.groups.empty()) {
    for (const Group& group : section.groups) add_task_group(reading, section, group.number, group.title, group.items);
  } else if (std::any_of(section.items.begin(), section.items.end(), is_bullet)) {
    add_task_group(reading, section, 1, section.title, section.items);
  }
  shown.task_group_count = static_cast<int>(reading.document.task_groups.size() - before_count);
}

/// Sentences and clauses of a plain paragraph, verbatim: each is something to be done.
std::vector<std::string> clauses_of(const std::string& text) {
  std::vector<std::string> clauses;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool cut = text[at] == ';' || (text[at] == '.' && at + 1 < text.size() && text[at + 1] == ' ' && at > 0 && text[at - 1] != '.');
    if (!cut && at + 1 < text.size()) continue;
    std::string clause = squeeze(text.substr(start, at + 1 - start));
    if (word_count(clause) >= 4) clauses.push_back(std::move(clause));
    start = at + 1;
  }
  return clauses;
}

void read_implementation(Reading& reading, const RawSection& section) {
  PlanDocument& document = reading.document;
  document.implementation_title = section.number + ". " + section.title;
  std::vector<Item> items;
  for (const Item& item : section.items) {
    if (item.marker.kind != MarkerKind::None) {
      items.push_back(item);
      continue;
    }
    for (std::string& clause : clauses_of(item.text)) items.push_back({{}, std::move(clause), item.line});
  }
  for (Duty& duty : duties_of(reading.dictionary, items, section.number)) document.implementation.push_back(std::move(duty));
  for (const Group& group : section.groups) {
    const Body* body = reading.dictionary.body_of(strip_end(group.title, ":;., "));
    std::vector<Item> inner = group.items;
    if (inner.empty() || (body == nullptr && ends_closed(group.title) && group.title.back() != ':')) {
      inner.insert(inner.begin(), Item{{}, group.title, group.line});
    }
    for (Duty& duty : duties_of(reading.dictionary, inner, section.number + "." + std::to_string(group.number))) {
      if (duty.owner_text.empty() && !group.items.empty()) {
        duty.owner_text = strip_end(group.title, ":;., ");
        duty.owner = body == nullptr ? std::string{} : body->code;
      }
      document.implementation.push_back(std::move(duty));
    }
  }
}

}  // namespace

void find_bounds(Reading& reading) {
  const auto& all = reading.paragraphs;
  const MarkerKind kind = heading_kind(all);
  reading.body_start = reading.body_end = reading.appendix_start = all.size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (reading.body_start == all.size() && is_heading(all[i], kind, 0)) reading.body_start = i;
    if (reading.body_end == all.size() && ends_body(all[i].text)) reading.body_end = i;
    if (reading.appendix_start == all.size() && is_appendix_heading(all[i].text)) reading.appendix_start = i;
  }
  reading.body_end = std::min(reading.body_end, reading.appendix_start);
  if (reading.body_start > reading.body_end) reading.body_start = reading.body_end;
}

void read_body(Reading& reading) {
  for (const RawSection& raw : split_sections(reading)) {
    Section shown{raw.number, raw.title, {}, 0};
    const SectionKind kind = kind_of(raw.title);
    if (kind == SectionKind::Tasks) {
      read_task_section(reading, raw, shown);
    } else if (kind == SectionKind::Implementation) {
      read_implementation(reading, raw);
    } else {
      for (const Group& group : raw.groups) {
        const auto bullets = std::count_if(group.items.begin(), group.items.end(), is_bullet);
        const auto items = bullets > 0 ? bullets : static_cast<std::ptrdiff_t>(group.items.size());
        shown.parts.push_back({group.number, group.title, static_cast<int>(items)});
      }
    }
    reading.document.sections.push_back(std::move(shown));
  }
}

}  // namespace sen::plan
