"""The lines of the table: what was measured next to what it may be."""

from __future__ import annotations

import os
import sys

WIDTH = 44


def note(step: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"• {step}", file=sys.stderr, flush=True)


def row(figure: str, measured: float | None, budget: float | None, unit: str = "", *, at_least: bool = False) -> str:
    """Return a line of the table; ``measured`` is None where it cannot be measured, ``budget`` where there is none.

    :param at_least: whether the budget is what has to be reached, not what must not be exceeded.
    """
    limit = f"{'≥' if at_least else '≤'} {budget:g} {unit}" if budget is not None else f"  {unit} (no budget)"
    if measured is None:
        return f"{figure:<{WIDTH}} {'not measurable here':>14}   {limit}"
    value = f"{measured:g}" if isinstance(measured, int) else f"{measured:.2f}"
    is_missed = budget is not None and (measured < budget if at_least else measured > budget)
    missed = ("   missed" if at_least else "   over budget") if is_missed else ""
    return f"{figure:<{WIDTH}} {value:>14}   {limit}{missed}"


def tell_if_busy() -> None:
    """Say so if others use the machine: then times on the clock, and CPU times too, are longer than they would be."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores / 2:
        note(f"The machine is busy (load {load:.1f} on {cores} cores): times come out longer than they are.")
