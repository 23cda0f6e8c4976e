"""Comparing two runs: each ratio and each figure beside the earlier one, marked where the ranges do not meet."""

from pathlib import Path

from tests.benchmarks.results import CaseResult, Ratio, Result, read


def compare(earlier: Path, later: Path) -> None:
    a, b = read(earlier), read(later)
    for line in [*_world(a, b), *_cases(a, b)]:
        print(line)  # noqa: T201  a program's own output


def _world(a: Result, b: Result) -> list[str]:
    pairs = {**{name: (a.versions.get(name), v) for name, v in b.versions.items()}}
    pairs |= {name: (a.machine.get(name), m) for name, m in b.machine.items()}
    lines = [f"{name}: {old} → {new}" for name, (old, new) in pairs.items() if old != new]
    return lines if a.sizes == b.sizes else ["the runs are not of one size", *lines]


def _cases(a: Result, b: Result) -> list[str]:
    before = {case.name: case for case in a.cases}
    return [line for case in b.cases if case.name in before for line in _case(before[case.name], case)]


def _case(a: CaseResult, b: CaseResult) -> list[str]:
    old = {(ratio.of, ratio.to): ratio for ratio in a.ratios}
    ratios = [_ratio(old[r.of, r.to], r) for r in b.ratios if (r.of, r.to) in old]
    figures = [
        f"  {name}: {a.figures[name]:.4g} → {figure:.4g}  (× {figure / a.figures[name]:.2f})"
        for name, figure in b.figures.items()
        if a.figures.get(name)
    ]
    return [f"{b.name}, load {a.load[0]:.1f} → {b.load[0]:.1f}", *ratios, *figures]


def _ratio(a: Ratio, b: Ratio) -> str:
    apart = "" if a.least <= b.most and b.least <= a.most else "  apart"
    what = f"{b.of} / {b.to}" if b.to else b.of
    change = f"{a.median:.3g} ({a.least:.3g}–{a.most:.3g}) → {b.median:.3g} ({b.least:.3g}–{b.most:.3g})"
    return f"  ratio {what}: {change}, {_word(a)} → {_word(b)}{apart}"


def _word(ratio: Ratio) -> str:
    return "met" if ratio.met else "not met"
