#include <array>

#include "base/result.hpp"
#include "ledger/context.hpp"

namespace sen {
namespace {

constexpr std::uint32_t bit(Right right) {
  return 1U << static_cast<unsigned>(right);
}

// Reading the unit's own work.
constexpr std::uint32_t kReads = bit(Right::IndexRead) | bit(Right::PlanRead) |
                                 bit(Right::EvidenceRead) | bit(Right::NoticeRead);
constexpr std::uint32_t kStaff = kReads | bit(Right::RecordRead) | bit(Right::RecordAct) | bit(Right::RecordReveal) | bit(Right::FactEnter) | bit(Right::TaskProgress) |
                                 bit(Right::TaskClose) | bit(Right::EvidenceAdd);
constexpr std::uint32_t kLead =
    kStaff | bit(Right::FactEnterAny) | bit(Right::TaskAssign) | bit(Right::RecordDecide) | bit(Right::BaselineImport);

// Who configures enters no figures; who audits writes nothing; who appraises does not enter
// (docs/architecture.md, separation of duty).
constexpr std::array<std::uint32_t, kRoleCount> kRights{
    0,  // public
    0,  // citizen
    kStaff,
    kLead,
    kLead | bit(Right::PlanAdopt) | bit(Right::CriteriaSetLoad) | bit(Right::AuditRead),  // chair
    kReads,  // appraiser
    kReads | bit(Right::PersonManage) | bit(Right::UnitManage) | bit(Right::PackLoad) |
        bit(Right::CriteriaSetLoad) | bit(Right::PlanAdopt) | bit(Right::EvidenceAdd) |
        bit(Right::AuditRead) | bit(Right::MetricsRead),  // admin
    kReads | bit(Right::AuditRead) | bit(Right::RecordRead)  // auditor
};

constexpr std::array<const char*, kRightCount> kNames{
    "index_read",   "fact_enter",    "fact_enter_any", "baseline_import", "criteria_set_load",
    "plan_read",    "plan_adopt",    "task_assign",    "task_progress",   "task_close",
    "evidence_add", "evidence_read", "notice_read",    "person_manage",   "unit_manage",
    "pack_load",    "audit_read",    "metrics_read",   "record_read",     "record_act",
    "record_decide", "record_reveal"};

constexpr std::array<const char*, kRoleCount> kRoleNames{"public", "citizen",   "staff", "lead",
                                                         "chair",  "appraiser", "admin", "auditor"};

}  // namespace

const char* name_of(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}
const char* name_of(Right right) {
  return kNames[static_cast<std::size_t>(right)];
}

std::optional<Role> role_of(std::string_view name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (name == kRoleNames[i]) return static_cast<Role>(i);
  }
  return std::nullopt;
}

bool role_may(Role role, Right right) {
  return (kRights[static_cast<std::size_t>(role)] & bit(right)) != 0;
}

bool Actor::may(Right right) const {
  return is_system || role_may(role, right);
}

Actor system_actor(UnitId unit) {
  return Actor{.person = PersonId{0}, .role = Role::Public, .unit = unit, .is_system = true};
}

Error forbidden(Right right) {
  Error error{ErrorCode::Forbidden, "forbidden", {}, {}, {}, {}};
  error.detail = name_of(right);
  return error;
}

}  // namespace sen
