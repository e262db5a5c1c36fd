#pragma once
// What the benches of the server share: a demonstration commune in a folder of its own, served on a free port.

#include <memory>
#include <string>

#include "app/installation.hpp"
#include "app/service.hpp"
#include "http/server.hpp"
#include "sim/demo.hpp"

namespace sen::app {

/// A folder under the system's temporary one that goes with the object.
class BenchFolder {
 public:
  BenchFolder();
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class BenchHouse {
 public:
  /// `faults` stands between the store and the disk, once the commune is made. With `postgres`, the address of a
  /// server, the commune lies there in a schema of its own.
  static Result<std::unique_ptr<BenchHouse>> open(std::shared_ptr<store::Faults> faults = nullptr, const std::string& postgres = {});
  ~BenchHouse();
  BenchHouse(const BenchHouse&) = delete;
  BenchHouse& operator=(const BenchHouse&) = delete;
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  store::Store& store() { return *installation_.store; }
  Installation& installation() { return installation_; }
  [[nodiscard]] UnitId unit() const { return report_.unit; }
  /// "Cookie: …" of somebody who leads, signed in.
  [[nodiscard]] const std::string& cookie() const { return cookie_; }

 private:
  BenchHouse() = default;
  Result<Done> serve();

  BenchFolder folder_;
  store::Options store_;  ///< where the commune lies
  Installation installation_;
  sim::DemoReport report_;
  std::string cookie_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<http::Server> server_;  ///< last: it goes first
};

}  // namespace sen::app
