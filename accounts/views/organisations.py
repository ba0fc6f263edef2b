"""The registers, with what may be put right in them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import managing, rules
from accounts.forms.registers import AreaForm, FindOrganisationsForm, OrganisationForm
from accounts.guards import guarded, signed_in
from accounts.models import Area, Organisation

A_PAGE = 50


@signed_in(by=rules.runs_the_portal)
@require_safe
def organisations(request):
    form = FindOrganisationsForm(request.GET)
    found = form.narrow(Organisation.objects.visible_to(request.user)).prefetch_related("areas")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "accounts/organisations.html", {"filters": form, "page": page, "entries": managing.entries(request)}
    )


@guarded(Organisation, by=rules.runs_the_portal)
def organisation(request, row):
    form = OrganisationForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, f"{row.name} is saved. The history keeps what it was called before.")
        return redirect("manage:organisations")
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": Organisation.objects.get(pk=row.pk),
            "form": form,
            "areas": row.areas.all(),
            "groupings": row.groupings.all(),
            "facts": [
                (name.replace("_", " "), value) for name, value in sorted(row.facts.items()) if isinstance(value, str)
            ],
            "entries": managing.entries(request),
        },
    )


@signed_in(by=rules.runs_the_portal)
@require_safe
def areas(request):
    return render(
        request,
        "accounts/areas.html",
        {
            "areas": Area.objects.visible_to(request.user).prefetch_related("codes"),
            "entries": managing.entries(request),
        },
    )


@guarded(Area, by=rules.runs_the_portal)
def area(request, row):
    form = AreaForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, f"{row.name} is saved. The history keeps what it was called before.")
        return redirect("manage:areas")
    return render(
        request,
        "accounts/area.html",
        {
            "area": Area.objects.get(pk=row.pk),
            "form": form,
            "codes": row.codes.all(),
            "organisations": row.organisations.order_by("kind", "name"),
            "entries": managing.entries(request),
        },
    )
