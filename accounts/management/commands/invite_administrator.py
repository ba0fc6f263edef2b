from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import actions, invitations, roles, speaking


class Command(BaseCommand):
    help = (
        "Invites an administrator from the machine that the portal runs on: the first one, or one who can let others "
        "in again. Prints the one-time address at which that person chooses a password; it works for two weeks."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args, email, name, **options):
        try:
            with speaking.as_service(), transaction.atomic():
                person = actions.introduce(email, name)
                if not person.posts.current().filter(role=roles.Administrator.slug).exists():
                    actions.give_post(person, roles.Administrator, by=None)
                address = invitations.way_in(person)
        except invitations.CannotInvite as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"{person.name} may now choose a password at\n{address}")
