"""The inbox, a letter, and the pages on which a person sees to e-mails."""

from django.shortcuts import render

from accounts.guards import guarded
from notifications import rules
from notifications.models import Delivery, Notice


@guarded(Notice, by=rules.may_read)
def letter(request, notice):
    Notice.objects.visible_to(request.user).filter(pk=notice.pk).mark_read()
    return render(request, "notifications/letter.html", {"notice": notice})


@guarded(Delivery, by=rules.may_see_delivery)
def delivery(request, delivery):
    return render(request, "notifications/delivery.html", {"delivery": delivery})
