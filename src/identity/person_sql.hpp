#pragma once
// Rows of bodies, people and seats. Inside the identity room only.

#include "identity/person.hpp"

namespace sen::identity {

Result<Done> insert_body(store::WriteTx& tx, const Body& body);
Result<Done> insert_person(store::WriteTx& tx, const Person& person, Instant added_at);
Result<Done> set_left_on(store::WriteTx& tx, PersonId id, Date last_day);
Result<std::optional<Person>> find_person(store::ReadTx& tx, PersonId id);
Result<std::vector<Person>> people_in(store::ReadTx& tx, Date date);
Result<Done> insert_seat(store::WriteTx& tx, const Seat& seat);
Result<Done> end_seat(store::WriteTx& tx, std::int64_t id, Date last_day);
Result<std::optional<Seat>> find_seat(store::ReadTx& tx, std::int64_t id);
/// Seats of that body and role that do not end before the day.
Result<std::vector<Seat>> seats_from(store::ReadTx& tx, const std::string& body, Role role, Date date);
/// Seats of the person that do not end before the day.
Result<std::vector<Seat>> seats_of(store::ReadTx& tx, PersonId person, Date date);

}  // namespace sen::identity
