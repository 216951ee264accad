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

export function needsRoomless() {
  return board.state.days.some((day) => {
    const boxes = boxesOf(day.date);
    return boxes.some((one) => one.room === null && !isWide(one, boxes));
  });
}

// Returns [{session, from, minutes, left, width, wide}], left and width as shares of the field.
export function layOut(date, columns) {
  const boxes = boxesOf(date);
  const byColumn = new Map();
  const laid = [];
  for (const one of boxes) {
    if (isWide(one, boxes)) {
      laid.push({ session: one.session, start: one.start, end: one.end, left: 0, width: 1, wide: true });
      continue;
    }
    const column = board.room.get(one.room)?.column ?? columns - 1;
    if (!byColumn.has(column)) byColumn.set(column, []);
    byColumn.get(column).push(one);
  }
  for (const [column, ones] of byColumn)
    for (const { one, lane, lanes } of sideBySide(ones)) {
      const spans = lanes === 1 ? spanned(one, column) : 1;
      laid.push({
        session: one.session,
        start: one.start,
        end: one.end,
        // Two at once cover each other a little: so there is more to read of both.
        left: (column + (lane / lanes) * 0.9) / columns,
        width: (lanes > 1 ? 1.3 / lanes - 0.05 : spans) / columns,
        wide: false,
        narrow: lanes > 1,
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

// The hours a day shows: its own and those of what stands outside of them, and an hour more for
// what is to go on longer.
export function hoursOf(day) {
  const placed = [...board.placement.values()].filter((one) => one.day === day.date);
  const start = Math.min(minutesOf(day.start), ...placed.map((one) => one.start));
  const end = Math.max(minutesOf(day.end), ...placed.map((one) => one.end));
  return { start: Math.floor(start / 30) * 30, end: Math.ceil(end / 30) * 30 + 60 };
}
