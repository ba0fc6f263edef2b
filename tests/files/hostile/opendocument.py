"""OpenDocument: macros, locks, things of other programs."""

from tests.build import documents as ordinary
from tests.files.hostile.corpus import hostile


@hostile("figures.ods", "macros", "macros", "This workbook has macros, which are small programs. Save it as .ods")
def _():
    return ordinary.opendocument("ods", add=[("Basic/Standard/Module1.xml", "<a/>")])


@hostile("minutes.odt", "locked with a password", "part-locked", "This file is locked with a password")
def _():
    return ordinary.opendocument("odt", manifest="<manifest:encryption-data/>")


@hostile(
    "minutes.odt",
    "a picture fetched from elsewhere",
    "outside-content",
    "This document takes some of its content from another place",
)
def _():
    return ordinary.opendocument("odt", body='<draw:image xlink:href="https://evil.example/p.png"/>')


@hostile("minutes.odt", "an object of another program", "embedded", "This document has another file inside it")
def _():
    return ordinary.opendocument("odt", add=[("Object 1", b"anything")])


@hostile("minutes.odt", "a script that runs when it is opened", "macros", "This document has macros")
def _():
    return ordinary.opendocument(
        "odt",
        body="<script:event-listener xmlns:script="
        '"urn:oasis:names:tc:opendocument:xmlns:script:1.0" script:event-name="load"/>',
    )


@hostile("figures.ods", "values fetched from another program", "starts-program", "This workbook has a field or formula")
def _():
    return ordinary.opendocument("ods", body='<office:dde-source office:dde-application="cmd"/>')


@hostile(
    "minutes.odt",
    "a spreadsheet called text",
    "another-kind",
    "This file is called .odt, but inside it is an OpenDocument spreadsheet",
)
def _():
    return ordinary.opendocument("ods")
