"""Say who can sign in to the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from demo import people, surveys


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"Open {settings.PORTAL_URL}/demo/ to sign in as anybody with one click, among them:")
        for key, name, job_title, _, _ in people.TEAM:
            self.stdout.write(f"  {key}@{people.DOMAIN:<14} {name}, {job_title.lower()}")
        for kind in ("chief-officer", "co-ordinator", "deputy", "contributor", "viewer"):
            address = f"{kind}.aberdeen-city@{people.DOMAIN}"
            person = User.objects.filter(email=address).first()
            self.stdout.write(f"  {address}" + (f" {person.name}, {person.job_title.lower()}" if person else ""))
        for person, what in surveys.asked_by_name():
            self.stdout.write(f"  {person.email} {person.name}, {what}")
