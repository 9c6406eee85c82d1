/** Which seat this page is, by its address: #wall=KEY, #facilitator=KEY, #role=customs. */

import {Link} from "../link.js";
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
let link = null;
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
  else if (seat === "facilitator") drawConsole(main, room, link, draw);
  else drawRole(main, room, link);
}

function choose() {
  tell("");
  fill(main, [
    el("h1", {text: t("room.choose")}),
    el("ul", {class: "choose"}, ROLES.map((role) => el("li", {}, [el("a", {href: `#role=${role}`, text: t(`role.${role}`)})]))),
  ]);
}

const HEARD = {
  room: (message) => {
    room = message;
    draw();
  },
  debrief: (message) => {
    noteDebrief(message);
    draw();
  },
  problem: (message) => tell(message.text),
};

const STATES = {
  open: () => tell(""),
  lost: ({seconds}) => tell(t("link.lost", {seconds})),
  refused: () => tell(t("room.refused")),
};

/** Take the seat that the address names. */
function sit() {
  link?.end();
  room = null;
  const asked = new URLSearchParams(location.hash.slice(1));
  seat = asked.get("role") ?? (asked.has("wall") ? "wall" : asked.has("facilitator") ? "facilitator" : "");
  if (!ROLES.includes(seat) && seat !== "wall" && seat !== "facilitator") return choose();
  fill(main, []);
  link = new Link(`/exercise/ws?${new URLSearchParams({seat, key: asked.get(seat) ?? ""})}`);
  player = seat === "wall" ? wallPlayer(link) : null;
  link.addEventListener("said", ({detail}) => HEARD[detail.is]?.(detail));
  link.addEventListener("state", ({detail}) => STATES[detail.state]?.(detail));
  drawHead(null, title(), draw);
}

// (what a problem was is forgotten with the next try; that the connection is lost is not)
document.addEventListener("click", (event) => { if (link?.open && event.target.closest?.("main button")) tell(""); });
window.addEventListener("hashchange", sit);
await readTexts();
sit();
