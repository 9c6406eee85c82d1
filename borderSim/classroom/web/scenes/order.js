/** Seize at once or let run: the mean difference over all finds tried both ways; then one find both ways, the same until then. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, fate, interval, level, lines, picture, stamp, text, verdict, widthOf, wrapped } from "./draw.js";

const COUNTS = ["arrested", "leaders", "finds", "market_eur"];
const COUNTED = ["arrested", "finds"]; // of one case, each with its marks
const MOST = 16; // marks of a row; more are told by the number alone
const MILLION = 1e6;
const AT = { row: 350, number: 976 };
const LINE = { zero: 590, half: 220 };

/** A count as it is written: money in millions. */
function shown(of, value, digits) {
  return of === "market_eur" ? number(value / MILLION, digits ?? 1) : number(value, digits ?? 0);
}

/** A mark of something that is counted: a cross, a cross in a ring, a tick. */
function mark(kind, x, y) {
  const cross = `M${x - 6} ${y - 6} l12 12 m0 -12 l-12 12`;
  const d = { arrest: cross, leader: `${cross} M${x - 11} ${y} a11 11 0 1 0 22 0 a11 11 0 1 0 -22 0`, seizure: `M${x - 7} ${y} l5 6 l10 -14` }[kind];
  return s("path", { class: `after ${kind}`, d });
}

/** As many marks as the number beside them says; those arrested who led are ringed. */
function marks(of, followed, y) {
  if (followed[of] > MOST) return [];
  const kind = (i) => (of === "finds" ? "seizure" : i < followed.leaders ? "leader" : "arrest");
  return Array.from({ length: followed[of] }, (_, i) => mark(kind(i), AT.row + 12 + i * 30, y));
}

/** One way: what became of the load, and what followed in the network. */
function way(one, i) {
  const y = 8 + i * 250;
  const { fate: end } = one.shipment;
  const rows = COUNTED.map((of, place) => {
    const at = y + 82 + place * 96;
    const many = one.followed.organisation.window[of];
    return [text(AT.row, at, t(`order.count_${of}`), { size: 28 }), marks(of, one.followed.organisation.window, at + 34), text(AT.number, at + 18, number(many), { size: 52, anchor: "end", kind: "strong" })];
  });
  const wide = Math.min(220, widthOf(fate(end), { size: 26, strong: true }) + 62);
  return [s("rect", { class: "panel", x: 64, y, width: 936, height: 236, rx: 14 }), lines(88, y + 56, t(`order.way_${one.how.replace(" ", "_")}`), { width: 240, size: 32, kind: "strong" }), rows, stamp(88 + wide / 2, y + 192, end, { size: 26, most: 220 })].flat(Infinity);
}

/** One find tried both ways: the same until then. */
export function bothWays(data) {
  const { order } = data.network;
  const { story } = order;
  if (!story) return none();
  const fork = [arrow(6, 250, 56, 126), arrow(6, 250, 56, 376)];
  const arrested = Object.fromEntries(story.ways.map((one) => [one.how, one.followed.organisation.window.arrested]));
  const values = { days: number(order.days), day: number(story.day + 1), level: level(data, order.level), n: number(tried(order)), run: number(arrested["let run"]), seized: number(arrested.seize) };
  const title = t("order.title_both", values);
  return { title, part: t("order.part"), answer: t("order.answer_case", values), picture: picture(title, fork, story.ways.flatMap(way)), says: t("order.says_both", values) };
}

/** How many finds were tried both ways. */
function tried(order) {
  return order.forms.reduce((sum, form) => sum + form.twins, 0);
}

function none() {
  const title = t("order.title_none");
  return { title, part: t("order.part"), picture: picture(title, lines(20, 220, t("order.none"), { width: 900, size: 40 })), says: t("order.none") };
}

/** A number with its sign. */
function signed(of, value) {
  const written = shown(of, Math.abs(value), 0);
  return `${value < 0 ? "−" : value > 0 ? "+" : ""}${written}`;
}

function counts(verdicts) {
  const many = (...kinds) => number(verdicts.filter((one) => kinds.includes(one)).length);
  return { better: many("better"), worse: many("worse"), unclear: many("same"), all: number(verdicts.length) };
}

/** A difference on a line of its own scale: its interval against no difference, its mean, what can be said. */
function row(one, i) {
  const y = 132 + i * 100;
  const most = Math.max(Math.abs(one.low ?? one.value), Math.abs(one.high ?? one.value), 1e-9);
  const x = (value) => LINE.zero + (value / most) * LINE.half;
  const kind = one.verdict === "worse" ? "strong bad" : one.verdict === "better" ? "strong good" : "quiet";
  const name = t(`order.row_${one.of}`);
  return [s("path", { class: "rule", d: `M0 ${y - 50} H1000` }), lines(4, y + 9 - (wrapped(name, 330, { size: 28 }).length - 1) * 16, name, { width: 330, size: 28 }), interval(x, y, one, 11, one.verdict), verdict(858, y, one.verdict, 13), text(882, y + 10, t(`verdict.${one.verdict}`), { kind })];
}

/** What the verdicts say together. */
function judged(all) {
  const is = (kind) => all.some((one) => one.verdict === kind);
  return is("worse") ? (is("better") ? "both" : "worse") : is("better") ? "better" : "unclear";
}

/** The mean over the finds with which the services had done one of the two of their own choice, each tried the other way too. */
export function differences(data, how) {
  const { order } = data.network;
  const form = order.forms.find((one) => one.how === how);
  if (!order.story || !form?.twins) return none();
  const mine = COUNTS.map((of) => form.differences.find((one) => one.of === of && one.place === "country" && one.until === "window"));
  const heads = [text(LINE.zero - 16, 36, t("order.fewer"), { anchor: "end", kind: "quiet" }), text(LINE.zero + 16, 36, t("order.further"), { kind: "quiet" }), s("path", { class: "needed", d: `M${LINE.zero} 8 V490` })];
  const name = how.replace(" ", "_");
  const values = { ...counts(mine.map((one) => one.verdict)), level: level(data, order.level), days: number(order.days), cases: number(form.twins), finds: number(form.finds) };
  const end = counts(form.differences.filter((one) => one.place === "country" && one.until === "end").map((one) => one.verdict));
  const title = t(`order.title_${name}`, values);
  const says = [t("order.says_mean", values), t("order.says_end", { end_better: end.better, end_worse: end.worse, end_unclear: end.unclear })];
  return { title, part: t("order.part"), answer: t(`order.answer_${judged(mine)}`, values), picture: picture(title, heads, mine.map(row).flat()), says: says.join(" ") };
}

/** One case in all its numbers, then all differences: in the country and in the network, within the days and to the last. */
export function more(data) {
  const { order } = data.network;
  const line = (form, place, until) => {
    const own = form.differences.filter((one) => one.place === place && one.until === until && one.value !== null);
    const list = own.map((one) => t(one.low === null ? "order.item_alone" : "order.item", { what: t(`order.row_${one.of}`), value: signed(one.of, one.value), low: signed(one.of, one.low), high: signed(one.of, one.high), verdict: t(`verdict.${one.verdict}`) }));
    return t("order.line", { form: t(`order.form_${form.how.replace(" ", "_")}`), place: t(`order.in_${place}`), until: t(`order.until_${until}`, { days: number(order.days) }), per: number(order.per), list: list.join(" · ") });
  };
  const followed = (one, place) => COUNTS.map((of) => t("order.counted", { what: t(`order.row_${of}`), n: shown(of, one.followed[place].window[of]) })).join(", ");
  const story = order.story ? order.story.ways.map((one) => t("order.case", { way: t(`order.way_${one.how.replace(" ", "_")}`), network: followed(one, "organisation"), country: followed(one, "country") })) : [];
  return story.concat(order.forms.filter((form) => form.twins).flatMap((form) => ["country", "organisation"].flatMap((place) => ["window", "end"].map((until) => line(form, place, until)))));
}
