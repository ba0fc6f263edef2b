"""The inbox, a letter, and the pages on which a person sees to e-mails."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import guarded, signed_in
from accounts.moves import IllegalMove
from audit import looks
from audit.rules import sees_status
from files import actions as files
from notifications import actions, reconciling, rules
from notifications.forms import DeliveryFilter, InboxFilter, PreferenceForm, SettleForm
from notifications.inbox import unread_count
from notifications.models import Delivery, MailPreference, Notice

A_PAGE = 50

Status = Delivery.Status


@signed_in()
def inbox(request):
    letters = Notice.objects.visible_to(request.user)
    narrow = InboxFilter(request.GET, letters=letters)
    found = narrow.narrowed().defer("body_markdown", "body_html")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notifications/inbox.html",
        {"filter": narrow, "page": page, "unread": unread_count(request.user)},
    )


@require_POST
@signed_in()
def mark_all_read(request):
    """Formal letters stay as they are: when one was first opened may matter one day."""
    marked = Notice.objects.visible_to(request.user).filter(is_statutory=False).mark_read()
    messages.success(request, f"{marked} letter{'' if marked == 1 else 's'} marked as read.")
    return redirect("notifications:inbox")


@signed_in()
def preference(request):
    known = MailPreference.objects.filter(person=request.user).first() or MailPreference(person=request.user)
    form = PreferenceForm(request.POST if request.method == "POST" else None, instance=known)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("notifications:inbox")
    return render(request, "notifications/preference.html", {"form": form}, status=422 if form.errors else 200)


@guarded(Notice, by=rules.may_read)
def letter(request, notice):
    is_new = notice.read_at is None
    if is_new:
        Notice.objects.visible_to(request.user).filter(pk=notice.pk).mark_read()
    _note_the_look(request.user, notice)
    return render(request, "notifications/letter.html", {"letter": notice, "is_new": is_new})


@require_POST
@guarded(Notice, by=rules.may_read)
def letter_as_pdf(request, notice):
    return redirect(
        files.ask_for("letter", notice, by=request.user, title=notice.title, participation_ref=notice.participation_ref)
    )


def _note_the_look(person, notice) -> None:
    looks.record(
        person,
        "letter",
        notice,
        notice.title,
        address=notice.get_absolute_url(),
        participation=notice.participation_ref,
    )


@signed_in(by=rules.may_see_deliveries)
def deliveries(request):
    seen_to = Delivery.objects.visible_to(request.user)
    narrow = DeliveryFilter(request.GET, deliveries=seen_to, letters=Notice.objects.overseen_by(request.user))
    counted = dict(seen_to.order_by().values_list("status").annotate(Count("pk")))
    found = narrow.narrowed().select_related("notice__recipient").defer("notice__body_markdown", "notice__body_html")
    return render(
        request,
        "notifications/deliveries.html",
        {
            "filter": narrow,
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "states": [(state, Delivery.MARKS[state], counted.get(state, 0)) for state in Status],
        },
    )


@require_POST
@signed_in(by=sees_status)
def count(request):
    """Count letters now, where somebody would rather not wait for the next count in the background."""
    reconciling.reckon()
    messages.success(request, "Counted.")
    return redirect("audit:status")


#: What a person may decide in each state, with the words on its button.
DECISIONS = {
    Status.UNKNOWN: {"arrived": "It arrived: count as sent", "again": "Send again"},
    Status.FAILED: {"again": "Send again"},
    Status.ACCEPTED: {"came_back": "It came back: count as refused"},
}
DECIDE = {
    "arrived": (actions.count_as_sent, "Counted as sent."),
    "again": (actions.send_again, "It will be sent again in a moment."),
    "came_back": (actions.note_that_it_came_back, "Noted that it came back."),
}


@guarded(
    Delivery,
    by=rules.may_settle,
    queryset=lambda rows: rows.select_related("notice__recipient", "notice__made_by", "settled_by"),
)
def delivery(request, delivery):
    buttons = DECISIONS.get(delivery.status, {})
    form = SettleForm(request.POST if request.method == "POST" else None, buttons=buttons) if buttons else None
    if form and form.is_valid():
        wanted = next((name for name in buttons if name in request.POST), None)
        if wanted is None:
            raise IllegalMove("This e-mail has moved on since you opened the page. Please look again before you act.")
        decide, done = DECIDE[wanted]
        decide(delivery, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, done)
        return redirect(delivery)
    _note_the_look(request.user, delivery.notice)
    return render(
        request,
        "notifications/delivery.html",
        {
            "delivery": delivery,
            "letter": delivery.notice,
            "form": form,
            "history": delivery.events.order_by("pgh_id").select_related("settled_by"),
        },
        status=422 if form and form.errors else 200,
    )
