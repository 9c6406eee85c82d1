/** Small makers of elements: text is always text. */

/**
 * @param {string} tag
 * @param {Object<string, any>} attributes `class`, `on<event>` with a function, `text`, properties
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.includes("-") || ["class", "for", "role"].includes(name)) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

let ids = 0;

/**
 * @param {string} text of the label
 * @param {HTMLElement} control
 * @returns {HTMLElement[]} a label and its control
 */
export function labelled(text, control) {
  control.id ||= `c${++ids}`;
  return [el("label", {for: control.id, text}), control];
}

/**
 * @param {[string, string][]} options value and text
 * @param {string} chosen
 * @returns {HTMLSelectElement}
 */
export function select(options, chosen) {
  const node = el("select", {}, ...options.map(([value, text]) => el("option", {value, text})));
  if (options.some(([value]) => value === chosen)) node.value = chosen;
  return node;
}
