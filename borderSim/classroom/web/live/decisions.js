/** What can be decided, each with a control that gives its value, and how it is told afterwards. */

import {h} from "../svg.js";
import {hasText, number, said, t} from "../words.js";
import {select} from "./build.js";

/**
 * @param {Object} session
 * @param {Object} choices
 * @returns {{key: string, text: string, control: () => {node: HTMLElement, value: () => any}}[]}
 */
export function decisions(session, choices) {
  return [
    {key: "partnership", text: t("decide.level"), control: () => names(choices.levels)},
    ...choices.dials.map((name) => ({
      key: `levers.${name}`, text: t("decide.dial", {dial: t(`dial.${name}`)}), control: () => within(0, 1, 0.05, 0.5),
    })),
    {key: "instruments", text: t("decide.instruments"), control: () => several(choices.instruments)},
    ...session.services.map((s) => (s.post
      ? {key: s.key, text: staff(s), control: () => within(0, 1000, 1, s.value)}
      : {key: s.key, text: t("decide.random"), control: () => within(0, 1, 0.01, s.value)})),
  ];
}

/**
 * @param {string} key
 * @param {any} value
 * @param {Object} choices
 * @param {Object[]} services - what the services of the country decide by themselves
 * @returns {string} a decision in words
 */
export function named(key, value, choices, services) {
  const title = (group, name) => said(choices[group].find((x) => x.name === name)?.title) || name;
  const post = services.find((s) => s.post && s.key === key);
  const shown = typeof value === "number" ? number(value) : String(value);
  if (key === "partnership") return `${t("decide.level")}: ${title("levels", value)}`;
  if (key === "instruments") return `${t("decide.instruments")}: ${value.map((x) => title("instruments", x)).join(", ")}`;
  if (key === "customs.random_share") return `${t("decide.random")}: ${shown}`;
  if (key.startsWith("levers.")) return `${t(`dial.${key.slice(7)}`)}: ${shown}`;
  if (post) return `${staff(post)}: ${shown}`;
  return `${key}: ${shown}`;
}

/** The officers of a post, for one kind of traffic. */
function staff({post, flow}) {
  return t("decide.staff", {post: said(post), flow: hasText(`mode.${flow}`) ? t(`mode.${flow}`) : flow.replaceAll("_", " ")});
}

function names(list) {
  const node = select(list.map((x) => [x.name, said(x.title)]), list.at(-1).name);
  return {node, value: () => node.value};
}

function several(list) {
  const node = select(list.map((x) => [x.name, said(x.title)]), "");
  node.multiple = true;
  node.size = 4;
  return {node, value: () => [...node.selectedOptions].map((x) => x.value)};
}

function within(low, high, step, first) {
  const node = h("input", {type: "number", min: low, max: high, step, value: first, required: true});
  return {
    node, value: () => Number(node.value),
    more: [h("span", {class: "hint"}, t("decide.range", {low, high}))],
  };
}
