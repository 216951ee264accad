// Talks to the program: questions, changes, and what it tells of its own accord.

export const TAB = crypto.randomUUID();

export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export class Closed extends Error {}

async function answer(asked) {
  let response;
  try {
    response = await asked;
  } catch {
    throw new Closed();
  }
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, content.error ?? String(response.status));
  return content;
}

export const get = (path) => answer(fetch(`api/${path}`, { cache: "no-store" }));

export const post = (path, content) =>
  answer(
    fetch(`api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
    }),
  );

// Calls `heard` with each event; `open` and `lost` as the line to the program comes and goes.
export function listen(heard, open, lost) {
  const line = new EventSource(`api/events?tab=${TAB}`);
  line.onopen = open;
  line.onmessage = (event) => heard(JSON.parse(event.data));
  line.onerror = () => {
    // Where the program refused, the browser does not try again by itself.
    if (line.readyState === EventSource.CLOSED) setTimeout(() => listen(heard, open, lost), 2000);
    lost();
  };
}
