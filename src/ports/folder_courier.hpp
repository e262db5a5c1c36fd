#pragma once
// A courier that puts each message into a folder as one JSON file, named by its number. The
// installation's own relay (mail server, provincial gateway) takes it from there; Sen opens no connection.

#include "ports/courier.hpp"

namespace sen::ports {

class FolderCourier final : public Courier {
 public:
  explicit FolderCourier(std::string folder) : folder_(std::move(folder)) {}
  /// The file appears whole or not at all. Error Unavailable "ports.folder" when it cannot be written.
  Result<Done> deliver(const Message& message) override;

 private:
  std::string folder_;
};

}  // namespace sen::ports
