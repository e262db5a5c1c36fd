#include "app/service.hpp"

#include <atomic>
#include <set>

#include "api/services.hpp"
#include "app/work.hpp"
#include "evidence/blobs.hpp"
#include "http/live.hpp"
#include "identity/service.hpp"
#include "identity/vault.hpp"
#include "index/sets.hpp"
#include "portal/portal.hpp"

namespace sen::app {
namespace {

constexpr int kFlushTicks = 60;
constexpr const char* kDesk = "one_stop_desk";  ///< its counter has a page of its own, so a link of its own
constexpr std::int64_t kDemoLinkLifeMs = 12 * kHourMs;

std::optional<Error> failure_of(const std::exception& exception, std::atomic<bool>& broken) {
  const auto* failure = dynamic_cast<const store::Failure*>(&exception);
  if (failure == nullptr) return std::nullopt;
  if (failure->kind == store::Failure::Kind::Fatal) broken = true;
  const char* rule = failure->kind == store::Failure::Kind::Full ? "store.full" : "store.unavailable";
  return Error{ErrorCode::Unavailable, rule, {}, failure->what(), {}, {}};
}

std::vector<std::string> origins_of(const ServiceOptions& options) {
  if (!options.origin.empty()) return {options.origin};
  const std::string port = ":" + std::to_string(options.port);
  return {"http://127.0.0.1" + port, "http://localhost" + port};
}

}  // namespace

struct Service::State {
  Installation& installation;
  evidence::Blobs blobs;
  std::unique_ptr<identity::Vault> vault;
  std::unique_ptr<Clock> wall;
  identity::Sessions sessions;
  index::Sets sets;
  record::Rules records;
  http::Live live;
  std::unique_ptr<api::Services> services;
  std::unique_ptr<portal::Services> citizens;
  std::unique_ptr<http::Site> site;
  std::unique_ptr<Work> work;
  std::atomic<bool> broken = false;
  int ticks = 0;
};

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(Installation& installation, const ServiceOptions& options) {
  identity::SessionOptions session_options;
  session_options.test_limits = options.test_limits;
  auto vault = std::make_unique<identity::Vault>(installation.key_file);
  // Authenticator apps know no other time than the real one, also in a demonstration's year.
  auto wall = std::make_unique<SystemClock>();
  session_options.vault = vault.get();
  session_options.wall = wall.get();
  SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
  std::unique_ptr<State> state(new State{
      .installation = installation, .blobs = std::move(blobs), .vault = std::move(vault), .wall = std::move(wall),
      .sessions = {*installation.store, *installation.clock, *installation.packs, session_options},
      .sets = {}, .records = {}, .live = {}, .services = nullptr, .citizens = nullptr, .site = nullptr, .work = nullptr});
  const auto origins = origins_of(options);
  SEN_LET(auto cookie, http::session_cookie(origins.front()));
  state->services.reset(new api::Services{.store = *installation.store, .clock = *installation.clock,
                                          .random = *installation.random, .packs = *installation.packs,
                                          .sessions = state->sessions, .sets = state->sets, .records = state->records, .live = state->live,
                                          .cookie = std::move(cookie), .blobs = &state->blobs, .demo = installation.demo.has_value()});
  state->citizens.reset(new portal::Services{.store = *installation.store, .clock = *installation.clock, .random = *installation.random,
                                             .packs = *installation.packs, .records = state->records,
                                             .demo = installation.demo.has_value(), .test_limits = options.test_limits});
  http::Router router;
  api::add_routes(router, *state->services);
  portal::add_routes(router, *state->citizens);
  http::SiteOptions site;
  site.origins = origins;
  site.authenticate = [&services = *state->services](const http::Call& call) { return api::principal_of(services, call); };
  site.failure_of = [&broken = state->broken](const std::exception& exception) { return failure_of(exception, broken); };
  site.may_read_metrics = [](const http::Principal& principal) { return principal.role == http::Role::Admin; };
  if (!options.log.empty()) site.log = http::access_log_to(options.log);
  site.static_files.files = http::embedded_web_files();
  for (const auto& file : portal::static_files()) site.static_files.files.push_back(file);
  site.test_limits = options.test_limits;
  SEN_LET(state->site, http::Site::open(std::move(router), std::move(site)));
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

Result<Done> Service::start_work() {
  State& state = *state_;
  state.blobs.clear_unfinished();
  // Until a kind of work counts working days, the nation's calendar of the day it starts is enough.
  const auto* entry = state.installation.packs->in_force("calendar", "vn", date_of(state.installation.clock->now()));
  SEN_ASSERT(entry != nullptr);
  SEN_LET(auto calendar, law::read_calendar(entry->body));
  state.work = std::make_unique<Work>(*state.services, std::make_unique<const law::Calendar>(std::move(calendar)),
                                      state.site->options().log);
  SEN_TRY(state.work->catch_up());
  state.work->start();
  return Done{};
}

bool Service::is_broken() const { return state_->broken; }

const http::Site& Service::site() const { return *state_->site; }

void Service::tick() {
  if (++state_->ticks % kFlushTicks != 0) return;
  // A failed flush is tried again; nothing but a minute of rest is at stake.
  static_cast<void>(state_->sessions.flush());
}

Result<std::vector<std::pair<std::string, std::string>>> Service::role_links() {
  Installation& installation = state_->installation;
  std::vector<std::pair<std::string, std::string>> out;
  SEN_LET(const auto units, installation.store->read(UnitId{0}, [](store::ReadTx& tx) { return identity::all_units(tx); }));
  std::set<Role> seen;
  bool has_desk = false;
  for (const auto& unit : units) {
    const Actor actor = system_actor(unit.id);
    const Context ctx{actor, unit.id, *installation.clock, *installation.random, *installation.packs};
    SEN_TRY(installation.store->write(unit.id, [&](store::WriteTx& tx) -> Result<Done> {
      SEN_LET(const auto accounts, identity::accounts_of(tx));
      for (const auto& account : accounts) {
        if (account.closed) continue;
        SEN_LET(const bool at_desk, identity::sits_in(tx, {account.person, kDesk, date_of(ctx.clock.now())}));
        const bool first_at_desk = at_desk && !has_desk;
        if (!first_at_desk && !seen.insert(account.role).second) continue;
        has_desk = has_desk || first_at_desk;
        const std::int64_t life = installation.demo ? kDemoLinkLifeMs : identity::kLinkLifeMs;
        SEN_LET(const auto link, identity::make_link(tx, ctx, {.username = account.username.reveal(Purpose::SignIn), .life_ms = life}));
        out.emplace_back(first_at_desk ? "desk" : name_of(account.role), link.path());
      }
      return Done{};
    }));
  }
  return out;
}

}  // namespace sen::app
