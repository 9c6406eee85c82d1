"""Who holds the contacts to supplier, buyer and money."""

from __future__ import annotations

import numpy as np

from borderSim.model.state.contacts import Contacts
from borderSim.model.state.networks import ROLE_CODE

LEADERS = np.array([0, 1, 2, 3])
ROLES = np.array([ROLE_CODE[r] for r in ("organiser", "financier", "broker", "broker")])


def test_brokers_hold_supplier_and_buyer_and_a_financier_the_money():
    c = Contacts(1)
    c.win(0, LEADERS, ROLES, np.array([0.0, 0.99, 0.5]))
    assert c.first[0].tolist() == [2, 3, 1]


def test_where_the_role_is_missing_any_leader_holds_it():
    c = Contacts(1)
    c.win(0, LEADERS[:1], ROLES[:1], np.zeros(3))
    assert c.first[0].tolist() == [0, 0, 0]


def test_what_is_held_stays_when_the_rest_is_won():
    c = Contacts(1)
    c.first[0] = [2, -1, -1]
    c.win(0, LEADERS[1:2], ROLES[1:2], np.zeros(3))
    assert c.first[0].tolist() == [2, 1, 1]
    c.move(0, 2, 0)
    assert c.first[0].tolist() == [0, 1, 1]


def test_who_knows_a_contact_takes_it_over_and_what_nobody_knows_is_lost():
    c = Contacts(1)
    c.first[0] = [2, 1, 2]
    deputies, known = np.array([3, 0]), np.array([[0.5, 0.49], [0.0, 0.0], [0.5, 0.5]])
    c.lose(0, 2, deputies, 0.5, known)
    assert c.first[0].tolist() == [0, 1, -1], "supplier: the second knows him; money: nobody"
    assert c.missing().tolist() == [True]
    c.first[0] = 2
    c.lose(0, 2, deputies, 0.0, np.zeros((3, 2)))
    assert c.first[0].tolist() == [-1, -1, -1], "nobody ever knows: everything goes with the holder"
    c.first[0] = 2
    c.lose(0, 2, deputies[:0], 1.0, np.zeros((3, 0)))
    assert c.first[0].tolist() == [-1, -1, -1], "nobody is tied to him"
