// What the page shows: the last state of the program, looked up in the ways the views need.

import { Closed, get, post, Refused, TAB } from "./api.js";
import { minutesOf } from "./words.js";

export const board = {
  state: null,
  session: new Map(),
  room: new Map(),
  placement: new Map(), // by session, its times in minutes
  parts: new Map(), // ids of the parts, by their whole
  troubles: new Map(), // broken demands, by session
  touched: null, // the session moved last
};

const listeners = [];
const troubles = { closed: () => {}, stale: () => {}, refused: () => {} };

export function onState(listener) {
  listeners.push(listener);
}

export function onTrouble(handlers) {
  Object.assign(troubles, handlers);
}

export function accept(state) {
  board.state = state;
  board.session = new Map(state.sessions.map((session) => [session.id, session]));
  board.room = new Map(state.rooms.map((room, column) => [room.id, { ...room, column }]));
  board.placement = new Map(
    state.placements.map((one) => [
      one.session,
      { ...one, start: minutesOf(one.start), end: minutesOf(one.end) },
    ]),
  );
  board.parts = grouped(state.sessions.filter((one) => one.part_of), (one) => [one.part_of], (one) => one.id);
  board.troubles = grouped(errors(), (finding) => finding.sessions, (finding) => finding);
  for (const listener of listeners) listener(state);
}

function grouped(items, keysOf, valueOf) {
  const groups = new Map();
  for (const item of items)
    for (const key of keysOf(item)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(valueOf(item));
    }
  return groups;
}

// Broken demands; that what is on the shelf has no place is no news there.
export function errors() {
  const shelved = new Set(board.state.shelf);
  const aside = ({ sessions }) => sessions.length > 0 && sessions.every((id) => shelved.has(id));
  return board.state.verdict.findings.filter((one) => one.severity === "error" && !aside(one));
}

export const isLocked = (session) => Object.values(session.locked ?? {}).some(Boolean);

export const isFixed = (session) => Boolean(session.external);

// How long a session is, or would be.
export function lengthOf(id) {
  const at = board.placement.get(id);
  if (at) return at.end - at.start;
  const { minutes } = board.session.get(id);
  return minutes?.ideal ?? minutes?.min ?? 45;
}

// A part is drawn inside its whole, as long as it is there.
export function wholeOf(id) {
  const whole = board.session.get(id)?.part_of;
  const own = board.placement.get(id);
  const its = whole && board.placement.get(whole);
  const inside = own && its && own.day === its.day && own.start >= its.start && own.end <= its.end;
  return inside && (own.room ?? its.room) === its.room ? whole : null;
}

export const dayOf = (date) => board.state.days.find((day) => day.date === date);

export async function reload() {
  try {
    accept(await get("state"));
    return true;
  } catch (trouble) {
    return report(trouble);
  }
}

let queue = Promise.resolve();

// Asks the program for a change; one after the other, each on the state the last one left.
export function change(path, content = {}) {
  const next = queue.then(() => changed(path, content));
  queue = next.catch(() => {});
  return next;
}

async function changed(path, content) {
  try {
    const answer = await post(path, { tab: TAB, revision: board.state.revision, ...content });
    if (answer.placements) accept(answer);
    return answer;
  } catch (trouble) {
    return report(trouble, path);
  }
}

export async function ask(path, content) {
  try {
    return await (content ? post(path, content) : get(path));
  } catch (trouble) {
    return report(trouble, path);
  }
}

function report(trouble, path) {
  if (trouble instanceof Closed) troubles.closed();
  else if (trouble instanceof Refused && trouble.status === 409 && path !== "save") troubles.stale(trouble.message);
  else if (trouble instanceof Refused) troubles.refused(trouble.message, path, trouble.status);
  else throw trouble;
  return null;
}
