/** The country: what comes in, grain by grain, and how little of it both services look for; then the five levels. */

import { s } from "../svg.js";
import { counted, languageNow, number, t } from "../words.js";
import { fitting, lines, text } from "./draw.js";
import { levels } from "./levels.js";
import { stage } from "./plan.js";

export const steps = 2;
const LEFT = 742;

function arrivals(data) {
  const all = data.country.grains.reduce((sum, one) => sum + one.units_per_year, 0);
  const loads = data.country.illicit.values.find(({ level }) => level === data.about.low).value;
  const values = { n: number(all), loads: number(loads, 0), one: number(Math.round(all / loads / 100) * 100) };
  const grains = data.country.grains.map((one) => counted(`grain.${one.mode}`, one.units_per_grain));
  const list = new Intl.ListFormat(languageNow(), { type: "disjunction" }).format(grains);
  const strip = [
    s("rect", { class: "panel", x: LEFT, y: 20, width: 258, height: 460, rx: 14 }),
    text(LEFT + 20, 84, values.n, { size: fitting(values.n, 226, 42), kind: "strong" }),
    lines(LEFT + 20, 120, t("country.lawful"), { width: 228, kind: "quiet" }),
    text(LEFT + 20, 236, values.loads, { size: fitting(values.n, 226, 42), kind: "strong bad" }),
    lines(LEFT + 20, 272, t("country.illicit"), { width: 228, kind: "quiet" }),
    lines(LEFT + 20, 380, t("country.one_in", values), { width: 228, size: 32, kind: "strong" }),
  ];
  const title = t("country.title");
  const answer = t("country.answer", values);
  const { element, moving } = stage(data, { name: `${title}. ${t("country.one_in", values)}`, more: strip });
  return { title, answer, picture: element, says: t("country.says", { grains: list }), moving };
}

export function draw(data, step) {
  return step === 0 ? arrivals(data) : levels(data);
}
