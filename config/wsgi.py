"""The WSGI application that granian serves (PEP 3333, https://peps.python.org/pep-3333/)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from news.newsroom import redirecting  # noqa: E402  # models are there only now
from news.readership import counting  # noqa: E402

counting.waiting.begin()
redirecting.waiting.begin()
