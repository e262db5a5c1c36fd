#pragma once
// The words of plans as data (packs/plans): names of bodies, headings of columns, slips of spelling,
// measures behind figures, the eight fields. One line there teaches the reader a new word.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "plan/document.hpp"

namespace sen::plan {

enum class Role { None, Stt, Content, Solution, Product, Lead, Coordinating, Deadline, Note, Money };

struct Body {
  std::string code;
  std::string name;
  std::string name_en;
  bool outside = false;
};

/// How a target is counted: a share of two measures, a measure that is the percentage itself (used when the
/// two are not known), or one measure less another. Empty names: not that way.
struct MeasureBinding {
  std::string percent;
  std::string numerator;
  std::string denominator;
  std::string count;
  std::string less;
  bool closes = false;  ///< work that is done as long as the target holds
};

struct Slip {
  std::string wrong;
  std::string right;
  std::vector<std::string> unless_next;
};

class Dictionary {
 public:
  /// The one that travels in the binary; asserts that its files are sound (a test reads them).
  static const Dictionary& shipped();

  /// Body that a whole text names ("- Bộ phận Văn hóa – Xã hội:"), or null.
  [[nodiscard]] const Body* body_of(std::string_view text) const;
  [[nodiscard]] const Body* body_by_code(std::string_view code) const;
  /// Bodies of a cell: the whole text, else its parts between ; , / and lines.
  [[nodiscard]] BodyNames bodies_in(std::string_view text) const;
  /// Body whose name begins a sentence ("Văn phòng – Thống kê: chủ trì …", "Giao Tư pháp …"), or null.
  [[nodiscard]] const Body* body_at_start(std::string_view text) const;

  /// What a column heading says; None when it says nothing known.
  [[nodiscard]] Role role_of(std::string_view heading) const;

  /// Figures and words in a task that set a target.
  [[nodiscard]] std::vector<Target> targets_in(std::string_view text) const;
  /// How a target's measure is counted; empty strings when the dictionary knows no measure of it.
  [[nodiscard]] MeasureBinding binding_of(std::string_view measure) const;

  /// What a plan is for, by its title: "remediation", "reform" …, "other".
  [[nodiscard]] std::string kind_of_plan(std::string_view title) const;

  /// Field of the index that a group's title speaks of ("1" … "8"), or empty.
  [[nodiscard]] std::string field_of(std::string_view title) const;
  [[nodiscard]] const std::vector<Slip>& slips() const { return slips_; }
  [[nodiscard]] const std::vector<Body>& bodies() const { return bodies_; }

 private:
  struct Name {
    std::string key;
    std::size_t body;
  };
  struct Words {
    std::vector<std::string> exact;
    std::vector<std::string> all;
    std::vector<std::string> any;
    std::vector<std::string> none;
    [[nodiscard]] bool fit(std::string_view key) const;
  };
  struct Column {
    Role role;
    Words words;
  };
  struct Figure {
    Words words;
    Target target;
    std::string quote_from;
    MeasureBinding binding;
  };
  struct Field {
    std::string field;
    Words words;
  };
  Dictionary();
  static Words read_words(const Json& json);
  void read_bodies();
  void read_columns();
  void read_targets();
  [[nodiscard]] std::string body_key(std::string_view text) const;
  [[nodiscard]] const Figure* figure_of(std::string_view key) const;
  std::vector<Body> bodies_;
  std::vector<Name> names_;
  std::vector<std::string> dropped_;
  std::vector<Column> columns_;
  std::vector<Figure> percents_;
  std::vector<Figure> implied_;
  std::vector<Field> fields_;
  std::vector<Field> kinds_;
  std::vector<Slip> slips_;
};

}  // namespace sen::plan
