"""The table: every row can decide, the order is right, both languages speak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcatalog.linkcheck.outcome import Attempt, Fault, Hop, Reply
from dlcatalog.linkcheck.verdict import NO_SIGNS, ROWS, TABLE, Sign, Verdict, judge


def _attempt(status: int = 0, fault: Fault | None = None, hops: tuple[Hop, ...] = ()) -> Attempt:
    return Attempt("https://example.org/new", "GET", hops, Reply(status, fault=fault))


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(200, "ok"), (204, "ok"), (206, "ok"), (301, "protocol-error"), (400, "blocked"), (401, "blocked"), (403, "blocked"), (404, "gone"), (405, "blocked"),
     (406, "blocked"), (408, "timeout"), (410, "gone"), (418, "blocked"), (429, "blocked"), (451, "blocked"), (500, "server-error"), (503, "server-error"),
     (530, "server-error"), (999, "blocked"), (100, "protocol-error"), (600, "protocol-error")],
)  # fmt: skip
def test_a_status_alone(status: int, verdict: str) -> None:
    assert judge(_attempt(status)).verdict == verdict


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_row_of_its_own(fault: Fault) -> None:
    assert judge(_attempt(fault=fault)).id not in {"ok", "plain-ok", "odd-status"}


@pytest.mark.parametrize(
    ("sign", "verdict"),
    [(Sign.PARKED, "hijacked"), (Sign.TAKEN_OVER, "hijacked"), (Sign.CHALLENGE, "blocked"), (Sign.LOGIN, "blocked"), (Sign.SOFT_404, "gone"),
     (Sign.NO_ANCHOR, "gone"), (Sign.RECORD_FOUND, "ok"), (Sign.RECORD_MISSING, "gone"), (Sign.ROBOTS, "skipped"), (Sign.SUSPENDED, "server-error")],
)  # fmt: skip
def test_a_sign_outweighs_success(sign: Sign, verdict: str) -> None:
    assert judge(_attempt(200), frozenset({sign})).verdict == verdict


def test_a_challenge_outweighs_its_status() -> None:
    assert judge(_attempt(503), frozenset({Sign.CHALLENGE})).verdict is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [((301,), "moved"), ((308, 301), "moved"), ((302,), "ok"), ((301, 302), "ok"), ((0,), "ok"), ((301, 0), "ok")],
)
def test_only_permanent_redirects_move(codes: tuple[int, ...], verdict: str) -> None:
    hops = tuple(Hop(f"https://example.org/{n}", code) for n, code in enumerate(codes))
    assert judge(_attempt(200, hops=hops)).verdict == verdict


def test_a_circle_back_to_the_start_did_not_move() -> None:
    assert judge(_attempt(200, hops=(Hop("https://example.org/new", 301),))).verdict is Verdict.OK


@given(st.integers(), st.sampled_from([None, *Fault]), st.frozensets(st.sampled_from(Sign)))
def test_every_outcome_has_a_verdict(status: int, fault: Fault | None, signs: frozenset[Sign]) -> None:
    assert judge(_attempt(status, fault), signs).verdict in Verdict


def test_rows_have_unique_ids_and_reasons_in_both_languages() -> None:
    assert len({row.id for row in TABLE}) == len(TABLE)
    for row in ROWS.values():
        assert row.reason.en.endswith(".")
        assert row.reason.zh.endswith("。")


def test_every_row_can_decide() -> None:
    outcomes = [_attempt(status) for status in (200, 300, 400, 401, 404, 408, 410, 429, 500, 700)]
    outcomes += [_attempt(fault=fault) for fault in Fault]
    moved = (_attempt(200, hops=(Hop("https://a.org/", 301),)), _attempt(200, hops=(Hop("https://a.org/", 302),)))
    decided = {judge(outcome, NO_SIGNS).id for outcome in (*outcomes, *moved)} | {
        judge(_attempt(200), frozenset({s})).id for s in Sign
    }
    assert decided == {row.id for row in TABLE}
