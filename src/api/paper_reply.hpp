#pragma once
// A paper sent as Word or as PDF, whichever was asked for.

#include <string>

#include "formats/document.hpp"
#include "http/router.hpp"

namespace sen::api {

inline constexpr const char* kDocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

struct PaperFile {
  formats::Document document;
  std::string file_name;
};

/// `format`: "docx" or "pdf". Errors: those of `made` and of drawing.
http::Reply<http::Bytes> paper_reply(const Result<PaperFile>& made, const std::string& format, Instant now);

}  // namespace sen::api
