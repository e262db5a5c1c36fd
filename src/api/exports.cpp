// Lists as spreadsheets, and a plan's appendix with its progress as a document. docs/api.md "Import and export".
#include "api/appendix.hpp"
#include "api/paper_reply.hpp"
#include "api/export_lists.hpp"
#include "api/live_view.hpp"
#include "api/proof.hpp"
#include "formats/docx_write.hpp"
#include "ledger/ledger.hpp"

namespace sen::api {
namespace {

constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

struct ExportQuery {
  std::string list;
  std::string format;
  std::optional<int> year{};
  std::optional<PlanId> plan{};
  std::optional<std::string> state{};
  std::optional<std::string> field{};
  std::optional<std::string> text{};
  std::optional<std::string> subject_kind{};
  std::optional<Id<struct SubjectTag>> subject_id{};
};
void describe(http::Wire& v, ExportQuery& query) {
  constexpr auto kOmitted = http::WhenEmpty::Omitted;
  v.in_path().choice("list", query.list, {"index", "facts", "plan", "people", "notices", "audit"});
  v.choice("format", query.format, {"xlsx", "csv"});
  v.integer("year", query.year, {.min = 1900, .max = 2999, .example = 2024, .when_empty = kOmitted});
  v.id("plan", query.plan, {.when_empty = kOmitted});
  v.code("state", query.state, {.length_max = 40, .when_empty = kOmitted});
  v.code("field", query.field, {.length_max = 32, .when_empty = kOmitted});
  v.text("text", query.text, {.length_max = 200, .when_empty = kOmitted});
  v.code("subject_kind", query.subject_kind, {.length_max = 60, .when_empty = kOmitted});
  v.id("subject_id", query.subject_id, {.when_empty = kOmitted});
}

ExportFilter filter_of(const ExportQuery& query) {
  ExportFilter out{.year = query.year, .plan = query.plan, .state = query.state.value_or(""), .field = query.field.value_or(""),
                   .text = query.text.value_or(""), .subject_kind = query.subject_kind.value_or("")};
  if (query.subject_id) out.subject_id = query.subject_id->value;
  return out;
}

/// What left the house, in the audit trail: which list, how many rows.
Result<Done> record(store::WriteTx& tx, const Context& ctx, const std::string& list, std::size_t rows) {
  ledger::EventDraft event{.kind = "list.exported", .subject = {"unit", tx.unit().value}};
  event.facts.set("list", Json::string(list));
  event.facts.set("rows", Json::number(static_cast<std::int64_t>(rows)));
  SEN_TRY(ledger::append(tx, ctx, event));
  return Done{};
}

http::Reply<http::Bytes> list(Services& services, http::Request<ExportQuery>& request) {
  const Context ctx = context(services, who(request.call));
  const Language language = request.call.language;
  const ExportQuery& query = request.input;
  // The log tells of everybody: whoever takes it out of the house says again who they are.
  if (query.list == "audit") {
    const auto fresh = need_fresh_proof(services, request.call);
    if (!fresh) return fresh.error();
  }
  const auto table = services.store.read(ctx.unit, [&](store::ReadTx& tx) {
    return export_table(services, tx, ctx, query.list, filter_of(query), language);
  });
  if (!table) return table.error();
  http::Bytes out{.content = {}, .content_type = "text/csv; charset=utf-8",
                  .download_name = export_name(query.list, date_of(ctx.clock.now()), query.format, language)};
  if (query.format == "csv") {
    out.content = formats::write_csv(*table, language);
  } else {
    auto bytes = formats::write_xlsx(*table);
    if (!bytes) return bytes.error();
    out.content = *std::move(bytes);
    out.content_type = kXlsx;
  }
  const auto kept = services.store.write(ctx.unit, [&](store::WriteTx& tx) { return record(tx, ctx, query.list, table->rows.size()); });
  if (!kept) return kept.error();
  return out;
}

struct AppendixQuery {
  PlanId id{};
  std::string format;
};
void describe(http::Wire& v, AppendixQuery& query) {
  v.in_path().id("id", query.id);
  v.choice("format", query.format, {"docx"});
}

http::Reply<http::Bytes> appendix(Services& services, http::Request<AppendixQuery>& request) {
  const Context ctx = context(services, who(request.call));
  const auto found = services.store.read(ctx.unit, [&](store::ReadTx& tx) -> Result<Appendix> {
    const auto view = live_view(services, tx, ctx, std::nullopt);
    return plan_appendix(tx, ctx, request.input.id, services.demo || (view && view->illustrative));
  });
  if (!found) return found.error();
  auto bytes = formats::write_docx(found->document, formats::Orientation::Landscape);
  if (!bytes) return bytes.error();
  const auto kept = services.store.write(ctx.unit, [&](store::WriteTx& tx) { return record(tx, ctx, "appendix", found->task_count); });
  if (!kept) return kept.error();
  return http::Bytes{.content = *std::move(bytes), .content_type = kDocxType, .download_name = found->file_name};
}

}  // namespace

void add_export_routes(http::Router& router, Services& services) {
  router.get("/api/exports/{list}", access(Right::IndexRead), http::Lane::Heavy,
             [&services](http::Request<ExportQuery>& request) { return list(services, request); })
      .sends(kXlsx)
      .audit("list.exported");
  router.get("/api/plans/{id}/appendix", access(Right::PlanRead), http::Lane::Heavy,
             [&services](http::Request<AppendixQuery>& request) { return appendix(services, request); })
      .sends(kDocxType)
      .audit("list.exported");
}

}  // namespace sen::api
