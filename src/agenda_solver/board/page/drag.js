// Moves a session with the pointer, and stretches its end; says where it may go, and why not.

import { moveTo, shelve, stretchEnd } from "./actions.js";
import { canStretch, cardOf, idOf } from "./card.js";
import { byId, fill, make } from "./dom.js";
import { foresee } from "./forecast.js";
import { perMinute, view } from "./grid.js";
import { speakUp } from "./notices.js";
import { inColumn, light, lookOf, markOf, nearest, placesOf, pointed, showDrop, unlight, verdictOf, wordsOf } from "./places.js";
import { board, isFixed, lengthOf } from "./state.js";
import { length, say, span } from "./words.js";

const SLACK = 5; // pixels a hand may shake
const HOLD = 350; // milliseconds a finger rests before it lifts a card
const EDGE = 56; // pixels from the edge where the grid begins to scroll
const DWELL = 250; // milliseconds a card is held there before it does

let held = null; // what the pointer holds

export const isDragging = () => Boolean(held?.lifted);

export function listenToPointer() {
  const area = byId("board");
  area.addEventListener("pointerdown", press);
  area.addEventListener("pointermove", (event) => held && move(event));
  area.addEventListener("pointerup", release);
  area.addEventListener("pointercancel", giveUp);
  area.addEventListener("lostpointercapture", () => held?.lifted && giveUp());
  area.addEventListener("dragstart", (event) => event.preventDefault());
  // A click that ends a drag opens nothing.
  area.addEventListener("click", (event) => justDragged && event.stopPropagation(), true);
  document.addEventListener("keydown", (event) => event.key === "Escape" && isDragging() && (event.stopPropagation(), giveUp()), true);
  area.addEventListener("touchmove", (event) => held?.lifted && event.preventDefault(), { passive: false });
}

let justDragged = false;

function press(event) {
  const id = idOf(event.target);
  if (!id || event.button !== 0 || event.target.closest(".more") || view.list) return;
  justDragged = false;
  const stretches = Boolean(event.target.closest(".stretch")) && canStretch(id);
  const box = cardOf(id).element.getBoundingClientRect();
  const grab = board.placement.has(id) && !cardOf(id).element.matches(".part") ? event.clientY - box.top : 12;
  held = { id, stretches, grab, x: event.clientX, y: event.clientY, pointer: event.pointerId, lifted: false };
  if (!stretches && !isFixed(board.session.get(id))) placesOf(id); // so that they are there in time
  if (event.pointerType === "touch") held.timer = setTimeout(lift, HOLD);
  held.touch = event.pointerType === "touch";
}

async function lift() {
  const { id, pointer, stretches } = held;
  if (isFixed(board.session.get(id))) {
    held = null;
    return;
  }
  held.lifted = true;
  held.minutes = lengthOf(id);
  byId("board").setPointerCapture(pointer);
  cardOf(id).element.classList.add("lifted");
  document.body.classList.add(stretches ? "stretching" : "dragging");
  requestAnimationFrame(follow);
  if (stretches) return;
  const places = await placesOf(id);
  if (held?.id !== id || !held.lifted) return;
  held.places = places;
  light(places);
  aim();
}

function move(event) {
  held.x1 = event.clientX;
  held.y1 = event.clientY;
  const far = Math.hypot(held.x1 - held.x, held.y1 - held.y) > SLACK;
  if (held.lifted) {
    held.moved = true;
    aim();
  } else if (far && held.touch) giveUp(); // the finger scrolls
  else if (far) {
    held.moved = true;
    lift();
  }
}

function aim() {
  if (held.stretches) stretchTo();
  else aimAt();
}

function aimAt() {
  const { x1 = held.x, y1 = held.y } = held;
  const over = document.elementFromPoint(x1, y1)?.closest?.("#shelf");
  byId("shelf").classList.toggle("target", Boolean(over));
  const at = over ? null : pointedAt();
  const target = at && held.places ? nearest(inColumn(held.places, at.day, at.room), at.start, pull()) : null;
  const key = over ? "shelf" : target ? `${target.day}${target.room}${target.start}` : "";
  if (key !== held.key) held.forecast = [];
  tip(over ? say("shelve_here") : target ? wordsOf(target) : "", target);
  if (key === held.key) return;
  held.key = key;
  foresee(held.id, target, (words) => {
    if (!held) return;
    held.forecast = words;
    tip(wordsOf(target), target);
  });
  held.target = target;
  held.shelving = Boolean(over);
  showDrop(target);
  if (over) speakUp(say("shelve_here"));
  else if (target) speakUp(`${wordsOf(target)} : ${verdictOf(target)}`);
}

// How many minutes a quarter of an hour draws a hand near, on a grid that is not finer than that.
const pull = () => ((board.state.event.grid ?? 5) < 5 ? 0 : 4);

// Where the upper edge of what is held would be.
function pointedAt() {
  const at = pointed(held.x1 ?? held.x, held.y1 ?? held.y);
  return at && { ...at, start: at.minute - held.grab / perMinute() };
}

function stretchTo() {
  const at = board.placement.get(held.id);
  const session = board.session.get(held.id);
  const { min, max } = session.minutes;
  const step = board.state.event.grid || 5;
  const asked = at.end - at.start + (held.y1 - held.y + scrolled()) / perMinute();
  const minutes = Math.min(max, Math.max(min, Math.round(asked / step) * step));
  const limit = minutes === max ? say("longest", { length: length(max) }) : minutes === min ? say("shortest", { length: length(min) }) : "";
  tip([span(at.start, at.start + minutes), length(minutes), limit].filter(Boolean).join(" · "), null);
  if (minutes === held.minutes) return;
  held.minutes = minutes;
  showDrop({ ...at, end: at.start + minutes, allowed: true });
  speakUp(`${length(minutes)} ${limit}`);
}

function scrolled() {
  const top = document.querySelector(".days")?.scrollTop ?? 0;
  held.top ??= top;
  return top - held.top;
}

// What hangs on the pointer: where this would be, and why it may not.
function tip(words, target) {
  const ghost = byId("ghost");
  const { x1 = held.x, y1 = held.y } = held;
  ghost.hidden = false;
  ghost.className = target ? lookOf(target) : "";
  const lines = [make("b", {}, board.session.get(held.id).title)];
  if (words) lines.push(make("span", {}, words));
  if (target) lines.push(make("span", { class: "reason" }, `${markOf(target)} ${verdictOf(target)}`));
  else if (!held.stretches && !held.places) lines.push(make("span", {}, say("looking")));
  fill(ghost, lines, (held.forecast ?? []).map((words) => make("span", { class: "quiet" }, words)));
  const left = Math.min(x1 + 16, innerWidth - ghost.offsetWidth - 8);
  const top = y1 + 20 + ghost.offsetHeight > innerHeight ? y1 - ghost.offsetHeight - 12 : y1 + 20;
  ghost.style.setProperty("--x", `${Math.max(8, left)}px`);
  ghost.style.setProperty("--y", `${top}px`);
}

// Scrolls the grid while the card is held near its edge; not while it only passes there.
function follow(now) {
  if (!isDragging()) return;
  const days = document.querySelector(".days");
  const box = days.getBoundingClientRect();
  const { x1 = held.x, y1 = held.y } = held;
  const near = (low, high, at) => (at < low + EDGE ? at - low - EDGE : at > high - EDGE ? at - high + EDGE : 0);
  const inside = x1 > box.left && x1 < box.right && y1 > box.top && y1 < box.bottom;
  const [dx, dy] = inside && held.moved ? [near(box.left, box.right, x1), near(box.top + 40, box.bottom, y1)] : [0, 0];
  if (dx || dy) held.since ??= now;
  else held.since = null;
  if (held.since && now - held.since > DWELL) {
    days.scrollBy({ left: dx / 4, top: dy / 4, behavior: "instant" });
    aim();
  }
  requestAnimationFrame(follow);
}

async function release() {
  if (!held) return;
  const { id, lifted, stretches, minutes, shelving } = held;
  const at = board.placement.get(id);
  let aimed = lifted && !stretches && !shelving ? held.target ?? pointedAt() : null;
  const places = held.places;
  giveUp();
  if (!lifted) return;
  justDragged = true;
  setTimeout(() => (justDragged = false));
  if (stretches && minutes !== at.end - at.start) stretchEnd(id, at.start + minutes);
  else if (shelving) shelve(id);
  else if (aimed) {
    // A quick hand drops before it is known where the card may go.
    if (!places) aimed = nearest(inColumn(await placesOf(id), aimed.day, aimed.room), aimed.start, pull());
    const same = at && aimed && at.day === aimed.day && at.start === aimed.start && at.room === aimed.room;
    if (aimed && !same) moveTo(id, aimed);
  }
}

function giveUp() {
  if (!held) return;
  clearTimeout(held.timer);
  const { id, pointer } = held;
  held = null;
  foresee(id, null);
  cardOf(id).element.classList.remove("lifted");
  document.body.classList.remove("dragging", "stretching");
  byId("shelf").classList.remove("target");
  byId("ghost").hidden = true;
  unlight();
  if (byId("board").hasPointerCapture(pointer)) byId("board").releasePointerCapture(pointer);
}
