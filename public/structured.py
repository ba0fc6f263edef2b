"""What a page says of itself to search engines and to whoever shares it: schema.org, and words for a preview.

A data block of the type ``application/ld+json`` is no script: no browser runs it, and the policy of scripts does not
concern it (ADR 6 is about those that do).
"""

import json
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from public.api.shapes import LICENCE
from reports import writing

CONTEXT = "https://schema.org"


def block(said: dict) -> SafeString:
    """A thing of schema.org as a data block. No text that stands in it can end the block."""
    plain = json.dumps({"@context": CONTEXT} | {key: value for key, value in said.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        plain = plain.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{plain}</script>')  # noqa: S308  escaped just above


def whole(address: str) -> str:
    return settings.PORTAL_URL + address


def _portal() -> dict:
    return {"@type": "WebSite", "name": settings.PORTAL_NAME, "url": whole("/")}


def front() -> dict:
    """The portal, and how it is searched."""
    return _portal() | {
        "inLanguage": "en-GB",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": whole(reverse("public:search")) + "?q={words}"},
            "query-input": "required name=words",
        },
    }


def report(edition, content: dict, *, pdf: bool, first_out: datetime) -> dict:
    """A published edition, with the tables that belong to it, and its PDF where there is one. Read from what was frozen.

    ``first_out`` is the minute of the report's first edition: a correction changes a report, and publishes it no second time.
    """
    out = edition.publication.publish_at
    address = whole(edition.get_edition_url())
    printed = {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": f"{address}report.pdf"}
    return {
        "@type": "Report",
        "name": edition.title,
        "alternativeHeadline": edition.subtitle,
        "description": writing.plain(edition.summary),
        "url": whole(edition.get_absolute_url()),
        "identifier": f"sha256:{edition.digest}",
        "version": str(edition.number),
        "inLanguage": "en-GB",
        "datePublished": first_out.isoformat(),
        "dateModified": out.isoformat() if out > first_out else None,
        "author": [{"@type": "GovernmentOrganization", "name": name} for name in content["authors"]],
        "about": [{"@type": "AdministrativeArea", "name": name} for name in content["areas"]],
        "license": LICENCE["url"],
        "isAccessibleForFree": True,
        "isPartOf": _portal(),
        "encoding": printed if pdf else None,
        "hasPart": [
            {
                "@type": "Dataset",
                "name": f"{figure['name']}: {figure['message'] or figure['caption']}",
                "description": f"{figure['caption'] or figure['message']}. {figure['source']}",
                "license": LICENCE["url"],
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": f"{address}data/{key}.csv",
                },
            }
            for key in content["order"]
            if f"{key}.csv" in edition.data_files and (figure := content["figures"][key])
        ],
    }


def programme(programme, address: str) -> dict:
    """A programme of scrutiny, as the project that it is."""
    return {
        "@type": "Project",
        "name": programme.title,
        "description": writing.plain(programme.summary or programme.purpose),
        "url": whole(address),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": programme.lead_body.name},
    }


def area(area) -> dict:
    """A council area."""
    return {
        "@type": "AdministrativeArea",
        "name": area.name,
        "identifier": area.code,
        "url": whole(area.get_absolute_url()),
        "containedInPlace": {"@type": "Country", "name": "Scotland"},
    }
