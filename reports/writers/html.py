"""Writes a composed document as HTML: the preview on the screen and, through ``pdf``, the paper say the same words.

Only words of the document are text here; parentheses round a name, dotted lines and page furniture are drawn by the
style sheets (``static/reports/document.css`` for both, ``print.css`` for paper).
Not here: the page around the preview, pages and fonts (pdf).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import count

from reports.blocks import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    Line,
    ListBlock,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
)
from reports.typesetting.text import cleaned

from .figure import figure
from .medium import COVER_SHARE, DESK_SHARE, HEADING_SHARE, NESTED_SHARE, SCREEN, TEXT_SHARE, Medium, Place
from .paper import is_short_row


def write_body(document: Document, *, medium: Medium = SCREEN, first_heading: int | None = None) -> str:
    """The document's blocks as HTML without head or page; every word of it escaped.

    Stripped of its tags it says ``document_words(document)``. ``first_heading`` is the level the document's own
    first headings get on a page that has headings above them.
    """
    if first_heading is not None:
        medium = replace(medium, first_heading=first_heading)
    return "\n".join(_sheets(document, medium))


def _sheets(document: Document, medium: Medium) -> Iterator[str]:
    """Runs of blocks that share a page orientation, each in a section; a cover is a section of its own."""
    place = Place(medium, document.orientation, document.agency_name)
    run: list[Block] = []

    def written() -> Iterator[str]:
        if run:
            body = "\n".join(_blocks(run, place))
            yield f'<section class="doc-sheet doc-{place.orientation}">\n{body}\n</section>'
            run.clear()

    for block in document.blocks:
        match block:
            case PageBreak():
                yield from written()
                place = replace(place, orientation=block.orientation)
            case Cover():
                yield from written()
                yield _cover(block, place)
            case _:
                run.append(block)
    yield from written()


def _blocks(blocks: Sequence[Block], place: Place) -> Iterator[str]:
    """The blocks in order; a table takes its name from the heading before it, sign-off desks stand together."""
    desks: list[Signature] = []
    for block in blocks:
        if desks and not isinstance(block, Signature):
            yield _desks(desks, place)
            desks = []
        match block:
            case Heading():
                place = replace(place, table_label=" ".join(block.lines))
                yield _heading(block, place)
            case Paragraph():
                yield _paragraph(block, place)
            case ListBlock():
                yield f'<div class="doc-list">{_lines(block.lines, place)}</div>'
            case Table():
                yield _table(block, place)
            case Figure():
                yield figure(block, place)
            case Signature():
                desks.append(block)
            case _:
                raise TypeError(f"no HTML for a {block.kind or type(block).__name__} block here")
    if desks:
        yield _desks(desks, place)


def _cover(block: Cover, place: Place) -> str:
    """Title above, the agency and its district below; both centred."""
    place = replace(place, share=COVER_SHARE)
    lines = [line for line in block.lines if line]
    name = place.agency_name
    split = next((i for i, line in enumerate(lines) if i and name and name in line), len(lines))
    parts = (("doc-cover-title", lines[:split]), ("doc-cover-agency", lines[split:]))
    written = "\n".join(
        f'<div class="{css}">{"".join(f"<p>{place.text(line)}</p>" for line in part)}</div>'
        for css, part in parts
        if part
    )
    return f'<section class="doc-cover doc-cover-{place.orientation}">\n{written}\n</section>'


def _heading(block: Heading, place: Place) -> str:
    level = min(6, place.medium.first_heading + block.level - 1)
    place = replace(place, share=HEADING_SHARE)
    lines = "\n".join(f'<span class="doc-line">{place.text(line)}</span>' for line in block.lines if line)
    return f'<h{level} class="doc-heading doc-heading-{block.level} doc-{block.align}">{lines}</h{level}>'


def _paragraph(block: Paragraph, place: Place) -> str:
    place = replace(place, share=TEXT_SHARE)
    return f'<p class="doc-paragraph doc-{block.align}">{place.text(block.text)}</p>'


def _table(block: Table, place: Place) -> str:
    columns = "".join(f"<col {place.medium.width(column.width)}>" for column in block.columns)
    heads = "".join(
        f'<th scope="col">{replace(place, share=column.width).text(column.label)}</th>' for column in block.columns
    )
    caption = f"<caption>{replace(place, share=HEADING_SHARE).text(block.caption)}</caption>" if block.caption else ""
    label = escape(cleaned(block.caption or place.table_label or block.name), quote=True)
    named = "" if block.caption else f' aria-label="{label}"'
    # A zero-height row whose upper border closes cells that go on over the page, rowspans included.
    foot = f'<tfoot><tr><td colspan="{len(block.columns)}"></td></tr></tfoot>' if place.medium.is_paper else ""
    table = (
        f'<table class="doc-table"{named}>{caption}<colgroup>{columns}</colgroup>\n'
        f"<thead><tr>{heads}</tr></thead>\n{_table_body(block, place)}{foot}</table>"
    )
    if place.medium.is_paper:
        return table
    return f'<div class="doc-scroll" role="region" aria-label="{label}" tabindex="0">{table}</div>'


def _table_body(block: Table, place: Place) -> str:
    """The rows; each group row opens a body of its own, so that its heading is the heading of those rows."""
    written: list[str] = []
    taken: dict[int, int] = {}
    is_open = False
    for row in block.rows:
        if row.kind == "group" or not is_open:
            written.append("</tbody>\n<tbody>" if is_open else "<tbody>")
            is_open = True
        if row.kind == "group":
            written.append(_group_row(row, len(block.columns), place))
        else:
            written.append(_row(row, block.columns, taken, place))
    return "\n".join(written) + ("</tbody>\n" if is_open else "")


def _group_row(row: Row, columns: int, place: Place) -> str:
    cells = "".join(
        f'<th scope="rowgroup" colspan="{columns}">{_lines(cell.lines, place)}</th>' for cell in row.cells[:1]
    )
    return f'<tr class="doc-group">{cells}</tr>'


def _row(row: Row, columns: Sequence[Column], taken: dict[int, int], place: Place) -> str:
    """A row. ``taken`` counts, for each column, into how many more rows a cell from above reaches."""
    occupied = {index for index, rows in taken.items() if rows}
    for index in occupied:
        taken[index] -= 1
    free = (index for index in count() if index not in occupied)
    placed: list[tuple[Cell, list[Column]]] = []
    for cell in row.cells:
        spanned = [next(free) for _ in range(cell.colspan)]
        if cell.rowspan > 1:
            taken |= dict.fromkeys(spanned, cell.rowspan - 1)
        placed.append((cell, [columns[index] for index in spanned if index < len(columns)]))
    cells = "".join(_cell(cell, spanned, place) for cell, spanned in placed)
    own = [(cell.lines, _share(spanned)) for cell, spanned in placed if cell.rowspan == 1]
    is_whole = place.medium.is_paper and is_short_row(own, place.orientation)
    return f'<tr class="doc-whole">{cells}</tr>' if is_whole else f"<tr>{cells}</tr>"


def _cell(cell: Cell, columns: Sequence[Column], place: Place) -> str:
    classes = []
    if columns and columns[0].align != "left":
        classes.append(f"doc-{columns[0].align}")
    if any(column.holds_addresses for column in columns):
        classes.append("doc-addresses")
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    if cell.is_row_header:
        attributes += ' scope="row"'
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    tag = "th" if cell.is_row_header else "td"
    return f"<{tag}{attributes}>{_lines(cell.lines, replace(place, share=_share(columns)))}</{tag}>"


def _share(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns) or 100


def _lines(lines: Sequence[Line], place: Place) -> str:
    """Lines one under the other: marked ones as list items, deeper ones inside the item they belong to."""
    lines = [line for line in lines if line.words]
    if len(lines) == 1 and not lines[0].marker and not lines[0].level:
        return place.text(lines[0].text)
    written: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        end = index + 1
        if line.marker or line.level:
            while end < len(lines) and (lines[end].marker or lines[end].level):
                end += 1
            written.append(_list(lines[index:end], place))
        else:
            written.append(f"<p>{place.text(line.text)}</p>")
        index = end
    return "".join(written)


def _list(lines: Sequence[Line], place: Place) -> str:
    top = lines[0].level
    items: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if items and line.level > top:
            items[-1][1].append(line)
        else:
            items.append((line, []))
    hang = max((_hang(line.marker) for line, _ in items), default=0)
    written = "".join(_item(line, below, place) for line, below in items)
    return f'<ul class="doc-lines doc-hang-{hang}">{written}</ul>'


def _item(line: Line, below: Sequence[Line], place: Place) -> str:
    mark = f'<span class="doc-mark">{place.text(line.marker)}</span> ' if line.marker else ""
    css = "" if line.marker else ' class="doc-unmarked"'
    inner = replace(place, share=place.share * NESTED_SHARE)
    return f"<li{css}>{mark}{place.text(line.text)}{_list(below, inner) if below else ''}</li>"


def _hang(marker: str) -> int:
    """Which of the style sheet's widths a marker needs: 1 a dash, 2 ``๑.`` or a box, 3 ``๑๐.`` ``(๑)``, 4 ``๑.๑.๑``."""
    match len(marker):
        case 0:
            return 0
        case 1:
            return 2 if marker in "☐☑☒□" else 1
        case 2:
            return 2
        case 3 | 4:
            return 3
        case _:
            return 4


def _desks(desks: Sequence[Signature], place: Place) -> str:
    # The blanks between keep the desks apart where they stand side by side.
    return f'<div class="doc-desks doc-desks-{len(desks)}">{" ".join(_signature(desk, place) for desk in desks)}</div>'


def _signature(block: Signature, place: Place) -> str:
    place = replace(place, share=DESK_SHARE)
    parts = []
    if block.heading:
        parts.append(f'<p class="doc-desk-heading">{place.text(block.heading)}</p>')
    if block.opinion:
        parts.append(f'<p class="doc-opinion">{place.text(block.opinion)}</p>')
    elif block.asks_opinion:
        parts.append('<div class="doc-opinion-line"></div>' * 2)
    unnamed = "" if block.name else " doc-unnamed"
    lines = [f'<p class="doc-name{unnamed}">{place.text(block.name)}</p>']
    lines += [f"<p>{place.text(line)}</p>" for line in (block.position, *block.acting_lines) if line]
    parts.append(f'<div class="doc-signer"><div class="doc-pen"></div>{"".join(lines)}</div>')
    return f'<div class="doc-desk">{"".join(parts)}</div>'
