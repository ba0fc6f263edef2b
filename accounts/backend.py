"""Who is signed in, read together with the posts that they hold: every page asks for both."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.models import Post, User


class Backend(AuthenticationBackend):
    def get_user(self, user_id):
        posts = Post.objects.current().filter(person=OuterRef("pk")).values("role")
        person = User.objects.annotate(posts_now=ArraySubquery(posts)).filter(pk=user_id).first()
        if person is None or not self.user_can_authenticate(person):
            return None
        person._posts_held = set(person.posts_now)
        return person
