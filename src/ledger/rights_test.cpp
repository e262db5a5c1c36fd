// Who may do what, and who may not: entering, appraising, configuring and auditing are four hands.

#include <gtest/gtest.h>

#include "base/result.hpp"
#include "ledger/context.hpp"

namespace sen {
namespace {

TEST(Rights, WhoMayWhat) {
  EXPECT_TRUE(role_may(Role::Staff, Right::FactEnter));
  EXPECT_FALSE(role_may(Role::Staff, Right::FactEnterAny));
  EXPECT_TRUE(role_may(Role::Lead, Right::TaskAssign));
  EXPECT_TRUE(role_may(Role::Lead, Right::BaselineImport));
  EXPECT_FALSE(role_may(Role::Lead, Right::PlanAdopt));
  EXPECT_TRUE(role_may(Role::Chair, Right::PlanAdopt));
  EXPECT_TRUE(role_may(Role::Chair, Right::AuditRead));
  EXPECT_TRUE(role_may(Role::Admin, Right::AuditRead));
  EXPECT_TRUE(system_actor(UnitId{7}).may(Right::PackLoad));
}

TEST(Rights, WhoConfiguresOrAppraisesEntersNothing) {
  for (const Role role : {Role::Admin, Role::Appraiser, Role::Auditor}) {
    for (const Right right : {Right::FactEnter, Right::FactEnterAny, Right::BaselineImport,
                              Right::TaskProgress, Right::TaskClose, Right::TaskAssign}) {
      EXPECT_FALSE(role_may(role, right)) << name_of(role) << " " << name_of(right);
    }
  }
}

TEST(Rights, AuditorWritesNothing) {
  for (int i = 0; i < kRightCount; ++i) {
    const auto right = static_cast<Right>(i);
    const std::string name = name_of(right);
    if (!role_may(Role::Auditor, right)) continue;
    EXPECT_TRUE(name.ends_with("_read")) << name;
  }
}

TEST(Rights, PublicAndCitizenHoldNone) {
  for (int i = 0; i < kRightCount; ++i) {
    EXPECT_FALSE(role_may(Role::Public, static_cast<Right>(i)));
    EXPECT_FALSE(role_may(Role::Citizen, static_cast<Right>(i)));
  }
}

TEST(Rights, NamesComeBack) {
  for (int i = 0; i < kRoleCount; ++i) {
    EXPECT_EQ(*role_of(name_of(static_cast<Role>(i))), static_cast<Role>(i));
  }
  EXPECT_FALSE(role_of("king"));
  const Error error = forbidden(Right::PlanAdopt);
  EXPECT_EQ(error.rule, "forbidden");
  EXPECT_EQ(error.code, ErrorCode::Forbidden);
  EXPECT_EQ(error.detail, "plan_adopt");
}

}  // namespace
}  // namespace sen
