// The house rules of statements, checked when a store opens (README.md says them in words).

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "store/migration.hpp"
#include "store/sql_text.hpp"

namespace sen::store {
namespace {

using Kind = Token::Kind;

/// Calls that bring a clock, chance or hidden state, or that only one engine has.
constexpr std::array kRefusedCalls = {"now",
                                      "random",
                                      "randomblob",
                                      "setseed",
                                      "set_config",
                                      "nextval",
                                      "currval",
                                      "setval",
                                      "clock_timestamp",
                                      "statement_timestamp",
                                      "timeofday",
                                      "transaction_timestamp",
                                      "datetime",
                                      "date",
                                      "time",
                                      "julianday",
                                      "strftime",
                                      "unixepoch",
                                      "gen_random_uuid",
                                      "last_insert_rowid",
                                      "changes",
                                      "total_changes",
                                      "load_extension",
                                      "pg_sleep",
                                      "pg_notify",
                                      "ifnull",
                                      "json_extract",
                                      "group_concat",
                                      "string_agg",
                                      "instr",
                                      "strpos",
                                      "nvl",
                                      "iif",
                                      "printf",
                                      "to_char",
                                      "current_setting"};
constexpr std::array kRefusedWords = {"current_timestamp",
                                      "current_date",
                                      "current_time",
                                      "localtimestamp",
                                      "localtime",
                                      "trigger",
                                      "rowid",
                                      "ilike",
                                      "glob"};

bool one_of(const Token& token, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return token.is(word); });
}

std::string broken_by_token(const std::vector<Token>& tokens, std::size_t at) {
  const auto& token = tokens[at];
  const Token none{Kind::Symbol, {}};
  const auto& before = at > 0 ? tokens[at - 1] : none;
  const auto& after = at + 1 < tokens.size() ? tokens[at + 1] : none;
  const std::string word(token.text);
  if (token.kind == Kind::Comment) return "a comment";
  if (token.symbol(";")) return "`;`: one statement at a time";
  if (token.symbol("::")) return "`::`: write CAST(x AS y)";
  if (token.symbol("?") || token.symbol(":") || token.symbol("@"))
    return word + ": parameters are $1 … $n";
  if (token.symbol("*")) {
    constexpr std::array openers = {"select", "distinct", "all", "returning"};
    if (one_of(before, openers) || before.symbol(",") || before.symbol(".")) {
      return "`*`: columns are named";
    }
  }
  if (after.symbol("(") && one_of(token, kRefusedCalls)) return word + "()";
  if (one_of(token, kRefusedWords)) return word;
  if (token.is("insert") && after.is("or")) return "INSERT OR: write ON CONFLICT";
  if (token.is("unit_id") && after.symbol("=") && (before.is("set") || before.symbol(","))) {
    return "unit_id is never changed";
  }
  return {};
}

/// The number of a parameter, 0 when it is not $1 … $99.
int parameter_number(std::string_view text) {
  if (text.size() < 2 || text.size() > 3 || text[0] != '$' || text[1] == '0') return 0;
  for (const char c : text.substr(1)) {
    if (c < '0' || c > '9') return 0;
  }
  return std::atoi(std::string(text.substr(1)).c_str());
}

std::string broken_by_parameters(const std::vector<Token>& tokens) {
  std::set<int> numbers;
  for (const auto& token : tokens) {
    std::string_view parameter;
    if (token.kind == Kind::Parameter) parameter = token.text;
    if (token.kind == Kind::Macro) {
      if (token.text == "{unit}" || token.text == "{for_update}" ||
          token.text == "{for_update_skip_locked}") {
        continue;
      }
      if (!token.text.starts_with("{in:") || !token.text.ends_with("}")) {
        return "no such macro: " + std::string(token.text);
      }
      parameter = token.text.substr(4, token.text.size() - 5);
    }
    if (parameter.data() == nullptr) continue;
    const int number = parameter_number(parameter);
    if (number == 0) return std::string(token.text) + ": parameters are $1 … $n";
    numbers.insert(number);
  }
  if (!numbers.empty() && *numbers.rbegin() != static_cast<int>(numbers.size())) {
    return "the parameters have a gap";
  }
  return {};
}

bool keeps_to_unit(const std::vector<Token>& tokens) {
  const auto is_unit = [](const Token& token) {
    return token.kind == Kind::Macro && token.text == "{unit}";
  };
  if (tokens.front().is("insert")) return std::any_of(tokens.begin(), tokens.end(), is_unit);
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (is_unit(tokens[i]) && tokens[i - 1].symbol("=") && tokens[i - 2].is("unit_id")) return true;
  }
  return false;
}

/// A unit's table that a statement of the installation reads or changes without {unit}: PostgreSQL
/// would hide the rows, SQLite would show every unit's.
std::string strays_into(const std::vector<Token>& tokens, const std::set<std::string>& tables) {
  constexpr std::array openers = {"from", "join", "into", "update"};
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!one_of(tokens[i - 1], openers)) continue;
    if (tables.contains(std::string(tokens[i].text))) return std::string(tokens[i].text);
  }
  return {};
}

}  // namespace

std::string rule_broken(std::string_view sql, Reach reach) {
  const auto tokens = tokens_of(sql);
  if (tokens.empty()) return "empty";
  constexpr std::array starts = {"select", "insert", "update", "delete", "with"};
  if (!one_of(tokens.front(), starts)) return "begins with " + std::string(tokens.front().text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (auto why = broken_by_token(tokens, i); !why.empty()) return why;
  }
  if (auto why = broken_by_parameters(tokens); !why.empty()) return why;
  if (reach == Reach::Unit && !keeps_to_unit(tokens)) return "no unit_id = {unit}";
  if (reach == Reach::Installation && !keeps_to_unit(tokens)) {
    if (auto table = strays_into(tokens, tenant_tables()); !table.empty()) {
      return "no unit_id = {unit}, and " + table + " is a unit's table";
    }
  }
  return {};
}

Result<Done> check_registry() {
  std::set<std::string_view> names;
  for (const auto* statement = Statement::first(); statement != nullptr;
       statement = statement->next) {
    auto why = rule_broken(statement->text, statement->reach);
    const std::string_view name = statement->name;
    if (name.find('.') == std::string_view::npos) why = "the name is not room.statement";
    if (!names.insert(name).second) why = "a second statement of this name";
    if (why.empty()) continue;
    return Error{ErrorCode::Unavailable,
                 "store.statement",
                 {},
                 std::string(name) + ": " + why,
                 {{"statement", std::string(name)}, {"why", why}},
                 {}};
  }
  return Done{};
}

}  // namespace sen::store
