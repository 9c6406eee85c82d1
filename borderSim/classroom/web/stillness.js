/** Whether whoever looks asked their computer for less motion. */

const asked = window.matchMedia("(prefers-reduced-motion: reduce)");

export function prefersStill() {
  return asked.matches;
}
