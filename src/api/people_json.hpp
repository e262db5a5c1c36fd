#pragma once
// Shapes of people, their seats and accounts: docs/api.md "People and accounts".

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/texts.hpp"
#include "http/wire.hpp"
#include "identity/person.hpp"

namespace sen::api {

using AccountId = Id<struct AccountTag>;
using SeatId = Id<struct SeatTag>;
using ProposalId = Id<struct ProposalTag>;

struct SeatJson {
  SeatId id{};
  std::string body;
  std::string body_name;
  std::string role;
  Date from_on{};
  std::optional<Date> to_on{};
};
struct AccountJson {
  AccountId id{};
  std::string username;
  std::string role;
  std::string state;  ///< open, closed, no_password
  bool second_factor = false;
};
struct PersonRowJson {
  PersonId id{};
  std::string name;
  std::string position;
  std::optional<Date> left_on{};
  bool me = false;
  std::vector<SeatJson> seats;
  std::vector<AccountJson> accounts;
};
struct BodyJson {
  std::string code;
  std::string name;
  bool outside = false;
};
struct ProposalJson {
  ProposalId id{};
  std::string kind;  ///< role, link, second_factor
  std::string username;
  std::string person;
  std::optional<std::string> role{};
  std::string asked_by;
  Instant asked_at{};
  bool mine = false;  ///< proposed by the reader, or about the reader: somebody else answers
};
struct PeopleJson {
  std::vector<PersonRowJson> people;
  std::vector<BodyJson> bodies;
  std::vector<ProposalJson> proposals;
};
void describe(http::Wire& v, SeatJson& seat);
void describe(http::Wire& v, AccountJson& account);
void describe(http::Wire& v, PersonRowJson& person);
void describe(http::Wire& v, BodyJson& body);
BodyJson body_json(const identity::Body& body, Language language);
void describe(http::Wire& v, ProposalJson& proposal);
void describe(http::Wire& v, PeopleJson& people);

struct NewPersonJson {
  std::string name;
  std::optional<std::string> position{};
};
void describe(http::Wire& v, NewPersonJson& input);

struct NewAccountJson {
  PersonId person_id{};
  std::string username;
  std::string role;
};
void describe(http::Wire& v, NewAccountJson& input);

struct NewSeatJson {
  PersonId id{};
  std::string body;
  std::string role;
  Date from_on{};
  std::optional<Date> to_on{};
};
void describe(http::Wire& v, NewSeatJson& input);

struct SeatEndJson {
  SeatId id{};
  Date last_day{};
};
void describe(http::Wire& v, SeatEndJson& input);

struct LeaveJson {
  PersonId id{};
  Date last_day{};
};
void describe(http::Wire& v, LeaveJson& input);

struct AccountPath {
  AccountId id{};
};
void describe(http::Wire& v, AccountPath& path);

struct RoleJson {
  AccountId id{};
  std::string role;
};
void describe(http::Wire& v, RoleJson& input);

struct ProposalPath {
  ProposalId id{};
};
void describe(http::Wire& v, ProposalPath& path);

struct NewIdJson {
  std::string id;
  std::optional<ProposalId> proposal_id{};  ///< waits for a second person
};
void describe(http::Wire& v, NewIdJson& made);

/// A link is shown once, to be handed over.
struct LinkJsonOut {
  std::string path;
  Instant ends_at{};
};
void describe(http::Wire& v, LinkJsonOut& link);
struct OutcomeJson {
  std::optional<ProposalId> proposal_id{};
  std::optional<LinkJsonOut> link{};
};
void describe(http::Wire& v, OutcomeJson& outcome);

}  // namespace sen::api
