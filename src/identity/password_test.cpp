// Which passwords are refused, how they are hashed, how long a guesser waits, what a token looks like.

#include "identity/password.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "identity/attempt.hpp"
#include "identity/token.hpp"

namespace sen::identity {
namespace {

constexpr HashCost kCheap{8 * 1024 * 1024, 1};
const PasswordOwner kOwner{"hoa.nt", "xã Phù Linh", "Nguyễn Thị Hòa"};

std::string verdict(std::string_view typed) {
  const auto prepared = prepare_password(typed, kOwner);
  return prepared ? "taken" : prepared.error().rule;
}

TEST(Password, ASentenceOfOnesOwnIsTaken) {
  EXPECT_EQ(verdict("con trâu đọc báo dưới gốc xoài"), "taken");
  EXPECT_EQ(verdict("correct horse battery staple"), "taken");
  EXPECT_EQ(verdict("Xk9#vQ2!mLpz"), "taken");
}

// Length is counted in code points, at the edge on both sides.
TEST(Password, LengthIsTwelveToAHundredAndTwentyEight) {
  EXPECT_EQ(verdict("Xk9#vQ2!mLp"), "identity.password_short");
  EXPECT_EQ(verdict("ẵk9#vQ2!mLpz"), "taken");
  std::string long_one;
  while (long_one.size() < 128) long_one += "Xk9#vQ2!mLpz7Rw$";
  EXPECT_EQ(verdict(long_one), "taken");
  EXPECT_EQ(verdict(long_one + "a"), "identity.password_long");
}

TEST(Password, WhatAStrangerTriesFirstIsRefused) {
  for (const char* typed : {"password1234", "P@ssw0rd2024!", "matkhau123456", "MậtKhẩu@2024", "123456789012",
                            "2020202120222023", "qwertyuiop12", "aaaaaaaaaaaa", "abcabcabcabc", "iloveyou2024!!",
                            "matkhaumatkhau", "hanoivietnam2025", "001088012345"}) {
    EXPECT_EQ(verdict(typed), "identity.password_common") << typed;
  }
}

TEST(Password, NamesThatStrangersKnowAreRefused) {
  for (const char* typed : {"hoa.nt-vui-qua-7", "PhuLinh xa que toi 9!", "xã phù linh mến yêu", "ubnd-trau-doc-bao-7",
                            "nguyenthihoa-#7Qx"}) {
    EXPECT_EQ(verdict(typed), "identity.password_own_name") << typed;
  }
}

TEST(Password, BytesThatAreNoTextAreRefused) {
  EXPECT_EQ(verdict(std::string("Xk9#vQ2!\xFF\xFEmLpz")), "identity.password_not_text");
  EXPECT_EQ(verdict(std::string("Xk9#vQ2!\0mLpz", 13)), "identity.password_not_text");
}

// Two keyboards that send "ò" composed or not sign in alike.
TEST(Password, BothFormsOfALetterAreOnePassword) {
  PasswordHasher hasher(kCheap);
  const auto prepared = prepare_password("con tr\u00E2u \u0111\u1ECDc b\u00E1o 7", kOwner);
  ASSERT_TRUE(prepared);
  const auto phc = hasher.hash(*prepared);
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=8192,t=1,p=1$"));
  EXPECT_TRUE(*hasher.verify(*phc, "con tra\u0302u \u0111o\u0323c ba\u0301o 7"));
  EXPECT_FALSE(*hasher.verify(*phc, "con trau doc bao 7"));
  EXPECT_FALSE(*hasher.verify("", "con tr\u00E2u \u0111\u1ECDc b\u00E1o 7"));
}

TEST(Password, AHashOfALowerCostIsOutdated) {
  PasswordHasher cheap(kCheap);
  const PasswordHasher today;
  const auto phc = cheap.hash("con trâu đọc báo");
  ASSERT_TRUE(phc);
  EXPECT_TRUE(today.is_outdated(*phc));
  EXPECT_FALSE(cheap.is_outdated(*phc));
}

// A flood of sign-ins: at most 2 hash, 50 wait, the rest are told so at once.
TEST(Password, AFloodIsTurnedAway) {
  PasswordHasher hasher(HashCost{16 * 1024 * 1024, 2});
  std::atomic<int> served{0};
  std::atomic<int> refused{0};
  std::vector<std::thread> crowd;
  for (int i = 0; i < 120; ++i) {
    crowd.emplace_back([&] {
      const auto answer = hasher.hash("con trâu đọc báo");
      if (answer) {
        ++served;
      } else if (answer.error().rule == "identity.hash_queue_full") {
        ++refused;
      }
    });
  }
  for (auto& one : crowd) one.join();
  EXPECT_EQ(served + refused, 120);
  EXPECT_GE(served, PasswordHasher::kWaitingMax + PasswordHasher::kAtOnceMax);
  EXPECT_GT(refused, 0);
}

TEST(Attempt, FiveAreFreeThenTheWaitDoubles) {
  EXPECT_EQ(delay_after(0), 0);
  EXPECT_EQ(delay_after(4), 0);
  EXPECT_EQ(delay_after(5), 1000);
  EXPECT_EQ(delay_after(6), 2000);
  EXPECT_EQ(delay_after(14), 512'000);
  EXPECT_EQ(delay_after(15), 900'000);
  EXPECT_EQ(delay_after(1'000'000), 900'000);
  EXPECT_EQ(wait_left(5, Instant{10'000}, Instant{10'999}), 1);
  EXPECT_EQ(wait_left(5, Instant{10'000}, Instant{11'000}), 0);
}

TEST(Token, IsLongAndOnlyItsHashIsKept) {
  const auto token = new_token(kSessionTokenBytes);
  EXPECT_EQ(token.size(), 43U);
  EXPECT_TRUE(is_token(token, kSessionTokenBytes));
  EXPECT_FALSE(is_token(token, kLinkTokenBytes));
  EXPECT_EQ(new_token(kLinkTokenBytes).size(), 22U);
  EXPECT_NE(token, new_token(kSessionTokenBytes));
  EXPECT_EQ(token_hash(token).size(), 64U);
  EXPECT_EQ(token_hash("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_FALSE(is_token(std::string(43, '+'), kSessionTokenBytes));
}

}  // namespace
}  // namespace sen::identity
