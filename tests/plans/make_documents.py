#!/usr/bin/env python3
"""Makes the .docx and .xlsx fixtures of this folder again (they are committed; tests do not run this).

97-kh-ubnd.docx          the seed plan set in a word processor: LibreOffice converts HTML with real lists and tables
97-kh-ubnd-merged.docx   the same by hand: text boxes, automatic numbers, merged cells, tables cut by page breaks
12-kh-ubnd-2025.docx     another plan: other columns and order, letters as groups, headings over two rows
45-kh-ubnd-2026.xlsx     another plan kept in a workbook, no groups

Usage: make_documents.py  (needs soffice)
"""
import html
import os
import re
import subprocess
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def seed_lines():
    with open(os.path.join(HERE, "97-kh-ubnd.txt"), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def seed_parts():
    """Body paragraphs, recipients, signature, appendix title lines, tables (lists of rows)."""
    lines = seed_lines()
    body, recipients, signature, title, tables = [], [], [], [], [[]]
    place = "body"
    for line in lines:
        if line.startswith("Nơi nhận"):
            place = "recipients"
        elif line.startswith("TM. "):
            place = "signature"
        elif line.startswith("PHỤ LỤC"):
            place = "title"
        if "\t" in line:
            tables[-1].append([cell.strip() for cell in line.split("\t")])
            continue
        if not line.strip():
            if tables[-1]:
                tables.append([])
            continue
        {"body": body, "recipients": recipients, "signature": signature, "title": title}[place].append(line.strip())
    return body, recipients, signature, title, [table for table in tables if table]


def html_of_seed():
    body, recipients, signature, title, tables = seed_parts()
    text = lambda value: html.escape(value, quote=False)
    out = ["<html><head><meta charset='utf-8'></head><body>"]
    out.append("<table width='100%'><tr><td align='center'>ỦY BAN NHÂN DÂN<br><b>XÃ PHÙ LINH</b><br>Số: 97/KH-UBND</td>"
               "<td align='center'><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br>"
               "<i>Phù Linh, ngày 01 tháng 04 năm 2024</i></td></tr></table>")
    open_lists = []

    def close(depth):
        while len(open_lists) > depth:
            out.append(open_lists.pop())

    for line in body[2:]:
        roman = re.match(r"^(I{1,3})\. (.*)", line)
        arabic = re.match(r"^(\d)\. (.*)", line)
        if line == "KẾ HOẠCH":
            out.append(f"<p align='center'><b>{text(line)}</b></p>")
        elif line.startswith("Khắc phục những tồn tại, hạn chế Chỉ số"):
            out.append(f"<p align='center'><b>{text(line)}</b></p>")
        elif roman:
            close(0)
            start = len(roman.group(1))
            out.append(f"<ol type='I' start='{start}'><li><b>{text(roman.group(2))}</b></li>")
            open_lists.append("</ol>")
        elif arabic:
            close(1)
            out.append(f"<ol start='{arabic.group(1)}'><li><b>{text(arabic.group(2))}</b></li></ol>")
        else:
            out.append(f"<p>{text(line)}</p>")
    close(0)
    out.append("<table width='100%'><tr><td>" + "".join(f"<p>{text(line)}</p>" for line in recipients) + "</td><td align='center'>" +
               "".join(f"<p align='center'><b>{text(line)}</b></p>" for line in signature) + "</td></tr></table>")
    out.append("<p style='page-break-before: always' align='center'><b>" + "</b></p><p align='center'><b>".join(text(line) for line in title) + "</b></p>")
    for index, table in enumerate(tables):
        out.append("<table border='1' width='100%'>")
        for number, row in enumerate(table):
            tag = "th" if number == 0 else "td"
            if number == 0:
                out.append("<thead>")
            if row[0] in ("I", "III") or row[1] == "CHỈ SỐ SIPAS":
                out.append(f"<tr><td><b>{text(row[0])}</b></td><td colspan='5'><b>{text(row[1])}</b></td></tr>")
            else:
                cells = "".join(f"<{tag}>{text(cell).replace(' - Thực hiện', '<br>- Thực hiện')}</{tag}>" for cell in row)
                out.append(f"<tr>{cells}</tr>")
            if number == 0:
                out.append("</thead>")
        out.append("</table><p></p>")
    out.append("</body></html>")
    return "\n".join(out)


def convert(source, target_format, name):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name + ".html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + folder + "/profile", "--infilter=HTML (StarWriter)",
                        "--convert-to", target_format, "--outdir", HERE, path], check=True, capture_output=True)


# --- by hand -------------------------------------------------------------------------------------------

def run(value, bold=False):
    # Word cuts words into runs; so do we, at every third blank.
    parts = re.findall(r"(?:\S+\s*){1,3}", value) or [value]
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return "".join(f'<w:r>{look}<w:t xml:space="preserve">{html.escape(part, quote=False)}</w:t></w:r>' for part in parts)


def paragraph(value, bold=False, number=None):
    properties = ""
    if number is not None:
        level, list_id = number
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{run(value, bold) if value else ''}</w:p>"


def cell(value, span=1, merge=None, bold=False, number=None):
    properties = ""
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge is not None:
        properties += '<w:vMerge w:val="restart"/>' if merge else "<w:vMerge/>"
    inner = "".join(paragraph(part, bold, number) for part in (value.split("\n") if value else [""]))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(cells, header=False):
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{''.join(cells)}</w:tr>"


def table(rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"


def text_box(paragraphs):
    box = "<w:txbxContent>" + "".join(paragraphs) + "</w:txbxContent>"
    return ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
            f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")


def levels(*formats):
    out = ""
    for number, (fmt, shown) in enumerate(formats):
        out += (f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{shown}"/></w:lvl>')
    return out


NUMBERING = (f"<w:numbering {SPACE}>"
             f'<w:abstractNum w:abstractNumId="0">{levels(("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"), ("bullet", "+"))}</w:abstractNum>'
             f'<w:abstractNum w:abstractNumId="1">{levels(("decimal", "%1"))}</w:abstractNum>'
             f'<w:abstractNum w:abstractNumId="2">{levels(("upperLetter", "%1."), ("decimal", "%2."))}</w:abstractNum>'
             '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
             + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' for n in (2, 3, 4))
             + '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>')


def save_docx(name, body):
    parts = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Default Extension="xml" ContentType="application/xml"/>'
                               '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
                               '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": NUMBERING,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {SPACE}><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    write_zip(name, parts)


def write_zip(name, parts):
    with zipfile.ZipFile(os.path.join(HERE, name), "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def merged_seed():
    body, recipients, signature, title, tables = seed_parts()
    out = [text_box([paragraph("ỦY BAN NHÂN DÂN"), paragraph("XÃ PHÙ LINH", True), paragraph("Số: 97/KH-UBND")]),
           text_box([paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), paragraph("Phù Linh, ngày 01 tháng 04 năm 2024")])]
    for line in body[2:]:
        roman = re.match(r"^I{1,3}\. (.*)", line)
        arabic = re.match(r"^\d\. (.*)", line)
        bullet = re.match(r"^([-+]) (.*)", line)
        if roman:
            out.append(paragraph(roman.group(1), True, (0, 1)))
        elif arabic:
            out.append(paragraph(arabic.group(1), True, (1, 1)))
        elif bullet:
            out.append(paragraph(bullet.group(2), False, (2 if bullet.group(1) == "-" else 3, 1)))
        else:
            out.append(paragraph(line, line == "KẾ HOẠCH"))
    left = "<w:tc><w:tcPr/>" + "".join(paragraph(line) for line in recipients) + "</w:tc>"
    right = "<w:tc><w:tcPr/>" + "".join(paragraph(line, True) for line in signature) + "</w:tc>"
    out.append(table([row([left, right])]))
    out += [paragraph(line, True) for line in title]
    list_id = 1
    for number, part in enumerate(tables):
        rows = []
        # The third part goes on without its heading, as Word cuts a table that is pasted in two.
        for index, cells in enumerate(part if number != 2 else part[1:]):
            if cells[0] in ("I", "III") or cells[1] == "CHỈ SỐ SIPAS":
                list_id += 1
                joined = (cells[0] + ". " if cells[0] else "") + cells[1]
                rows.append(row([cell(joined, span=6, bold=True)]))
                continue
            header = cells[0] == "STT"
            if header:
                rows.append(row([cell(value, bold=True) for value in cells], header=True))
                continue
            # Leads and deadlines that repeat are merged downwards.
            previous = part[index - 1] if index > 0 and number != 2 else None
            merged = [None] * 6
            following = part[index + 1] if number != 2 and index + 1 < len(part) else None
            for column in (3, 5):
                same_above = previous and previous[0].isdigit() and previous[column] == cells[column]
                same_below = following and following[0].isdigit() and following[column] == cells[column]
                merged[column] = False if same_above else True if same_below else None
            shown = [cell("", number=(0, list_id))]
            for column in range(1, 6):
                value = "" if merged[column] is False else cells[column]
                shown.append(cell(value.replace(" - Thực hiện", "\n- Thực hiện"), merge=merged[column]))
            rows.append(row(shown))
        out.append(table(rows))
        out.append(paragraph(""))
    save_docx("97-kh-ubnd-merged.docx", "".join(out))


def other_docx():
    out = [table([row([cell("UBND HUYỆN BÌNH AN\nỦY BAN NHÂN DÂN\nXÃ HÒA THẠCH\nSố: 12/KH-UBND"),
                       cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHòa Thạch, ngày 15 tháng 01 năm 2025")])]),
           paragraph("KẾ HOẠCH", True), paragraph("Cải cách hành chính nhà nước năm 2025", True), paragraph("của Ủy ban nhân dân xã Hòa Thạch", True),
           paragraph("Thực hiện Kế hoạch số 05/KH-UBND ngày 06/01/2025 của UBND huyện Bình An về cải cách hành chính năm 2025, UBND xã Hòa Thạch ban hành Kế hoạch như sau:"),
           paragraph("A. MỤC TIÊU, YÊU CẦU", True), paragraph("1. Mục tiêu", True), paragraph("Nâng cao chất lượng phục vụ người dân và doanh nghiệp."),
           paragraph("B. NHIỆM VỤ TRỌNG TÂM", True), paragraph("1. Cải cách thủ tục hành chính", True),
           paragraph("a) Rà soát, công khai đầy đủ thủ tục hành chính;"), paragraph("b) Giải quyết đúng hạn từ 98% hồ sơ trở lên."),
           paragraph("2. Chuyển đổi số", True), paragraph("- Công chức Văn hóa – Xã hội:"), paragraph("+ Duy trì trang thông tin điện tử của xã."),
           paragraph("+ Hướng dẫn người dân nộp hồ sơ trực tuyến."), paragraph("- Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 70%."),
           paragraph("C. TỔ CHỨC THỰC HIỆN", True), paragraph("1. Văn phòng – Thống kê", True), paragraph("- Đôn đốc các bộ phận thực hiện Kế hoạch này."),
           paragraph("- Báo cáo hằng quý."), paragraph("2. Giao Tài chính – Kế toán bố trí kinh phí thực hiện."),
           paragraph("Trên đây là Kế hoạch cải cách hành chính năm 2025 của xã Hòa Thạch./."),
           table([row([cell("Nơi nhận:\n- UBND huyện (báo cáo);\n- Các bộ phận (thực hiện);\n- Lưu: VT, VP."), cell("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Bình", bold=True)])]),
           paragraph("PHỤ LỤC: DANH MỤC NHIỆM VỤ NĂM 2025", True), paragraph("(Kèm theo Kế hoạch số 12/KH-UBND ngày 15/01/2025 của UBND xã Hòa Thạch)")]
    head = [row([cell("TT", merge=True, bold=True), cell("Tên nhiệm vụ", merge=True, bold=True), cell("Sản phẩm", merge=True, bold=True),
                 cell("Thời hạn", merge=True, bold=True), cell("Bộ phận thực hiện", span=2, bold=True), cell("Ghi chú", merge=True, bold=True)], header=True),
            row([cell("", merge=False), cell("", merge=False), cell("", merge=False), cell("", merge=False), cell("Chủ trì", bold=True), cell("Phối hợp", bold=True),
                 cell("", merge=False)], header=True),
            row([cell(f"({n})") for n in range(1, 8)])]
    rows = head + [
        row([cell("A"), cell("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", span=6, bold=True)]),
        row([cell("1"), cell("Ban hành kế hoạch tuyên truyền cải cách hành chính"), cell("Kế hoạch"), cell("Trước 15/02/2025"), cell("Văn phòng – Thống kê"), cell("Văn hóa – Xã hội"), cell("")]),
        row([cell("2", merge=True), cell("Kiểm tra công vụ", merge=True), cell("Thông báo kết luận đợt 1"), cell("Quý II/2025"), cell("UBND xã", merge=True), cell("Các bộ phận"), cell("")]),
        row([cell("", merge=False), cell("", merge=False), cell("Thông báo kết luận đợt 2"), cell("Quý IV/2025"), cell("", merge=False), cell("Các bộ phận"), cell("")]),
        row([cell("B"), cell("CẢI CÁCH THỦ TỤC HÀNH CHÍNH", span=6, bold=True)]),
        row([cell("3"), cell("Số hóa kết quả giải quyết thủ tục hành chính đạt tối thiểu 80%"), cell("Báo cáo"), cell("Từ tháng 3 đến tháng 10/2025"), cell("Tư pháp – Hộ tịch"), cell("Văn phòng – Thống kê"), cell("Theo QĐ 766")]),
        row([cell("4"), cell("Đối thoại với người dân"), cell("Biên bản"), cell("Sau khi có hướng dẫn của huyện"), cell("Chủ tịch UBND xã"), cell("Trưởng các thôn"), cell("")]),
    ]
    out.append(table(rows))
    out.append(paragraph(""))
    out.append(table(head[:2] + [
        row([cell("5"), cell("Báo cáo cải cách hành chính định kỳ"), cell("Báo cáo"), cell("Hằng quý"), cell("Văn phòng – Thống kê"), cell(""), cell("")]),
        row([cell("6"), cell("Khảo sát mức độ hài lòng, phấn đấu đạt từ 92,5%"), cell("Phiếu khảo sát"), cell("Tháng 11/2025"), cell("Phòng Nội vụ huyện"), cell("Các thôn"), cell("")]),
    ]))
    save_docx("12-kh-ubnd-2025.docx", "".join(out))


def workbook():
    lines = [["ỦY BAN NHÂN DÂN PHƯỜNG TÂN LỘC"], ["Số: 45/KH-UBND"], ["Tân Lộc, ngày 05/01/2026"], ["KẾ HOẠCH"],
             ["Nâng cao Chỉ số cải cách hành chính năm 2026"], [],
             ["Nhiệm vụ, giải pháp", "Người chịu trách nhiệm", "Thời gian hoàn thành", "Kết quả"],
             ["Công khai 100% thủ tục hành chính tại Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công", 46112, "Bảng niêm yết"],
             ["Tập huấn kỹ năng số cho tổ công nghệ số cộng đồng", "Phòng Văn hóa – Xã hội", "6 tháng đầu năm", "Danh sách tham dự"],
             ["Tổng hợp, báo cáo", "Văn phòng HĐND và UBND", "Trước ngày 15/12 hằng năm", "Báo cáo"],
             ["Rà soát văn bản quy phạm pháp luật", "Phòng Kinh tế", "Trong năm 2026", ""]]
    strings, rows = [], ""
    for number, values in enumerate(lines, 1):
        cells = ""
        for column, value in enumerate(values):
            place = "ABCD"[column] + str(number)
            if isinstance(value, int):
                cells += f'<c r="{place}" s="1"><v>{value}</v></c>'
                continue
            if value not in strings:
                strings.append(value)
            cells += f'<c r="{place}" t="s"><v>{strings.index(value)}</v></c>'
        rows += f'<row r="{number}">{cells}</row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    write_zip("45-kh-ubnd-2026.xlsx", {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet name="Kế hoạch" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{html.escape(value, quote=False)}</t></si>" for value in strings) + "</sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    })


if __name__ == "__main__":
    convert(html_of_seed(), "docx:MS Word 2007 XML", "97-kh-ubnd")
    merged_seed()
    other_docx()
    workbook()
