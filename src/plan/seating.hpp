#pragma once
// Who answers for which body on a day, all bodies at once: one statement for any number of tasks.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "identity/person.hpp"
#include "plan/follow_up.hpp"
#include "plan/task.hpp"

namespace sen::plan {

class Seating {
 public:
  explicit Seating(std::vector<identity::Seat> seats);

  /// As identity::seat_holder: a body's chair, else its lead, else who sits there longest.
  [[nodiscard]] std::optional<PersonId> holder(const std::string& body) const;
  /// Who answers for a task: the person it was given to, else the holder of its lead body; for a task that a body
  /// outside the commune leads, the standing body's holder.
  [[nodiscard]] std::optional<PersonId> responsible(const Task& task, const FollowUpPolicy& policy) const;
  /// Bodies that a person answers for.
  [[nodiscard]] std::vector<std::string> held_by(PersonId person) const;
  /// Bodies that a person sits in.
  [[nodiscard]] std::vector<std::string> bodies_of(PersonId person) const;
  /// Whom a step tells about a task, each once.
  [[nodiscard]] std::vector<PersonId> told(const Task& task, const FollowUpPolicy& policy, const std::vector<Told>& tell) const;

 private:
  std::vector<PersonId> in_role(Role role, const std::string& body) const;
  std::vector<identity::Seat> seats_;
  std::map<std::string, PersonId> holders_;
};

Result<Seating> seating_on(store::ReadTx& tx, Date day);

}  // namespace sen::plan
