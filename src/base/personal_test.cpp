// What belongs to a person leaves its wrapping only where somebody says what for; what is sealed opens only whole.

#include "base/personal.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "base/sealing.hpp"

namespace sen {
namespace {

using Name = Personal<std::string>;

template <class T>
concept Streams = requires(std::ostream& out, const T& value) { out << value; };
static_assert(Streams<std::string> && !Streams<Name>);
static_assert(!std::is_convertible_v<Name, std::string> && !std::is_convertible_v<std::string, Name>);

TEST(Personal, IsMaskedSoThatItsOwnerKnowsItAgain) {
  EXPECT_EQ(masked_number(Name("0912 345 678")), "09******78");
  EXPECT_EQ(masked_number(Name("001090012334")), "0010******34");
  EXPECT_EQ(masked_number(Name("12345")), "******") << "too short to show any of it";
  EXPECT_EQ(masked_number(Name()), "");
  EXPECT_EQ(masked_mail(Name("hoa@example.vn")), "h***@example.vn");
  EXPECT_EQ(masked_mail(Name("ánh@example.vn")), "***@example.vn");
  EXPECT_EQ(masked_mail(Name("no address")), "******");
  EXPECT_EQ(masked_mail(Name()), "");
}

TEST(Sealing, OpensOnlyWholeAndInItsPlace) {
  const std::string key(kSealKeyBytes, 'k');
  const auto sealed = seal_text(key, "Sen", "place");
  EXPECT_EQ(open_text(key, sealed, "place"), "Sen");
  EXPECT_EQ(open_text(key, seal_text(key, "", "place"), "place"), "");
  EXPECT_FALSE(open_text(key, sealed, "elsewhere"));
  EXPECT_FALSE(open_text(std::string(kSealKeyBytes, 'l'), sealed, "place"));
  EXPECT_FALSE(open_text(key, sealed.substr(0, sealed.size() - 1), "place"));
  EXPECT_FALSE(open_text(key, "", "place"));
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(open_text(key, changed, "place")) << at;
  }
  std::string secret = "secret";
  wipe(secret);
  EXPECT_TRUE(secret.empty());
}

}  // namespace
}  // namespace sen
