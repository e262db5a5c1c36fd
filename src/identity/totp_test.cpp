// Codes by time: the vectors of RFC 6238, one step of tolerance, each code once; and secrets under a key.

#include "identity/totp.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "identity/vault.hpp"
#include "store/test_store.hpp"

namespace sen::identity {
namespace {

const std::string kSecret = "12345678901234567890";

Instant second(std::int64_t seconds) { return Instant{seconds * 1000}; }

// RFC 6238 appendix B, SHA-1, the last six of its eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
  const std::pair<std::int64_t, const char*> wanted[] = {{59, "287082"},         {1111111109, "081804"},
                                                         {1111111111, "050471"}, {1234567890, "005924"},
                                                         {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : wanted) EXPECT_EQ(totp_code(kSecret, seconds / 30), code) << seconds;
}

TEST(Totp, TakesOneStepBeforeAndAfterAndNoMore) {
  const auto now = second(59);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 0), now, -1), 0);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 1), now, -1), 1);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 2), now, -1), 2);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 3), now, -1), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 2), second(90), -1), 2);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 2), second(120), -1), std::nullopt);
}

TEST(Totp, TakesEachCodeOnce) {
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 1), second(59), 1), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 1), second(59), 2), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, 2), second(59), 1), 2);
}

TEST(Totp, RefusesWhatIsNoCode) {
  EXPECT_EQ(matching_step(kSecret, "", second(59), -1), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, "28708", second(59), -1), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, "94287082", second(59), -1), std::nullopt);
}

TEST(Totp, WritesTheAddressThatAppsRead) {
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(base32(kSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(totp_address({"Sen xã", "hoa.nt"}, kSecret),
            "otpauth://totp/Sen%20x%C3%A3:hoa.nt?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sen%20x%C3%A3"
            "&algorithm=SHA1&digits=6&period=30");
}

class VaultTest : public ::testing::Test {
 protected:
  store::TestFolder folder;
  std::string file = folder.path() + "/keys/kek";
};

TEST_F(VaultTest, MakesItsKeyWithTheFirstSecretForItsOwnerOnly) {
  Vault vault(file);
  EXPECT_EQ(vault.open("x", "here").error().rule, "identity.key_missing");
  EXPECT_FALSE(std::filesystem::exists(file));
  const auto sealed = vault.seal("a secret", "here");
  ASSERT_TRUE(sealed) << sealed.error().rule;
  EXPECT_EQ(sealed->find("secret"), std::string::npos);
  struct stat state {};
  ASSERT_EQ(stat(file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0400U);
  Vault again(file);
  EXPECT_EQ(*again.open(*sealed, "here"), "a secret");
}

TEST_F(VaultTest, OpensNothingThatWasMovedChangedOrSealedElsewhere) {
  Vault vault(file);
  const auto sealed = *vault.seal("a secret", "second_factor|7|1");
  EXPECT_EQ(vault.open(sealed, "second_factor|7|2").error().rule, "identity.sealed_damaged");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(vault.open(changed, "second_factor|7|1").error().rule, "identity.sealed_damaged") << i;
  }
  EXPECT_EQ(vault.open("", "second_factor|7|1").error().rule, "identity.sealed_damaged");
  Vault other(folder.path() + "/other");
  ASSERT_TRUE(other.seal("x", "y"));
  EXPECT_EQ(other.open(sealed, "second_factor|7|1").error().rule, "identity.sealed_damaged");
}

TEST_F(VaultTest, RefusesAKeyThatOthersMayReadOrThatIsDamaged) {
  {
    Vault vault(file);
    ASSERT_TRUE(vault.seal("x", "y"));
  }
  ASSERT_EQ(chmod(file.c_str(), 0440), 0);
  EXPECT_EQ(Vault(file).seal("x", "y").error().rule, "identity.key_open");
  const std::string cut = folder.path() + "/cut";
  std::ofstream(cut) << "0123\n";
  ASSERT_EQ(chmod(cut.c_str(), 0400), 0);
  EXPECT_EQ(Vault(cut).seal("x", "y").error().rule, "identity.key_unreadable");
}

}  // namespace
}  // namespace sen::identity
