// The words of the page, in the one language shown, and times as that language writes them.

let texts = {};

export function speak(all) {
  texts = all;
}

const french = () => document.documentElement.lang === "fr";

export function say(key, fields = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
}

// A number of things: in French, none is singular, too.
export function count(key, number) {
  const one = french() ? number < 2 : number === 1;
  return say(`${key}_${one ? "one" : "many"}`, { number });
}

export function minutesOf(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const padded = (number) => String(number).padStart(2, "0");

// As the server writes times.
export function timeOf(minutes) {
  return `${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}

// As people read them.
export function clock(minutes) {
  const of = minutes > 1440 ? minutes - 1440 : minutes;
  const hours = Math.floor(of / 60);
  return french() ? `${hours}h${padded(of % 60)}` : `${padded(hours)}:${padded(of % 60)}`;
}

export function span(start, end) {
  return `${clock(start)}–${clock(end)}`;
}

// A day in two short lines, beside the names of rooms: jeu. / 20.
export function shortDay(date) {
  const at = new Date(`${date}T12:00`);
  return `${at.toLocaleDateString(document.documentElement.lang, { weekday: "short" })}\n${at.getDate()}`;
}

export function length(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return `${rest} min`;
  return rest ? `${hours} h ${padded(rest)}` : `${hours} h`;
}

export function capital(words) {
  return words ? words[0].toLocaleUpperCase() + words.slice(1) : words;
}
