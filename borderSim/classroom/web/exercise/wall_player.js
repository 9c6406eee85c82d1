/** The run on the wall: the player of the class room, fed by this seat's channel. Until it is there, the days count. */

import {el} from "./dom.js";
import {t} from "./texts.js";

const DAYS_A_SECOND = 12;

/**
 * What plays the run on the wall.
 * @param {import("./channel.js").Channel} channel
 * @returns {{show: function(Object): Element}}
 */
export function wallPlayer(channel) {
  const day = el("p", {class: "huge"});
  let now = 0;
  let end = 0;
  let timer = 0;
  const tick = () => {
    now = Math.min(end, now + 1);
    day.textContent = t("room.day", {day: now});
    if (now % 7 === 0 || now === end) channel.do("shown", {day: now});
    if (now >= end) { clearInterval(timer); timer = 0; }
  };
  return {
    show(room) {
      if (room.slot.part !== "run") now = room.shown;
      end = room.played;
      if (room.slot.part === "run" && now < end && !timer) timer = setInterval(tick, 1000 / DAYS_A_SECOND);
      day.textContent = t("room.day", {day: now});
      return day;
    },
  };
}
