"""Speak each user's own language in the admin; public pages always speak the newsroom's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def user_language(get_response: Handler) -> Handler:
    """Activate ``request.user.language`` under ``/admin/``; elsewhere the session is not even touched."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return get_response(request)
        language = getattr(request.user, "language", None)
        if not language:
            return get_response(request)
        with translation.override(language):
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            return response

    return handle
