/** The run on the wall: the player of the class room, fed by this seat's connection; the twin beside it once it is revealed. */

import {useKeys} from "../keys.js";
import {mountPlayer} from "../player.js";
import {LiveSource} from "../source.js";
import {el} from "./dom.js";

const KINDS = ["track", "days", "cut"];
const KEYS = [" ", "ArrowRight", "ArrowLeft", "PageDown", "PageUp", "Home", "End", "e", "p", "+", "-"]; // of the player's

/** What plays the run on the wall. */
export class WallPlayer {
  /** @param {import("../link.js").Link} link */
  constructor(link) {
    this.link = link;
    this.stage = el("div", {id: "player"});
    this.source = new LiveSource(new EventTarget());
    this.player = null;
    this.shown = ""; // what is shown: part, round, with the twin or without
    this.seen = null; // what was shown, and to which day, before the run came anew
    document.head.prepend(el("link", {rel: "stylesheet", href: "/web/player.css"}));
    document.documentElement.classList.add("room");
    link.addEventListener("said", ({detail}) => {
      if (KINDS.includes(detail.is)) this.take(detail);
      if (detail.is === "run" && this.shown) this.control(detail.what);
    });
  }

  /** The whole run comes anew after a lost connection; with an inject that is fired, the days from it on. */
  take(message) {
    if (message.is === "track" && this.shown) {
      this.seen = {what: this.shown, day: this.player.clock.day};
      this.shown = "";
    }
    this.source.take(message);
  }

  /**
   * Show the run, and its twin on the same days where that is revealed.
   * @param {Object} room - what the server sent the wall.
   * @returns {Element}
   */
  show(room) {
    const {part} = room.slot;
    if (!["run", "reveal"].includes(part) || !this.source.tracks().length || !room.played) this.rest();
    else this.begin(room, part, part === "reveal" && room.revealed && this.source.tracks().includes("twin"));
    return this.stage;
  }

  /** Do what the facilitator asks for at the console. */
  control(what) {
    const {clock} = this.player;
    if (what === "play" && clock.day < this.player.known() - 1) clock.play();
    if (what === "pause") clock.pause();
    if (what === "slower" || what === "faster") clock.faster(what === "faster" ? 1 : -1);
  }

  rest() {
    this.player?.clock.pause();
    this.shown = "";
    this.seen = null;
  }

  begin(room, part, twin) {
    this.stage.classList.toggle("both", twin);
    this.telling = part === "run";
    if (!this.player) this.mount();
    const what = `${part} ${room.round.number} ${twin}`;
    if (what !== this.shown) {
      this.shown = what;
      this.player.choose(1, twin ? "twin" : "played");
      const first = part === "run" ? room.shown : twin ? room.round.start : room.played;
      const again = this.seen?.what === what ? this.seen.day : -1;
      this.seen = null;
      this.player.clock.go(Math.max(first - 1, again));
      if (this.player.clock.day < this.player.known() - 1) this.player.clock.play();
    }
    requestAnimationFrame(() => this.player.fit());
  }

  mount() {
    this.player = mountPlayer(this.stage, this.source, {tracks: ["played", "played"], keys: false, part: true});
    for (const kind of ["day", "state"]) this.player.clock.addEventListener(kind, () => this.tell());
    const keys = this.player.keys();
    const mine = KEYS.map((key) => [key, () => this.shown && keys[key]()]);
    useKeys({...Object.fromEntries(mine), l: () => document.getElementById("language").click()});
    this.player.setRoom(true);
    this.player.buttons.language.hidden = this.player.buttons.room.hidden = true;
  }

  /** Tell the server which day the room sees, so that a role knows what it may know then, and how the run goes on. */
  tell() {
    const {day, playing, daysASecond} = this.player.clock;
    if (this.telling && this.shown) this.link.send({do: "shown", day: day + 1, playing, speed: daysASecond});
  }
}
