"""Which kinds of file the portal takes, and what it says about the others. No Django: the examiner reads it too."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file that the portal takes: every one can be checked to its last part."""

    slug: str
    title: str
    extensions: tuple[str, ...]
    media_type: str
    #: What reads it: the name of a module in ``files.structure``.
    reader: str
    #: Bytes that a file of this kind begins with; text has none.
    begins: tuple[bytes, ...] = ()
    why: str = ""


ZIP = (b"PK\x03\x04",)

TAKEN = [
    Kind(
        "pdf",
        "PDF",
        ("pdf",),
        "application/pdf",
        "pdf",
        (b"%PDF-",),
        why="What most papers are sent as, and what nobody changes by accident.",
    ),
    Kind(
        "docx",
        "Word document",
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "office",
        ZIP,
        why="What papers are written in.",
    ),
    Kind(
        "xlsx",
        "Excel workbook",
        ("xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "office",
        ZIP,
        why="What performance figures are kept in.",
    ),
    Kind(
        "pptx",
        "PowerPoint presentation",
        ("pptx",),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "office",
        ZIP,
        why="What is shown to boards and committees.",
    ),
    Kind(
        "odt",
        "OpenDocument text",
        ("odt",),
        "application/vnd.oasis.opendocument.text",
        "opendocument",
        ZIP,
        why="The open standard for documents in government.",
    ),
    Kind(
        "ods",
        "OpenDocument spreadsheet",
        ("ods",),
        "application/vnd.oasis.opendocument.spreadsheet",
        "opendocument",
        ZIP,
        why="The open standard for spreadsheets in government.",
    ),
    Kind(
        "odp",
        "OpenDocument presentation",
        ("odp",),
        "application/vnd.oasis.opendocument.presentation",
        "opendocument",
        ZIP,
        why="Comes with the other two, and is checked in the same way.",
    ),
    Kind("csv", "CSV table", ("csv",), "text/csv", "text", why="What case systems export."),
    Kind("txt", "plain text", ("txt",), "text/plain", "text", why="Nothing in it can run."),
    Kind(
        "jpg",
        "JPEG picture",
        ("jpg", "jpeg"),
        "image/jpeg",
        "pictures",
        (b"\xff\xd8\xff",),
        why="What a phone or a scanner makes.",
    ),
    Kind(
        "png",
        "PNG picture",
        ("png",),
        "image/png",
        "pictures",
        (b"\x89PNG\r\n\x1a\n",),
        why="What a screenshot is.",
    ),
]

BY_SLUG = {kind.slug: kind for kind in TAKEN}
BY_EXTENSION = {extension: kind for kind in TAKEN for extension in kind.extensions}

#: For ``<input accept>``: a convenience in the file picker, never a check.
ACCEPT = ",".join(f".{extension}" for extension in BY_EXTENSION)

ASK = "The portal takes documents only; ask your contact in the review team how to send it."
SAVE_AS = "Open it, choose “Save as”, pick “{as_}” and upload that file."

#: Kinds that people do send and that the portal does not take: what they are, and what to do instead.
NOT_TAKEN: dict[str, tuple[str, str]] = {
    "doc": ("a Word file of the format before 2007", SAVE_AS.format(as_="Word document (.docx)")),
    "dot": ("a Word template of the format before 2007", SAVE_AS.format(as_="Word document (.docx)")),
    "xls": ("an Excel file of the format before 2007", SAVE_AS.format(as_="Excel workbook (.xlsx)")),
    "ppt": ("a PowerPoint file of the format before 2007", SAVE_AS.format(as_="PowerPoint presentation (.pptx)")),
    "docm": ("a Word document with macros", SAVE_AS.format(as_="Word document (.docx)")),
    "xlsm": ("an Excel workbook with macros", SAVE_AS.format(as_="Excel workbook (.xlsx)")),
    "pptm": ("a presentation with macros", SAVE_AS.format(as_="PowerPoint presentation (.pptx)")),
    "ppsm": ("a presentation with macros", SAVE_AS.format(as_="PowerPoint presentation (.pptx)")),
    "ppsx": ("a PowerPoint show", SAVE_AS.format(as_="PowerPoint presentation (.pptx)")),
    "dotx": ("a Word template", SAVE_AS.format(as_="Word document (.docx)")),
    "dotm": ("a Word template with macros", SAVE_AS.format(as_="Word document (.docx)")),
    "xltx": ("an Excel template", SAVE_AS.format(as_="Excel workbook (.xlsx)")),
    "xltm": ("an Excel template with macros", SAVE_AS.format(as_="Excel workbook (.xlsx)")),
    "xlam": ("an Excel add-in", "Send what it calculates as an Excel workbook (.xlsx)."),
    "xlsb": ("a binary Excel workbook", SAVE_AS.format(as_="Excel workbook (.xlsx)")),
    "rtf": ("a rich text file", SAVE_AS.format(as_="Word document (.docx)")),
    "wps": ("a Works document", SAVE_AS.format(as_="Word document (.docx)")),
    "pages": ("a Pages document", "In Pages choose “Export to”, then Word or PDF, and upload that file."),
    "numbers": ("a Numbers spreadsheet", "In Numbers choose “Export to”, then Excel, and upload that file."),
    "key": ("a Keynote presentation", "In Keynote choose “Export to”, then PowerPoint or PDF, and upload that file."),
    "msg": ("an Outlook message", "Print it to PDF, and upload the PDF; send its attachments as files of their own."),
    "eml": ("an e-mail message", "Print it to PDF, and upload the PDF; send its attachments as files of their own."),
    "one": ("a OneNote section", "Export it as PDF, and upload the PDF."),
    "vsd": ("a Visio drawing", "Export it as PDF, and upload the PDF."),
    "vsdx": ("a Visio drawing", "Export it as PDF, and upload the PDF."),
    "mpp": ("a Project plan", "Export it as PDF, and upload the PDF."),
    "pub": ("a Publisher document", "Export it as PDF, and upload the PDF."),
    "zip": ("an archive of other files", "Take the files out of it, and upload them all at once."),
    "7z": ("an archive of other files", "Take the files out of it, and upload them all at once."),
    "rar": ("an archive of other files", "Take the files out of it, and upload them all at once."),
    "gz": ("an archive of other files", "Take the files out of it, and upload them all at once."),
    "tar": ("an archive of other files", "Take the files out of it, and upload them all at once."),
    "html": ("a web page", "Open it, print it to PDF, and upload the PDF."),
    "htm": ("a web page", "Open it, print it to PDF, and upload the PDF."),
    "mht": ("a web page", "Open it, print it to PDF, and upload the PDF."),
    "xml": ("an XML file", "Open it in the program that made it, and save it as PDF or as an Excel workbook (.xlsx)."),
    "svg": ("a drawing that can hold programs", "Save the picture as PNG, and upload that file."),
    "gif": ("a GIF picture", "Save the picture as PNG, and upload that file."),
    "webp": ("a WebP picture", "Save the picture as JPEG or PNG, and upload that file."),
    "heic": ("a picture in a phone's own format", "Send it to yourself as JPEG, and upload that file."),
    "heif": ("a picture in a phone's own format", "Send it to yourself as JPEG, and upload that file."),
    "tif": ("a TIFF picture", "Save it as PDF or PNG, and upload that file."),
    "tiff": ("a TIFF picture", "Save it as PDF or PNG, and upload that file."),
    "bmp": ("a bitmap picture", "Save the picture as PNG, and upload that file."),
    "mp4": ("a film", ASK),
    "mov": ("a film", ASK),
    "mp3": ("a sound recording", ASK),
    "lnk": ("a shortcut, not the file itself", "Find the file that it points to, and upload that one."),
    "url": ("a shortcut, not the file itself", "Open the page, print it to PDF, and upload the PDF."),
}

#: Endings that run when opened. Found inside a name ("minutes.exe.pdf"), they are there to deceive.
RUNS = frozenset(
    [
        *("exe", "scr", "bat", "cmd", "pif", "msi", "msp", "cpl", "dll", "app", "apk", "jar", "jnlp", "reg", "scf"),
        *("ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "sh", "py", "pl", "php", "asp", "aspx", "jsp"),
        *("html", "htm", "mht", "svg", "chm", "lnk", "url", "settingcontent-ms", "iso", "img", "vhd"),
    ]
)

#: What the first bytes give away, for a file that is not what its name says.
LOOKS_LIKE: list[tuple[bytes, str]] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an Office document or an archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file that is of the format before 2007 or locked with a password"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a bitmap picture"),
    (b"{\\rtf", "a rich text file"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"#!", "a script"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ\x00", "an archive"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<svg", "a drawing that can hold programs"),
    (b"<script", "a web page"),
    (b"<?xml", "an XML file"),
    (b"<?php", "a program"),
    (b"ID;P", "a SYLK sheet"),
    (b"From: ", "an e-mail message"),
    (b"MIME-Version:", "an e-mail message"),
]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extension_of(name: str) -> str:
    """What stands after the last full stop, in small letters; nothing where there is none."""
    stem, dot, extension = name.strip().rpartition(".")
    return extension.strip().lower() if dot and stem.strip(". ") else ""


def looks_like(beginning: bytes) -> str:
    """In words, what a file seems to be by its first bytes; empty where they say nothing."""
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    for signature, what in LOOKS_LIKE:
        if beginning.startswith(signature) or (signature[:1] == b"<" and text.startswith(signature.lower())):
            return what
    if beginning[4:8] == b"ftyp":
        return "a film or a picture in a phone's own format"
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "a WebP picture"
    return ""
