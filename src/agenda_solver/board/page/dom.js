// Makes elements. What people wrote goes in as text only, never as markup.

const SIGNS = / (?=[:;?!»])|(?<=«) |(?<=n°) /g;

// What is shown: nothing is left out, and in French no line begins with a sign.
function shown(children) {
  const isFrench = document.documentElement.lang === "fr";
  return children
    .flat(3)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (isFrench && typeof child === "string" ? child.replace(SIGNS, "\u00a0") : child));
}

export function make(tag, { class: name, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  set(element, attributes);
  element.append(...shown(children));
  return element;
}

export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
  }
}

export function button(words, pressed, { class: name = "", ...attributes } = {}) {
  return make("button", { type: "button", class: name, on: { click: pressed }, ...attributes }, words);
}

// Sizes and places are custom properties: the policy of the page allows no style attribute.
export function place(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(`--${name}`, value);
}

export function fill(element, ...children) {
  element.replaceChildren(...shown(children.flat(3).filter(Boolean)));
}

export const byId = (id) => document.getElementById(id);

// The shapes of signs, drawn with the colour of the letters beside them.
const SHAPES = {
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
  lock: "M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  warning: "M12 3 2 20.5h20zM12 10v5M12 17.6v.4",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "M6 6l12 12M18 6 6 18",
  more: "M12 5v.5M12 12v.5M12 19v.5",
  save: "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
  wand: "m5 19 9.5-9.5M16 3v4M20 5h-4M19 11v3M20.5 12.5h-3M13 8l3 3",
  flag: "M6 21V4h11l-2 4 2 4H6",
  help: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.3",
  theme: "M12 4a8 8 0 1 0 8 8 6.5 6.5 0 0 1-8-8z",
  list: "M4 6h16M4 12h16M4 18h16",
  grid: "M4 4h16v16H4zM4 10h16M12 4v16",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6 6 0 0 1 3 5.5",
  absent: "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 20a6.5 6.5 0 0 1 11-4.7M16 15l5 5M21 15l-5 5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
};

export function sign(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  set(svg, { viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true" });
  const path = document.createElementNS(space, "path");
  set(path, { d: SHAPES[name] });
  svg.append(path);
  return svg;
}
