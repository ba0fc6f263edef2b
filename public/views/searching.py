"""The search. Its pages are public like the others; what was typed is in no log (``scrutiny_portal/request_id.py``)."""

from django.shortcuts import render

from public import search
from public.views.pages import public_page


@public_page
def results(request):
    return render(request, "public/search.html", search.search(search.Asked.read(request.GET)))
