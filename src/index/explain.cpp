#include "index/explain.hpp"

#include "base/text.hpp"

namespace sen::index {
namespace {

constexpr int kDecimalsShown = 7;

std::string neutral(const law::Fact& fact) {
  switch (fact.kind) {
    case law::FactKind::Missing: return {};
    case law::FactKind::Flag: return fact.value != 0 ? "true" : "false";
    case law::FactKind::Day: return to_string(Date{static_cast<std::int32_t>(fact.value)});
    case law::FactKind::NotHeld: return {};
    case law::FactKind::Number: return law::to_decimal(fact.exact(), kDecimalsShown);
  }
  return {};
}

std::string neutral(const law::Term& term) {
  if (const auto* amount = std::get_if<law::Amount>(&term)) return law::to_decimal(amount->number, kDecimalsShown);
  if (const auto* fact = std::get_if<law::Fact>(&term)) return neutral(*fact);
  return {};
}

std::string written_fact(const law::Fact& fact, Language language) {
  switch (fact.kind) {
    case law::FactKind::Missing: return render(language, "index.word.missing");
    case law::FactKind::Flag: return render(language, fact.value != 0 ? "index.word.yes" : "index.word.no");
    case law::FactKind::Day: return localized_date(neutral(fact));
    case law::FactKind::NotHeld: return render(language, "index.word.not_held");
    case law::FactKind::Number: return localized_number(language, neutral(fact));
  }
  return {};
}

// "1.231 ÷ 1.248 × 100"; brackets cling to what they hold.
std::string written_operands(const CriteriaSet& set, const std::vector<law::Term>& operands, Language language) {
  std::string text;
  for (const auto& term : operands) {
    const std::string word = written(set, term, language);
    const bool clings = text.empty() || text.back() == '(' || word == ")";
    if (!clings) text += ' ';
    text += word;
  }
  return text;
}

Sentence sentence_of(const CriteriaSet& set, const law::Step& step, Language language) {
  TextArguments arguments;
  for (const auto& [name, term] : step.arguments) arguments.emplace_back(name, written(set, term, language));
  Sentence sentence{render(language, step.key, arguments), written_operands(set, step.operands, language), {}, {}, step.slots};
  if (step.value) {
    sentence.value = neutral(*step.value);
    sentence.shown = written(set, *step.value, language);
  }
  return sentence;
}

std::string points_text(const CriteriaSet& set, Points points) {
  return to_string(points, set.rounding.criterion_decimals);
}

void write_criterion(JsonOut& out, const CriteriaSet& set, std::size_t i, const LeafScore& score, Language language) {
  const Leaf& leaf = set.leaves[i];
  const bool is_scored = score.state == LeafState::Scored;
  out.begin_object();
  out.member("code", leaf.code);
  out.member("name", leaf.name.in(language));
  out.member("field", set.fields[leaf.field].code);
  out.member("state", name_of(score.state));
  if (is_scored) {
    out.member("points", points_text(set, score.points));
  } else {
    out.member_null("points");
  }
  out.member("max_points", points_text(set, leaf.maximum));
  if (is_scored) {
    out.member("lost", points_text(set, leaf.maximum - score.points));
  } else {
    out.member_null("lost");
  }
  out.key("steps");
  out.begin_array();
  for (const auto& sentence : sentences(set, leaf, score, language)) {
    out.begin_object();
    out.member("text", sentence.text);
    if (sentence.value.empty()) {
      out.member_null("value");
    } else {
      out.member("value", sentence.value);
    }
    if (!sentence.operands.empty()) out.member("operands", sentence.operands);
    out.end_object();
  }
  out.end_array();
  out.key("missing");
  out.begin_array();
  for (const auto slot : score.missing) out.string(missing_name(set, slot));
  out.end_array();
  out.end_object();
}

void write_bonus(JsonOut& out, const CriteriaSet& set, const char* name, const std::vector<BonusItem>& items,
                 const std::vector<BonusScore>& scores, Language language) {
  out.key(name);
  out.begin_array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    out.begin_object();
    out.member("code", items[i].code);
    out.member("name", items[i].name.in(language));
    out.member("points", points_text(set, scores[i].points));
    out.member("given", scores[i].is_given);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

std::string label_of(const CriteriaSet& set, law::Slot slot, Language language) {
  const auto& entry = set.slots[slot];
  switch (entry.kind) {
    case SlotEntry::Kind::Measure: return entry.label.in(language);
    case SlotEntry::Kind::Imported: return render(language, "index.word.imported", {{"set", entry.id}});
    case SlotEntry::Kind::Manual: return render(language, "index.word.manual", {{"code", entry.id}});
    case SlotEntry::Kind::Year: return render(language, "index.word.year");
  }
  return {};
}

std::string missing_name(const CriteriaSet& set, law::Slot slot) {
  const auto& entry = set.slots[slot];
  switch (entry.kind) {
    case SlotEntry::Kind::Imported: return "imported_index." + entry.id;
    case SlotEntry::Kind::Manual: return "manual_points." + entry.id;
    case SlotEntry::Kind::Measure:
    case SlotEntry::Kind::Year: return entry.id;
  }
  return {};
}

std::string written(const CriteriaSet& set, const law::Term& term, Language language) {
  if (const auto* amount = std::get_if<law::Amount>(&term)) {
    const std::string number = localized_number(language, law::to_decimal(amount->number, kDecimalsShown));
    return amount->unit == law::Amount::Unit::Percent ? number + "%" : number;
  }
  if (const auto* fact = std::get_if<law::Fact>(&term)) return written_fact(*fact, language);
  if (const auto* label = std::get_if<law::SlotLabel>(&term)) return label_of(set, label->slot, language);
  return std::get<const char*>(term);
}

std::vector<Sentence> sentences(const CriteriaSet& set, const Leaf& leaf, const LeafScore& score, Language language) {
  std::vector<Sentence> list;
  for (const auto& step : score.steps) list.push_back(sentence_of(set, step, language));
  if (score.state != LeafState::Scored || score.steps.empty()) return list;
  const std::string points = points_text(set, score.points);
  const auto number = [&](Points value) { return localized_number(language, points_text(set, value)); };
  Sentence last;
  last.text = render(language, "index.step.rounded", {{"decimals", std::to_string(set.rounding.criterion_decimals)}});
  last.operands = number(leaf.maximum) + " − " + number(score.points) + " = " + number(leaf.maximum - score.points);
  last.operands = render(language, "index.step.lost", {{"difference", last.operands}});
  last.value = points;
  last.shown = localized_number(language, points);
  list.push_back(std::move(last));
  return list;
}

std::string to_json(const CriteriaSet& set, const ScoreTree& tree, Language language) {
  JsonOut out;
  const auto points_or_null = [&](const char* name, const std::optional<Points>& points) {
    if (points) {
      out.member(name, to_string(*points, set.rounding.total_decimals));
    } else {
      out.member_null(name);
    }
  };
  out.begin_object();
  out.member("set", set.id);
  out.member("illustrative", set.is_illustrative());
  points_or_null("index", tree.index);
  points_or_null("total", tree.total);
  out.member("earned", points_text(set, tree.earned));
  out.member("applicable", points_text(set, tree.applicable));
  if (tree.band) {
    out.member("class", set.classification.bands[*tree.band].label.in(language));
  } else {
    out.member_null("class");
  }
  out.member("bonus", points_text(set, tree.bonus));
  out.member("penalty", points_text(set, tree.penalty));
  write_bonus(out, set, "bonus_items", set.bonus_penalty.bonus, tree.bonus_items, language);
  write_bonus(out, set, "penalty_items", set.bonus_penalty.penalty, tree.penalty_items, language);
  out.key("groups");
  out.begin_array();
  for (std::size_t i = 0; i < set.fields.size(); ++i) {
    out.begin_object();
    out.member("code", set.fields[i].code);
    out.member("name", set.fields[i].name.in(language));
    out.member("points", to_string(tree.fields[i], set.rounding.group_decimals));
    out.member("max_points", points_text(set, set.fields[i].maximum.value_or(Points{})));
    out.end_object();
  }
  out.end_array();
  out.key("criteria");
  out.begin_array();
  for (std::size_t i = 0; i < set.leaves.size(); ++i) write_criterion(out, set, i, tree.leaves[i], language);
  out.end_array();
  out.end_object();
  return out.take();
}

std::string to_text(const CriteriaSet& set, const ScoreTree& tree, Language language) {
  const auto number = [&](Points points) { return localized_number(language, points_text(set, points)); };
  std::string text = set.title.in(language) + "\n";
  if (set.is_illustrative()) text += render(language, "index.text.illustrative") + "\n";
  if (tree.total) {
    text += render(language, "index.text.total", {{"total", number(*tree.total)}, {"index", number(*tree.index)}}) + "\n";
  } else {
    text += render(language, "index.text.incomplete") + "\n";
  }
  if (tree.band) {
    text += render(language, "index.text.class", {{"class", set.classification.bands[*tree.band].label.in(language)}}) + "\n";
  }
  text += render(language, "index.text.earned", {{"earned", number(tree.earned)}, {"applicable", number(tree.applicable)}}) + "\n";
  for (std::size_t i = 0; i < set.fields.size(); ++i) {
    text += "\n" + set.fields[i].code + ". " + set.fields[i].name.in(language) + ": " + number(tree.fields[i]) + " / " +
            number(set.fields[i].maximum.value_or(Points{})) + "\n";
    for (std::size_t k = 0; k < set.leaves.size(); ++k) {
      const auto& leaf = set.leaves[k];
      if (leaf.field != i) continue;
      const auto& score = tree.leaves[k];
      std::string line = "  " + leaf.code + "  " + leaf.name.in(language) + ": ";
      if (score.state == LeafState::Scored) {
        line += number(score.points) + " / " + number(leaf.maximum);
      } else {
        line += render(language, std::string("index.state.") + name_of(score.state));
        for (std::size_t m = 0; m < score.missing.size(); ++m) {
          line += (m == 0 ? ": " : ", ") + label_of(set, score.missing[m], language);
        }
      }
      text += line + "\n";
    }
  }
  return text;
}

}  // namespace sen::index
