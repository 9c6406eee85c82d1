/** The panel: decisions, events, going back, other countries, and what was decided and counted so far. */

import {h} from "../svg.js";
import {number, said, t} from "../words.js";
import {button, labelled, select} from "./build.js";
import {decisions, named} from "./decisions.js";

const OWN = {planned: true, delivered: true}; // the others are called as beside the plans
const COUNTS = ["planned", "seizures", "delivered", "members_arrested", "leaders_arrested", "collisions", "cases_burned", "leaks", "items_shared"];

/**
 * @param {HTMLElement} root
 * @param {Object} page `session`, `choices`, `source`, and the track `acting` on which decisions act
 * @param {{send: (message: Object) => void, act: (track: string) => void, toggle: () => void, fresh: () => void}} does
 */
export function showPanel(root, page, does) {
  const {session, choices} = page;
  const track = session.tracks.find((x) => x.track === page.acting);
  const kept = Object.fromEntries([...root.querySelectorAll("[data-keep]")].map((x) => [x.dataset.keep, x.value]));
  const focus = root.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
  root.setAttribute("aria-label", t("panel"));
  root.replaceChildren(onTrack(page, track, does), decide(session, track, choices, does, kept), shock(session, track, choices, does, kept),
    rewind(session, track, does), others(track, choices, does, kept), done(session, track, choices), counts(page));
  if (focus) root.querySelector(`[data-keep="${focus}"]`)?.focus();
}

function keep(node, name) {
  node.dataset.keep = name;
  return node;
}

/** A form whose submit button does one thing. */
function form(title, act, ...children) {
  return h("form", {onsubmit: (event) => {
    event.preventDefault();
    act();
  }}, h("fieldset", {}, h("legend", {}, title), children));
}

function go(text, more = {}) {
  return h("button", {type: "submit", ...more}, text);
}

function onTrack({session, choices}, track, does) {
  const level = (name) => said(choices.levels.find((x) => x.name === name)?.title) || name;
  const buttons = session.tracks.map((x) => button(t("track", {name: x.track.toUpperCase()}), () => does.act(x.track), {
    "aria-pressed": String(x === track), "data-keep": `act${x.track}`,
  }));
  return h("div", {}, h("div", {class: "row"}, h("span", {}, t("track.acting")), buttons, button(t("panel.close"), does.toggle, {"data-keep": "close"}), button(t("new"), does.fresh, {"data-keep": "new"})),
    h("p", {class: "hint"}, t(`track.${track.what}`, {parent: track.parent.toUpperCase()}), " · ",
      t("track.level", {level: level(track.level), in_force: level(track.in_force)}),
      track.stands ? ` · ${t("track.stands", {day: track.day})}` : ""));
}

function decide(session, track, choices, does, kept) {
  const all = decisions(session, choices);
  const what = keep(select(all.map((d) => [d.key, d.text]), kept.what), "what");
  const place = h("div", {class: "row"});
  let control = null;
  const show = () => {
    control = all.find((d) => d.key === what.value).control();
    place.replaceChildren(...labelled(t("decide.value"), control.node), ...(control.more ?? []));
  };
  what.addEventListener("change", show);
  show();
  const send = () => does.send({do: "decide", track: track.track, set: {[what.value]: control.value()}});
  return form(t("decide"), send, h("div", {class: "row"}, labelled(t("decide.what"), what)), place,
    go(t("decide.do", {day: track.day + 1}), {class: "main", disabled: track.day >= session.last, "data-keep": "decide"}));
}

function shock(session, track, choices, does, kept) {
  const struck = new Set(track.shocks.map((x) => x.name));
  const free = choices.shocks.filter((s) => !struck.has(s.name));
  const which = keep(select(free.map((s) => [s.name, said(s.title)]), kept.shock), "shock");
  which.setAttribute("aria-label", t("shock"));
  const send = () => does.send({do: "shock", track: track.track, name: which.value});
  return form(t("shock"), send, h("div", {class: "row"}, which,
    go(t("shock.do", {day: track.day + 1}), {disabled: track.day >= session.last, "data-keep": "strike"})));
}

function rewind(session, track, does) {
  const most = Math.max(...session.tracks.map((x) => x.day));
  const day = h("input", {type: "number", min: 0, max: most, step: 1, value: Math.max(0, track.day - 30), required: true, "data-keep": "day"});
  const one = h("input", {type: "checkbox"});
  const send = () => does.send({do: "rewind", day: Number(day.value), ...(one.checked ? {track: track.track} : {})});
  return form(t("rewind.title"), send, h("div", {class: "row"}, labelled(t("rewind"), day), go(t("rewind.do"))),
    session.tracks.length > 1 ? h("div", {class: "row"}, labelled(t("rewind.one", {name: track.track.toUpperCase()}), one).reverse()) : null,
    h("p", {class: "hint"}, t("rewind.warn")));
}

function others(track, choices, does, kept) {
  const level = keep(select(choices.levels.map((l) => [l.name, said(l.title)]), kept.twin ?? choices.levels.at(-1).name), "twin");
  level.setAttribute("aria-label", t("twin"));
  const name = track.track.toUpperCase();
  return form(t("others"), () => does.send({do: "twin", track: track.track, level: level.value}),
    h("p", {class: "hint"}, t("twin")), h("div", {class: "row"}, level, go(t("twin.do"))),
    h("div", {class: "row"}, button(t("fork", {name}), () => does.send({do: "fork", track: track.track}), {"data-keep": "fork"}),
      button(t("track.close", {name}), () => does.send({do: "close", track: track.track}))));
}

function done(session, track, choices) {
  const title = (name) => said(choices.shocks.find((x) => x.name === name)?.title) || name;
  const lines = [
    ...track.decisions.flatMap((d) => Object.entries(d.set).map(([key, value]) => [d.day, named(key, value, choices, session.services)])),
    ...track.shocks.map((s) => [s.day, t("done.shock", {title: title(s.name)})]),
  ].sort((a, b) => a[0] - b[0]);
  return h("fieldset", {}, h("legend", {}, t("done", {name: track.track.toUpperCase()})),
    lines.length ? h("ol", {class: "done"}, lines.map(([day, what]) => h("li", {}, t("done.line", {day: day + 1, what}))))
      : h("p", {class: "hint"}, t("done.none")),
    h("details", {}, h("summary", {}, t("done.command")), h("code", {}, track.command)));
}

/** What was counted in every country up to its last day, as a table: a screen may show two of four. */
function counts({session, source}) {
  const frames = session.tracks.map((x) => [x.track, source.frame(x.track, Infinity)]);
  const head = h("tr", {}, h("th", {scope: "col"}, t("table.title")), frames.map(([track]) => h("th", {scope: "col"}, track.toUpperCase())));
  const rows = COUNTS.map((name) => h("tr", {}, h("th", {scope: "row"}, t(`${name in OWN ? "count" : "sums"}.${name}`)),
    frames.map(([track, frame]) => h("td", {"data-track": track, "data-count": name}, number(frame.total[name] ?? 0)))));
  return h("table", {class: "counts"}, h("thead", {}, head), h("tbody", {}, rows));
}
