/** Five levels, six goals: no single score, with intervals, and where a level loses. */

import { s } from "../svg.js";
import { said, t } from "../words.js";
import { interval, picture, text } from "./draw.js";

export const steps = 1;

function panel(data, goal, place) {
  const [column, row] = [place % 3, Math.floor(place / 3)];
  const [x0, y0, width] = [column * 335, row * 250, 320];
  const lows = goal.values.map((v) => v.low ?? v.value);
  const highs = goal.values.map((v) => v.high ?? v.value);
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const x = (value) => x0 + 44 + ((value - low) / (high - low || 1)) * (width - 104);
  const parts = [text(x0 + 6, y0 + 28, t(`goals.${goal.outcome}`), { kind: "strong" }), s("rect", { x: x0, y: y0 + 40, width, height: 198, class: "panel" })];
  goal.values.forEach((value, i) => {
    const y = y0 + 64 + i * 38;
    const worse = i > 0 && goal.differences[i - 1].verdict === "worse";
    const better = i > 0 && goal.differences[i - 1].verdict === "better";
    parts.push(text(x0 + 8, y + 9, String(i + 1), { kind: "quiet" }), interval(x, y, value, 9, worse ? "worse" : better ? "better" : ""));
    if (worse || better) parts.push(text(x0 + width - 8, y + 9, worse ? "▼" : "▲", { anchor: "end", kind: worse ? "bad" : "good" }));
  });
  return s("g", {}, parts);
}

export function draw(data) {
  const names = data.about.levels.map((one, i) => `${i + 1} ${said(one.title)}`).join(" · ");
  const loses = data.goals.loses.length;
  const title = t("goals.title");
  return { title, picture: picture(title, data.goals.goals.map((goal, i) => panel(data, goal, i))), says: `${names}. ${t(loses ? "goals.says" : "goals.says_none", { n: loses })}` };
}
