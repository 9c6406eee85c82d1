/** Seize at once or let run: one find both ways, the one that differs most; then what the mean over all finds tried both ways says. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { arrow, fate, level, lines, picture, stamp, tall, text, widthOf, wrapped } from "./draw.js";

const COUNTS = ["arrested", "leaders", "finds", "market_eur"];
const COUNTED = ["arrested", "finds"]; // of one case, each with its marks
const MOST = 16; // marks of a row; more are told by the number alone
const MILLION = 1e6;
const LOST = "lost_let_run"; // fate of a load that got away from those who watched it
const TABLE = { left: 384, first: 168, row: 96 };
const AT = { row: 350, number: 976 };

/** A count as it is written: money in millions. */
function shown(of, value, digits) {
  return of === "market_eur" ? number(value / MILLION, digits ?? 1) : number(value, digits ?? 0);
}

/** A mark of something that is counted: a cross for an arrest, a tick for a load that was found. */
function mark(of, x, y) {
  const d = of === "finds" ? `M${x - 7} ${y} l5 6 l10 -14` : `M${x - 6} ${y - 6} l12 12 m0 -12 l-12 12`;
  return s("path", { class: `after ${of === "finds" ? "seizure" : "arrest"}`, d });
}

/** As many marks as the number beside them says. */
function marks(of, many, y) {
  return many > MOST ? [] : Array.from({ length: many }, (_, i) => mark(of, AT.row + 12 + i * 30, y));
}

/** One way: what became of the load, and what followed in the network. */
function way(one, i) {
  const y = 8 + i * 250;
  const { fate: end } = one.shipment;
  const rows = COUNTED.map((of, place) => {
    const at = y + 82 + place * 96;
    const { [of]: many, leaders } = one.followed.organisation.window;
    return [text(AT.row, at, t(`order.count_${of}`, { leaders: number(leaders) }), { size: 28 }), marks(of, many, at + 34), text(AT.number, at + 18, number(many), { size: 52, anchor: "end", kind: "strong" })];
  });
  const wide = Math.min(248, widthOf(fate(end), { size: 26, strong: true }) + 62);
  return [s("rect", { class: "panel", x: 64, y, width: 936, height: 236, rx: 14 }), lines(88, y + 56, t(`order.way_${one.how.replace(" ", "_")}`), { width: 240, size: 32, kind: "strong" }), rows, stamp(88 + wide / 2, y + 192, end, { size: 26, most: 248 })].flat(Infinity);
}

/** One find tried both ways: the same until then. */
export function bothWays(data) {
  const { order } = data.network;
  const { story } = order;
  if (!story) return none();
  const fork = [arrow(6, 250, 56, 126), arrow(6, 250, 56, 376)];
  const arrested = Object.fromEntries(story.ways.map((one) => [one.how, one.followed.organisation.window.arrested]));
  const lost = story.ways.some((one) => one.shipment.fate === LOST);
  const values = { days: number(order.days), day: number(story.day + 1), level: level(data, order.level), n: number(tried(order)), run: number(arrested["let run"]), seized: number(arrested.seize) };
  const title = t("order.title_both", values);
  return { title, part: t("order.part"), answer: t(lost ? "order.answer_lost" : "order.answer_case", values), picture: picture(title, fork, story.ways.flatMap(way)), says: [t("order.says_both", values), lost ? t("order.says_lost") : ""].join(" ").trim() };
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

/** What the verdicts say together. */
function judged(all) {
  const is = (kind) => all.some((one) => one.verdict === kind);
  return is("worse") ? (is("better") ? "both" : "worse") : is("better") ? "better" : "unclear";
}

/** One difference: the number with how far chance could move it, below it what the runs say of it. */
function cell(x, y, of, { value, low, high, verdict }) {
  const [told, kind] = { worse: ["strong", "strong bad"], better: ["strong", "strong good"] }[verdict] ?? ["", "quiet"];
  const written = { value: signed(of, value), low: signed(of, low), high: signed(of, high) };
  return [text(x, y, t(low === null ? "order.cell_alone" : "order.cell", written), { size: 28, anchor: "middle", kind: told }), text(x, y + 33, t(`verdict.${verdict}`), { anchor: "middle", kind })];
}

/** What was done with the finds of a column, and what was tried instead. */
function head(form, x, width) {
  const how = form.how.replace(" ", "_");
  const done = t(`order.head_${how}`, { n: number(form.twins) });
  const below = 28 + tall(wrapped(done, width, { strong: true }));
  return [lines(x, 28, done, { width, anchor: "middle", kind: "strong" }), lines(x, below, t(`order.replayed_${how}`), { width, anchor: "middle" })];
}

/** The mean over all finds tried both ways, by what the services had done of their own choice. */
export function differences(data) {
  const { order } = data.network;
  if (!order.story) return none();
  const forms = order.forms.filter((form) => form.twins);
  const mine = forms.map((form) => COUNTS.map((of) => form.differences.find((one) => one.of === of && one.place === "country" && one.until === "window")));
  const width = (1000 - TABLE.left) / forms.length;
  const at = (i) => TABLE.left + (i + 0.5) * width;
  const heads = forms.map((form, i) => head(form, at(i), width - 24));
  const rows = COUNTS.map((of, row) => {
    const y = TABLE.first + row * TABLE.row;
    return [s("path", { class: "rule", d: `M0 ${y - 42} H1000` }), lines(4, y, t(of === "market_eur" ? "order.change_market_eur" : `order.row_${of}`).replace("M EUR", "M\u00a0EUR"), { width: TABLE.left - 20, size: 28 }), mine.map((all, i) => cell(at(i), y, of, all[row]))];
  });
  const all = mine.flat();
  const values = { ...counts(all.map((one) => one.verdict)), level: level(data, order.level), days: number(order.days), n: number(tried(order)), lost: number(forms.reduce((sum, form) => sum + form.lost, 0)) };
  const title = t("order.title_mean", values);
  const what = lines(4, 28, t("order.compared", { per: number(order.per) }), { width: TABLE.left - 20, size: 28 });
  return { title, part: t("order.part"), answer: t(`order.answer_${judged(all)}`, values), picture: picture(title, what, heads.flat(), rows.flat(4)), says: t("order.says_mean", values) };
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
  const all = order.forms.map((form) => t("order.tried", { form: t(`order.form_${form.how.replace(" ", "_")}`), n: number(form.twins), all: number(form.finds) }));
  return story.concat(all, order.forms.filter((form) => form.twins).flatMap((form) => ["country", "organisation"].flatMap((place) => ["window", "end"].map((until) => line(form, place, until)))));
}
