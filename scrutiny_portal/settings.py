"""Settings, all of them read from the environment; docs/operations.md lists them for whoever runs the portal."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import schedule
from csp.constants import NONCE, NONE, SELF

from scrutiny_portal.each_hour import EachHour

BASE_DIR = Path(__file__).resolve().parent.parent


def _yes(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in {"1", "yes", "true", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


DEBUG = _yes("PORTAL_DEBUG")
DEMO = _yes("PORTAL_DEMO")
SECRET_KEY = os.environ.get("PORTAL_SECRET_KEY", "")
SECRET_KEY_FALLBACKS = _list("PORTAL_SECRET_KEYS_BEFORE")
PORTAL_URL = os.environ.get("PORTAL_URL", "http://localhost:8000").rstrip("/")
PORTAL_NAME = os.environ.get("PORTAL_NAME", "Scrutiny Portal")
PORTAL_CONTACT = os.environ.get("PORTAL_CONTACT", "portal@example.org")  # shown to the public
ALLOWED_HOSTS = _list("PORTAL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL] if PORTAL_URL.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "crispy_forms",
    "django_prose_editor",
    "pgtrigger",
    "pghistory",
    "django_prometheus",
    "interface",
    "accounts",
    "audit",
    "files",
    "notifications",
    "instruments",
    "programmes",
    "surveys",
    "inspections",
    "reports",
    "analysis",
    "assurance",
    "accuracy",
    "followup",
    "newsroom",
    "public",
    *(["demo"] if DEMO else []),
]

MIDDLEWARE = [
    "audit.health.HealthMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "scrutiny_portal.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "scrutiny_portal.known_methods.KnownMethodsMiddleware",
    "surveys.without_trace.WithoutTrace",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "public.at_hand.PagesAtHand",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.speaking.SpeakingMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "public.caching.UntilTheNextMinute",
    "pghistory.middleware.HistoryMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
    "scrutiny_portal.known_methods.ButtonsAddressMiddleware",
]

# Public pages that each process may give again until the next whole minute (public.at_hand).
PUBLIC_PAGES_AT_HAND = 64

# Questions that the interface for programs (/api/v1/) answers one address of the network within a minute.
API_QUESTIONS_A_MINUTE = int(os.environ.get("PORTAL_API_QUESTIONS_A_MINUTE", "600"))

ROOT_URLCONF = "scrutiny_portal.urls"
WSGI_APPLICATION = "scrutiny_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "scrutiny_portal.context.portal",
            ],
        },
    },
    {
        # What repeats within a page: interface/parts.py, ADR 11.
        "NAME": "parts",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "interface.environment.environment"},
    },
]

# The same controls as from Django's templates, without opening one for each option of a list.
FORM_RENDERER = "interface.controls.Renderer"

# --- Database: two roles, so that a forgotten filter returns nothing (docs/adr) --------------------------------------
DATABASE_ROLE = os.environ.get("PORTAL_DATABASE_ROLE", "app")
_url = os.environ.get("DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" else "DATABASE_URL", "")
DATABASES = {
    "default": {
        **dj_database_url.parse(_url or "postgres://portal_app@localhost/portal", conn_max_age=600),
        "CONN_HEALTH_CHECKS": True,
    }
}
_timeouts = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s"
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "" if DATABASE_ROLE == "owner" else _timeouts)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Redis: broker and cache. The portal goes on without it; letters wait --------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "scrutiny_portal.cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page must never hang on Redis: the rows are in the database, and the next tick finds them.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
# unacked_restore_throttle: the default sweeps only every 100 s, which left letters of a dead worker waiting.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
}
CELERY_TIMEZONE = "Europe/London"
# Beat only ticks; what is due is asked of the database each time, so any number of beats may run, and none needs its
# schedule file: it may be gone whenever beat is started.
CELERY_BEAT_SCHEDULE = {
    "deliver waiting letters": {"task": "notifications.tasks.deliver_waiting", "schedule": schedule(10)},
    "reconcile letters": {"task": "notifications.tasks.reconcile", "schedule": schedule(60)},
    "keep the timetables": {"task": "programmes.tasks.keep_timetables", "schedule": schedule(30)},
    "check waiting files": {"task": "files.tasks.check_waiting", "schedule": schedule(10)},
    "make waiting documents": {"task": "files.tasks.make_waiting", "schedule": schedule(10)},
    "sweep files": {"task": "files.tasks.sweep_files", "schedule": EachHour(minute="7")},
    "keep the surveys": {"task": "surveys.tasks.keep_surveys", "schedule": schedule(60)},
    "make local reports": {"task": "analysis.tasks.carry_on", "schedule": schedule(10)},
    "tell areas of their results": {"task": "analysis.tasks.tell_areas", "schedule": schedule(30)},
    "remind of panel conditions": {"task": "assurance.tasks.remind_of_conditions", "schedule": schedule(60)},
    "remind of drafts to check": {"task": "accuracy.tasks.remind_of_fact_checks", "schedule": schedule(60)},
    "tell of moved embargoes": {"task": "accuracy.tasks.tell_of_moved_embargoes", "schedule": schedule(30)},
    "announce publications": {"task": "reports.tasks.announce_publications", "schedule": schedule(15)},
    "tell subscribers": {"task": "newsroom.tasks.tell_subscribers", "schedule": schedule(15)},
    "send e-mail to subscribers": {"task": "newsroom.tasks.deliver_mailings", "schedule": schedule(10)},
    "forget addresses without a yes": {"task": "newsroom.tasks.forget_unanswered", "schedule": EachHour(minute="17")},
    "remind of plans": {"task": "followup.tasks.remind", "schedule": schedule(600)},
    "seal the audit trail": {"task": "audit.tasks.seal", "schedule": schedule(60)},
    "remove ended sessions": {"task": "audit.tasks.remove_ended_sessions", "schedule": EachHour(minute="37")},
}

# --- Surveys ---------------------------------------------------------------------------------------------------------
# How many answers one web process takes at one link within a minute, whoever sends them: far above what an area's staff
# can send, and low enough that a machine which sends all day is noticed. Nothing about a sender is kept.
SURVEY_ANSWERS_A_MINUTE = int(os.environ.get("PORTAL_SURVEY_ANSWERS_A_MINUTE", "300"))
# And how many pages of forms in the making it keeps: the longest of our forms has twelve.
SURVEY_PAGES_A_MINUTE = int(os.environ.get("PORTAL_SURVEY_PAGES_A_MINUTE", "3600"))

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its capitals: a constraint over lower(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotAboutThePortal"},
]
# No mail arrives at addresses that end so; an invitation to one is not sent.
MAIL_NEVER_ARRIVES_AT = {"invalid", "local", "localhost", "test"} | (set() if DEMO else {"example"})
LOGIN_REDIRECT_URL = "/work/"
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnly"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reset_password": "accounts.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.NewPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the session that changes it goes on; the others end
# Counted before a password is hashed, as a hash costs a fifth of a second: by address of the network and of the person.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
MFA_ADAPTER = "accounts.adapter.SecondFactors"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "accounts.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.sign_in.TurnOnAppForm",
    "deactivate_totp": "accounts.forms.sign_in.TurnOffAppForm",
    "generate_recovery_codes": "accounts.forms.sign_in.NewRecoveryCodesForm",
    "add_webauthn": "accounts.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.sign_in.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
# Sign-in by one's organisation: off unless a server is named. It lets nobody in who is not invited.
SOCIALACCOUNT_ADAPTER = "accounts.adapter.InvitedOnly"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {}
PORTAL_OIDC_SERVER = os.environ.get("PORTAL_OIDC_SERVER", "")
if PORTAL_OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": os.environ.get("PORTAL_OIDC_NAME", "your organisation"),
                "client_id": os.environ.get("PORTAL_OIDC_CLIENT", ""),
                "secret": os.environ.get("PORTAL_OIDC_SECRET", ""),
                "settings": {"server_url": PORTAL_OIDC_SERVER, "oauth_pkce_enabled": True},
            }
        ]
    }

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LIFETIME_SECONDS = SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie: it may name people
CSRF_FAILURE_VIEW = "accounts.session_ended.form_came_too_late"

# --- Transport -------------------------------------------------------------------------------------------------------
_https = PORTAL_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
if _https:
    # A browser takes a cookie of such a name from this very host alone, over https, and from no neighbour of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = _https and _yes("PORTAL_SSL_REDIRECT", "1")
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
if _yes("PORTAL_BEHIND_PROXY"):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the limits count the visitor's address, not the proxy's
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
if PORTAL_OIDC_SERVER:
    # A form may be answered by a redirect to where one signs in, and from there on to where one's password is asked.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += [
        "{0.scheme}://{0.netloc}".format(urlsplit(PORTAL_OIDC_SERVER)),
        *(f"https://{host}" for host in _list("PORTAL_OIDC_ALSO")),
    ]

# --- Language, time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # shown in London time, stored in UTC

# --- Static and private files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("PORTAL_STATIC_ROOT", BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
if (BASE_DIR / "static_vendor").is_dir():
    STATICFILES_DIRS.append(BASE_DIR / "static_vendor")
PORTAL_FILES = Path(os.environ.get("PORTAL_FILES", BASE_DIR / "var" / "files"))
# Where ./portal backup leaves its note of the newest one, for the status page.
PORTAL_BACKUPS = Path(os.environ.get("PORTAL_BACKUPS", BASE_DIR / "var" / "backups"))
if os.environ.get("PORTAL_FILES_BUCKET"):
    _private = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": os.environ["PORTAL_FILES_BUCKET"], "default_acl": "private"},
    }
else:
    _private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PORTAL_FILES,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }
STORAGES = {
    "default": _private,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["files.receiving.BoundedUploadHandler"]
UPLOAD_MAX_BYTES = int(os.environ.get("PORTAL_UPLOAD_MAX_BYTES", 25 * 1024 * 1024))
# The virus scanner: host:port, or the path of its socket. Without it the status page says so.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", os.environ.get("CLAMD_SOCKET", ""))
REFUSED_FILES_KEPT_DAYS = int(os.environ.get("PORTAL_REFUSED_FILES_KEPT_DAYS", "90"))

# --- Mail ------------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("PORTAL_MAIL_FROM", "Scrutiny Portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "notifications.caught_mail.CaughtMailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _yes("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
ANYMAIL = {}

# --- Forms -----------------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = ["sgds"]
CRISPY_TEMPLATE_PACK = "sgds"

# --- Health and numbers: /metrics answers this machine, or whoever sends the token -----------------------------------
PORTAL_METRICS_TOKEN = os.environ.get("PORTAL_METRICS_TOKEN", "")
# Each is a line for every page and method at every asking: the seventeen that come with it made most of three megabytes.
PROMETHEUS_LATENCY_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, float("inf"))

# --- Errors and logs -------------------------------------------------------------------------------------------------
if os.environ.get("SENTRY_DSN"):
    from scrutiny_portal.error_reports import report_to

    report_to(os.environ["SENTRY_DSN"])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "scrutiny_portal.logs.json_formatter"},
        "plain": {"()": "scrutiny_portal.logs.plain_formatter"},
    },
    "filters": {"nothing of respondents": {"()": "scrutiny_portal.logs.NothingOfRespondents"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain" if DEBUG else "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "propagate": False},
        "django.request": {"filters": ["nothing of respondents"]},
        "django.security.csrf": {"filters": ["nothing of respondents"]},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
