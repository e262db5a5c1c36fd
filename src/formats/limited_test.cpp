#include "formats/limited.hpp"

#include <gtest/gtest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace sen::formats {
namespace {

TEST(RunLimited, PassesBytesAndErrors) {
  const std::string binary("a\0b", 3);
  EXPECT_EQ(run_limited([&]() -> Result<std::string> { return binary; }).value(), binary);
  const auto refused = run_limited([]() -> Result<std::string> {
    return invalid("formats.zip_name", "x", {{"name", "../x"}});
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "formats.zip_name");
  EXPECT_EQ(refused.error().arguments.at(0).second, "../x");
}

// What a parser can do to itself ends the child, not the server.
TEST(RunLimited, ACrashMemoryTimeAndOutputAreLimits) {
  const auto crash = run_limited([]() -> Result<std::string> { std::abort(); });
  ASSERT_FALSE(crash);
  EXPECT_EQ(crash.error().rule, "formats.child_limit");

  const auto memory = run_limited([]() -> Result<std::string> {
    std::vector<std::string> kept;
    for (int i = 0; i < 64; ++i) kept.emplace_back(std::size_t{16} << 20, 'x');
    return kept.back().substr(0, 1);
  });
  EXPECT_FALSE(memory);

  const auto cpu = run_limited(
      []() -> Result<std::string> {
        volatile std::uint64_t turns = 0;
        for (;;) turns = turns + 1;
      },
      {.cpu_seconds = 1});
  EXPECT_FALSE(cpu);

  const auto wall = run_limited(
      []() -> Result<std::string> {
        volatile std::uint64_t turns = 0;
        for (;;) turns = turns + 1;
      },
      {.wall_seconds = 1});
  EXPECT_FALSE(wall);

  const auto output = run_limited([]() -> Result<std::string> { return std::string(5'000, 'x'); },
                                  {.output_bytes = 1'000});
  EXPECT_FALSE(output);
}

// Without a free file number there is no pipe, hence no child; the server says so and goes on.
TEST(RunLimited, SaysWhenNoChildCanBeStarted) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const auto refused = run_limited([]() -> Result<std::string> { return std::string("x"); });
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, "formats.child_start");
  EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
}

TEST(RunLimited, HasNeitherNetworkNorFiles) {
  const auto tried = run_limited([]() -> Result<std::string> {
    std::string seen;
    seen += socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "socket " : "";
    seen += open("/etc/passwd", O_RDONLY) >= 0 ? "file " : "";
    seen += fork() >= 0 ? "fork " : "";
    seen += write(2, "x", 1) >= 0 ? "stderr" : "";
    return seen;
  });
  ASSERT_TRUE(tried);
  EXPECT_EQ(*tried, "");
}

}  // namespace
}  // namespace sen::formats
