/** After the finds of the chain, for the presenter: what came of the police's case, and into which file they put each find. */

import { counted, number, t } from "../words.js";

const SCENE_OF_HOW_OFTEN = 5; // where cases that were given up after a warning are counted
const ENDED = ["takedown", "given up", "closed", "organisation ends"];

/** How a find came to the police. */
function way({ sent, read }) {
  if (!sent) return t("filed.unsent");
  const how = t(sent.kind === "handover" ? "filed.by_law" : "filed.told");
  return read ? t("filed.read", { how, day: read.day + 1 }) : t("filed.unread", { how });
}

/** How the case ended: the event that ended it, null where it was open to the last day. */
function endOf(steps) {
  return steps.find((e) => ENDED.includes(e.kind) || ENDED.includes(e.what)) ?? null;
}

function outcome({ case: opened, steps }) {
  if (!opened) return "none";
  const end = endOf(steps);
  return !end ? "open" : end.kind === "takedown" ? "arrests" : "ended";
}

/** Of all networks of this level in all simulations, how many were warned at least so often; and how many cases were then given up. */
function rarity(data, times) {
  const all = data.chain.warned;
  const sum = (rows) => number(rows.reduce((total, { networks }) => total + networks, 0));
  const givenUp = data.honesty.what_else.find(({ outcome }) => outcome === "cases_burned").values.find(({ level }) => level === data.chain.level);
  return { burned: number(givenUp.value, 2), scene: SCENE_OF_HOW_OFTEN, often: sum(all.filter((one) => one.times >= times)), all: sum(all), seeds: number(data.about.seeds.length) };
}

/** Each find, then each step of the police with its day, how their case ended, and how often networks are warned. */
export function told(data) {
  const { finds, police } = data.chain;
  const mine = police.finds.map((one, i) => t("filed.line", { day: finds[i].settled + 1, way: way(one), file: t(`filed.${(one.filed?.what ?? "nowhere").replaceAll(" ", "_")}`) }));
  const steps = police.steps.map((e) => t("filed.step", { day: e.day + 1, what: t(`filed.step_${(e.what ?? e.kind).replaceAll(" ", "_")}`, { n: e.number ?? 0 }) }));
  const opened = police.case ? t(police.case.day < 0 ? "filed.opened_before" : "filed.opened", { day: police.case.day + 1 }) : "";
  const warned = police.steps.filter((e) => e.kind === "burned").length;
  const ended = t(`filed.case_${outcome(police)}`, { day: (endOf(police.steps)?.day ?? 0) + 1 });
  return [...mine, [opened, ...steps].filter(Boolean).join(" · "), t("filed.case", { ended }), warned ? counted("filed.warned", warned, rarity(data, warned)) : ""].filter(Boolean);
}
