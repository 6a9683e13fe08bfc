/** The mailbox: a list that refreshes itself, and a reader for the chosen mail. */
import { listMails } from "./api.js";
import { make, notice } from "./dom.js";
import { refreshEvents, showMail, showNothing } from "./reader.js";
import { currentLanguage, say, sayExactMoment, sayMoment, switchLanguage } from "./texts.js";

const REFRESH_MILLISECONDS = 2000;
const at = (id) => document.getElementById(id);
let mails = null;
let drawn = "";

const chosenId = () => decodeURIComponent(location.hash.slice(1));
const wanted = () => at("search").value.trim().toLowerCase();

async function refresh() {
  try {
    mails = await listMails();
    showLive(true);
    drawList();
    await refreshEvents(at("reader"), refresh);
  } catch {
    showLive(false);
  }
}

/** Asks again when the last answer is in, and rests while nobody looks. */
async function keepRefreshing() {
  if (!document.hidden) await refresh();
  setTimeout(keepRefreshing, REFRESH_MILLISECONDS);
}

function showLive(reached) {
  const text = say(reached ? "live" : "lost");
  at("live").classList.toggle("lost", !reached);
  if (at("live").textContent !== text) at("live").textContent = text;
}

function drawList() {
  const found = mails.filter((mail) => mail.to.toLowerCase().includes(wanted()));
  const state = JSON.stringify([found, mails.length, chosenId(), currentLanguage()]);
  if (state === drawn) return;
  drawn = state;
  at("count").textContent = countText(found.length);
  const rows = found.map(row);
  const focused = document.activeElement?.dataset?.mail;
  at("mails").replaceChildren(...(rows.length ? rows : [emptyRow()]));
  if (focused) at("mails").querySelector(`[data-mail="${CSS.escape(focused)}"]`)?.focus();
}

function countText(found) {
  if (!mails.length) return "";
  return found === mails.length ? say("count", { n: found }) : say("count_found", { n: found, all: mails.length });
}

function emptyRow() {
  const kind = mails.length ? "none" : "empty";
  return make("li", {}, notice(say(`${kind}_title`), say(`${kind}_text`)));
}

function row(mail) {
  const dot = mail.opened ? null : make("span", { class: "dot", role: "img", "aria-label": say("unread") });
  const link = make(
    "a",
    {
      href: `#${encodeURIComponent(mail.id)}`,
      "data-mail": mail.id,
      class: mail.opened ? "mail" : "mail unread",
      "aria-current": chosenId() === mail.id ? "true" : null,
    },
    make("span", { class: "to" }, dot, make("span", { class: "address" }, mail.to)),
    make("time", { datetime: mail.sent_at, title: sayExactMoment(mail.sent_at) }, sayMoment(mail.sent_at)),
    make("span", { class: "subject" }, mail.subject),
  );
  return make("li", {}, link);
}

async function drawReader() {
  const id = chosenId();
  at("panes").classList.toggle("reading", Boolean(id));
  if (id) await showMail(at("reader"), id, refresh);
  else showNothing(at("reader"));
}

/** On a phone one pane replaces the other: the focus goes along. */
function followFocus() {
  const hidden = (pane) => getComputedStyle(pane).display === "none";
  if (hidden(at("list"))) at("reader").focus();
  else if (hidden(at("reader"))) at("search").focus({ preventScroll: true });
}

function drawTexts() {
  document.documentElement.lang = currentLanguage();
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = say(element.dataset.text);
  }
  at("search").placeholder = say(at("search").dataset.placeholder);
  at("language").textContent = say("language");
  at("language").setAttribute("aria-label", say("language_label"));
  at("language").lang = currentLanguage() === "en" ? "zh-CN" : "en";
}

function drawAll() {
  drawTexts();
  if (mails) drawList();
  drawReader();
}

at("language").addEventListener("click", () => {
  switchLanguage();
  drawAll();
});
at("search").addEventListener("input", () => mails && drawList());
addEventListener("hashchange", () => {
  if (mails) drawList();
  drawReader().then(followFocus);
});
at("skip").addEventListener("click", (event) => {
  event.preventDefault();
  at("reader").focus();
});
document.addEventListener("visibilitychange", () => !document.hidden && refresh());
drawAll();
keepRefreshing();
