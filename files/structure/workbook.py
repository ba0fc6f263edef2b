"""A workbook, opened as those who work with it will: in this process, whose memory and time are short."""

import io

from files.structure.findings import Findings


def check(data: bytes, findings: Findings) -> None:
    """Every sheet can be read. Two cells a million rows apart would fill the memory of whoever reads the sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * max(sheet.total_width, 1) > 20_000_000:
                findings.stop("too-much-to-read")
            del sheet
    except (CalamineError, OSError, ValueError, KeyError):
        findings.refuse("damaged")
