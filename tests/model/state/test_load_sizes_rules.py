"""The mean of a lognormal size that is cut off at its cap, against numerical integration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from borderSim.model.state.load_sizes import expected_quantity
from borderSim.parameters.scenario import Load


@settings(max_examples=60, deadline=None)
@given(
    median=st.floats(1e-2, 1e7),
    sigma=st.floats(0.01, 3.0),
    reach=st.floats(-4.0, 30.0),
)
@example(median=75.0, sigma=1.7, reach=float(np.log(8000 / 75)))
@example(median=9.5e6, sigma=0.1, reach=float(np.log(10.4 / 9.5)))
def test_the_closed_form_is_the_integral(median: float, sigma: float, reach: float):
    """``reach``: logarithm of the cap over the median; below 0 most loads are at the cap."""
    kind = Load(median=median, sigma=sigma, cap=median * float(np.exp(reach)))
    k = np.clip(reach / sigma, -12.0, 12.0)
    below = quad(lambda z: np.exp(sigma * z) * norm.pdf(z), -12.0, k, epsabs=0, epsrel=1e-10)[0]
    # (beyond z = 12 nothing is left but where exp(sigma z) itself shifts the weight there)
    expected = below + np.exp(min(reach, 700.0)) * norm.sf(reach / sigma)
    assert expected_quantity(kind) == pytest.approx(median * expected, rel=1e-6)


@pytest.mark.parametrize(
    ("sigma", "cap", "mean"),
    [(0.0, 100.0, 10.0), (0.0, 4.0, 4.0), (1.0, 1e12, 10.0 * np.exp(0.5)), (2.0, 1e-9, 1e-9)],
)
def test_without_spread_without_a_cap_and_all_at_the_cap(sigma: float, cap: float, mean: float):
    assert expected_quantity(Load(median=10.0, sigma=sigma, cap=cap)) == pytest.approx(mean)
