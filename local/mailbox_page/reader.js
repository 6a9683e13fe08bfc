/** The reading pane: one mail, its tabs, and the frame that shows it as the candidate sees it. */
import { fileAddress, htmlAddress, readMail, reportOpened } from "./api.js";
import { make, notice } from "./dom.js";
import { replyPanel } from "./reply.js";
import { say, sayEvent, sayExactMoment } from "./texts.js";

const TABS = { html: htmlPanel, reply: replyPanel, text: textPanel, headers: headersPanel, tags: tagsPanel, attachments: attachmentsPanel, events: eventsPanel };
const WIDTHS = { phone: "375px", desktop: "720px", full: "100%" };
const reported = new Set();
let tab = "html";
let width = "desktop";
let latest = "";
let shownEvents = 0;

/** Nothing is chosen. */
export function showNothing(pane) {
  latest = "";
  pane.replaceChildren(notice(say("choose_title"), say("choose_text")));
}

/** Show mail `id` in `pane`; `changed` is called once it counts as opened. */
export async function showMail(pane, id, changed) {
  latest = id;
  let mail = null;
  try {
    mail = await readMail(id);
  } catch {
    if (latest === id) pane.replaceChildren(backLink(), notice(say("gone_title"), say("gone_text")));
    return;
  }
  if (latest === id) draw(pane, mail, changed);
}

/** While the events are looked at, they grow by themselves. */
export async function refreshEvents(pane, changed) {
  const id = latest;
  if (!id || tab !== "events") return;
  const mail = await readMail(id);
  if (latest === id && tab === "events" && mail.events.length !== shownEvents) draw(pane, mail, changed);
}

function draw(pane, mail, changed) {
  if (tab === "reply" && !mail.answerable) tab = "html";
  shownEvents = mail.events.length;
  const panel = make("div", { class: "panel", role: "tabpanel", id: "panel", tabindex: "0", "aria-labelledby": `tab-${tab}` });
  const choose = (name) => {
    tab = name;
    showMail(pane, mail.id, changed).then(() => document.getElementById(`tab-${name}`)?.focus());
  };
  panel.append(TABS[tab](mail));
  pane.replaceChildren(backLink(), headOf(mail), tabList(mail, choose), panel);
  document.getElementById(`tab-${tab}`).scrollIntoView({ block: "nearest", inline: "nearest" });
  if (tab === "html") countAsOpened(mail.id, changed);
}

async function countAsOpened(id, changed) {
  if (reported.has(id)) return;
  reported.add(id);
  await reportOpened(id).catch(() => reported.delete(id));
  await changed();
}

function backLink() {
  return make("a", { class: "back", href: "#" }, say("back"));
}

function headOf(mail) {
  const fact = (name, value) => (value ? [make("dt", {}, say(name)), make("dd", {}, value)] : []);
  const moment = make("time", { datetime: mail.sent_at }, sayExactMoment(mail.sent_at));
  return make(
    "header",
    { class: "head" },
    make("h2", {}, mail.subject),
    make("dl", {}, ...fact("to", mail.to), ...fact("from", mail.from), ...fact("reply_to", mail.reply_to), ...fact("sent_at", moment)),
  );
}

function tabList(mail, choose) {
  const names = Object.keys(TABS).filter((name) => name !== "reply" || mail.answerable);
  const buttons = names.map((name) => tabButton(name, mail, choose));
  const list = make("div", { class: "tabs", role: "tablist", "aria-label": say("tabs") }, ...buttons);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(names[(names.indexOf(tab) + step + names.length) % names.length]);
  });
  return list;
}

function tabButton(name, mail, choose) {
  const selected = name === tab;
  const amount = { attachments: mail.attachments.length, events: mail.events.length }[name];
  const badge = amount ? make("span", { class: "badge" }, String(amount)) : null;
  return make(
    "button",
    {
      type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(selected),
      "aria-controls": "panel", tabindex: selected ? "0" : "-1", onclick: () => choose(name),
    },
    say(`tab_${name}`),
    badge,
  );
}

function htmlPanel(mail) {
  const frame = make("iframe", {
    src: htmlAddress(mail.id),
    title: say("frame", { subject: mail.subject }),
    // No scripts run in a mail; the same origin only lets this page fit the height and aim links at new tabs.
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    onload: () => settle(frame),
  });
  frame.style.maxWidth = WIDTHS[width];
  return make("div", { class: "sheet" }, widthSwitch(frame), frame);
}

/** Links open beside the mailbox, and the frame is as high as the mail. */
function settle(frame) {
  const page = frame.contentDocument;
  if (!page?.body) return;
  for (const link of page.querySelectorAll("a[href]")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  fitHeight(frame);
}

function fitHeight(frame) {
  const page = frame.contentDocument;
  if (!page?.body) return;
  frame.style.height = "0";
  frame.style.height = `${Math.max(page.documentElement.scrollHeight, 320)}px`;
}

function widthSwitch(frame) {
  const options = Object.keys(WIDTHS).map((name) => {
    const radio = make("input", { type: "radio", name: "width", value: name, checked: name === width });
    radio.addEventListener("change", () => {
      width = name;
      frame.style.maxWidth = WIDTHS[name];
      requestAnimationFrame(() => fitHeight(frame));
    });
    return make("label", {}, radio, make("span", {}, say(`width_${name}`)));
  });
  return make("fieldset", { class: "widths" }, make("legend", { class: "unseen" }, say("width")), ...options);
}

function textPanel(mail) {
  return mail.text ? make("pre", { class: "plain" }, mail.text) : make("p", { class: "none" }, say("no_text"));
}

function headersPanel(mail) {
  return pairs(mail.headers, "no_headers");
}

function tagsPanel(mail) {
  return pairs(mail.tags, "no_tags");
}

function pairs(values, none) {
  const entries = Object.entries(values);
  if (!entries.length) return make("p", { class: "none" }, say(none));
  const rows = entries.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)));
  const head = make("tr", {}, make("th", { scope: "col" }, say("name")), make("th", { scope: "col" }, say("value")));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}

function attachmentsPanel(mail) {
  if (!mail.attachments.length) return make("p", { class: "none" }, say("no_attachments"));
  const rows = mail.attachments.map((part, number) =>
    make("li", {}, make("a", { href: fileAddress(mail.id, number), download: part.filename }, part.filename), make("span", {}, `${part.content_type} · ${sizeText(part.size)}`)),
  );
  return make("ul", { class: "parts" }, ...rows);
}

function sizeText(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`;
}

function eventsPanel(mail) {
  if (!mail.events.length) return make("p", { class: "none" }, say("no_events"));
  const rows = mail.events.map((event) =>
    make("li", {}, make("b", {}, sayEvent(event.type)), make("time", { datetime: event.at }, sayExactMoment(event.at))),
  );
  return make("ul", { class: "parts" }, ...rows);
}
