"""The page about the interface for programs: drawn from the same description that programs read."""

from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.shortcuts import render
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from public.api.answers import MOST_ON_A_PAGE
from public.api.resources import LISTS, api
from public.api.shapes import LICENCE
from public.views.pages import public_page


@dataclass(frozen=True)
class Field:
    """One field of an answer, or one word of a question."""

    name: str
    holds: str
    meaning: str


@dataclass
class Address:
    """One address, as the description has it."""

    path: str
    summary: str
    about: str
    is_csv: bool
    asked: list[Field] = field(default_factory=list)
    answers: str = ""  #: the name of its shape
    has_parts: bool = False

    @property
    def in_parts(self) -> SafeString:
        """Its path, which a narrow column may break after each stroke and nowhere else."""
        return format_html_join("", "{}<wbr>", ((f"{part}/" if part else "/",) for part in self._parts[:-1])) + escape(
            self._parts[-1]
        )

    @property
    def _parts(self) -> list[str]:
        return self.path.split("/")


@public_page
def about(request):
    return render(
        request,
        "public/api.html",
        {
            "groups": groups(),
            "shapes": shapes(),
            "licence": LICENCE,
            "a_minute": settings.API_QUESTIONS_A_MINUTE,
            "most": MOST_ON_A_PAGE,
            "lists": list(LISTS),
        },
    )


@cache
def _schema() -> dict:
    return api.get_openapi_schema(path_prefix="/api/v1/")


def groups() -> list[tuple[str, list[Address]]]:
    """The addresses under what they are about, in the order in which they are described."""
    found: dict[str, list[Address]] = {}
    for path, operations in _schema()["paths"].items():
        said = operations["get"]
        content = said["responses"].get(200, {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
        found.setdefault(said["tags"][0], []).append(
            Address(
                path,
                said["summary"],
                said.get("description", ""),
                "text/csv" in content,
                [
                    Field(each["name"], holds(each["schema"]), each.get("description", ""))
                    for each in said["parameters"]
                    if each["in"] == "query"
                ],
                reference.rpartition("/")[2],
                "{" in path,
            )
        )
    return list(found.items())


def shapes() -> list[tuple[str, str, list[Field]]]:
    """Every shape of an answer: its name, what it is, its fields."""
    return [
        (
            name,
            shape.get("description", ""),
            [
                Field(key, holds(value), value.get("description", ""))
                for key, value in shape.get("properties", {}).items()
            ],
        )
        for name, shape in sorted(_schema()["components"]["schemas"].items())
        if name not in {"Paging", "NinjaResponseSchema"}
    ]


def holds(schema: dict) -> str:
    """What a field holds, in a word or two."""
    if reference := schema.get("$ref", ""):
        return reference.rpartition("/")[2]
    if parts := schema.get("anyOf"):
        return " or ".join(holds(part) for part in parts)
    if schema.get("type") == "array":
        return f"list of {holds(schema.get('items', {}))}"
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    words = {"string": "text", "integer": "number", "number": "number", "boolean": "yes or no", "null": "nothing"}
    formats = {"date": "day", "date-time": "moment"}
    return formats.get(schema.get("format", ""), words.get(schema.get("type", ""), "anything"))
