/** The live page: it puts together form, bar, panel and player, and follows the socket. */

import {Link} from "../link.js";
import {useKeys} from "../keys.js";
import {mountPlayer} from "../player.js";
import {LiveSource} from "../source.js";
import {h} from "../svg.js";
import {inEachLanguage, otherLanguage, refused, setLanguage, t, useTexts} from "../words.js";
import {showBar} from "./bar.js";
import {forgetBegin, showBegin} from "./begin.js";
import {button} from "./build.js";
import {showPanel} from "./panel.js";

const AT_ONCE = 7; // days that are shown at once; more are played
const at = (id) => document.getElementById(id);
const page = {session: null, choices: null, source: null, acting: null, wanted: null}; // (`wanted` before there was a connection)
let link, player, sent, twin, shownDay;
let lastLine = () => "";

/** What the address says behind `#`. */
function address() {
  return new URLSearchParams(location.hash.slice(1));
}

/**
 * Shows one line above everything; it is said again when the language changes.
 * @param {() => string} say what it says
 * @param {""|"told"|"wrong"} kind what was told or is wrong stands out; the rest is left out in large letters
 */
function line(say, kind = "") {
  lastLine = say;
  at("line").textContent = at("line").title = say();
  const changed = at("line").className !== kind;
  at("line").className = kind;
  if (changed) window.dispatchEvent(new Event("resize")); // (the player lies below it)
}

function send(message) {
  if (!link.send(message)) return false;
  sent = {at: performance.now(), message};
  if (message.do === "go") line(() => t("state.going"));
  return true;
}

const does = {
  send,
  act: (track) => {
    page.acting = track;
    draw();
  },
  toggle: () => {
    at("panel").hidden = !at("panel").hidden;
    draw();
  },
  fresh: () => {
    history.pushState(null, "", "#");
    follow();
  },
};

function draw() {
  document.title = t("title");
  const playing = Boolean(page.session);
  at("begin").hidden = playing || !page.choices;
  at("play").hidden = !playing;
  if (playing) drawPlay();
  else drawBegin();
}

function drawBegin() {
  at("bar").replaceChildren(h("h1", {}, t("title")), button(t("player.room_short"), enlarge, {"aria-label": t("player.room")}),
    button(t("player.language"), () => setLanguage(otherLanguage())));
  if (!page.choices) return;
  showBegin(at("begin"), page.choices, address(), (ask, level) => {
    twin = level === ask.level ? "" : level;
    page.wanted = {do: "open", ...ask};
    askFor();
  }, (say) => line(say, "wrong"));
}

/** Ask for what was wanted, as soon as there is a connection. */
function askFor() {
  if (page.wanted && send(page.wanted)) page.wanted = null;
}

function drawPlay() {
  forgetBegin(at("begin"));
  const {tracks} = page.session;
  if (!tracks.some((x) => x.track === page.acting)) page.acting = tracks[0].track;
  showBar(at("bar"), page.session, !at("panel").hidden, does);
  // (the panel leaves the country free on which one acts)
  at("play").classList.toggle("beside", !at("panel").hidden);
  at("panel").classList.toggle("left", player?.tracks[1] === page.acting && player.tracks[0] !== page.acting);
  if (!at("panel").hidden) showPanel(at("panel"), page, does);
}

function enlarge() {
  document.documentElement.classList.toggle("room");
}

const HEARD = {
  problem: ({why}) => {
    if (!page.session && at("begin").hidden) draw(); // (what was shown before is of another session)
    line(() => refused(why), "wrong");
  },
  working: (message) => line(() => t(`state.${message.what}`)),
  replayed: (message) => {
    page.replayed = message.days;
  },
  unknown: () => {
    history.replaceState(null, "", "#");
    leave();
    line(() => t("state.unknown"), "wrong");
  },
  session: sessionCame,
};

/** The state of the session came, after the days that go with it. */
function sessionCame(message) {
  const same = page.session?.session === message.session;
  const before = same ? page.session.day : null;
  const known = same ? page.session.tracks.map((x) => x.track) : [];
  page.session = message;
  const names = message.tracks.map((x) => x.track);
  for (const name of page.source.tracks()) if (!names.includes(name)) page.source.take({is: "gone", track: name});
  if (address().get("session") !== message.session) history.pushState(null, "", `#session=${message.session}`);
  draw();
  const going = message.tracks.filter((x) => !x.stands).map((x) => x.track);
  if (!player || player.source !== page.source) mount(going.length ? going : names);
  else beside(names, known);
  if (going.length) setAside(going);
  showDays(before, message.day);
  tellDone();
  if (twin) send({do: "twin", track: names[0], level: twin});
  twin = "";
}

/** Say what was done last, and how long it took. */
function tellDone() {
  const {replayed} = page;
  const seconds = sent ? (performance.now() - sent.at) / 1000 : 0;
  if (replayed !== undefined) line(() => t("state.replayed", {days: replayed}), "told");
  else if (sent) line(() => t("state.done", {seconds}));
  sent = page.replayed = undefined;
}

function mount(names) {
  player?.clock.pause();
  player = window.player = mountPlayer(at("player"), page.source, {tracks: [names[0], names.at(-1)], keys: !player});
}

/** A country that was not known before comes on the right, whatever was asked for meanwhile. */
function beside(names, known) {
  const newest = names.at(-1);
  if (known.length && !known.includes(newest)) player.choose(1, newest);
}

/** A country that was set aside leaves its side to one that goes on: the days shown are those that both have. */
function setAside(going) {
  const free = going.filter((x) => !player.tracks.includes(x));
  player.tracks.forEach((x, side) => going.includes(x) || player.choose(side, free.shift() ?? going.at(-1)));
}

/** Few days are shown at once, more are played; a day that one looked at stays. */
function showDays(before, day) {
  if (before === null) player.clock.go(shownDay ?? day - 1);
  else if (day > before && (day - before <= AT_ONCE || matchMedia("(prefers-reduced-motion: reduce)").matches)) player.clock.go(day - 1);
  else if (day > before) {
    player.clock.go(before - 1);
    player.clock.speed = 4;
    player.clock.play();
  }
  shownDay = undefined;
}

function stateChanged({detail}) {
  if (detail.state === "lost") line(() => t("link.lost", {seconds: detail.seconds}), "wrong");
  if (detail.state === "open") {
    line(() => t("link.open"));
    follow();
    askFor();
  }
}

/** Goes where the address says: to a session, or to the form. */
function follow() {
  const session = address().get("session");
  if (!session) leave();
  else if (!page.session || page.session.session !== session) begun();
  if (session) link.send({do: "open", session});
}

/** Back to the form. What was shown of a session is forgotten; the server keeps it. */
function leave() {
  begun();
  link.send({do: "leave"});
  draw();
}

/** A source for another session. */
function begun() {
  page.session = null;
  player?.clock.pause();
  page.source = new LiveSource(new EventTarget());
}

function heard({detail: message}) {
  page.source.take(message);
  HEARD[message.is]?.(message);
}

async function begin() {
  const [words, choices] = await Promise.all(["/words/live.json", "/choices.json"].map(async (x) => (await fetch(x)).json()));
  useTexts(words, address().get("lang") ?? localStorage.getItem("bordersim.lang") ?? navigator.language.slice(0, 2));
  page.choices = choices;
  begun();
  link = new Link("/socket");
  link.addEventListener("said", heard);
  link.addEventListener("state", stateChanged);
  window.addEventListener("popstate", follow);
  // (before there is a player, which listens itself)
  useKeys({l: () => player || setLanguage(otherLanguage()), r: () => player || enlarge()});
  document.addEventListener("keydown", (event) => event.key === "Escape" && page.session && !at("panel").hidden && does.toggle());
  inEachLanguage((language) => {
    localStorage.setItem("bordersim.lang", language);
    if (link.state) line(lastLine, at("line").className);
    draw();
  });
}

begin().catch((error) => console.error(error)); // (the line of the page says in both languages what to do)
