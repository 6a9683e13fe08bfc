/** A stand-in for an AI-interview platform: three questions in turn, start and finish reported back. */
import { keep, openSession, report } from "./session.js";
import { currentLanguage, questions, say, switchLanguage } from "./texts.js";

const SECONDS_PER_QUESTION = 120;
const MORE_SECONDS = 60;
const at = (id) => document.getElementById(id);
const session = openSession();
let endsAt = 0;
let lastSecond = null;

function drawTexts() {
  document.documentElement.lang = currentLanguage();
  document.title = say("page");
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = say(element.dataset.text);
  }
  at("answer").placeholder = say(at("answer").dataset.placeholder);
  at("language").textContent = say("language");
  at("language").setAttribute("aria-label", say("language_label"));
  at("language").lang = currentLanguage() === "en" ? "zh-CN" : "en";
}

function drawQuestion() {
  const all = questions().length;
  at("progress-text").textContent = say("progress", { n: session.number + 1, all });
  at("progress").value = session.number;
  at("question").textContent = questions()[session.number];
  at("next").textContent = say(session.number + 1 < all ? "next" : "finish");
}

/** Show one view and put the reader at its heading. */
function show(step) {
  session.step = step;
  keep(session);
  for (const view of document.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== step;
  at("trouble").textContent = "";
  document.querySelector(`[data-view="${step}"] h1`).focus();
  scrollTo(0, 0);
}

function ask() {
  drawQuestion();
  at("answer").value = session.answers[session.number];
  endsAt = Date.now() + SECONDS_PER_QUESTION * 1000;
  lastSecond = null;
  show("question");
}

function tick() {
  if (session.step !== "question") return;
  const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  if (left === lastSecond) return;
  lastSecond = left;
  at("clock-time").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  at("clock").classList.toggle("short", left <= 30);
  if (left === 30) at("said").textContent = say("half_minute");
  if (left === 0) at("said").textContent = at("trouble").textContent = say("time_up");
}

function addTime() {
  endsAt = Math.max(endsAt, Date.now()) + MORE_SECONDS * 1000;
  at("trouble").textContent = "";
  at("said").textContent = say("added");
  tick();
}

/** Report `event`; on success go on, otherwise say what happened and keep everything. */
async function reportThen(event, button, goOn) {
  button.disabled = true;
  const outcome = await report(session.token, event);
  button.disabled = false;
  if (outcome === "done") goOn();
  else if (outcome === "broken") show("broken");
  else at("trouble").textContent = say(outcome);
}

function nextQuestion() {
  if (session.number + 1 === questions().length) {
    reportThen("finished", at("next"), () => show("done"));
    return;
  }
  session.number += 1;
  ask();
}

at("start").addEventListener("click", () => reportThen("started", at("start"), ask));
at("next").addEventListener("click", nextQuestion);
at("more-time").addEventListener("click", addTime);
at("answer").addEventListener("input", () => {
  session.answers[session.number] = at("answer").value;
  keep(session);
});
at("language").addEventListener("click", () => {
  switchLanguage();
  drawTexts();
  drawQuestion();
});

drawTexts();
drawQuestion();
if (!session.token) show("broken");
else if (session.step === "question") ask();
else show(session.step);
setInterval(tick, 250);
