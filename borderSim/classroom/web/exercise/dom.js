/** Elements made from plain values: text is always text, never markup. */

/**
 * Make an element.
 * @param {string} tag - its name.
 * @param {Object<string, *>} [given] - attributes; `text` is its text, `on` maps events to functions, `data` is its dataset.
 * @param {Array<Node|string|null>} [children] - what stands in it; null is left out.
 * @returns {HTMLElement}
 */
export function el(tag, given = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name === "on") for (const [kind, act] of Object.entries(value)) made.addEventListener(kind, act);
    else if (name === "data") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
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
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
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
