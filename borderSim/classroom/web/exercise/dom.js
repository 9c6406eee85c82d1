/** Elements made from plain values: text is always text, never markup. */

import {h} from "../svg.js";

const acts = new WeakMap(); // what an element does at an event, by its kind

/**
 * Make an element.
 * @param {string} tag - its name.
 * @param {Object<string, *>} [given] - attributes; `text` is its text, `on` maps events to functions, `data` is its dataset.
 * @param {Array<Node|string|null>} [children] - what stands in it; null is left out.
 * @returns {HTMLElement}
 */
export function el(tag, given = {}, children = []) {
  const {text, on = {}, data = {}, ...attributes} = given;
  const made = h(tag, attributes, text, children);
  acts.set(made, on);
  for (const kind of Object.keys(on)) made.addEventListener(kind, (event) => acts.get(made)[kind]?.(event));
  Object.assign(made.dataset, data);
  return made;
}

/**
 * Let an element hold these children.
 * What stands there already and is the same kind of thing is changed and not replaced: a button that is
 * being pressed is still there when the finger leaves it, and what is typed, chosen or unfolded stays.
 * @param {Element} parent
 * @param {Array<Node|string|null>} children
 */
export function fill(parent, children) {
  const wanted = children.flat().filter((child) => child !== null && child !== undefined);
  follow(parent, wanted.map((child) => (child instanceof Node ? child : document.createTextNode(child))));
}

function follow(parent, wanted) {
  for (const [place, next] of wanted.entries()) {
    const there = parent.childNodes[place];
    if (there === next) continue;
    const same = there && alike(there, next) ? there : [...parent.childNodes].slice(place).find((one) => next.id && one.id === next.id && alike(one, next));
    if (!same) parent.insertBefore(next, there ?? null);
    else {
      if (same !== there) parent.insertBefore(same, there);
      become(same, next);
    }
  }
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

/** Whether one can become the other: the same element, by its id if it has one; what was not made here stays what it is. */
function alike(one, other) {
  if (one.nodeType !== other.nodeType) return false;
  if (one.nodeType === Node.TEXT_NODE) return true;
  return one.tagName === other.tagName && one.id === other.id && acts.has(one) && acts.has(other) && kinds(one) === kinds(other);
}

const kinds = (one) => Object.keys(acts.get(one)).sort().join();

function become(one, other) {
  if (one.nodeType === Node.TEXT_NODE) {
    if (one.data !== other.data) one.data = other.data;
    return;
  }
  for (const {name} of [...one.attributes]) if (!other.hasAttribute(name) && name !== "open") one.removeAttribute(name);
  for (const {name, value} of [...other.attributes]) if (one.getAttribute(name) !== value) one.setAttribute(name, value);
  acts.set(one, acts.get(other));
  if (one.tagName !== "TEXTAREA") follow(one, [...other.childNodes]);
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
