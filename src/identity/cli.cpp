#include "identity/cli.hpp"

#include <ostream>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "identity/person.hpp"

namespace sen::identity {
namespace {

struct MadeAccount {
  Unit unit;
  std::string username;
  OneTimeLink link;
};

std::string address_of(const Terminal& terminal, const OneTimeLink& link) { return terminal.origin + link.path(); }

int tell_link(const Terminal& terminal, const char* key, const MadeAccount& made) {
  const auto address = address_of(terminal, made.link);
  if (terminal.json) {
    JsonOut json;
    json.begin_object();
    json.member("unit", made.unit.code);
    json.member("username", made.username);
    json.member("link", address);
    json.member("ends_at", to_string(made.link.ends_at));
    json.end_object();
    terminal.out << json.text() << "\n";
    return 0;
  }
  terminal.out << render(terminal.language, key,
                         {{"unit", made.unit.short_name}, {"username", made.username}, {"link", address}})
               << "\n";
  return 0;
}

Result<Date> read_date(const std::string& text, Date fallback) {
  if (text.empty()) return fallback;
  const auto date = parse_date(text);
  if (!date) return invalid("identity.date", "from", {{"value", text}});
  return *date;
}

Result<Unit> unit_of(const Terminal& terminal, const std::string& code) {
  return terminal.store.read(UnitId{}, [&](store::ReadTx& tx) {
    return find_unit(tx, code, date_of(terminal.clock.now()));
  });
}

Context context_of(const Terminal& terminal, const Actor& actor) {
  return Context{actor, actor.unit, terminal.clock, terminal.random, terminal.packs, terminal.chain_key};
}

struct AccountWish {
  NewPerson person;
  std::string username;
  Role role;
};

/// Person, account and link, in the unit's transaction.
Result<std::pair<PersonId, OneTimeLink>> open_account(store::WriteTx& tx, const Context& ctx, const AccountWish& wish) {
  SEN_LET(const auto person, add_person(tx, ctx, wish.person));
  SEN_TRY(add_account(tx, ctx, {person.id, wish.username, wish.role, {}}));
  SEN_LET(auto link, make_link(tx, ctx, {wish.username, LinkPurpose::SetUp}));
  return std::pair{person.id, std::move(link)};
}

}  // namespace

Result<Done> add_usual_bodies(store::WriteTx& tx, const Context& ctx) {
  const auto file = embedded_file("packs/plans/bodies.json");
  SEN_ASSERT(file.has_value());
  SEN_LET(const auto json, parse_json(*file));
  int rank = 0;
  for (const auto& entry : json["bodies"].items()) {
    SEN_TRY(add_body(tx, ctx, {entry.string_or("code"), entry.string_or("name"), entry.string_or("name_en"),
                               entry.bool_or("outside", false), ++rank}));
  }
  return Done{};
}

Result<int> run_init(const Terminal& terminal, const InitOptions& options) {
  const auto level = parse_level(options.level);
  if (!level) return invalid("identity.level_unknown", "level", {{"value", options.level}});
  SEN_LET(const auto from, read_date(options.valid_from, date_of(terminal.clock.now())));
  const NewUnit wish{options.unit_code, options.unit_name,
                     options.unit_short_name.empty() ? options.unit_name : options.unit_short_name, *level, from, {}};
  const UnitId id{terminal.random.id()};
  const auto actor = system_actor(id);
  const auto ctx = context_of(terminal, actor);
  SEN_LET(const auto made, terminal.store.write(id, [&](store::WriteTx& tx) -> Result<MadeAccount> {
    SEN_LET(const auto unit, add_unit(tx, ctx, wish));
    SEN_TRY(add_usual_bodies(tx, ctx));
    const auto position = render(Language::Vi, "identity.cli.admin_position");
    SEN_LET(auto opened, open_account(tx, ctx, {{options.admin_name, position}, options.admin_username, Role::Admin}));
    return MadeAccount{unit, options.admin_username, std::move(opened.second)};
  }));
  return tell_link(terminal, "identity.cli.init_done", made);
}

Result<int> run_user_add(const Terminal& terminal, const UserAddOptions& options) {
  const auto role = role_of(options.role);
  if (!role) return invalid("identity.role_unknown", "role", {{"value", options.role}});
  SEN_LET(const auto unit, unit_of(terminal, options.unit_code));
  const auto actor = system_actor(unit.id);
  const auto ctx = context_of(terminal, actor);
  SEN_LET(const auto made, terminal.store.write(unit.id, [&](store::WriteTx& tx) -> Result<MadeAccount> {
    SEN_LET(auto opened, open_account(tx, ctx, {{options.name, options.position}, options.username, *role}));
    if (!options.body.empty()) {
      SEN_TRY(seat_person(tx, ctx, {opened.first, options.body, *role, date_of(terminal.clock.now()), {}}));
    }
    return MadeAccount{unit, options.username, std::move(opened.second)};
  }));
  return tell_link(terminal, "identity.cli.user_added", made);
}

Result<int> run_user_reset(const Terminal& terminal, const UserResetOptions& options) {
  SEN_LET(const auto account, terminal.store.read(UnitId{}, [&](store::ReadTx& tx) {
    return find_account(tx, normal_username(options.username));
  }));
  if (!account) return not_found("identity.account_unknown", "username");
  const auto actor = system_actor(account->unit);
  const auto ctx = context_of(terminal, actor);
  SEN_LET(const auto made, terminal.store.write(account->unit, [&](store::WriteTx& tx) -> Result<MadeAccount> {
    SEN_LET(const auto unit, load_unit(tx, account->unit));
    SEN_LET(auto link, reset_password(tx, ctx, account->username.reveal(Purpose::SignIn)));
    return MadeAccount{unit, account->username.reveal(Purpose::Show), std::move(link)};
  }));
  return tell_link(terminal, "identity.cli.user_reset", made);
}

namespace {

/// One line an account: name signed in with, role, person, and what stands against signing in.
Result<Done> list_unit(const Terminal& terminal, const Unit& unit, JsonOut& json) {
  return terminal.store.read(unit.id, [&](store::ReadTx& tx) -> Result<Done> {
    SEN_LET(const auto accounts, accounts_of(tx));
    for (const auto& account : accounts) {
      SEN_LET(const auto person, load_person(tx, account.person));
      const char* state = account.closed ? "closed" : account.password_hash.empty() ? "no_password" : "open";
      if (terminal.json) {
        json.begin_object();
        json.member("unit", unit.code);
        json.member("username", account.username.reveal(Purpose::Show));
        json.member("role", sen::name_of(account.role));
        json.member("name", person.name.reveal(Purpose::Show));
        json.member("state", state);
        json.end_object();
        continue;
      }
      const auto state_words = render(terminal.language, std::string("identity.cli.state_") + state);
      const auto role_words = render(terminal.language, std::string("identity.role.") + sen::name_of(account.role));
      terminal.out << unit.code << "\t" << account.username.reveal(Purpose::Show) << "\t" << role_words << "\t"
                   << person.name.reveal(Purpose::Show) << "\t"
                   << state_words << "\n";
    }
    return Done{};
  });
}

}  // namespace

Result<int> run_user_list(const Terminal& terminal, const UserListOptions& options) {
  std::vector<Unit> units;
  if (options.unit_code.empty()) {
    SEN_LET(units, terminal.store.read(UnitId{}, [](store::ReadTx& tx) { return all_units(tx); }));
  } else {
    SEN_LET(auto unit, unit_of(terminal, options.unit_code));
    units.push_back(std::move(unit));
  }
  JsonOut json;
  json.begin_array();
  for (const auto& unit : units) SEN_TRY(list_unit(terminal, unit, json));
  json.end_array();
  if (terminal.json) terminal.out << json.text() << "\n";
  return 0;
}

}  // namespace sen::identity
