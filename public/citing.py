"""How to cite an edition, for programs that keep references: BibTeX and RIS."""

from django.conf import settings

from reports import minutes

#: What TeX reads as something else than the letter.
TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX |= {sign: f"\\{sign}" for sign in "&%$#_"}


def _facts(edition) -> dict:
    published = minutes.in_scotland(edition.publication.publish_at)
    return {
        "authors": edition.content["authors"] or [settings.PORTAL_NAME],
        "title": edition.title + (f": {edition.subtitle}" if edition.subtitle else ""),
        "day": published.date(),
        "url": settings.PORTAL_URL + edition.get_edition_url(),
        "edition": f"edition {edition.number}" if edition.number > 1 else "",
    }


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in " ".join(text.split()))


def bibtex(edition) -> str:
    """A reference for BibTeX; each author is a body, whose name is not taken apart."""
    its = _facts(edition)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in its["authors"]),
        "title": f"{{{_tex(its['title'])}}}",
        "institution": _tex(its["authors"][0]),
        "year": str(its["day"].year),
        "month": f"{its['day']:%b}".lower(),
        "type": "Report",
        "number": its["edition"],
        "url": its["url"],
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value and key != "month"]
    lines.append(f"  month = {fields['month']},")
    return f"@techreport{{{edition.slug}-{edition.number},\n" + "\n".join(lines) + "\n}\n"


def ris(edition) -> str:
    """A reference as RIS, which most other programs read."""
    its = _facts(edition)
    lines = [
        ("TY", "RPRT"),
        *(("AU", name) for name in its["authors"]),
        ("TI", its["title"]),
        ("PB", its["authors"][0]),
        ("PY", str(its["day"].year)),
        ("DA", f"{its['day']:%Y/%m/%d}"),
        ("ET", its["edition"]),
        ("UR", its["url"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(words.split())}\r\n" for tag, words in lines if words or tag == "ER")
