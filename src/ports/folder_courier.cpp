#include "ports/folder_courier.hpp"

#include <filesystem>
#include <fstream>

#include "base/json.hpp"

namespace sen::ports {

const char* name_of(Channel channel) {
  switch (channel) {
    case Channel::Mail: return "mail";
    case Channel::Sms: return "sms";
    case Channel::Zalo: return "zalo";
  }
  SEN_ASSERT(false);
  return "";
}

Result<Done> FolderCourier::deliver(const Message& message) {
  JsonOut json;
  json.begin_object();
  json.member("schema", "sen.message/1");
  json.member("id", std::to_string(message.id));
  json.member("unit", std::to_string(message.unit.value));
  json.member("person", std::to_string(message.person.value));
  json.member("channel", name_of(message.channel));
  json.member("text", message.text);
  json.member("href", message.href);
  json.end_object();
  const auto path = folder_ + "/" + std::to_string(message.id);
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::ofstream file(path + ".part", std::ios::binary | std::ios::trunc);
  file << json.text() << "\n";
  file.close();
  if (file && !error) std::filesystem::rename(path + ".part", path + ".json", error);
  if (!file || error) {
    return Error{ErrorCode::Unavailable, "ports.folder", {}, error.message(), {{"folder", folder_}}, {}};
  }
  return Done{};
}

}  // namespace sen::ports
