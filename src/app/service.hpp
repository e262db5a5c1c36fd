#pragma once
// Everything behind the server of one installation, wired together: sessions, sets, live updates, routes,
// static files. Without a socket, so that benches and tests use the same wiring.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/installation.hpp"
#include "http/site.hpp"

namespace sen::app {

struct ServiceOptions {
  std::string origin{};   ///< public origin; empty: the loopback forms of `port`
  std::uint16_t port = 8080;
  bool test_limits = false;
  std::string log{};      ///< file for the access log, "-" for standard error, empty for none
};

class Service {
 public:
  /// Errors: those of the router's own check ("http.routes_invalid"), "http.origin_not_secure".
  static Result<std::unique_ptr<Service>> open(Installation& installation, const ServiceOptions& options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] const http::Site& site() const;
  /// Once a second: signs of life, work that is due.
  void tick();
  /// Brings up to date what fell due while the program was down, then goes on beside the server.
  Result<Done> start_work();
  /// True when the store can acknowledge nothing any more: the process has to end, and be started anew.
  [[nodiscard]] bool is_broken() const;
  /// One sign-in link per role, for demonstrations and tests: (role, path).
  Result<std::vector<std::pair<std::string, std::string>>> role_links();

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sen::app
