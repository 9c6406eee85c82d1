/** A network: tiers, known and unknown, arrested; and what came of seizing and of letting run. */

import { s } from "../svg.js";
import { number, t } from "../words.js";
import { level, lines, picture, text } from "./draw.js";

export const steps = 3;

/** One organisation, a row a tier, the organiser on top. */
function tiers(side, x, when, name) {
  const parts = [text(x + 190, 34, name, { anchor: "middle", kind: "strong" })];
  for (const tier of [4, 3, 2, 1]) {
    const mine = side.members.filter((member) => member.tier === tier);
    const y = 90 + (4 - tier) * 92;
    mine.forEach((member, i) => {
      const at = x + 190 + (i - (mine.length - 1) / 2) * Math.min(62, 340 / mine.length);
      const known = member[`known_${when}`];
      const gone = member[`status_${when}`] !== "active";
      parts.push(s("circle", { cx: at, cy: y, r: 21, class: `member ${known ? "known" : "unknown"}` }));
      if (gone) parts.push(s("path", { d: `M${at - 18} ${y - 18} L${at + 18} ${y + 18} M${at + 18} ${y - 18} L${at - 18} ${y + 18}`, class: "cross" }));
    });
  }
  return s("g", {}, parts);
}

function numbers(side, when) {
  return {
    known: side.members.filter((member) => member[`known_${when}`]).length,
    leaders: side.members.filter((member) => member[`known_${when}`] && member.tier >= 3).length,
    all: side.members.length,
    arrests: side.events.filter(({ kind }) => kind === "arrest").length,
  };
}

function decided(data) {
  const rows = data.network.decisions.levels.filter((one) => one["let run"].n + one.seize.n > 0);
  const heads = ["network.finds", "network.arrested", "network.upper", "network.lost"];
  const parts = heads.map((key, i) => lines(500 + i * 140, 40, t(key), { width: 136, anchor: "middle" }));
  let y = 126;
  for (const one of rows)
    for (const way of ["seize", "let run"]) {
      if (!one[way].n) continue;
      const found = one[way];
      parts.push(text(16, y, t("network.way", { level: level(data, one.level), way: t(`network.${way.replace(" ", "_")}`) })));
      const shown = [number(found.n), number(found.arrested / found.n, 1), number(found.upper / found.n, 2), way === "seize" ? "–" : number(found.lost / found.n, 2)];
      shown.forEach((value, i) => parts.push(text(500 + i * 140, y, value, { anchor: "middle", kind: "strong" })));
      y += 46;
    }
  return parts;
}

export function draw(data, step) {
  const { levels, organisation } = data.network;
  if (step === 2) {
    const title = t("network.title_2");
    return { title, picture: picture(title, decided(data)), says: t("network.says_2", { days: data.network.decisions.days }) };
  }
  const when = step === 0 ? "start" : "end";
  const sides = levels.map((side, i) => tiers(side, 130 + i * 440, when, level(data, side.level)));
  const rows = [4, 3, 2, 1].map((tier) => text(6, 100 + (4 - tier) * 92, t(`network.tier_${tier}`)));
  const key = [["known", 0], ["unknown", 390]].map(([kind, x]) => [s("circle", { cx: x + 20, cy: 466, r: 19, class: `member ${kind}` }), text(x + 50, 476, t(`network.${kind}`))]);
  key.push(s("path", { d: "M662 450 L694 482 M694 450 L662 482", class: "cross" }), text(710, 476, t("network.gone")));
  const [a, b] = levels.map((side) => numbers(side, when));
  const values = { organisation: organisation + 1, low: level(data, levels[0].level), high: level(data, levels[1].level), a: a.known, b: b.known, la: a.leaders, lb: b.leaders, ra: a.arrests, rb: b.arrests, all: a.all };
  const title = t(`network.title_${step}`, values);
  return { title, picture: picture(title, rows, sides, key.flat()), says: t(`network.says_${step}`, values) };
}
