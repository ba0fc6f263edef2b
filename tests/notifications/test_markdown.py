"""Markdown that people wrote, as HTML that is safe to show."""

import pytest

from notifications.markdown import to_html


def test_raw_html_is_shown_as_it_was_typed():
    assert "<script" not in to_html("<script>alert(1)</script> and <b onclick=x>this</b>")
    assert "&lt;script&gt;" in to_html("text <script>alert(1)</script>")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_an_address_that_could_run_or_reach_something_makes_no_link(address):
    assert "href" not in to_html(f"[here]({address})")
    assert "href" not in to_html(f"<{address}>")


def test_links_lead_out_without_telling_where_from():
    assert 'rel="noopener noreferrer"' in to_html("[here](https://example.org/)")
    assert 'href="/inbox/"' in to_html("[inbox](/inbox/)")


def test_the_highest_heading_fits_under_the_pages_own_and_the_rest_keep_their_distance():
    html = to_html("# One\n\n## Two\n\n# Three", top_heading=3)
    assert "<h3>One</h3>" in html
    assert "<h4>Two</h4>" in html
    assert "<h3>Three</h3>" in html
    assert "<h2>One</h2>" in to_html("### One")
    assert "<h6>" in to_html("# One\n\n###### Six", top_heading=4)


def test_a_table_names_its_columns_and_shows_figures_as_figures():
    html = to_html("| Area | Returns |\n|---|---:|\n| Angus | 4 |")
    assert '<th scope="col">Area</th>' in html
    assert '<div class="region" role="region" aria-label="Table 1" tabindex="0"><table class="ds_table">' in html
    assert html.count("<div") == html.count("</div>") == 1
    assert '<td class="numeric">4</td>' in html
    assert "style=" not in html


def test_pictures_are_left_out():
    assert "<img" not in to_html("![a picture](https://example.org/track.png)")


def test_nothing_is_nothing():
    assert to_html("") == ""
    assert to_html(None) == ""
