#pragma once
// Strong identifiers: a TaskId is never a UnitId. On the wire ids are decimal strings.

#include <compare>
#include <cstdint>
#include <functional>

namespace sen {

template <class Tag>
struct Id {
  std::int64_t value{};
  friend auto operator<=>(Id, Id) = default;
};

using UnitId = Id<struct UnitTag>;
using PersonId = Id<struct PersonTag>;
using PlanId = Id<struct PlanTag>;
using TaskId = Id<struct TaskTag>;
using EvidenceId = Id<struct EvidenceTag>;

/// What two kinds of work say of each other: they meet by this, an event, or a measure.
struct SubjectRef {
  const char* kind;  ///< "task", "plan", "fact", "person", "evidence", "criteria_set" …
  std::int64_t id{};
};

}  // namespace sen

template <class Tag>
struct std::hash<sen::Id<Tag>> {
  std::size_t operator()(sen::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
