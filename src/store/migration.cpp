#include "store/migration.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace sen::store {
namespace {

constexpr std::string_view kFolder = "migrations/";

/// "-- installation: a, b" gives a and b for the directive "installation".
void read_directive(std::string_view line, std::string_view directive,
                    std::vector<std::string>& out) {
  const std::string mark = "-- " + std::string(directive) + ":";
  if (!starts_with(line, mark)) return;
  for (const auto& name : split(line.substr(mark.size()), ',')) {
    const auto table = trim(name);
    SEN_ASSERT(!table.empty());
    out.emplace_back(table);
  }
}

bool serves(std::string_view section, Dialect dialect) {
  switch (dialect) {
    case Dialect::Sqlite:
      return section == "all" || section == "sqlite";
    case Dialect::Postgres:
      return section == "all" || section == "postgres";
    case Dialect::Citus:
      return section != "sqlite";
  }
  return false;
}

/// The lines of the sections that serve the dialect.
std::string chosen_text(std::string_view text, Dialect dialect) {
  std::string chosen;
  std::string section = "all";
  for (const auto& line : split(text, '\n')) {
    const auto bare = trim(line);
    bool is_mark = false;
    for (const std::string_view name : {"all", "sqlite", "postgres", "citus"}) {
      if (bare != "-- " + std::string(name) + ":") continue;
      section = name;
      is_mark = true;
    }
    if (!is_mark && serves(section, dialect)) chosen.append(line).append("\n");
  }
  return chosen;
}

std::string expanded_macro(std::string_view macro, bool sqlite) {
  if (macro == "{blob}") return sqlite ? "BLOB" : "BYTEA";
  if (macro == "{strict}") return sqlite ? "STRICT" : "";
  if (macro == "{clustered}") return sqlite ? "STRICT, WITHOUT ROWID" : "";
  throw Broken("no such macro in a migration: " + std::string(macro));
}

}  // namespace

Migration read_migration(std::string_view path, std::string_view text) {
  SEN_ASSERT(starts_with(path, kFolder));
  SEN_ASSERT(path.ends_with(".sql"));
  const auto name = path.substr(kFolder.size(), path.size() - kFolder.size() - 4);
  SEN_ASSERT(name.size() > 5);
  SEN_ASSERT(name[4] == '_');
  Migration migration;
  migration.number = std::atoi(std::string(name.substr(0, 4)).c_str());
  SEN_ASSERT(migration.number > 0);
  migration.name = name;
  migration.checksum = sha256_hex(text);
  migration.text = text;
  for (const auto& line : split(text, '\n')) {
    read_directive(line, "installation", migration.installation);
    read_directive(line, "append_only", migration.append_only);
  }
  return migration;
}

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = [] {
    std::vector<Migration> read;
    for (const auto& file : embedded_files()) {
      if (starts_with(file.path, kFolder)) read.push_back(read_migration(file.path, file.bytes));
    }
    for (std::size_t i = 1; i < read.size(); ++i) SEN_ASSERT(read[i - 1].number < read[i].number);
    return read;
  }();
  return all;
}

std::vector<std::string> statements_of(const Migration& migration, Dialect dialect) {
  const auto text = chosen_text(migration.text, dialect);
  const bool sqlite = dialect == Dialect::Sqlite;
  std::vector<std::string> statements;
  std::string current;
  const auto finish = [&] {
    if (!trim(current).empty()) statements.emplace_back(trim(current));
    current.clear();
  };
  std::size_t copied = 0;
  for (const auto& token : tokens_of(text)) {
    const auto at = static_cast<std::size_t>(token.text.data() - text.data());
    const auto end = at + token.text.size();
    current.append(text, copied, at - copied);
    copied = end;
    if (token.kind == Token::Kind::Comment) {
      current += "\n";
    } else if (token.kind == Token::Kind::Macro) {
      current += expanded_macro(token.text, sqlite);
    } else if (token.is("integer") && !sqlite) {
      current += "BIGINT";
    } else if (token.symbol(";")) {
      finish();
    } else {
      current.append(token.text);
    }
  }
  finish();
  return statements;
}

std::set<std::string> tenant_tables(const Migration& migration) {
  std::set<std::string> tables;
  for (const auto& statement : statements_of(migration, Dialect::Sqlite)) {
    const auto tokens = tokens_of(statement);
    if (tokens.size() < 3 || !tokens[0].is("create") || !tokens[1].is("table")) continue;
    const auto has_unit = std::any_of(tokens.begin(), tokens.end(),
                                      [](const Token& token) { return token.is("unit_id"); });
    if (has_unit) tables.emplace(tokens[2].text);
  }
  for (const auto& table : migration.installation) tables.erase(table);
  return tables;
}

const std::set<std::string>& tenant_tables() {
  static const std::set<std::string> all = [] {
    std::set<std::string> tables;
    for (const auto& migration : migrations()) tables.merge(tenant_tables(migration));
    return tables;
  }();
  return all;
}

Result<std::vector<const Migration*>> missing_migrations(
    const std::vector<Migration>& known, const std::map<int, std::string>& applied) {
  std::set<int> numbers;
  std::vector<const Migration*> missing;
  for (const auto& migration : known) {
    numbers.insert(migration.number);
    const auto found = applied.find(migration.number);
    if (found == applied.end()) {
      missing.push_back(&migration);
    } else if (found->second != migration.checksum) {
      return Error{ErrorCode::Conflict, "store.migration_changed",       {},
                   migration.name,      {{"migration", migration.name}}, {}};
    }
  }
  for (const auto& [number, checksum] : applied) {
    if (numbers.contains(number)) continue;
    return Error{ErrorCode::Conflict,
                 "store.newer",
                 {},
                 "migration " + std::to_string(number),
                 {{"number", std::to_string(number)}},
                 {}};
  }
  return missing;
}

}  // namespace sen::store
