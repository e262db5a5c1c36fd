#pragma once
// What evaluating a rule answers: an exact ratio of points, or why there is none, and (on request)
// the steps that lead there as text keys, operands and exact values. Rendering is the caller's.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "law/exact.hpp"
#include "law/fact.hpp"

namespace sen::law {

/// Index of a fact in the set's table of slots: its measures, then what is given per year (the
/// year itself, an imported index, an appraiser's points).
using Slot = std::uint16_t;

enum class State : std::uint8_t { Scored, Missing, NotApplicable };

struct Outcome {
  State state = State::Scored;
  Exact points{};               ///< not yet rounded; the criterion rounds once
  std::vector<Slot> missing{};  ///< when Missing: the facts that are wanted

  static Outcome scored(Exact points) { return {State::Scored, points, {}}; }
  static Outcome not_applicable() { return {State::NotApplicable, {}, {}}; }
  static Outcome lacking(std::vector<Slot> slots) { return {State::Missing, {}, std::move(slots)}; }
};

/// A value of an explanation, with the unit that decides how it is written.
struct Amount {
  enum class Unit { Plain, Percent, Points };
  Exact number{};
  Unit unit = Unit::Plain;
};
/// What may stand in a sentence or in its line of operands: a value, a day, a yes or no, the label
/// of a measure, or a sign ("÷").
struct SlotLabel {
  Slot slot{};
};
/// The fact itself, written as its kind asks.
using Term = std::variant<Amount, Fact, SlotLabel, const char*>;

struct Step {
  std::string key;  ///< sentence in `texts/`, e.g. "law.step.share"
  std::vector<std::pair<std::string, Term>> arguments{};
  std::vector<Term> operands{};  ///< "1.231 ÷ 1.248 × 100", written without words
  std::optional<Term> value{};
  std::vector<Slot> slots{};     ///< measures that the step reads: the links of the page
};

/// Collects steps; a null trace means that nobody asks why.
using Trace = std::vector<Step>;

/// The facts of one unit and period, indexed by slot.
using Facts = std::span<const Fact>;

}  // namespace sen::law
