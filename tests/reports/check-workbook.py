#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a report's workbook with a reader that is not ours (openpyxl).

check-workbook.py ARCHIVE KEY WORKBOOK [NAME=VALUE …]

Prints one line for each fault and exits with 1 if there is any.
"""

import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries

faults = []
A4, A3 = 9, 8


def check(condition, message):
    if not condition:
        faults.append(message)


class Workbook:
    def __init__(self, path):
        # Formulas, and what they were computed to.
        self.formulas = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)

    def tables(self):
        for sheet in self.formulas.worksheets:
            if sheet.max_row > 1:
                yield sheet, self.values[sheet.title]


def head_rows(sheet):
    first, last = sheet.print_title_rows.replace("$", "").split(":")
    return int(first), int(last)


def check_page(sheet, landscape, paper, mark):
    name = sheet.title
    check(sheet.page_setup.paperSize == str(paper) or sheet.page_setup.paperSize == paper, f"{name}: paper {sheet.page_setup.paperSize}")
    check((sheet.page_setup.orientation == "landscape") == landscape, f"{name}: orientation")
    check(sheet.sheet_properties.pageSetUpPr.fitToPage, f"{name}: not fitted to the page")
    check(int(sheet.page_setup.fitToWidth or 1) == 1 and int(sheet.page_setup.fitToHeight) == 0, f"{name}: not one page wide")
    check("第 &P 页 共 &N 页" in (sheet.oddFooter.center.text or "") or "第" in (sheet.oddFooter.center.text or ""), f"{name}: no page numbers")
    if mark:
        check("注意保密" in (sheet.oddHeader.right.text or ""), f"{name}: no 注意保密")


def check_title(sheet, title):
    name = sheet.title
    check(sheet["A1"].value == title, f"{name}: title {sheet['A1'].value!r}, not {title!r}")
    check(sheet["A1"].font.name == "方正小标宋简体" and 20 <= sheet["A1"].font.size <= 22, f"{name}: font of the title")
    spans = [r for r in sheet.merged_cells.ranges if r.min_row == 1]
    check(len(spans) == 1 and spans[0].min_col == 1 and spans[0].max_col == sheet.max_column, f"{name}: title not over all columns")


def check_heads(sheet):
    first, last = head_rows(sheet)
    name = sheet.title
    for column in range(1, sheet.max_column + 1):
        texts = [sheet.cell(row, column).value for row in range(first, last + 1)]
        covered = any(r.min_row == first and r.min_col <= column <= r.max_col for r in sheet.merged_cells.ranges)
        check(any(texts) or covered, f"{name}: column {column} has no head")
        if isinstance(sheet.cell(first, column), MergedCell):
            continue
        check(sheet.cell(first, column).font.name == "黑体" and sheet.cell(first, column).font.size == 12, f"{name}: font of the heads")
        check(sheet.cell(first, column).border.top.style == "thin", f"{name}: no border over column {column}")
    check(sheet.freeze_panes is not None and int(re.sub(r"\D", "", sheet.freeze_panes)) == last + 1, f"{name}: frozen at {sheet.freeze_panes}")
    # Merges do not overlap: Excel would call the file damaged.
    seen = set()
    for r in sheet.merged_cells.ranges:
        for cell in r.cells:
            check(cell not in seen, f"{name}: merges overlap at {cell}")
            seen.add(cell)


def check_filled_in(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            check("{" not in str(cell.value), f"{sheet.title}!{cell.coordinate}: {cell.value!r} is not filled in")


def check_dates(sheet):
    """A date is printed as 2015.10, never as the archive keeps it."""
    for row in sheet.iter_rows():
        for cell in row:
            check(not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", str(cell.value)), f"{sheet.title}!{cell.coordinate}: {cell.value!r} is a raw date")


def check_types(sheet):
    first, last = head_rows(sheet)
    heads = {}
    for column in range(1, sheet.max_column + 1):
        for row in (first, last):
            if sheet.cell(row, column).value:
                heads[column] = str(sheet.cell(row, column).value).replace("\n", "")
    for column, head in heads.items():
        for row in range(last + 1, sheet.max_row + 1):
            cell = sheet.cell(row, column)
            if cell.value is None or not isinstance(sheet.cell(row, 1).value, (int, float)):
                continue
            if head in ("身份证号", "联系电话", "姓名"):
                check(isinstance(cell.value, str), f"{sheet.title}!{cell.coordinate}: {head} is not text")
            if head in ("出生年月", "参加工作时间"):
                check(re.fullmatch(r"\d{4}\.\d{2}|\d{4}", str(cell.value)) and isinstance(cell.value, str),
                      f"{sheet.title}!{cell.coordinate}: {cell.value!r} is not a date as text")
            if head in ("身份证号", "出生年月"):
                check(cell.font.name == "Times New Roman", f"{sheet.title}!{cell.coordinate}: font of digits")
            if head == "姓名":
                check(cell.alignment.horizontal == "distributed", f"{sheet.title}!{cell.coordinate}: name not spread")
                check("　" not in cell.value, f"{sheet.title}!{cell.coordinate}: a space in a name")


def evaluate(values, formula, sheet):
    """SUM, SUBTOTAL and IF(d=0,0,n/d), as the reports use them."""
    m = re.fullmatch(r"=(SUM|SUBTOTAL)\((?:9,)?([A-Z]+)(\d+):\2(\d+)\)", formula)
    if m:
        total = 0
        for row in range(int(m[3]), int(m[4]) + 1):
            inner = str(sheet[f"{m[2]}{row}"].value)
            if not (m[1] == "SUBTOTAL" and inner.startswith("=SUBTOTAL")):
                value = values[f"{m[2]}{row}"].value
                total += value if isinstance(value, (int, float)) else 0
        return total
    m = re.fullmatch(r"=IF\(([A-Z]+\d+)=0,0,([A-Z]+\d+)/\1\)", formula)
    if m:
        divisor = values[m[1]].value
        return values[m[2]].value / divisor if divisor else 0
    return None


def check_formulas(sheet, values):
    n = 0
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type == "f":
                expected = evaluate(values, cell.value, sheet)
                got = values[cell.coordinate].value
                n += 1
                check(expected is not None, f"{sheet.title}!{cell.coordinate}: formula {cell.value}")
                check(got is not None and expected is not None and abs(expected - got) < 1e-9,
                      f"{sheet.title}!{cell.coordinate}: {cell.value} is {expected}, says {got}")
    return n


def check_links(book):
    """Each figure leads to as many names; each list leads back to its figure."""
    n = 0
    for sheet in book.formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is None:
                    continue
                name, area = re.fullmatch(r"'(.*)'!(.*)", cell.hyperlink.location).groups()
                left, top, right, bottom = range_boundaries(area)
                target = book.values[name]
                value = book.values[sheet.title][cell.coordinate].value
                if isinstance(value, (int, float)):
                    names = sum(isinstance(target.cell(r, 1).value, (int, float)) for r in range(top, bottom + 1))
                    check(names == value, f"{sheet.title}!{cell.coordinate}: {value}, but {names} names in {area}")
                    n += 1
                elif str(value).startswith("↩"):
                    figure = re.search(r"：(\d+)\D*$", value)[1]
                    check(target.cell(top, left).value == int(figure) or str(target.cell(top, left).value).startswith("="),
                          f"{sheet.title}!{cell.coordinate}: leads back to {target.cell(top, left).value}")
    return n


def total_row(values):
    for row in range(values.max_row, 0, -1):
        texts = [values.cell(row, c).value for c in (1, 2)]
        if "合计" in [str(t) for t in texts]:
            return [values.cell(row, c).value for c in range(1, values.max_column + 1)]
    return None


def check_totals(archive, values, expected):
    """@expected: column (from 1) -> SQL."""
    row = total_row(values)
    check(row is not None, f"{values.title}: no total")
    for column, sql in expected.items():
        want = archive.execute(sql).fetchone()[0]
        check(row and row[column - 1] is not None and abs(row[column - 1] - want) < 1e-6,
              f"{values.title}: total of column {column} is {row and row[column - 1]}, by SQL {want}")


AGE = "(2025 - substr(birth, 1, 4) - ('12-31' < substr(birth, 6)))"
IN_POST = "status = '现职人员'"
GRADED = "conclusion IN ('优秀','称职','合格','基本称职','基本合格','不称职','不合格')"
YEAR = f"assessment a JOIN person p ON p.id = a.person_id WHERE p.{IN_POST} AND a.year = 2024 AND kind = '年度考核'"
MUST = "SELECT DISTINCT unit_id FROM unit_status WHERE must_be_covered AND (until IS NULL OR until > '2025-12-31')"
ENROLLED = "enrolment e JOIN class c ON c.id = e.class_id WHERE c.year = 2025 AND e.state IN ('enrolled', 'present', 'left', 'finished', 'void')"
STUDIED = f"study s JOIN person p ON p.id = s.person_id WHERE p.{IN_POST} AND s.year = 2025 AND s.mode <> '讲课'"
FIRST = "kind = '第一书记'"
TOTALS = {
    "team-structure": {
        3: f"SELECT count(*) FROM person WHERE {IN_POST}",
        5: f"SELECT count(*) FROM person WHERE {IN_POST} AND sex = '女'",
        18: f"SELECT count(*) FROM person WHERE {IN_POST} AND {AGE} <= 35",
        20: f"SELECT avg({AGE}) FROM person WHERE {IN_POST}",
    },
    "training-statistics": {
        2: f"SELECT count(*) FROM person WHERE {IN_POST}",
        3: f"SELECT count(DISTINCT person_id) FROM study s JOIN person p ON p.id = s.person_id WHERE p.{IN_POST} AND year = 2025",
        4: f"SELECT count(*) FROM study s JOIN person p ON p.id = s.person_id WHERE p.{IN_POST} AND year = 2025",
    },
    "training-plan": {
        7: "SELECT sum(places) FROM training_plan WHERE year = 2025",
        8: "SELECT sum(budget) FROM training_plan WHERE year = 2025",
        11: "SELECT count(*) FROM class WHERE year = 2025 AND state IN ('closed', 'archived')",
        12: f"SELECT count(*) FROM {ENROLLED}",
        13: f"SELECT count(DISTINCT person_id) FROM {ENROLLED}",
        14: f"SELECT count(*) FROM {ENROLLED} AND e.state = 'finished'",
    },
    "training-by-unit": {
        3: f"SELECT count(*) FROM person WHERE {IN_POST}",
        4: f"SELECT count(DISTINCT class_id) FROM {STUDIED}",
        5: f"SELECT count(*) FROM {STUDIED}",
        6: f"SELECT count(DISTINCT person_id) FROM {STUDIED}",
        7: f"SELECT 1.0 * count(DISTINCT person_id) / (SELECT count(*) FROM person WHERE {IN_POST}) FROM {STUDIED}",
        9: f"SELECT count(DISTINCT person_id) FROM {STUDIED} AND class_id IS NOT NULL AND mode = '脱产'",
    },
    "menu-summary": {
        6: "SELECT sum(seats) FROM menu_offer",
        8: "SELECT count(*) FROM menu_choice",
        9: "SELECT count(*) FROM menu_choice WHERE priority = 1",
    },
    "year-assessment": {
        4: f"SELECT count(*) FROM {YEAR} AND {GRADED}",
        5: f"SELECT count(*) FROM {YEAR} AND conclusion = '优秀'",
        6: f"SELECT 1.0 * sum(conclusion = '优秀') / count(*) FROM {YEAR} AND {GRADED}",
    },
    # All postings of the sample begin and end with months: 20 days are asked for in each.
    "posting-presence": {
        5: f"SELECT count(*) FROM presence r JOIN posting g ON g.id = r.posting_id WHERE g.{FIRST} AND r.month LIKE '2025-%' AND r.days >= 20",
        8: f"SELECT 0",
        9: f"SELECT avg(r.days) FROM presence r JOIN posting g ON g.id = r.posting_id WHERE g.{FIRST} AND r.month LIKE '2025-%'",
    },
    "posting-appraisal": {
        4: f"SELECT count(*) FROM appraisal a JOIN posting g ON g.id = a.posting_id WHERE g.{FIRST} AND a.year = 2025 AND a.term = '年度'",
        5: f"SELECT count(*) FROM appraisal a JOIN posting g ON g.id = a.posting_id WHERE g.{FIRST} AND a.year = 2025 AND a.term = '年度' AND a.conclusion = '优秀'",
    },
}
COVERAGE = {
    3: f"SELECT count(*) FROM ({MUST})",
    7: f"SELECT count(*) FROM ({MUST}) WHERE unit_id IN (SELECT unit_id FROM posting WHERE kind = '第一书记' AND since <= '2025-12-31' AND (until IS NULL OR until > '2025-12-31'))",
}


def check_photos(path, n_photos):
    """One in a row, which it does not reach over. The reader leaves pictures out where it lacks another library."""
    space = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
    with zipfile.ZipFile(path) as book:
        drawings = [ET.fromstring(book.read(name)) for name in book.namelist() if name.startswith("xl/drawings/drawing")]
    anchors = [anchor for drawing in drawings for anchor in drawing.iter(space + "twoCellAnchor")]
    check(len(anchors) == n_photos, f"{len(anchors)} photos")
    for anchor in anchors:
        start = int(anchor.find(f"{space}from/{space}row").text)
        end, rest = (int(anchor.find(f"{space}to/{space}{of}").text) for of in ("row", "rowOff"))
        check(end == start or end == start + 1 and rest == 0, f"a photo reaches from row {start + 1} into row {end + 1}")


def main():
    archive = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    key, path = sys.argv[2:4]
    options = dict(word.split("=", 1) for word in sys.argv[4:])
    book = Workbook(path)
    tables = list(book.tables())
    first = tables[0][0]

    check("title" not in options or first["A1"].value == options["title"], f"title {first['A1'].value!r}")
    check(book.formulas.properties.title, "no title among the properties")
    for sheet, values in tables:
        if not sheet.print_title_rows:
            continue
        check_page(sheet, sheet.page_setup.orientation == "landscape", sheet.page_setup.paperSize, True)
        check_title(sheet, sheet["A1"].value)
        check_heads(sheet)
        check_types(sheet)
        check_filled_in(sheet)
        check_dates(sheet)
        check_formulas(sheet, values)
    n_links = check_links(book)
    check(int(options.get("links", 0)) <= n_links, f"only {n_links} figures lead to names")
    if "paper" in options:
        check_page(first, options["landscape"] == "1", int(options["paper"]), True)
    if "records" in options:
        n = sum(isinstance(first.cell(r, 1).value, (int, float)) for r in range(1, first.max_row + 1))
        check(n == int(options["records"]), f"{n} records")
    if key in TOTALS:
        check_totals(archive, tables[0][1], TOTALS[key])
    if key == "first-secretaries":
        check_totals(archive, book.values["覆盖情况"], COVERAGE)
    if "photos" in options:
        check_photos(path, int(options["photos"]))
    if "text" in options:
        texts = {c.value for s, _ in tables for row in s.iter_rows() for c in row if c.data_type != "f"}
        for text in options["text"].split("|"):
            check(text in texts, f"text {text!r} is not there as it was")

    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
