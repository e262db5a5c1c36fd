#include "app/commands/seed.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include "app/installation.hpp"
#include "app/service.hpp"
#include "base/json.hpp"
#include "evidence/blobs.hpp"
#include "http/site.hpp"
#include "sim/seed.hpp"

namespace sen::app {
namespace {

/// Which object a parameter of a route means: "/api/tasks/{id}/close" → "task".
std::string thing_of(const std::string& path, const std::string& parameter) {
  if (path.starts_with("/api/record-codes/")) return "record-code";
  if (path.starts_with("/api/records/") && parameter == "form") return "record-form";
  if (parameter != "id") return parameter;
  const std::string rest = path.substr(std::string("/api/").size());
  std::string collection = rest.substr(0, rest.find('/'));
  if (collection == "duties") return "duty";
  if (collection == "people") return "person";
  if (path == "/api/tasks/{id}/letter") return "outside-task";  // a letter is for a body outside the commune
  if (collection.ends_with("s")) collection.pop_back();
  return collection;
}

/// What stands for each parameter of a path; empty when the seed lacks one, or there is none.
std::map<std::string, std::string> values_of(const std::string& path, const sim::SeedUnit& unit) {
  std::map<std::string, std::string> out;
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    const std::string parameter = path.substr(open + 1, path.find('}', open) - open - 1);
    const auto found = unit.ids.find(thing_of(path, parameter));
    if (found == unit.ids.end()) return {};
    out.emplace(parameter, found->second);
  }
  return out;
}

/// The parameters of every route with some, as far as the seed has such objects.
void write_ids(JsonOut& out, const http::Site& site, const sim::SeedUnit& unit) {
  out.key(unit.key);
  out.begin_object();
  std::vector<std::string> written;
  for (const auto& route : site.router().routes()) {
    if (std::find(written.begin(), written.end(), route.path) != written.end()) continue;
    const auto values = values_of(route.path, unit);
    if (values.empty()) continue;
    written.push_back(route.path);
    out.key(route.path);
    out.begin_object();
    for (const auto& [parameter, value] : values) out.member(parameter, value);
    out.end_object();
  }
  out.end_object();
}

void write_accounts(JsonOut& out, const std::vector<sim::SeedUnit>& units) {
  out.key("accounts");
  out.begin_object();
  for (const auto& unit : units) {
    for (const auto& account : unit.accounts) {
      out.key(account.key);
      out.begin_object();
      out.member("role", account.role);
      out.member("unit", unit.key);
      out.member("username", account.username);
      out.member("password", account.password);
      out.end_object();
    }
  }
  out.end_object();
}

std::string json_of(const http::Site& site, const std::vector<sim::SeedUnit>& units) {
  JsonOut out;
  out.begin_object();
  write_accounts(out, units);
  out.key("units");
  out.begin_object();
  for (const auto& unit : units) out.member(unit.key, std::to_string(unit.id.value));
  out.end_object();
  out.key("ids");
  out.begin_object();
  for (const auto& unit : units) write_ids(out, site, unit);
  out.end_object();
  out.key("markers");
  out.begin_object();
  for (const auto& unit : units) {
    out.key(unit.key);
    out.begin_array();
    for (const auto& marker : unit.markers) out.string(marker);
    out.end_array();
  }
  out.end_object();
  out.key("secrets");
  out.begin_array();
  out.end_array();
  out.end_object();
  return out.take();
}

Result<int> seed_test(const Invocation& call) {
  SEN_LET(Installation installation, open_installation(call, Opening::NewOrExisting));
  SEN_LET(auto blobs, evidence::Blobs::open(evidence::Blobs::usual_folder(installation.folder)));
  SEN_LET(const auto units, sim::make_seed({*installation.store, *installation.clock, *installation.random,
                                            *installation.packs, blobs}));
  SEN_LET(const auto service, Service::open(installation, {}));
  call.out << json_of(service->site(), units) << "\n";
  return kExitDone;
}

}  // namespace

std::vector<Command> seed_test_commands() {
  return {{"seed-test", with_installation({{"--json", Takes::Flag}}), &seed_test}};
}

}  // namespace sen::app
