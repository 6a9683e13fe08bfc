/** Every request of the mailbox page. Addresses are relative to where the page is served. */
const ROOT = "api/messages";

async function read(address) {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** All mails, newest first: [{id, to, from, subject, sent_at, opened}]. */
export async function listMails() {
  return (await read(ROOT)).messages;
}

/** One mail with text, headers, tags, attachments and events. */
export function readMail(id) {
  return read(`${ROOT}/${encodeURIComponent(id)}`);
}

/** Where the mail's HTML part is served, for a sandboxed frame. */
export function htmlAddress(id) {
  return `${ROOT}/${encodeURIComponent(id)}/html`;
}

/** Where the mail's file number `number` is served. */
export function fileAddress(id, number) {
  return `${ROOT}/${encodeURIComponent(id)}/attachments/${number}`;
}

/** Tell the mailbox that the candidate has looked at the mail: it plays SES's open event. */
export function reportOpened(id) {
  return fetch(`${ROOT}/${encodeURIComponent(id)}/opened`, { method: "POST" });
}

/** Answer the mail as its reader, or as their mail system (`automatic`): it comes in where its Reply-To says. */
export function sendReply(id, text, automatic) {
  return fetch(`${ROOT}/${encodeURIComponent(id)}/reply`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text, automatic }),
  });
}
