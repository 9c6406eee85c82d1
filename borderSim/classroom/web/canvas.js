/** A canvas over a plan: as fine as the screen, in the units of the plan. */

/**
 * Empty a canvas and return its pen, null while it is not shown.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width of the plan, which lies in the middle of the canvas
 * @param {number} height
 */
export function emptied(canvas, width, height) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [wide, tall] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (!wide || !tall) return null;
  if (canvas.width !== wide || canvas.height !== tall) [canvas.width, canvas.height] = [wide, tall];
  const pen = canvas.getContext("2d");
  const fit = Math.min(wide / width, tall / height);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, wide, tall);
  pen.setTransform(fit, 0, 0, fit, (wide - width * fit) / 2, (tall - height * fit) / 2);
  return pen;
}
