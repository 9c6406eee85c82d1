/** Seize at once or let run: the mean difference over all finds tried both ways; then one find both ways, the same until then. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, fate, level, lines, picture, stamp, text, verdict, widthOf } from "./draw.js";

const COUNTS = ["arrested", "leaders", "finds", "market_eur"];
const PLACES = ["organisation", "country"];
const SIGNS = { arrested: "arrest", leaders: "leader", finds: "seizure" }; // drawn once for each that is counted
const MOST = 20; // marks of a row; more are told by the number alone
const MILLION = 1e6;
const AT = { row: 296, marks: 578, organisation: 872, country: 988 };

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

/** As many marks as the number beside them says. */
function marks(of, many, y) {
  if (!(of in SIGNS) || many > MOST) return [];
  const apart = of === "leaders" ? 30 : 16;
  return Array.from({ length: many }, (_, i) => mark(SIGNS[of], AT.marks + i * apart, y));
}

/** One way: what became of the load, and what followed in the network and in the country. */
function way(one, i) {
  const y = 40 + i * 234;
  const { fate: end } = one.shipment;
  const wide = Math.min(200, widthOf(fate(end), { size: 26, strong: true }) + 62);
  const rows = COUNTS.map((of, row) => {
    const at = y + 46 + row * 50;
    const counts = PLACES.map((place) => one.followed[place].window[of]);
    return [text(AT.row, at, t(`order.count_${of}`)), marks(of, counts[0], at - 9), PLACES.map((place, k) => text(AT[place], at + 3, shown(of, counts[k]), { size: 34, anchor: "end", kind: k ? "" : "strong" }))];
  });
  return [s("rect", { class: "panel", x: 64, y, width: 936, height: 222, rx: 14 }), lines(82, y + 46, t(`order.way_${one.how.replace(" ", "_")}`), { width: 196, size: 30, kind: "strong" }), rows, stamp(82 + wide / 2, y + 180, end, { size: 26, most: 200 })].flat(Infinity);
}

/** One find tried both ways: the same until then. */
export function bothWays(data) {
  const { order } = data.network;
  const { story } = order;
  if (!story) return none();
  const fork = [arrow(6, 268, 56, 151), arrow(6, 268, 56, 385)];
  const heads = PLACES.map((place) => text(AT[place], 26, t(`order.in_${place}`), { anchor: "end", kind: "quiet" }));
  const arrested = Object.fromEntries(story.ways.map((one) => [one.how, number(one.followed.organisation.window.arrested)]));
  const found = counts(told(order, "country", "window"));
  const values = { days: number(order.days), day: number(story.day + 1), level: level(data, order.level), n: number(tried(order)), run: arrested["let run"], seized: arrested.seize };
  const title = t(found.better === number(0) ? "order.title_case" : "order.title_both", values);
  return { title, part: t("order.part"), picture: picture(title, heads, fork, story.ways.flatMap(way)), says: t("order.says_both", values) };
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

/** One difference: the number, whether it is better or worse, and its interval. */
function cell(x, y, one) {
  const sure = one.verdict !== "same";
  const kind = one.verdict === "worse" ? "strong bad" : one.verdict === "better" ? "strong good" : sure ? "strong" : "quiet";
  const range = one.low === null ? "" : t("order.range", { low: signed(one.of, one.low), high: signed(one.of, one.high) });
  return [text(x - 12, y, signed(one.of, one.value), { size: 36, anchor: "end", kind: "strong" }), verdict(x + 12, y - 12, one.verdict, 11), text(x + 34, y - 3, t(`verdict.${one.verdict}`), { kind }), text(x, y + 34, range, { anchor: "middle", kind: "quiet" })];
}

function told(order, place, until) {
  return order.forms.flatMap((form) => form.differences.filter((one) => one.place === place && one.until === until).map((one) => one.verdict));
}

function counts(verdicts) {
  const many = (...kinds) => number(verdicts.filter((one) => kinds.includes(one)).length);
  return { better: many("better"), worse: many("worse"), unclear: many("same"), all: number(verdicts.length) };
}

/** The mean over all finds that were tried both ways, by what the services had done of their own choice. */
export function differences(data) {
  const { order } = data.network;
  if (!order.story) return none();
  const left = [540, 840];
  const heads = order.forms.flatMap((form, i) => [lines(left[i], 28, t(`order.form_${form.how.replace(" ", "_")}`), { width: 280, anchor: "middle", kind: "strong" }), text(left[i], 90, t("order.twins", { n: number(form.twins), all: number(form.finds) }), { anchor: "middle", kind: "quiet" })]);
  const rows = COUNTS.map((of, row) => {
    const y = 146 + row * 94;
    const cells = order.forms.map((form, i) => cell(left[i], y, form.differences.find((one) => one.of === of && one.place === "country" && one.until === "window")));
    return [s("path", { class: "rule", d: `M0 ${y - 44} H1000` }), lines(4, y + 4, t(`order.row_${of}`), { width: 380, size: 28 }), cells];
  });
  const window = counts(told(order, "country", "window"));
  const values = { ...window, level: level(data, order.level), days: number(order.days), per: number(order.per), cases: number(tried(order)) };
  const title = t("order.title_mean", values);
  const end = counts(told(order, "country", "end"));
  const says = [t("order.says_mean", values), t("order.says_end", { ...values, end_better: end.better, end_worse: end.worse, end_unclear: end.unclear })];
  return { title, part: t("order.part"), picture: picture(title, lines(4, 28, t("order.what", values), { width: 370, kind: "quiet" }), heads, rows.flat(3)), says: says.join(" ") };
}

/** All differences in words, for the presenter: in the country and in the network, within the days and to the last. */
export function more(data) {
  const { order } = data.network;
  const line = (form, place, until) => {
    const own = form.differences.filter((one) => one.place === place && one.until === until && one.value !== null);
    const list = own.map((one) => t(one.low === null ? "order.item_alone" : "order.item", { what: t(`order.row_${one.of}`), value: signed(one.of, one.value), low: signed(one.of, one.low), high: signed(one.of, one.high), verdict: t(`verdict.${one.verdict}`) }));
    return t("order.line", { form: t(`order.form_${form.how.replace(" ", "_")}`), place: t(`order.in_${place}`), until: t(`order.until_${until}`, { days: number(order.days) }), per: number(order.per), list: list.join(" · ") });
  };
  return order.forms.filter((form) => form.twins).flatMap((form) => ["country", "organisation"].flatMap((place) => ["window", "end"].map((until) => line(form, place, until))));
}
