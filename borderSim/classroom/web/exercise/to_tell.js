/** What a role would do well to tell at the table, in words. */

import {has, t} from "./texts.js";

/**
 * @param {?Object} fact - what the server found: `what` names the text, days count from 0.
 * @returns {string} empty where there is nothing to tell
 */
export function toTell(fact) {
  if (!fact) return "";
  const {what, day = 0, ...values} = fact;
  const when = (word) => (day < 0 ? t(`${word}.before`) : t(word, {day: day + 1}));
  const named = (key, otherwise) => (has(key) ? t(key) : otherwise);
  const later = Object.fromEntries(["read", "arrives", "first", "last"].filter((key) => values[key] != null).map((key) => [key, values[key] + 1]));
  return t(`tell.${what}`, {
    ...values, ...later, on: when("tell.on"), since: when("tell.since"),
    who: named(`tell.who.${values.mode}`, t("tell.who")),
    post: named(`post.${values.post}`, String(values.post ?? "").replaceAll("_", " ")),
    goods: named(`goods.${values.goods}`, String(values.goods ?? "").replaceAll("_", " ")),
  });
}
