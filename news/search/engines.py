"""The index of words on each engine: written, emptied and asked in raw SQL, with every word as a value.

PostgreSQL has a ``tsvector`` for each part of a text, with the ``indonesian`` configuration
(https://www.postgresql.org/docs/current/textsearch.html); SQLite has an FTS5 table of stems
(https://www.sqlite.org/fts5.html). Both know the newest document by the largest id.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .queries import Query
from .words import split, stem

PARTS = {"headline": 2.0, "lead": 1.0}
"""The parts that weigh more than the rest, and how much."""
MOST_WEIGHED = 4
"""Terms of a query whose places are looked at; with more, the others hardly matter."""
LARGEST_ID = 2**63 - 1
_SAMPLE = 200  # documents that tell how common something is
_TEXT = "{headline lead body}"


@dataclass(frozen=True)
class Texts:
    """What a document says, as plain text, and the marks of what it belongs to."""

    headline: str
    lead: str
    body: str
    facets: Sequence[str]


class Engine(ABC):
    """An index of documents, each under its id."""

    create: ClassVar[Sequence[str]]
    key: ClassVar[str]

    @abstractmethod
    def write(self, pk: int, texts: Texts) -> None:
        """Put a document in the place of the one that has this id, if any."""

    @abstractmethod
    def newest(self, query: Query, limit: int, before: int | None = None) -> list[int]:
        """Return the ids of the documents that ``query`` fits, the newest first; only those below ``before``."""

    @abstractmethod
    def weights(self, query: Query) -> dict[int, float]:
        """Return, of a query that few documents fit, the share of its terms that each has in headline and lead.

        A document with all terms in its headline weighs 2, with all in its lead 1; others may be left out.
        """

    def beginning(self, word: str, limit: int, before: int) -> list[int]:
        """Return the newest documents below ``before`` in whose headline a word begins with the folded ``word``."""
        return self._beginning(stem(word), limit, before) if word.isalnum() else []

    @abstractmethod
    def _beginning(self, stem: str, limit: int, before: int) -> list[int]: ...

    def remove(self, pks: Sequence[int]) -> None:
        """Take documents out; those that are not there are no error."""
        for pk in pks:
            self._run(f"DELETE FROM search_index WHERE {self.key} = %s", [pk])  # noqa: S608  # a name of our own

    def clear(self) -> None:
        """Take all documents out."""
        self._run("DELETE FROM search_index", [])

    def _run(self, sql: str, values: Sequence[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def _ids(self, sql: str, values: Sequence[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]


class SQLite(Engine):
    """FTS5 over stems; marks are words of a column of their own."""

    key = "rowid"
    create = [
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "headline, lead, body, facets, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')"
    ]

    def write(self, pk: int, texts: Texts) -> None:
        stems = (" ".join(map(stem, split(text))) for text in (texts.headline, texts.lead, texts.body))
        self.remove([pk])
        self._run(
            "INSERT INTO search_index(rowid, headline, lead, body, facets) VALUES (%s, %s, %s, %s, %s)",
            [pk, *stems, " ".join(texts.facets)],
        )

    def newest(self, query: Query, limit: int, before: int | None = None) -> list[int]:
        where = "AND rowid < %s" if before is not None else ""
        return self._ids(
            f"SELECT rowid FROM search_index WHERE search_index MATCH %s {where} ORDER BY rowid DESC LIMIT %s",  # noqa: S608  # no input
            [_expression(query), *([before] if before is not None else []), limit],
        )

    def weights(self, query: Query) -> dict[int, float]:
        weighed = [(PARTS[part], term) for part in PARTS for term in query.terms[:MOST_WEIGHED]]
        if not weighed:
            return {}
        one = "SELECT rowid, %s FROM search_index WHERE search_index MATCH %s"
        values: list[Any] = []
        for part in PARTS:
            for term in query.terms[:MOST_WEIGHED]:
                values += [PARTS[part] / len(query.terms), f"({_expression(query)}) AND ({part} : {_phrase(term)})"]
        found: dict[int, float] = {}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * (len(values) // 2)), values)
            for pk, weight in cursor.fetchall():
                found[pk] = found.get(pk, 0) + weight
        return found

    def _beginning(self, stem: str, limit: int, before: int) -> list[int]:
        match = f"headline : {_quoted(stem)} *"
        return self._ids(
            "SELECT rowid FROM search_index WHERE search_index MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
            [match, before, limit],
        )


def _expression(query: Query) -> str:
    wanted = [f"{_TEXT} : {_phrase(term)}" for term in query.terms]
    if query.goes_on and wanted:
        wanted[-1] += " *"
    wanted += [f"facets : ({' OR '.join(map(_quoted, marks))})" for marks in query.facets]
    expression = " AND ".join(f"({each})" for each in wanted)
    for term in query.excluded:
        expression = f"({expression}) NOT ({_TEXT} : {_phrase(term)})"
    return expression


def _phrase(term: Sequence[str]) -> str:
    return _quoted(" ".join(map(stem, term)))


def _quoted(text: str) -> str:
    """Return ``text`` as a string of FTS5; a word has no quotation mark in it, but this does not rest on that."""
    return '"' + text.replace('"', '""') + '"'


class PostgreSQL(Engine):
    """A ``tsvector`` for the headline, one for the lead, and one for everything with the marks as lexemes."""

    key = "document_id"
    create = [
        "CREATE TABLE search_index (document_id bigint PRIMARY KEY,"
        " headline tsvector NOT NULL, lead tsvector NOT NULL, everything tsvector NOT NULL)",
        *(
            f"CREATE INDEX search_index_{part} ON search_index USING gin ({part}) WITH (fastupdate = off)"
            for part in (*PARTS, "everything")
        ),
    ]

    def write(self, pk: int, texts: Texts) -> None:
        headline, lead, body = (" ".join(split(text)) for text in (texts.headline, texts.lead, texts.body))
        self._run(
            "INSERT INTO search_index VALUES (%s, to_tsvector('indonesian', %s), to_tsvector('indonesian', %s),"
            " to_tsvector('indonesian', %s) || array_to_tsvector(%s::text[]))"
            " ON CONFLICT (document_id) DO UPDATE SET headline = excluded.headline, lead = excluded.lead,"
            " everything = excluded.everything",
            [pk, headline, lead, f"{headline} . {lead} . {body}", [f"§{mark}" for mark in texts.facets]],
        )

    def newest(self, query: Query, limit: int, before: int | None = None) -> list[int]:
        """Return the newest documents as :meth:`Engine.newest` does.

        A GIN index knows no order: of a word that is everywhere it would bring all documents. So a sample tells whether
        it is quicker to walk from the newest back (a phrase is, sooner than a word, since the index only knows that its
        words are there); the index is asked for what is older than where the walk ends. The query is a subselect, since
        a planner that knows how common a word is reads the whole table, and all vectors of it.
        """
        expression, values = self._expression(query)
        is_phrase = any(len(term) > 1 for term in (*query.terms, *query.excluded))
        older = LARGEST_ID if before is None else before
        fits = "everything @@ (SELECT query FROM asked)"
        walk = "FROM search_index WHERE document_id < %s ORDER BY document_id DESC LIMIT"
        return self._ids(
            f"WITH asked AS MATERIALIZED (SELECT {expression} AS query),"  # noqa: S608  # operators of our own
            f" sample AS MATERIALIZED (SELECT count(*) AS hits FROM"
            f" (SELECT {fits} AS fits {walk} %s) AS newest WHERE fits),"
            " near AS MATERIALIZED ("
            f"SELECT document_id, {fits} AS fits {walk}"
            " (SELECT CASE WHEN hits >= %s THEN %s / hits ELSE 0 END FROM sample)),"
            " found AS MATERIALIZED (SELECT document_id FROM near WHERE fits ORDER BY document_id DESC LIMIT %s),"
            f" far AS MATERIALIZED (SELECT document_id FROM search_index WHERE {fits}"
            " AND document_id + 0 < coalesce((SELECT min(document_id) FROM near), %s))"  # + 0: not by that key
            " SELECT document_id FROM found UNION ALL"
            " (SELECT document_id FROM far ORDER BY document_id DESC LIMIT %s - (SELECT count(*) FROM found))"
            " ORDER BY document_id DESC",
            [
                *values,
                *(older, _SAMPLE),
                *(older, _SAMPLE // (10 if is_phrase else 3), limit * _SAMPLE * 3 // 2),
                *(limit, older, limit),
            ],
        )

    def weights(self, query: Query) -> dict[int, float]:
        terms = [" ".join(term) for term in query.terms[:MOST_WEIGHED]]
        if not terms:
            return {}
        has = " + ".join(f"%s * ({part} @@ phraseto_tsquery('indonesian', %s))::int" for part in PARTS for _ in terms)
        values = [value for part in PARTS for term in terms for value in (PARTS[part] / len(query.terms), term)]
        expression, of_expression = self._expression(query)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT document_id, {has} FROM search_index WHERE everything @@ ({expression})",  # noqa: S608  # operators of our own
                [*values, *of_expression],
            )
            return {pk: float(weight) for pk, weight in cursor.fetchall()}

    def _beginning(self, stem: str, limit: int, before: int) -> list[int]:
        return self._ids(
            "SELECT document_id FROM search_index WHERE headline @@ to_tsquery('indonesian', %s)"
            " AND document_id < %s ORDER BY document_id DESC LIMIT %s",
            [f"{stem}:*", before, limit],
        )

    def _expression(self, query: Query) -> tuple[str, list[Any]]:
        begun = query.terms[-1] if query.goes_on and query.terms and len(query.terms[-1]) == 1 else ()
        wanted, values = self._all_of(query.terms[:-1] if begun else query.terms)
        if begun:
            wanted += f"{' && ' if wanted else ''}to_tsquery('indonesian', %s)"
            values.append(f"{stem(begun[0])}:*")
        for marks in query.facets:
            any_of = " || ".join("(%s)::tsquery" for _ in marks)
            wanted += f"{' && ' if wanted else ''}({any_of})"
            values += [f"'§{mark}'" for mark in marks]
        for term in query.excluded:
            wanted += " && !!(phraseto_tsquery('indonesian', %s))"
            values.append(" ".join(term))
        return wanted, values

    def _all_of(self, terms: Sequence[Sequence[str]]) -> tuple[str, list[Any]]:
        return " && ".join("phraseto_tsquery('indonesian', %s)" for _ in terms), [" ".join(term) for term in terms]


def engine() -> Engine:
    """Return the index of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def create_index(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table ``search_index``; for the migration."""
    kind = PostgreSQL if schema_editor.connection.vendor == "postgresql" else SQLite
    for statement in kind.create:
        schema_editor.execute(statement)


def drop_index(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the table ``search_index`` away; for the migration."""
    schema_editor.execute("DROP TABLE search_index")
