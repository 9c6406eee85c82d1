/** The five levels, a line each: what the handbook says of them, before the first of them is seen at work. */

import { s } from "../svg.js";
import { number, said, t } from "../words.js";
import { euro, lines, picture, text, wrapped } from "./draw.js";

const [LEFT, WIDE, HIGH] = [322, 674, 99];

function row(one, i) {
  const middle = i * HIGH + HIGH / 2;
  const meaning = t(`level.${one.name}`);
  const rows = wrapped(meaning, WIDE).length;
  return [
    i ? s("path", { class: "rule", d: `M0 ${i * HIGH} H1000` }) : null,
    text(12, middle + 10, t("levels.name", { n: number(i + 1), name: said(one.title) }), { size: 28, kind: "strong" }),
    lines(LEFT, middle + 9 - (rows - 1) * 15, meaning, { width: WIDE }),
  ];
}

export function levels(data) {
  const { law } = data.gears;
  const title = t("levels.title");
  const says = t("levels.says", { value: euro(law.from_eur), runs: number(data.about.seeds.length) });
  return { title, answer: t("levels.answer"), lesson: t("lesson.country"), picture: picture(title, data.about.levels.flatMap(row)), says };
}
