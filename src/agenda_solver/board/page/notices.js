// What the page says in passing: aloud, for a moment below, or above until it is over.

import { button, byId, fill, make, sign } from "./dom.js";
import { say } from "./words.js";

// Read aloud by screen readers; the same words twice are said twice.
export function speakUp(words) {
  const spoken = byId("spoken");
  spoken.textContent = spoken.textContent === words ? `${words}\u00a0` : words;
}

let fading = 0;

// A sentence at the bottom, with what can be done about it: [[words, action]…].
// The detail is always said, and shown where the panel that has it is not in sight.
export function toast(words, { detail = "", actions = [], bad = false } = {}) {
  const box = byId("toast");
  clearTimeout(fading);
  box.className = bad ? "shown bad" : "shown";
  fill(
    box,
    bad && sign("warning"),
    make("p", {}, `${words} `, make("span", { class: "detail" }, detail)),
    actions.map(([name, action]) => button(name, () => (hideToast(), action()))),
    button(sign("cross"), hideToast, { class: "plain", "aria-label": say("close") }),
  );
  speakUp(`${words} ${detail}`);
  fading = setTimeout(hideToast, bad ? 15000 : 6000);
}

export function hideToast() {
  byId("toast").className = "";
  byId("toast").replaceChildren();
}

// A band at the top, by its name, until `lower` takes it away.
export function raise(name, words, { actions = [], bad = false } = {}) {
  lower(name);
  const band = make(
    "div",
    { class: `banner${bad ? " bad" : ""}`, role: bad ? "alert" : "status" },
    bad && sign("warning"),
    make("p", {}, words),
    actions.map(([title, action]) => button(title, action)),
  );
  band.dataset.name = name;
  byId("banners").append(band);
}

export function lower(name) {
  for (const band of byId("banners").children) if (band.dataset.name === name) band.remove();
}

export const isRaised = (name) => [...byId("banners").children].some((band) => band.dataset.name === name);
