"""What everything public may be used under: said beside what can be taken away, in its data dictionary, and with it."""

from django.http import HttpResponseBase

NAME = "Open Government Licence v3.0"
URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
#: As the last line of a data dictionary has it: a file that lies on somebody's disk has no page around it any more.
IN_WORDS = f"{NAME}, {URL}"


def stated(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, which says for programs too what it may be used under (RFC 8288, relation “license”)."""
    response["Link"] = f'<{URL}>; rel="license"'
    return response
