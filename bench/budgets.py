"""What Warta may cost; the figures are design limits, the table only shows how they are met."""

QUERIES = 8
"""Queries for a public page, independent of the number of releases."""

CPU_MS = {"release": 7.0, "home": 10.0, "list": 8.0}
"""CPU time for a page that no cache had, in milliseconds."""

MEMORY_MB = 260.0
"""Proportional set size of everything that runs, in millions of bytes."""

START_SECONDS = 2.0
"""From starting the server to the first page, once installed."""

FIRST_RENDITION_SECONDS = 2.0
"""From an upload of 12 megapixels to the first rendition that a page would show."""

MANY_PHOTOS_MB = 300.0
"""By how much a process grows at most that takes 20 uploads of 12 megapixels at once, in millions of bytes."""

INTAKE_SECONDS = 1.0
"""From a pasted text of 100 kB, or a hostile one of 1 MB, to what it says."""

HOSTILE_SECONDS = 1.0
"""CPU time of the worst text that may be sent."""

COMMENT_MS = 50.0
"""A page with comments, of which there are very many, or a decision on one: median and 95th percentile."""

ACCEPTED_A_SECOND = {"postgresql": 200.0, "sqlite": 100.0}
"""Comments taken in through HTTP on two cores, by engine."""

SEARCH_MS = 50.0
"""A search among 100,000 releases, for rare and for very common words: 95th percentile."""

DESK_MS = 150.0
"""CPU time of a page of the desk at 100,000 releases, in milliseconds."""

DESK_GROWTH, DESK_NOISE_MS = 1.3, 2.0
"""How often what it takes at 2,000 releases it may take at 100,000; or so many milliseconds more."""

WEIGHT_KB = {"release without photos": 30.0, "any": 200.0}
"""What a phone loads of a page before anybody scrolls, headers included, in kB (10³ bytes)."""

HEADLINE_SECONDS = 3.0
"""Until a cheap phone shows the headline at 50 kB/s and 400 ms."""

CARD_KB, CARD_WIDTH = 300.0, 600
"""The picture that WhatsApp shows of a link: kB at most, pixels at least."""

MARK = 100
"""What Lighthouse is to give a page in each category: the median."""
