/** Which seat this page is, by its address: #wall=KEY, #facilitator=KEY, #role=customs. */

import {Channel} from "./channel.js";
import {drawConsole, noteDebrief} from "./console.js";
import {el, fill} from "./dom.js";
import {drawHead} from "./head.js";
import {drawRole} from "./role.js";
import {readTexts, t} from "./texts.js";
import {drawWall} from "./wall.js";
import {wallPlayer} from "./wall_player.js";

const ROLES = ["customs", "police", "analyst", "liaison", "investigator", "minister"];
const main = document.getElementById("main");
const problem = document.getElementById("problem");
let room = null;
let channel = null;
let player = null;
let seat = "";

function tell(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

const title = () => (seat === "wall" ? t("wall.title") : seat === "facilitator" ? t("console.title") : t(`role.${seat}`));

function draw() {
  drawHead(room, title(), draw);
  if (!room) return;
  document.body.dataset.seat = ROLES.includes(seat) ? "role" : seat;
  document.body.dataset.part = room.slot.part || "outside";
  if (seat === "wall") drawWall(main, room, player.show(room));
  else if (seat === "facilitator") drawConsole(main, room, channel, draw);
  else drawRole(main, room, channel);
}

function choose() {
  fill(main, [
    el("h2", {text: t("room.choose")}),
    el("ul", {class: "choose"}, ROLES.map((role) => el("li", {}, [el("a", {href: `#role=${role}`, text: t(`role.${role}`)})]))),
  ]);
}

function sit() {
  channel?.end();
  room = null;
  const asked = new URLSearchParams(location.hash.slice(1));
  seat = asked.get("role") ?? (asked.has("wall") ? "wall" : asked.has("facilitator") ? "facilitator" : "");
  if (!ROLES.includes(seat) && seat !== "wall" && seat !== "facilitator") return choose();
  fill(main, []);
  channel = new Channel(seat, asked.get(seat) ?? "");
  player = seat === "wall" ? wallPlayer(channel) : null;
  channel.addEventListener("room", (event) => { room = event.detail; draw(); });
  channel.addEventListener("debrief", (event) => { noteDebrief(event.detail); draw(); });
  channel.addEventListener("problem", (event) => tell(event.detail.text));
  channel.addEventListener("open", () => tell(""));
  channel.addEventListener("lost", () => tell(t("room.lost")));
  channel.addEventListener("refused", () => tell(t("room.refused")));
  drawHead(null, title(), draw);
}

document.addEventListener("click", (event) => { if (event.target.closest?.("main button")) tell(""); });
window.addEventListener("hashchange", sit);
await readTexts();
sit();
