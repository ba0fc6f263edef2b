"""A page that is still on its way answers too: what a test asks of one, it asks in words that wait.

`tests/browser.py` says how. What answers at once may answer of the page that is going, so it is said in one place,
after the waiting; and what lies behind the page, the database above all, is read once the page has shown that the
answer to the last press came.
"""

from __future__ import annotations

import ast

import pytest

from tests.browser import HOME

#: Playwright's, and nobody else's in these files: they answer at once, or of the page that is about to go.
AT_ONCE = {
    "all_inner_texts", "all_text_contents", "aria_snapshot", "bounding_box", "element_handle", "element_handles",
    "eval_on_selector", "eval_on_selector_all", "evaluate", "evaluate_all", "evaluate_handle", "get_attribute",
    "inner_html", "inner_text", "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden",
    "is_visible", "query_selector", "query_selector_all", "text_content", "wait_for_load_state", "wait_for_timeout",
}  # fmt: skip
#: The same, where what is asked is a page or an element: others have methods of these names as well.
AT_ONCE_OF_A_PAGE = {"all", "content", "count", "title"}
FINDS = {"locator", "or_", "and_", "nth"}
ACTS = {
    "check", "choose", "choose_files", "click", "dblclick", "dispatch_event", "drag_to", "go_back", "press",
    "press_sequentially", "select_option", "set_checked", "set_input_files", "tap", "uncheck",
}  # fmt: skip
#: After these the page has answered, or another is there; and what is so when its block has ended.
SHOWS = {
    "each", "expect", "go", "leads_to", "number_of", "said", "send", "wait_for", "wait_for_function",
    "wait_for_selector", "wait_for_url",
}  # fmt: skip
ENDS_SHOWN = {"expect_download", "expect_response", "next_page"}
BEHIND = {
    "as_person", "as_service", "authenticator_set", "check_files", "make_documents", "objects", "refresh_from_db",
}  # fmt: skip
#: What may ask at once, and why.
MAY = {
    ("tests/browser.py", "next_page"): "marks the page that goes, and waits for the one that has come",
    ("tests/browser.py", "said"): "has waited for the words",
    ("tests/browser.py", "leads_to"): "has waited for the address",
    ("tests/browser.py", "each"): "has waited for that many",
    ("tests/browser.py", "number_of"): "has waited for one, and for the whole page",
    ("tests/browser.py", "measured"): "waits for the whole page: axe, widths and the focus are taken through it",
    ("tests/journeys/keyboard.py", "to"): "begins to tab when the whole page is there",
}


def drives_a_browser(source: str) -> bool:
    return any(words in source for words in ("tests.browser", "playwright", "browser_page", ".get_by_", ".locator("))


FILES = {
    str(path.relative_to(HOME)): source
    for path in sorted((HOME / "tests").rglob("*.py"))
    if path.name != "test_browser_tests_wait.py" and drives_a_browser(source := path.read_text("utf-8"))
}


def called(node: ast.AST) -> str:
    """The last name of what is called: `click` of `page.locator("a").click()`."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def in_order(function: ast.AST) -> list[ast.AST]:
    """Every node where its words end, so that a call comes after what it is called on."""
    nodes = [node for node in ast.walk(function) if hasattr(node, "end_lineno")]
    return sorted(
        nodes, key=lambda node: (getattr(node, "func", node).end_lineno, getattr(node, "func", node).end_col_offset)
    )


def opens(node: ast.AST) -> bool:
    return any(called(each) in ("opened", "new_page") for each in ast.walk(node))


def pages_made_by(tree: ast.AST) -> set[str]:
    """The fixtures here that hand over a page, and what a page is called where a function is given one."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    made = {each.name for each in functions if opens(each) and any(isinstance(n, ast.Yield) for n in ast.walk(each))}
    return made | {"page", "browser_page", "locator"}


def readers(tree: ast.AST) -> set[str]:
    """The functions here that read what lies behind the page, and get no page."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        each.name
        for each in functions
        if any(isinstance(node, ast.Attribute) and node.attr in BEHIND for node in ast.walk(each))
        and not any(called(node) in ACTS for node in ast.walk(each))
    }


def is_of_a_page(node: ast.AST, pages: set[str]) -> bool:
    """Whether this is a page or something on one, as far as its words tell."""
    if isinstance(node, ast.Name):
        return node.id in pages
    if isinstance(node, ast.Attribute):
        return node.attr == "page" or (node.attr in ("first", "last") and is_of_a_page(node.value, pages))
    if isinstance(node, ast.Call):
        name = called(node)
        if name in FINDS or name.startswith("get_by_") or name in ("opened", "new_page", "each"):
            return True
        return name == "filter" and is_of_a_page(node.func.value, pages)
    return isinstance(node, ast.Subscript) and is_of_a_page(node.value, pages)


def pages_in(function: ast.FunctionDef, known: set[str]) -> set[str]:
    """The names that stand for a page or for something on one."""
    pages = {argument.arg for argument in function.args.args} & known
    for _ in range(2):  # a name may be made of one that is bound further down
        for node in ast.walk(function):
            pairs = []
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    both = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    pairs += zip(target.elts, node.value.elts, strict=False) if both else [(target, node.value)]
            elif isinstance(node, ast.For | ast.comprehension):
                several = node.iter.elts if isinstance(node.iter, ast.Tuple) else [node.iter]
                pairs += [(node.target, value) for value in several]
            elif isinstance(node, ast.withitem) and node.optional_vars:
                pairs.append((node.optional_vars, node.context_expr))
            pages |= {name.id for name, value in pairs if isinstance(name, ast.Name) and is_of_a_page(value, pages)}
    return pages


def too_early(source: str, path: str = "") -> list[str]:
    """Where a page is asked at once, or what is behind it is read before it has answered: a line for each."""
    tree, found = ast.parse(source), []
    known, behind = pages_made_by(tree), BEHIND | readers(tree)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        if (path, function.name) in MAY:
            continue
        pages, pressed = pages_in(function, known), ""
        for node in in_order(function):
            name, where = called(node), f"{path}:{node.lineno} {function.name}: "
            if isinstance(node, ast.Attribute) and node.attr == "url" and is_of_a_page(node.value, pages):
                found.append(f"{where}the address is asked for at once")
            if (name in AT_ONCE and isinstance(node.func, ast.Attribute)) or (
                name in AT_ONCE_OF_A_PAGE and is_of_a_page(getattr(node.func, "value", node), pages)
            ):
                found.append(f"{where}{name}() answers at once")
            waited = isinstance(node, ast.With) and any(called(item.context_expr) in ENDS_SHOWN for item in node.items)
            if waited or name in SHOWS:
                pressed = ""
            elif name in ACTS:
                pressed = name
            read = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if read in behind and pressed and pages:
                found.append(f"{where}{read} is read after {pressed}(), and the page has not answered yet")
    return found


@pytest.mark.parametrize("path", FILES)
def test_a_page_is_asked_in_words_that_wait(path):
    assert too_early(FILES[path], path) == []


def test_every_exception_is_still_needed():
    for path, name in MAY:
        tree = ast.parse(FILES[path])
        function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
        assert too_early(ast.unparse(function)), f"{name} in {path} asks nothing at once"


BEGINS = "def test_it(page, browser_page, part):\n    page.goto('/')\n"


@pytest.mark.parametrize(
    "line",
    [
        "assert page.locator('th').count() == 1",
        "rows = page.locator('tr')\n    assert rows.count() == 1",
        "assert page.get_by_role('link', name='Next').first.is_visible()",
        "if page.get_by_text('Not yet').filter(has_text='x').count():\n        pass",
        "while not page.url.endswith('/there/'):\n        pass",
        "for box in page.get_by_role('checkbox').all():\n        box.check()",
        "words = browser_page.content()",
        "with opened(chromium) as other:\n        assert other.title() == 'Reports'",
        "assert page.evaluate('document.activeElement.id') == 'main'",
        "assert page.input_value('#id_name') == 'Moray'",
        "page.click('#send')\n    assert Notice.objects.count() == 1",
        "page.click('#send')\n    with speaking.as_service():\n        pass",
        "page.click('#send')\n    page.goto('/list/')\n    assert Notice.objects.exists()",
        "with next_page(page):\n        page.click('#send')\n        assert Notice.objects.exists()",
    ],
)
def test_what_is_asked_too_early_is_found(line):
    assert len(too_early(f"{BEGINS}    {line}\n")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "expect(page.locator('th')).to_have_count(1)",
        "assert number_of(page.locator('tr')) > 2",
        "for box in each(page.get_by_role('checkbox'), 3):\n        box.check()",
        "with next_page(page):\n        page.click('#send')\n    expect(page).to_have_url('/there/')",
        "page.click('#send')\n    expect(page.locator('h1')).to_have_text('Sent')\n    assert Notice.objects.count() == 1",
        "with next_page(page):\n        page.click('#send')\n    assert Notice.objects.count() == 1",
        "assert part.seats.count() == 1 and part.seats.all()",
        "assert live_server.url",
    ],
)
def test_what_waits_is_let_be(line):
    assert too_early(f"{BEGINS}    {line}\n") == []
