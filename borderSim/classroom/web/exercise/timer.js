/** The timer of a part: it ticks on the page, the server says how much is left. */

import {el} from "./dom.js";
import {t} from "./texts.js";

const shown = el("output", {id: "timer", "aria-live": "off"});
let left = 0;
let running = false;
let since = 0;

/**
 * The element of the timer, set to what the server said.
 * @param {{left: number, running: boolean}} timer - seconds left, whether it counts.
 * @returns {HTMLElement}
 */
export function timerElement(timer) {
  ({left, running} = timer);
  since = performance.now();
  tick();
  return shown;
}

function tick() {
  const seconds = Math.round(left - (running ? (performance.now() - since) / 1000 : 0));
  const size = Math.abs(seconds);
  const clock = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  shown.textContent = seconds < 0 ? `${t("room.over")} −${clock}` : clock;
  shown.setAttribute("aria-label", `${t("room.timer")} ${shown.textContent}`);
  shown.dataset.state = seconds < 0 ? "over" : running ? "running" : "still";
}

setInterval(() => { if (since) tick(); }, 500);
