/** The chain: a find opens the next. */

import { s } from "../svg.js";
import { t } from "../words.js";
import { fate, goods, isSeized, level, lines, picture, post, text } from "./draw.js";

export const steps = 2;
const MOST = 5;

export function draw(data, step) {
  const finds = data.chain.finds.slice(0, MOST);
  const gap = 940 / finds.length;
  const parts = [];
  finds.forEach((find, i) => {
    const x = 30 + gap * (i + 0.5);
    if (i) parts.push(s("path", { d: `M${x - gap + 42} 130 H${x - 52}`, class: "way" }), s("path", { d: `M${x - 66} 114 L${x - 38} 130 L${x - 66} 146 Z`, class: "tip" }));
    parts.push(s("circle", { cx: x, cy: 130, r: 36, class: isSeized(find.fate) ? "seized" : "through" }), text(x, 140, String(i + 1), { anchor: "middle", kind: "strong on", size: 30 }));
    parts.push(text(x, 58, t("chain.day", { day: find.settled + 1 }), { anchor: "middle" }));
    parts.push(lines(x, 206, t("chain.find", { post: post(data, find.post), goods: goods(find) }), { width: gap - 6, anchor: "middle" }));
    if (step === 1) {
      const other = find.twin?.fate ?? null;
      parts.push(s("circle", { cx: x, cy: 370, r: 30, class: isSeized(other) ? "seized" : "through" }), lines(x, 436, fate(other), { width: gap - 6, anchor: "middle" }));
    }
  });
  if (step === 1) parts.push(s("line", { x1: 20, x2: 980, y1: 300, y2: 300, class: "axis" }), text(500, 328, t("chain.twin", { level: level(data, data.about.low) }), { anchor: "middle", kind: "strong" }));
  const values = { level: level(data, data.chain.level), low: level(data, data.about.low), n: data.chain.finds.length, shown: finds.length, stopped: finds.filter((find) => isSeized(find.twin?.fate)).length };
  const title = t(`chain.title_${step}`, values);
  return { title, picture: picture(title, parts), says: t(`chain.says_${step}`, values) };
}
