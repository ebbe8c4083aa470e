"""The way to the desk."""

import pytest
from django.urls import reverse

from .conftest import fits


def test_the_log_in_page_is_accessible_in_every_size_and_scheme(page, site, axe, width, scheme):
    page.goto(site + reverse("admin:login"))
    axe(page)
    assert fits(page)


def test_a_member_of_staff_logs_in(log_in, redaktur, site):
    page = log_in(redaktur)
    assert page.url == site + reverse("admin:index")
    assert page.locator("#logout-form").is_visible()


def test_the_collector_sees_what_goes_wrong(page, site, faults):
    page.goto(site + reverse("admin:login"))
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    with page.expect_response("**/nowhere.png"):
        page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: '/nowhere.png'}))")
    with page.expect_console_message(lambda message: "script-src" in message.text):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    found = " ".join(faults)
    assert "broken" in found
    assert "404 for" in found
    assert "script-src" in found
    faults.clear()


def test_the_check_of_looks_sees_what_is_wrong(page, site, looks_right):
    page.goto(site + reverse("admin:login"))
    looks_right(page, [320])
    page.evaluate("document.querySelector('#content').style.minWidth = '400px'")
    with pytest.raises(AssertionError, match="scrolls sideways"):
        looks_right(page, [320])
    page.reload()
    page.evaluate("document.querySelector('label[for=id_username]').remove()")
    with pytest.raises(AssertionError, match="label"):
        looks_right(page, [320])
