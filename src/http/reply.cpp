#include "http/reply.hpp"

#include "http/problem.hpp"

namespace sen::http {
namespace {

/// Stored files and exports are shown nowhere inside the application's own origin.
constexpr const char* kDownloadPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
constexpr const char* kPlainPagePolicy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

bool is_attribute_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

void fill_download(Answer& answer, std::string&& content_type, const std::string& download_name) {
  answer.content_type = std::move(content_type);
  answer.content_security_policy = kDownloadPolicy;
  if (!download_name.empty()) answer.header("Content-Disposition", content_disposition(download_name));
}

}  // namespace

std::string content_disposition(std::string_view download_name) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string plain;
  std::string encoded;
  for (const char c : download_name) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_attribute_char(c)) {
      plain.push_back(c);
      encoded.push_back(c);
      continue;
    }
    if (byte < 0x80 || byte >= 0xc0) plain.push_back('_');  // one for each letter outside ASCII
    encoded.push_back('%');
    encoded.push_back(kHex[byte >> 4]);
    encoded.push_back(kHex[byte & 15]);
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

void fill_answer(Answer& answer, Bytes&& bytes) {
  answer.body = std::move(bytes.content);
  fill_download(answer, std::move(bytes.content_type), bytes.download_name);
}

void fill_answer(Answer& answer, FileContent&& file) {
  answer.file_path = std::move(file.path);
  answer.file_size = file.size;
  fill_download(answer, std::move(file.content_type), file.download_name);
}

void fill_answer(Answer& answer, Page&& page) {
  answer.body = std::move(page.html);
  answer.content_type = "text/html; charset=utf-8";
  answer.content_security_policy =
      page.content_security_policy.empty() ? kPlainPagePolicy : std::move(page.content_security_policy);
}

void fill_answer(Answer& answer, Stream&& stream) {
  answer.stream = std::move(stream.subscription);
  answer.content_type = "text/event-stream";
}

void fill_answer(Answer& answer, Stored&& stored) {
  if (stored.status != 0) answer.status = stored.status;
  answer.header("Idempotency-Replayed", "true");
  fill_json(answer, std::move(stored.json));
}

void fill_json(Answer& answer, std::string&& json) {
  answer.body = std::move(json);
  answer.content_type = "application/json";
}

Answer refused(const Call& call, const Error& error, Answer given) {
  Answer answer = problem(call, error, given.status >= 400 ? given.status : 0);
  for (auto& header : given.headers) answer.headers.push_back(std::move(header));
  return answer;
}

}  // namespace sen::http
