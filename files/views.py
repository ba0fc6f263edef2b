"""The page of a document that is being made: how far it is, then the document, or why not and the button."""

from functools import wraps
from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts import speaking
from accounts.guards import signed_in
from audit import looks
from files import actions, printable, rules, serving
from files.models import Making


def about_a_document(view):
    """A page about one document, for those whom its printable lets in; the others hear that there is none.

    Read as the service: the row belongs to whoever asked first, and the rule knows who else may have it.
    """

    @wraps(view)
    def guarded_view(request, pk):
        with speaking.as_service():
            making = Making.objects.select_related("result").filter(pk=pk).first()
        if making is None or not rules.may_see(request.user, making):
            raise Http404
        return view(request, making)

    guarded_view = signed_in()(never_cache(guarded_view))
    guarded_view.rule = rules.may_see
    guarded_view.about = Making
    return guarded_view


@require_GET
@about_a_document
def document(request, making):
    way_back = printable.registered(making.kind).way_back(request.user, making.subject_id)
    return render(request, "files/document.html", {"making": making, "way_back": way_back})


@require_GET
@about_a_document
def document_progress(request, making):
    """The part of the page that changes. Once there is nothing more to wait for, it stops asking."""
    # On another page than the document's own, what stands around this part may say that it is still being made.
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path
    is_elsewhere = page not in ("", making.get_absolute_url())
    changed = request.GET.get("known") != making.status and not is_elsewhere
    response = render(request, "files/progress.html", {"making": making, "state_changed": changed})
    if is_elsewhere and not making.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@about_a_document
def document_file(request, making):
    if not making.is_ready:
        raise Http404
    looks.record(
        request.user,
        "document",
        making,
        making.title,
        address=making.get_absolute_url(),
        participation=making.participation_ref,
    )
    return serving.send(request, making.result)


@require_POST
@about_a_document
def make_again(request, making):
    if making.has_failed:
        actions.try_again(making)
    return redirect(making)
