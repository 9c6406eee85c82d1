/** The run on the wall: the player of the class room, fed by this seat's connection; alone until the twin is revealed. */

import {mountPlayer} from "../player.js";
import {LiveSource} from "../source.js";
import {el} from "./dom.js";

const KINDS = ["track", "days", "cut"];
const TOLD_EVERY = 7;

/**
 * What plays the run on the wall.
 * @param {import("../link.js").Link} link
 * @returns {{show: function(Object): Element}}
 */
export function wallPlayer(link) {
  const stage = el("div", {id: "player"});
  const source = new LiveSource(new EventTarget());
  document.head.prepend(el("link", {rel: "stylesheet", href: "/web/player.css"}));
  document.documentElement.classList.add("room");
  let player = null;
  let shownRound = null;
  let seen = 0; // days that the room had seen before the run came anew
  link.addEventListener("said", ({detail}) => {
    if (!KINDS.includes(detail.is)) return;
    // (the whole run comes anew after a lost connection, or with an inject that was fired while it was shown)
    if (detail.is === "track" && shownRound !== null) {
      seen = player.clock.day + 1;
      shownRound = null;
    }
    source.take(detail);
  });

  /** Tell the server how far the room has seen, so that a role knows what it may know on that day. */
  const tell = () => {
    const day = player.clock.day + 1;
    if (day > 0 && (day % TOLD_EVERY === 0 || day === player.known())) link.send({do: "shown", day});
  };

  const mount = () => {
    player = mountPlayer(stage, source, {tracks: ["played", "played"], keys: false, part: true});
    player.clock.addEventListener("day", tell);
    player.setRoom(true);
    player.buttons.language.hidden = player.buttons.room.hidden = true;
  };

  return {
    show(room) {
      if (room.slot.part !== "run" || !source.tracks().length || !room.played) {
        player?.clock.pause();
        shownRound = null;
        seen = 0;
        return stage;
      }
      if (!player) mount();
      if (shownRound !== room.round.number) {
        shownRound = room.round.number;
        player.clock.go(Math.max(room.shown, seen) - 1);
        seen = 0;
        if (player.clock.day < player.known() - 1) player.clock.play();
      }
      requestAnimationFrame(() => player.panes.forEach((pane) => pane.map.lay()));
      return stage;
    },
  };
}
