"""Rows of agencies, with their parents and successors."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from .. import columns
from ..columns import KINDS
from ..exporting import agency_cells
from ..models import Agency, free_slug
from .planning import Line, Planner, folded, parsed


class Agencies(Planner):
    """Reads agencies; who is above or after whom is known when all rows are."""

    kind = "agencies"

    def __init__(self) -> None:
        super().__init__()
        agencies = Agency.objects.prefetch_related("successors").in_bulk()
        self.by_slug = {agency.slug: agency for agency in agencies.values()}
        self.by_name: dict[str, list[Agency]] = {}
        for agency in agencies.values():
            agency.parent = agencies.get(agency.parent_id or 0)
            self.by_name.setdefault(folded(agency.name), []).append(agency)
        known = {pk: [agencies[other.pk] for other in row.successors.all()] for pk, row in agencies.items()}
        self.successors = {agency.slug: known[pk] for pk, agency in agencies.items()}
        self.before = {pk: agency_cells(agency, known[pk]) for pk, agency in agencies.items()}
        self.rows: list[tuple[Line, Agency, dict[str, str]]] = []
        self.line_of: dict[str, int] = {}

    def read(self, line: Line, cells: dict[str, str]) -> None:
        line.title = cells["name"] or cells.get("slug", "")
        agency = self._agency(line, cells)
        if agency is None:
            return
        if first := self.line_of.get(agency.slug):
            line.errors.append(_("The same agency as in row %(row)s.") % {"row": first})
            return
        self.line_of[agency.slug] = line.number
        for name, text in cells.items():
            if name == "kind":
                if text:
                    agency.kind = parsed(line, cells, name, lambda text: columns.code(text, KINDS)) or agency.kind
            elif name in ("valid_from_date", "valid_until_date"):
                setattr(agency, name, parsed(line, cells, name, columns.date))
            elif name not in ("slug", "parent", "successors"):
                setattr(agency, name, text)
        self.check(line, agency)
        self.rows.append((line, agency, cells))

    def _agency(self, line: Line, cells: dict[str, str]) -> Agency | None:
        slug, name = cells.get("slug", ""), cells["name"]
        if not name:
            line.errors.append(_("There is no name."))
            return None
        if slug and slug in self.by_slug:
            return self.by_slug[slug]
        same = [] if slug else self.by_name.get(folded(name), [])
        if len(same) > 1:
            line.errors.append(_("Several have this name; give the address of the one that you mean."))
            return None
        if same:
            return same[0]
        agency = Agency(slug=slug or free_slug(name, self.by_slug), name=name)
        self.by_slug[agency.slug] = agency
        self.by_name.setdefault(folded(name), []).append(agency)
        line.is_new = True
        return agency

    def finish(self) -> None:
        for line, agency, cells in self.rows:
            if "parent" in cells:
                agency.parent = self._other(line, cells["parent"])
            if "successors" in cells:
                named = filter(None, (part.strip() for part in cells["successors"].split(";")))
                found = filter(None, (self._other(line, text) for text in named))
                self.successors[agency.slug] = list({other.slug: other for other in found}.values())
        for line, agency, _cells in self.rows:
            successors = self.successors.get(agency.slug, [])
            if agency.valid_from_date and agency.valid_until_date and agency.valid_until_date <= agency.valid_from_date:
                line.errors.append(_("“Until” must be after “from”."))
            if successors and not agency.valid_until_date:
                line.errors.append(_("Say until when this agency exists: it has a successor."))
            if self._returns(agency, lambda other: [other.parent] if other.parent else []) or self._returns(
                agency, lambda other: self.successors.get(other.slug, [])
            ):
                line.errors.append(_("This agency leads back to itself."))
            before, after = self.before.get(agency.pk, {}), agency_cells(agency, successors)
            self.compare(line, before, after)
            if line.outcome in ("new", "changed"):
                self.keep(agency)
                if before.get("successors", "") != after["successors"]:
                    self.plan.successors.append((agency, successors))

    def _other(self, line: Line, text: str) -> Agency | None:
        if not text:
            return None
        named = self.by_name.get(folded(text), [])
        found = self.by_slug.get(text) or (named[0] if len(named) == 1 else None)
        if found is None:
            line.errors.append(_("There is no agency “%(text)s”.") % {"text": text[:80]})
        return found

    @staticmethod
    def _returns(agency: Agency, links: Callable[[Agency], list[Agency]]) -> bool:
        passed, waiting = set[str](), list(links(agency))
        while waiting:
            other = waiting.pop()
            if other.slug == agency.slug:
                return True
            if other.slug not in passed:
                passed.add(other.slug)
                waiting.extend(links(other))
        return False
