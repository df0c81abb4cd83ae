"""Every setting, read from the environment with safe defaults; docs/reference/settings.md explains each."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP

from wortel.config.home import Home
from wortel.config.reconnect import try_again

HOME = Home.from_environment()
BASE_DIR = Path(__file__).resolve().parents[1]

PUBLIC_URL = os.environ.get("WORTEL_PUBLIC_URL", "http://127.0.0.1:8000")
PUSH_URL = os.environ.get("WORTEL_PUSH_URL", "")
DEMO = os.environ.get("WORTEL_DEMO", "") == "1"
DEMO_TODAY = date.fromisoformat(_told) if (_told := os.environ.get("WORTEL_DEMO_TODAY", "")) else None
# After so many days a cause without an owner, or with nothing done about it, is unheard.
UNHEARD_DAYS = int(os.environ.get("WORTEL_UNHEARD_DAYS", "14"))
SMTP_URL = os.environ.get("SMTP_URL", "")
SMTP_CERTIFICATE = os.environ.get("WORTEL_SMTP_CERTIFICATE", "")
SMTP_KEY = os.environ.get("WORTEL_SMTP_KEY", "")
TRUSTED_AUTHSERV = os.environ.get("WORTEL_TRUSTED_AUTHSERV", "")
# The model that is to read texts: a folder, `fine`, or empty for the quick one that comes with Wortel.
TEXT_MODEL = os.environ.get("WORTEL_TEXT_MODEL", "")
TEXT_SOCKET = os.environ.get("WORTEL_TEXT_SOCKET", str(HOME.text_socket))
FIGURES_SOCKET = os.environ.get("WORTEL_FIGURES_SOCKET", str(HOME.figures_socket))

_public = urlsplit(PUBLIC_URL)
IS_HTTPS = _public.scheme == "https"

SECRET_KEY = HOME.secret_key()
DEBUG = False
ALLOWED_HOSTS = sorted({_public.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
ROOT_URLCONF = "wortel.config.urls"
WSGI_APPLICATION = "wortel.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Agent"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "accounts", "privacy", "metrics", "customers", "partners", "orders", "contacts", "knowledge", "cases",
    "signals", "reasons", "assist", "problems", "quality", "insight", "desk", "portal", "api", "demo", "events", "jobs",
    "ui",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "wortel.channels.apps.ChannelsConfig",
    *(f"wortel.{room}" for room in ROOMS),
    # After our rooms, so that its pages look and speak like ours.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "wortel.config.requests.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wortel.accounts.middleware.LocaleAndTheme",
    "wortel.accounts.middleware.DefaultDeny",
    "wortel.accounts.middleware.Actor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("wortel.ui.loader.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wortel.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "wortel.ui.forms.Renderer"


POOL = {
    "min_size": 1,
    "max_size": 12,  # as many as the mail process has threads that may want one at the same moment
    "timeout": 10,
    "max_idle": 30,
    # While the database is away a pool waits twice as long before each attempt, for minutes in the end: give up after
    # two seconds, and begin anew as long as somebody waits.
    "reconnect_timeout": 2,
    "reconnect_failed": try_again,
}


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        # A session of the database takes ten megabytes; one that nobody used for half a minute is given back.
        "OPTIONS": {"pool": POOL, **options},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or HOME.database_url())}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "wortel.accounts.adapter.ClosedSignup"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MAILERS = {"default": {"BACKEND": "wortel.channels.email.backend.OutboxBackend"}}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = IS_HTTPS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-wortel" if IS_HTTPS else "wortel"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if IS_HTTPS else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *([PUSH_URL] if PUSH_URL else [])],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = HOME.path / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME.files
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "wortel.config.log_lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handler would say everything a second time.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}

# Jobs of the journey, which is no application of its own.
PROCRASTINATE_IMPORT_PATHS = [
    "wortel.journey.understand",
    "wortel.journey.listen",
    "wortel.journey.withhold",
    "wortel.journey.improve",
    "wortel.journey.audit",
]
