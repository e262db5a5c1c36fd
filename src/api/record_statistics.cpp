// Statistics of dossiers by field and period, form II.06a: docs/api.md "Records".
#include "api/paper_reply.hpp"
#include "api/services.hpp"
#include "base/capitals.hpp"
#include "plan/letterhead.hpp"
#include "report/record_statistics.hpp"

namespace sen::api {
namespace {

constexpr http::IntegerRules kCount{.min = 0, .max = 100'000'000, .example = 12};

struct StatisticsRowJson {
  report::StatisticsRow of;
};
void describe(http::Wire& v, StatisticsRowJson& row) {
  std::int64_t received = row.of.received();
  std::int64_t resolved = row.of.resolved();
  std::int64_t open_in_time = row.of.open - row.of.open_late;
  v.text("code", row.of.code, {.length_max = 60});
  v.text("name", row.of.name, {.length_max = 500});
  v.integer("received", received, kCount);
  v.integer("online", row.of.online, kCount);
  v.integer("direct", row.of.direct, kCount);
  v.integer("carried", row.of.carried, kCount);
  v.integer("resolved", resolved, kCount);
  v.integer("early", row.of.early, kCount);
  v.integer("on_time", row.of.on_time, kCount);
  v.integer("late", row.of.late, kCount);
  v.integer("given_back", row.of.given_back, kCount);
  v.integer("open", row.of.open, kCount);
  v.integer("open_in_time", open_in_time, kCount);
  v.integer("open_late", row.of.open_late, kCount);
}

struct RecordStatisticsJson {
  Date from{};
  Date to{};
  std::vector<StatisticsRowJson> rows;
  StatisticsRowJson whole;
  bool adds_up = true;
};
void describe(http::Wire& v, RecordStatisticsJson& page) {
  v.date("from", page.from);
  v.date("to", page.to);
  v.list("rows", page.rows);
  v.object("whole", page.whole);
  v.boolean("adds_up", page.adds_up);
}

struct StatisticsQuery {
  Date from{};
  Date to{};
};
void describe(http::Wire& v, StatisticsQuery& query) {
  v.date("from", query.from, {.example = "2024-01-01"});
  v.date("to", query.to, {.example = "2024-12-31"});
}

struct StatisticsFileQuery {
  Date from{};
  Date to{};
  std::string format;
};
void describe(http::Wire& v, StatisticsFileQuery& query) {
  v.date("from", query.from, {.example = "2024-01-01"});
  v.date("to", query.to, {.example = "2024-12-31"});
  v.choice("format", query.format, {"docx", "pdf"});
}

/// Errors: "record.period" (it ends before it begins, or spans more than ten years).
Result<Period> period_of(Date from, Date to) {
  constexpr int kDaysMax = 3'660;
  if (to < from || to - from > kDaysMax) return invalid("record.period", "to");
  return Period{from, to};
}

Result<RecordStatisticsJson> page_of(Services& services, store::ReadTx& tx, const Context& ctx, Date from, Date to, Language language) {
  SEN_LET(const auto period, period_of(from, to));
  SEN_LET(const auto made, report::record_statistics(tx, ctx, services.records, period, language));
  RecordStatisticsJson out{.from = from, .to = to, .rows = {}, .whole = {made.whole}, .adds_up = made.whole.adds_up()};
  for (const auto& row : made.rows) {
    out.adds_up = out.adds_up && row.adds_up();
    out.rows.push_back({row});
  }
  return out;
}

std::string word(const char* key, const TextArguments& arguments = {}) { return render(Language::Vi, std::string("record.statistics.") + key, arguments); }

std::vector<std::string> cells(const std::string& number, const report::StatisticsRow& row) {
  std::vector<std::string> out{number, row.name};
  for (const std::int64_t value : {row.received(), row.online, row.direct, row.carried, row.resolved(), row.early, row.on_time, row.late, row.given_back,
                                   row.open, row.open - row.open_late, row.open_late}) {
    out.push_back(std::to_string(value));
  }
  return out;
}

formats::Document document(const report::RecordStatistics& of, const identity::Unit& unit, const std::string& superior, Date today, bool illustrative) {
  formats::Document out;
  out.superior = upper(superior);
  out.issuer = upper(unit.name);
  out.place_and_date = plan::place_and_date(plan::place_of(unit.short_name), today);
  out.landscape = true;
  out.title = word("title");
  out.subject = word("subject", {{"from", localized_date(to_string(of.period.start))}, {"to", localized_date(to_string(of.period.end))}});
  formats::Table table{.header = {word("stt"), word("field")}, .rows = {}, .widths = {5, 20}, .to_right = {false, false}};
  for (const char* column : {"received", "online", "direct", "carried", "resolved", "early", "on_time", "late", "given_back", "open", "open_in_time", "open_late"}) {
    table.header.push_back(word(column));
    table.widths.push_back(7);
    table.to_right.push_back(true);
  }
  int line = 0;
  for (const auto& row : of.rows) table.rows.push_back(cells(std::to_string(++line), row));
  report::StatisticsRow whole = of.whole;
  whole.name = word("whole");
  table.rows.push_back(cells("", whole));
  out.blocks.emplace_back(std::move(table));
  out.blocks.emplace_back(formats::Paragraph{.text = word(of.whole.adds_up() ? "adds_up" : "differs"), .italic = true, .indented = false});
  const std::int64_t resolved = of.whole.resolved();
  if (resolved > 0) {
    const Ratio share(100 * (resolved - of.whole.late), resolved);
    out.blocks.emplace_back(formats::Paragraph{.text = word("share", {{"share", localized_number(Language::Vi, to_decimal(share, 2))}, {"base", std::to_string(resolved)}}), .indented = false});
  }
  out.footer = word("form");
  if (illustrative) out.footer += ". " + render(Language::Vi, "record.paper.illustrative");
  return out;
}

http::Reply<http::Bytes> send_file(Services& services, http::Request<StatisticsFileQuery>& request) {
  const auto made = look(services, request, [&](store::ReadTx& tx, const Context& ctx, const StatisticsFileQuery& query) -> Result<PaperFile> {
    SEN_LET(const auto period, period_of(query.from, query.to));
    SEN_LET(const auto of, report::record_statistics(tx, ctx, services.records, period, Language::Vi));
    const identity::Unit& unit = who(request.call).unit;
    std::string superior;
    if (unit.parent) {
      SEN_LET(const auto above, identity::load_unit(tx, *unit.parent));
      superior = above.name;
    }
    return PaperFile{document(of, unit, superior, date_of(ctx.clock.now()), services.demo),
                     word("file_name", {{"from", to_string(query.from)}, {"to", to_string(query.to)}, {"ending", query.format}})};
  });
  return paper_reply(made, request.input.format, services.clock.now());
}

}  // namespace

void add_record_statistics_routes(http::Router& router, Services& services) {
  router.get("/api/record-statistics", access(Right::RecordRead), http::Lane::Read,
             [&services](http::Request<StatisticsQuery>& request) -> http::Reply<RecordStatisticsJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const StatisticsQuery& query) {
                 return page_of(services, tx, ctx, query.from, query.to, request.call.language);
               });
             });
  router.get("/api/record-statistics/file", access(Right::RecordRead), http::Lane::Heavy,
             [&services](http::Request<StatisticsFileQuery>& request) { return send_file(services, request); })
      .sends(kDocxType);
}

}  // namespace sen::api
