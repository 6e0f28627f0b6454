"""Settings from the environment. Safe by default; what is wrong is said at the start, not at the first request.

The list of variables with their meaning stands in docs/operations.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from bailu.server import place, postgres
from config.rooms import HOUSE, ROOMS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[1]
HOME = place.home()

DEBUG = env.bool("BAILU_DEBUG", False)
HTTPS = env.bool("BAILU_HTTPS", False)
EXTERNAL_DATABASE = postgres.external() and not env.bool("BAILU_TESTING", False)

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if EXTERNAL_DATABASE:
        raise ImproperlyConfigured("SECRET_KEY is not set. With DATABASE_URL every process must get the same key of 50 characters or more.")
    SECRET_KEY = place.stored_secret("secret.key")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: 50 characters or more.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if EXTERNAL_DATABASE else LOCAL_HOSTS)
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site, separated by commas (and not '*').")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in LOCAL_HOSTS] if HTTPS else []

# ── The house ────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "django_cotton",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
    *(f"bailu.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]

MIDDLEWARE = [
    "bailu.server.headers.HeadersMiddleware",
    "bailu.server.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bailu.organisations.sessions.SessionEndMiddleware",
    "bailu.organisations.middleware.ActorMiddleware",
    "bailu.kernel.middleware.DemoClockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "bailu.organisations.sessions.SessionEndedMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bailu.server.entrance.NullCharacterMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bailu.server.limits.LimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "bailu.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bailu.ui.context.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bailu.ui.templatetags.ui_extras",
                "bailu.ui.templatetags.leaves",
            ],
        },
    }
]

# A component sees what it is given and the context processors, nothing of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True
CSRF_FAILURE_VIEW = "bailu.ui.errors.csrf_failure"

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────
if postgres.external():
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": postgres.DATABASE,
            "USER": postgres.USER,
            "HOST": str(postgres.own().socket),
        }
    }
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgresql://…).")
# A copy of a database that has all tables (tests/harness.py).
DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("BAILU_TEST_TEMPLATE", "") or None}
DATABASES["default"] |= {"CONN_MAX_AGE": env.int("BAILU_CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}
# A database behind a network that went silent is away after seconds, not after the hours of TCP.
DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 30000} | DATABASES["default"].get("OPTIONS", {})
# Only what asks for it is kept prepared (bailu/kernel/prepared.py); 0 where something between here and PostgreSQL does not carry it.
if env.bool("BAILU_PREPARE", True):
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 5)

# Shared by all web processes: a code of the second factor counts once, attempts at the sign-in are counted for the whole house.
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "server_cache"}}
if env.bool("BAILU_TESTING", False):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What each process remembers for itself, and asks the database whether it still holds (bailu/publicity/remembered.py).
CACHES["process"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process", "OPTIONS": {"MAX_ENTRIES": 1000}}
FILES_DIR = place.folder("files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES_DIR)}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("BAILU_MANIFEST", not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = place.folder("static")
SEAL_KEY_FILE = HOME / "seal.key"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = env.int("BAILU_UPLOAD_MAX_MB", 20) * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["bailu.server.upkeep"]
JOBS_INLINE = env.bool("BAILU_JOBS_INLINE", False)
DEMO_CLOCK = env.bool("BAILU_DEMO_CLOCK", False)
BAILU_CITY = env.str("BAILU_CITY", "xiamen")  # whose law applies; another city is a folder in bailu/law/data/overrides
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# The prefix of contracting process identifiers. The default is not registered with the Open Contracting Partnership; a publisher gets its own.
OCDS_PREFIX = env.str("OCDS_PREFIX", "ocds-bailu0")

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [HOUSE / room / "locale" for room in ROOMS]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ── People and their browsers ────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "bailu.organisations.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "bailu.organisations.adapter.LoginForm"}
MFA_ADAPTER = "bailu.organisations.adapter.MFAAdapter"
AXES_USERNAME_CALLABLE = "bailu.organisations.adapter.username_of"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Who moves money or decides signs in with a second factor; a demonstration and a test run go without.
REQUIRE_SECOND_FACTOR = env.bool("BAILU_SECOND_FACTOR", True)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "白鹭"
# Failed sign-ins are counted by axes, which keeps them for the auditors. allauth slows down a flood, and one name or one second
# factor that is tried from many addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,20/15m/key"}
# Before money and award one shows again who one is when the last time was longer ago.
# So does who changes the address to which links for a new password go.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.int("BAILU_STEP_UP_MINUTES", 15) * 60
AXES_LOCKOUT_TEMPLATE = "organisations/locked.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# How many of our own proxies stand in front; what a client claims beyond them is not believed.
PROXIES = env.int("BAILU_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "bailu.organisations.network.address_of"
# allauth passes the sign-in name under these keys.
AXES_USERNAME_FORM_FIELD = "login"

# A session ends so long after the sign-in, however busy it was, and so long after its last request.
SESSION_ENGINE = "bailu.organisations.session_store"
SESSION_COOKIE_AGE = env.int("BAILU_SESSION_HOURS", 9) * 60 * 60
SESSION_IDLE_SECONDS = env.int("BAILU_IDLE_MINUTES", 60) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# With HTTPS the browser itself refuses cookies of this name from another host or without TLS.
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BAILU_BEHIND_PROXY", False) else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# ── Mail and log ─────────────────────────────────────────────────────────────────────────────────────────────
EMAIL_HOST = env.str("SMTP_HOST", "")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = env.int("SMTP_PORT", 587)
    EMAIL_HOST_USER = env.str("SMTP_USER", "")
    EMAIL_HOST_PASSWORD = env.str("SMTP_PASSWORD", "")
    EMAIL_USE_TLS = env.bool("SMTP_STARTTLS", True)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = place.folder("mail")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "bailu@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "bailu.server.logs.CleanFormatter", "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "filters": {"outages": {"()": "bailu.server.quiet.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["outages"]}},
    "root": {"handlers": ["stderr"], "level": env.str("BAILU_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
# An error report names the place, never the values.
DEFAULT_EXCEPTION_REPORTER = "bailu.server.logs.CleanReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "bailu.server.logs.NothingPersonal"
# W021: whether a host is preloaded into browsers is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = (
    ["security.W021"] if HTTPS else ["security.W021", "security.W004", "security.W008", "security.W012", "security.W016"]
)
