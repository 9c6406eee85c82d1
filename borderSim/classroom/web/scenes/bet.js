/** The bet: one container stops, all else dims. Who stops it? Votes are entered. */

import { h, s } from "../svg.js";
import { number, t } from "../words.js";
import { container, level, lines, sign, tall, times, wrapped } from "./draw.js";
import { stage } from "./plan.js";

export const steps = 2;
const SCENE_OF_THE_ANSWER = 3;
const NAMES = 12; // of one option that are kept
const votes = {};
const names = {};
let typed = "";

/** Votes so far, for the scene that tells the answer. */
export function votesNow(options) {
  return Object.fromEntries(options.map((option) => [option, votes[option] ?? 0]));
}

/** Share of lawful papers that are less odd than this score, in a hundred: the normal distribution. */
export function ofHundred(score) {
  const k = 1 / (1 + 0.2316419 * Math.abs(score));
  const tail = 0.3989423 * Math.exp((-score * score) / 2) * k * (0.3193815 + k * (-0.3565638 + k * (1.781478 + k * (-1.821256 + k * 1.330274))));
  return Math.max(1, Math.min(99, Math.round(100 * (score > 0 ? 1 - tail : tail))));
}

/** What customs sees of the papers and of the kind of cargo: how odd the papers are, and the two factors of its suspicion. */
export function seenBy(facts, score) {
  const found = Object.fromEntries(facts.map((one) => [one.fact, one]));
  const kind = found.class.log_odds;
  return { of: ofHundred(found.documents.score), papers: times(score.profile - kind), kind: times(kind) };
}

/** An option: its sign, its name, its votes, and who gave them. */
function counter(option, at) {
  const name = t(`bet.${option}`);
  const shown = h("output", { class: "votes" });
  const who = h("p", { class: "who" });
  const tell = () => {
    shown.textContent = number(votes[option] ?? 0);
    who.textContent = (names[option] ?? []).join(" · ");
  };
  const add = (by, named = "") => {
    votes[option] = Math.max(0, Math.min(999, (votes[option] ?? 0) + by));
    const mine = (names[option] ??= []);
    if (by < 0) mine.pop();
    else if (named && mine.length < NAMES) mine.push(named);
    tell();
  };
  tell();
  const button = (by, words, key) => h("button", { type: "button", "aria-label": t(words, { name }), onclick: () => add(by, by > 0 ? take() : "") }, key);
  const symbol = s("svg", { viewBox: "-30 -30 60 60", class: "symbol", "aria-hidden": "true" }, sign(option, 0, 0, 22));
  const element = h("div", { class: "option" }, symbol, h("h2", {}, name), shown, h("div", { class: "change" }, button(-1, "bet.less", "−"), button(1, "bet.more", "+")), h("kbd", {}, String(at + 1)), who);
  return { element, add };
}

let field = null;

/** The name that is typed, and an empty field for the next. */
function take() {
  const name = (field?.value ?? "").trim().slice(0, 24);
  if (field) field.value = "";
  typed = "";
  return name;
}

function facts(data) {
  const { score, seen, shipment } = data.bet;
  const { of, papers, kind } = seenBy(seen, score);
  const rows = [t("bet.documents", { n: number(of), times: papers, unit: t(`units.${shipment.mode}`) }), t("bet.kind", { n: kind }), t("bet.sum", { papers, kind, n: times(score.profile) })];
  let y = 86;
  const parts = [s("rect", { class: "card customs", x: 430, y: 6, width: 560, height: 488, rx: 14 }), sign("customs", 472, 46, 18), lines(508, 56, t("bet.card"), { width: 460, size: 30, kind: "strong" })];
  rows.forEach((row, i) => {
    parts.push(s("path", { class: "rule", d: `M452 ${y} H968` }));
    const kind = i > 1 ? "strong" : "";
    parts.push(lines(454, y + 38, row, { width: 510, size: 28, kind }));
    y += tall(wrapped(row, 510, { size: 28, strong: i > 1 }), 28) + 30;
  });
  return { parts, shipment };
}

export function draw(data, step) {
  const { shipment, traffic, options, score } = data.bet;
  const values = { arrives: t(`arrives.${shipment.mode}`), n: number(traffic.units_per_day, 0), unit: t(`units.${shipment.mode}`), risk: times(score.profile), level: level(data, data.about.low), meaning: t(`level.${data.about.low}`), scene: SCENE_OF_THE_ANSWER };
  const title = t(`bet.title_${step}`, values);
  if (step === 0) {
    const { parts } = facts(data);
    const { element, over, at, moving } = stage(data, { name: title, left: 120, right: 380, chosen: shipment.post, more: parts });
    const box = s("g", {}, container(at.x - 78, at.y + 34, 156, 84, "held"), s("path", { class: "post chosen", d: "M-17 -17 H17 V17 H-17 Z", transform: `translate(${at.x} ${at.y})` }));
    over.append(box);
    return { title, answer: t("bet.answer_0", values), picture: element, says: t("bet.says_0", values), moving };
  }
  const counters = options.map(counter);
  field = h("input", { type: "text", id: "who", maxlength: 24, autocomplete: "off", value: typed, oninput: () => (typed = field.value), onkeydown: (event) => event.key === "Enter" && counters[0].element.querySelector("button + button").focus() });
  const place = h("div", { class: "ballot" }, h("div", { class: "options" }, counters.map(({ element }) => element)), h("p", { class: "named" }, h("label", { for: "who" }, t("bet.who")), field));
  const keys = Object.fromEntries(counters.map(({ add }, i) => [String(i + 1), () => add(1)]));
  return { title, picture: place, says: t("bet.says_1", values), keys };
}

