"""Names that hide something, kinds that are not what they say, and sizes."""

from tests.build import documents as ordinary
from tests.files.hostile.corpus import hostile

hostile(
    "minutes\u202efdp.docx",
    "its name is turned around to hide its ending",
    "name-turns",
    "The name of this file has hidden characters",
)(lambda: ordinary.docx())
hostile(
    "minutes\x07.docx",
    "its name rings a bell",
    "name-controls",
    "The name of this file has characters in it that cannot be seen",
)(lambda: ordinary.docx())
hostile(
    "m" * 240 + ".pdf",
    "its name is too long for many disks",
    "name-too-long",
    "The name of this file is longer than 200 characters",
)(lambda: ordinary.pdf())
hostile("CON.pdf", "its name is a device of Windows", "name-reserved", "Windows keeps the name “CON” for itself")(
    lambda: ordinary.pdf()
)
hostile(
    "../../etc/cron.d/minutes.pdf",
    "its name leads to another folder",
    "name-path",
    "The name of this file has a folder in it",
)(lambda: ordinary.pdf())
hostile(
    "invoice.exe.pdf",
    "its name has two endings, one of a program",
    "name-double",
    "The name of this file has two endings, and “.exe”",
)(lambda: ordinary.pdf())
hostile("minutes", "its name has no ending", "kind-missing", "The name of this file has no ending")(
    lambda: ordinary.pdf()
)
hostile(
    "minutes.doc",
    "the old Word format, which nobody can check to its last part",
    "kind-not-taken",
    "This is a Word file of the format before 2007, which the portal does not take. Open it, choose “Save as”",
)(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
hostile("figures.xlsm", "a workbook with macros, openly", "kind-not-taken", "This is an Excel workbook with macros")(
    lambda: ordinary.xlsx()
)
hostile("setup.exe", "a program", "kind-not-taken", "This is a program or script")(lambda: b"MZ" + bytes(600))
hostile("chart.svg", "a drawing with a script in it", "kind-not-taken", "This is a drawing that can hold programs")(
    lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
hostile("page.html", "a web page with a script in it", "kind-not-taken", "This is a web page")(
    lambda: b"<!doctype html><script>alert(1)</script>"
)
hostile("papers.zip", "an archive", "kind-not-taken", "This is an archive of other files")(lambda: ordinary.docx())
hostile("model.xyz", "a kind nobody knows", "kind-unknown", "The portal does not take .xyz files")(lambda: b"xyz" * 99)
hostile("empty.pdf", "nothing in it", "empty", "This file is empty")(lambda: b"")
hostile("huge.txt", "larger than any document", "too-large", "This file has 30.0\xa0MB; the most is 25.0\xa0MB")(
    lambda: b"a line of text\n" * (2 * 1024 * 1024)
)
hostile(
    "minutes.pdf",
    "a program called PDF",
    "looks-like-another",
    "This file is called .pdf, but inside it is a Windows program",
    also="pdf-cut-short damaged",
)(lambda: b"MZ" + bytes(600))
hostile(
    "minutes.docx",
    "locked with a password, so nobody can look inside",
    "locked-office",
    "This file is locked with a password, or it is of the Office format before 2007",
    also="looks-like-another damaged",
)(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
hostile(
    "photo.jpg",
    "a PNG called JPEG",
    "looks-like-another",
    "This file is called .jpg, but inside it is a PNG",
    also="damaged",
)(lambda: ordinary.png())
hostile(
    "notes.txt",
    "a PDF called text",
    "looks-like-another",
    "This file is called .txt, but inside it is a PDF",
    also="text-binary stumbles",
)(lambda: ordinary.pdf())
