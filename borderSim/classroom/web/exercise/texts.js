/** Texts of the exercise, said in the language of the class room's words. */

import {counted, hasText, languageNow, number, refused, said, setLanguage as choose, t as told, useTexts} from "../words.js";

export {hasText as has, languageNow as inForce};

/** A text of this page, see `t` of the class room's words. */
export const t = (key, values) => joined(told(key, values));

/** One of two texts, see `counted` of the class room's words. */
export const counts = (key, n, values) => joined(counted(key, n, values));

/** A text of an exercise, as {en, fr}. */
export const say = (both) => joined(said(both));

/** Why something can't be done, see `refused` of the class room's words. */
export const whyNot = (why) => joined(refused(why));

/** No French sign stands alone at the beginning of a line: the space before it does not break. */
function joined(text) {
  return languageNow() === "fr" ? text.replace(/ (?=[?!;%»])/g, "\u202f").replace(/ (?=:)/g, "\u00a0") : text;
}

/**
 * Read the texts, and choose the language: that of the last visit, else the browser's.
 * @returns {Promise<void>}
 */
export async function readTexts() {
  const texts = await (await fetch("/exercise/texts.json")).json();
  const wished = localStorage.getItem("language") ?? navigator.language;
  useTexts(texts, wished.startsWith("fr") ? "fr" : "en");
}

/**
 * Choose a language, and remember it.
 * @param {string} code - `en` or `fr`.
 */
export function setLanguage(code) {
  localStorage.setItem("language", code);
  choose(code);
}

/**
 * A value as people read it.
 * @param {*} value
 * @returns {string}
 */
export function written(value) {
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  return typeof value === "number" || value === null ? number(value) : String(value);
}
