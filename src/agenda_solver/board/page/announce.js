// What is announced once a programme is out: who does not come, what is cancelled or closed.

import { announce, titleOf } from "./actions.js";
import { choice, openDialog } from "./dialogs.js";
import { button, fill, make, set } from "./dom.js";
import { ask, board } from "./state.js";
import { say } from "./words.js";

export const canAnnounce = () => board.state.kind === "programme";

const byName = (one, other) => one[1].localeCompare(other[1], document.documentElement.lang);

// Those who have a part, by their names.
function people() {
  const named = new Map(board.state.sessions.flatMap((session) => session.people.map(({ id, name }) => [id, name])));
  return [...named].sort(byName);
}

const OF = {
  person: { all: people, how: ["absent", "replaced", "away"] },
  session: { all: () => board.state.sessions.filter(({ external }) => !external).map(({ id }) => [id, titleOf(id)]), how: ["cancelled"] },
  room: { all: () => board.state.rooms.map(({ id, name }) => [id, name]), how: ["closed", "closed_then"] },
};

const HOURS = ["away", "closed_then"];

// In the menu of a card: what may be announced of it and of its people.
export function announcements(id, then) {
  if (!canAnnounce()) return null;
  const { people: its } = board.session.get(id);
  const named = [...new Map(its.map((one) => [one.id, one.name]))];
  const of = (words, what) => button(words, then(() => openAnnounce(what)));
  return make(
    "details",
    { class: "announcements", on: { toggle: ({ target }) => target.open && target.scrollIntoView({ block: "nearest", behavior: "instant" }) } },
    make("summary", {}, say("announce")),
    make(
      "div",
      { class: "actions" },
      of(say("cancel_session"), { of: "session", id }),
      named.map(([person, name]) => [
        of(say("not_coming", { name }), { of: "person", id: person }),
        of(say("replace_by", { name }), { of: "person", id: person, how: "replaced" }),
      ]),
    ),
  );
}

export function openAnnounce({ of = "person", id = null, how = null } = {}) {
  if (!canAnnounce()) return null;
  const chosen = { of, id, how, by: null, day: "", start: "", end: "" };
  const known = new Map(); // who could take over, by who is replaced
  return openDialog(say("announce_title"), (close) => {
    const form = make("div", { class: "choices" });
    const outcome = make("p", { class: "outcome", role: "status" });
    const go = button(say("announce_go"), submit, { class: "first" });
    const draw = () => {
      const focused = [...form.querySelectorAll("select, input")].indexOf(document.activeElement);
      complete(chosen);
      if (chosen.how === "replaced" && !known.has(chosen.id)) learn();
      fill(form, fields(chosen, known.get(chosen.id), again));
      form.querySelectorAll("select, input")[focused]?.focus();
      tell();
    };
    const tell = () => {
      const words = wrong(chosen, known.get(chosen.id));
      outcome.textContent = words;
      outcome.className = `outcome ${words ? "bad" : ""}`;
      set(go, { disabled: Boolean(words) });
    };
    const again = (changed, redraw = true) => {
      Object.assign(chosen, changed);
      if (redraw) draw();
      else tell();
    };
    const learn = async () => {
      const person = chosen.id;
      const answer = await ask(`candidates?person=${encodeURIComponent(person)}`);
      known.set(person, answer?.people ?? []);
      if (chosen.id === person && form.isConnected) draw();
    };
    function submit() {
      close();
      announce(asked(chosen));
    }
    draw();
    return make("div", {}, form, outcome, make("p", { class: "quiet" }, say("announce_what")), make("div", { class: "actions" }, go, button(say("give_up"), close)));
  }, { name: "of-announce" });
}

// What is not chosen yet is the first there is.
function complete(chosen) {
  const { all, how } = OF[chosen.of];
  const ids = all().map(([id]) => id);
  if (!ids.includes(chosen.id)) chosen.id = ids[0] ?? null;
  if (!how.includes(chosen.how)) chosen.how = how[0];
}

function fields(chosen, candidates, again) {
  const { all, how } = OF[chosen.of];
  const input = (key) => {
    const made = make("input", { type: "time", value: chosen[key], on: { input: () => again({ [key]: made.value }, false) } });
    return make("label", {}, make("span", {}, say(`announce_${key}`)), made);
  };
  const days = board.state.days.map(({ date, label }) => [date, label]);
  const replaced = chosen.how === "replaced" && candidates;
  if (replaced && !candidates.some(({ id }) => id === chosen.by)) chosen.by = candidates[0]?.id ?? null;
  return [
    choice(say("announce_of"), Object.keys(OF).map((key) => [key, say(`announce_${key}`)]), chosen.of, (of) => again({ of, id: null, how: null })),
    chosen.id !== null && choice(say(`announce_${chosen.of}_id`), all(), chosen.id, (id) => again({ id, by: null })),
    how.length > 1 && choice(say("announce_how"), how.map((key) => [key, say(`how_${key}`)]), chosen.how, (key) => again({ how: key })),
    replaced && candidates.length > 0 && choice(say("announce_by"), candidates.map((one) => [one.id, offer(one)]), chosen.by, (by) => again({ by })),
    HOURS.includes(chosen.how) && [
      days.length > 1 && choice(say("day"), [["", say("every_day")], ...days], chosen.day, (day) => again({ day })),
      input("start"),
      input("end"),
    ],
  ].flat();
}

const offer = ({ name, ease, reason }) => [say(`ease_${ease}`), name, reason].filter(Boolean).join(" · ");

// Why that cannot be announced yet; nothing where it can.
function wrong({ of, id, how, start, end }, candidates) {
  if (id === null) return say(`announce_no_${of}`);
  if (how === "replaced" && !candidates) return say("announce_looking");
  if (how === "replaced" && !candidates.length) return say("announce_nobody");
  if (!HOURS.includes(how)) return "";
  if (!start && !end) return say("announce_hours");
  return start && end && end <= start ? say("announce_order") : "";
}

function asked({ of, id, how, by, day, start, end }) {
  const hours = HOURS.includes(how) ? { day: day || null, start: start || null, end: end || null } : {};
  return { of, id, ...(how === "replaced" ? { by } : {}), ...hours };
}
