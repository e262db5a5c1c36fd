// Evidence on request: asked of a body, supplied or explained, told about when late.

#include "index/evidence_request.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "evidence/evidence.hpp"
#include "identity/service.hpp"
#include "jobs/notice.hpp"
#include "ledger/world.hpp"
#include "store/test_store.hpp"

namespace sen::index {
namespace {

Date day(const char* text) { return *parse_date(text); }

class EvidenceRequests : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-15T08:15+07:00"};
  PersonId clerk{};
  PersonId lawyer{};
  PersonId chair{};

  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      SEN_TRY(identity::add_body(tx, ctx, {"office_statistics", "Văn phòng – Thống kê", "Office and Statistics", false, 1}));
      SEN_TRY(identity::add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "Home Affairs", true, 3}));
      SEN_LET(const auto one, identity::add_person(tx, ctx, {"Đặng Thị Hòa", "Công chức"}));
      SEN_LET(const auto two, identity::add_person(tx, ctx, {"Phạm Thu Trang", "Công chức"}));
      SEN_LET(const auto three, identity::add_person(tx, ctx, {"Trần Quang Hưng", "Chủ tịch"}));
      clerk = one.id;
      lawyer = two.id;
      chair = three.id;
      SEN_TRY(identity::seat_person(tx, ctx, {clerk, "office_statistics", Role::Staff, day("2024-01-01"), {}}));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Chair, chair.value);
  }

  NewRequest request() {
    return {.year = 2024, .code = "1.3", .wanted = "Báo cáo CCHC quý III", .body = "office_statistics", .due_on = day("2024-10-20")};
  }
  EvidenceRequest asked() {
    const auto made = world.call<EvidenceRequest, NewRequest>(ask_evidence, request());
    EXPECT_TRUE(made);
    return *made;
  }
  std::string refusal(const NewRequest& input) {
    const auto made = world.call<EvidenceRequest, NewRequest>(ask_evidence, input);
    if (made) return "asked";
    return made.error().fields.size() == 1 ? made.error().fields[0].code : made.error().rule;
  }
  Result<EvidenceRequest> supply(std::int64_t id, std::vector<EvidenceId> files) {
    return world.call<EvidenceRequest, SupplyInput>(supply_evidence, {id, std::move(files), "Đã nộp"});
  }
  Result<EvidenceRequest> explain(std::int64_t id, const char* why) {
    return world.call<EvidenceRequest, AnswerInput>(explain_evidence, {id, why});
  }
  EvidenceId file() {
    const evidence::KeptFile kept{.name = "bao-cao.pdf", .type = evidence::FileType::Pdf, .size = 9, .sha256 = sha256_hex("bao-cao")};
    const auto made = world.call<evidence::Evidence, evidence::NewEvidence>(evidence::add_evidence, {.file = kept});
    EXPECT_TRUE(made);
    return made->id;
  }
  std::int64_t unread(PersonId person) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return jobs::unread_count(tx, person); });
  }
};
SEN_ON_EVERY_ENGINE(EvidenceRequests);

TEST_P(EvidenceRequests, RefusesWhatNobodyCanAnswer) {
  NewRequest input = request();
  input.wanted = " ";
  EXPECT_EQ(refusal(input), "index.request_wanted");
  input = request();
  input.body = "home_affairs_division";
  EXPECT_EQ(refusal(input), "index.request_body");
  input = request();
  input.due_on = day("2024-10-14");
  EXPECT_EQ(refusal(input), "index.request_due");
  input.wanted = std::string(2'001, 'a');
  EXPECT_EQ(refusal(input), "index.request_refused") << "all faults at once";
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(refusal(request()), "forbidden");
  const auto none = world.read([](store::ReadTx& tx, const Context&) { return requests_of(tx, 2024); });
  EXPECT_TRUE(none->empty());
}

TEST_P(EvidenceRequests, SuppliedByTheBodyThatWasAsked) {
  const auto open = asked();
  EXPECT_EQ(unread(clerk), 1);
  world.as(Role::Staff, lawyer.value);
  EXPECT_EQ(supply(open.id, {file()}).error().rule, "index.request_not_yours");
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(supply(open.id, {}).error().rule, "index.request_files");
  EXPECT_EQ(supply(404, {file()}).error().rule, "index.request_unknown");
  const auto done = supply(open.id, {file()});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->state, "supplied");
  EXPECT_EQ(unread(chair), 1);
  const auto files = world.read([&](store::ReadTx& tx, const Context&) { return evidence::evidence_of(tx, {"evidence_request", open.id}); });
  EXPECT_EQ(files->size(), 1U);
  EXPECT_EQ(explain(open.id, "Nhầm").error().rule, "index.request_answered");
}

TEST_P(EvidenceRequests, ExplainedOrWithdrawn) {
  const auto open = asked();
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(explain(open.id, " ").error().rule, "index.request_note");
  ASSERT_TRUE(explain(open.id, "Quý III chưa chốt số liệu"));
  world.as(Role::Chair, chair.value);
  const auto second = asked();
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ((world.call<EvidenceRequest, AnswerInput>(withdraw_request, {second.id, ""}).error().code), ErrorCode::Forbidden);
  world.as(Role::Chair, chair.value);
  ASSERT_TRUE((world.call<EvidenceRequest, AnswerInput>(withdraw_request, {second.id, "Đã có"})));
  const auto all = world.read([](store::ReadTx& tx, const Context&) { return requests_of(tx, 2024); });
  ASSERT_EQ(all->size(), 2U);
}

// Late is told once, to the body and to who asked; an answer in time is told to nobody as late.
TEST_P(EvidenceRequests, LateIsTold) {
  const auto late = asked();
  const auto in_time = asked();
  world.as(Role::Staff, clerk.value);
  ASSERT_TRUE(explain(in_time.id, "Không phát sinh"));
  const auto before = unread(clerk);
  const auto before_chair = unread(chair);
  world.at("2024-10-21T00:00+07:00");
  const auto passed = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<int> {
    SEN_LET(const auto over, jobs::pass_deadlines(tx, ctx, 100));
    for (const auto& deadline : over) SEN_TRY(tell_request_overdue(tx, ctx, deadline));
    return static_cast<int>(over.size());
  });
  EXPECT_EQ(*passed, 1);
  EXPECT_EQ(unread(clerk), before + 1);
  EXPECT_EQ(unread(chair), before_chair + 1);
  ASSERT_TRUE(explain(late.id, "Chậm do nghỉ ốm")) << "late is answered all the same";
}

}  // namespace
}  // namespace sen::index
