/** A label with its control, and lists to choose from. */

import {h} from "../svg.js";

let ids = 0;

/**
 * @param {string} text of the label
 * @param {HTMLElement} control
 * @returns {HTMLElement[]} the label and the control
 */
export function labelled(text, control) {
  control.id ||= `c${++ids}`;
  return [h("label", {for: control.id}, text), control];
}

/**
 * @param {[string, string][]} options value and text
 * @param {string} chosen
 * @returns {HTMLSelectElement}
 */
export function select(options, chosen) {
  const node = h("select", {}, options.map(([value, text]) => h("option", {value}, text)));
  if (options.some(([value]) => value === chosen)) node.value = chosen;
  return node;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {Object} more attributes
 * @returns {HTMLButtonElement}
 */
export function button(text, act, more = {}) {
  return h("button", {type: "button", onclick: act, ...more}, text);
}
