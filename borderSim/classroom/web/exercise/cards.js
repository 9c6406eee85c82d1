/** Injects, decisions and what was decided, as every seat shows them. */

import {button, el} from "./dom.js";
import {counts, say, t, whyNot} from "./texts.js";

/**
 * The card of an inject, without expected action; of one that went to a table alone, to whom it went.
 * @param {{number: number, title: ?Object, text: ?Object, to: ?Array<string>}} card
 * @param {string} heading - element of its title, by the place that it has on the page.
 * @returns {HTMLElement}
 */
export function injectCard(card, heading = "h3") {
  const name = t("print.inject", {n: card.number});
  return el("article", {class: "card inject", data: {inject: card.number}}, card.text ? [
    el(heading, {text: `${name} · ${say(card.title)}`}),
    el("p", {text: say(card.text)}),
  ] : [
    el(heading, {text: name}),
    el("p", {text: t("wall.at_table", {names: roles(card.to)})}),
  ]);
}

/**
 * The names of some roles.
 * @param {Array<string>} names
 * @returns {string}
 */
export const roles = (names) => names.map((role) => t(`role.${role}`)).join(", ");

/**
 * The menu of a round.
 * @param {Object} room - what the server said of the room.
 * @param {?{decide: Function, undo: Function}} may - what this seat may do, null for the wall.
 * @returns {HTMLElement}
 */
export function menu(room, may) {
  const {round, taken} = room;
  const now = new Map(taken.map((one) => [one.decision, one]));
  const list = round.menu.map((one) => decision(room, one, now.get(one.name), may));
  return el("section", {class: "menu"}, [
    el("h2", {text: t("room.menu")}),
    el("p", {class: "budget", text: `${t("print.menu.says", {n: round.decide, budget: round.budget})} ${counts("room.left", round.left, {budget: round.budget})}`}),
    room.frozen ? el("p", {class: "closed", text: t("room.closed")}) : null,
    el("ul", {}, list),
  ]);
}

function decision(room, one, chosen, may) {
  const cost = t(one.points === 1 ? "room.point" : "room.points", {n: one.points});
  const needs = one.needs.length ? t("print.needs", {names: one.needs.map(say).join(", ")}) : "";
  const why = !may || !room.open ? needs : one.why_not ? whyNot(one.why_not) : ""; // (what can be decided now needs nothing more)
  return el("li", {class: chosen ? "chosen" : "", data: {decision: one.name}}, [
    el("div", {}, [
      el("strong", {text: say(one.title)}), " ",
      el("span", {class: "points", text: cost}),
      chosen && !may ? el("span", {class: "by", text: by(chosen)}) : el("p", {text: say(one.text)}),
      chosen && may && !chosen.mine ? el("p", {class: "why", text: by(chosen)}) : null,
      !chosen && why ? el("p", {class: "why", text: why}) : null,
    ]),
    may && room.open ? act(one, chosen, may) : null,
  ]);
}

/** What can be done with a decision, null where nothing can. */
function act(one, chosen, may) {
  if (chosen?.mine) return button(`undo-${one.name}`, t("room.undo"), () => may.undo(one.name));
  if (chosen || one.why_not) return null;
  return button(`decide-${one.name}`, t("room.decide"), () => may.decide(one.name));
}

/**
 * What was decided in the round that is on, and by whom.
 * @param {Object} room
 * @returns {HTMLElement}
 */
export function takenList(room) {
  const mine = room.taken.filter((one) => !room.round || one.day === room.round.start);
  const list = mine.map((one) => el("li", {text: `${say(one.title)} (${by(one)}${one.at ? `, ${one.at}` : ""})`}));
  return el("section", {class: "taken"}, [
    el("h2", {text: t("room.taken")}),
    list.length ? el("ul", {}, list) : el("p", {text: t("room.none_taken")}),
  ]);
}

const by = (one) => (one.by ? t("room.by", {who: t(`role.${one.by}`)}) : t("debrief.table"));
