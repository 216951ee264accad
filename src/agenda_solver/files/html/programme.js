// Marks the session that takes place now, by the time zone of the event: moments have an offset.
(() => {
  const cards = [...document.querySelectorAll("article")].map((card) => ({
    card,
    live: card.querySelector(".live"),
    times: [...card.querySelectorAll(":scope > .when time")].map((time) => Date.parse(time.dateTime)),
  }));
  const jump = document.querySelector(".jump");
  const mark = () => {
    const now = Date.now();
    let first = null;
    for (const { card, live, times } of cards) {
      const on = times[0] <= now && now < times[1];
      card.classList.toggle("now", on);
      live.hidden = !on;
      if (on) card.setAttribute("aria-current", "time");
      else card.removeAttribute("aria-current");
      first ??= on ? card : null;
    }
    jump.hidden = !first;
    if (first) jump.firstElementChild.hash = first.id;
  };
  mark();
  setInterval(mark, 15000);
})();
