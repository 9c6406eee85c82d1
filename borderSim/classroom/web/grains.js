/**
 * What moves: grains of lawful traffic, and the loads of organisations. Where each is depends on the
 * day alone, so that a pause stands still and a step back shows the same again.
 */

import { emptied } from "./canvas.js";
import { HEIGHT, Plan, WIDTH } from "./map.js";
import { prefersStill } from "./stillness.js";

const FLIGHT = 3; // days that a grain is seen
const MOST = 45; // grains at the busiest post
const TO_POST = 0.6; // of the way of a load, in days
const SEEN = 2.2; // days that a load is seen

/** So many consignments are one grain: a round number, the same for all posts. */
export function consignmentsOfAGrain(posts) {
  const most = Math.max(1, ...posts.map((post) => post.volume));
  const least = (most / 365) * (FLIGHT / MOST);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((step) => step * power).find((n) => n >= least);
}

/** The canvas over a plan. */
export class Grains {
  constructor(posts, read) {
    this.posts = posts;
    this.read = read; // (day) -> frame
    this.scale = consignmentsOfAGrain(posts);
    this.canvas = document.createElement("canvas");
    this.canvas.className = "grains";
    this.canvas.setAttribute("aria-hidden", "true");
    const plan = new Plan(posts);
    this.ways = posts.map((_, i) => ({ from: plan.origin(i), at: plan.at[i], to: plan.market }));
  }

  /** Draw a moment: `now` is a day and a part of it. */
  draw(now) {
    const { canvas } = this;
    const pen = emptied(canvas, WIDTH, HEIGHT);
    if (!pen) return;
    const colours = getComputedStyle(canvas);
    this.colours = Object.fromEntries(["grain", "load", "stop"].map((name) => [name, colours.getPropertyValue(`--${name}`)]));
    if (!prefersStill()) this.lawful(pen, now);
    this.loads(pen, now);
  }

  lawful(pen, now) {
    pen.fillStyle = this.colours.grain;
    this.posts.forEach((post, i) => {
      const every = (this.scale * 365) / Math.max(1, post.volume);
      const shift = (i * 0.37) % 1;
      for (let j = Math.ceil((now - FLIGHT) / every - shift); (j + shift) * every <= now; j++) {
        const part = (now - (j + shift) * every) / FLIGHT;
        const at = along(this.ways[i], part);
        const side = (((j * 7919) % 11) - 5) * 0.9; // spread across the way
        pen.fillRect(at.x + side - 1, at.y + side * 0.6 - 1, 2.2, 2.2);
      }
    });
  }

  loads(pen, now) {
    const today = Math.floor(now);
    for (let day = Math.max(0, today - 2); day <= today; day++) {
      const frame = this.read(day);
      if (frame.day !== day) continue;
      const since = prefersStill() ? SEEN * 0.6 : now - day;
      if (since > SEEN) continue;
      frame.posts.forEach((post, i) => {
        for (let n = 0; n < (post.found?.today ?? 0); n++) this.stopped(pen, this.ways[i], since, n);
        for (let n = 0; n < (post.delivered?.today ?? 0); n++) this.through(pen, this.ways[i], since, n);
      });
    }
  }

  /** A load that is found: it goes as far as the post, and is crossed out. */
  stopped(pen, way, since, n) {
    const at = since < TO_POST ? between(way.from, way.at, since / TO_POST) : way.at;
    const [x, y] = [at.x + n * 5, at.y - n * 5];
    pen.lineWidth = 3;
    pen.strokeStyle = this.colours.stop;
    if (since < TO_POST) return dot(pen, x, y, this.colours.load);
    const arm = 11;
    pen.beginPath();
    pen.moveTo(x - arm, y - arm);
    pen.lineTo(x + arm, y + arm);
    pen.moveTo(x + arm, y - arm);
    pen.lineTo(x - arm, y + arm);
    pen.stroke();
  }

  /** A load that gets through, on its way to the market. */
  through(pen, way, since, n) {
    const at = since < TO_POST ? between(way.from, way.at, since / TO_POST) : between(way.at, way.to, (since - TO_POST) / (SEEN - TO_POST));
    dot(pen, at.x + n * 6, at.y + n * 4, this.colours.load);
  }
}

function dot(pen, x, y, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, 4.5, 0, 2 * Math.PI);
  pen.fill();
}

function along(way, part) {
  return part < 0.5 ? between(way.from, way.at, part * 2) : between(way.at, way.to, part * 2 - 1);
}

function between(a, b, part) {
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}
