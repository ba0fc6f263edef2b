"""What people wrote in a survey that has closed: passages brought in, looked through, read and quoted, by the real moves."""

from collections.abc import Iterable

from accounts import roles, speaking
from accounts.models import User
from analysis import codebook, double_reading, passages
from analysis.models import Passage, Reading, Theme
from surveys.models import Dataset, DatasetRow
from tests.build import analysis as build
from tests.build import programmes as plan

#: The first question of the staff survey that is answered in one's own words.
QUESTION = "works-well"


def survey(*answers: int, comments: Iterable[str] = (), brought_in: bool = True) -> Dataset:
    """A frozen survey in which the first respondents of every area wrote these comments."""
    dataset = build.survey(*answers, comments=tuple(comments))
    if brought_in:
        passages.bring_in(dataset)
    return dataset


def wrote(dataset: Dataset, texts: Iterable[str]) -> None:
    """Further answers with these texts, of the dataset's first area, as if they had been frozen with it."""
    with speaking.as_service():
        last = DatasetRow.objects.filter(dataset=dataset).order_by("-number").first()
        DatasetRow.objects.bulk_create(
            DatasetRow(
                dataset=dataset,
                number=last.number + place,
                participation_id=last.participation_id,
                values={QUESTION: text},
            )
            for place, text in enumerate(texts, start=1)
        )
    passages.bring_in(dataset)


def of(dataset: Dataset) -> list[Passage]:
    with speaking.as_service():
        return list(Passage.objects.filter(dataset=dataset).select_related("dataset__survey").order_by("pk"))


def reader(dataset: Dataset, role=roles.Inspector, **kwargs) -> User:
    return plan.in_team(dataset.survey.programme, role, **kwargs)


def theme(dataset: Dataset, title: str = "Workload", meaning: str = "Too much to do.") -> Theme:
    with speaking.as_service():
        return codebook.add(dataset.survey, title, meaning)


def cleared(passage: Passage, *, by: User) -> Passage:
    """Looked through, with all that is proposed hidden."""
    with speaking.as_person(by):
        parts = [part for part in passages.marked(passage) if part.hides]
        found = passages.clear(passage, parts, had_before_them=passages.seen(passage), by=by)
    found.dataset = passage.dataset
    return found


def all_cleared(dataset: Dataset, *, by: User) -> list[Passage]:
    return [cleared(passage, by=by) for passage in of(dataset)]


def read(passage: Passage, *themes: Theme, by: User) -> Reading:
    with speaking.as_person(by):
        return double_reading.read(passage, themes, by=by)
