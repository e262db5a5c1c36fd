#pragma once
// For *_test.cpp: files made byte by byte, good and bad, as small as they can be.

#include <cstdint>
#include <string>
#include <vector>

namespace sen::evidence::crafted {

inline std::string little(std::uint32_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}
inline std::string big(std::uint32_t value, int count) {
  std::string bytes;
  for (int i = count - 1; i >= 0; --i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

inline std::string pdf(const std::string& extra = {}) {
  return "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + extra + "trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
}
inline std::string png(std::uint32_t width, std::uint32_t height) {
  return "\x89PNG\r\n\x1A\n" + big(13, 4) + "IHDR" + big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5) +
         "crc1" + big(0, 4) + "IEND" + "\xAE\x42\x60\x82";
}
inline std::string jpeg(std::uint32_t width, std::uint32_t height) {
  return std::string("\xFF\xD8\xFF\xE0", 4) + big(16, 2) + std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14) +
         std::string("\xFF\xC0", 2) + big(17, 2) + "\x08" + big(height, 2) + big(width, 2) + std::string(10, '\1') +
         std::string("\xFF\xDA\0\2xx\xFF\xD9", 8);
}
inline std::string webp(std::uint32_t width, std::uint32_t height) {
  const std::string chunk = "VP8X" + little(10, 4) + std::string(4, '\0') + little(width - 1, 3) + little(height - 1, 3);
  return "RIFF" + little(static_cast<std::uint32_t>(chunk.size()) + 4, 4) + "WEBP" + chunk;
}

struct Part {
  std::string name;
  std::string contents = "<x/>";
  std::uint32_t unpacked = 4;     ///< as the table claims
  std::uint32_t method = 0;
  std::uint32_t flags = 0;
  std::uint32_t attributes = 0;   ///< external; unix mode in the upper half
  std::int64_t offset = -1;       ///< as the table claims; the true one when negative
};

inline std::string zip(const std::vector<Part>& parts, const std::string& before = {}) {
  std::string body = before;
  std::string table;
  for (const auto& part : parts) {
    const auto offset = part.offset < 0 ? static_cast<std::uint32_t>(body.size()) : static_cast<std::uint32_t>(part.offset);
    const auto packed = static_cast<std::uint32_t>(part.contents.size());
    const auto name_size = static_cast<std::uint32_t>(part.name.size());
    const auto common = little(part.flags, 2) + little(part.method, 2) + little(0, 4) + little(0, 4) + little(packed, 4) +
                        little(part.unpacked, 4) + little(name_size, 2) + little(0, 2);
    body += "PK\x03\x04" + little(20, 2) + common + part.name + part.contents;
    table += "PK\x01\x02" + little(0x031E, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) +
             little(part.attributes, 4) + little(offset, 4) + part.name;
  }
  const auto count = static_cast<std::uint32_t>(parts.size());
  const auto start = static_cast<std::uint32_t>(body.size());
  return body + table + "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) +
         little(static_cast<std::uint32_t>(table.size()), 4) + little(start, 4) + little(0, 2);
}

inline std::vector<Part> docx_parts() { return {{"[Content_Types].xml"}, {"word/document.xml"}}; }
inline std::string docx(Part more = {"word/styles.xml"}) {
  auto parts = docx_parts();
  parts.push_back(std::move(more));
  return zip(parts);
}
inline std::string xlsx() { return zip({{"[Content_Types].xml"}, {"xl/workbook.xml"}, {"xl/worksheets/sheet1.xml"}}); }
inline std::string open_document(const std::string& type, const std::string& content = "<office/>") {
  return zip({{"mimetype", type}, {"content.xml", content}, {"META-INF/manifest.xml"}});
}

}  // namespace sen::evidence::crafted
