// A session as a card: the same element wherever it stands, in the grid, in a list, on the shelf.

import { make, set, sign } from "./dom.js";
import { board, dayOf, isLocked, lengthOf } from "./state.js";
import { capital, count, length, say, span } from "./words.js";

const cards = new Map(); // by session

export function cardOf(id) {
  if (!cards.has(id)) cards.set(id, new Card(id));
  return cards.get(id);
}

export function forgetAllBut(ids) {
  for (const [id, card] of cards)
    if (!ids.has(id)) {
      card.element.remove();
      cards.delete(id);
    }
}

export const idOf = (element) => element?.closest?.(".card")?.dataset.session ?? null;

class Card {
  constructor(id) {
    this.id = id;
    this.drawn = null;
    this.face = make("button", { type: "button", class: "face", tabindex: "-1" });
    this.more = make("button", { type: "button", class: "more", tabindex: "-1" }, sign("more"));
    this.parts = make("div", { class: "parts" });
    this.stretch = make("span", { class: "stretch", "aria-hidden": "true" });
    this.element = make("div", { class: "card" }, this.face, this.parts, this.more, this.stretch);
    this.element.dataset.session = id;
  }

  // Draws what has changed since the last time, and nothing else.
  draw(where) {
    const look = lookOf(this.id, where);
    const now = JSON.stringify(look);
    if (now === this.drawn) return;
    this.drawn = now;
    const { session } = look;
    const hue = Number.isInteger(look.color) ? `c c${look.color}` : "calm";
    this.element.className = `card ${where} ${hue} ${look.states.join(" ")}`;
    this.element.hidden = false;
    set(this.face, { "aria-label": look.name });
    this.more.setAttribute("aria-label", say("more_of", { title: session.title }));
    const signs = [
      look.locked && make("span", { class: "locked", title: say("is_locked") }, sign("lock")),
      look.troubles > 0 && make("span", { class: "trouble" }, sign("warning"), troubleWords(look.troubles)),
    ].filter(Boolean);
    const [since, until] = look.when.split("–");
    const about = [look.kind, look.place].filter(Boolean);
    this.face.replaceChildren(
      ...[
        make("span", { class: "top" }, make("span", { class: "when" }, since, until && make("span", { class: "until" }, `–${until}`)), signs.length ? make("span", { class: "signs" }, signs) : null),
        make("span", { class: "title", title: look.label }, session.title),
        about.length && make("span", { class: "about" }, about.map((words, number) => make("span", { class: number || !look.kind ? "place" : "kind" }, words))),
        look.people && make("span", { class: "people" }, look.people),
      ].filter(Boolean),
    );
    this.stretch.hidden = !canStretch(this.id);
  }
}

// Where there is no room for words, the number stays beside its sign.
function troubleWords(number) {
  const [before, after] = count("problems", number).split(String(number));
  return [before, String(number), make("span", { class: "word" }, after)];
}

export function canStretch(id) {
  const { minutes, external } = board.session.get(id);
  return Boolean(minutes && minutes.max > minutes.min && !external && board.placement.has(id));
}

function lookOf(id, where) {
  const session = board.session.get(id);
  const at = board.placement.get(id);
  const troubles = board.troubles.get(id)?.length ?? 0;
  const locked = isLocked(session);
  const label = capital(session.track || session.kind_label);
  const place = at?.room ? board.room.get(at.room)?.name ?? at.room : "";
  const people = session.people.filter(({ chairs }) => !chairs).map(({ name }) => name).join(", ");
  const when = at ? span(at.start, at.end) : length(lengthOf(id));
  const heard = [
    session.title,
    session.kind_label,
    at ? `${dayOf(at.day)?.label ?? at.day} ${when}` : `${say("no_place")}, ${when}`,
    place,
    session.block && say("in_block", { block: session.block }),
    people,
    locked && say("is_locked"),
    troubles > 0 && count("problems", troubles),
  ];
  const states = [
    locked && "is-locked",
    troubles > 0 && "in-trouble",
    session.block && "in-block",
    board.touched === id && "touched",
    session.external && "is-external",
  ];
  return {
    where,
    session: { title: session.title, minutes: session.minutes, external: session.external },
    placed: Boolean(at),
    color: session.color,
    label: `${session.title}${label ? ` · ${label}` : ""}`,
    name: heard.filter(Boolean).join(", "),
    states: states.filter(Boolean),
    kind: where === "part" ? "" : label,
    when: where === "part" ? when.split("–")[0] : when,
    place: where === "shelved" || where === "part" ? "" : place,
    people,
    locked,
    troubles,
  };
}
