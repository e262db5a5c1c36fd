#include "plan/seating.hpp"

#include <algorithm>
#include <utility>

namespace sen::plan {
namespace {

int rank_of(Role role) { return role == Role::Chair ? 3 : role == Role::Lead ? 2 : 1; }

}  // namespace

Seating::Seating(std::vector<identity::Seat> seats) : seats_(std::move(seats)) {
  std::map<std::string, int> ranks;
  // They come by body, longest first: of one rank the first stays.
  for (const identity::Seat& seat : seats_) {
    if (ranks[seat.body] >= rank_of(seat.role)) continue;
    ranks[seat.body] = rank_of(seat.role);
    holders_[seat.body] = seat.person;
  }
}

std::optional<PersonId> Seating::holder(const std::string& body) const {
  const auto found = holders_.find(body);
  if (found == holders_.end()) return std::nullopt;
  return found->second;
}

std::optional<PersonId> Seating::responsible(const Task& task, const FollowUpPolicy& policy) const {
  if (task.assignee) return task.assignee;
  return holder(task.outside ? policy.standing_body : task.lead_body);
}

std::vector<std::string> Seating::held_by(PersonId person) const {
  std::vector<std::string> bodies;
  for (const auto& [body, holder] : holders_) {
    if (holder == person) bodies.push_back(body);
  }
  return bodies;
}

std::vector<std::string> Seating::bodies_of(PersonId person) const {
  std::vector<std::string> bodies;
  for (const identity::Seat& seat : seats_) {
    if (seat.person == person) bodies.push_back(seat.body);
  }
  return bodies;
}

std::vector<PersonId> Seating::in_role(Role role, const std::string& body) const {
  std::vector<PersonId> people;
  for (const identity::Seat& seat : seats_) {
    if (seat.role == role && (body.empty() || seat.body == body)) people.push_back(seat.person);
  }
  return people;
}

std::vector<PersonId> Seating::told(const Task& task, const FollowUpPolicy& policy, const std::vector<Told>& tell) const {
  std::vector<PersonId> people;
  const auto add = [&](std::optional<PersonId> person) {
    if (person && std::find(people.begin(), people.end(), *person) == people.end()) people.push_back(*person);
  };
  const auto chairs = in_role(Role::Chair, {});
  for (const Told who : tell) {
    std::vector<PersonId> leaders;
    switch (who) {
      case Told::Responsible: add(responsible(task, policy)); break;
      case Told::BodyLead: add(holder(task.outside ? policy.standing_body : task.lead_body)); break;
      case Told::ViceChair:
        leaders = in_role(Role::Lead, policy.directing_body);
        if (leaders.empty()) leaders = chairs;
        break;
      case Told::Chair: leaders = chairs; break;
    }
    for (const PersonId leader : leaders) add(leader);
  }
  return people;
}

Result<Seating> seating_on(store::ReadTx& tx, Date day) {
  SEN_LET(auto seats, identity::seats_on(tx, day));
  return Seating(std::move(seats));
}

}  // namespace sen::plan
