"""Chooses the language by the address alone: /en/… is English, everything else Thai.

Django's LocaleMiddleware is not used: it would read Accept-Language and a cookie, and mark public pages as varying by
browser, so that no cache could keep them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageOfAddressMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "th"
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
