// Starts the page, draws its bar, and joins what the program tells with what is shown.

import { redo, repair, save, solveRest, undo } from "./actions.js";
import { canAnnounce, openAnnounce } from "./announce.js";
import { get, listen, TAB } from "./api.js";
import { heardWork, isBusy, onAnswer, passOver } from "./ask.js";
import { idOf } from "./card.js";
import { confirmSave, offerRecovered, openHelp, openSession, openVersions } from "./dialogs.js";
import { button, byId, fill, make, set, sign } from "./dom.js";
import { isDragging, listenToPointer } from "./drag.js";
import { onLeading } from "./folds.js";
import { drawProgramme, view, zoomBy } from "./grid.js";
import { keepReachable, listenToKeys } from "./keyboard.js";
import { hideToast, lower, raise, speakUp, toast } from "./notices.js";
import { accept, board, errors, onState, onTrouble, reload } from "./state.js";
import { drawPanel } from "./verdict.js";
import { count, say, speak } from "./words.js";

const NARROW = matchMedia("(max-width: 48rem)");

const kept = {
  get: (name) => attempt(() => localStorage.getItem(name)),
  set: (name, value) => attempt(() => localStorage.setItem(name, value)),
};

function attempt(action) {
  try {
    return action();
  } catch {
    return null; // where the browser keeps nothing, nothing is kept
  }
}

async function start() {
  speak(await get("texts"));
  const state = await get("state");
  document.documentElement.lang = state.language;
  chooseTheme(kept.get("theme") ?? "");
  view.list = NARROW.matches || kept.get("list") === "yes";
  onState(draw);
  onTrouble({ closed: lost, stale: (words) => stale(words), refused });
  onAnswer(drawBusy);
  onLeading(() => showTab("programme"));
  heardWork(state.work);
  accept(state);
  listenToPointer();
  listenToKeys();
  byId("board").addEventListener("click", clicked);
  NARROW.addEventListener("change", () => setList(NARROW.matches || kept.get("list") === "yes"));
  addEventListener("beforeunload", (event) => board.state.dirty && event.preventDefault());
  showTab("programme");
  listen(heard, back, lost);
  if (state.recovered) offerRecovered(state.recovered);
  if (state.kept === false) raise("unkept", say("unkept"), { bad: true });
}

function draw(state) {
  const began = performance.now();
  passOver(state.revision);
  drawBar(state);
  drawProgramme();
  drawPanel();
  drawTabs(state);
  keepReachable();
  manyTabs(state.tabs);
  performance.measure("board-drawn", { start: began, end: performance.now() });
}

// --- The bar -----------------------------------------------------------------------------------

function drawBar(state) {
  const focused = document.activeElement?.dataset?.name;
  const saved = state.dirty ? say("dirty") : state.saved ?? say("clean");
  const tool = (name, action, { icon = name, words = say(name), disabled = false, iconic = false, first = false, pressed } = {}) => {
    const made = button("", action, { class: `${iconic ? "iconic" : ""}${first ? " first" : ""}`, disabled, "aria-pressed": pressed, title: say(`${name}_about`) });
    if (iconic) made.setAttribute("aria-label", words);
    made.append(sign(icon), ...(iconic ? [] : [make("span", {}, words)]));
    made.dataset.name = name;
    return made;
  };
  const busy = isBusy();
  fill(
    byId("bar"),
    make("div", { class: "what" }, make("h1", {}, state.event.name), make("p", {}, make("span", { class: "file", title: state.file }, state.file), make("span", { class: `kept ${state.dirty ? "dirty" : ""}`, role: "status" }, saved))),
    make(
      "div",
      { class: "tools" },
      make("div", { class: "group" }, tool("undo", undo, { disabled: !state.undo || busy, iconic: true }), tool("redo", redo, { disabled: !state.redo || busy, iconic: true })),
      make(
        "div",
        { class: "group" },
        tool("repair", () => repair(), { icon: "wand", disabled: busy || !errors().length }),
        tool("solve_rest", solveRest, { icon: "plus", disabled: busy || !state.shelf.length }),
        canAnnounce() && tool("announce", () => openAnnounce(), { icon: "absent", disabled: busy }),
        tool("versions", openVersions, { icon: "flag" }),
      ),
      make(
        "div",
        { class: "group views" },
        tool("zoom_out", () => zoomBy(-1), { icon: "minus", iconic: true, disabled: view.list }),
        tool("zoom_in", () => zoomBy(1), { icon: "plus", iconic: true, disabled: view.list }),
        tool("as_list", () => (kept.set("list", view.list ? "no" : "yes"), setList(!view.list)), { icon: view.list ? "grid" : "list", iconic: true, words: say(view.list ? "as_grid" : "as_list") }),
        tool("theme", nextTheme, { iconic: true, words: say(`theme_${document.documentElement.dataset.theme || "auto"}`) }),
        tool("help", openHelp, { iconic: true }),
      ),
      tool("save", () => save(), { first: true, disabled: busy || !state.dirty }),
    ),
  );
  document.title = `${state.dirty ? "• " : ""}${state.event.name}`;
  if (focused) byId("bar").querySelector(`[data-name="${focused}"]`)?.focus();
}

function setList(list) {
  view.list = list;
  draw(board.state);
}

const THEMES = ["", "light", "dark"];

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? "";
  chooseTheme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  drawBar(board.state);
  speakUp(say(`theme_${document.documentElement.dataset.theme || "auto"}`));
}

function chooseTheme(theme) {
  document.documentElement.dataset.theme = theme;
  kept.set("theme", theme);
}

// --- On a phone: one of three at a time ------------------------------------------------------------

function drawTabs(state) {
  const broken = errors().length;
  const tabs = [
    ["programme", say("programme")],
    ["shelf", say("shelf_count", { number: state.shelf.length })],
    ["panel", broken ? count("problems", broken) : say("verdict")],
  ];
  fill(
    byId("tabs"),
    tabs.map(([name, words]) => button(words, () => showTab(name), { "aria-current": byId("board").dataset.tab === name ? "true" : null, class: name === "panel" && broken ? "bad" : "" })),
  );
  byId("tabs").setAttribute("aria-label", say("tabs"));
  byId("panel").setAttribute("aria-label", say("verdict"));
  byId("programme").setAttribute("aria-label", say("programme"));
  byId("toast").setAttribute("aria-label", say("messages"));
  set(byId("shelf"), { "aria-label": say("shelf") });
}

function showTab(name) {
  if (NARROW.matches && name !== byId("board").dataset.tab) hideToast();
  byId("board").dataset.tab = name;
  drawTabs(board.state);
}

// A mouse opens a session; keys take it, as that is what they are for.
function clicked(event) {
  const id = idOf(event.target);
  if (!id) return;
  const byKeys = event.detail === 0 && !event.target.closest(".more");
  if (!byKeys || view.list) openSession(id);
}

// --- What the program tells ---------------------------------------------------------------------

function heard(event) {
  if (event.kind === "tabs") manyTabs(event.number);
  if (event.kind === "state" && event.revision > board.state.revision) otherwise(event.by);
  if (event.kind === "work") {
    const ended = heardWork(event);
    if (ended) reload().then(() => showTab("panel"));
    else drawBusy();
  }
}

function drawBusy() {
  drawBar(board.state);
  drawPanel();
}

async function otherwise(by) {
  if (by === TAB) return; // the answer itself is on its way
  if (isDragging()) return;
  if ((await reload()) && by) toast(say("changed_elsewhere"));
}

function manyTabs(number) {
  if (number > 1) raise("tabs", say("many_tabs", { number }));
  else lower("tabs");
}

let down = false;

function lost() {
  if (down) return;
  down = true;
  raise("closed", say("closed"), { bad: true, actions: [[say("retry"), retry]] });
}

async function retry() {
  down = false;
  if (await caughtUp()) lower("closed");
}

async function back() {
  lower("closed");
  if (!down) return;
  down = false;
  if (await caughtUp()) toast(say("is_back"));
}

// What the program told while nothing was heard: a search may have ended meanwhile.
async function caughtUp() {
  if (!(await reload())) return false;
  if (heardWork(board.state.work)) showTab("panel");
  draw(board.state);
  return true;
}

async function stale(words) {
  await reload();
  toast(words || say("changed_elsewhere"), { bad: true });
}

async function refused(words, path, status) {
  if (path === "save" && status === 409 && !isBusy()) {
    const before = board.state.revision;
    await reload();
    if (board.state.revision === before) return confirmSave(words, () => save(true));
  }
  return toast(words, { bad: true });
}

start();
