// Where a session may go: asked once for each state, lit in the grid, looked up under the pointer.

import { make, place as size } from "./dom.js";
import { perMinute, view } from "./grid.js";
import { hoursOf } from "./layout.js";
import { ask, board, lengthOf } from "./state.js";
import { clock, minutesOf, say, span } from "./words.js";

let last = { key: "", places: null };

const keyOf = (day, room) => `${day}|${room ?? ""}`;

// Returns a map of the places of a session, by day and room, in the order of time; none by night.
export function placesOf(id) {
  const key = `${board.state.revision}:${id}`;
  if (last.key === key) return last.places;
  const hours = new Map(board.state.days.map((day) => [day.date, hoursOf(day)]));
  const minutes = lengthOf(id);
  const places = ask(`places?session=${encodeURIComponent(id)}`).then((answer) => {
    const map = new Map();
    if (!answer) last.key = ""; // it is asked again
    for (const place of answer?.places ?? []) {
      const begins = minutesOf(place.start);
      const one = { ...place, start: begins, end: place.end ? minutesOf(place.end) : begins + minutes };
      const { start, end } = hours.get(one.day) ?? {};
      if (!(one.start >= start && one.end <= end)) continue;
      const at = keyOf(one.day, one.room);
      if (!map.has(at)) map.set(at, []);
      map.get(at).push(one);
    }
    for (const ones of map.values()) ones.sort((one, other) => one.start - other.start);
    return map;
  });
  last = { key, places };
  return places;
}

// The places of a day in a room; of what takes no room, wherever one points.
export function inColumn(map, day, room) {
  return map.get(keyOf(day, room)) ?? map.get(keyOf(day, null)) ?? [];
}

// The place that starts nearest; a hand lands on a quarter of an hour rather than beside it.
export function nearest(places, start, pull = 0) {
  const far = (one) => Math.abs(one.start - start) - (one.start % 15 ? 0 : pull);
  let best = null;
  for (const one of places) if (!best || far(one) < far(best)) best = one;
  return best;
}

export function allowed(map) {
  return [...map.values()]
    .flat()
    .filter(mayBe)
    .sort((one, other) => one.day.localeCompare(other.day) || one.start - other.start || columnOf(one.room) - columnOf(other.room));
}

// Alone, where all that start together come along, or where attendees change their sessions.
export const mayBe = (one) => one.allowed || Boolean(one.block) || Boolean(one.seats);

export function lookOf(one) {
  if (!mayBe(one)) return "may-not";
  return one.allowed || one.block ? "may" : "may-if";
}

export const columnOf = (room) => (room === null ? -1 : board.room.get(room)?.column ?? -1);

export const roomName = (room) => (room === null ? say("no_room") : board.room.get(room)?.name ?? room);

export function wordsOf(one) {
  const day = board.state.days.length > 1 ? `${board.state.days.find(({ date }) => date === one.day)?.label}, ` : "";
  return `${day}${clock(one.start)}${one.room === null ? "" : `, ${roomName(one.room)}`}`;
}

export function verdictOf(one) {
  if (one.allowed) return say("allowed");
  if (one.block) return say("allowed_with_block");
  return say(one.seats ? "allowed_but_seats" : "refused", { reason: one.reason ?? "" });
}

const MARKS = { may: "✓", "may-if": "≈", "may-not": "✕" };

export const markOf = (one) => MARKS[lookOf(one)];

// --- Lit in the grid -----------------------------------------------------------------------

// Lights every stretch that the session could take, as long as it is.
export function light(map) {
  unlight();
  document.body.classList.add("choosing");
  for (const ones of map.values()) {
    const { day, room } = ones[0];
    const grid = view.days.get(day);
    if (!grid) continue;
    for (const [from, until, look] of [...stretches(ones, "may-if"), ...stretches(ones, "may")]) {
      const lit = make("div", { class: `lit ${look}` });
      size(lit, { ...across(room), from: from - grid.start, long: until - from });
      grid.field.append(lit);
    }
  }
}

// Slots stand apart; where starts are close together, one stretch is calmer than many.
function stretches(ones, look) {
  const merged = [];
  for (const { start, end } of ones.filter((one) => lookOf(one) === look)) {
    const before = merged.at(-1);
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end, look]);
  }
  return merged;
}

export function unlight() {
  document.body.classList.remove("choosing");
  for (const lit of document.querySelectorAll(".lit, .drop")) lit.remove();
}

function across(room) {
  if (room === null) return { left: 0, width: 1 };
  const { edges } = view.columns;
  const column = columnOf(room);
  return { left: edges[column], width: edges[column + 1] - edges[column] };
}

// Draws where the session would stand.
export function showDrop(one) {
  document.querySelector(".drop")?.remove();
  if (!one) return null;
  const grid = view.days.get(one.day);
  if (!grid) return null;
  const drop = make(
    "div",
    { class: `drop ${lookOf(one)}` },
    make("b", {}, `${markOf(one)} ${span(one.start, one.end)}`),
    make("span", {}, one.room === null ? "" : roomName(one.room)),
  );
  size(drop, { ...across(one.room), from: one.start - grid.start, long: one.end - one.start });
  grid.field.append(drop);
  return drop;
}

// What the pointer points at: a day, a room, and a minute.
export function pointed(x, y) {
  const field = document.elementFromPoint(x, y)?.closest?.(".field");
  if (!field) return null;
  const box = field.getBoundingClientRect();
  const column = view.columns.edges.findLastIndex((edge) => edge <= (x - box.left) / box.width);
  const day = field.dataset.date;
  return {
    day,
    room: board.state.rooms[column]?.id ?? null,
    minute: view.days.get(day).start + (y - box.top) / perMinute(),
  };
}
