// People, their seats and accounts, and what takes two people: docs/api.md "People and accounts". Answers with a link
// are never kept for a repeated request: only its hash may stay.
#include <algorithm>
#include <map>
#include <set>

#include "api/people_json.hpp"
#include "api/proof.hpp"
#include "identity/proposal.hpp"
#include "identity/second_factor.hpp"
#include "jobs/notice.hpp"

namespace sen::api {
namespace {

/// Everybody of the unit and what hangs on them, each read once.
struct Roll {
  std::vector<identity::Person> people;
  std::vector<identity::Seat> seats;
  std::vector<identity::Account> accounts;
  std::vector<identity::Body> bodies;
  std::vector<identity::Proposal> proposals;
  std::set<std::int64_t> with_factor;
};

Result<Roll> read_roll(store::ReadTx& tx, Date today) {
  Roll roll;
  SEN_LET(roll.people, identity::everybody(tx));
  SEN_LET(roll.seats, identity::seats_from(tx, today));
  SEN_LET(roll.accounts, identity::accounts_of(tx));
  SEN_LET(roll.bodies, identity::bodies_of(tx));
  SEN_LET(roll.proposals, identity::waiting_proposals(tx));
  SEN_LET(const auto enrolled, identity::accounts_with_factor(tx));
  roll.with_factor.insert(enrolled.begin(), enrolled.end());
  return roll;
}

AccountJson account_json(const Roll& roll, const identity::Account& account) {
  const char* state = account.closed ? "closed" : account.password_hash.empty() ? "no_password" : "open";
  return {{account.id}, account.username.reveal(Purpose::Show), name_of(account.role), state, roll.with_factor.contains(account.id)};
}

std::vector<PersonRowJson> rows(const Roll& roll, const Context& ctx, const std::map<std::string, std::string>& bodies) {
  std::vector<PersonRowJson> out;
  std::map<PersonId, std::size_t> place;
  for (const auto& person : roll.people) {
    place[person.id] = out.size();
    out.push_back({person.id, person.name.reveal(Purpose::Show), person.position, person.left_on, person.id == ctx.actor.person, {}, {}});
  }
  for (const auto& seat : roll.seats) {
    const auto name = bodies.find(seat.body);
    out[place.at(seat.person)].seats.push_back({{seat.id}, seat.body, name == bodies.end() ? seat.body : name->second,
                                                name_of(seat.role), seat.from_on, seat.to_on});
  }
  for (const auto& account : roll.accounts) out[place.at(account.person)].accounts.push_back(account_json(roll, account));
  return out;
}

std::vector<ProposalJson> waiting(const Roll& roll, const Context& ctx) {
  std::map<PersonId, std::string> names;
  for (const auto& person : roll.people) names.emplace(person.id, person.name.reveal(Purpose::Show));
  std::vector<ProposalJson> out;
  for (const auto& proposal : roll.proposals) {
    const auto account = std::find_if(roll.accounts.begin(), roll.accounts.end(), [&](const auto& one) { return one.id == proposal.account; });
    SEN_ASSERT(account != roll.accounts.end());
    ProposalJson one{{proposal.id}, identity::name_of(proposal.kind), account->username.reveal(Purpose::Show), names[account->person], {},
                     names[proposal.asked_by], proposal.asked_at,
                     proposal.asked_by == ctx.actor.person || account->person == ctx.actor.person};
    if (proposal.role) one.role = name_of(*proposal.role);
    out.push_back(std::move(one));
  }
  return out;
}

Result<PeopleJson> people_page(store::ReadTx& tx, const Context& ctx, Language language) {
  SEN_LET(const Roll roll, read_roll(tx, date_of(ctx.clock.now())));
  PeopleJson out;
  std::map<std::string, std::string> bodies;
  for (const auto& body : roll.bodies) {
    out.bodies.push_back(body_json(body, language));
    bodies.emplace(body.code, out.bodies.back().name);
  }
  out.people = rows(roll, ctx, bodies);
  out.proposals = waiting(roll, ctx);
  return out;
}

Result<identity::Account> account_of(store::ReadTx& tx, AccountId id) {
  auto account = identity::load_account(tx, id.value);
  if (!account || account->unit != tx.unit()) return not_found("identity.account_unknown", "id");
  return account;
}

/// Those who may confirm learn that something waits for them.
Result<Done> tell_of_proposal(store::WriteTx& tx, const Context& ctx, const identity::Outcome& outcome) {
  if (!outcome.waiting) return Done{};
  return jobs::notify_role(tx, ctx, {Role::Chair, Text{"identity.notice.proposal", {}}, "/cai-dat/nguoi"});
}

OutcomeJson outcome_json(const identity::Outcome& outcome) {
  OutcomeJson out;
  if (outcome.waiting) out.proposal_id = ProposalId{*outcome.waiting};
  if (outcome.link) out.link = LinkJsonOut{outcome.link->path(), outcome.link->ends_at};
  return out;
}

/// Roles that take two people are proposed; the account begins as one of the staff.
Result<NewIdJson> open_account(store::WriteTx& tx, const Context& ctx, const NewAccountJson& input) {
  const auto role = role_of(input.role);
  SEN_ASSERT(role.has_value());  // the wire knows no other names
  const bool two = identity::is_privileged(*role);
  SEN_LET(const auto account, identity::add_account(tx, ctx, {input.person_id, identity::normal_username(input.username),
                                                              two ? Role::Staff : *role, {}}));
  NewIdJson out{std::to_string(account.id), {}};
  if (!two) return out;
  SEN_LET(const auto outcome, identity::give_role(tx, ctx, {account.username.reveal(Purpose::SignIn), *role}));
  if (outcome.waiting) out.proposal_id = ProposalId{*outcome.waiting};
  SEN_TRY(tell_of_proposal(tx, ctx, outcome));
  return out;
}

/// A write whose answer holds a secret, and so is not kept under the idempotency key.
template <class Output, class Act>
Result<Output> write_secret(Services& services, const http::Call& call, Act act) {
  const Context ctx = context(services, who(call));
  return services.store.write(ctx.unit, [&](store::WriteTx& tx) -> Result<Output> { return act(tx, ctx); });
}

http::Access confirmers() {
  http::Access out;
  return out.allow(http::Role::Chair, http::Scope::OwnUnit).allow(http::Role::Admin, http::Scope::OwnUnit);
}

void add_people(http::Router& router, Services& services) {
  router
      .get("/api/accounts", access(Right::AuditRead), http::Lane::Read,
           [&services](http::Request<http::Nothing>& request) -> http::Reply<PeopleJson> {
             return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const http::Nothing&) {
               return people_page(tx, ctx, request.call.language);
             });
           });
  router
      .post("/api/people", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<NewPersonJson>& request) -> http::Reply<NewIdJson> {
              return command<NewIdJson>(services, request, [](store::WriteTx& tx, const Context& ctx, const NewPersonJson& input) -> Result<NewIdJson> {
                SEN_LET(const auto person, identity::add_person(tx, ctx, {input.name, input.position.value_or("")}));
                return NewIdJson{std::to_string(person.id.value), {}};
              });
            })
      .creates()
      .audit("person.added");
  router
      .post("/api/people/{id}/seats", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<NewSeatJson>& request) -> http::Reply<NewIdJson> {
              return command<NewIdJson>(services, request, [](store::WriteTx& tx, const Context& ctx, const NewSeatJson& input) -> Result<NewIdJson> {
                SEN_LET(const auto seat, identity::seat_person(tx, ctx, {input.id, input.body, *role_of(input.role), input.from_on, input.to_on}));
                return NewIdJson{std::to_string(seat.id), {}};
              });
            })
      .creates()
      .audit("seat.taken");
  router
      .post("/api/seats/{id}/end", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<SeatEndJson>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(services, request, [](store::WriteTx& tx, const Context& ctx, const SeatEndJson& input) -> Result<http::Nothing> {
                SEN_TRY(identity::end_seat(tx, ctx, identity::SeatEnd{input.id.value, input.last_day}));
                return http::Nothing{};
              });
            })
      .audit("seat.ended");
  router
      .post("/api/people/{id}/leave", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<LeaveJson>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(services, request, [](store::WriteTx& tx, const Context& ctx, const LeaveJson& input) -> Result<http::Nothing> {
                SEN_TRY(identity::leave_unit(tx, ctx, {input.id, input.last_day}));
                return http::Nothing{};
              });
            })
      .audit("person.left");
}

void add_accounts(http::Router& router, Services& services) {
  router
      .post("/api/accounts", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<NewAccountJson>& request) -> http::Reply<NewIdJson> {
              const auto role = role_of(request.input.role);
              if (role && identity::is_privileged(*role)) {
                const auto fresh = need_fresh_proof(services, request.call);
                if (!fresh) return http::Reply<NewIdJson>(fresh.error());
              }
              return command<NewIdJson>(services, request, &open_account);
            })
      .creates()
      .audit("account.added");
  router
      .post("/api/accounts/{id}/role", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<RoleJson>& request) -> http::Reply<OutcomeJson> {
              const auto fresh = need_fresh_proof(services, request.call);
              if (!fresh) return http::Reply<OutcomeJson>(fresh.error());
              return command<OutcomeJson>(services, request, [](store::WriteTx& tx, const Context& ctx, const RoleJson& input) -> Result<OutcomeJson> {
                SEN_LET(const auto account, account_of(tx, input.id));
                SEN_LET(const auto outcome, identity::give_role(tx, ctx, {account.username.reveal(Purpose::SignIn), *role_of(input.role)}));
                SEN_TRY(tell_of_proposal(tx, ctx, outcome));
                return outcome_json(outcome);
              });
            })
      .audit("account.role_changed");
  router
      .post("/api/accounts/{id}/close", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<AccountPath>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(services, request, [](store::WriteTx& tx, const Context& ctx, const AccountPath& input) -> Result<http::Nothing> {
                SEN_LET(const auto account, account_of(tx, input.id));
                SEN_TRY(identity::close_account(tx, ctx, account.username.reveal(Purpose::SignIn)));
                return http::Nothing{};
              });
            })
      .audit("account.closed");
  router
      .post("/api/accounts/{id}/end-sessions", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<AccountPath>& request) -> http::Reply<http::Nothing> {
              const auto fresh = need_fresh_proof(services, request.call);
              if (!fresh) return http::Reply<http::Nothing>(fresh.error());
              const auto ended = services.sessions.end_all_sessions(who(request.call), request.input.id.value);
              if (!ended) return http::Reply<http::Nothing>(ended.error());
              return http::Nothing{};
            })
      .audit("session.all_ended");
}

void add_ways_in(http::Router& router, Services& services) {
  router
      .post("/api/accounts/{id}/link", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<AccountPath>& request) -> http::Reply<OutcomeJson> {
              return write_secret<OutcomeJson>(services, request.call, [&](store::WriteTx& tx, const Context& ctx) -> Result<OutcomeJson> {
                SEN_LET(const auto account, account_of(tx, request.input.id));
                SEN_LET(const auto outcome, identity::give_link(tx, ctx, account.username.reveal(Purpose::SignIn)));
                SEN_TRY(tell_of_proposal(tx, ctx, outcome));
                return outcome_json(outcome);
              });
            })
      .audit("password.reset");
  router
      .post("/api/accounts/{id}/take-second-factor", access(Right::PersonManage), http::Lane::Write,
            [&services](http::Request<AccountPath>& request) -> http::Reply<OutcomeJson> {
              const auto fresh = need_fresh_proof(services, request.call);
              if (!fresh) return http::Reply<OutcomeJson>(fresh.error());
              return write_secret<OutcomeJson>(services, request.call, [&](store::WriteTx& tx, const Context& ctx) -> Result<OutcomeJson> {
                SEN_LET(const auto account, account_of(tx, request.input.id));
                SEN_LET(const auto outcome, identity::take_second_factor(tx, ctx, account.username.reveal(Purpose::SignIn)));
                SEN_TRY(tell_of_proposal(tx, ctx, outcome));
                return outcome_json(outcome);
              });
            })
      .audit("second_factor.removed");
  router
      .post("/api/proposals/{id}/confirm", confirmers(), http::Lane::Write,
            [&services](http::Request<ProposalPath>& request) -> http::Reply<OutcomeJson> {
              const auto fresh = need_fresh_proof(services, request.call);
              if (!fresh) return http::Reply<OutcomeJson>(fresh.error());
              return write_secret<OutcomeJson>(services, request.call, [&](store::WriteTx& tx, const Context& ctx) -> Result<OutcomeJson> {
                SEN_LET(const auto outcome, identity::confirm_proposal(tx, ctx, request.input.id.value));
                return outcome_json(outcome);
              });
            })
      .audit("proposal.confirmed");
  router
      .post("/api/proposals/{id}/refuse", confirmers(), http::Lane::Write,
            [&services](http::Request<ProposalPath>& request) -> http::Reply<http::Nothing> {
              return command<http::Nothing>(services, request, [](store::WriteTx& tx, const Context& ctx, const ProposalPath& input) -> Result<http::Nothing> {
                SEN_TRY(identity::refuse_proposal(tx, ctx, input.id.value));
                return http::Nothing{};
              });
            })
      .audit("proposal.refused");
}

}  // namespace

void add_people_routes(http::Router& router, Services& services) {
  add_people(router, services);
  add_accounts(router, services);
  add_ways_in(router, services);
}

}  // namespace sen::api
