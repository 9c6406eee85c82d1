/** The head of every page: what is on, which round, how much time is left, the language. */

import {button, el, fill} from "./dom.js";
import {has, inForce, say, setLanguage, t} from "./texts.js";
import {timerElement} from "./timer.js";

/**
 * What the part that is on is called.
 * @param {{part: string, title: ?Object}} slot
 * @returns {string}
 */
export const partName = (slot) => (slot.part ? t(`part.${slot.part}`) : say(slot.title));

/** Which service a seat belongs to, nothing where it is no role. */
const service = (room) => (has(`service.${room.seat}`) ? t(`service.${room.seat}`) : "");

/**
 * Draw the head.
 * @param {?Object} room - what the server said, null before it said anything.
 * @param {string} title - of this page.
 * @param {Function} redraw - called when the language changes.
 */
export function drawHead(room, title, redraw) {
  const other = button("language", t("room.language"), () => {
    setLanguage(inForce() === "fr" ? "en" : "fr");
    redraw();
  });
  document.title = room ? `${title} · ${say(room.title)}` : title;
  const round = room?.round ? t("room.round", {n: room.round.number, of: room.rounds.length}) : "";
  fill(document.getElementById("head"), [
    el("div", {class: "where"}, [
      el("h1", {text: room?.round ? say(room.round.title) : room ? say(room.title) : title}),
      el("p", {text: room ? [title, service(room), round, partName(room.slot)].filter(Boolean).join(" · ") : t("room.connecting")}),
    ]),
    room ? timerElement(room.timer) : null,
    other,
  ]);
}
