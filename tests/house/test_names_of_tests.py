"""Two workers share the tests out by their names, so a name must be the same in both."""


def test_no_test_is_named_by_the_bytes_it_is_given(request):
    """Bytes made at import often hold the second they were made in (every ZIP does): workers then disagree."""
    assert [item.nodeid for item in request.session.items if "[b'" in item.nodeid or "-b'" in item.nodeid] == []
