#include "store/sql_text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace sen::store {
namespace {

bool is_word_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// One past the closing quote; a doubled quote is part of the text.
std::size_t end_of_quoted(std::string_view sql, std::size_t from) {
  const char quote = sql[from];
  std::size_t at = from + 1;
  while (at < sql.size()) {
    if (sql[at] == quote) {
      if (at + 1 >= sql.size() || sql[at + 1] != quote) return at + 1;
      ++at;
    }
    ++at;
  }
  return sql.size();
}

std::size_t end_while(std::string_view sql, std::size_t at, bool (*belongs)(char)) {
  while (at < sql.size() && belongs(sql[at])) ++at;
  return at;
}

std::size_t end_after(std::string_view sql, std::size_t from, std::string_view mark) {
  const auto found = sql.find(mark, from);
  return found == std::string_view::npos ? sql.size() : found + mark.size();
}

Token next_token(std::string_view sql, std::size_t at) {
  using Kind = Token::Kind;
  const char c = sql[at];
  const char after = at + 1 < sql.size() ? sql[at + 1] : '\0';
  const auto cut = [&](Kind kind, std::size_t end) {
    return Token{kind, sql.substr(at, end - at)};
  };
  if (c == '-' && after == '-') return cut(Kind::Comment, end_after(sql, at, "\n"));
  if (c == '/' && after == '*') return cut(Kind::Comment, end_after(sql, at + 2, "*/"));
  if (c == '\'') return cut(Kind::Literal, end_of_quoted(sql, at));
  if (c == '"') return cut(Kind::Quoted, end_of_quoted(sql, at));
  if (c == '{') return cut(Kind::Macro, end_after(sql, at, "}"));
  if (c == '$') return cut(Kind::Parameter, end_while(sql, at + 1, is_word));
  if (is_word_start(c)) return cut(Kind::Word, end_while(sql, at, is_word));
  if (is_digit(c)) return cut(Kind::Number, end_while(sql, at, is_word));
  if (c == ':' && after == ':') return cut(Kind::Symbol, at + 2);
  return cut(Kind::Symbol, at + 1);
}

}  // namespace

bool Token::is(std::string_view lower_case_word) const {
  return kind == Kind::Word && text.size() == lower_case_word.size() &&
         std::equal(text.begin(), text.end(), lower_case_word.begin(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == b;
         });
}

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < sql.size()) {
    if (std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      ++at;
      continue;
    }
    tokens.push_back(next_token(sql, at));
    at += tokens.back().text.size();
  }
  return tokens;
}

Expanded expand(std::string_view sql, Engine engine) {
  Expanded out;
  const auto tokens = tokens_of(sql);
  const auto number_of = [](std::string_view parameter) {
    return std::atoi(std::string(parameter.substr(1)).c_str());
  };
  for (const auto& token : tokens) {
    if (token.kind == Token::Kind::Parameter) {
      out.parameter_count = std::max(out.parameter_count, number_of(token.text));
    } else if (token.kind == Token::Kind::Macro && token.text.starts_with("{in:$")) {
      out.parameter_count = std::max(out.parameter_count, number_of(token.text.substr(4)));
    }
  }
  out.is_list.resize(static_cast<std::size_t>(out.parameter_count));
  const bool sqlite = engine == Engine::Sqlite;
  std::size_t copied = 0;
  for (const auto& token : tokens) {
    if (token.kind != Token::Kind::Macro) continue;
    const auto at = static_cast<std::size_t>(token.text.data() - sql.data());
    out.text.append(sql.substr(copied, at - copied));
    copied = at + token.text.size();
    if (token.text == "{unit}") {
      out.has_unit = true;
      out.text += sqlite ? "$unit" : "$" + std::to_string(out.parameter_count + 1);
    } else if (token.text == "{for_update}") {
      out.text += sqlite ? "" : "FOR UPDATE";
    } else if (token.text == "{for_update_skip_locked}") {
      out.text += sqlite ? "" : "FOR UPDATE SKIP LOCKED";
    } else {
      const auto parameter = token.text.substr(4, token.text.size() - 5);
      out.is_list[static_cast<std::size_t>(number_of(parameter) - 1)] = true;
      out.text += sqlite ? "IN (SELECT value FROM json_each(" : "= ANY(";
      out.text.append(parameter).append(sqlite ? "))" : ")");
    }
  }
  out.text.append(sql.substr(copied));
  return out;
}

}  // namespace sen::store
