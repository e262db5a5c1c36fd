#pragma once
// Which column of a file is which field. A person's word goes before what the unit chose last time, that before
// the names in the pack. Pure.

#include <map>
#include <string>
#include <vector>

#include "formats/grid.hpp"
#include "intake/kinds.hpp"

namespace sen::intake {

/// Field by column, both as named: key of the column's title (key_of), or its letter as "column b"; an empty field
/// leaves the column out.
using Wishes = std::map<std::string, std::string>;

struct Column {
  std::string name;   ///< "B"
  std::string title;  ///< as printed in the file
  std::string field;  ///< empty: left out
};

struct Mapping {
  std::size_t header = 0;  ///< index of the header's row in the grid; the rows after it are data
  std::vector<Column> columns;
  std::vector<std::string> missing;  ///< required fields that no column gives
  /// Index of the column of a field, or -1.
  [[nodiscard]] int column_of(std::string_view field) const;
};

/// The header, unless it is given, is the row of the first 20 in which most columns are known. Errors: "intake.no_rows" (nothing under
/// a header), "intake.map_column" and "intake.map_field" for wishes that name no column or field of theirs.
Result<Mapping> map_columns(Kind kind, const formats::Grid& grid, const Wishes& chosen, const Wishes& remembered,
                            std::optional<std::size_t> header = {});

/// "Số lượng=value" → {"so luong", "value"}. Error "intake.map_form".
Result<std::pair<std::string, std::string>> parse_wish(std::string_view text);

/// What is worth remembering of a mapping.
Wishes wishes_of(const Mapping& mapping);
std::string to_json(const Wishes& wishes);
Wishes wishes_from_json(std::string_view text);

}  // namespace sen::intake
