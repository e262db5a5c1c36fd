// People of a staff list: name, position, the body they sit in, since when.

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "intake/rows.hpp"
#include "intake/values.hpp"
#include "plan/dictionary.hpp"

namespace sen::intake {
namespace {

constexpr std::size_t kTextBytesMax = 200;  // as identity::add_person takes it

struct Staff {
  std::vector<identity::Body> bodies;
  std::vector<identity::PersonView> people;
  std::map<Date, std::vector<identity::Seat>> seats{};
  std::set<std::pair<std::string, Role>> taken{};           ///< single seats of the file
  std::map<std::string, std::pair<int, std::string>> seen{};  ///< of the file: key of the name → line, key of the position
};

const identity::Body* body_named(const Staff& staff, const std::string& text) {
  const std::string key = key_of(text);
  for (const auto& body : staff.bodies) {
    if (text == body.code || key == key_of(body.name) || key == key_of(body.name_en)) return &body;
  }
  const plan::Body* known = plan::Dictionary::shipped().body_of(text);
  if (known == nullptr) return nullptr;
  const auto found = std::find_if(staff.bodies.begin(), staff.bodies.end(), [&](const auto& body) { return body.code == known->code; });
  return found == staff.bodies.end() ? nullptr : &*found;
}

void read_seat(const Staff& staff, const Context& ctx, RowReader& reader, PersonRow& row) {
  row.from_on = date_of(ctx.clock.now());
  if (!reader.text("from_on").empty()) {
    const auto day = read_day(reader.text("from_on"));
    if (day) row.from_on = *day;
    else reader.fault("from_on", "intake.cell_day");
  }
  if (!reader.text("body").empty()) {
    const identity::Body* body = body_named(staff, reader.text("body"));
    if (body == nullptr) reader.fault("body", "intake.body_unknown", {{"value", reader.text("body")}});
    else if (body->outside) reader.fault("body", "identity.seat_outside", {{"body", body->name}});
    else row.body = body->code;
  }
  if (reader.text("role").empty()) return;
  const auto code = code_of(*find_field(Kind::People, "role"), reader.text("role"));
  const auto role = code ? role_of(*code) : std::nullopt;
  if (!role) return reader.fault("role", "intake.role_unknown", {{"value", reader.text("role")}});
  row.role = *role;
  if (reader.text("body").empty()) reader.fault("role", "intake.role_without_body");
}

/// A chair or lead is not pushed out of the seat by a list.
Result<Done> check_single(store::ReadTx& tx, Staff& staff, RowReader& reader, const PersonRow& row) {
  if (row.body.empty() || (row.role != Role::Chair && row.role != Role::Lead)) return Done{};
  auto found = staff.seats.find(row.from_on);
  if (found == staff.seats.end()) {
    SEN_LET(auto seats, identity::seats_on(tx, row.from_on));
    found = staff.seats.emplace(row.from_on, std::move(seats)).first;
  }
  const bool held = std::any_of(found->second.begin(), found->second.end(), [&](const identity::Seat& seat) {
    return seat.body == row.body && seat.role == row.role;
  });
  if (held || !staff.taken.emplace(row.body, row.role).second) reader.fault("role", "intake.seat_held");
  return Done{};
}

/// Somebody of that name is there already: the same person when the position agrees, else a person has to say.
RowState known_person(Staff& staff, RowReader& reader, const PersonRow& row) {
  const std::string name = key_of(row.person.name);
  const std::string position = key_of(row.person.position);
  const auto [seen, fresh] = staff.seen.try_emplace(name, reader.line(), position);
  if (!fresh) {
    if (seen->second.second == position) return RowState::Same;
    reader.fault("name", "intake.row_doubled", {{"line", std::to_string(seen->second.first)}});
    return RowState::Bad;
  }
  for (const auto& view : staff.people) {
    if (view.person.left_on || key_of(view.person.name.reveal(Purpose::Compare)) != name) continue;
    if (key_of(view.person.position) == position) return RowState::Same;
    reader.fault("name", "intake.person_namesake", {{"position", view.person.position}});
    return RowState::Bad;
  }
  return RowState::Good;
}

void check_line(RowReader& reader, const char* field, const char* code) {
  if (reader.text(field).size() > kTextBytesMax) reader.fault(field, code);
}

}  // namespace

Result<Done> check_people(store::ReadTx& tx, const Context& ctx, const formats::Grid& grid, const Mapping& mapping, Checked& out) {
  Staff staff;
  SEN_LET(staff.bodies, identity::bodies_of(tx));
  SEN_LET(staff.people, identity::people_of(tx, date_of(ctx.clock.now())));
  for (std::size_t i = mapping.header + 1; i < grid.rows.size(); ++i) {
    RowReader reader(Kind::People, mapping, grid.rows[i], out.errors);
    CheckedRow checked{grid.rows[i].line, RowState::Bad, {}};
    PersonRow row{.person = {squeeze(reader.text("name")), squeeze(reader.text("position"))}, .body = {}, .role = Role::Staff, .from_on = {}};
    reader.check_required();
    check_line(reader, "name", "identity.person_name");
    check_line(reader, "position", "identity.person_position");
    read_seat(staff, ctx, reader, row);
    SEN_TRY(check_single(tx, staff, reader, row));
    if (reader.sound()) checked.state = known_person(staff, reader, row);
    checked.what = std::move(row);
    out.rows.push_back(std::move(checked));
  }
  return Done{};
}

}  // namespace sen::intake
