/** Sentences of this page in the language in force. */

let words = {};
let language = "en";

/**
 * @param {Object<string, {en: string, fr: string}>} all
 * @param {string} first language
 */
export function useWords(all, first) {
  words = all;
  setLanguage(first);
}

/** @param {string} name `en` or `fr` */
export function setLanguage(name) {
  language = name === "fr" ? "fr" : "en";
  document.documentElement.lang = language;
}

/** @returns {string} the language in force */
export function spoken() {
  return language;
}

/**
 * @param {string} key
 * @param {Object<string, string|number>} values what is filled in
 * @returns {string} the sentence; the key itself if there is none
 */
export function t(key, values = {}) {
  const text = words[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : (value ?? all);
  });
}

/**
 * @param {{en: string, fr: string}|undefined} both a text of data
 * @returns {string}
 */
export function said(both) {
  return both?.[language] || both?.en || "";
}

/**
 * @param {number} value
 * @returns {string} as the language writes it
 */
export function number(value) {
  return new Intl.NumberFormat(language, {maximumFractionDigits: 2}).format(value);
}
