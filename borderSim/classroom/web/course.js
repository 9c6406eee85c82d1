/** The course of one number up to the day that is shown. What comes later is not drawn. */

import { fill, s } from "./svg.js";
import { ROWS } from "./sums.js";

const WIDTH = 1000;
const HEIGHT = 100;

export class Course {
  constructor() {
    this.element = s("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
    this.name = "delivered_value_eur";
  }

  /**
   * @param {Object} source
   * @param {Array<string>} tracks left and right
   * @param {number} day last day that is drawn
   * @param {number} days of the whole run
   * @param {Array<number>} marks days with an event from outside
   */
  draw(source, tracks, day, days, marks) {
    const row = ROWS.find(({ name }) => name === this.name);
    const every = Math.max(1, Math.ceil(day / 200));
    const lines = tracks.map((track) => {
      const points = [];
      for (let at = row.part === "state" ? 0 : -1; at < day; at += every) points.push([at, source.value(track, row.part, row.name, at) ?? 0]);
      points.push([day, source.value(track, row.part, row.name, day) ?? 0]);
      return points;
    });
    const high = Math.max(1e-9, ...lines.flat().map(([, value]) => value)) * 1.08;
    const x = (at) => ((at + 1) / Math.max(1, days)) * WIDTH;
    const y = (value) => HEIGHT - 4 - (value / high) * (HEIGHT - 10);
    const paths = lines.map((points, side) =>
      s("path", { class: side ? "right" : "left", "vector-effect": "non-scaling-stroke", d: "M" + points.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("L") }),
    );
    const ticks = marks.filter((at) => at <= day).map((at) => s("rect", { class: "tick", x: x(at) - 2, y: 0, width: 4, height: 12 }));
    fill(
      this.element,
      s("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT - 3, y2: HEIGHT - 3, "vector-effect": "non-scaling-stroke" }),
      paths,
      ticks,
      s("line", { class: "now", x1: x(day), x2: x(day), y1: 0, y2: HEIGHT, "vector-effect": "non-scaling-stroke" }),
    );
  }
}
