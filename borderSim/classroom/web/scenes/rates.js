/** A mean a year beside another one: both a year, however seldom it happens, so that a glance compares them. */

import { number } from "../words.js";

const OFTEN = 5; // a year: of what is counted so often one digit behind the point is enough

/** Digits with which a number can be told apart from another one. */
function digits(value, other, counted) {
  if (counted) return Math.max(value, other) >= OFTEN ? 1 : 2;
  const least = Math.min(Math.abs(value), Math.abs(other));
  return least >= 100 ? 0 : least >= 10 ? 1 : 2;
}

/**
 * @param {number} value - a mean a year
 * @param {number} other - that beside which it stands
 * @param {boolean} counted - whether it counts what happens (a year)
 */
export function told(value, other, counted) {
  return number(value, digits(value, other, counted));
}

/** Whether a row counts what happens in a year: not money, not a share, not what is counted once in all. */
export function happens(row) {
  return row.unit.endsWith("a year") && !row.unit.includes("EUR");
}
