// Where each card of a day stands: columns by room, side by side where two take place at once.

import { board, wholeOf } from "./state.js";
import { minutesOf } from "./words.js";

const atOnce = (one, other) => one.start < other.end && other.start < one.end;

// The boxes of a day: what is not drawn inside its whole.
export function boxesOf(date) {
  return board.state.placements
    .filter((one) => one.day === date && !wholeOf(one.session))
    .map((one) => board.placement.get(one.session))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

// What is for everybody spans all rooms, as long as nothing takes place beside it.
function isWide(one, boxes) {
  const wide = one.room === null || board.session.get(one.session).wide;
  return wide && !boxes.some((other) => other !== one && atOnce(one, other));
}

// The columns of the grid: each room, and one for what has no room but something beside it.
// Where a room holds several at once, its column is so much wider. Edges are shares of the field.
export function columnsOf() {
  const { rooms, days } = board.state;
  const lanes = new Array(rooms.length + 1).fill(0);
  for (const day of days)
    for (const [column, ones] of byColumn(day.date))
      for (const { lanes: many } of sideBySide(ones)) lanes[column] = Math.max(lanes[column], Math.min(many, 3));
  const weights = lanes.map((many, column) => (column < rooms.length ? Math.max(1, many) : many));
  if (!weights.at(-1) && rooms.length) weights.pop();
  else weights[weights.length - 1] ||= 1;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return { weights, total, edges: [0, ...weights.map((weight) => (sum += weight) / total)] };
}

// What stands in each column of a day; what spans them all is left out.
function byColumn(date) {
  const boxes = boxesOf(date);
  const columns = new Map();
  for (const one of boxes) {
    if (isWide(one, boxes)) continue;
    const column = board.room.get(one.room)?.column ?? board.state.rooms.length;
    if (!columns.has(column)) columns.set(column, []);
    columns.get(column).push(one);
  }
  return columns;
}

// Returns [{session, start, end, left, width, wide}], left and width as shares of the field.
export function layOut(date, { edges }) {
  const boxes = boxesOf(date);
  const laid = boxes
    .filter((one) => isWide(one, boxes))
    .map((one) => ({ session: one.session, start: one.start, end: one.end, left: 0, width: 1, wide: true }));
  for (const [column, ones] of byColumn(date))
    for (const { one, lane, lanes } of sideBySide(ones)) {
      const from = edges[column];
      const until = edges[column + (lanes === 1 ? spanned(one, column) : 1)];
      laid.push({
        session: one.session,
        start: one.start,
        end: one.end,
        left: from + ((until - from) * lane) / lanes,
        width: (until - from) / lanes,
        wide: false,
      });
    }
  return laid;
}

// How many columns a session covers that takes the rooms beside its own, too.
function spanned(one, column) {
  const taken = new Set((one.rooms ?? []).map((room) => board.room.get(room)?.column));
  let spans = 1;
  while (taken.has(column + spans)) spans += 1;
  return spans;
}

function sideBySide(ones) {
  const laid = [];
  let group = [];
  let until = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    laid.push(...group.map((item) => ({ ...item, lanes })));
  };
  for (const one of ones) {
    if (one.start >= until && group.length) {
      close();
      group = [];
    }
    const taken = group.filter((item) => atOnce(item.one, one)).map(({ lane }) => lane);
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    group.push({ one, lane });
    until = Math.max(until, one.end);
  }
  if (group.length) close();
  return laid;
}

// The hours a day shows: whole half hours, and an hour more for what is to go on longer.
export function hoursOf({ start, end }) {
  return { start: Math.floor(minutesOf(start) / 30) * 30, end: Math.ceil(minutesOf(end) / 30) * 30 + 60 };
}
