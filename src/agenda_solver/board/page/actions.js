// What can be done to a session and to the programme, however it is asked for.

import { toast } from "./notices.js";
import { board, change, errors, isLocked } from "./state.js";
import { count, say, timeOf } from "./words.js";

const LONG = 45; // characters of a title that are enough to know it by

export function titleOf(id) {
  const title = board.session.get(id)?.title ?? id;
  return title.length > LONG ? `${title.slice(0, LONG).trimEnd()}…` : title;
}

// Tells what a step has come to, with ways back and on.
function tellStep(words, id, errorsBefore) {
  const now = board.state.verdict.errors;
  const more = now - errorsBefore;
  const outcome = more > 0 ? count("broken_now", more) : now ? count("still_broken", now) : say("nothing_broken");
  const first = more > 0 ? newest(id) : null;
  const actions = [[say("undo"), undo]];
  if (more > 0) actions.unshift([say("repair"), () => repair(id)]);
  toast(`${words} ${outcome}`, { detail: first?.message, bad: more > 0, actions });
}

const newest = (id) => errors().find((one) => one.sessions.includes(id)) ?? errors()[0];

async function step(path, content, words) {
  const before = board.state.verdict.errors;
  board.touched = content.session;
  const state = await change(path, content);
  if (state) tellStep(words, content.session, before);
  return state;
}

export function moveTo(id, { day, start, room, end }) {
  const content = { session: id, day, start: timeOf(start), room };
  if (end !== undefined) content.end = timeOf(end);
  return step("move", content, say(end === undefined ? "moved" : "stretched", { title: titleOf(id) }));
}

export function shelve(id) {
  if (!board.placement.has(id)) return null;
  return step("shelve", { session: id }, say("shelved", { title: titleOf(id) }));
}

export async function lock(id, what = null) {
  const all = !isLocked(board.session.get(id));
  const state = await change("lock", { session: id, ...(what ?? { day: all, start: all, room: all }) });
  if (state) toast(say(isLocked(board.session.get(id)) ? "locked_now" : "unlocked_now", { title: titleOf(id) }));
}

export async function undo() {
  if (!board.state.undo) return;
  board.touched = null;
  if (await change("undo")) toast(say("undone"), { actions: board.state.redo ? [[say("redo"), redo]] : [] });
}

export async function redo() {
  if (!board.state.redo) return;
  board.touched = null;
  if (await change("redo")) toast(say("redone"));
}

export async function save(force = false) {
  const state = await change("save", force ? { force } : {});
  if (state) toast(state.saved ?? say("is_saved"));
}

export const repair = (id = board.touched) => change("ask", { question: "repair", ...(id ? { session: id } : {}) });

export const solveRest = () => change("ask", { question: "solve" });

export const whyNot = (id, at) =>
  change("ask", { question: "why", session: id, ...(at ? { day: at.day, start: timeOf(at.start), room: at.room } : {}) });

export function whoIsFree(id) {
  const at = board.placement.get(id);
  if (!at) return null;
  return change("ask", { question: "free", session: id, day: at.day, start: timeOf(at.start), end: timeOf(at.end) });
}
