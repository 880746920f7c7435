"""Thai without prefix, English under /en/; Bangkok's time."""

from ita_portal.settings.environment import BASE_DIR

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
