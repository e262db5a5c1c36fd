// A dossier from the counter to its result, its clock, its letters, and what may not be done to it.

#include <gtest/gtest.h>

#include "identity/service.hpp"
#include "jobs/notice.hpp"
#include "ledger/world.hpp"
#include "record/act.hpp"
#include "record/list.hpp"
#include "record/wake.hpp"
#include "store/test_store.hpp"

namespace sen::record {
namespace {

constexpr const char* kBirth = "1.001193";    // same day
constexpr const char* kMarital = "1.004873";  // 3 working days

Date day(const char* text) { return *parse_date(text); }
Personal<std::string> text(const char* value) { return Personal<std::string>(value); }

class RecordTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-10T08:30+07:00"};  // a Thursday
  Rules rules;
  PersonId desk{}, lawyer{}, clerk{}, chair{};

  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      const auto add = [&](const char* body, const char* name, Role role) -> Result<PersonId> {
        SEN_TRY(identity::add_body(tx, ctx, {body, body, body, false, 1}));
        SEN_LET(const auto person, identity::add_person(tx, ctx, {name, "Công chức"}));
        SEN_TRY(identity::seat_person(tx, ctx, {person.id, body, role, day("2024-01-01"), {}}));
        return person.id;
      };
      SEN_LET(desk, add("one_stop_desk", "Bùi Thị Lan", Role::Staff));
      SEN_LET(lawyer, add("justice_civil_status", "Phạm Thu Trang", Role::Staff));
      SEN_LET(clerk, add("culture_social_affairs", "Ngô Văn Đức", Role::Staff));
      SEN_LET(chair, add("peoples_committee", "Trần Quang Hưng", Role::Chair));
      SEN_TRY(identity::add_body(tx, ctx, {"home_affairs_division", "Phòng Nội vụ", "Home Affairs", true, 9}));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Staff, desk.value);
  }

  OpenInput input(const char* procedure = kMarital) {
    OpenInput out{.type = "dossier", .procedure = procedure};
    out.applicant = {.name = text("Trần  Thị Mẫu"), .identity_number = text("001068000234"), .born_on = day("1968-03-12"),
                     .address = text("Thôn Vệ Linh"), .phone = text("0912 345 118")};
    out.fields = {{"channel", "direct"}, {"digitized", "true"}};
    out.papers = {{"form", PaperForm::Original, 1}};
    if (procedure == std::string(kBirth)) out.papers.push_back({"birth_certificate", PaperForm::Original, 1});
    return out;
  }
  Result<Record> open(const OpenInput& with) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return open_record(tx, ctx, rules, with); });
  }
  Record opened(const char* procedure = kMarital) {
    auto made = open(input(procedure));
    EXPECT_TRUE(made) << made.error().rule << (made.error().fields.empty() ? "" : made.error().fields[0].code);
    return *made;
  }
  Result<Record> act(const ActInput& with) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return act_on_record(tx, ctx, rules, with); });
  }
  Record acted(ActInput with) {
    auto made = act(with);
    EXPECT_TRUE(made) << with.action << ": " << (made ? "" : made.error().rule) << (made || made.error().fields.empty() ? "" : made.error().fields[0].code);
    return made ? *made : Record{};
  }
  std::string refused(const ActInput& with) {
    const auto made = act(with);
    if (made) return "done";
    return made.error().fields.empty() ? made.error().rule : made.error().fields[0].code;
  }
  std::string refused(const OpenInput& with) {
    const auto made = open(with);
    if (made) return "done";
    return made.error().fields.empty() ? made.error().rule : made.error().fields[0].field + " " + made.error().fields[0].code;
  }
  WakeReport wake(const char* when) {
    ledger::World& then = world.at(when);
    const Actor system = system_actor(world.unit());
    auto report = store().write(world.unit(), [&](store::WriteTx& tx) -> Result<WakeReport> {
      const Context ctx{system, world.unit(), then.clock(), then.random(), pack::PackSet::embedded()};
      SEN_TRY(jobs::pass_deadlines(tx, ctx, 100));
      return wake_records(tx, ctx, rules);
    });
    EXPECT_TRUE(report) << (report ? "" : report.error().rule);
    return *report;
  }
  /// Through the hands of everybody until it is signed and ready.
  void finish(std::int64_t id) {
    world.as(Role::Staff, lawyer.value);
    acted({.record = id, .action = "submit"});
    world.as(Role::Chair, chair.value);
    acted({.record = id, .action = "sign"});
    world.as(Role::Staff, desk.value);
    acted({.record = id, .action = "result_ready"});
  }
  std::int64_t measure(const char* name) {
    auto read = world.read([&](store::ReadTx& tx, const Context& ctx) { return ledger::readings(tx, ctx, {name}, year_of(2024)); });
    return read->contains(name) ? read->at(name).value : -1;
  }
  std::vector<std::string> kinds(std::int64_t id) {
    auto events = world.read([&](store::ReadTx& tx, const Context&) { return ledger::events(tx, {.subject_kind = "dossier", .subject_id = id}); });
    std::vector<std::string> out;
    for (auto event = events->rbegin(); event != events->rend(); ++event) out.push_back(event->kind);
    return out;
  }
};
SEN_ON_EVERY_ENGINE(RecordTest);

TEST_P(RecordTest, FromTheCounterToTheCitizensHand) {
  const Record record = opened();
  EXPECT_EQ(record.code, "00400-241010-0001");
  EXPECT_EQ(record.number, "1/2024");
  EXPECT_EQ(record.lookup.size(), 12U);
  EXPECT_EQ(record.applicant.name, text("Trần Thị Mẫu"));
  EXPECT_EQ(record.state, "received");
  // Thursday + 3 working days = Tuesday.
  EXPECT_EQ(record.clocks.at(0).due_on, day("2024-10-15"));
  EXPECT_EQ(record.clocks.at(0).apology_by, day("2024-10-14"));
  EXPECT_EQ(opened().code, "00400-241010-0002");

  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  const auto told = world.read([&](store::ReadTx& tx, const Context&) { return jobs::notices_of(tx, lawyer, 5); });
  ASSERT_EQ(told->size(), 1U);
  EXPECT_EQ(told->front().href, "/mot-cua/" + std::to_string(record.id));
  finish(record.id);
  acted({.record = record.id, .action = "return_result", .receiver = "Trần Thị Mẫu"});
  const auto loaded = world.read([&](store::ReadTx& tx, const Context&) { return find_record(tx, record.lookup); });
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->state, "returned");
  const auto by_lookup = [&](const std::string& code) { return world.read([&](store::ReadTx& tx, const Context&) { return find_by_lookup(tx, code); }); };
  EXPECT_EQ(by_lookup(record.lookup)->id, record.id);
  EXPECT_EQ(by_lookup(record.code).error().rule, "record.unknown");
  EXPECT_EQ(by_lookup("").error().rule, "record.unknown");
  EXPECT_FALSE(loaded->open);
  EXPECT_EQ(loaded->receiver, text("Trần Thị Mẫu"));
  EXPECT_EQ(loaded->clocks.at(0).state, CaseClock::State::Stopped);
  EXPECT_EQ(kinds(record.id), (std::vector<std::string>{"dossier.received", "dossier.handed_over", "dossier.submitted", "dossier.signed",
                                                        "dossier.resolved", "dossier.returned"}));
  EXPECT_EQ(measure("dossiers_received"), 2);
  EXPECT_EQ(measure("dossiers_resolved"), 1);
  EXPECT_EQ(measure("dossiers_resolved_on_time"), 1);
  EXPECT_EQ(measure("dossiers_resolved_early"), 1);
  EXPECT_EQ(measure("dossiers_open"), 1);
  EXPECT_EQ(measure("dossiers_resolved_late"), 0);
}

TEST_P(RecordTest, WhatIsWrongAtTheCounterIsNamedAndNothingIsWritten) {
  const auto with = [&](auto change) {
    OpenInput one = input();
    change(one);
    return refused(one);
  };
  EXPECT_EQ(with([](OpenInput& one) { one.type = "loan"; }), "record.type_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.action = "sign"; }), "action record.action_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.procedure = "9.999"; }), "procedure record.procedure_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.procedure = "2.000528"; }), "procedure record.procedure_unknown");  // from 01/07/2025
  EXPECT_EQ(with([](OpenInput& one) { one.case_code = "moon"; }), "case record.case_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.name = text(" "); }), "applicant/name record.applicant_name");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.identity_number = text("12345"); }), "applicant/identity_number record.identity_number");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.born_on = day("2030-01-01"); }), "applicant/born_on record.born_on");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.address = Personal(std::string(400, 'a')); }), "applicant/address record.address");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.phone = text("không có"); }), "applicant/phone record.phone");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.mail = text("a b@c.vn"); }), "applicant/mail record.mail");
  EXPECT_EQ(with([](OpenInput& one) { one.applicant.submitter = text("a\nb"); }), "applicant/submitter record.submitter");
  EXPECT_EQ(with([](OpenInput& one) { one.fields["colour"] = "red"; }), "fields/colour record.field_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.fields.erase("channel"); }), "fields/channel record.field_missing");
  EXPECT_EQ(with([](OpenInput& one) { one.fields["channel"] = "pigeon"; }), "fields/channel record.field_value");
  EXPECT_EQ(with([](OpenInput& one) { one.fields["sets"] = "0"; }), "fields/sets record.field_value");
  EXPECT_EQ(with([](OpenInput& one) { one.papers.push_back({"land_papers", PaperForm::Copy, 1}); }), "papers/1 record.paper_unknown");
  EXPECT_EQ(with([](OpenInput& one) { one.papers.push_back(one.papers[0]); }), "papers/1 record.paper_twice");
  EXPECT_EQ(with([](OpenInput& one) { one.papers[0].count = 0; }), "papers/0/count record.paper_count");
  EXPECT_EQ(with([](OpenInput& one) { one.papers.clear(); }), "papers record.paper_missing");
  EXPECT_EQ(with([](OpenInput& one) { one.action = "not_accept"; }), "reason record.reason_missing");
  EXPECT_EQ(with([](OpenInput& one) { one.reason = std::string(2'001, 'a'); }), "reason record.reason_long");
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(refused(input()), "record.not_yours");
  world.as(Role::Auditor, 99);
  EXPECT_EQ(refused(input()), "forbidden");
  EXPECT_EQ(measure("dossiers_received"), -1);
  world.as(Role::Staff, desk.value);
  OpenInput wrong = input();
  wrong.applicant.name = {};
  EXPECT_EQ(open(wrong).error().rule, "record.open_refused");
  world.as(Role::Staff, desk.value);
  EXPECT_EQ(opened().code, "00400-241010-0001");  // no number was used up

  OpenInput no = input();
  no.action = "not_accept";
  no.reason = "Không thuộc thẩm quyền của xã";
  const auto made = open(no);
  ASSERT_TRUE(made) << made.error().rule;
  EXPECT_EQ(made->state, "not_accepted");
  EXPECT_FALSE(made->open);
  EXPECT_TRUE(made->clocks.empty());
}

TEST_P(RecordTest, OneSupplementRestartsTheClockFromZero) {
  const Record record = opened();
  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status", .person = lawyer});
  world.as(Role::Staff, lawyer.value);
  EXPECT_EQ(refused({.record = record.id, .action = "request_supplement"}), "record.reason_missing");
  world.at("2024-10-11T10:00+07:00");
  auto paused = acted({.record = record.id, .action = "request_supplement", .reason = "Thiếu bản án ly hôn"});
  EXPECT_EQ(paused.state, "awaiting_supplement");
  EXPECT_EQ(paused.clocks.at(0).state, CaseClock::State::Paused);
  EXPECT_FALSE(paused.wake_at);
  EXPECT_EQ(wake("2024-10-20T09:00+07:00").warned, 0);  // a paused dossier is never late
  EXPECT_EQ(refused({.record = record.id, .action = "submit"}), "record.action_not_now");
  world.as(Role::Staff, desk.value).at("2024-10-21T09:00+07:00");
  const auto complete = acted({.record = record.id, .action = "complete_supplement"});
  EXPECT_EQ(complete.clocks.at(0).due_on, day("2024-10-24"));
  EXPECT_EQ(refused({.record = record.id, .action = "request_supplement", .reason = "Thiếu nữa"}), "record.action_once");
  finish(record.id);
  EXPECT_EQ(measure("dossiers_resolved_on_time"), 1);
  EXPECT_EQ(measure("dossiers_supplement_requested"), 1);
}

TEST_P(RecordTest, AWarningADraftAndALetterBeforeItIsLateAndLateStaysLate) {
  const Record record = opened();  // due on Tuesday 15/10
  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  EXPECT_EQ(wake("2024-10-10T17:00+07:00").warned, 0);
  EXPECT_EQ(wake("2024-10-11T08:00+07:00").warned, 1);  // two working days before
  EXPECT_EQ(wake("2024-10-11T09:00+07:00").warned, 0);  // once
  const auto drafted = wake("2024-10-14T08:00+07:00");  // one working day before
  EXPECT_EQ(drafted.drafted, 1);
  EXPECT_EQ(wake("2024-10-14T12:00+07:00").drafted, 0);
  const auto told = world.read([&](store::ReadTx& tx, const Context&) { return jobs::notices_of(tx, lawyer, 5); });
  EXPECT_EQ(told->size(), 3U);  // handed over, nearly due, letter

  world.as(Role::Staff, desk.value).at("2024-10-14T15:00+07:00");
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-17")}), "forbidden");
  world.as(Role::Chair, chair.value);
  EXPECT_EQ(refused({.record = record.id, .action = "send_apology"}), "record.letter_unsigned");
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh"}), "record.date_missing");
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-15")}), "record.date_not_later");
  const auto signed_letter = acted({.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-17")});
  EXPECT_EQ(signed_letter.duties.at(0).number, "01/PXL");
  EXPECT_EQ(signed_letter.clocks.at(0).promised_on, day("2024-10-17"));
  EXPECT_EQ(signed_letter.clocks.at(0).due_on, day("2024-10-15"));  // what is due by law stays
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Nữa", .new_date = day("2024-10-20")}), "record.action_once");
  acted({.record = record.id, .action = "send_apology"});
  EXPECT_EQ(refused({.record = record.id, .action = "send_apology"}), "record.letter_unsigned");

  wake("2024-10-16T08:00+07:00");
  EXPECT_EQ(measure("dossiers_open_late"), 1);
  world.at("2024-10-16T10:00+07:00");
  finish(record.id);
  EXPECT_EQ(measure("dossiers_open_late"), 0);
  EXPECT_EQ(measure("dossiers_resolved_late"), 1);
  EXPECT_EQ(measure("dossiers_resolved_on_time"), 0);
  EXPECT_EQ(measure("apology_letters_sent"), 1);
  EXPECT_EQ(measure("apology_letters_drafted"), 1);
}

// A draft that a supplement made needless falls due again with the clock that began anew, and can be signed.
TEST_P(RecordTest, ALetterFallsDueAgainAfterASupplement) {
  const Record record = opened();  // due on Tuesday 15/10
  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  EXPECT_EQ(wake("2024-10-14T08:00+07:00").drafted, 1);
  world.at("2024-10-14T09:00+07:00");
  EXPECT_TRUE(acted({.record = record.id, .action = "request_supplement", .reason = "Thiếu giấy"}).duties.empty());
  world.at("2024-10-16T09:00+07:00");
  EXPECT_EQ(acted({.record = record.id, .action = "complete_supplement"}).clocks.at(0).due_on, day("2024-10-21"));
  EXPECT_EQ(wake("2024-10-18T08:00+07:00").drafted, 1);
  wake("2024-10-22T08:00+07:00");
  world.as(Role::Chair, chair.value);
  acted({.record = record.id, .action = "sign_apology", .reason = "Chờ xác minh", .new_date = day("2024-10-24")});
  world.as(Role::Staff, lawyer.value);
  acted({.record = record.id, .action = "submit"});
  EXPECT_EQ(measure("apology_letters_drafted"), 1);
}

// What ends while its clock stands still was not late, however long it stood.
TEST_P(RecordTest, WhatIsWithdrawnWhilePausedWasNotLate) {
  const Record record = opened();
  acted({.record = record.id, .action = "request_supplement", .reason = "Thiếu giấy"});
  wake("2024-12-02T08:00+07:00");
  world.as(Role::Staff, desk.value);
  acted({.record = record.id, .action = "withdraw", .reason = "Không nộp nữa"});
  EXPECT_EQ(measure("dossiers_open_late"), 0);
  EXPECT_EQ(measure("dossiers_given_back"), 1);
  EXPECT_EQ(measure("dossiers_open"), 0);
}

TEST_P(RecordTest, LateWithoutALetterIsNotSubmitted) {
  const Record record = opened();
  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  wake("2024-10-16T08:00+07:00");
  world.as(Role::Staff, lawyer.value);
  EXPECT_EQ(refused({.record = record.id, .action = "submit"}), "record.letter_unsigned");
  EXPECT_EQ(refused({.record = record.id, .action = "request_supplement", .reason = "Muộn"}), "record.is_late");
  world.as(Role::Chair, chair.value);
  acted({.record = record.id, .action = "sign_apology", .reason = "Cán bộ nghỉ ốm", .new_date = day("2024-10-18")});
  acted({.record = record.id, .action = "send_apology"});
  EXPECT_EQ(measure("apology_letters_sent"), 1);  // late, yet sent
  finish(record.id);
  EXPECT_EQ(measure("apology_letters_sent"), 1);  // not twice
  EXPECT_EQ(measure("dossiers_resolved_late"), 1);
}

TEST_P(RecordTest, ADraftThatIsNotNeededIsDropped) {
  const Record record = opened();
  acted({.record = record.id, .action = "hand_over", .body = "justice_civil_status"});
  wake("2024-10-14T08:00+07:00");
  finish(record.id);
  const auto loaded = world.read([&](store::ReadTx& tx, const Context&) { return load_record(tx, record.id); });
  EXPECT_TRUE(loaded->duties.empty());
  EXPECT_EQ(measure("apology_letters_drafted"), 0);
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Không cần"}), "forbidden");
  world.as(Role::Chair, chair.value);
  EXPECT_EQ(refused({.record = record.id, .action = "sign_apology", .reason = "Không cần"}), "record.letter_not_due");
}

TEST_P(RecordTest, WithdrawnRefusedPausedAndForeign) {
  const Record one = opened();
  EXPECT_EQ(refused({.record = one.id, .action = "return_result", .receiver = "X"}), "record.action_not_now");
  EXPECT_EQ(refused({.record = one.id, .action = "dance"}), "record.action_unknown");
  EXPECT_EQ(refused({.record = one.id + 1, .action = "withdraw", .reason = "x"}), "record.unknown");
  EXPECT_EQ(refused({.record = one.id, .action = "hand_over", .body = "home_affairs_division"}), "record.body_unknown");
  EXPECT_EQ(refused({.record = one.id, .action = "hand_over", .body = "justice_civil_status", .person = clerk}), "record.person_unknown");
  acted({.record = one.id, .action = "withdraw", .reason = "Người nộp xin rút"});
  EXPECT_EQ(refused({.record = one.id, .action = "withdraw", .reason = "lại"}), "record.action_not_now");
  EXPECT_EQ(measure("dossiers_given_back"), 1);
  EXPECT_EQ(measure("dossiers_open"), 0);

  const Record two = opened();
  acted({.record = two.id, .action = "hand_over", .body = "justice_civil_status"});
  EXPECT_EQ(refused({.record = two.id, .action = "pause", .reason = "Chờ", .ground = "financial_duty"}), "record.pause_ground");
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(refused({.record = two.id, .action = "submit"}), "record.not_yours");
  world.as(Role::Staff, lawyer.value);
  acted({.record = two.id, .action = "submit"});
  world.as(Role::Chair, chair.value);
  const auto refused_one = acted({.record = two.id, .action = "refuse", .reason = "Không đủ điều kiện"});
  EXPECT_EQ(refused_one.outcome, "refused");
  EXPECT_EQ(measure("dossiers_refused"), 1);
  EXPECT_EQ(measure("dossiers_resolved_on_time"), 1);

  const auto foreign = store().read(UnitId{8}, [&](store::ReadTx& tx) { return load_record(tx, one.id); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().rule, "record.unknown");
}

TEST_P(RecordTest, SameDayAndCutOff) {
  EXPECT_EQ(opened(kBirth).clocks.at(0).due_on, day("2024-10-10"));
  world.at("2024-10-10T15:00:00+07:00");
  EXPECT_EQ(opened(kBirth).clocks.at(0).due_on, day("2024-10-10"));
  world.at("2024-10-10T15:00:01+07:00");
  EXPECT_EQ(opened(kBirth).clocks.at(0).due_on, day("2024-10-11"));
  world.at("2024-10-11T08:00+07:00");
  EXPECT_EQ(opened(kBirth).code, "00400-241011-0001");  // the order of a day begins anew
  const auto seen = world.read([&](store::ReadTx& tx, const Context& ctx) { return promise(tx, ctx, rules, {"dossier", kMarital}); });
  ASSERT_TRUE(seen) << seen.error().rule;
  EXPECT_EQ(seen->deadline.due_on, day("2024-10-16"));
  EXPECT_EQ(seen->deadline.steps.size(), 6U);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context& ctx) { return promise(tx, ctx, rules, {"dossier", kMarital, "moon"}); }).error().rule,
            "record.case_unknown");
}

TEST_P(RecordTest, ACaseKeepsTheRulesItWasReceivedUnder) {
  world.at("2025-06-30T09:00+07:00");
  const Record old = opened();
  world.at("2025-07-01T09:00+07:00");
  const Record fresh = opened();
  EXPECT_NE(old.type_hash, fresh.type_hash);
  const auto law = [&](const Record& record) {
    return world.read([&](store::ReadTx& tx, const Context& ctx) -> Result<std::string> {
      SEN_LET(const auto of, rules_of(tx, ctx, rules, record));
      return of.type->act;
    });
  };
  EXPECT_EQ(*law(old), "61/2018/NĐ-CP");
  EXPECT_EQ(*law(fresh), "118/2025/NĐ-CP");
  Rules later;  // another start of the program
  const auto found = world.read([&](store::ReadTx& tx, const Context& ctx) { return later.type_by_hash(tx, ctx, old.type_hash); });
  EXPECT_TRUE(found);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context& ctx) { return later.type_by_hash(tx, ctx, "0"); }).error().rule, "record.type_unknown");
}

TEST_P(RecordTest, AChangedCalendarMovesOpenCasesAndKeepsBothDates) {
  const Record open_one = opened();
  const Record closed_one = opened();
  acted({.record = closed_one.id, .action = "withdraw", .reason = "Rút"});
  auto packs = pack::PackSet::with_embedded();
  std::string text = packs.in_force("calendar", "vn", day("2024-10-10"))->body.dump();
  const std::string entries = R"("entries":[)";
  text.insert(text.find(entries) + entries.size(), R"({"date":"2024-10-14","type":"public_holiday","status":"official","name_vi":"Ngày nghỉ của bài thử","source":"a test"},)");
  text.replace(1, 0, R"("layer":"unit","for":"00400",)");
  ASSERT_TRUE(packs.add("calendar", "vn.json", text));
  ASSERT_TRUE(packs.compile());
  const Actor system = system_actor(world.unit());
  const auto run = [&] {
    return *store().write(world.unit(), [&](store::WriteTx& tx) {
      const Context ctx{system, world.unit(), world.clock(), world.random(), packs};
      return wake_records(tx, ctx, rules);
    });
  };
  EXPECT_EQ(run().moved, 1);
  EXPECT_EQ(run().moved, 0);
  const auto load = [&](std::int64_t id) { return *world.read([&](store::ReadTx& tx, const Context&) { return load_record(tx, id); }); };
  EXPECT_EQ(load(open_one.id).clocks.at(0).due_on, day("2024-10-16"));
  EXPECT_EQ(load(open_one.id).clocks.at(0).first_due_on, day("2024-10-15"));
  EXPECT_EQ(load(closed_one.id).clocks.at(0).due_on, day("2024-10-15"));
  EXPECT_EQ(kinds(open_one.id), (std::vector<std::string>{"dossier.received", "dossier.due_moved"}));
}

TEST_P(RecordTest, PapersThatNeverComeCloseItOnlyAfterTheirTerm) {
  world.at("2025-09-08T09:00+07:00");  // since 01/07/2025 the applicant has 15 working days
  const Record record = opened();
  acted({.record = record.id, .action = "request_supplement", .reason = "Thiếu bản án ly hôn"});
  EXPECT_EQ(refused({.record = record.id, .action = "close_incomplete", .reason = "Không bổ sung"}), "record.not_over");
  world.at("2025-09-30T09:00+07:00");
  const auto closed = acted({.record = record.id, .action = "close_incomplete", .reason = "Không bổ sung"});
  EXPECT_EQ(closed.state, "stopped");
  EXPECT_FALSE(closed.open);
}

TEST_P(RecordTest, DetailsInFullNeedAReasonThatIsRecorded) {
  const Record record = opened();
  const auto reveal = [&](const char* reason) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) { return reveal_applicant(tx, ctx, rules, {record.id, reason}); });
  };
  EXPECT_EQ(reveal(" ").error().rule, "record.act_refused");
  EXPECT_EQ(reveal("Gọi điện mời bổ sung")->phone, text("0912 345 118"));
  EXPECT_EQ(kinds(record.id).back(), "record.revealed");
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(reveal("Tò mò").error().rule, "record.not_yours");
  world.as(Role::Auditor, 99);
  EXPECT_EQ(reveal("Kiểm tra").error().rule, "forbidden");
}

TEST_P(RecordTest, ListsGoByDueTimeAPageAtATime) {
  for (int i = 0; i < 5; ++i) opened(i % 2 == 0 ? kMarital : kBirth);
  const auto page = [&](const ListPage& from) {
    return *world.read([&](store::ReadTx& tx, const Context&) { return open_records(tx, "dossier", from); });
  };
  const auto first = page({.limit = 3});
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0].procedure, kBirth);
  EXPECT_EQ(first[2].procedure, kMarital);
  const auto type = *world.read([&](store::ReadTx& tx, const Context& ctx) { return rules.type_by_hash(tx, ctx, first[0].type_hash); });
  auto after = page_after(first.back(), *type, true);
  after.limit = 3;
  EXPECT_EQ(page(after).size(), 2U);
  const auto counts = world.read([&](store::ReadTx& tx, const Context& ctx) {
    return count_open(tx, "dossier", ctx.clock.now(), end_of(date_of(ctx.clock.now())));
  });
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().all, 5);
  EXPECT_EQ(counts->front().soon, 2);
  EXPECT_EQ(counts->front().late, 0);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return count_day(tx, "dossier", day("2024-10-10")); })->received, 5);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return newest_records(tx, "dossier", {.limit = 2}); })->size(), 2U);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context&) { return records_of_states(tx, "dossier", {"received"}, {}); })->size(), 5U);
}

// Entered figures of a unit hold until it keeps the desk here, and are added to what is counted since.
TEST_P(RecordTest, FiguresFromBeforeTheDeskAreAdded) {
  const auto enter = [&](const char* on, int value) {
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) {
      ledger::EventDraft event{.kind = "fact.entered", .subject = {"fact", 1}};
      event.facts.set("measure", Json::string("dossiers_received"));
      event.facts.set("value", Json::number(value));
      event.facts.set("origin", Json::string("attested"));
      event.effective_at = parse_instant(std::string(on) + "T12:00");
      return ledger::append(tx, ctx, event);
    });
    EXPECT_TRUE(made);
  };
  enter("2024-03-31", 300);
  enter("2024-09-30", 900);
  EXPECT_EQ(measure("dossiers_received"), 900);
  const auto counted = [&](const char* on) {
    return *world.read([&](store::ReadTx& tx, const Context& ctx) { return ledger::is_counted(tx, ctx, "dossiers_received", day(on)); });
  };
  EXPECT_FALSE(counted("2024-10-10"));
  opened();
  EXPECT_EQ(measure("dossiers_received"), 901);
  EXPECT_TRUE(counted("2024-10-10"));
  EXPECT_FALSE(counted("2024-09-30"));  // a figure from before may still be put right
  // A list of the year's dossiers that comes later says what was entered anew: each is counted once.
  world.at("2024-11-01T09:00+07:00");
  enter("2024-10-31", 1'000);
  EXPECT_EQ(measure("dossiers_received"), 901);
  const auto days = world.read([&](store::ReadTx& tx, const Context& ctx) { return ledger::readings_by_day(tx, ctx, {"dossiers_received"}, year_of(2024)); });
  ASSERT_EQ(days->size(), 3U);
  EXPECT_EQ((*days)[0].changed.at("dossiers_received").value, 300);
  EXPECT_EQ((*days)[2].changed.at("dossiers_received").value, 901);
  EXPECT_EQ(world.read([&](store::ReadTx& tx, const Context& ctx) { return ledger::events_of_measure(tx, ctx, "dossiers_received", year_of(2024), 10); })->size(), 1U);
}

constexpr const char* kLoan = R"({"schema":"sen.record-type/1","id":"loan","effective_from":"2020-01-01","source":"a test",
 "label_vi":"Mượn sách","label_en":"Loan of a book","desk":"one_stop_desk","person":"applicant","page":"/muon-sach/",
 "fields":[{"code":"title","label_vi":"Tên sách","label_en":"Title","type":"text","required":true}],
 "registers":[{"code":"loans","label_vi":"Sổ mượn","label_en":"Loans","use":"code","period":"year","pattern":"MS-{year}-{number}","digits":3}],
 "clocks":[{"code":"back","label_vi":"Hạn trả","label_en":"Back by","main":true,"limit":{"value":14,"unit":"calendar_day"},"cutoff":"closing","warn_working_days":1,"event_warned":"loan.warned","event_moved":"loan.moved","law":"Nội quy thư viện"}],
 "states":[{"code":"lent","label_vi":"Đang mượn","label_en":"Lent"},{"code":"back","label_vi":"Đã trả","label_en":"Back","open":false}],
 "actions":[{"code":"lend","label_vi":"Cho mượn","label_en":"Lend","from":[],"to":"lent","who":"act","event":"loan.lent","needs":["applicant"],"clocks":{"back":"start"}},
  {"code":"bring","label_vi":"Trả sách","label_en":"Bring back","from":["lent"],"to":"back","who":"act","event":"loan.brought","outcome":"granted","clocks":{"back":"stop"}}]})";

TEST_P(RecordTest, ABookLoanFromATestsPackIsARecordLikeAnyOther) {
  auto packs = pack::PackSet::with_embedded();
  ASSERT_TRUE(packs.add("record-types", "loan.json", kLoan));
  ASSERT_TRUE(packs.compile());
  const Actor actor{.person = desk, .role = Role::Staff, .unit = world.unit()};
  const Context ctx{actor, world.unit(), world.clock(), world.random(), packs};
  OpenInput lend{.type = "loan"};
  lend.applicant.name = text("Nguyễn Văn Đọc");
  EXPECT_EQ(refused(lend), "record.type_unknown");  // not without the pack
  lend.fields = {{"title", "Dế Mèn phiêu lưu ký"}};
  const auto made = store().write(world.unit(), [&](store::WriteTx& tx) { return open_record(tx, ctx, rules, lend); });
  ASSERT_TRUE(made) << made.error().rule;
  EXPECT_EQ(made->code, "MS-2024-001");
  EXPECT_EQ(made->clocks.at(0).due_on, day("2024-10-24"));
  EXPECT_TRUE(made->lookup.empty());
  const auto back = store().write(world.unit(), [&](store::WriteTx& tx) { return act_on_record(tx, ctx, rules, {.record = made->id, .action = "bring"}); });
  ASSERT_TRUE(back) << back.error().rule;
  EXPECT_FALSE(back->open);
}

}  // namespace
}  // namespace sen::record
