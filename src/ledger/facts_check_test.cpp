// Facts stay for ever, so nothing about a person may hide in them.

#include "ledger/facts_check.hpp"

#include <gtest/gtest.h>

#include "pack/pack_set.hpp"

namespace sen::ledger {
namespace {

std::string refusal(const EventDraft& draft) {
  const auto checked = check_facts(draft, pack::PackSet::embedded().vocabulary());
  return checked ? "taken" : checked.error().rule;
}
std::string refusal(const char* fact, Json value) {
  EventDraft draft{.kind = "room.done", .subject = {"room", 1}};
  draft.facts.set(fact, std::move(value));
  return refusal(draft);
}
Json text(const char* value) {
  return Json::string(value);
}

TEST(CheckFacts, CodesAreTaken) {
  for (const char* value :
       {"3.2.1", "PAR", "civil-status", "2024-02-15", "97/KH-UBND", "2024-02-15T10:05:00+07:00",
        "000.00.16.G12-240315-0001", "1.001193", "9223372036854775807", ""}) {
    EXPECT_EQ(refusal("code", text(value)), "taken") << value;
  }
  EXPECT_EQ(refusal("hash", Json::string(std::string(64, '7'))), "taken");
  EXPECT_EQ(refusal("done", Json::boolean(true)), "taken");
  EXPECT_EQ(refusal("value", Json::number(-5)), "taken");
  EXPECT_EQ(refusal("act", text("1656/NQ-UBTVQH15, điều 1 khoản 122")), "taken");
}

TEST(CheckFacts, NestedIsRefused) {
  EXPECT_EQ(refusal("a", Json::object()), "ledger.fact_nested");
  EXPECT_EQ(refusal("a", Json::array()), "ledger.fact_nested");
  EXPECT_EQ(refusal("a", Json()), "ledger.fact_nested");
}

TEST(CheckFacts, WhatLooksPersonalIsRefused) {
  for (const char* value :
       {"0912345678", "0912 345 678", "0912.345.678", "+84912345678", "001085012345",
        "001.085.012345", "012345678", "a@b.vn", "CCCD 001085012345/x"}) {
    EXPECT_EQ(refusal("code", text(value)), "ledger.fact_personal") << value;
  }
  EXPECT_EQ(refusal("phone", text("x")), "ledger.fact_personal");
  EXPECT_EQ(refusal("code", text("Nguyễn Văn A")), "ledger.fact_text");
  EXPECT_EQ(refusal("code", Json::string(std::string(201, 'a'))), "ledger.fact_text");
  EXPECT_EQ(refusal("Tên", text("x")), "ledger.fact_name");
}

TEST(CheckFacts, NamesAndNumbersAreBounded) {
  EventDraft draft{.kind = "Not a code", .subject = {"room", 1}};
  EXPECT_EQ(refusal(draft), "ledger.event_name");
  draft.kind = "room.done";
  draft.effective_at = at(*make_date(1900, 1, 1), 0) + -1;
  EXPECT_EQ(refusal(draft), "ledger.event_time");
  draft.effective_at = at(*make_date(1900, 1, 1), 0);
  EXPECT_EQ(refusal(draft), "taken");
  for (int i = 0; i < 33; ++i) draft.facts.set("f" + std::to_string(i), Json::boolean(true));
  EXPECT_EQ(refusal(draft), "ledger.fact_count");
}

// An event that packs name carries the facts that they name, of their types.
TEST(CheckFacts, ListedEventsCarryListedFacts) {
  EventDraft draft{.kind = "fact.entered", .subject = {"fact", 1}};
  draft.facts.set("measure", text("staff_total"));
  draft.facts.set("origin", text("attested"));
  EXPECT_EQ(refusal(draft), "ledger.fact_missing");
  draft.facts.set("value", text("12"));
  EXPECT_EQ(refusal(draft), "ledger.fact_type");
  draft.facts.set("value", Json::number("12.5"));
  EXPECT_EQ(refusal(draft), "ledger.fact_type");
  draft.facts.set("value", Json::number(12));
  EXPECT_EQ(refusal(draft), "taken");
  draft.facts.set("colour", text("red"));
  EXPECT_EQ(refusal(draft), "ledger.fact_unknown");
}

}  // namespace
}  // namespace sen::ledger
