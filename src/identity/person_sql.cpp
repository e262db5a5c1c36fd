#include "identity/person_sql.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sen::identity {
namespace {

using store::Statement;

const Statement kInsertBody{"identity.insert_body",
    "INSERT INTO body (unit_id, code, name, name_en, outside, rank) VALUES ({unit}, $1, $2, $3, $4, $5)"};
const Statement kSelectBodies{"identity.select_bodies",
    "SELECT code, name, name_en, outside, rank FROM body WHERE unit_id = {unit}"
    " ORDER BY rank, code LIMIT 1000"};
const Statement kSelectBody{"identity.select_body",
    "SELECT code, name, name_en, outside, rank FROM body WHERE unit_id = {unit} AND code = $1 LIMIT 1"};
const Statement kInsertPerson{"identity.insert_person",
    "INSERT INTO person (unit_id, id, name, name_sort, name_folded, position, added_at, left_on, name_sealed)"
    " VALUES ({unit}, $1, '', $2, '', $3, $4, NULL, $5)"};
const Statement kSetLeftOn{"identity.set_left_on",
    "UPDATE person SET left_on = $2 WHERE unit_id = {unit} AND id = $1"};
const Statement kSelectPerson{"identity.select_person",
    "SELECT id, name_sealed, position, left_on FROM person WHERE unit_id = {unit} AND id = $1 LIMIT 1"};
// The database knows no order of sealed names; people_in puts them in the order of the alphabet.
const Statement kSelectPeople{"identity.select_people",
    "SELECT id, name_sealed, position, left_on FROM person"
    " WHERE unit_id = {unit} AND (left_on IS NULL OR left_on >= $1) ORDER BY id LIMIT 2000"};
const Statement kInsertSeat{"identity.insert_seat",
    "INSERT INTO seat (unit_id, id, person_id, body, role, from_on, to_on)"
    " VALUES ({unit}, $1, $2, $3, $4, $5, $6)"};
const Statement kEndSeat{"identity.end_seat",
    "UPDATE seat SET to_on = $2 WHERE unit_id = {unit} AND id = $1"};
// Index: seat_by_body.
const Statement kSelectSeatsFrom{"identity.select_seats_from",
    "SELECT id, person_id, body, role, from_on, to_on FROM seat WHERE unit_id = {unit} AND body = $1"
    " AND role = $2 AND (to_on IS NULL OR to_on >= $3) ORDER BY from_on, id LIMIT 1000"};
// Index: seat_by_person.
const Statement kSelectSeatsOf{"identity.select_seats_of",
    "SELECT id, person_id, body, role, from_on, to_on FROM seat WHERE unit_id = {unit}"
    " AND person_id = $1 AND (to_on IS NULL OR to_on >= $2) ORDER BY from_on, id LIMIT 1000"};
const Statement kSelectSeatsOn{"identity.select_seats_on",
    "SELECT id, person_id, body, role, from_on, to_on FROM seat WHERE unit_id = {unit}"
    " AND from_on <= $1 AND (to_on IS NULL OR to_on >= $1) ORDER BY body, from_on, id LIMIT 5000"};
const Statement kSelectSeat{"identity.select_seat",
    "SELECT id, person_id, body, role, from_on, to_on FROM seat WHERE unit_id = {unit} AND id = $1 LIMIT 1"};
const Statement kSelectSeatsAfter{"identity.select_seats_after",
    "SELECT id, person_id, body, role, from_on, to_on FROM seat WHERE unit_id = {unit}"
    " AND (to_on IS NULL OR to_on >= $1) ORDER BY person_id, from_on, id LIMIT 5000"};
// Index: seat_by_body. The chair's seat goes before a lead's, a lead's before the others'.
const Statement kSelectHolder{"identity.select_holder",
    "SELECT p.id, p.name_sealed, p.position, p.left_on FROM seat s"
    " JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id"
    " WHERE s.unit_id = {unit} AND s.body = $1 AND s.from_on <= $2 AND (s.to_on IS NULL OR s.to_on >= $2)"
    " ORDER BY CASE s.role WHEN 'chair' THEN 0 WHEN 'lead' THEN 1 ELSE 2 END, s.from_on, s.id LIMIT 1"};
const Statement kSelectHolders{"identity.select_holders",
    "SELECT s.body, p.id, p.name_sealed, p.position, p.left_on FROM seat s"
    " JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id"
    " WHERE s.unit_id = {unit} AND s.from_on <= $1 AND (s.to_on IS NULL OR s.to_on >= $1)"
    " ORDER BY s.body, CASE s.role WHEN 'chair' THEN 0 WHEN 'lead' THEN 1 ELSE 2 END, s.from_on, s.id LIMIT 5000"};
const Statement kSelectRoleHolders{"identity.select_role_holders",
    "SELECT p.id, p.name_sealed, p.position, p.left_on FROM seat s"
    " JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id"
    " WHERE s.unit_id = {unit} AND s.role = $1 AND s.from_on <= $2 AND (s.to_on IS NULL OR s.to_on >= $2)"
    " ORDER BY s.from_on, s.id LIMIT 1000"};

/// Lists go by given name, the last word, as Vietnamese lists do: "Nguyễn Văn An" before "Lê Thị Bình".
std::string given_name_first(const std::string& name) {
  const auto at = name.rfind(' ');
  if (at == std::string::npos) return name;
  return name.substr(at + 1) + " " + name.substr(0, at);
}

}  // namespace

Body Body::from_row(store::Row& row) {
  Body body;
  body.code = row.next<std::string>();
  body.name = row.next<std::string>();
  body.name_en = row.next<std::string>();
  body.outside = row.next<bool>();
  body.rank = row.next<int>();
  return body;
}

Person Person::from_row(store::Row& row) {
  Person person;
  person.id = row.next<PersonId>();
  person.name = row.next_personal({"person.name", person.id.value});
  person.position = row.next<std::string>();
  person.left_on = row.next<std::optional<Date>>();
  return person;
}

Seat Seat::from_row(store::Row& row) {
  Seat seat;
  seat.id = row.next<std::int64_t>();
  seat.person = row.next<PersonId>();
  seat.body = row.next<std::string>();
  const auto role = role_of(row.next<std::string>());
  SEN_ASSERT(role.has_value());
  seat.role = *role;
  seat.from_on = row.next<Date>();
  seat.to_on = row.next<std::optional<Date>>();
  return seat;
}

Result<Done> insert_body(store::WriteTx& tx, const Body& body) {
  SEN_TRY(tx.execute(kInsertBody, body.code, body.name, body.name_en, body.outside, body.rank));
  return Done{};
}

Result<std::vector<Body>> bodies_of(store::ReadTx& tx) { return tx.select<Body>(kSelectBodies); }

Result<std::optional<Body>> find_body(store::ReadTx& tx, const std::string& code) {
  return tx.find<Body>(kSelectBody, code);
}

Result<Done> insert_person(store::WriteTx& tx, const Person& person, Instant added_at) {
  SEN_TRY(tx.execute(kInsertPerson, person.id, store::Blob{}, person.position, added_at,
                     store::Sealed{{"person.name", person.id.value}, person.name}));
  return Done{};
}

Result<Done> set_left_on(store::WriteTx& tx, PersonId id, Date last_day) {
  SEN_TRY(tx.execute(kSetLeftOn, id, last_day));
  return Done{};
}

Result<std::optional<Person>> find_person(store::ReadTx& tx, PersonId id) {
  return tx.find<Person>(kSelectPerson, id);
}

Result<std::vector<Person>> people_in(store::ReadTx& tx, Date date) {
  SEN_LET(auto people, tx.select<Person>(kSelectPeople, date));
  std::map<PersonId, std::string> keys;
  for (const auto& person : people) {
    keys.emplace(person.id, sort_key(given_name_first(person.name.reveal(Purpose::Compare))));
  }
  std::stable_sort(people.begin(), people.end(), [&](const Person& a, const Person& b) { return keys[a.id] < keys[b.id]; });
  return people;
}

Result<Done> insert_seat(store::WriteTx& tx, const Seat& seat) {
  SEN_TRY(tx.execute(kInsertSeat, seat.id, seat.person, seat.body, sen::name_of(seat.role), seat.from_on, seat.to_on));
  return Done{};
}

Result<Done> end_seat(store::WriteTx& tx, std::int64_t id, Date last_day) {
  SEN_TRY(tx.execute(kEndSeat, id, last_day));
  return Done{};
}

Result<std::vector<Seat>> seats_from(store::ReadTx& tx, const std::string& body, Role role, Date date) {
  return tx.select<Seat>(kSelectSeatsFrom, body, sen::name_of(role), date);
}

Result<std::vector<Seat>> seats_of(store::ReadTx& tx, PersonId person, Date date) {
  return tx.select<Seat>(kSelectSeatsOf, person, date);
}

Result<std::vector<Seat>> seats_on(store::ReadTx& tx, Date date) {
  return tx.select<Seat>(kSelectSeatsOn, date);
}

Result<std::optional<Seat>> find_seat(store::ReadTx& tx, std::int64_t id) { return tx.find<Seat>(kSelectSeat, id); }

Result<std::vector<Seat>> seats_from(store::ReadTx& tx, Date date) { return tx.select<Seat>(kSelectSeatsAfter, date); }

Result<std::optional<Person>> seat_holder(store::ReadTx& tx, const std::string& body, Date date) {
  return tx.find<Person>(kSelectHolder, body, date);
}

Result<std::map<std::string, Person>> seat_holders(store::ReadTx& tx, Date date) {
  std::map<std::string, Person> out;
  SEN_TRY(tx.each(kSelectHolders, [&](store::Row& row) {
    const auto body = row.next<std::string>();
    out.emplace(body, Person::from_row(row));  // the first of a body stays
    return true;
  }, date));
  return out;
}

Result<std::vector<Person>> role_holders(store::ReadTx& tx, Role role, Date date) {
  return tx.select<Person>(kSelectRoleHolders, sen::name_of(role), date);
}

}  // namespace sen::identity
