/** Five levels, six goals: no single score, with intervals, and where a level loses. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";
import { interval, lines, picture, text, verdict, wrapped } from "./draw.js";

export const steps = 2;

/** One verdict: a triangle and a word, or the word alone where nothing can be told. */
function cell(x, y, kind) {
  const told = kind === "better" || kind === "worse";
  return [told ? verdict(x, y - 22, kind, 14) : null, text(x, y + (told ? 20 : 6), t(`verdict.${kind}`), { anchor: "middle", size: 25, kind: kind === "worse" ? "strong bad" : kind === "better" ? "strong good" : "quiet" })];
}

/** Verdicts of every level against the first, goal by goal. */
function table(data) {
  const levels = data.about.levels.slice(1);
  const left = 372;
  const gap = (1000 - left) / levels.length;
  const heads = levels.map((one, i) => text(i === levels.length - 1 ? 1000 : left + gap * (i + 0.5), i % 2 ? 58 : 24, said(one.title), { anchor: i === levels.length - 1 ? "end" : "middle", kind: "strong", size: 25 }));
  const rows = data.goals.goals.map((goal, row) => {
    const y = 116 + row * 70;
    return [
      s("path", { class: "rule", d: `M0 ${y - 42} H1000` }),
      lines(4, y + 6 - (wrapped(t(`goals.${goal.outcome}`), left - 10).length - 1) * 15, t(`goals.${goal.outcome}`), { width: left - 10 }),
      goal.differences.map((one, i) => cell(left + gap * (i + 0.5), y, one.verdict)),
    ];
  });
  const all = data.goals.goals.flatMap((goal) => goal.differences.map((one) => one.verdict));
  const count = (name) => all.filter((one) => one === name).length;
  const values = { better: number(count("better")), worse: number(count("worse")), same: number(count("same")), all: number(all.length), first: said(data.about.levels[0].title) };
  const title = t("goals.title_0", values);
  return { title, picture: picture(title, heads, rows.flat(3)), says: t("goals.says_0", values) };
}

/** A mean in at most four letters or so: all of a panel with the same digits. */
function shown(value, most) {
  return number(value, most >= 100 ? 0 : most >= 10 ? 1 : 2);
}

function panel(goal, place) {
  const [column, row] = [place % 3, Math.floor(place / 3)];
  const [x0, y0, width] = [column * 340, row * 252, 320];
  const ends = goal.values.flatMap((v) => [v.low ?? v.value, v.high ?? v.value]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (value) => x0 + 72 + ((value - low) / (high - low || 1)) * (width - 170);
  const most = Math.max(...goal.values.map((v) => Math.abs(v.value)));
  const [first] = goal.values;
  const band = first.low === null ? s("path", { class: "first", d: `M${x(first.value)} ${y0 + 48} V${y0 + 244}` }) : s("rect", { class: "band", x: x(first.low), y: y0 + 42, width: x(first.high) - x(first.low), height: 204 });
  const parts = [s("rect", { class: "panel", x: x0, y: y0 + 42, width, height: 204, rx: 8 }), band, text(x0 + 4, y0 + 30, t(`goals.short_${goal.outcome}`), { kind: "strong" })];
  goal.values.forEach((value, i) => {
    const y = y0 + 68 + i * 38;
    const found = i ? goal.differences[i - 1].verdict : "same";
    const kind = found === "worse" ? "bad" : found === "better" ? "good" : "";
    parts.push(text(x0 + 12, y + 9, String(i + 1)), interval(x, y, value, 9, found), text(x0 + width - 8, y + 9, shown(value.value, most), { anchor: "end", kind }));
    if (found === "worse" || found === "better") parts.push(verdict(x0 + 46, y, found, 11));
  });
  return s("g", {}, parts);
}

function intervals(data) {
  const names = data.about.levels.map((one, i) => `${i + 1} ${said(one.title)}`).join(", ");
  const title = t("goals.title_1");
  return { title, picture: picture(title, data.goals.goals.map((goal, i) => panel(goal, i))), says: t("goals.says_1", { names }) };
}

export function draw(data, step) {
  return step === 0 ? table(data) : intervals(data);
}
