#pragma once
// SQL as words: enough to check the house rules, to expand macros and to cut a migration into its
// statements. Not a parser: it only knows where literals, comments, parameters and macros stand.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/store.hpp"

namespace sen::store {

enum class Engine { Sqlite, Postgres };

struct Token {
  enum class Kind { Word, Number, Literal, Quoted, Parameter, Macro, Symbol, Comment };
  Kind kind;
  std::string_view text;  ///< as written, into the source text
  [[nodiscard]] bool is(std::string_view lower_case_word) const;  ///< a Word, any case
  [[nodiscard]] bool symbol(std::string_view what) const {
    return kind == Kind::Symbol && text == what;
  }
};

std::vector<Token> tokens_of(std::string_view sql);

/// Why a statement breaks the house rules; empty when it does not.
std::string rule_broken(std::string_view sql, Reach reach);
/// All registered statements: their names are unique and their texts keep the rules. Error
/// "store.statement" names the first that does not.
Result<Done> check_registry();

struct Expanded {
  std::string text;
  int parameter_count = 0;    ///< $1 … $n, {unit} not counted
  bool has_unit = false;      ///< SQLite: bound by the name $unit; PostgreSQL: as $<n+1>
  std::vector<bool> is_list;  ///< by parameter number - 1: the argument is a JSON array text
};
/// The statement as the engine wants it. The text must keep the house rules.
Expanded expand(std::string_view sql, Engine engine);

}  // namespace sen::store
