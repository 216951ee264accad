// Questions that take long: how far the program is, a way to stop it, and its answer.

import { button, make, sign } from "./dom.js";
import { folded, sentence } from "./folds.js";
import { speakUp } from "./notices.js";
import { ask } from "./state.js";
import { say } from "./words.js";

let work = null;
let dismissed = null; // the id of the answer that was put away
let applied = null; // the revision in which what was found is shown

export const isBusy = () => work?.state === "running";

// Takes what the program tells of its work; true if that has come to its end.
export function heardWork(now) {
  const known = now?.id === work?.id;
  if (known && !isBusy()) return false; // its end was heard before its beginning
  const begun = !known && now?.state === "running";
  const ended = Boolean(now) && now.state !== "running";
  work = now;
  applied = null;
  if (begun) speakUp(say(`doing_${now.question}`));
  if (ended) speakUp([say(`state_${now.state}`), ...(now.answer ?? []).flatMap(({ heading, sentences }) => [heading, ...sentences.slice(0, 3)])].join(" "));
  return ended;
}

// What was found is news until the next change.
export function passOver(revision) {
  if (!work?.applied) return;
  applied ??= revision;
  if (revision > applied) dismissed = work.id;
}

// What was asked here: shown at once, whether or not the program has told of it already.
export function beginWork(now) {
  heardWork(now);
  redraw();
}

export function answerView() {
  if (!work || work.id === dismissed) return null;
  return isBusy() ? progress() : answer();
}

function progress() {
  return make(
    "section",
    { class: "work", "aria-labelledby": "of-work" },
    make("h2", { id: "of-work" }, say(`doing_${work.question}`)),
    make("progress", { "aria-label": say(`doing_${work.question}`) }),
    make("ul", { class: "lines" }, work.lines.slice(-4).map((words) => make("li", {}, words))),
    button(say("stop"), () => ask("stop", { work: work.id })),
    make("p", { class: "quiet" }, say("stop_about")),
  );
}

function answer() {
  const { question, state } = work;
  const sessionOf = new Map((work.changes ?? []).map(({ message, session }) => [message, session]));
  const titles = (work.answer ?? []).flatMap(({ heading, sentences }, number) => [
    make("h3", {}, heading),
    folded(`answer-${number}`, sentences.map((words) => sentence(words, [sessionOf.get(words)]))),
  ]);
  return make(
    "section",
    { class: "work answer", "aria-labelledby": "of-work" },
    make("h2", { id: "of-work" }, state === "failed" ? [sign("warning"), say("state_failed")] : say(`answer_${question}`)),
    state === "stopped" && make("p", {}, say("state_stopped")),
    titles,
    work.applied && make("p", { class: "quiet" }, say("applied")),
    button(say("close"), () => dismiss()),
  );
}

let redraw = () => {};

export function onAnswer(draw) {
  redraw = draw;
}

function dismiss() {
  dismissed = work.id;
  redraw();
}
