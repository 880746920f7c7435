"""All settings, by topic. Whatever differs between installations comes from the environment (`.env.example`).

Not here: a second settings module for tests or development; the same one serves all.
"""

from ita_portal.settings.base import *  # noqa: F403
from ita_portal.settings.database import *  # noqa: F403
from ita_portal.settings.environment import *  # noqa: F403
from ita_portal.settings.jobs import *  # noqa: F403
from ita_portal.settings.languages import *  # noqa: F403
from ita_portal.settings.logging import *  # noqa: F403
from ita_portal.settings.login import *  # noqa: F403
from ita_portal.settings.security import *  # noqa: F403
