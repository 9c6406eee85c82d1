/** The country: what comes in, grain by grain. */

import { Grains } from "../grains.js";
import { CountryMap } from "../map.js";
import { h } from "../svg.js";
import { number, t } from "../words.js";

export const steps = 1;
export const moves = true;

/** Posts of the data in the form of a header. */
export function postsOf(data) {
  return data.country.posts.map((post) => ({ ...post, label: data.posts[post.name], volume: post.flows.reduce((sum, flow) => sum + flow.units_per_year, 0) }));
}

/** A plan with a canvas over it, and what draws it at a moment. */
export function stage(data, name) {
  const posts = postsOf(data);
  const map = new CountryMap(posts, name);
  const nothing = { day: 0, posts: posts.map(() => ({})) };
  const grains = new Grains(posts, () => nothing);
  return { map, grains, element: h("div", { class: "stage" }, map.element, grains.canvas) };
}

export function draw(data) {
  const { map, grains, element } = stage(data, t("country.title"));
  const a_year = data.country.posts.flatMap((post) => post.flows).reduce((sum, flow) => sum + flow.units_per_year, 0);
  const loads = data.country.illicit.values[0].value;
  return {
    title: t("country.title"),
    picture: element,
    says: t("country.says", { n: number(a_year), loads: number(Math.round(loads)), grain: number(grains.scale) }),
    placed: () => map.lay(),
    moving: (now) => grains.draw(now),
  };
}
