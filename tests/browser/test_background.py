"""An administrator sees what the worker does, and has a letter sent again that perhaps did not arrive."""

from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from news.letters.models import Letter
from news.letters.posting import post
from news.operations.models import Job

from ..conftest import NOON


def test_a_letter_that_perhaps_did_not_arrive_is_sent_again(desk, site, administrator, looks_right):
    for number in range(3):
        post("comment-verify", f"comment-verify:{number}", "pembaca@example.org", "Konfirmasi komentar Anda", "Isi")
    Letter.objects.filter(key="comment-verify:0").update(next_try_at=None, uncertain_at=NOON, problem="Terputus.")
    page = desk(administrator)
    page.goto(site + reverse("admin:letters_letter_changelist"))
    looks_right(page)
    page.locator("tr", has_text="Terputus.").locator("input[type=checkbox]").check()
    page.locator("select[name=action]").select_option("send_again")
    page.locator(".actions button[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Letter.objects.get(key="comment-verify:0").state == "waiting"
    page.locator("#result_list a").first.click()
    expect(page.locator("#content")).to_contain_text("p…@example.org")
    looks_right(page, [320, 1280])


def test_jobs_and_how_they_fare(desk, site, administrator, looks_right):
    call_command("announce", verbosity=0)
    Job.objects.filter(name="send letters").update(failures=3, last_problem="OSError: " + "tanpa jeda " * 20)
    page = desk(administrator)
    page.goto(site + reverse("admin:operations_job_changelist"))
    expect(page.locator("#result_list tbody tr")).to_have_count(Job.objects.count())
    looks_right(page)
    page.locator("#result_list a").first.click()
    page.wait_for_url("**/change/")
    looks_right(page, [320, 1280])
