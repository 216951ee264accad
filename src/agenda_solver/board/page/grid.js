// The days as grids, rooms across and time down; a list by the clock where there is no room.

import { cardOf, forgetAllBut } from "./card.js";
import { byId, fill, make, place } from "./dom.js";
import { columnsOf, hoursOf, layOut } from "./layout.js";
import { board, lengthOf, wholeOf } from "./state.js";
import { clock, count, say, shortDay } from "./words.js";

const ZOOMS = [0.9, 1.2, 1.55, 2, 2.7]; // pixels a minute
const ONE_LINE = 38; // pixels: less shows a single line
const TWO_LINES = 58;
const LINE = 17; // pixels of a line of a title

export const view = { zoom: null, list: false, days: new Map(), columns: null };

let frame = ""; // what the days and columns were drawn for

export function drawProgramme() {
  const ids = new Set(board.session.keys());
  const focused = document.activeElement?.closest?.(".card");
  forgetAllBut(ids);
  view.zoom ??= fittingZoom();
  if (view.list) drawList();
  else drawGrid();
  drawShelf();
  if (focused?.isConnected && !focused.contains(document.activeElement)) focused.firstChild.focus();
}

// The least zoom at which what is short can still be read.
function fittingZoom() {
  const lengths = board.state.sessions.filter((one) => !one.part_of).map((one) => lengthOf(one.id));
  const shortest = Math.max(15, Math.min(60, ...lengths));
  const enough = ZOOMS.findIndex((zoom) => zoom * shortest >= ONE_LINE);
  return enough < 0 ? ZOOMS.length - 1 : Math.max(1, Math.min(enough, 3));
}

export function zoomBy(steps) {
  view.zoom = Math.min(ZOOMS.length - 1, Math.max(0, view.zoom + steps));
  frame = "";
  drawProgramme();
}

export const perMinute = () => ZOOMS[view.zoom];

function drawGrid() {
  const { days, rooms } = board.state;
  const columns = columnsOf();
  const hours = days.map(hoursOf);
  const now = JSON.stringify([days, rooms, columns.weights, hours, view.zoom]);
  if (now !== frame) {
    frame = now;
    view.columns = columns;
    drawFrame(days, rooms, hours);
  }
  for (const [date, day] of view.days) drawDay(date, day);
}

function drawFrame(days, rooms, hours) {
  const { weights, edges, total } = view.columns;
  const { scrollLeft = 0, scrollTop = 0 } = document.querySelector(".days") ?? {};
  view.days.clear();
  const heads = rooms.map((room) => [room.name, [room.site, room.capacity && count("seats", room.capacity)]]);
  if (weights.length > rooms.length) heads.push([say("no_room"), []]);
  const drawn = days.map((day, number) => {
    const { start, end } = hours[number];
    const field = make("div", { class: "field" });
    field.dataset.date = day.date;
    for (const edge of edges.slice(1, -1)) {
      const wall = make("span", { class: "wall" });
      place(wall, { left: edge });
      field.append(wall);
    }
    const times = make("div", { class: "times", "aria-hidden": "true" });
    for (let minute = Math.ceil(start / 60) * 60; minute <= end; minute += 60) {
      const mark = make("span", {}, clock(minute));
      place(mark, { from: minute - start });
      times.append(mark);
    }
    const section = make(
      "section",
      { class: "day", "aria-labelledby": `day-${number}` },
      make("h2", { id: `day-${number}` }, day.label),
      make(
        "div",
        { class: "head" },
        make("span", { class: "corner", "aria-hidden": "true" }, shortDay(day.date)),
        heads.map(([name, facts]) =>
          make("span", { class: "room", title: name }, make("b", {}, name), make("small", {}, facts.filter(Boolean).join(" · "))),
        ),
      ),
      make("div", { class: "body" }, times, field),
    );
    place(section, { rooms: total, columns: weights.map((weight) => `minmax(0, ${weight}fr)`).join(" "), long: end - start, shift: (60 - (start % 60)) % 60 });
    view.days.set(day.date, { section, field, start, end });
    return section;
  });
  const scroller = make("div", { class: "days" }, drawn);
  place(scroller, { minute: `${perMinute()}px` });
  fill(byId("programme"), scroller);
  scroller.scrollTo({ left: scrollLeft, top: scrollTop, behavior: "instant" });
}

function drawDay(date, { field, start }) {
  const standing = new Set();
  let before = null;
  for (const box of inOrder(layOut(date, view.columns))) {
    const card = cardOf(box.session);
    card.draw("placed");
    const high = (box.end - box.start) * perMinute();
    card.element.classList.toggle("one-line", high < ONE_LINE);
    card.element.classList.toggle("two-lines", high >= ONE_LINE && high < TWO_LINES);
    card.element.classList.toggle("wide", box.wide);
    before = put(card, field, before, {
      from: box.start - start,
      long: box.end - box.start,
      left: box.left,
      width: box.width,
      lines: Math.max(1, Math.floor((high - (high < 96 ? 29 : 62)) / LINE)),
    });
    drawParts(box.session, card);
    standing.add(card.element);
  }
  for (const element of field.querySelectorAll(":scope > .card"))
    if (!standing.has(element) && element.parentNode === field) element.remove();
}

// As they are read aloud: by the clock, then from left to right.
const inOrder = (boxes) => boxes.sort((one, other) => one.start - other.start || one.left - other.left);

function put(card, field, before, at) {
  const next = before ? before.nextSibling : field.querySelector(":scope > :not(.wall)");
  if (next !== card.element) field.insertBefore(card.element, next);
  const key = JSON.stringify(at);
  if (card.at !== key) place(card.element, at);
  card.at = key;
  return card.element;
}

function drawParts(whole, card) {
  const parts = (board.parts.get(whole) ?? []).filter((id) => wholeOf(id) === whole);
  parts.sort((one, other) => board.placement.get(one).start - board.placement.get(other).start);
  const drawn = parts.map((id) => {
    const part = cardOf(id);
    part.draw("part");
    part.at = null;
    return part.element;
  });
  card.element.classList.toggle("has-parts", drawn.length > 0);
  if (drawn.length !== card.parts.childElementCount || drawn.some((one, n) => card.parts.children[n] !== one))
    card.parts.replaceChildren(...drawn);
}

// By the clock: for a narrow window, and for those who like it so.
function drawList() {
  frame = "";
  const drawn = board.state.days.map((day, number) => {
    const boxes = inOrder(layOut(day.date, columnsOf()));
    let last = null;
    const rows = boxes.flatMap((box) => {
      const card = cardOf(box.session);
      card.draw("listed");
      card.at = null;
      drawParts(box.session, card);
      const head = box.start === last ? [] : [make("h3", {}, clock(box.start))];
      last = box.start;
      return [...head, card.element];
    });
    const none = rows.length ? [] : [make("p", { class: "nothing" }, say("empty_day"))];
    return make("section", { class: "day", "aria-labelledby": `day-${number}` }, make("h2", { id: `day-${number}` }, day.label), rows, none);
  });
  const kept = byId("programme").firstElementChild?.scrollTop ?? 0;
  fill(byId("programme"), make("div", { class: "days as-list" }, drawn));
  byId("programme").firstElementChild.scrollTop = kept;
}

function drawShelf() {
  const shelf = byId("shelf");
  const ids = board.state.shelf.filter((id) => board.session.has(id));
  shelf.classList.toggle("empty", !ids.length);
  const drawn = ids.map((id) => {
    const card = cardOf(id);
    card.draw("shelved");
    card.at = null;
    card.parts.replaceChildren();
    card.element.classList.remove("has-parts", "one-line", "two-lines", "wide");
    return card.element;
  });
  fill(
    shelf,
    make("h2", {}, say("shelf"), make("span", { class: "number" }, ids.length)),
    ids.length ? make("div", { class: "row" }, drawn) : make("p", {}, say("shelf_empty")),
  );
  place(document.documentElement, { shelf: `${shelf.offsetHeight}px` }); // what hangs above it
}

// Shows a card, wherever it stands, and puts the focus on it.
export function reveal(id) {
  const { element, face } = cardOf(id);
  if (!element.isConnected) return;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  face.focus({ preventScroll: true });
  element.classList.remove("shown");
  void element.offsetWidth; // begins the flash anew
  element.classList.add("shown");
}
