/** The bar above the player: how far to go on, and the way to the panel. */

import {button} from "./build.js";
import {h} from "../svg.js";
import {t} from "../words.js";

const STEPS = [1, 7, 30, 182];

/**
 * @param {HTMLElement} root
 * @param {Object} session last message about it
 * @param {boolean} panel whether the panel is open
 * @param {{send: (message: Object) => void, toggle: () => void}} does
 */
export function showBar(root, session, panel, does) {
  const focus = document.activeElement?.dataset?.keep;
  const over = session.day >= session.last;
  const steps = STEPS.map((days) => button(t(`go.${days}`), () => does.send({do: "go", days}), {disabled: over, "data-keep": `go${days}`}));
  root.replaceChildren(
    h("strong", {id: "clock"}, t("clock", {day: session.day, last: session.last})), h("span", {class: "hint"}, t("go")), ...steps,
    button(t("panel"), does.toggle, {"aria-pressed": String(panel), "data-keep": "panel"}),
  );
  if (focus) root.querySelector(`[data-keep="${focus}"]`)?.focus();
}
