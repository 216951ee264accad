// What can be done to a session and to the programme, however it is asked for.

import { beginWork } from "./ask.js";
import { toast } from "./notices.js";
import { board, change, errors, isLocked } from "./state.js";
import { count, say, timeOf } from "./words.js";

const LONG = 45; // characters of a title that are enough to know it by

export function titleOf(id) {
  const title = board.session.get(id)?.title ?? id;
  return title.length > LONG ? `${title.slice(0, LONG).trimEnd()}…` : title;
}

// Tells what a step has come to, with ways back and on.
function tellStep(words, id, errorsBefore, also) {
  const now = errors().length;
  const more = now - errorsBefore;
  const outcome = more > 0 ? count("broken_now", more) : now ? count("still_broken", now) : board.state.shelf.length ? count("left", board.state.shelf.length) : say("nothing_broken");
  const first = more > 0 ? errors().find((one) => one.sessions.includes(id)) ?? errors()[0] : null;
  const actions = [...also, [say("undo"), undo]];
  if (more > 0) actions.unshift([say("repair"), () => repair(id)]);
  toast(`${words} ${outcome}`, { detail: first?.message, bad: more > 0, actions });
}

async function step(path, content, words, also = []) {
  const before = errors().length;
  board.touched = content.session;
  const state = await change(path, content);
  if (state) tellStep(words, content.session, before, also);
  return state;
}

// Moves a session to one of its places; with all that start together where it cannot go alone.
export function moveTo(id, { day, start, room, allowed, block }) {
  const content = { session: id, day, start: timeOf(start), room };
  const title = titleOf(id);
  if (allowed || !block) return step("move", content, say("moved", { title }));
  const alone = [say("move_alone"), async () => (await change("undo")) && step("move", content, say("moved", { title }))];
  return step("move", { ...content, block: true }, say("moved_with_block", { title }), [alone]);
}

export function stretchEnd(id, end) {
  const { day, start, room } = board.placement.get(id);
  const content = { session: id, day, start: timeOf(start), end: timeOf(end), room };
  return step("move", content, say("stretched", { title: titleOf(id) }));
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
  if (!board.state.dirty) return toast(say("clean"));
  const state = await change("save", force ? { force } : {});
  if (state) toast(state.saved ?? say("is_saved"));
}

// --- Questions ---------------------------------------------------------------------------------

async function question(content) {
  const work = await change("ask", content);
  if (work) beginWork(work);
}

// Changes as little as possible, and keeps what was moved last.
export const repair = (id = board.touched) => question({ question: "repair", ...(id ? { session: id } : {}) });

// Plans again around what is announced, as little as possible otherwise.
export const announce = (announced) => question({ question: "repair", announced: [announced] });

export const solveRest = () => question({ question: "solve" });

export const whyNot = (id, at) =>
  question({ question: "why", session: id, ...(at ? { day: at.day, start: timeOf(at.start), room: at.room } : {}) });

export function whoIsFree(id) {
  const at = board.placement.get(id);
  if (at) question({ question: "free", session: id, day: at.day, start: timeOf(at.start), end: timeOf(at.end) });
}
