from django.apps import AppConfig


def names_for_the_trail(ids: set[int]) -> dict[int, str]:
    """What the trail calls these files: by their names where whoever reads the trail may see them, else by number."""
    from files.models import StoredFile

    seen = {file.pk: file.shown_name for file in StoredFile.objects.filter(pk__in=ids)}
    return {pk: seen.get(pk, f"File {pk}") for pk in ids}


class FilesConfig(AppConfig):
    name = "files"
    verbose_name = "Files, checked before anyone opens them; documents made"

    def ready(self):
        from audit import changes
        from files import status  # noqa: F401  adds its lines to the status page
        from files.models import Making, StoredFile

        changes.names[StoredFile] = names_for_the_trail
        changes.bookkeeping |= {Making, StoredFile}
