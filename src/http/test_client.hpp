#pragma once
// For tests: a client that sends bytes as they are, over a real socket, and reads one answer at a time.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sen::http {

struct TestReply {
  int status = 0;  ///< 0: the connection ended without an answer
  std::string head;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) ended_ = true;
  }
  ~TestClient() { ::close(socket_); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  void shutdown_send() { ::shutdown(socket_, SHUT_WR); }

  /// More bytes within `wait_ms`; false at the end of the connection or in silence.
  bool receive(int wait_ms = 5000) {
    pollfd wait{socket_, POLLIN, 0};
    if (ended_ || ::poll(&wait, 1, wait_ms) <= 0) return false;
    char bytes[16384];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) ended_ = true;
    else received_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }
  /// The next answer. `is_head`: no body follows whatever the length says.
  TestReply reply(bool is_head = false) {
    TestReply reply;
    std::size_t end;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return reply;
    }
    reply.head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    read_head(reply);
    if (is_head || reply.status == 304 || reply.status == 100) return reply;
    const auto length = reply.header("content-length");
    if (length.empty()) return reply;  // a stream: what follows is read with text_until
    const auto size = static_cast<std::size_t>(std::atoll(length.c_str()));
    while (received_.size() < size && receive()) {
    }
    reply.body = received_.substr(0, size);
    received_.erase(0, size);
    return reply;
  }
  /// Reads a stream until it holds `wanted`; answers all of it.
  std::string text_until(std::string_view wanted, int wait_ms = 5000) {
    while (received_.find(wanted) == std::string::npos && receive(wait_ms)) {
    }
    return std::exchange(received_, {});
  }
  /// True when the server closes the connection without another byte.
  bool is_closed(int wait_ms = 5000) {
    while (!ended_ && received_.empty() && receive(wait_ms)) {
    }
    return ended_ && received_.empty();
  }
  TestReply ask(std::string_view bytes) {
    send(bytes);
    return reply();
  }

 private:
  static void read_head(TestReply& reply) {
    reply.status = std::atoi(reply.head.c_str() + 9);
    std::size_t at = reply.head.find("\r\n") + 2;
    while (at < reply.head.size()) {
      const auto end = reply.head.find("\r\n", at);
      const auto colon = reply.head.find(": ", at);
      std::string name = reply.head.substr(at, colon - at);
      for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      reply.headers[name] = reply.head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
  }
  int socket_;
  bool ended_ = false;
  std::string received_;
};

}  // namespace sen::http
