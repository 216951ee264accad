// Beside the programme: what breaks and whom it concerns, what it costs, who has to be told.

import { answerView } from "./ask.js";
import { byId, fill, make, sign } from "./dom.js";
import { folded, sentence, unfolding } from "./folds.js";
import { board, errors } from "./state.js";
import { capital, count, say } from "./words.js";

export function drawPanel() {
  const panel = byId("panel");
  const open = new Set([...panel.querySelectorAll("details[open]")].map(({ dataset }) => dataset.name));
  const top = panel.scrollTop;
  fill(panel, answerView(), problems(), costs(), people(), doubts());
  for (const details of panel.querySelectorAll("details")) if (open.has(details.dataset.name)) details.open = true;
  panel.scrollTop = top;
}

function section(name, title, ...content) {
  return make("section", { class: name, "aria-labelledby": `of-${name}` }, make("h2", { id: `of-${name}` }, title), ...content);
}

function problems() {
  const broken = errors();
  const title = broken.length ? [sign("warning"), count("problems", broken.length)] : [sign("check"), say("no_problem")];
  const ordered = [...broken].sort((one, other) => isTouched(other) - isTouched(one));
  return section(
    "problems",
    make("span", { class: broken.length ? "bad" : "good" }, title),
    broken.length ? folded("problems", ordered.map(sentenceOf)) : make("p", {}, board.state.shelf.length ? count("left", board.state.shelf.length) : say("all_holds")),
  );
}

const isTouched = (finding) => Number(finding.sessions.includes(board.touched));

const sentenceOf = ({ message, sessions }) => sentence(message, sessions);

function costs() {
  const { tiers } = board.state.verdict;
  if (!tiers.length) return null;
  const rows = tiers.map(({ name, before, after }) => {
    const by = after - before;
    const word = by < 0 ? say("better", { by: -by }) : by > 0 ? say("worse", { by }) : say("alike");
    return make(
      "tr",
      { class: by < 0 ? "better" : by > 0 ? "worse" : "" },
      make("th", { scope: "row" }, capital(name)),
      make("td", {}, by ? `${before} → ${after}` : after),
      make("td", {}, word),
    );
  });
  return section(
    "costs",
    say("costs"),
    make("p", { class: "quiet" }, say("costs_about")),
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, ["tier", "before_after", "step"].map((key) => make("th", { scope: "col" }, say(key))))),
      make("tbody", {}, rows),
    ),
  );
}

function people() {
  const { told } = board.state;
  if (!told.length) return null;
  return section("news", make("span", {}, sign("people"), say("to_tell")), folded("told", told.map((words) => sentence(words))));
}

function doubts() {
  const found = board.state.verdict.findings.filter(({ severity }) => severity === "warning" || severity === "question");
  const paid = board.state.verdict.findings.filter(({ severity }) => severity === "info");
  return [
    ["warnings", found],
    ["infos", paid],
  ].map(([name, findings]) => {
    if (!findings.length) return null;
    const draw = () => make("ul", { class: "sentences" }, findings.map(sentenceOf));
    return make("section", {}, unfolding(name, count(name, findings.length), draw));
  });
}

