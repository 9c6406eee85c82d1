"""A day runs in one direction: what a phase hands on is taken in by a later one on the same day."""

from borderSim.simulation import BorderModel
from tests.model.stage import scenario

BUSY = (
    "burn_in_days=0",
    "events=true",
    "partnership=coordination",
    "police.known_member_share=0.6",
    "police.investigators=80",
    "investigation.takedown_weight=2",
    "investigation.evidence_days=3",
    "justice.p_charged=1",
    "justice.court_days=0.01",
    "capabilities.prosecution.police=own",
    "capacity_scale=3",
)


def _events() -> dict[str, list[dict[str, object]]]:
    """Events by kind of a busy time, of which every day ends with nothing left on a desk."""
    model = BorderModel(scenario(*BUSY), 1)
    w = model.state
    for _ in range(70):
        model.step()
        assert not w.police.finds_to_file, "finds are filed on the day that they come"
        assert not w.consignments.lost_today, "losses are learnt from on their day"
    found: dict[str, list[dict[str, object]]] = {}
    for event in w.recorder.events:
        found.setdefault(str(event["kind"]), []).append(event)
    return found


def test_where_courts_take_no_time_a_charge_is_judged_on_its_day():
    events = _events()
    charges = {event["id"]: event["day"] for event in events["charge"]}
    judged = [event for kind in ("conviction", "acquittal") for event in events.get(kind, [])]
    assert len(charges) > 5
    assert {event["cause"]: event["day"] for event in judged} == charges
