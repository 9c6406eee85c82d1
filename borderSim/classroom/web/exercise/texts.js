/** Texts of the exercise, said in the language of the class room's words. */

import {counted, hasText, languageNow, number, said, setLanguage as choose, t, useTexts} from "../words.js";

export {counted as counts, hasText as has, languageNow as inForce, said as say, t};

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
