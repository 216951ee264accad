// What opens in front: a session and what can be done to it, another place for it, versions, help.

import { lock, moveTo, shelve, stretchEnd, titleOf, whoIsFree, whyNot } from "./actions.js";
import { announcements, canAnnounce } from "./announce.js";
import { canStretch, cardOf } from "./card.js";
import { button, fill, make, set, sign } from "./dom.js";
import { allowed, inColumn, markOf, mayBe, placesOf, roomName, verdictOf, wordsOf } from "./places.js";
import { leading } from "./folds.js";
import { foresee } from "./forecast.js";
import { ask, board, change, dayOf, lengthOf } from "./state.js";
import { capital, clock, count, length, say, span } from "./words.js";

let number = 0;

// Opens a dialog; it goes with Escape, its cross, or a click beside it, and leads back to where one
// was. A firm one goes by an answer only.
export function openDialog(title, content, { near = null, name = "", firm = false } = {}) {
  const from = document.activeElement;
  const heading = `dialog-${(number += 1)}`;
  const close = () => dialog.close();
  const dialog = make(
    "dialog",
    { class: name, "aria-labelledby": heading },
    make("header", {}, make("h2", { id: heading }, title), firm ? null : button(sign("cross"), close, { class: "plain", "aria-label": say("close") })),
    content(close),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && !firm && close());
  dialog.addEventListener("cancel", (event) => firm && event.preventDefault());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (from?.isConnected) from.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  if (near) stand(dialog, near.getBoundingClientRect());
  return dialog;
}

// Beside what it is about, where there is room for that.
function stand(dialog, box) {
  if (innerWidth < 700) return;
  const right = box.right + 8 + dialog.offsetWidth < innerWidth;
  const left = right ? box.right + 8 : Math.max(8, box.left - dialog.offsetWidth - 8);
  dialog.classList.add("near");
  dialog.style.setProperty("--x", `${left}px`);
  dialog.style.setProperty("--y", `${Math.max(8, Math.min(box.top, innerHeight - dialog.offsetHeight - 8))}px`);
}

export function openSession(id) {
  const session = board.session.get(id);
  const at = board.placement.get(id);
  openDialog(session.title, (close) => {
    const then = (action) => () => (close(), action());
    const facts = [
      [say("kind"), [capital(session.kind_label), session.track].filter(Boolean).join(" · ")],
      [say("when"), at ? `${dayOf(at.day)?.label ?? at.day}, ${span(at.start, at.end)} (${length(at.end - at.start)})` : say("no_place")],
      [say("where"), at ? (at.rooms?.length ? at.rooms : [at.room]).map(roomName).join(", ") : ""],
      [say("who"), session.people.map(({ name, role }) => (role ? `${name} (${role})` : name)).join(", ")],
      [say("part_of"), board.session.get(session.part_of)?.title],
      [say("block"), session.block && say("block_about", { block: session.block })],
      [say("seats_wanted"), session.seats],
    ].filter(([, words]) => words);
    const broken = board.troubles.get(id) ?? [];
    const buttons = session.external
      ? [make("p", { class: "quiet" }, say("is_external"))]
      : [
          button(say("move_to"), then(() => openMove(id)), { class: "first" }),
          at && canStretch(id) && button(say("stretch_to"), then(() => openStretch(id))),
          at && button(say("shelve"), then(() => shelve(id))),
          button(say("why_not"), then(() => openMove(id, true))),
          at && button(say("who_is_free"), then(() => whoIsFree(id))),
        ];
    return make(
      "div",
      {},
      make("div", { class: "actions" }, buttons),
      broken.length ? make("ul", { class: "sentences bad" }, broken.map(({ message }) => make("li", {}, message))) : null,
      make("dl", {}, facts.flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)])),
      session.external ? null : [locks(id), announcements(id, then)],
    );
  }, { near: cardOf(id).element, name: "of-session" });
}

function locks(id) {
  const box = (key) => {
    const input = make("input", { type: "checkbox" });
    input.checked = Boolean(board.session.get(id).locked?.[key]);
    input.addEventListener("change", () => lock(id, { [key]: input.checked }));
    return make("label", {}, input, say(`lock_${key}`));
  };
  return make("fieldset", { class: "locks" }, make("legend", {}, [sign("lock"), say("locked")]), ["day", "start", "room"].map(box));
}

export const choice = (label, options, value, chosen) => {
  const select = make("select", { on: { change: () => chosen(select.value) } }, options.map(([key, words]) => make("option", { value: key, selected: key === value }, words)));
  return make("label", {}, make("span", {}, label), select);
};

// Another place, chosen from lists: each says at once whether it may be, and if not why.
export async function openMove(id, asking = false) {
  const places = await placesOf(id);
  const all = [...places.values()].flat();
  if (!all.length) return openDialog(titleOf(id), () => make("p", {}, say("no_places")));
  const own = board.placement.get(id);
  const free = allowed(places).filter((one) => !own || one.day !== own.day || one.start !== own.start || one.room !== own.room);
  const first = all.find((one) => own && one.day === own.day && one.start === own.start && one.room === own.room);
  const at = { ...(first ?? free[0] ?? all[0]) };
  return openDialog(say(asking ? "why_not_title" : "move_title", { title: titleOf(id) }), (close) => {
    const form = make("div", { class: "choices" });
    const outcome = make("p", { class: "outcome", role: "status" });
    const forecast = make("p", { class: "quiet" });
    const go = button(say("move_here"), () => (close(), moveTo(id, picked())), { class: "first" });
    const why = button(say("why_here"), () => (close(), whyNot(id, picked())));
    const picked = () => inColumn(places, at.day, at.room).find(({ start }) => start === at.start);
    const draw = () => {
      const days = board.state.days.filter(({ date }) => all.some((one) => one.day === date));
      const rooms = [...new Set(all.filter((one) => one.day === at.day).map(({ room }) => room))];
      if (!rooms.includes(at.room)) at.room = rooms[0];
      const column = inColumn(places, at.day, at.room);
      if (!picked()) at.start = column[0].start;
      const mark = (one) => `${clock(one.start)}${mayBe(one) ? "" : ` · ${say("not_free")}`}`;
      fill(
        form,
        choice(say("day"), days.map(({ date, label }) => [date, label]), at.day, (day) => again({ day })),
        rooms.length > 1 && choice(say("room"), rooms.map((room) => [room ?? "", roomName(room)]), at.room ?? "", (room) => again({ room: room || null })),
        choice(say("start"), column.map((one) => [String(one.start), mark(one)]), String(at.start), (start) => again({ start: Number(start) })),
      );
      const one = picked();
      const here = first && one === first;
      outcome.className = `outcome ${mayBe(one) ? "good" : "bad"}`;
      outcome.textContent = here ? say("is_here") : `${markOf(one)} ${wordsOf(one)} : ${verdictOf(one)}`;
      set(go, { disabled: here });
      forecast.textContent = "";
      foresee(id, here ? null : one, (words) => (forecast.textContent = words.join(" · ")));
      go.textContent = say(mayBe(one) ? "move_here" : "move_anyway");
    };
    const again = (changed) => {
      const focused = [...form.querySelectorAll("select")].indexOf(document.activeElement);
      Object.assign(at, changed);
      draw();
      form.querySelectorAll("select")[focused]?.focus();
    };
    draw();
    const near = own ? [...free].sort((one, other) => farFrom(own, one) - farFrom(own, other)) : free;
    const offers = near.slice(0, 8).map((one) => button(wordsOf(one), () => (close(), moveTo(id, one))));
    return make(
      "div",
      {},
      form,
      outcome,
      forecast,
      make("div", { class: "actions" }, asking ? [why, go] : [go, why]),
      free.length ? [make("h3", {}, count("offers", free.length)), make("div", { class: "offers" }, offers)] : make("p", { class: "none" }, say("no_offer")),
    );
  }, { name: "of-move" });
}

const farFrom = (own, one) => Math.abs(own.start - one.start) + (own.day === one.day ? 0 : 2000) + (own.room === one.room ? 0 : 45);

function openStretch(id) {
  const at = board.placement.get(id);
  const { min, max } = board.session.get(id).minutes;
  const step = board.state.event.grid || 5;
  const lengths = [...new Set([...Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, steps) => min + steps * step), lengthOf(id)])];
  let chosen = lengthOf(id);
  openDialog(say("stretch_title", { title: titleOf(id) }), (close) =>
    make(
      "div",
      {},
      make(
        "div",
        { class: "choices" },
        choice(
          say("until"),
          lengths.sort((one, other) => one - other).map((minutes) => [String(minutes), `${clock(at.start + minutes)} (${length(minutes)})`]),
          String(chosen),
          (minutes) => (chosen = Number(minutes)),
        ),
      ),
      make("div", { class: "actions" }, button(say("apply"), () => (close(), stretchEnd(id, at.start + chosen)), { class: "first" })),
    ),
  );
}

// --- Versions --------------------------------------------------------------------------------

export function openVersions() {
  openDialog(say("versions"), (close) => {
    const name = make("input", { type: "text", maxlength: "60", required: true });
    const form = make(
      "form",
      { on: { submit: (event) => (event.preventDefault(), keep()) } },
      make("label", {}, make("span", {}, say("version_name")), name),
      make("button", { class: "first" }, say("version_keep")),
    );
    const keep = async () => {
      if (name.value.trim() && (await change("name", { name: name.value.trim() }))) (close(), openVersions());
    };
    const { names } = board.state;
    const rows = names.map((one) =>
      make(
        "li",
        {},
        make("span", {}, one),
        button(say("compare"), () => (close(), compare(one)), { "aria-label": say("compare_with", { name: one }) }),
        button(say("restore"), () => (close(), change("restore", { name: one })), { "aria-label": say("restore_to", { name: one }) }),
      ),
    );
    return make(
      "div",
      {},
      make("p", { class: "quiet" }, say("versions_about")),
      form,
      names.length ? make("ul", { class: "rows" }, rows) : make("p", {}, say("no_versions")),
      board.state.kind === "programme" && make("div", { class: "actions" }, button(say("compare_published"), () => (close(), compare("published")))),
    );
  }, { name: "of-versions" });
}

async function compare(which) {
  const answer = await ask("compare", { with: which });
  if (!answer) return;
  const title = which === "published" ? say("against_published") : say("against", { name: which });
  openDialog(title, (close) => {
    const rows = answer.changes.map(({ message, session }) => {
      const card = session && board.session.has(session) ? leading(session) : null;
      card?.addEventListener("click", close, true);
      return make("li", {}, make("p", {}, message), card && make("p", { class: "cards" }, card));
    });
    const people = answer.told.length ? [make("h3", {}, say("to_tell")), make("ul", { class: "sentences" }, answer.told.map((one) => make("li", {}, one)))] : [];
    return make("div", {}, rows.length ? make("ul", { class: "sentences" }, rows) : make("p", {}, say("no_changes")), people);
  });
}

// --- Help, and what was not saved ---------------------------------------------------------------

const KEYS = [
  ["keys_arrows", "help_arrows"],
  ["keys_take", "help_take"],
  ["keys_place", "help_place"],
  ["keys_next", "help_next"],
  ["keys_day", "help_day"],
  ["keys_drop", "help_drop"],
  ["keys_stretch", "help_stretch"],
  ["keys_shelve", "help_shelve"],
  ["keys_lock", "help_lock"],
  ["keys_menu", "help_menu"],
  ["keys_why", "help_why"],
  ["keys_announce", "help_announce"],
  ["keys_undo", "help_undo"],
  ["keys_save", "help_save"],
  ["keys_help", "help_help"],
];

export function openHelp() {
  openDialog(say("help"), () =>
    make(
      "div",
      {},
      ["help_mouse", "help_break", "help_saved"].map((key) => make("p", {}, say(key))),
      make("h3", {}, say("by_keys")),
      make("table", { class: "keys" }, make("tbody", {}, KEYS.filter(([keys]) => keys !== "keys_announce" || canAnnounce()).map(([keys, about]) => make("tr", {}, make("th", { scope: "row" }, say(keys)), make("td", {}, say(about)))))),
    ),
  { name: "of-help" });
}

export function offerRecovered({ sentence }) {
  openDialog(say("recovered"), (close) => {
    const answer = (take) => button(say(take ? "recover" : "recover_not"), () => (close(), change("recover", { take })), { class: take ? "first" : "" });
    return make("div", {}, make("p", {}, sentence), make("p", {}, say("recovered_about")), make("div", { class: "actions" }, answer(true), answer(false)));
  }, { name: "of-recovered", firm: true });
}

export function confirmSave(sentence, forced) {
  openDialog(say("save_conflict"), (close) =>
    make("div", {}, make("p", {}, sentence), make("div", { class: "actions" }, button(say("save_anyway"), () => (close(), forced()), { class: "danger" }), button(say("save_not"), close))),
  );
}
