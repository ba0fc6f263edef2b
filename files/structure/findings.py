"""What a check found. The sentences are what the person who gave the file reads: what is wrong, and what to do."""

from dataclasses import dataclass, field

SENTENCES = {
    # --- its name ---------------------------------------------------------------------------------------------
    "name-missing": "This file has no name. Give it one, and upload it again.",
    "name-too-long": "The name of this file is longer than 200 characters. Shorten it, and upload it again.",
    "name-controls": "The name of this file has characters in it that cannot be seen. Rename it, and upload it again.",
    "name-turns": "The name of this file has hidden characters in it that make it read as another name. Rename it, "
    "and upload it again.",
    "name-reserved": "Windows keeps the name “{name}” for itself, so some colleagues could not save this file. Rename "
    "it, and upload it again.",
    "name-path": "The name of this file has a folder in it. Rename it without / or \\, and upload it again.",
    "name-double": "The name of this file has two endings, and “.{inner}” is the ending of a program or web page. If "
    "it is a document, rename it, and upload it again.",
    # --- its kind and size ------------------------------------------------------------------------------------
    "kind-missing": "The name of this file has no ending, so nobody can tell what opens it. Save it from its program "
    "again as {taken}, and upload it.",
    "kind-not-taken": "This is {what}, which the portal does not take. {instead}",
    "kind-unknown": "The portal does not take .{extension} files. Save it as {taken}, and upload it again.",
    "empty": "This file is empty. Check that it was saved, and upload it again.",
    "too-large": "This file has {size}; the most is {most}. Make its pictures smaller or split it, and upload the "
    "parts.",
    "far-too-large": "This file has more than {kept}, so we did not keep it; the most is {most}. Make its pictures "
    "smaller or split it, and upload the parts.",
    "too-much-at-once": "The files that you sent together have more than {together}, so we could not keep this one. "
    "Upload it again with fewer others.",
    "looks-like-another": "This file is called .{extension}, but inside it is {what}. Save it again from the program "
    "that made it, as {title}, and upload it.",
    "locked-office": "This file is locked with a password, or it is of the Office format before 2007. Remove the "
    "password, save it as .{extension}, and upload it again.",
    # --- archives, which Office and OpenDocument files are ------------------------------------------------------
    "damaged": "This file is damaged and cannot be read to its end. Open it in the program that made it, save it "
    "again, and upload that file.",
    "before-the-start": "There is something in front of the document inside this file. Open it, save it again under a "
    "new name, and upload that file.",
    "after-the-end": "There is something behind the end of the document in this file. Open it, save it again under a "
    "new name, and upload that file.",
    "hidden-data": "There is something hidden between the parts of this file. Open it, save it again under a new "
    "name, and upload that file.",
    "two-faces": "The parts of this file are described in two ways that contradict each other. Open it, save it again "
    "under a new name, and upload that file.",
    "too-many-parts": "This file has more than {most} parts inside, far more than a document has. Save it as PDF, and "
    "upload the PDF.",
    "too-large-unpacked": "Unpacked, this file is larger than {most}. Make its pictures smaller or split it, and "
    "upload the parts.",
    "packed-too-tight": "Part of this file unpacks to more than {most} times its size, as no ordinary document does. "
    "Save it again under a new name, and upload that file.",
    "size-untrue": "Part of this file unpacks to another size than the file says. Open it, save it again under a new "
    "name, and upload that file.",
    "part-locked": "This file is locked with a password. Remove the password, and upload it again.",
    "part-way-out": "A part of this file has a name that leads out of it. Open it, save it again under a new name, and "
    "upload that file.",
    "part-link": "A part of this file is a link to another place. Open it, save it again under a new name, and upload "
    "that file.",
    "part-twice": "Two parts of this file have the same name. Open it, save it again under a new name, and upload that "
    "file.",
    "part-method": "Part of this file is packed in a way that documents are not. Open it, save it again under a new "
    "name, and upload that file.",
    "part-nested": "There is another file packed inside this one ({part}). Take it out, upload it as a file of its "
    "own, and upload this one again.",
    "part-program": "There is a program inside this file ({part}). Remove it, and upload the file again.",
    # --- XML --------------------------------------------------------------------------------------------------
    "xml-doctype": "Part of this file ({part}) defines its own abbreviations, which can be used to overwhelm whoever "
    "reads it. Open it, save it again under a new name, and upload that file.",
    "xml-deep": "Part of this file ({part}) is nested far deeper than a document is. Open it, save it again under a "
    "new name, and upload that file.",
    # --- Office -----------------------------------------------------------------------------------------------
    "another-kind": "This file is called .{extension}, but inside it is {what}. Give it its right ending, or save it "
    "as {title}, and upload it again.",
    "no-kind": "This file is called .{extension}, but inside there is no {title}. Save it again from the program that "
    "made it, and upload that file.",
    "macros": "This {noun} has macros, which are small programs. Save it as {as_} without macros and upload it again.",
    "excel4-macros": "This workbook has macro sheets of the kind that Excel used before 1997. Delete those sheets, "
    "save it as .xlsx, and upload it again.",
    "controls": "This {noun} has buttons or boxes in it that run a program (ActiveX controls). Delete them, or save it "
    "as PDF, and upload that file.",
    "embedded": "This {noun} has another file inside it, such as the worksheet behind a chart ({part}). Paste it as a "
    "picture instead, or save the {noun} as PDF, and upload that file.",
    "outside-template": "This document takes its template from another place ({where}) whenever it is opened. In Word "
    "choose File, Options, Add-ins, Templates, detach the template, or save it as PDF, and upload that file.",
    "outside-content": "This {noun} takes some of its content from another place ({where}) whenever it is opened. "
    "Break the link so that the content is kept inside, or save it as PDF, and upload that file.",
    "outside-workbook": "This workbook takes values from another workbook ({where}). In Excel choose Data, Edit Links, "
    "Break Link, save it, and upload it again.",
    "outside-data": "This workbook fetches data from elsewhere whenever it is opened. In Excel choose Data, Queries "
    "and Connections, delete them, save it, and upload it again.",
    "link-runs": "This {noun} has a link that would start a program ({where}). Remove the link, and upload it again.",
    "starts-program": "This {noun} has a field or formula that can start another program (DDE). Replace it by its "
    "value, save it, and upload it again.",
    # --- PDF --------------------------------------------------------------------------------------------------
    "pdf-locked": "This PDF is locked: it needs a password, or forbids printing or copying. Save a copy without "
    "protection, and upload that.",
    "pdf-javascript": "This PDF has a program in it (JavaScript). Print it to PDF, and upload the new file.",
    "pdf-launch": "This PDF starts another program or opens another file. Print it to PDF, and upload the new file.",
    "pdf-sends": "This PDF sends what is filled in to another place. Print it to PDF, and upload the new file.",
    "pdf-attachments": "This PDF has other files attached to it. Save the attachments as files of their own, print "
    "this one to PDF, and upload them all.",
    "pdf-xfa": "This PDF is a form that only Adobe's own program can show (XFA). Print it to PDF, and upload the new "
    "file.",
    "pdf-media": "This PDF has film, sound or a moving model in it. Print it to PDF, and upload the new file.",
    "pdf-no-pages": "This PDF has no pages. Make it again, and upload that file.",
    "pdf-cut-short": "This PDF ends before it should: it was cut short on its way. Make or download it again, and "
    "upload that file.",
    # --- pictures -----------------------------------------------------------------------------------------------
    "picture-too-big": "This picture has {pixels} million points; the most is {most} million. Make it smaller, and "
    "upload it again.",
    "two-files-in-one": "This file is {one} and {other} at once. Open it, save it again under a new name, and upload "
    "that file.",
    # --- text ---------------------------------------------------------------------------------------------------
    "text-binary": "This file is called .{extension}, but it is not text. Save it again from the program that made it, "
    "and upload that file.",
    "text-long-line": "Line {line} of this file has more than {most} characters, far more than a person writes. Check "
    "how it was exported, and upload it again.",
    "csv-formula": "Line {line} of this table has a formula in it (“{cell}”). Export the values instead, and upload it "
    "again.",
    "csv-too-wide": "Line {line} of this table has more than {most} columns. Check how it was exported, and upload it "
    "again.",
    # --- the check itself ----------------------------------------------------------------------------------------
    "too-much-to-read": "This file takes far more memory or time to read than a document of its size should. Delete "
    "empty rows, columns and pages, or save it as PDF, and upload that file.",
    "unreadable": "We could not read this file, though we tried several times. Save it as PDF, and upload the PDF, or "
    "ask your contact in the review team.",
    "virus": "Our virus scanner found something harmful in this file ({what}). Do not open it again, tell your IT "
    "service, and upload a clean copy.",
}

NOTES = {
    "read-as-windows-text": "This file is not in UTF-8. We read it as Windows text (code page 1252): please check that "
    "£ signs and accented letters are right.",
    "local-template": "This document names a Word template on its author's machine ({where}). Nothing is fetched from "
    "it.",
}


@dataclass(frozen=True)
class Refusal:
    """One reason against a file: a word for tests and logs, a sentence with a remedy for people."""

    code: str
    sentence: str


class Stop(Exception):
    """There is no sense in reading on."""


@dataclass
class Findings:
    """What is said against a file, what is good to know about it, and what it was found to be."""

    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, code: str, **details) -> None:
        """Say one thing against the file, and read on: a person would rather hear everything at once."""
        if code not in {refusal.code for refusal in self.refusals}:
            self.refusals.append(Refusal(code, sentence(code, **details)))

    def stop(self, code: str, **details) -> None:
        """Say one thing against the file, after which reading on would be no use or no good."""
        self.refuse(code, **details)
        raise Stop(code)

    def note(self, code: str, **details) -> None:
        words = NOTES[code].format(**_short(details))
        if words not in self.notes:
            self.notes.append(words)


def sentence(code: str, **details) -> str:
    return SENTENCES[code].format(**_short(details))


def _short(details: dict) -> dict:
    """Details come out of the file itself: kept short, and without anything that could mislead on a page."""
    from files import names

    return {
        name: names.to_show(value if len(value) <= 80 else f"{value[:60]}…{value[-18:]}")
        if isinstance(value, str) and name in ("part", "where", "cell", "name", "inner", "extension")
        else value
        for name, value in details.items()
    }
