/** Answering a mail as the candidate, or as their mail system while they are away. */
import { sendReply } from "./api.js";
import { make } from "./dom.js";
import { say } from "./texts.js";

/** The form of one mail; what came of it is said below it. */
export function replyPanel(mail) {
  const text = make("textarea", { id: "reply-text", rows: "6", required: true, maxlength: "20000" });
  const said = make("p", { class: "said", role: "status" });
  const away = make("button", { type: "button", class: "quiet", onclick: () => send(true) }, say("reply_away"));
  const form = make(
    "form",
    { class: "reply", onsubmit: (event) => (event.preventDefault(), send(false)) },
    make("label", { for: "reply-text" }, say("reply_label")),
    text,
    make("p", { class: "hint" }, say("reply_hint")),
    make("div", { class: "buttons" }, make("button", { type: "submit", class: "send" }, say("reply_send")), away),
    said,
  );

  async function send(automatic) {
    said.textContent = say("reply_sending");
    const answer = await sendReply(mail.id, automatic ? say("reply_away_text") : text.value, automatic).catch(() => null);
    said.textContent = say(answer?.ok ? "reply_sent" : "reply_failed");
    if (answer?.ok && !automatic) text.value = "";
  }

  return form;
}
