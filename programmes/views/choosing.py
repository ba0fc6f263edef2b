"""Choosing the partnerships that are looked at more closely, with what follows from it."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.guards import guarded
from accounts.moves import IllegalMove
from interface.counting import counted
from programmes import choosing, rules
from programmes.forms.choosing import ChooseCloselyForm
from programmes.models import Programme


@guarded(
    Programme,
    by=rules.may_change_set_up,
    key="slug",
    queryset=lambda rows: choosing.with_asks(rows.with_plan().select_related("lead_body")),
)
def choose_closely(request, programme):
    """A box for each partnership, beside what those chosen are asked for. A plan without any such thing offers none."""
    form = None
    if choosing.is_for_some(programme):
        form = ChooseCloselyForm(request.POST or None, programme=programme, by=request.user)
    if form and request.method == "POST" and form.is_valid():
        try:
            choice = choosing.choose_closely(
                programme, form.cleaned_data["chosen"], by=request.user, seen=form.cleaned_data["seen"]
            )
        except choosing.CannotDrop as trouble:
            form.add_error("chosen", trouble.sentences)
        except IllegalMove as trouble:
            form.add_error("chosen", trouble.sentence)
        else:
            messages.success(request, _in_words(choice))
            return redirect("programmes:partnerships", programme.slug)
    return render(
        request,
        "programmes/choose_closely.html",
        {"programme": programme, "form": form, "steps": choosing.steps_for_some(programme)},
        status=422 if form and form.errors else 200,
    )


def _in_words(choice: choosing.Choice) -> str:
    words = [
        f"{counted(len(choice.chosen), 'partnership is,partnerships are')} looked at more closely."
        if choice.chosen
        else "No partnership is looked at more closely."
    ]
    for title, some in (("Newly chosen", choice.added), ("No longer chosen", choice.dropped)):
        if some:
            words.append(f"{title}: {', '.join(each.partnership.name for each in some)}.")
    return " ".join(words)
