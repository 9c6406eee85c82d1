/** Events in words: the last ones up to the day that is shown, and which of them a jump stops at. */

import { fill, h } from "./svg.js";
import { hasText, number, said, t } from "./words.js";

const LOUD = new Set(["seizure", "collision", "burned", "takedown", "leak", "unshared hit", "quarrel", "scandal", "organisation ends", "shock"]);
const BACK = 30; // days that are looked back
const LINES = 5; // events at most; only those are shown that fit whole

/** Key of an event's sentence: that of its kind and manner where there is one. */
function keyOf(event) {
  const kind = event.kind.replaceAll(" ", "_");
  const special = `news.${kind}.${String(event.how ?? event.why ?? event.what ?? "").replaceAll(" ", "_")}`;
  return hasText(special) ? special : `news.${kind}`;
}

/** The sentence of an event, null for one that is not told. */
export function sentence(event, header) {
  const key = keyOf(event);
  if (!hasText(key)) return null;
  const [postName] = (event.route ?? "").split("/"); // a route is post and mode
  const post = header.posts.find(({ name }) => name === postName);
  return t(key, {
    day: event.day + 1,
    post: post ? said(post.label) : postName,
    organisation: (event.organisation ?? 0) + 1,
    load: String(event.load ?? ""), // a name, not an amount
    value: event.value_eur === undefined ? "–" : number(event.value_eur),
    goods: event.commodity && hasText(`goods.${event.commodity}`) ? t(`goods.${event.commodity}`) : event.commodity ?? "",
    number: event.number ?? 0,
    tier: event.tier ?? 0,
    shock: event.title ? said(event.title) : (event.shock ?? "").replaceAll("_", " "),
  });
}

export function isLoud(event) {
  return LOUD.has(event.kind);
}

/** Days with an event of which a jump stops, from one day on; -1 for none. */
export function nextLoud(source, tracks, from, step) {
  const last = Math.min(...tracks.map((track) => source.known(track))) - 1;
  for (let day = from + step; day >= 0 && day <= last; day += step)
    if (tracks.some((track) => source.events(track, day, day + 1).some(isLoud))) return day;
  return -1;
}

export class News {
  constructor(name) {
    this.element = h("ul", { class: "news", "aria-label": name });
  }

  show(source, track, day) {
    const header = source.header(track);
    const events = source.events(track, day - BACK, day + 1).filter((event) => event.day >= 0);
    const lines = [];
    for (const event of events.reverse()) {
      const text = sentence(event, header);
      if (text) lines.push(h("li", {}, text));
      if (lines.length === LINES) break;
    }
    fill(this.element, lines.length ? lines : h("li", {}, t(day < 0 || source.hasEvents(track) ? "news.none" : "news.unkept")));
    const all = this.element;
    while (all.children.length > 1 && all.scrollHeight > all.clientHeight) all.lastChild.remove();
  }
}
