/** Which seat this page is, by its address: #wall=KEY, #facilitator=KEY, #role=customs. */

import {Link} from "../link.js";
import {drawConsole} from "./console.js";
import {el, fill} from "./dom.js";
import {drawHead} from "./head.js";
import {drawRole} from "./role.js";
import {readTexts, t, whyNot} from "./texts.js";
import {drawWall} from "./wall.js";
import {WallPlayer} from "./wall_player.js";

const ROLES = ["customs", "police", "analyst", "liaison", "investigator", "minister"];
const main = document.getElementById("main");
const problem = document.getElementById("problem");
let room = null;
let link = null;
let player = null;
let seat = "";
let wrong = nothing;
let unsent = false; // whether something was pressed while the connection was lost
let wait = 0;

function nothing() {
  return "";
}


/** Say what is wrong; it is said again when the language changes. */
function tell(say) {
  problem.textContent = say();
  problem.hidden = !problem.textContent;
  wrong = say;
}

const title = () => (seat === "wall" ? t("wall.title") : seat === "facilitator" ? t("console.title") : t(`role.${seat}`));

function draw() {
  drawHead(room, title(), () => { tell(wrong); draw(); });
  if (!room) return;
  document.body.dataset.seat = ROLES.includes(seat) ? "role" : seat;
  document.body.dataset.part = room.slot.part || "outside";
  if (seat === "wall") drawWall(main, room, player.show(room));
  else if (seat === "facilitator") drawConsole(main, room, link, draw);
  else drawRole(main, room, link);
}

function choose() {
  tell(nothing);
  fill(main, [
    el("h1", {text: t("room.choose")}),
    el("ul", {class: "choose"}, ROLES.map((role) => el("li", {}, [el("a", {href: `#role=${role}`, text: t(`role.${role}`)})]))),
  ]);
}

/** A part of what the server said of the room has changed. */
function also(part) {
  if (!room) return;
  room = {...room, ...part};
  draw();
}

const HEARD = {
  room: (message) => {
    room = message;
    draw();
  },
  debrief: (message) => also({debrief: message}),
  there: ({there}) => also({there}),
  day: ({shown, run}) => also({shown, run}),
  problem: ({why}) => tell(() => whyNot(why)),
};

const lost = () => `${unsent ? `${t("room.unsent")} ` : ""}${t("link.lost", {seconds: wait})}`;

const STATES = {
  open: () => {
    unsent = false;
    tell(nothing);
  },
  lost: ({seconds}) => {
    wait = seconds;
    tell(lost);
  },
  refused: () => tell(() => t("room.refused")),
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
  player = seat === "wall" ? new WallPlayer(link) : null;
  link.addEventListener("said", ({detail}) => HEARD[detail.is]?.(detail));
  link.addEventListener("state", ({detail}) => STATES[detail.state]?.(detail));
  drawHead(null, title(), draw);
}

// what a problem was is forgotten with the next try; what is pressed while the connection is lost is not done, and that is said
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("main button")) return;
  if (link?.open) tell(nothing);
  else if (room) {
    unsent = true;
    tell(lost);
  }
});
window.addEventListener("hashchange", sit);
await readTexts();
sit();
