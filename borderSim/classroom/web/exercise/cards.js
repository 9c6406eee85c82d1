/** Injects, decisions and what was decided, as every seat shows them. */

import {button, el} from "./dom.js";
import {say, t} from "./texts.js";

/**
 * The card of an inject, without expected action.
 * @param {{number: number, title: Object, text: Object}} card
 * @param {string} heading - element of its title, by the place that it has on the page.
 * @returns {HTMLElement}
 */
export function injectCard(card, heading = "h3") {
  return el("article", {class: "card inject", data: {inject: card.number}}, [
    el(heading, {text: `${t("print.inject", {n: card.number})} · ${say(card.title)}`}),
    el("p", {text: say(card.text)}),
  ]);
}

/**
 * The menu of a round.
 * @param {Object} room - what the server said of the room.
 * @param {?{decide: Function, undo: Function}} may - what this seat may do, null for the wall.
 * @returns {HTMLElement}
 */
export function menu(room, may) {
  const {round, taken} = room;
  const now = new Set(taken.map((one) => one.decision));
  const list = round.menu.map((one) => decision(room, one, now, may));
  return el("section", {class: "menu"}, [
    el("h2", {text: t("room.menu")}),
    el("p", {class: "budget", text: `${t("print.menu.says", {n: round.decide, budget: round.budget})} ${t("room.left", {points: round.left, budget: round.budget})}`}),
    room.frozen ? el("p", {class: "closed", text: t("room.closed")}) : null,
    el("ul", {}, list),
  ]);
}

function decision(room, one, now, may) {
  const chosen = now.has(one.name);
  const cost = t(one.points === 1 ? "room.point" : "room.points", {n: one.points});
  const act = !may || !room.open ? null
    : chosen ? button(`undo-${one.name}`, t("room.undo"), () => may.undo(one.name))
      : button(`decide-${one.name}`, t("room.decide"), () => may.decide(one.name), {disabled: one.points > room.round.left});
  return el("li", {class: chosen ? "chosen" : "", data: {decision: one.name}}, [
    el("div", {}, [
      el("strong", {text: say(one.title)}), " ",
      el("span", {class: "points", text: cost}),
      el("p", {text: say(one.text)}),
    ]),
    act,
  ]);
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
