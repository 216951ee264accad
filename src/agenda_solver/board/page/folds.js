// Lists of sentences: of a long one the first few, the rest drawn once somebody asks for it.

import { button, make } from "./dom.js";
import { reveal } from "./grid.js";
import { board } from "./state.js";
import { count, say } from "./words.js";

const MANY = 6; // sentences shown at once

let show = () => {};

// What brings the programme into sight, where only one part of the page is.
export function onLeading(toProgramme) {
  show = toProgramme;
}

export function folded(name, items) {
  const list = (some) => make("ul", { class: "sentences" }, some);
  if (items.length <= MANY) return list(items);
  return [list(items.slice(0, MANY)), unfolding(name, count("more", items.length - MANY), () => list(items.slice(MANY)))];
}

export function unfolding(name, title, draw) {
  const details = make("details", {}, make("summary", {}, title));
  details.dataset.name = name;
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && details.append(draw()));
  return details;
}

// A sentence, and the cards it speaks of; it leads to the card itself where it speaks of one only.
export function sentence(words, sessions = []) {
  const known = sessions.filter((id) => board.session.has(id)).slice(0, 6);
  if (known.length === 1) return make("li", {}, leading(known[0], words, "whole"));
  return make("li", {}, make("p", {}, words), known.length ? make("p", { class: "cards" }, known.map((id) => leading(id))) : null);
}

export function leading(id, words = board.session.get(id).title, look = "to-card") {
  const { title } = board.session.get(id);
  return button(words, () => (show(), reveal(id)), { class: look, title: say("show_card", { title }) });
}
