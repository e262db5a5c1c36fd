// Files that prove something: sent, opened, linked. docs/api.md "Evidence".
#include "api/evidence_links.hpp"
#include "api/live_view.hpp"
#include "evidence/evidence.hpp"
#include "index/evidence_request.hpp"
#include "index/explain.hpp"
#include "index/fact_entry.hpp"
#include "index/paper.hpp"
#include "plan/task.hpp"

namespace sen::api {
namespace {

struct EvidencePath {
  EvidenceId id{};
};
void describe(http::Wire& v, EvidencePath& path) { v.in_path().id("id", path.id); }

struct ProvenJson {
  std::string kind;
  std::string id;
  std::string title;
  std::string href;
};
void describe(http::Wire& v, ProvenJson& proven) {
  v.text("kind", proven.kind, {.length_max = 40});
  v.text("id", proven.id, {.length_max = 20});
  v.text("title", proven.title, {.length_max = 8000});
  v.text("href", proven.href, {.length_max = 300});
}

struct EvidencePageJson {
  EvidenceJson file;  ///< its members stand at the top
  std::string added_by;
  Instant added_at{};
  std::vector<ProvenJson> proves;
};
void describe(http::Wire& v, EvidencePageJson& page) {
  describe(v, page.file);
  v.text("added_by", page.added_by, {.length_max = 200});
  v.instant("added_at", page.added_at);
  v.list("proves", page.proves);
}

struct LinkInputJson {
  EvidenceId id{};
  std::string kind;
  Id<struct SubjectTag> subject{};
};
void describe(http::Wire& v, LinkInputJson& input) {
  v.in_path().id("id", input.id);
  v.choice("kind", input.kind, {"task", "fact"});
  v.id("id", input.subject);
}

/// A thing that files can prove, found in this unit. Errors: NotFound of its own room.
Result<ProvenJson> proven(Services& services, store::ReadTx& tx, const Context& ctx, const SubjectRef& subject,
                          Language language) {
  ProvenJson out{.kind = subject.kind, .id = std::to_string(subject.id), .title = {}, .href = {}};
  if (out.kind == "task") {
    SEN_LET(const auto task, plan::load_task(tx, TaskId{subject.id}));
    out.title = plan::title_of(task);
    out.href = "/viec/" + out.id;
    return out;
  }
  if (out.kind == "evidence_request") {
    SEN_LET(const auto request, index::load_request(tx, subject.id));
    out.title = request.wanted;
    out.href = "/chi-so/" + request.code;
    return out;
  }
  if (out.kind == index::kPaperSubject) {
    SEN_LET(const auto paper, index::load_paper(tx, subject.id));
    const auto set = index::set_in_force(tx, ctx, services.sets, paper.year);
    const index::Leaf* leaf = set ? (*set)->leaf(paper.code) : nullptr;
    out.title = paper.wanted.empty() && leaf != nullptr ? leaf->name.in(language) : paper.wanted;
    out.href = "/chi-so/" + paper.code;
    return out;
  }
  SEN_LET(const auto entry, index::load_fact(tx, subject.id));
  out.title = entry.measure;
  out.href = "/so-lieu?so_do=" + entry.measure;
  const auto set = index::set_in_force(tx, ctx, services.sets, entry.year);
  if (!set) return out;
  if (const auto slot = (*set)->measure(entry.measure)) out.title = index::label_of(**set, *slot, language);
  return out;
}

Result<EvidencePageJson> evidence_page(Services& services, store::ReadTx& tx, const Context& ctx, EvidenceId id,
                                       Language language) {
  SEN_LET(const auto file, evidence::load_evidence(tx, id));
  EvidencePageJson out{.file = evidence_json(file), .added_by = {}, .added_at = file.added_at, .proves = {}};
  check_bytes(services, out.file);
  if (file.added_by.value != 0) {
    SEN_LET(const auto person, identity::load_person(tx, file.added_by));
    out.added_by = person.name.reveal(Purpose::Show);
  }
  SEN_LET(const auto subjects, evidence::proven_by(tx, id));
  for (const auto& subject : subjects) {
    auto one = proven(services, tx, ctx, {subject.kind.c_str(), subject.id}, language);
    if (one) out.proves.push_back(*std::move(one));
  }
  return out;
}

http::Reply<EvidenceJson> add(Services& services, http::Request<http::Nothing>& request) {
  SEN_ASSERT(request.call.upload != nullptr);
  const auto name = request.call.file_name();
  if (!name) return http::Reply<EvidenceJson>(name.error());
  // Durable before any row names it: a crash in between leaves an orphan that `sen verify` lists.
  const http::Upload& upload = *request.call.upload;
  const auto kept = services.blobs->keep({.bytes = upload.bytes, .path = upload.path}, *name);
  if (!kept) return http::Reply<EvidenceJson>(kept.error());
  const std::string body_hash = sha256_hex(kept->sha256 + kept->name);
  return command_of_body<EvidenceJson>(
      services, request, body_hash,
      [&](store::WriteTx& tx, const Context& ctx, const http::Nothing&) -> Result<EvidenceJson> {
        SEN_LET(const auto file, evidence::add_evidence(tx, ctx, {.file = *kept}));
        announce(services, tx, ctx, "evidence", file.id.value);
        return evidence_json(file);
      });
}

http::Reply<http::FileContent> content(Services& services, http::Request<EvidencePath>& request) {
  const Context ctx = context(services, who(request.call));
  const auto file = services.store.write(ctx.unit, [&](store::WriteTx& tx) {
    return evidence::open_evidence(tx, ctx, request.input.id);
  });
  if (!file) return http::Reply<http::FileContent>(file.error());
  if (services.blobs->hash_now(file->sha256).empty()) {
    return http::Reply<http::FileContent>(Error{ErrorCode::Unavailable, "evidence.file_gone", "id", {}, {}, {}});
  }
  return http::Reply<http::FileContent>(http::FileContent{.path = services.blobs->path_of(file->sha256), .size = file->size,
                                                          .content_type = evidence::media_type_of(file->type),
                                                          .download_name = file->name});
}

}  // namespace

void add_evidence_routes(http::Router& router, Services& services) {
  router
      .post("/api/evidence", access(Right::EvidenceAdd), http::Lane::Heavy,
            [&services](http::Request<http::Nothing>& request) { return add(services, request); })
      .upload()
      .creates()
      .audit("evidence.added");
  router.get("/api/evidence/{id}", access(Right::EvidenceRead), http::Lane::Read,
             [&services](http::Request<EvidencePath>& request) -> http::Reply<EvidencePageJson> {
               return look(services, request, [&](store::ReadTx& tx, const Context& ctx, const EvidencePath& path) {
                 return evidence_page(services, tx, ctx, path.id, request.call.language);
               });
             });
  router
      .get("/api/evidence/{id}/content", access(Right::EvidenceRead), http::Lane::Write,
           [&services](http::Request<EvidencePath>& request) { return content(services, request); })
      .audit("evidence.opened");
  router
      .post("/api/evidence/{id}/links", access(Right::EvidenceAdd), http::Lane::Write,
            [&services](http::Request<LinkInputJson>& request) -> http::Reply<EvidencePageJson> {
              return command<EvidencePageJson>(
                  services, request,
                  [&](store::WriteTx& tx, const Context& ctx, const LinkInputJson& input) -> Result<EvidencePageJson> {
                    const SubjectRef subject{input.kind.c_str(), input.subject.value};
                    SEN_TRY(proven(services, tx, ctx, subject, request.call.language));
                    SEN_TRY(evidence::link_evidence(tx, ctx, {input.id, subject}));
                    announce(services, tx, ctx, "evidence", input.id.value);
                    return evidence_page(services, tx, ctx, input.id, request.call.language);
                  });
            })
      .idempotent()
      .audit("evidence.linked");
}

}  // namespace sen::api
