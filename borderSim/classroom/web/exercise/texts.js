/** Texts of the exercise in the language of this page. */

let texts = {};
let language = "en";

/**
 * Read the texts, and choose the language: that of the last visit, else the browser's.
 * @returns {Promise<void>}
 */
export async function readTexts() {
  texts = await (await fetch("/exercise/texts.json")).json();
  const wished = localStorage.getItem("language") ?? navigator.language;
  setLanguage(wished.startsWith("fr") ? "fr" : "en");
}

/**
 * Choose a language.
 * @param {string} code - `en` or `fr`.
 */
export function setLanguage(code) {
  language = code;
  localStorage.setItem("language", code);
  document.documentElement.lang = code;
}

/** @returns {string} the language in force. */
export const inForce = () => language;

/**
 * Say a text.
 * @param {string} key
 * @param {Object<string, *>} [values] - what stands in its braces; numbers are written as the language does.
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = texts[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? written(values[name]) : whole));
}

/**
 * Whether there is a text of that key.
 * @param {string} key
 * @returns {boolean}
 */
export const has = (key) => key in texts;

/**
 * A text that came in both languages.
 * @param {{en: string, fr: string}|null} both
 * @returns {string}
 */
export const say = (both) => both?.[language] ?? "";

/**
 * A value as people read it.
 * @param {*} value
 * @returns {string}
 */
export function written(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value !== "number") return String(value);
  return new Intl.NumberFormat(language, {maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0}).format(value);
}
