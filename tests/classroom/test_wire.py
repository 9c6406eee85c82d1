"""What a page sends is plain JSON, and a page that is gone is gone in one way."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.websockets import WebSocketDisconnect

from borderSim.classroom.wire import heard, parsed, say


class Socket:
    def __init__(self, does):
        self.does = does

    async def receive_text(self):
        if isinstance(self.does, Exception):
            raise self.does
        return self.does

    async def send_text(self, text):
        await self.receive_text()


def ran(what):
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


@pytest.mark.parametrize("error", [WebSocketDisconnect(), RuntimeError("not connected")])
def test_a_page_that_is_gone_is_a_lost_connection(error):
    for what in (heard(Socket(error)), say(Socket(error), {})):
        with pytest.raises(ConnectionError):
            ran(what)


@pytest.mark.parametrize("does", [KeyError("text"), None, ""])
def test_what_is_no_text_is_an_empty_message(does):
    assert ran(heard(Socket(does))) == ""


def test_a_number_that_json_lacks_is_not_sent():
    with pytest.raises(ValueError, match="JSON"):
        ran(say(Socket(""), {"a": float("nan")}))


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", "[Infinity]", "1e999", "9" * 30, "9" * 9999, '"\\ud800"', "[" * 9999]
)
def test_what_nobody_can_count_with_or_write_down_is_no_message(text):
    assert parsed(text) is None


def test_messages_are_read():
    assert parsed('{"a": [1, -2.5, "\\ud83d\\ude00", null]}') == {"a": [1, -2.5, "😀", None]}
