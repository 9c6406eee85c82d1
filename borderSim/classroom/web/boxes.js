/** Boxes on a plan. */

/** A box around a middle. */
export function box(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
