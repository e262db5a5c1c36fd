// Records of every type: the desk's lists, one record, what is done to it: docs/api.md "Records".
#include <algorithm>
#include <charconv>

#include "api/paper_reply.hpp"
#include "api/record_view.hpp"
#include "base/text.hpp"
#include "report/record_paper.hpp"

namespace sen::api {
namespace {

constexpr std::size_t kRevealReasonMax = 500;

struct RecordTypePath {
  std::string type;
};
void describe(http::Wire& v, RecordTypePath& path) { v.in_path().code("type", path.type, {.length_max = 60, .length_min = 1, .example = "dossier"}); }

struct PromiseQuery {
  std::string type;
  std::string procedure;
  std::optional<std::string> case_code{};
};
void describe(http::Wire& v, PromiseQuery& query) {
  v.in_path().code("type", query.type, {.length_max = 60, .length_min = 1, .example = "dossier"});
  v.code("procedure", query.procedure, {.length_max = 60, .example = "1.004873"});
  v.code("case", query.case_code, {.length_max = 60, .when_empty = http::WhenEmpty::Omitted});
}

struct RecordsQuery {
  std::string type;
  std::optional<std::string> view{};
  std::optional<std::string> after{};
};
void describe(http::Wire& v, RecordsQuery& query) {
  v.code("type", query.type, {.length_max = 60, .length_min = 1, .example = "dossier"});
  v.choice("view", query.view, {"soon", "late", "open", "paused", "ready", "all"}, {.when_empty = http::WhenEmpty::Omitted});
  v.code("after", query.after, {.length_max = 60, .when_empty = http::WhenEmpty::Omitted});
}

struct RecordCodePath {
  std::string code;
};
void describe(http::Wire& v, RecordCodePath& path) { v.in_path().code("code", path.code, {.length_max = 60, .length_min = 1, .example = "00400-241015-0008"}); }

struct FoundRecordJson {
  RecordId id{};
  std::string href;
};
void describe(http::Wire& v, FoundRecordJson& found) {
  v.id("id", found.id);
  v.text("href", found.href, {.length_max = 300});
}

struct RevealJson {
  RecordId id{};
  std::string reason;
};
void describe(http::Wire& v, RevealJson& input) {
  v.in_path().id("id", input.id);
  v.text("reason", input.reason, {.length_max = kRevealReasonMax, .length_min = 1, .example = "To call about a missing paper"});
}

struct RecordPaperQuery {
  RecordId id{};
  std::string form;
  std::string format;
};
void describe(http::Wire& v, RecordPaperQuery& query) {
  v.in_path().id("id", query.id);
  v.in_path().code("form", query.form, {.length_max = 60, .length_min = 1, .example = "mau_01"});
  v.choice("format", query.format, {"docx", "pdf"});
}

/// "1728957600000:42": after which record the next page begins.
record::ListPage page_of(const std::optional<std::string>& after) {
  record::ListPage page;
  if (!after) return page;
  const auto parts = split(*after, ':');
  if (parts.size() != 2) return page;
  std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), page.after_at.milliseconds);
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), page.after_id);
  return page;
}

/// Until when a due time counts as near: as many working days as the type's warning comes before it.
Instant soon_until(const record::RecordType& type, const RecordWords& words) {
  const record::ClockRule* main = type.main_clock();
  return end_of(law::step_day(words.calendar->calendar, date_of(words.now), main == nullptr ? 0 : main->warn_working_days));
}

Result<std::vector<record::Record>> listed(store::ReadTx& tx, const RecordsQuery& query, const record::RecordType& type, const RecordWords& words) {
  const std::string view = query.view.value_or("open");
  record::ListPage page = page_of(query.after);
  ++page.limit;  // one more tells whether there is a next page
  if (view == "all") return record::newest_records(tx, query.type, page);
  if (view == "paused") return record::records_of_states(tx, query.type, type.paused_states(), page);
  if (view == "ready") return record::records_of_states(tx, query.type, type.ready_states(), page);
  if (view == "late") return record::open_records(tx, query.type, page, words.now);
  if (view == "soon") {
    // What is late already stands in its own list.
    if (!query.after) page.after_at = words.now;
    return record::open_records(tx, query.type, page, soon_until(type, words));
  }
  return record::open_records(tx, query.type, page);
}

Result<DeskCountsJson> counts(Services& services, store::ReadTx& tx, const Context& ctx, const std::string& type) {
  SEN_LET(const auto words, record_words(services, tx, ctx, Language::Vi));
  SEN_LET(const auto of, services.records.type_on(ctx, type, date_of(words.now), words.place));
  const auto paused = of->paused_states();
  const auto ready = of->ready_states();
  DeskCountsJson out;
  SEN_LET(const auto by_state, record::count_open(tx, type, words.now, soon_until(*of, words)));
  for (const auto& one : by_state) {
    out.open += one.all;
    out.late += one.late;
    out.soon += one.soon;
    if (std::find(ready.begin(), ready.end(), one.state) != ready.end()) out.ready += one.all;
    if (std::find(paused.begin(), paused.end(), one.state) != paused.end()) out.paused += one.all;
  }
  SEN_LET(const auto today, record::count_day(tx, type, date_of(words.now)));
  out.received_today = today.received;
  out.closed_today = today.closed;
  return out;
}

Result<RecordsJson> list_page(Services& services, store::ReadTx& tx, const Context& ctx, const RecordsQuery& query, Language language) {
  SEN_LET(const auto words, record_words(services, tx, ctx, language));
  SEN_LET(const auto type, services.records.type_on(ctx, query.type, date_of(words.now), words.place));
  SEN_LET(auto records, listed(tx, query, *type, words));
  RecordsJson out;
  if (records.size() > static_cast<std::size_t>(record::kPageSize)) {
    records.resize(record::kPageSize);
    const auto after = record::page_after(records.back(), *type, query.view.value_or("open") != "all");
    out.next = std::to_string(after.after_at.milliseconds) + ":" + std::to_string(after.after_id);
  }
  for (const auto& record : records) {
    SEN_LET(auto row, row_json(services, tx, ctx, words, record));
    out.records.push_back(std::move(row));
  }
  return out;
}

Result<RecordTypeJson> type_page(Services& services, store::ReadTx& tx, const Context& ctx, const std::string& id, Language language) {
  SEN_LET(const auto words, record_words(services, tx, ctx, language));
  const Date today = date_of(words.now);
  SEN_LET(const auto type, services.records.type_on(ctx, id, today, words.place));
  RecordTypeJson out{.id = type->id, .label = type->label.in(language), .act = type->act, .page = type->page, .has_catalogue = type->has_catalogue};
  SEN_LET(out.may_receive, record::may_receive(tx, ctx, *type));
  for (const auto& field : type->fields) {
    FormFieldJson made{.code = field.code, .label = field.label.in(language), .type = record::name_of(field.type), .required = field.required};
    for (const auto& choice : field.choices) made.choices.push_back({choice.code, choice.label.in(language)});
    out.fields.push_back(std::move(made));
  }
  for (const auto& action : type->actions) {
    if (action.opens()) out.openings.push_back(action_json(language, action));
  }
  if (!type->has_catalogue) return out;
  SEN_LET(const auto catalogue, services.records.catalogue(ctx, today, words.place));
  for (const auto& field : catalogue.fields) {
    for (const auto& procedure : field->procedures) {
      if (procedure.in_force(today)) out.procedures.push_back(procedure_json(language, procedure, *field));
    }
  }
  return out;
}

Result<PromiseJson> promise_page(Services& services, store::ReadTx& tx, const Context& ctx, const PromiseQuery& query, Language language) {
  SEN_LET(const auto promise, record::promise(tx, ctx, services.records, {query.type, query.procedure, query.case_code.value_or("")}));
  const auto& of = promise.deadline;
  PromiseJson out{.received_counts_on = of.received_counts_on, .due_on = of.due_on, .due_at = of.due_at, .apology_by = of.apology_by,
                  .provisional = of.provisional, .limit = record::limit_text(language, promise.limit), .law = promise.law,
                  .steps = steps_json(language, of)};
  return out;
}

record::OpenInput open_input(const OpenRecordJson& json) {
  record::OpenInput out{.type = json.type, .action = json.action.value_or(""), .procedure = json.procedure.value_or(""),
                        .case_code = json.case_code.value_or(""), .reason = json.reason.value_or("")};
  if (json.applicant) {
    const auto& who = *json.applicant;
    const auto personal = [](const std::optional<std::string>& text) { return Personal<std::string>(text.value_or("")); };
    out.applicant = {.name = Personal(who.name), .identity_number = personal(who.identity_number), .born_on = who.born_on,
                     .address = personal(who.address), .phone = personal(who.phone), .mail = personal(who.mail),
                     .submitter = personal(who.submitter)};
  }
  for (const auto& field : json.fields.value_or(std::vector<FieldValueJson>{})) out.fields[field.code] = field.value;
  for (const auto& paper : json.papers.value_or(std::vector<HandedPaperJson>{})) {
    out.papers.push_back({paper.code, record::parse_paper_form(paper.form).value_or(record::PaperForm::Copy), paper.count});
  }
  return out;
}

record::ActInput act_input(const ActJson& json) {
  return {.record = json.id.value, .action = json.action, .reason = json.reason.value_or(""), .body = json.body.value_or(""),
          .person = json.person_id, .ground = json.ground.value_or(""), .new_date = json.new_date, .receiver = json.receiver.value_or("")};
}

Result<RecordJson> page_of_record(Services& services, store::ReadTx& tx, const Context& ctx, const record::Record& record, Language language) {
  SEN_LET(const auto words, record_words(services, tx, ctx, language));
  return record_json(services, tx, ctx, words, record);
}

http::Reply<http::Bytes> send_paper(Services& services, http::Request<RecordPaperQuery>& request) {
  const auto made = look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordPaperQuery& query) -> Result<PaperFile> {
    SEN_LET(auto document, report::record_paper(tx, ctx, services.records, {query.id.value, query.form, services.demo}));
    SEN_LET(const auto record, record::load_record(tx, query.id.value));
    return PaperFile{std::move(document), render(Language::Vi, "record.paper.file_name", {{"code", record.code}, {"name", query.form}, {"ending", query.format}})};
  });
  return paper_reply(made, request.input.format, services.clock.now());
}

void add_reading(http::Router& router, Services& services) {
  router.get("/api/record-types/{type}", access(Right::RecordRead, http::Scope::Success), http::Lane::Read,
             [&services](http::Request<RecordTypePath>& request) -> http::Reply<RecordTypeJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordTypePath& path) {
                 return type_page(services, tx, ctx, path.type, request.call.language);
               });
             });
  router.get("/api/record-types/{type}/promise", access(Right::RecordRead, http::Scope::Success), http::Lane::Read,
             [&services](http::Request<PromiseQuery>& request) -> http::Reply<PromiseJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const PromiseQuery& query) {
                 return promise_page(services, tx, ctx, query, request.call.language);
               });
             });
  router.get("/api/records", access(Right::RecordRead), http::Lane::Read,
             [&services](http::Request<RecordsQuery>& request) -> http::Reply<RecordsJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordsQuery& query) {
                 return list_page(services, tx, ctx, query, request.call.language);
               });
             });
  router.get("/api/record-counts/{type}", access(Right::RecordRead, http::Scope::Success), http::Lane::Read,
             [&services](http::Request<RecordTypePath>& request) -> http::Reply<DeskCountsJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordTypePath& path) { return counts(services, tx, ctx, path.type); });
             });
  router.get("/api/records/{id}", access(Right::RecordRead), http::Lane::Read,
             [&services](http::Request<RecordPath>& request) -> http::Reply<RecordJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordPath& path) -> Result<RecordJson> {
                 SEN_LET(const auto record, record::load_record(tx, path.id.value));
                 return page_of_record(services, tx, ctx, record, request.call.language);
               });
             });
  router.get("/api/records/{id}/papers/{form}", access(Right::RecordAct), http::Lane::Heavy,
             [&services](http::Request<RecordPaperQuery>& request) { return send_paper(services, request); })
      .sends(kDocxType);
  router.get("/api/record-codes/{code}", access(Right::RecordRead), http::Lane::Read,
             [&services](http::Request<RecordCodePath>& request) -> http::Reply<FoundRecordJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const RecordCodePath& path) -> Result<FoundRecordJson> {
                 SEN_LET(const auto record, record::find_record(tx, path.code));
                 SEN_LET(const auto of, record::rules_of(tx, ctx, services.records, record));
                 return FoundRecordJson{{record.id}, of.type->page + std::to_string(record.id)};
               });
             });
}

ApplicantJson full_applicant(const record::Applicant& who) {
  constexpr auto kShow = Purpose::Show;
  return {.name = who.name.reveal(kShow), .identity_number = who.identity_number.reveal(kShow), .born_on = who.born_on, .address = who.address.reveal(kShow),
          .phone = who.phone.reveal(kShow), .mail = who.mail.reveal(kShow), .submitter = who.submitter.reveal(kShow)};
}

void add_writing(http::Router& router, Services& services) {
  router
      .post("/api/records", access(Right::RecordAct), http::Lane::Write,
            [&services](http::Request<OpenRecordJson>& request) -> http::Reply<RecordJson> {
              return command<RecordJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const OpenRecordJson& input) -> Result<RecordJson> {
                SEN_LET(const auto record, record::open_record(tx, ctx, services.records, open_input(input)));
                announce(services, tx, ctx, "record", record.id);
                return page_of_record(services, tx, ctx, record, request.call.language);
              });
            })
      .creates()
      .audit("dossier.received");
  router
      .post("/api/records/{id}/act", access(Right::RecordAct), http::Lane::Write,
            [&services](http::Request<ActJson>& request) -> http::Reply<RecordJson> {
              return command<RecordJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const ActJson& input) -> Result<RecordJson> {
                SEN_LET(const auto record, record::act_on_record(tx, ctx, services.records, act_input(input)));
                announce(services, tx, ctx, "record", record.id);
                return page_of_record(services, tx, ctx, record, request.call.language);
              });
            })
      .idempotent()
      .audit("dossier.handed_over");
  router
      .post("/api/records/{id}/reveal", access(Right::RecordReveal), http::Lane::Write,
            [&services](http::Request<RevealJson>& request) -> http::Reply<ApplicantJson> {
              return command<ApplicantJson>(services, request, [&](store::WriteTx& tx, const Context& ctx, const RevealJson& input) -> Result<ApplicantJson> {
                SEN_LET(const auto who, record::reveal_applicant(tx, ctx, services.records, {input.id.value, input.reason}));
                return full_applicant(who);
              });
            })
      .audit("record.revealed");
}

}  // namespace

void add_record_routes(http::Router& router, Services& services) {
  add_reading(router, services);
  add_writing(router, services);
}

}  // namespace sen::api
