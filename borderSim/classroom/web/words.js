/** What a page says, in the language chosen now; a change of language is told to whoever listens. */

const LANGUAGES = ["en", "fr"];
const listeners = new Set();
let texts = {};
let language = "en";

/**
 * Take the texts of a page: {key: {en, fr}}.
 * @param {Object} all
 * @param {string} first language to begin with
 */
export function useTexts(all, first) {
  texts = all;
  language = LANGUAGES.includes(first) ? first : "en";
  document.documentElement.lang = language;
}

/** @returns {string} the language in force, "en" or "fr" */
export function languageNow() {
  return language;
}

/** Go over to another language, and tell whoever listens. */
export function setLanguage(next) {
  if (!LANGUAGES.includes(next) || next === language) return;
  language = next;
  document.documentElement.lang = next;
  for (const act of listeners) act(next);
}

export function otherLanguage() {
  return LANGUAGES.find((name) => name !== language);
}

/** Call `act` now and at each change of the language. */
export function inEachLanguage(act) {
  listeners.add(act);
  act(language);
  return () => listeners.delete(act);
}

/**
 * @param {string} key of a text
 * @param {Object} values for its places; numbers are written in the language's form
 */
export function t(key, values = {}) {
  const entry = texts[key];
  if (!entry) throw new Error(`no text ${key}`);
  return entry[language].replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`${key}: no value for ${name}`);
    const value = values[name];
    return typeof value === "number" ? number(value) : String(value);
  });
}

/** @returns {boolean} whether there is such a text */
export function hasText(key) {
  return key in texts;
}

/** One of two texts, by whether a number is one (in French also none): KEY_one or KEY_more. */
export function counted(key, n, values = {}) {
  const form = new Intl.PluralRules(language).select(n) === "one" ? "one" : "more";
  return t(`${key}_${form}`, { n, ...values });
}

/** A text that exists in each language, as {en, fr}. */
export function said(both) {
  return both ? both[language] ?? both.en : "";
}

/**
 * Why something can't be done.
 * @param {{key: string, values: Object}} why - as the server sends it: a value may be a text in each language, or a list of them
 */
export function refused({ key, values }) {
  const filled = (value) => (Array.isArray(value) ? value.map(filled).join(", ") : value && typeof value === "object" ? said(value) : value);
  return t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)])));
}

/** A number in the language's form, with at most so many digits behind the point; a space between thousands, as in reports. */
export function number(value, digits = null) {
  if (value === null || value === undefined) return "–";
  const most = digits ?? (Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  const written = new Intl.NumberFormat(language, { maximumFractionDigits: most, minimumFractionDigits: digits ?? 0 }).format(value);
  return (language === "en" ? written.replaceAll(",", "\u202f") : written).replace("-", "−");
}
