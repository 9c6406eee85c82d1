/** A mean a year as people say it: what happens less often than every second year is told as so many years. */

import { number, t } from "../words.js";

const SELDOM = 0.5; // a year

/** Whether something happens less often than every second year, yet happens. */
export function seldom(value) {
  return value > 0 && value < SELDOM;
}

/** In how many years it happens once. */
export function years(value) {
  return number(Math.round(1 / value));
}

/** Digits with which a number can be told apart from another one. */
function digits(value, other) {
  const least = Math.min(Math.abs(value), Math.abs(other));
  return least >= 100 ? 0 : least >= 10 ? 1 : 2;
}

/**
 * @param {number} value - a mean a year
 * @param {number} other - that beside which it stands
 * @param {boolean} counted - whether it counts what happens (a year), so that "1 in 4 years" can be said
 */
export function told(value, other, counted) {
  if (counted && seldom(value)) return t("rate.years", { n: years(value) });
  return number(value, digits(value, other));
}

/** Whether a row counts what happens in a year: not money, not a share, not what is counted once in all. */
export function happens(row) {
  return row.unit.endsWith("a year") && !row.unit.includes("EUR");
}
