// What a move would come to, told before the card is let go.

import { ask, board } from "./state.js";
import { capital, count, say, timeOf } from "./words.js";

const PATIENCE = 200; // milliseconds one stays on a place before it is looked into

let waiting = 0;
let last = "";

// Tells `shown` in words what it would cost to have a session there, once one stays; never late.
export function foresee(id, place, shown) {
  clearTimeout(waiting);
  last = place ? `${board.state.revision} ${id} ${place.day} ${place.start} ${place.room}` : "";
  if (!place) return;
  const key = last;
  waiting = setTimeout(async () => {
    const { day, start, room, allowed, block } = place;
    const move = { session: id, day, start: timeOf(start), room, block: Boolean(block && !allowed) };
    const forecast = await ask("try", move);
    if (forecast && key === last) shown(wordsOf(forecast));
  }, PATIENCE);
}

function wordsOf({ errors, tiers, told }) {
  const changed = tiers.filter(({ before, after }) => before !== after);
  const worth = changed.map(({ name, before, after }) => {
    const by = after - before;
    return `${capital(name)} : ${say(by < 0 ? "better" : "worse", { by: Math.abs(by) })}`;
  });
  return [
    errors.length > 0 && count("would_break", errors.length),
    worth.length ? worth.join(" ; ") : say("costs_alike"),
    told[0],
  ].filter(Boolean);
}
