"""What judges pages is pinned, and what it says is understood."""

import json
import re

from bench.marks import lighthouse, tools, validity


def test_every_tool_is_pinned_with_what_it_brings_along():
    asked = json.loads((tools.HERE / "package.json").read_text())
    locked = json.loads((tools.HERE / "package-lock.json").read_text())["packages"]
    assert locked[""]["dependencies"] == asked["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked["dependencies"].values())
    packages = [package for path, package in locked.items() if path]
    assert len(packages) > 100
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)  # whichever registry npm is told to ask


def test_what_costs_marks_is_named():
    audits = {
        "lcp": {"score": 0.5, "title": "Largest Contentful Paint", "displayValue": "4 s"},
        "fcp": {"score": 1, "title": "First Contentful Paint"},
        "hint": {"score": 0, "title": "Does not count"},
        "none": {"score": None, "title": "Does not apply"},
    }
    references = [{"id": name, "weight": int(name != "hint")} for name in audits]
    report = {"audits": audits, "categories": {"performance": {"auditRefs": references}}}
    assert lighthouse._lost(report) == ["performance: Largest Contentful Paint 4 s"]


def test_a_finding_names_its_page():
    message = {"url": "file:/tmp/3.html", "type": "info", "subType": "warning", "lastLine": 7, "lastColumn": 9}
    finding = validity._finding({"3.html": "home"}, message | {"message": "Hm.", "extract": "<p>\n<b>"})
    assert finding == validity.Finding("home", False, "Hm.", "7:9", "<p> <b>")
    assert validity._finding({"3.html": "home"}, message | {"type": "error", "message": "No."}).is_error
