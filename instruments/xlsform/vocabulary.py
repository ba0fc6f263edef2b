"""The words of XLSForms: headings, types of question, and what the portal says of those that it does not hold."""

import re

#: What a heading may be called besides its own name. Spaces are read as underscores, capitals as small letters.
HEADINGS = {
    "question_type": "type",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list": "list_name",
    "list_name": "list_name",
    "caption": "label",
    "relevance": "relevant",
    "bind_relevant": "relevant",
    "skip_logic": "relevant",
    "bind_constraint": "constraint",
    "bind_required": "required",
    "bind_readonly": "read_only",
    "readonly": "read_only",
    "bind_calculate": "calculation",
    "calculate": "calculation",
    "bind_jr_constraintmsg": "constraint_message",
    "bind_constraint_message": "constraint_message",
    "constraint-msg": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "bind_jr_requiredmsg": "required_message",
    "jr_count": "repeat_count",
    "control_jr_count": "repeat_count",
    "control_appearance": "appearance",
    "guidance": "guidance_hint",
    "id_string": "form_id",
    "title": "form_title",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "choicefilter": "choice_filter",
    "choice_filter": "choice_filter",
}
MEDIA = {"image", "audio", "video", "big-image", "big_image", "file", "media"}
#: Fields whose columns may stand once for each language.
TRANSLATED = {"label", "hint", "guidance_hint", "constraint_message", "required_message", "media"}

#: Columns that forms have and the portal does nothing with: why, and what is done instead.
UNUSED = {
    "default": ("An answer would be filled in beforehand.", "Respondents begin with empty answers."),
    "appearance": ("It says how a question looks in other programs.", "Questions look as they do everywhere here."),
    "constraint_message": ("It words what is wrong with an answer.", "The portal says it in its own words."),
    "required_message": ("It words that an answer is missing.", "The portal says it in its own words."),
    "read_only": ("An answer could not be changed.", "Respondents can change each answer of theirs."),
    "calculation": ("A value would be worked out.", "Nothing is worked out while somebody answers."),
    "media": ("A picture, a sound or a film goes with the words.", "Only the words are shown."),
    "choice_filter": ("Options would depend on earlier answers.", "All options of the list are shown."),
    "parameters": ("It sets how another program asks.", "The question is asked without it."),
    "repeat_count": ("The number of entries would be worked out.", "Respondents begin as many entries as they need."),
    "trigger": ("Something would happen when another answer changes.", "Nothing happens then."),
    "required": ("Only a question can be required.", "Each question under it says for itself whether it is."),
    "constraint": ("A limit stands where there is no answer to check.", "It was left out."),
    "relevant": ("A condition stands where nothing is asked.", "It was left out."),
    "hint": ("Guidance stands where nothing shows it.", "It was left out."),
    "guidance_hint": ("Guidance stands where nothing shows it.", "It was left out."),
    "label": ("Words stand where nothing shows them.", "They were left out."),
    "name": ("A name stands where nothing bears one.", "It was left out."),
    "note": ("A remark of the form’s authors.", "It is not shown to respondents."),
    "autoplay": ("A sound or a film goes with the words.", "Only the words are shown."),
    "accuracythreshold": ("It sets how a place is measured.", "Places are not asked for."),
    "rows": ("It says how high a field is.", "Fields have the height that their answers need."),
    "instance_name": ("It would name each answer after what it says.", "Answers have no names here."),
    "submission_url": ("It says where answers are sent.", "They come to the portal."),
    "public_key": ("It locks answers on their way to another program.", "Answers come straight to the portal."),
    "auto_send": ("It sets when another program sends answers.", "Respondents send them."),
    "auto_delete": ("It sets when another program forgets answers.", "Answers are kept as the survey says."),
    "style": ("It says how the form looks in other programs.", "It looks as every survey here does."),
}
OTHER_LANGUAGE = "Words in another language ({language})."
ONE_LANGUAGE = "The portal asks in one language ({language}); they were left out."

ANONYMOUS = "Answers are kept without any trace of who gave them, when or where, so this is never taken."
_DEVICE = ("It notes something about the respondent or the device.", ANONYMOUS)
_PLACE = ("It asks for a place on a map.", "The question was left out: places are not asked for.")
_FILE = ("It asks for a picture, a sound, a film or a file.", "The question was left out: surveys take no files.")
_WORKED_OUT = ("It works out a value.", "It was left out: nothing is worked out while somebody answers.")
ELSEWHERE = (
    "Its options stand in another file.",
    "The question was left out. Put its options on the sheet “choices”.",
)

#: Types that the portal has no question for: what they are, and what was done.
NOT_ASKED = {
    **dict.fromkeys(
        [
            *("start", "end", "today", "deviceid", "device_id", "subscriberid", "simserial", "sim_serial", "imei"),
            *("phonenumber", "phone_number_of_device", "username", "user_name", "email", "uri:email", "uri:username"),
            *("uri:phonenumber", "uri:deviceid", "uri:subscriberid", "uri:simserial", "audit", "background-audio"),
            *("start-geopoint", "background-geopoint", "get_start_time", "get_end_time", "get_today", "get_device_id"),
            *(
                "get_subscriber_id",
                "get_sim_id",
                "start_time",
                "end_time",
                "get_phone_number",
                "start time",
                "end time",
            ),
            *("device id", "subscriber id", "sim id", "get start time", "get end time", "get today", "get device id"),
            *("get subscriber id", "get sim id", "get phone number", "deviceid:", "instanceid"),
        ],
        _DEVICE,
    ),
    **dict.fromkeys(
        ["geopoint", "geotrace", "geoshape", "gps", "location", "q geopoint", "q location", "osm", "trace", "shape"],
        _PLACE,
    ),
    **dict.fromkeys(
        [
            "image",
            "photo",
            "audio",
            "video",
            "file",
            "picture",
            "q image",
            "q picture",
            "signature",
            "draw",
            "annotate",
        ],
        _FILE,
    ),
    **dict.fromkeys(["calculate", "calculation", "q calculate", "calculate_here"], _WORKED_OUT),
    "hidden": ("It holds a value that nobody sees.", "It was left out: only what is asked is kept."),
    "barcode": ("It reads a bar code.", "The question was left out: a browser reads none."),
    "xml-external": ELSEWHERE,
    "csv-external": ELSEWHERE,
    "include": ("It puts another form here.", "It was left out. Copy the rows of that form to this place."),
    "entity": ("It keeps lists of things between forms.", "It was left out: each answer stands for itself."),
}
#: Blocks of rows that the portal has nothing for.
BLOCKS_NOT_ASKED = {
    "kobomatrix": "It is a matrix of questions of several types (Kobo).",
    "rank": "It is a ranking in Kobo’s own way.",
    "loop": "It repeats its questions for each option of a list.",
    "literacy": "It is a reading test (Kobo).",
}

TEXT = {"text", "string", "q string", "q text", "add text prompt"}
WHOLE = {"integer", "int", "q int", "q integer", "add integer prompt"}
DECIMAL = {"decimal", "q decimal", "add decimal prompt"}
PERCENT = {"percentage", "q percentage"}
DAY = {"date", "q date", "add date prompt"}
NOTE = {"note", "q note", "add note prompt"}
TICK = {"acknowledge", "trigger", "q acknowledge"}
#: Asked as a line of text, for want of a kind of their own.
AS_TEXT = {
    "time": "a time of the day",
    "datetime": "a date with a time",
    "dateandtime": "a date with a time",
    "phone number": "a telephone number",
    "phone_number": "a telephone number",
    "q phone number": "a telephone number",
}
CHOOSES = re.compile(
    r"(?P<how>select_one|select one|select1|select one from|add select one prompt using"
    r"|select_multiple|select multiple|select all that apply|select all that apply from|select_multiple from"
    r"|add select multiple prompt using|rank|odk:rank)"
    r"\s+(?:from\s+)?(?P<list>\S+)(?P<other>\s+(?:or[ _]other|or specify other|or_other))?",
    re.IGNORECASE,
)
WITHOUT_LIST = {"select_one", "select one", "select_multiple", "select multiple", "rank"}
FROM_ELSEWHERE = re.compile(
    r"(select_one_from_file|select_multiple_from_file|select_one_external|select one external|cascading_select"
    r"|select_multiple_external)\b",
    re.IGNORECASE,
)
BEGINS = re.compile(r"begin[ _]+(?P<what>[a-z_]+)(?P<more>\s.*)?", re.IGNORECASE | re.DOTALL)
ENDS = re.compile(r"end[ _]+(?P<what>[a-z_]+)(?P<more>\s.*)?", re.IGNORECASE | re.DOTALL)
REPEATS = {"repeat", "lgroup", "looped_group"}

#: Sheets that are part of the convention, and that nothing here is made of.
SHEETS = {
    "external_choices": ("It holds options that are looked up while somebody answers.", "It was left out."),
    "entities": ("It keeps lists of things between forms.", "It was left out: each answer stands for itself."),
    "cascades": ("It holds options that depend on each other.", "It was left out: options do not depend on answers."),
    "osm": ("It describes things on a map.", "It was left out: places are not asked for."),
}
OTHER_SHEET = ("This sheet is no part of a form.", "It was left out.")


def meaning(heading: str) -> tuple[str, str]:
    """The field of a heading and its language: “label::English (en)” is label in English (en)."""
    divided = "::" if "::" in heading else ":"
    first, *more = [part.strip() for part in heading.split(divided)]
    name = re.sub(r"\s+", "_", first.casefold())
    if name in MEDIA or (name == "media" and more):
        return "media", more[-1] if name != "media" and more else more[1] if len(more) > 1 else ""
    if name in ("bind", "control", "body", "instance") and more:
        whole = "_".join(re.sub(r"\W+", "_", each.casefold()) for each in (name, *more))
        return HEADINGS.get(whole, heading.casefold()), ""
    name = HEADINGS.get(name, name)
    if more and name in TRANSLATED:
        return name, ":".join(more)
    return (name, "") if not more else (heading.casefold(), "")


def type_words(words: str) -> str:
    """A type with its spaces as one, its words as they are."""
    return " ".join(words.split())
