// What a person is told inside Sen, and what happened in the unit: docs/api.md "Evidence, notices, audit, live".
#include "api/audit_text.hpp"
#include "api/services.hpp"
#include "base/texts.hpp"
#include "jobs/notice.hpp"
#include "ledger/ledger.hpp"
#include "pack/pack_set.hpp"

namespace sen::api {
namespace {

constexpr int kNoticesMax = 100;
constexpr int kEventsPage = 50;

struct NoticeJson {
  Id<struct NoticeTag> id{};
  std::string text;
  std::string href;
  Instant at{};
  bool read = false;
};
void describe(http::Wire& v, NoticeJson& notice) {
  v.id("id", notice.id);
  v.text("text", notice.text, {.length_max = 4000});
  v.text("href", notice.href, {.length_max = 300});
  v.instant("at", notice.at);
  v.boolean("read", notice.read);
}

struct NoticePath {
  Id<struct NoticeTag> id{};
};
void describe(http::Wire& v, NoticePath& path) { v.in_path().id("id", path.id); }

struct EventSubjectJson {
  std::string kind;
  std::string id;
};
void describe(http::Wire& v, EventSubjectJson& subject) {
  v.text("kind", subject.kind, {.length_max = 60});
  v.text("id", subject.id, {.length_max = 20});
}

struct EventJson {
  std::int64_t seq = 0;
  Instant at{};
  std::string by;
  std::string kind;
  std::string text;
  std::optional<EventSubjectJson> subject{};
};
void describe(http::Wire& v, EventJson& event) {
  v.integer("seq", event.seq, {});
  v.instant("at", event.at);
  v.text("by", event.by, {.length_max = 200});
  v.text("kind", event.kind, {.length_max = 60});
  v.text("text", event.text, {.length_max = 2000});
  v.object("subject", event.subject);
}

struct EventsJson {
  std::vector<EventJson> events;
  std::optional<std::int64_t> next{};  ///< `before` of the next page; null at the beginning
};
void describe(http::Wire& v, EventsJson& events) {
  v.list("events", events.events);
  v.integer("next", events.next, {});
}

struct EventQuery {
  std::optional<std::int64_t> before{};
  std::optional<std::string> subject_kind{};
  std::optional<Id<struct SubjectTag>> subject_id{};
};
void describe(http::Wire& v, EventQuery& query) {
  v.integer("before", query.before, {.min = 1, .example = 100, .when_empty = http::WhenEmpty::Omitted});
  v.code("subject_kind", query.subject_kind, {.length_max = 60, .when_empty = http::WhenEmpty::Omitted});
  v.id("subject_id", query.subject_id, {.when_empty = http::WhenEmpty::Omitted});
}

Result<EventsJson> events_page(Services& services, store::ReadTx& tx, const Context& ctx, const EventQuery& query, Language language) {
  ledger::EventFilter filter{.subject_kind = query.subject_kind.value_or(""), .limit = kEventsPage + 1};
  if (query.subject_id) filter.subject_id = query.subject_id->value;
  if (query.before) filter.before_seq = *query.before;
  SEN_LET(auto found, ledger::events(tx, filter));
  EventsJson out;
  if (found.size() > static_cast<std::size_t>(kEventsPage)) {
    found.resize(kEventsPage);
    out.next = found.back().seq;
  }
  AuditWriter writer(services, tx, ctx, language);
  for (const auto& event : found) {
    EventJson one{.seq = event.seq, .at = event.at, .by = {}, .kind = event.kind, .text = {}};
    SEN_LET(one.by, writer.actor(event));
    SEN_LET(one.text, writer.sentence(event));
    one.subject = EventSubjectJson{event.subject_kind, std::to_string(event.subject_id)};
    out.events.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void add_notice_routes(http::Router& router, Services& services) {
  router.get("/api/notices", access(Right::NoticeRead), http::Lane::Read,
             [&services](http::Request<http::Nothing>& request) -> http::Reply<std::vector<NoticeJson>> {
               return look(services, request,
                           [&](store::ReadTx& tx, const Context& ctx, const http::Nothing&) -> Result<std::vector<NoticeJson>> {
                             SEN_LET(const auto found, jobs::notices_of(tx, ctx.actor.person, kNoticesMax));
                             std::vector<NoticeJson> out;
                             for (const auto& notice : found) {
                               out.push_back({{notice.id}, render(request.call.language, notice.text), notice.href, notice.at,
                                              notice.read_at.has_value()});
                             }
                             return out;
                           });
             });
  router.post("/api/notices/{id}/read", access(Right::NoticeRead), http::Lane::Write,
              [&services](http::Request<NoticePath>& request) -> http::Reply<http::Nothing> {
                return command<http::Nothing>(
                    services, request,
                    [](store::WriteTx& tx, const Context& ctx, const NoticePath& path) -> Result<http::Nothing> {
                      SEN_TRY(jobs::read_notice(tx, ctx, path.id.value));
                      return http::Nothing{};
                    });
              });
}

void add_event_routes(http::Router& router, Services& services) {
  router.get("/api/events", access(Right::AuditRead), http::Lane::Read,
             [&services](http::Request<EventQuery>& request) -> http::Reply<EventsJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const EventQuery& query) {
                 return events_page(services, tx, ctx, query, request.call.language);
               });
             });
}

}  // namespace sen::api
