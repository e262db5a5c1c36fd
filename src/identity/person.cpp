#include "identity/person.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "identity/change.hpp"
#include "identity/person_sql.hpp"
#include "ledger/ledger.hpp"

namespace sen::identity {
namespace {

constexpr std::size_t kTextBytesMax = 200;
constexpr std::size_t kBodyCodeLengthMax = 60;

bool is_line(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return text.size() <= kTextBytesMax && is_utf8(text) && std::none_of(text.begin(), text.end(), is_control);
}

bool is_body_code(std::string_view text) {
  const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= kBodyCodeLengthMax && std::all_of(text.begin(), text.end(), is_allowed);
}

/// A body has one chair and one lead at a time; of other roles as many as there are people.
bool is_single(Role role) { return role == Role::Chair || role == Role::Lead; }

Result<Person> known_person(store::ReadTx& tx, PersonId id) {
  SEN_LET(const auto found, find_person(tx, id));
  if (!found) return not_found("identity.person_unknown", "person_id");
  return *found;
}

/// Makes room for a seat: ends the holder before, refuses when one is entered for later.
Result<Done> make_room(store::WriteTx& tx, const NewSeat& input) {
  SEN_LET(const auto taken, seats_from(tx, input.body, input.role, input.from_on));
  for (const auto& seat : taken) {
    const bool same_person = seat.person == input.person;
    if (!same_person && !is_single(input.role)) continue;
    if (same_person || seat.from_on >= input.from_on) return conflict("identity.seat_taken", "body");
    SEN_TRY(end_seat(tx, seat.id, input.from_on - 1));
  }
  return Done{};
}

}  // namespace

std::string initials_of(std::string_view name) {
  std::string initials;
  const auto words = split(squeeze(name), ' ');
  for (const auto* word : {&words.front(), &words.back()}) {
    if (word->empty()) continue;
    std::size_t length = 1;
    while (length < word->size() && (static_cast<unsigned char>((*word)[length]) & 0xC0U) == 0x80U) ++length;
    initials += word->substr(0, length);
    if (words.size() == 1) break;
  }
  return initials;
}

Result<Done> add_body(store::WriteTx& tx, const Context& ctx, const Body& input) {
  if (!ctx.actor.may(Right::UnitManage)) return forbidden(Right::UnitManage);
  if (!is_body_code(input.code)) return invalid("identity.body_code", "code", {{"value", input.code}});
  if (trim(input.name).empty() || !is_line(input.name) || !is_line(input.name_en)) {
    return invalid("identity.body_name", "name");
  }
  SEN_LET(const auto known, find_body(tx, input.code));
  if (known) return conflict("identity.body_exists", "code", {{"code", input.code}});
  Body body = input;
  body.name = nfc(squeeze(input.name));
  SEN_TRY(insert_body(tx, body));
  Json facts = Json::object();
  facts.set("body", Json::string(body.code));
  facts.set("outside", Json::boolean(body.outside));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "body.added", .subject = {"unit", tx.unit().value}, .facts = facts}));
  return Done{};
}

Result<Person> add_person(store::WriteTx& tx, const Context& ctx, const NewPerson& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  if (trim(input.name).empty() || !is_line(input.name)) return invalid("identity.person_name", "name");
  if (!is_line(input.position)) return invalid("identity.person_position", "position");
  const Person person{PersonId{ctx.random.id()}, Personal(nfc(squeeze(input.name))), nfc(squeeze(input.position)), {}};
  SEN_TRY(insert_person(tx, person, ctx.clock.now()));
  Json payload = Json::object();
  payload.set("name", Json::string(person.name.reveal(Purpose::Keep)));
  payload.set("position", Json::string(person.position));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "person.added", .subject = {"person", person.id.value},
                                   .payload = payload}));
  return person;
}

Result<Seat> seat_person(store::WriteTx& tx, const Context& ctx, const NewSeat& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  if (input.role == Role::Public || input.role == Role::Citizen) return invalid("identity.seat_role", "role");
  if (input.to_on && *input.to_on < input.from_on) return invalid("identity.seat_dates", "to_on");
  SEN_TRY(known_person(tx, input.person));
  SEN_LET(const auto body, find_body(tx, input.body));
  if (!body) return not_found("identity.body_unknown", "body");
  if (body->outside) return invalid("identity.seat_outside", "body", {{"body", body->name}});
  SEN_TRY(make_room(tx, input));
  const Seat seat{ctx.random.id(), input.person, input.body, input.role, input.from_on, input.to_on};
  SEN_TRY(insert_seat(tx, seat));
  Json facts = Json::object();
  facts.set("body", Json::string(seat.body));
  facts.set("role", Json::string(sen::name_of(seat.role)));
  facts.set("from_on", Json::string(to_string(seat.from_on)));
  if (seat.to_on) facts.set("to_on", Json::string(to_string(*seat.to_on)));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "seat.taken", .subject = {"person", seat.person.value}, .facts = facts}));
  announce_change(tx);
  return seat;
}

Result<Done> end_seat(store::WriteTx& tx, const Context& ctx, const SeatEnd& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_LET(const auto seat, find_seat(tx, input.seat));
  const Date today = date_of(ctx.clock.now());
  if (!seat || (seat->to_on && *seat->to_on < today)) return not_found("identity.seat_unknown");
  if (input.last_day < seat->from_on) return invalid("identity.seat_dates", "last_day");
  SEN_TRY(end_seat(tx, seat->id, input.last_day));
  Json facts = Json::object();
  facts.set("body", Json::string(seat->body));
  facts.set("role", Json::string(sen::name_of(seat->role)));
  facts.set("to_on", Json::string(to_string(input.last_day)));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "seat.ended", .subject = {"person", seat->person.value}, .facts = facts}));
  announce_change(tx);
  return Done{};
}

Result<Done> leave_unit(store::WriteTx& tx, const Context& ctx, const Departure& input) {
  if (!ctx.actor.may(Right::PersonManage)) return forbidden(Right::PersonManage);
  SEN_TRY(known_person(tx, input.person));
  SEN_LET(const auto seats, seats_of(tx, input.person, input.last_day));
  for (const auto& seat : seats) {
    if (seat.from_on > input.last_day) return conflict("identity.departure_before_seat", "last_day");
    SEN_TRY(end_seat(tx, seat.id, input.last_day));
  }
  SEN_TRY(set_left_on(tx, input.person, input.last_day));
  Json facts = Json::object();
  facts.set("last_day", Json::string(to_string(input.last_day)));
  SEN_TRY(ledger::append(tx, ctx, {.kind = "person.left", .subject = {"person", input.person.value}, .facts = facts}));
  announce_change(tx);
  return Done{};
}

Result<Person> load_person(store::ReadTx& tx, PersonId id) { return known_person(tx, id); }

Result<std::vector<Person>> everybody(store::ReadTx& tx) {
  // No unit of today had people before its records begin.
  return people_in(tx, *make_date(1900, 1, 1));
}

Result<bool> sits_in(store::ReadTx& tx, const Sitting& question) {
  SEN_LET(const auto seats, seats_on(tx, question.date));
  return std::any_of(seats.begin(), seats.end(), [&](const Seat& seat) {
    return seat.person == question.person && seat.body == question.body;
  });
}

Result<std::vector<PersonView>> people_of(store::ReadTx& tx, Date date) {
  SEN_LET(const auto people, people_in(tx, date));
  SEN_LET(const auto seats, seats_on(tx, date));
  std::multimap<PersonId, const Seat*> by_person;
  for (const auto& seat : seats) by_person.emplace(seat.person, &seat);
  std::vector<PersonView> views;
  for (const auto& person : people) {
    PersonView view{person, {}};
    const auto [first, last] = by_person.equal_range(person.id);
    for (auto it = first; it != last; ++it) {
      const auto& body = it->second->body;
      if (is_single(it->second->role)) view.bodies.insert(view.bodies.begin(), body);
      else view.bodies.push_back(body);
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace sen::identity
