#include "index/cli.hpp"

#include <istream>
#include <ostream>

#include "base/text.hpp"
#include "index/explain.hpp"
#include "index/facts.hpp"
#include "index/rank.hpp"
#include "index/score.hpp"

namespace sen::index {
namespace {

Result<CriteriaSet> sound_set(const std::string& text) {
  SEN_LET(const Json json, parse_json(text));
  SetReading reading = read_criteria_set(json);
  if (!reading.findings.empty()) {
    Error error = invalid("index.set_unsound", {}, {{"set", reading.set.id}});
    for (auto& finding : reading.findings) {
      error.fields.push_back({finding.where, finding.text.key, finding.text.arguments});
    }
    return error;
  }
  if (!reading.set.is_scorable()) return invalid("index.set_not_scorable", {}, {{"set", reading.set.id}});
  return std::move(reading.set);
}

Result<ScoreTree> score_document(const CriteriaSet& set, const std::string& text) {
  SEN_LET(const Json document, parse_json(text));
  SEN_LET(const auto facts, read_facts(set, document));
  return score(set, facts, Explain::Yes);
}

struct Checked {
  CriteriaSet set;
  std::vector<Finding> findings;
};

Checked check(const std::string& text, const std::map<std::string, std::vector<std::string>>& imports) {
  const auto json = parse_json(text);
  if (!json) return {{}, {{"", {json.error().rule, json.error().arguments}}}};
  SetReading reading = read_criteria_set(*json);
  Checked checked{std::move(reading.set), std::move(reading.findings)};
  for (auto& finding : check_imports(checked.set, imports)) checked.findings.push_back(std::move(finding));
  // A set that does not hold together gives no results to compare.
  if (checked.findings.empty() && checked.set.is_scorable()) checked.findings = check_goldens(checked.set);
  return checked;
}

std::map<std::string, std::vector<std::string>> imports_of(const std::vector<std::string>& texts) {
  std::map<std::string, std::vector<std::string>> imports;
  for (const auto& text : texts) {
    const auto json = parse_json(text);
    if (!json || json->string_or("schema") != "sen.criteria-set/1") continue;
    const auto reading = read_criteria_set(*json);
    imports[reading.set.id] = reading.set.imports;
  }
  return imports;
}

void write_findings(JsonOut& out, const std::vector<Finding>& findings, Language language) {
  for (const auto& finding : findings) {
    out.begin_object();
    out.member("where", finding.where);
    out.member("code", finding.text.key);
    out.member("message", render(language, finding.text));
    out.end_object();
  }
}

std::string summary(const CriteriaSet& set, Language language) {
  return render(language, "index.check.sound",
                {{"set", set.id}, {"fields", std::to_string(set.fields.size())}, {"rules", std::to_string(set.leaves.size())},
                 {"measures", std::to_string(set.measure_count)}, {"total", to_string(set.total, 0)},
                 {"status", render(language, "index.status." + set.status)}});
}

}  // namespace

Result<int> run_score(const std::string& set_json, const std::string& facts_json, const Terminal& terminal) {
  SEN_LET(const CriteriaSet set, sound_set(set_json));
  SEN_LET(const ScoreTree tree, score_document(set, facts_json));
  if (terminal.json) {
    terminal.out << to_json(set, tree, terminal.language) << "\n";
  } else {
    terminal.out << to_text(set, tree, terminal.language);
  }
  return 0;
}

Result<int> run_score_batch(const std::string& set_json, std::istream& facts_lines, const Terminal& terminal) {
  SEN_LET(const CriteriaSet set, sound_set(set_json));
  std::string line;
  while (std::getline(facts_lines, line)) {
    if (trim(line).empty()) continue;
    const auto tree = score_document(set, line);
    if (tree) {
      terminal.out << to_json(set, *tree, terminal.language) << "\n";
      continue;
    }
    JsonOut out;
    out.begin_object();
    out.member("error", tree.error().rule);
    out.key("fields");
    out.begin_array();
    for (const auto& fault : tree.error().fields) {
      out.begin_object();
      out.member("field", fault.field);
      out.member("code", fault.code);
      out.end_object();
    }
    out.end_array();
    out.end_object();
    terminal.out << out.text() << "\n";
  }
  return 0;
}

Result<int> run_check(const std::string& set_json, const std::vector<std::string>& neighbours,
                      const Terminal& terminal, std::ostream& err) {
  auto imports = imports_of(neighbours);
  const Checked checked = check(set_json, imports);
  if (terminal.json) {
    JsonOut out;
    out.begin_array();
    write_findings(out, checked.findings, terminal.language);
    out.end_array();
    terminal.out << out.text() << "\n";
    return checked.findings.empty() ? 0 : 1;
  }
  if (checked.findings.empty()) {
    terminal.out << summary(checked.set, terminal.language) << "\n";
    return 0;
  }
  for (const auto& finding : checked.findings) err << render(terminal.language, finding) << "\n";
  return 1;
}

Result<int> run_rank(const std::string& csv, const std::string& score, const std::string& group, const Terminal& terminal) {
  SEN_LET(const Ranking ranking, rank_rows(csv, {score, group}));
  if (terminal.json) {
    terminal.out << to_json(ranking) << "\n";
  } else {
    terminal.out << to_csv(ranking);
  }
  return 0;
}

}  // namespace sen::index
