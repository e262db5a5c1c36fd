// A message becomes one whole file in the relay's folder, however often it is delivered.

#include "ports/folder_courier.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.hpp"
#include "ports/fake_courier.hpp"

namespace sen::ports {
namespace {

class FolderCourierTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "sen-courier-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::string folder;
  const Message message{42, UnitId{7}, PersonId{11}, Channel::Zalo, "Nhiệm vụ đến hạn.", "/nhiem-vu/5"};
};

TEST_F(FolderCourierTest, AMessageIsOneFile) {
  FolderCourier courier(folder + "/di");
  ASSERT_TRUE(courier.deliver(message));
  ASSERT_TRUE(courier.deliver(message));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/di")) files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 1U);
  std::stringstream text;
  text << std::ifstream(folder + "/di/42.json").rdbuf();
  const auto json = parse_json(text.str());
  ASSERT_TRUE(json);
  EXPECT_EQ(json->string_or("channel"), "zalo");
  EXPECT_EQ(json->string_or("text"), message.text);
  EXPECT_EQ(json->string_or("person"), "11");
}

TEST_F(FolderCourierTest, AFolderThatCannotBeIsAnError) {
  std::ofstream(folder + "/file") << "x";
  FolderCourier courier(folder + "/file");
  EXPECT_EQ(courier.deliver(message).error().rule, "ports.folder");
}

TEST_F(FolderCourierTest, TheFakeFailsAsOftenAsTold) {
  FakeCourier courier;
  courier.failures_left = 1;
  EXPECT_EQ(courier.deliver(message).error().rule, "ports.courier_away");
  EXPECT_TRUE(courier.deliver(message));
  EXPECT_EQ(courier.delivered.size(), 1U);
}

}  // namespace
}  // namespace sen::ports
