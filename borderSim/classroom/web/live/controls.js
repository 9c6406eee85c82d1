/** The left side: time, decisions, events, second countries; and what was decided so far. */

import {el, labelled, select} from "./build.js";
import {decisions, named} from "./decisions.js";
import {said, t} from "./say.js";

const STEPS = [1, 7, 30, 182];

/**
 * @param {HTMLElement} root
 * @param {Object} session last message about it
 * @param {Object} choices what the server offers
 * @param {string} acting track on which decisions act
 * @param {{send: (message: Object) => void, act: (track: string) => void}} does
 */
export function showControls(root, session, choices, acting, does) {
  const track = session.tracks.find((x) => x.track === acting) ?? session.tracks[0];
  const kept = state(root);
  root.replaceChildren(
    time(session, does), onTrack(session, track, does), decide(session, track, choices, does, kept),
    shock(track, choices, does, kept), others(track, choices, does, kept), done(track, choices),
  );
  restore(root, kept);
}

/** What is chosen in the lists, so that it stays chosen when the page is drawn anew. */
function state(root) {
  const focus = document.activeElement?.dataset?.keep;
  return {focus, values: Object.fromEntries([...root.querySelectorAll("[data-keep]")].map((x) => [x.dataset.keep, x.value]))};
}

function restore(root, kept) {
  if (kept.focus) root.querySelector(`[data-keep="${kept.focus}"]`)?.focus();
}

function keep(node, name) {
  node.dataset.keep = name;
  return node;
}

function time(session, does) {
  const over = session.day >= session.last;
  const buttons = STEPS.map((days) => keep(el("button", {
    type: "button", text: t(`go.${days}`), disabled: over, onclick: () => does.send({do: "go", days}),
  }), `go${days}`));
  const day = keep(el("input", {type: "number", min: 0, max: session.day, value: Math.max(0, session.day - 30)}), "day");
  const rewind = el("form", {class: "row", onsubmit: (event) => {
    event.preventDefault();
    does.send({do: "rewind", day: Number(day.value)});
  }}, ...labelled(t("rewind"), day), el("button", {type: "submit", text: t("rewind.do"), title: t("rewind.warn")}));
  return el("fieldset", {}, el("legend", {text: t("go")}), el("div", {class: "row"}, ...buttons),
    el("p", {class: "hint", text: over ? t("go.end") : ""}), rewind, el("p", {class: "hint", text: t("rewind.warn")}));
}

function onTrack(session, track, does) {
  const buttons = session.tracks.map((x) => el("button", {
    type: "button", text: t("track", {name: x.track.toUpperCase()}), "aria-pressed": String(x === track),
    onclick: () => does.act(x.track),
  }));
  return el("div", {class: "row", role: "group", "aria-label": t("track.acting")},
    el("span", {class: "hint", text: t("track.acting")}), ...buttons);
}

function decide(session, track, choices, does, kept) {
  const all = decisions(session, choices);
  const what = keep(select(all.map((d) => [d.key, d.text]), kept.values.what), "what");
  const place = el("div", {class: "row"});
  let control = null;
  const show = () => {
    control = all.find((d) => d.key === what.value).control();
    place.replaceChildren(...labelled(t("decide.value"), control.node), ...(control.more ?? []));
  };
  what.addEventListener("change", show);
  show();
  return el("form", {onsubmit: (event) => {
    event.preventDefault();
    does.send({do: "decide", track: track.track, set: {[what.value]: control.value()}});
  }}, el("fieldset", {}, el("legend", {text: t("decide")}), el("div", {class: "row"}, ...labelled(t("decide.what"), what)),
    place, el("button", {type: "submit", class: "main", text: t("decide.do", {day: track.day}), disabled: track.day >= session.last})));
}

function shock(track, choices, does, kept) {
  const struck = new Set(track.shocks.map((x) => x.name));
  const free = choices.shocks.filter((s) => !struck.has(s.name));
  const which = keep(select(free.map((s) => [s.name, said(s.title)]), kept.values.shock), "shock");
  return el("form", {onsubmit: (event) => {
    event.preventDefault();
    does.send({do: "shock", track: track.track, name: which.value});
  }}, el("fieldset", {}, el("legend", {text: t("shock")}),
    el("div", {class: "row"}, ...labelled(t("shock"), which).slice(1), el("button", {type: "submit", text: t("shock.do", {day: track.day})}))));
}

function others(track, choices, does, kept) {
  const level = keep(select(choices.levels.map((l) => [l.name, said(l.title)]), kept.values.twin ?? choices.levels.at(-1).name), "twin");
  return el("form", {onsubmit: (event) => {
    event.preventDefault();
    does.send({do: "twin", track: track.track, level: level.value});
  }}, el("fieldset", {}, el("legend", {text: t("twin")}),
    el("div", {class: "row"}, ...labelled(t("twin"), level).slice(1), el("button", {type: "submit", text: t("twin.do")})),
    el("button", {type: "button", text: t("fork"), onclick: () => does.send({do: "fork", track: track.track})})));
}

function done(track, choices) {
  const lines = [
    ...track.decisions.flatMap((d) => Object.entries(d.set).map(([key, value]) => [d.day, named(key, value, choices)])),
    ...track.shocks.map((s) => [s.day, t("done.shock", {title: said(choices.shocks.find((x) => x.name === s.name)?.title) || s.name})]),
  ].sort((a, b) => a[0] - b[0]);
  return el("fieldset", {}, el("legend", {text: t("done", {name: track.track.toUpperCase()})}),
    lines.length ? el("ol", {class: "done"}, ...lines.map(([day, what]) => el("li", {text: t("done.line", {day, what})})))
      : el("p", {class: "hint", text: t("done.none")}),
    el("details", {}, el("summary", {text: t("done.command")}), el("code", {text: track.command})));
}
