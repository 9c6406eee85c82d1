/** The run on the wall: the player of the class room, fed by this seat's channel; alone until the twin is revealed. */

import {mountPlayer} from "../player.js";
import {LiveSource} from "../source.js";
import {el} from "./dom.js";

const KINDS = ["track", "days", "cut"];
const TOLD_EVERY = 7;

/**
 * What plays the run on the wall.
 * @param {import("./channel.js").Channel} channel
 * @returns {{show: function(Object): Element}}
 */
export function wallPlayer(channel) {
  const stage = el("div", {id: "player"});
  const source = new LiveSource(new EventTarget());
  document.head.prepend(el("link", {rel: "stylesheet", href: "/web/player.css"}));
  document.documentElement.classList.add("room");
  let player = null;
  let shownRound = null;
  for (const kind of KINDS) channel.addEventListener(kind, (event) => source.take(event.detail));

  /** Tell the server how far the room has seen, so that a role knows what it may know on that day. */
  const tell = () => {
    const seen = player.clock.day + 1;
    if (seen > 0 && (seen % TOLD_EVERY === 0 || seen === player.known())) channel.do("shown", {day: seen});
  };

  const mount = () => {
    player = mountPlayer(stage, source, {tracks: ["played", "played"], keys: false});
    player.clock.addEventListener("day", tell);
    player.setRoom(true);
    player.buttons.language.hidden = player.buttons.room.hidden = true;
  };

  return {
    show(room) {
      if (room.slot.part !== "run" || !source.tracks().length || !room.played) {
        player?.clock.pause();
        shownRound = null;
        return stage;
      }
      if (!player) mount();
      if (shownRound !== room.round.number) {
        shownRound = room.round.number;
        player.clock.go(room.shown - 1);
        player.clock.play();
      }
      requestAnimationFrame(() => player.panes.forEach((pane) => pane.map.lay()));
      return stage;
    },
  };
}
