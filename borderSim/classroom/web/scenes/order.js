/** Seize at once or let run: one find both ways, the same until then; and the mean difference over all finds tried both ways. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, fate, level, lines, picture, stamp, text, verdict, widthOf } from "./draw.js";

const COUNTS = ["arrested", "leaders", "finds", "market_eur"];
const COLUMNS = [474, 606, 726, 898];
const KINDS = { arrested: "arrest", finds: "seizure", market_eur: "delivered" }; // of event, by what counts it
const PLACES = ["organisation", "country"];
const ROWS = { arrest: -24, delivered: 24 }; // above and below the line of days
const MILLION = 1e6;
const [LINE, END] = [440, 976]; // of the days after the find

/** A count as it is written: money in millions. */
function shown(of, value, digits) {
  return of === "market_eur" ? number(value / MILLION, digits ?? 1) : number(value, digits ?? 0);
}

/** A mark of something that followed: a cross, a tick, an arrow away. */
function mark({ kind }, x, y) {
  const d = {
    arrest: `M${x - 9} ${y - 9} L${x + 9} ${y + 9} M${x + 9} ${y - 9} L${x - 9} ${y + 9}`,
    seizure: `M${x - 10} ${y} l6 8 l13 -18`,
    delivered: `M${x - 10} ${y} h19 m-8 -8 l8 8 l-8 8`,
  }[kind];
  return d ? s("path", { class: `after ${kind}`, d }) : null;
}

/** What followed in the network, day by day after the find. */
function time(order, one, y) {
  const [decision, ...later] = one.events;
  const at = (day) => LINE + ((day - decision.day) / order.days) * (END - LINE);
  return [s("path", { class: "after line", d: `M${LINE} ${y} H${END}` }), later.map((e) => mark(e, at(e.day), y + (ROWS[e.kind] ?? 0)))];
}

/** One way: what became of the load, and what followed in the network and in the country. */
function way(order, one, i) {
  const y = 48 + i * 232;
  const { fate: end } = one.shipment;
  const wide = Math.min(330, widthOf(fate(end), { size: 26, strong: true }) + 62);
  const rows = PLACES.map((place, row) => {
    const at = y + 48 + row * 62;
    const told = one.followed[place].window;
    return [text(272, at, t(`order.in_${place}`)), COUNTS.map((of, k) => text(COLUMNS[k], at + 4, shown(of, told[of]), { size: 38, anchor: "middle", kind: "strong" }))];
  });
  return [
    s("rect", { class: "panel", x: 76, y, width: 924, height: 214, rx: 14 }),
    lines(94, y + 50, t(`order.way_${one.how.replace(" ", "_")}`), { width: 170, size: 30, kind: "strong" }),
    rows,
    stamp(94 + wide / 2, y + 176, end, { size: 26, most: 330 }),
    time(order, one, y + 176),
  ].flat(Infinity);
}

/** What a column counts, with the mark that stands for it on the line of days. */
function head(of, k) {
  const words = t(`order.head_${of}`);
  const sign = mark({ kind: KINDS[of] }, COLUMNS[k] - widthOf(words) / 2 - 8, 22);
  return [sign, text(COLUMNS[k] + (sign ? 14 : 0), 30, words, { anchor: "middle" })];
}

/** One find tried both ways: the same until then. */
export function bothWays(data) {
  const { order } = data.network;
  const { story } = order;
  if (!story) return none();
  const fork = [arrow(8, 270, 66, 155), arrow(8, 270, 66, 385)];
  const values = { days: number(order.days), day: number(story.day + 1), level: level(data, order.level), n: number(order.forms.reduce((sum, form) => sum + form.twins, 0)) };
  const title = t("order.title_both", values);
  return { title, picture: picture(title, COUNTS.flatMap(head), fork, story.ways.flatMap((one, i) => way(order, one, i))), says: t("order.says_both", values) };
}

function none() {
  const title = t("order.title_both");
  return { title, picture: picture(title, lines(20, 220, t("order.none"), { width: 900, size: 40 })), says: t("order.none") };
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
  return [text(x - 12, y, signed(one.of, one.value), { size: 38, anchor: "end", kind: "strong" }), verdict(x + 12, y - 12, one.verdict, 11), text(x + 34, y - 3, t(`verdict.${one.verdict}`), { kind }), text(x, y + 38, range, { anchor: "middle", kind: "quiet" })];
}

function told(order, place, until) {
  return order.forms.flatMap((form) => form.differences.filter((one) => one.place === place && one.until === until).map((one) => one.verdict));
}

function counts(verdicts) {
  const many = (...kinds) => number(verdicts.filter((one) => kinds.includes(one)).length);
  return { better: many("better"), worse: many("worse"), unclear: many("same"), all: number(verdicts.length) };
}

/** The mean over all finds that were tried both ways, by what was done without an order. */
export function differences(data) {
  const { order } = data.network;
  if (!order.story) return none();
  const left = [560, 850];
  const heads = order.forms.map((form, i) => [text(left[i], 32, t(`order.form_${form.how.replace(" ", "_")}`), { anchor: "middle", kind: "strong", size: 28 }), text(left[i], 66, t("order.twins", { n: number(form.twins), all: number(form.finds) }), { anchor: "middle", kind: "quiet" })]);
  const rows = COUNTS.map((of, row) => {
    const y = 126 + row * 100;
    const cells = order.forms.map((form, i) => cell(left[i], y, form.differences.find((one) => one.of === of && one.place === "country" && one.until === "window")));
    return [s("path", { class: "rule", d: `M0 ${y - 44} H1000` }), lines(4, y + 4, t(`order.row_${of}`), { width: 400, size: 28 }), cells];
  });
  const [own] = order.forms;
  const values = { ...counts(told(order, "country", "window")), level: level(data, order.level), days: number(order.days), per: number(order.per), n: number(own.twins), lost: number(own.lost) };
  const end = counts(told(order, "country", "end"));
  const title = t(values.unclear === values.all ? "order.title_unclear" : "order.title_mean", values);
  return { title, picture: picture(title, lines(4, 34, t("order.what"), { width: 400, kind: "quiet" }), heads.flat(), rows.flat(3)), says: `${t("order.says_mean", values)} ${t("order.says_end", end)}` };
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
