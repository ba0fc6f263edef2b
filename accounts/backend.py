"""Who is signed in, read together with the posts that they hold: every page asks for both."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from accounts.models import User

#: ``PostQuerySet.current`` in SQL: every page begins with this question, and Django took longer to write it than
#: PostgreSQL to answer.
WITH_POSTS = """
    SELECT person.*, ARRAY(
        SELECT role FROM accounts_post WHERE person_id = person.id AND period @> %(today)s::date) AS posts_now
    FROM accounts_user person WHERE person.id = %(who)s
"""


class Backend(AuthenticationBackend):
    def get_user(self, user_id):
        asked = {"who": user_id, "today": timezone.localdate()}
        person = next(iter(User.objects.raw(WITH_POSTS, asked)), None)
        if person is None or not self.user_can_authenticate(person):
            return None
        person._posts_held = set(person.posts_now)
        return person
