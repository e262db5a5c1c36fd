// Dossiers that another system keeps: in once, up to date by its next list, each fact on its own day, Sen's own untouched.

#include <gtest/gtest.h>

#include "identity/service.hpp"
#include "ledger/verify.hpp"
#include "ledger/world.hpp"
#include "record/act.hpp"
#include "record/import.hpp"
#include "record/list.hpp"
#include "record/wake.hpp"
#include "store/test_store.hpp"

namespace sen::record {
namespace {

constexpr const char* kMarital = "1.004873";  // 3 working days

Date day(const char* text) { return *parse_date(text); }
SourceTime when(const char* text, std::optional<int> minute = {}) { return {day(text), minute}; }

class RecordImportTest : public store::EngineTest {
 protected:
  ledger::World world{store(), "2024-10-31T08:30+07:00"};
  Rules rules;
  PersonId desk{}, clerk{};

  void SetUp() override {
    world.as(Role::Admin);
    const auto made = world.write([&](store::WriteTx& tx, const Context& ctx) -> Result<Done> {
      SEN_TRY(identity::add_unit(tx, ctx, {"00400", "UBND xã Phù Linh", "xã Phù Linh", identity::UnitLevel::Commune, day("2000-01-01"), {}}));
      const auto add = [&](const char* body, const char* name) -> Result<PersonId> {
        SEN_TRY(identity::add_body(tx, ctx, {body, body, body, false, 1}));
        SEN_LET(const auto person, identity::add_person(tx, ctx, {name, "Công chức"}));
        SEN_TRY(identity::seat_person(tx, ctx, {person.id, body, Role::Staff, day("2024-01-01"), {}}));
        return person.id;
      };
      SEN_LET(desk, add("one_stop_desk", "Bùi Thị Lan"));
      SEN_LET(clerk, add("culture_social_affairs", "Ngô Văn Đức"));
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().rule;
    world.as(Role::Staff, desk.value);
  }

  static ImportInput row() {
    ImportInput out{.code = "H26.4.7-241010-0012345", .procedure = kMarital, .received = when("2024-10-10", 510)};  // a Thursday
    out.applicant = Personal<std::string>("Trần  Thị Mẫu");
    out.due_on = day("2024-10-16");  // Sen's clock says the 15th
    out.fields = {{"channel", "online"}, {"digitized", "true"}};
    return out;
  }
  static ImportInput ended(const char* resolved, SourceState state = SourceState::Granted) {
    ImportInput out = row();
    out.resolved = when(resolved);
    out.state = state;
    return out;
  }
  Result<ImportedRecord> import(const ImportInput& input) {
    return world.write([&](store::WriteTx& tx, const Context& ctx) {
      ImportRules of(rules, "dossier");
      auto made = import_record(tx, ctx, of, input);
      if (made) {
        EXPECT_TRUE(of.end(tx));
      }
      return made;
    });
  }
  ImportEffect effect(const ImportInput& input) {
    const auto made = import(input);
    EXPECT_TRUE(made) << (made ? "" : made.error().rule) << (made || made.error().fields.empty() ? "" : made.error().fields[0].code);
    return made ? made->effect : ImportEffect::Ours;
  }
  std::string refused(const ImportInput& input) {
    const auto made = import(input);
    if (made) return "done";
    return made.error().fields.empty() ? made.error().rule : made.error().fields[0].field + " " + made.error().fields[0].code;
  }
  Record kept(const std::string& code = row().code) {
    auto found = world.read([&](store::ReadTx& tx, const Context&) { return find_record(tx, code); });
    EXPECT_TRUE(found);
    return found ? *found : Record{};
  }
  std::vector<std::string> events() {
    const auto record = kept();
    auto found = world.read([&](store::ReadTx& tx, const Context&) { return ledger::events(tx, {.subject_kind = "dossier", .subject_id = record.id}); });
    std::vector<std::string> out;
    for (auto event = found->rbegin(); event != found->rend(); ++event) out.push_back(event->kind + " " + to_string(date_of(event->effective_at)));
    return out;
  }
  std::int64_t head() { return world.read([](store::ReadTx& tx, const Context&) { return ledger::head(tx); })->seq; }
  std::int64_t tally(const char* measure, const char* on) { return world.tally(measure, on).value_or(-1); }
};
SEN_ON_EVERY_ENGINE(RecordImportTest);

TEST_P(RecordImportTest, BeginsUnderItsOwnCodeAndCountsByItsOwnDay) {
  EXPECT_EQ(effect(row()), ImportEffect::New);
  const Record record = kept();
  EXPECT_EQ(record.number, "");
  EXPECT_EQ(record.lookup, "");
  EXPECT_EQ(record.state, "received");
  EXPECT_EQ(record.body, "one_stop_desk");
  EXPECT_TRUE(record.kept_elsewhere());
  EXPECT_EQ(record.applicant.name, Personal<std::string>("Trần Thị Mẫu"));
  EXPECT_EQ(record.source_due_on, day("2024-10-16"));
  EXPECT_EQ(record.clocks.at(0).due_on, day("2024-10-15"));
  EXPECT_FALSE(record.wake_at) << "the other system warns";
  EXPECT_EQ(events(), (std::vector<std::string>{"dossier.received 2024-10-10"}));
  EXPECT_EQ(tally("dossiers_received", "2024-10-10"), 1);
  EXPECT_EQ(tally("dossiers_online", "2024-10-10"), 1);
}

TEST_P(RecordImportTest, AgainNothingAndLaterOnlyWhatIsNew) {
  ASSERT_EQ(effect(row()), ImportEffect::New);
  const auto before = head();
  EXPECT_EQ(effect(row()), ImportEffect::Same);
  EXPECT_EQ(head(), before);
  EXPECT_EQ(effect(ended("2024-10-15")), ImportEffect::More);
  EXPECT_EQ(effect(ended("2024-10-15")), ImportEffect::Same);
  EXPECT_EQ(kept().state, "ready");
  ImportInput returned = ended("2024-10-15");
  returned.returned = when("2024-10-18");
  returned.due_on = day("2024-10-15");
  EXPECT_EQ(effect(returned), ImportEffect::More);
  const auto after = head();
  EXPECT_EQ(effect(returned), ImportEffect::Same);
  EXPECT_EQ(effect(row()), ImportEffect::More) << "its due day moves back; what ended stays";
  EXPECT_EQ(head(), after + 1);
  EXPECT_EQ(kept().state, "returned");
  EXPECT_FALSE(kept().open);
  EXPECT_EQ(events(), (std::vector<std::string>{"dossier.received 2024-10-10", "dossier.resolved 2024-10-15", "dossier.source_noted 2024-10-31",
                                                "dossier.returned 2024-10-18", "dossier.source_noted 2024-10-31"}));
  EXPECT_EQ(tally("dossiers_resolved_on_time", "2024-10-15"), 1);
}

TEST_P(RecordImportTest, LateStaysLateOnItsOwnDays) {
  ASSERT_EQ(effect(ended("2024-10-17")), ImportEffect::New);
  EXPECT_EQ(tally("dossiers_resolved_late", "2024-10-17"), 1);
  const auto open_late = [&](const char* until) {
    const auto read = world.read([&](store::ReadTx& tx, const Context& ctx) {
      return ledger::readings(tx, ctx, {"dossiers_open_late"}, {day("2024-01-01"), day(until)});
    });
    return read->contains("dossiers_open_late") ? read->at("dossiers_open_late").value : 0;
  };
  EXPECT_EQ(open_late("2024-10-14"), 0);
  EXPECT_EQ(open_late("2024-10-16"), 1) << "late from the due day to the result";
  EXPECT_EQ(open_late("2024-10-17"), 0);
  const auto report = ledger::verify(store(), pack::PackSet::embedded());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->findings.empty());
}

TEST_P(RecordImportTest, RefusedAndWithdrawn) {
  ASSERT_EQ(effect(ended("2024-10-14", SourceState::Refused)), ImportEffect::New);
  EXPECT_EQ(kept().state, "refused");
  EXPECT_EQ(kept().outcome, "refused");
  EXPECT_EQ(tally("dossiers_refused", "2024-10-14"), 1);
  ImportInput other = ended("2024-10-14", SourceState::Withdrawn);
  other.code = "H26.4.7-241010-2";
  ASSERT_EQ(effect(other), ImportEffect::New);
  EXPECT_EQ(kept(other.code).state, "withdrawn");
  EXPECT_EQ(effect(other), ImportEffect::Same);
  EXPECT_EQ(tally("dossiers_given_back", "2024-10-14"), 1);
}

TEST_P(RecordImportTest, NamesWhatIsWrong) {
  const auto with = [](auto change) {
    ImportInput out = ended("2024-10-15");
    change(out);
    return out;
  };
  EXPECT_EQ(refused(with([](auto& row) { row.code = std::string(61, '1'); })), "code record.import_code");
  EXPECT_EQ(refused(with([](auto& row) { row.code = "H26 1"; })), "code record.import_code");
  EXPECT_EQ(refused(with([](auto& row) { row.received = when("2024-11-05"); row.due_on.reset(); row.resolved.reset(); row.state = SourceState::Open; })),
            "received record.import_future");
  EXPECT_EQ(refused(with([](auto& row) { row.received = when("2011-10-10"); })), "received record.type_unknown");
  EXPECT_EQ(refused(with([](auto& row) { row.due_on = day("2024-10-09"); })), "due_on record.import_due_before");
  EXPECT_EQ(refused(with([](auto& row) { row.resolved = when("2024-10-09"); })), "resolved record.import_resolved_before");
  EXPECT_EQ(refused(with([](auto& row) { row.returned = when("2024-10-14"); })), "returned record.import_returned_before");
  EXPECT_EQ(refused(with([](auto& row) { row.resolved.reset(); })), "resolved record.import_resolved_missing");
  EXPECT_EQ(refused(with([](auto& row) { row.state = SourceState::Open; })), "state record.import_still_open");
  EXPECT_EQ(refused(with([](auto& row) { row.procedure = "9.9"; })), "procedure record.procedure_unknown");
  EXPECT_EQ(refused(with([](auto& row) { row.fields["channel"] = "smoke"; })), "channel record.field_value");
  EXPECT_EQ(import(with([](auto& row) { row.code.clear(); })).error().rule, "record.import_refused");
  ASSERT_EQ(effect(ended("2024-10-15")), ImportEffect::New);
  EXPECT_EQ(refused(with([](auto& row) { row.received = when("2024-10-11"); })), "received record.import_received_other");
  EXPECT_EQ(refused(with([](auto& row) { row.procedure = "1.001193"; })), "procedure record.import_procedure_other");
  EXPECT_EQ(refused(with([](auto& row) { row.resolved = when("2024-10-16"); })), "resolved record.import_resolved_other");
  EXPECT_EQ(refused(with([](auto& row) { row.state = SourceState::Refused; })), "state record.import_outcome_other");
}

TEST_P(RecordImportTest, WhatSenKeepsIsLeftAlone) {
  OpenInput open{.type = "dossier", .procedure = kMarital};
  open.applicant.name = Personal<std::string>("Lê Văn Mẫu");
  open.fields = {{"channel", "direct"}};
  open.papers = {{"form", PaperForm::Original, 1}};
  world.at("2024-10-10T08:30+07:00");
  const auto own = world.write([&](store::WriteTx& tx, const Context& ctx) { return open_record(tx, ctx, rules, open); });
  ASSERT_TRUE(own);
  world.at("2024-10-31T08:30+07:00");
  ImportInput input = ended("2024-10-15");
  input.code = own->code;
  const auto before = head();
  EXPECT_EQ(effect(input), ImportEffect::Ours);
  EXPECT_EQ(head(), before);
  // … and so is what the list brought, once somebody here acted on it.
  ASSERT_EQ(effect(row()), ImportEffect::New);
  ASSERT_TRUE(world.write([&](store::WriteTx& tx, const Context& ctx) {
    return act_on_record(tx, ctx, rules, {.record = kept().id, .action = "hand_over", .body = "culture_social_affairs"});
  }));
  EXPECT_EQ(effect(ended("2024-10-15")), ImportEffect::Ours);
  EXPECT_TRUE(kept().wake_at) << "from then on Sen warns";
}

TEST_P(RecordImportTest, ForTheDeskAndWhoLeads) {
  world.as(Role::Staff, clerk.value);
  EXPECT_EQ(refused(row()), "record.not_yours");
  world.as(Role::Auditor);
  EXPECT_EQ(refused(row()), "forbidden");
  world.as(Role::Lead);
  EXPECT_EQ(effect(row()), ImportEffect::New);
}

}  // namespace
}  // namespace sen::record
