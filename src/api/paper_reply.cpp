#include "api/paper_reply.hpp"

#include "formats/docx_write.hpp"

namespace sen::api {

http::Reply<http::Bytes> paper_reply(const Result<PaperFile>& made, const std::string& format, Instant now) {
  if (!made) return http::Reply<http::Bytes>(made.error());
  const bool word = format == "docx";
  const auto orientation = made->document.landscape ? formats::Orientation::Landscape : formats::Orientation::Portrait;
  auto bytes = word ? formats::write_docx(made->document, orientation) : formats::draw_pdf(made->document, now);
  if (!bytes) return http::Reply<http::Bytes>(bytes.error());
  return http::Bytes{.content = *std::move(bytes), .content_type = word ? kDocxType : "application/pdf", .download_name = made->file_name};
}

}  // namespace sen::api
