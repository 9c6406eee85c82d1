/** Elements made from plain values: text is always text, never markup. */

import {fill as put, h} from "../svg.js";

/**
 * Make an element.
 * @param {string} tag - its name.
 * @param {Object<string, *>} [given] - attributes; `text` is its text, `on` maps events to functions, `data` is its dataset.
 * @param {Array<Node|string|null>} [children] - what stands in it; null is left out.
 * @returns {HTMLElement}
 */
export function el(tag, given = {}, children = []) {
  const {text, on = {}, data = {}, ...attributes} = given;
  for (const [kind, act] of Object.entries(on)) attributes[`on${kind}`] = act;
  const made = h(tag, attributes, text, children);
  Object.assign(made.dataset, data);
  return made;
}

/**
 * Put new children in the place of all that stand in an element.
 * Typing and focus survive: an element with the same id that has the focus keeps it.
 * @param {Element} parent
 * @param {Array<Node|string|null>} children
 */
export function fill(parent, children) {
  const active = document.activeElement;
  const id = active && parent.contains(active) ? active.id : "";
  put(parent, children);
  if (id) document.getElementById(id)?.focus();
}

/**
 * A button.
 * @param {string} id - unique on the page, so that the focus survives a redraw.
 * @param {string} text
 * @param {Function} act
 * @param {Object<string, *>} [more] - further attributes.
 * @returns {HTMLElement}
 */
export function button(id, text, act, more = {}) {
  return el("button", {type: "button", id, text, on: {click: act}, ...more});
}
