#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "base/texts.hpp"
#include "formats/document.hpp"

namespace sen::formats {
namespace {

// A4 and the margins of Decree 30/2020, in PostScript points (1 mm = 72 / 25.4).
constexpr double kMillimetre = 72.0 / 25.4;
constexpr double kPageWidth = 210 * kMillimetre;
constexpr double kPageHeight = 297 * kMillimetre;
constexpr double kTop = 20 * kMillimetre;
constexpr double kBottom = 20 * kMillimetre;
constexpr double kLeft = 30 * kMillimetre;
constexpr double kRight = 15 * kMillimetre;

/// A4 upright or on its side.
struct Page {
  double width = kPageWidth;
  double height = kPageHeight;
  [[nodiscard]] double text_width() const { return width - kLeft - kRight; }
};
constexpr double kCellPadding = 3.5;

struct Free {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

struct Style {
  double size = 13;
  bool bold = false;
  bool italic = false;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  bool justified = false;
  double first_line_indent = 0;
};

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Draws downwards on as many pages as it takes.
class Pen {
 public:
  Pen(cairo_t* context, std::string footer, const Page& size) : context_(context), footer_(std::move(footer)), page_size_(size) {
    start_page();
  }

  Owned<PangoLayout> layout(const std::string& text, double width, const Style& style) {
    Owned<PangoLayout> made(pango_cairo_create_layout(context_));
    // Without this, text comes out a third too large (the default resolution is 96).
    pango_cairo_context_set_resolution(pango_layout_get_context(made.get()), 72);
    Owned<PangoFontDescription> font(pango_font_description_from_string("Liberation Serif"));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(font.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
    pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(made.get(), style.alignment);
    pango_layout_set_justify(made.get(), style.justified);
    pango_layout_set_indent(made.get(), static_cast<int>(style.first_line_indent * PANGO_SCALE));
    pango_layout_set_line_spacing(made.get(), 1.15F);
    return made;
  }

  static double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  void draw_at(PangoLayout* layout, double x, double y) {
    cairo_move_to(context_, x, y);
    pango_cairo_show_layout(context_, layout);
  }

  /// Line by line, so that a long paragraph flows over the page's end.
  void flow(const std::string& text, const Style& style, double space_after) {
    const auto whole = layout(text, page_size_.text_width(), style);
    PangoLayoutIter* lines = pango_layout_get_iter(whole.get());
    do {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(lines, nullptr, &logical);
      const double height = static_cast<double>(logical.height) / PANGO_SCALE;
      reserve(height);
      const double baseline =
          static_cast<double>(pango_layout_iter_get_baseline(lines) - logical.y) / PANGO_SCALE;
      cairo_move_to(context_, kLeft + static_cast<double>(logical.x) / PANGO_SCALE, y_ + baseline);
      pango_cairo_show_layout_line(context_, pango_layout_iter_get_line_readonly(lines));
      y_ += height;
    } while (pango_layout_iter_next_line(lines) != 0);
    pango_layout_iter_free(lines);
    y_ += space_after;
  }

  void reserve(double height) {
    if (y_ + height <= page_size_.height - kBottom) return;
    cairo_show_page(context_);
    start_page();
  }

  void rule(double x, double y, double width) {
    cairo_set_line_width(context_, 0.6);
    cairo_move_to(context_, x, y);
    cairo_line_to(context_, x + width, y);
    cairo_stroke(context_);
  }
  void box(double x, double y, double width, double height) {
    cairo_set_line_width(context_, 0.5);
    cairo_rectangle(context_, x, y, width, height);
    cairo_stroke(context_);
  }

  void add_square(double x, double y, double width, double height) { cairo_rectangle(context_, x, y, width, height); }
  /// All squares in one, so that no seam shows between them.
  void fill() { cairo_fill(context_); }

  [[nodiscard]] double y() const { return y_; }
  [[nodiscard]] double text_width() const { return page_size_.text_width(); }
  void move_to(double y) { y_ = y; }
  void skip(double height) { y_ += height; }

 private:
  void start_page() {
    y_ = kTop;
    ++page_;
    if (page_ > 1) {
      const auto number = layout(std::to_string(page_), page_size_.text_width(),
                                 {.size = 12, .alignment = PANGO_ALIGN_CENTER});
      draw_at(number.get(), kLeft, 10 * kMillimetre);
    }
    if (!footer_.empty()) {
      const auto line = layout(footer_, page_size_.text_width(), {.size = 9, .italic = true});
      draw_at(line.get(), kLeft, page_size_.height - 14 * kMillimetre);
    }
  }

  cairo_t* context_;
  std::string footer_;
  Page page_size_;
  double y_ = kTop;
  int page_ = 0;
};

void draw_heading(Pen& pen, const Document& document) {
  const double left_width = pen.text_width() * 0.42;
  const double right_x = kLeft + left_width;
  const double right_width = pen.text_width() - left_width;
  const double top = pen.y();
  double left = top;
  const auto put = [&](const std::string& text, double x, double width, double& y, const Style& style) {
    if (text.empty()) return;
    const auto made = pen.layout(text, width, style);
    pen.draw_at(made.get(), x, y);
    y += Pen::height_of(made.get());
  };
  const Style plain{.size = 12, .alignment = PANGO_ALIGN_CENTER};
  const Style strong{.size = 12, .bold = true, .alignment = PANGO_ALIGN_CENTER};
  put(document.superior, kLeft, left_width, left, plain);
  put(document.issuer, kLeft, left_width, left, strong);
  pen.rule(kLeft + left_width * 0.33, left + 2, left_width * 0.34);
  left += 8;
  double right = top;
  if (document.motto) {
    put(render(Language::Vi, "papers.motto"), right_x, right_width, right, strong);
    put(render(Language::Vi, "papers.motto_line"), right_x, right_width, right,
        {.size = 13, .bold = true, .alignment = PANGO_ALIGN_CENTER});
    pen.rule(right_x + right_width * 0.2, right + 2, right_width * 0.6);
    right += 8;
  }
  double second = std::max(left, right);
  double second_right = second;
  put(document.number, kLeft, left_width, second, {.size = 13, .alignment = PANGO_ALIGN_CENTER});
  put(document.place_and_date, right_x, right_width, second_right,
      {.size = 13, .italic = true, .alignment = PANGO_ALIGN_CENTER});
  pen.move_to(std::max(second, second_right) + 16);
}

std::vector<double> column_widths(const Pen& pen, const Table& table, std::size_t count) {
  std::vector<int> shares = table.widths;
  shares.resize(count, 1);
  const double sum = std::accumulate(shares.begin(), shares.end(), 0);
  std::vector<double> widths;
  for (const int share : shares) widths.push_back(pen.text_width() * share / sum);
  return widths;
}

void draw_row(Pen& pen, const std::vector<std::string>& cells, const std::vector<double>& widths,
              const std::vector<bool>& to_right, bool header) {
  std::vector<Owned<PangoLayout>> layouts;
  double height = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    Style style{.size = 11.5, .bold = header};
    if (header) style.alignment = PANGO_ALIGN_CENTER;
    else if (i < to_right.size() && to_right[i]) style.alignment = PANGO_ALIGN_RIGHT;
    layouts.push_back(pen.layout(i < cells.size() ? cells[i] : std::string(),
                                 widths[i] - 2 * kCellPadding, style));
    height = std::max(height, Pen::height_of(layouts.back().get()));
  }
  height += 2 * kCellPadding;
  pen.reserve(height);
  double x = kLeft;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    pen.box(x, pen.y(), widths[i], height);
    pen.draw_at(layouts[i].get(), x + kCellPadding, pen.y() + kCellPadding);
    x += widths[i];
  }
  pen.skip(height);
}

void draw_block(Pen& pen, const Table& table) {
  const std::size_t count = std::max(table.header.size(), table.rows.empty() ? 0 : table.rows[0].size());
  if (count == 0) return;
  const auto widths = column_widths(pen, table, count);
  if (!table.header.empty()) draw_row(pen, table.header, widths, {}, true);
  for (const auto& row : table.rows) draw_row(pen, row, widths, table.to_right, false);
  pen.skip(8);
}

void draw_block(Pen& pen, const Paragraph& paragraph) {
  Style style{.bold = paragraph.bold, .italic = paragraph.italic};
  style.alignment = paragraph.centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT;
  style.justified = !paragraph.centred;
  style.first_line_indent = paragraph.indented && !paragraph.centred ? 10 * kMillimetre : 0;
  pen.flow(paragraph.text, style, 5);
}

void draw_block(Pen& pen, const Picture& picture) {
  const double side = picture.millimetres * kMillimetre;
  const double square = side / std::max(1, picture.code.size);
  pen.reserve(side);
  for (const auto& run : picture.code.runs) {
    pen.add_square(kLeft + (pen.text_width() - side) / 2 + run.x * square, pen.y() + run.y * square, run.length * square, square);
  }
  pen.fill();
  pen.skip(side + 5);
}

void draw_closing(Pen& pen, const Document& document) {
  if (document.recipients.empty() && document.signature.role.empty()) return;
  pen.skip(10);
  pen.reserve(110);
  const double half = pen.text_width() / 2;
  const double top = pen.y();
  double left = top;
  if (!document.recipients.empty()) {
    const auto head = pen.layout(render(Language::Vi, "papers.recipients"), half, {.size = 12, .bold = true, .italic = true});
    pen.draw_at(head.get(), kLeft, left);
    left += Pen::height_of(head.get());
    for (const auto& recipient : document.recipients) {
      const auto line = pen.layout(recipient, half, {.size = 11});
      pen.draw_at(line.get(), kLeft, left);
      left += Pen::height_of(line.get());
    }
  }
  double right = top;
  const auto put = [&](const std::string& text, double gap) {
    if (text.empty()) return;
    right += gap;
    const auto line = pen.layout(text, half, {.size = 13, .bold = true, .alignment = PANGO_ALIGN_CENTER});
    pen.draw_at(line.get(), kLeft + half, right);
    right += Pen::height_of(line.get());
  };
  put(document.signature.authority, 0);
  put(document.signature.role, 0);
  put(document.signature.name, 52);
  pen.move_to(std::max(left, right));
}

}  // namespace

Result<std::string> draw_pdf(const Document& document, Instant created_at) {
  std::string bytes;
  const Page size = document.landscape ? Page{kPageHeight, kPageWidth} : Page{};
  const Owned<cairo_surface_t> surface(
      cairo_pdf_surface_create_for_stream(append_bytes, &bytes, size.width, size.height));
  const std::string created = to_string(created_at);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
  {
    const Owned<cairo_t> context(cairo_create(surface.get()));
    Pen pen(context.get(), document.footer, size);
    draw_heading(pen, document);
    if (!document.title.empty()) {
      pen.flow(document.title, {.size = 14, .bold = true, .alignment = PANGO_ALIGN_CENTER}, document.subject.empty() ? 14 : 0);
    }
    if (!document.subject.empty()) {
      pen.flow(document.subject, {.size = 14, .bold = true, .alignment = PANGO_ALIGN_CENTER}, 14);
    }
    for (const auto& block : document.blocks) {
      std::visit([&](const auto& content) { draw_block(pen, content); }, block);
    }
    draw_closing(pen, document);
    cairo_show_page(context.get());
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorCode::Unavailable, "formats.pdf_failed", {},
                 cairo_status_to_string(cairo_surface_status(surface.get())), {}, {}};
  }
  return bytes;
}

}  // namespace sen::formats
