"""Pages that only a demonstration has."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from accounts.guards import open_to_everyone
from notifications.models import CaughtMail


@open_to_everyone
def caught_mails(request):
    mails = CaughtMail.objects.defer("text", "html", "headers")
    return render(
        request, "notifications/caught_mails.html", {"page": Paginator(mails, 50).get_page(request.GET.get("page"))}
    )


@open_to_everyone
def caught_mail(request, pk):
    return render(request, "notifications/caught_mail.html", {"mail": get_object_or_404(CaughtMail, pk=pk)})
