"""When a step up loses: the share of futures is counted, and the planted cause is found."""

from tests.report.planted_futures import BAD, GOOD


def test_the_planted_inputs_tell_where_the_highest_level_loses(told):
    highest = told.loses[-1]
    assert highest.box is not None and highest.box.told
    assert {told.inputs[c].key for c in highest.box.limits} <= {GOOD, BAD}


def test_every_step_up_has_the_share_of_futures_in_which_it_loses(told):
    assert [(own.below, own.level) for own in told.loses] == list(
        zip(told.levels, told.levels[1:], strict=False)
    )
    for place, own in enumerate(told.loses):
        apart = told.true.flat[:, place + 1] - told.true.flat[:, place]
        assert own.share == (apart < 0).mean()
