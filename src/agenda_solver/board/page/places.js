// Where a session may go: asked once for each state, lit in the grid, looked up under the pointer.

import { make, place as size } from "./dom.js";
import { perMinute, view } from "./grid.js";
import { ask, board } from "./state.js";
import { clock, minutesOf, say } from "./words.js";

let last = { key: "", places: null };

const keyOf = (day, room) => `${day}|${room ?? ""}`;

// Returns a map of the places of a session, by day and room, in the order of time.
export function placesOf(id) {
  const key = `${board.state.revision}:${id}`;
  if (last.key === key) return last.places;
  const places = ask(`places?session=${encodeURIComponent(id)}`).then((answer) => {
    const map = new Map();
    for (const one of answer?.places ?? []) {
      const at = keyOf(one.day, one.room);
      if (!map.has(at)) map.set(at, []);
      map.get(at).push({ ...one, start: minutesOf(one.start) });
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

export function nearest(places, start) {
  let best = null;
  for (const one of places)
    if (!best || Math.abs(one.start - start) < Math.abs(best.start - start)) best = one;
  return best;
}

export function allowed(map) {
  return [...map.values()]
    .flat()
    .filter((one) => one.allowed)
    .sort((one, other) => one.day.localeCompare(other.day) || one.start - other.start || columnOf(one.room) - columnOf(other.room));
}

export const columnOf = (room) => (room === null ? -1 : board.room.get(room)?.column ?? -1);

export const roomName = (room) => (room === null ? say("no_room") : board.room.get(room)?.name ?? room);

export function wordsOf(one) {
  const day = board.state.days.length > 1 ? `${board.state.days.find(({ date }) => date === one.day)?.label}, ` : "";
  return `${day}${clock(one.start)}${one.room === null ? "" : `, ${roomName(one.room)}`}`;
}

export const verdictOf = (one) => (one.allowed ? say("allowed") : say("refused", { reason: one.reason ?? "" }));

// --- Lit in the grid -----------------------------------------------------------------------

// Lights every stretch that the session could take, as long as it is.
export function light(map, minutes) {
  unlight();
  document.body.classList.add("choosing");
  for (const [key, ones] of map) {
    const [day, room] = key.split("|");
    const grid = view.days.get(day);
    if (!grid) continue;
    for (const [from, until] of stretches(ones, minutes)) {
      const [top, bottom] = [Math.max(from, grid.start), Math.min(until, grid.end)];
      const lit = make("div", { class: "lit" });
      size(lit, { ...across(room || null), from: top - grid.start, long: Math.max(0, bottom - top) });
      grid.field.append(lit);
    }
  }
}

// Slots stand apart; where starts are close together, one stretch is calmer than many.
function stretches(ones, minutes) {
  const merged = [];
  for (const { start } of ones.filter((one) => one.allowed)) {
    const before = merged.at(-1);
    if (before && start < before[1]) before[1] = start + minutes;
    else merged.push([start, start + minutes]);
  }
  return merged;
}

export function unlight() {
  document.body.classList.remove("choosing");
  for (const lit of document.querySelectorAll(".lit, .drop")) lit.remove();
}

function across(room) {
  if (room === null) return { left: 0, width: 1 };
  return { left: columnOf(room) / view.columns, width: 1 / view.columns };
}

// Draws where the session would stand.
export function showDrop(one, minutes) {
  document.querySelector(".drop")?.remove();
  if (!one) return null;
  const grid = view.days.get(one.day);
  if (!grid) return null;
  const drop = make(
    "div",
    { class: `drop ${one.allowed ? "may" : "may-not"}` },
    make("b", {}, `${one.allowed ? "✓" : "✕"} ${clock(one.start)}–${clock(one.start + minutes)}`),
    make("span", {}, one.room === null ? "" : roomName(one.room)),
  );
  size(drop, { ...across(one.room), from: one.start - grid.start, long: minutes });
  grid.field.append(drop);
  return drop;
}

// What the pointer points at: a day, a room, and a minute.
export function pointed(x, y) {
  const field = document.elementFromPoint(x, y)?.closest?.(".field");
  if (!field) return null;
  const box = field.getBoundingClientRect();
  const column = Math.min(view.columns - 1, Math.max(0, Math.floor(((x - box.left) / box.width) * view.columns)));
  const day = field.dataset.date;
  return {
    day,
    room: board.state.rooms[column]?.id ?? null,
    minute: view.days.get(day).start + (y - box.top) / perMinute(),
  };
}
