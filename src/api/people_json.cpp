#include "api/people_json.hpp"

namespace sen::api {
namespace {

constexpr const char* kExampleDay = "2026-01-05";

void role_of_account(http::Wire& v, const char* name, std::string& role) {
  v.choice(name, role, {"staff", "lead", "chair", "appraiser", "admin", "auditor"});
}

}  // namespace

void describe(http::Wire& v, SeatJson& seat) {
  v.id("id", seat.id);
  v.code("body", seat.body, {.length_max = 60});
  v.text("body_name", seat.body_name, {.length_max = 200});
  role_of_account(v, "role", seat.role);
  v.date("from_on", seat.from_on);
  v.date("to_on", seat.to_on);
}

void describe(http::Wire& v, AccountJson& account) {
  v.id("id", account.id);
  v.text("username", account.username, {.length_max = 40});
  role_of_account(v, "role", account.role);
  v.choice("state", account.state, {"open", "closed", "no_password"});
  v.boolean("second_factor", account.second_factor);
}

void describe(http::Wire& v, PersonRowJson& person) {
  v.id("id", person.id);
  v.text("name", person.name, {.length_max = 200});
  v.text("position", person.position, {.length_max = 200});
  v.date("left_on", person.left_on);
  v.boolean("me", person.me);
  v.list("seats", person.seats);
  v.list("accounts", person.accounts);
}

void describe(http::Wire& v, BodyJson& body) {
  v.code("code", body.code, {.length_max = 60});
  v.text("name", body.name, {.length_max = 200});
  v.boolean("outside", body.outside);
}

void describe(http::Wire& v, ProposalJson& proposal) {
  v.id("id", proposal.id);
  v.choice("kind", proposal.kind, {"role", "link", "second_factor"});
  v.text("username", proposal.username, {.length_max = 40});
  v.text("person", proposal.person, {.length_max = 200});
  v.choice("role", proposal.role, {"staff", "lead", "chair", "appraiser", "admin", "auditor"});
  v.text("asked_by", proposal.asked_by, {.length_max = 200});
  v.instant("asked_at", proposal.asked_at);
  v.boolean("mine", proposal.mine);
}

void describe(http::Wire& v, PeopleJson& people) {
  v.list("people", people.people, {.count_max = 2000});
  v.list("bodies", people.bodies);
  v.list("proposals", people.proposals);
}

void describe(http::Wire& v, NewPersonJson& input) {
  v.text("name", input.name, {.length_max = 200, .length_min = 1, .example = "Nguyễn Thị Hòa"});
  v.text("position", input.position, {.length_max = 200, .example = "Công chức", .when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, NewAccountJson& input) {
  v.id("person_id", input.person_id);
  v.text("username", input.username, {.length_max = 40, .length_min = 1, .example = "hoa.nt"});
  role_of_account(v, "role", input.role);
}

void describe(http::Wire& v, NewSeatJson& input) {
  v.in_path().id("id", input.id);
  v.code("body", input.body, {.length_max = 60, .length_min = 1, .example = "office_statistics"});
  role_of_account(v, "role", input.role);
  v.date("from_on", input.from_on, {.example = kExampleDay});
  v.date("to_on", input.to_on, {.when_empty = http::WhenEmpty::Omitted});
}

void describe(http::Wire& v, SeatEndJson& input) {
  v.in_path().id("id", input.id);
  v.date("last_day", input.last_day, {.example = kExampleDay});
}

void describe(http::Wire& v, LeaveJson& input) {
  v.in_path().id("id", input.id);
  v.date("last_day", input.last_day, {.example = kExampleDay});
}

void describe(http::Wire& v, AccountPath& path) { v.in_path().id("id", path.id); }

void describe(http::Wire& v, RoleJson& input) {
  v.in_path().id("id", input.id);
  role_of_account(v, "role", input.role);
}

void describe(http::Wire& v, ProposalPath& path) { v.in_path().id("id", path.id); }

void describe(http::Wire& v, NewIdJson& made) {
  v.text("id", made.id, {.length_max = 20});
  v.id("proposal_id", made.proposal_id);
}

void describe(http::Wire& v, LinkJsonOut& link) {
  v.text("path", link.path, {.length_max = 200});
  v.instant("ends_at", link.ends_at);
}

void describe(http::Wire& v, OutcomeJson& outcome) {
  v.id("proposal_id", outcome.proposal_id);
  v.object("link", outcome.link);
}

BodyJson body_json(const identity::Body& body, Language language) {
  return {body.code, language == Language::En && !body.name_en.empty() ? body.name_en : body.name, body.outside};
}

}  // namespace sen::api
