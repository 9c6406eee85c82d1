/** The live page: it puts together form, controls and panes, and follows the socket. */

import {showBegin} from "./begin.js";
import {showControls} from "./controls.js";
import {Link} from "./link.js";
import {showPanes} from "./panes.js";
import {setLanguage, spoken, t, useWords} from "./say.js";
import {Store} from "./store.js";

const at = (id) => document.getElementById(id);
const store = new Store();
let choices, link, acting, sent;

/** What the address says behind `#`. */
function address() {
  return new URLSearchParams(location.hash.slice(1));
}

/** Shows one line above everything; what is wrong stands out. */
function line(text, wrong = false) {
  at("line").textContent = text;
  at("line").classList.toggle("wrong", wrong);
}

function send(message) {
  if (!link.send(JSON.stringify(message))) return;
  sent = performance.now();
  if (message.do === "go") line(t("state.going"));
}

function draw() {
  at("title").textContent = t("title");
  at("language").textContent = t("language");
  at("room").textContent = t("room");
  at("new").textContent = t("new");
  const playing = Boolean(store.session);
  at("begin").hidden = playing || !choices;
  at("play").hidden = at("new").hidden = !playing;
  at("clock").textContent = playing ? t("clock", {day: store.session.day, last: store.session.last}) : "";
  if (!choices) return;
  if (!playing) {
    showBegin(at("begin"), choices, address(), (ask) => send({do: "open", ...ask}), (text) => line(text, true));
    return;
  }
  if (!store.session.tracks.some((x) => x.track === acting)) acting = store.session.tracks[0].track;
  showControls(at("controls"), store.session, choices, acting, {send, act});
  showPanes(at("panes"), store, choices, acting, (track) => send({do: "close", track}));
}

function act(track) {
  acting = track;
  draw();
}

const HEARD = {
  problem: (message) => line(message.text, true),
  working: (message) => line(t(`state.${message.what}`)),
  replayed: (message) => line(t("state.replayed", {days: message.days})),
  gone: () => {
    forget();
    line(t("state.gone"), true);
  },
};

function forget() {
  store.clear();
  if (address().has("session")) history.replaceState(null, "", "#");
  draw();
}

function heard(event) {
  const message = JSON.parse(event.data);
  HEARD[message.is]?.(message);
  store.take(message);
  if (message.is !== "session") return;
  if (address().get("session") !== message.session) history.pushState(null, "", `#session=${message.session}`);
  if (sent && !at("line").classList.contains("wrong")) line(t("state.done", {seconds: (performance.now() - sent) / 1000}));
  sent = 0;
  draw();
}

function stateChanged({detail}) {
  if (detail.state === "lost") line(t("state.lost", {seconds: detail.seconds}), true);
  if (detail.state === "open") {
    line(t("state.open"));
    follow();
  }
}

/** Goes where the address says: to a session, or to the form. */
function follow() {
  const session = address().get("session");
  if (session) {
    link.send(JSON.stringify({do: "open", session}));
  } else {
    store.clear();
    draw();
  }
}

async function begin() {
  const asked = address().get("lang") ?? localStorage.getItem("bordersim.lang") ?? navigator.language.slice(0, 2);
  useWords(await (await fetch("/words/live.json")).json(), asked);
  line(t("loading"));
  at("language").addEventListener("click", () => {
    setLanguage(spoken() === "en" ? "fr" : "en");
    localStorage.setItem("bordersim.lang", spoken());
    draw();
  });
  at("room").addEventListener("click", () => {
    const on = document.documentElement.classList.toggle("room");
    at("room").setAttribute("aria-pressed", String(on));
  });
  at("new").addEventListener("click", () => {
    history.pushState(null, "", "#");
    follow();
  });
  choices = await (await fetch("/choices.json")).json();
  draw();
  link = new Link("/socket");
  link.addEventListener("message", heard);
  link.addEventListener("state", stateChanged);
  window.addEventListener("popstate", follow);
}

begin().catch((error) => line(String(error), true));
