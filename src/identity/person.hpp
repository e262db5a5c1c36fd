#pragma once
// Who works in a unit, in which bodies, and who held which seat on which day. Tasks name bodies and
// roles; persons are found by date, so a change of staff re-keys nothing.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "ledger/context.hpp"
#include "store/store.hpp"

namespace sen::identity {

/// A part of the unit that plans name, or an outside body that work cannot be assigned to.
struct Body {
  std::string code;     ///< "office_statistics"
  std::string name;     ///< "Văn phòng – Thống kê"
  std::string name_en;
  bool outside = false; ///< "home_affairs_division", the district's: no person of ours sits there
  int rank = 0;         ///< order in lists
  static Body from_row(store::Row& row);
};

struct Person {
  PersonId id;
  Personal<std::string> name;
  std::string position;  ///< as people write it: "Công chức Tư pháp – Hộ tịch"
  std::optional<Date> left_on;  ///< last day in the unit
  static Person from_row(store::Row& row);
};

struct Seat {
  std::int64_t id{};
  PersonId person;
  std::string body;
  Role role = Role::Staff;
  Date from_on;
  std::optional<Date> to_on;  ///< last day
  static Seat from_row(store::Row& row);
};

/// A person as lists show one: with the bodies of the seats held that day, the first being the chief.
struct PersonView {
  Person person;
  std::vector<std::string> bodies;
};

/// First letters of the first and the last word: "NH" for "Nguyễn Thị Hòa".
std::string initials_of(std::string_view name);

/// Errors: "identity.body_code" (1 to 60 small letters, digits, _), "identity.body_name", Conflict
/// "identity.body_exists".
Result<Done> add_body(store::WriteTx& tx, const Context& ctx, const Body& input);

struct NewPerson {
  std::string name;
  std::string position;
};
/// Errors: "identity.person_name" (empty, over 200 bytes, or control characters),
/// "identity.person_position" (over 200 bytes).
Result<Person> add_person(store::WriteTx& tx, const Context& ctx, const NewPerson& input);

struct NewSeat {
  PersonId person;
  std::string body;
  Role role = Role::Staff;
  Date from_on;
  std::optional<Date> to_on;
};
/// Seats a person from a day on. A chair's or lead's seat ends the predecessor's the day before: a body
/// has one of each. Errors: "identity.seat_outside" (the body is not the unit's own),
/// "identity.seat_dates", "identity.seat_role" (public and citizen hold no seat), Conflict
/// "identity.seat_taken" (the person has that seat, or a later holder is entered already), NotFound
/// "identity.person_unknown", "identity.body_unknown".
Result<Seat> seat_person(store::WriteTx& tx, const Context& ctx, const NewSeat& input);

struct SeatEnd {
  std::int64_t seat{};
  Date last_day;
};
/// Errors: NotFound "identity.seat_unknown" (also when it has ended), "identity.seat_dates".
Result<Done> end_seat(store::WriteTx& tx, const Context& ctx, const SeatEnd& input);

struct Departure {
  PersonId person;
  Date last_day;
};
/// Ends the person's seats; after the last day the account signs in no more; the person stays in the
/// history. Errors: NotFound "identity.person_unknown", Conflict
/// "identity.departure_before_seat" when a seat begins after the last day.
Result<Done> leave_unit(store::WriteTx& tx, const Context& ctx, const Departure& input);

Result<std::vector<Body>> bodies_of(store::ReadTx& tx);
Result<std::optional<Body>> find_body(store::ReadTx& tx, const std::string& code);
Result<Person> load_person(store::ReadTx& tx, PersonId id);
/// Everybody who had not left by that day, in the order of the Vietnamese alphabet by given name.
Result<std::vector<PersonView>> people_of(store::ReadTx& tx, Date date);
/// Everybody who is or was in the unit, in the same order.
Result<std::vector<Person>> everybody(store::ReadTx& tx);
/// Seats held on that day or later, of everybody.
Result<std::vector<Seat>> seats_from(store::ReadTx& tx, Date date);
/// Who answers for a body on a day: its chair, else its lead, else who sits there longest.
Result<std::optional<Person>> seat_holder(store::ReadTx& tx, const std::string& body, Date date);
/// The same for every body that somebody sits in, by its code.
Result<std::map<std::string, Person>> seat_holders(store::ReadTx& tx, Date date);
/// Who holds a role anywhere in the unit on a day (the chair, for instance), longest first.
Result<std::vector<Person>> role_holders(store::ReadTx& tx, Role role, Date date);
Result<std::vector<Seat>> seats_on(store::ReadTx& tx, Date date);
/// Seats of a person that are held on that day or begin later.
Result<std::vector<Seat>> seats_of(store::ReadTx& tx, PersonId person, Date date);
struct Sitting {
  PersonId person;
  std::string body;
  Date date;
};
/// Does the person hold a seat of the body on the day?
Result<bool> sits_in(store::ReadTx& tx, const Sitting& question);

}  // namespace sen::identity
