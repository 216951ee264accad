// Everything without a mouse: arrows go from card to card, and from place to place.

import { lock, moveTo, redo, save, shelve, stretchEnd, undo, whyNot } from "./actions.js";
import { openAnnounce } from "./announce.js";
import { isBusy } from "./ask.js";
import { canStretch, cardOf, idOf } from "./card.js";
import { openHelp, openMove, openSession } from "./dialogs.js";
import { foresee } from "./forecast.js";
import { view } from "./grid.js";
import { speakUp, toast } from "./notices.js";
import { allowed, columnOf, inColumn, light, lookOf, markOf, nearest, placesOf, showDrop, unlight, verdictOf, wordsOf } from "./places.js";
import { board, isFixed } from "./state.js";
import { length, say } from "./words.js";
import { byId } from "./dom.js";

let taken = null; // the session that is being moved by keys: {id, places, at}

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function listenToKeys() {
  document.addEventListener("keydown", pressed);
  byId("board").addEventListener("focusin", (event) => idOf(event.target) && rove(idOf(event.target)));
  byId("board").addEventListener("focusout", (event) => taken && !event.relatedTarget?.closest(".card") && giveUp());
}

// One card at a time can be reached with the tab key, in the programme and on the shelf; arrows
// lead to the others.
function rove(id) {
  const card = cardOf(id);
  const area = card.element.closest("#programme, #shelf");
  for (const face of area?.querySelectorAll('.face[tabindex="0"]') ?? []) reach(cardOf(idOf(face)), "-1");
  reach(card, "0");
}

function reach({ face, more }, index) {
  face.setAttribute("tabindex", index);
  more.setAttribute("tabindex", index);
}

// After each drawing: there is one that can be reached.
export function keepReachable() {
  for (const area of ["#programme", "#shelf"]) {
    const reached = document.querySelectorAll(`${area} .face[tabindex="0"]`);
    const one = document.activeElement?.closest(`${area} .card`) ?? reached[0] ?? document.querySelector(`${area} .card`);
    if (one && (reached.length !== 1 || !one.contains(reached[0]))) rove(idOf(one));
  }
}

function pressed(event) {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  const control = event.ctrlKey || event.metaKey;
  const id = idOf(document.activeElement);
  const act = control ? withControl(event) : taken ? whileTaken(event) : id ? onCard(event, id) : anywhere(event);
  if (!act) return;
  event.preventDefault();
  act();
}

function withControl({ key, shiftKey }) {
  return { z: shiftKey ? redo : undo, Z: redo, y: redo, s: () => save() }[key];
}

const anywhere = ({ key }) => ({ "?": openHelp })[key];

function onCard(event, id) {
  if (event.altKey) return null;
  if (event.target.closest(".more") && (event.key === "Enter" || event.key === " ")) return null;
  if (event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown"))
    return () => stretch(id, event.key === "ArrowDown" ? 1 : -1);
  if (ARROWS[event.key]) return () => focusNext(id, ...ARROWS[event.key]);
  const act = {
    Enter: () => take(id),
    " ": () => take(id),
    "+": () => stretch(id, 1),
    "-": () => stretch(id, -1),
    Delete: () => shelve(id),
    s: () => shelve(id),
    v: () => lock(id),
    m: () => openSession(id),
    w: () => whyNot(id),
    a: () => isBusy() || openAnnounce({ of: "session", id }),
    Home: () => focusOn(firstCards()[0]),
    End: () => focusOn(firstCards().at(-1)),
  }[event.key];
  return act ?? anywhere(event);
}

const firstCards = () => [...document.querySelectorAll("#programme .card")];

function focusOn(element) {
  const id = idOf(element);
  if (!id) return;
  cardOf(id).face.focus();
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
}

// The nearest card in a direction: what lies straight ahead before what lies aside.
function focusNext(id, right, down) {
  const from = cardOf(id).element.getBoundingClientRect();
  let best = null;
  for (const element of document.querySelectorAll("#board .card")) {
    if (element.dataset.session === id) continue;
    const box = element.getBoundingClientRect();
    if (!box.width) continue;
    const ahead = right ? (box.left - from.left) * right : (box.top - from.top) * down;
    if (ahead <= 1) continue;
    const aside = right
      ? Math.max(0, box.top - from.bottom + 1, from.top - box.bottom + 1)
      : Math.max(0, box.left - from.right + 1, from.left - box.right + 1);
    const far = ahead + 4 * aside + (right ? Math.abs(box.top - from.top) : Math.abs(box.left - from.left)) / 10;
    if (!best || far < best.far) best = { far, element };
  }
  if (best) focusOn(best.element);
}

function stretch(id, steps) {
  const at = board.placement.get(id);
  if (!at || !canStretch(id)) return toast(say("no_stretch"));
  const { min, max } = board.session.get(id).minutes;
  const minutes = at.end - at.start + steps * (board.state.event.grid || 5);
  if (minutes < min) return toast(say("shortest", { length: length(min) }));
  if (minutes > max) return toast(say("longest", { length: length(max) }));
  return stretchEnd(id, at.start + minutes);
}

// --- Moving ----------------------------------------------------------------------------------

export async function take(id) {
  if (isFixed(board.session.get(id))) return toast(say("is_external"));
  if (view.list) return openMove(id);
  cardOf(id).face.focus();
  const mine = (taken = { id, places: null, pressed: [] });
  const places = await placesOf(id);
  if (taken !== mine) return;
  const own = board.placement.get(id);
  const free = allowed(places);
  const at = own ? nearest(inColumn(places, own.day, own.room), own.start) ?? free[0] : free[0] ?? [...places.values()][0]?.[0];
  if (!at) {
    taken = null;
    return toast(say("no_places"));
  }
  taken.places = places;
  cardOf(id).element.classList.add("lifted");
  light(places);
  document.body.classList.add("taking");
  speakUp(`${say("taken", { title: board.session.get(id).title })} ${say("taken_keys")}`);
  show(at, false);
  for (const event of mine.pressed) whileTaken(event)?.();
}

function show(at, aloud = true) {
  if (!at) return speakUp(say("no_further"));
  taken.at = at;
  const drop = showDrop(at);
  drop?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const words = `${wordsOf(at)} : ${verdictOf(at)}`;
  const hint = byId("ghost");
  hint.hidden = false;
  hint.className = `docked ${lookOf(at)}`;
  const lines = [board.session.get(taken.id).title, `${markOf(at)} ${words}`, say("taken_keys")];
  hint.replaceChildren(...lines.map(line));
  foresee(taken.id, at, (forecast) => taken && hint.lastChild.before(line(forecast.join(" · "), 1)));
  if (aloud) speakUp(words);
}

function line(words, number) {
  const element = document.createElement(number ? "span" : "b");
  element.textContent = words;
  return element;
}

function whileTaken(event) {
  const { key, shiftKey } = event;
  // A quick hand goes on before it is known where the card may go.
  if (taken && !taken.places && key !== "Escape") return () => taken.pressed.push(event);
  if (!taken) return null;
  if (ARROWS[key]) return () => show(stepped(...ARROWS[key], shiftKey));
  return {
    Enter: drop,
    " ": drop,
    Escape: () => (speakUp(say("given_up")), giveUp()),
    Tab: () => show(nextAllowed(shiftKey ? -1 : 1)),
    n: () => show(nextAllowed(1)),
    p: () => show(nextAllowed(-1)),
    PageDown: () => show(otherDay(1)),
    PageUp: () => show(otherDay(-1)),
    w: () => {
      const { id, at } = taken;
      giveUp();
      whyNot(id, at);
    },
    Delete: () => {
      const { id } = taken;
      giveUp();
      shelve(id);
    },
  }[key];
}

function stepped(right, down) {
  const { at, places } = taken;
  if (down) {
    const column = inColumn(places, at.day, at.room);
    return column[column.indexOf(at) + down] ?? otherDay(down, down > 0 ? 0 : 1e4);
  }
  const rooms = board.state.rooms.map(({ id }) => id);
  for (let column = columnOf(at.room) + right; rooms[column] !== undefined; column += right) {
    const near = nearest(inColumn(places, at.day, rooms[column]), at.start);
    if (near && near.room === rooms[column]) return near;
  }
  return null;
}

function otherDay(steps, start = taken.at.start) {
  const days = board.state.days.map(({ date }) => date);
  const day = days[days.indexOf(taken.at.day) + steps];
  return day ? nearest(inColumn(taken.places, day, taken.at.room), start) : null;
}

function nextAllowed(steps) {
  const free = allowed(taken.places);
  const here = free.indexOf(taken.at);
  if (here >= 0) return free[(here + steps + free.length) % free.length];
  const { day, start } = taken.at;
  const later = free.findIndex((one) => one.day > day || (one.day === day && one.start >= start));
  return steps > 0 ? free[later] ?? free[0] : free[(later < 0 ? free.length : later) - 1] ?? free.at(-1);
}

async function drop() {
  const { id, at } = taken;
  giveUp();
  const own = board.placement.get(id);
  if (own && own.day === at.day && own.start === at.start && own.room === at.room) return;
  await moveTo(id, at);
  cardOf(id).face.focus();
}

function giveUp() {
  if (!taken) return;
  cardOf(taken.id).element.classList.remove("lifted");
  foresee(taken.id, null);
  taken = null;
  document.body.classList.remove("taking");
  byId("ghost").hidden = true;
  unlight();
}

