"""What in free text can tell who somebody is: names, CHI numbers, dates, postcodes, phone numbers, addresses.

It only proposes. People look at every text and decide; what it finds and misses is measured in docs/words.md.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from instruments.known_names import ALSO_WORDS, FIRST_NAMES, NOT_NAMES, PLACES

NAME, CHI, NUMBER, DATE, POSTCODE = "name", "CHI number", "number", "date", "postcode"
PHONE, EMAIL, WEB, HANDLE = "phone number", "e-mail address", "web address", "social media name"
INSURANCE, REGISTRATION = "National Insurance number", "registration number"
#: Why two words may be a name where nothing else says so: bodies and titles are written like that too.
TWO_CAPITALS = "Two words with capitals in the middle of a sentence."
#: What a stretch can be called where it is hidden; the last two are for people who hide more.
KINDS = (
    NAME, CHI, NUMBER, DATE, POSTCODE, PHONE, EMAIL, WEB, HANDLE, INSURANCE, REGISTRATION, "place", "job",
    "something that tells who it is",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Stretch:
    """Part of a text, from ``start`` up to ``end``: what it may be, and why it is taken for that."""

    start: int
    end: int
    what: str
    why: str

    def overlaps(self, other: "Stretch") -> bool:
        return self.start < other.end and other.start < self.end


def stretches(text: str) -> list[Stretch]:
    """Everything that may tell who somebody is, in the order of the text; none overlaps another."""
    found: list[Stretch] = []
    # What is surest comes first: digits within an address are no phone number.
    for look in (_emails, _web, _handles, _insurance, _chi, _phones, _registrations, _dates, _postcodes, _names):
        for each in look(text):
            if not any(each.overlaps(other) for other in found):
                found.append(each)
    return sorted(found)


# --- Addresses on the net ---------------------------------------------------------------------------------------------

# Every part is bounded, so that no text, whatever stands in it, is looked through twice as far as it is long.
_EMAIL = re.compile(
    r"(?<![\w.+%'-])(?:[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|[\w.+%-]{1,64}\s?[\[(]\s?at\s?[\])]\s?[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]{1,63}){1,8}"
    r"|[\w.+%-]{1,64}(?:\sdot\s[\w-]{1,63}){0,4}\sat\s[\w-]{1,63}(?:\sdot\s[\w-]{1,63}){1,8})",
    re.I,
)
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"“”]+"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,6}(?:com|org|net|uk|scot|eu|info|io|me|blog|social)\b(?!\.\w)(?:/[^\s<>()\"“”]*)?",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@./])@[a-z0-9_][\w.]{0,28}\w", re.I | re.A)


def _emails(text: str) -> Iterator[Stretch]:
    for found in _EMAIL.finditer(text):
        yield Stretch(found.start(), found.end(), EMAIL, "It has the form of an e-mail address.")


def _web(text: str) -> Iterator[Stretch]:
    for found in _WEB.finditer(text):
        words = found[0].rstrip(".,;:!?'’")
        yield Stretch(found.start(), found.start() + len(words), WEB, "It has the form of a web address.")


def _handles(text: str) -> Iterator[Stretch]:
    for found in _HANDLE.finditer(text):
        yield Stretch(found.start(), found.end(), HANDLE, "It begins with @, as names on social media do.")


# --- Numbers ----------------------------------------------------------------------------------------------------------

_INSURANCE = re.compile(r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b", re.I)
_TEN_DIGITS = re.compile(r"(?<![\d+£.,])\d(?:[ -]?\d){9}(?![.,]?\d)")
_PHONE = re.compile(
    r"(?<![\w.£])(?:\(?(?:\+|00)44\)?[\s-]?(?:\(0\))?|\(?0)[1-9](?:[\s().-]{0,2}\d){7,9}(?!\d)"
    r"(?:\s?(?:ext\.?|extension|x)\s?\d{2,6})?"
    r"|(?<![\w.£])\+[1-9]\d{0,2}(?:[\s().-]{0,2}\d){7,11}(?!\d)",
    re.I,
)
_EXTENSION = re.compile(r"\b(?:ext\.?|extension)\s?\d{3,6}\b", re.I)
_REGISTRATION = re.compile(
    r"\b(?:SSSC|NMC|GMC|HCPC|GTCS?|PIN|registration|case|reference|ref|payroll|employee|staff)"
    r"(?:\s(?:registration|reg|number|no\.?|nr|pin|ref|reference|id|is|:)){0,3}:?\s?(\d{2}[a-z]\d{4}[a-z]|[a-z]{0,2}\d{6,9})\b",
    re.I,
)
#: What each digit of a CHI number but the last is multiplied by.
_WEIGHTS = range(10, 1, -1)


def is_chi(digits: str) -> bool:
    """Whether ten digits are a CHI number: a day of birth, and a check digit that fits (modulus 11)."""
    check = -sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return _begins_with_a_day(digits) and check == int(digits[9])


def _begins_with_a_day(digits: str) -> bool:
    # A year of two digits was a leap year in this century or the last alike, but for 1900.
    return _is_day(int(digits[:2]), int(digits[2:4]), 2000 + int(digits[4:6]))


def _is_day(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(1, min(year, 9999)), month)[1]


def _insurance(text: str) -> Iterator[Stretch]:
    for found in _INSURANCE.finditer(text):
        yield Stretch(found.start(), found.end(), INSURANCE, "It has the form of a National Insurance number.")


def _chi(text: str) -> Iterator[Stretch]:
    phones = [found.span() for found in _PHONE.finditer(text)]
    for found in _TEN_DIGITS.finditer(text):
        if any(start < found.start() < end for start, end in phones):
            continue  # what follows +44
        digits = re.sub(r"\D", "", found[0])
        if is_chi(digits):
            yield Stretch(found.start(), found.end(), CHI, "Ten digits with a day of birth and the right check digit.")
        elif _begins_with_a_day(digits) or not _PHONE.fullmatch(found[0]):
            why = "Ten digits: it looks like a CHI number, but its day of birth or its check digit does not fit."
            yield Stretch(found.start(), found.end(), NUMBER, why)


def _phones(text: str) -> Iterator[Stretch]:
    for found in _PHONE.finditer(text):
        yield Stretch(found.start(), found.end(), PHONE, "It has the form of a phone number.")
    for found in _EXTENSION.finditer(text):
        yield Stretch(found.start(), found.end(), PHONE, "It has the form of a phone extension.")


def _registrations(text: str) -> Iterator[Stretch]:
    for found in _REGISTRATION.finditer(text):
        yield Stretch(found.start(1), found.end(1), REGISTRATION, "It follows words for a register or a reference.")


# --- Dates ------------------------------------------------------------------------------------------------------------

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}\.?,?[\s-]+(\d{{4}}|['’]?\d{{2}})\b", re.I
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_BORN = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b\.?.{0,20}$", re.I | re.S)


def _dates(text: str) -> Iterator[Stretch]:
    for found in _FIGURES.finditer(text):
        if _is_day(int(found[1]), int(found[3]), int(found[4])):
            yield _a_date(text, found)
    for pattern, day, month, year in ((_DAY_FIRST, 1, 2, 3), (_MONTH_FIRST, 2, 1, 3)):
        for found in pattern.finditer(text):
            if _is_day(int(found[day]), 1 + _MONTHS.index(found[month][:3].lower()), int(found[year].lstrip("'’"))):
                yield _a_date(text, found)


def _a_date(text: str, found: re.Match) -> Stretch:
    is_birth = _BORN.search(text[max(0, found.start() - 40) : found.start()])
    why = "A day beside words for a birth." if is_birth else "A whole date: it can be somebody’s day of birth."
    return Stretch(found.start(), found.end(), DATE, why)


# --- Postcodes --------------------------------------------------------------------------------------------------------

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G"
    " GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL"
    " OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN"
    " WR WS WV YO ZE"
)
_POSTCODE = re.compile(r"\b([a-z]{1,2})\d[a-z\d]?\s{0,2}\d[abd-hjlnp-uw-z]{2}\b", re.I)


def _postcodes(text: str) -> Iterator[Stretch]:
    for found in _POSTCODE.finditer(text):
        if found[1].upper() in _AREAS.split():
            yield Stretch(found.start(), found.end(), POSTCODE, "It has the form of a postcode.")


# --- Names ------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend|cllr|councillor|father|auntie|uncle)\b\.?\s+", re.I
)
_CALLED = re.compile(
    r"\b(?:called|named|name\s+is|name’s|name's|known\s+as|signed,?"
    r"|(?:ask|asked|spoke|speak|talk|talked|thanks|told|written|wrote)(?:\s+(?:to|by))?"
    r"|(?:my|our|the|her|his|their|a)\s+(?:[a-z]+\s+){0,2}?(?:manager|supervisor|worker|leader|head|boss|colleague|friend"
    r"|mother|mum|father|dad|son|daughter|sister|brother|wife|husband|partner|nurse|doctor|gp|teacher|carer|director))"
    r",?(?:\s+(?:is|was|are))?(?:\s+called)?,?\s+",
    re.I,
)
_INITIAL = re.compile(r"\b(?:[A-Z]\.\s?){1,3}(?=[^\W\d_a-z][^\W\d_]+)")
_OF_A_CLAN = re.compile(r"\b(?:Ma?c[A-Z]|O['’][A-Z])[^\W\d_]+")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;…\n]|^[\s\"“‘(-]*)[\s\"“”‘’(-]*$")
#: Between two parts of one name.
_WITHIN = re.compile(r"[ \t ]+(?:[A-Z]\.\s?)?")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    said: str

    @property
    def plain(self) -> str:
        return self.said.lower().replace("’", "'")

    @property
    def has_capital(self) -> bool:
        return self.said[0].isupper()

    @property
    def is_loud(self) -> bool:
        return len(self.said) > 1 and self.said.isupper()

    @property
    def could_be_a_name(self) -> bool:
        """A capital letter first, and no word for a body, a place, a day or a job."""
        parts = {self.plain, *self.plain.split("-")}
        return self.has_capital and not parts & NOT_NAMES and (self.plain not in PLACES or self.plain in ALSO_WORDS)

    @property
    def is_first_name(self) -> bool:
        return self.plain in FIRST_NAMES or self.plain.split("-")[0] in FIRST_NAMES


def _names(text: str) -> Iterator[Stretch]:
    words = [_without_s(found) for found in _WORD.finditer(text)]
    at = {word.start: place for place, word in enumerate(words)}
    found: list[Stretch] = []
    for look in (_after_a_title, _after_what_names, _first_names, _initials, _clans, _pairs):
        for first, last, why in look(text, words, at):
            one = Stretch(words[first].start, words[last].end, NAME, why)
            if not any(one.overlaps(other) for other in found):
                found.append(one)
    yield from found


def _without_s(found: re.Match) -> _Word:
    said = re.sub(r"['’]s$", "", found[0])
    return _Word(found.start(), found.start() + len(said), said)


def _on(text: str, words: list[_Word], place: int, fits: Callable[[_Word], bool], most: int = 3) -> int:
    """The last word of a name that begins at ``place``."""
    last = place
    while (
        last + 1 < len(words)
        and last - place + 1 < most
        and _WITHIN.fullmatch(text[words[last].end : words[last + 1].start])
        and fits(words[last + 1])
    ):
        last += 1
    return last


def _surname(word: _Word) -> bool:
    return word.could_be_a_name and not (word.is_loud and len(word.said) < 5)


def _after_a_title(text, words, at):
    for title in _TITLE.finditer(text):
        start = title.end()
        if initials := _INITIAL.match(text, start):
            start = initials.end()
        place = at.get(start)
        if place is not None and words[place].plain not in NOT_NAMES:
            yield at[title.start()], _on(text, words, place, _surname), f"It follows “{title[0].strip()}”."


def _after_what_names(text, words, at):
    for cue in _CALLED.finditer(text):
        place = at.get(cue.end())
        if place is None:
            continue
        word = words[place]
        if word.could_be_a_name or word.is_first_name or (word.has_capital and word.plain in ALSO_WORDS):
            yield place, _on(text, words, place, _surname), f"It follows “{' '.join(cue[0].split())}”."


def _first_names(text, words, at):
    for place, word in enumerate(words):
        if place and words[place - 1].plain in {"st", "saint"}:
            continue
        if word.is_first_name:
            yield place, _on(text, words, place, _surname), f"“{word.said}” is a first name."
        elif word.has_capital and word.plain in ALSO_WORDS and not word.is_loud:
            last = _on(text, words, place, lambda after: _surname(after) and after.plain not in PLACES)
            if last > place or not (_begins_a_sentence(text, word) or word.plain in PLACES | NOT_NAMES):
                yield place, last, f"“{word.said}” can be a first name."


def _initials(text, words, at):
    for found in _INITIAL.finditer(text):
        place = at.get(found.end())
        if place is not None and _surname(words[place]):
            # The initials belong to the name that is hidden.
            yield at[found.start()], place, "A capital letter with a full stop, and a word with a capital."


def _clans(text, words, at):
    for found in _OF_A_CLAN.finditer(text):
        if found.start() in at:
            yield at[found.start()], at[found.start()], "It begins as many Scottish and Irish surnames do."


def _pairs(text, words, at):
    for place, word in enumerate(words):
        if not _surname(word) or word.is_loud or len(word.said) < 2 or _begins_a_sentence(text, word):
            continue
        last = _on(text, words, place, lambda after: _surname(after) and not after.is_loud)
        if last > place and not _in_a_longer_name(text, words, place, last):
            yield place, last, TWO_CAPITALS


def _in_a_longer_name(text: str, words: list[_Word], first: int, last: int) -> bool:
    """Whether a word with a capital stands right before or after: then it is rather a body's name than a person's."""
    return any(
        0 <= outer < len(words)
        and words[outer].has_capital
        and len(words[outer].said) > 1
        and not _begins_a_sentence(text, words[outer])
        and _WITHIN.fullmatch(text[words[min(outer, inner)].end : words[max(outer, inner)].start])
        for outer, inner in ((first - 1, first), (last + 1, last))
    )


def _begins_a_sentence(text: str, word: _Word) -> bool:
    return bool(_SENTENCE_ENDS.search(text[max(0, word.start - 6) : word.start])) or word.start == 0
