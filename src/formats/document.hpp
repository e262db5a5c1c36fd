#pragma once
// A paper of the administration as data, drawn to PDF in the layout of Decree 30/2020/NĐ-CP
// (Appendix I: A4, margins 20–25 mm top and bottom, 30–35 mm left, 15–20 mm right; Times-like type of
// 13–14 points; issuer and national motto side by side; recipients left, signature right). Knows no
// domain: whoever fills it decides what it says.

#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "formats/qr.hpp"

namespace sen::formats {

struct Paragraph {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool centred = false;
  bool indented = true;  ///< first line set in by 1 cm, as the decree asks of running text
};

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> widths;       ///< relative column widths; empty: all alike
  std::vector<bool> to_right;    ///< columns of figures; empty: none
};

/// A QR code, in the middle of the page. On paper only: a DOCX leaves it out.
struct Picture {
  QrCode code;
  int millimetres = 40;
};

struct Signature {
  std::string authority;  ///< "TM. ỦY BAN NHÂN DÂN"
  std::string role;       ///< "CHỦ TỊCH"
  std::string name;       ///< may be empty: signed on paper
};

struct Document {
  std::string superior;      ///< body above the issuer, may be empty
  std::string issuer;        ///< "UBND XÃ PHÙ LINH"
  std::string number;        ///< "Số: 12/BC-UBND", may be empty
  std::string place_and_date;  ///< "Phù Linh, ngày 15 tháng 10 năm 2024"
  bool motto = true;
  std::string title;         ///< "BÁO CÁO"
  std::string subject;       ///< what it is about, under the title
  std::vector<std::variant<Paragraph, Table, Picture>> blocks;
  std::vector<std::string> recipients;
  Signature signature;
  bool landscape = false;    ///< wide tables; a DOCX is told by its writer
  std::string footer;        ///< small line on every page ("số liệu minh họa", look-up address)
};

/// PDF bytes. The same document and instant give the same bytes. Error "formats.pdf_failed" when the
/// drawing library reports one.
Result<std::string> draw_pdf(const Document& document, Instant created_at);

}  // namespace sen::formats
