/** What this visit knows: the token, the question reached and the answers. They stay in this tab. */
const KEPT = "mianyue.platform";
const START = { token: "", step: "welcome", number: 0, answers: ["", "", ""] };

/** The visit, from the link's fragment or, after a reload, from this tab. The token leaves the address bar. */
export function openSession() {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) {
    history.replaceState(null, "", location.pathname);
    return keep({ ...START, token });
  }
  return JSON.parse(sessionStorage.getItem(KEPT)) ?? { ...START };
}

/** Keep the visit for a reload of this tab; returns it. */
export function keep(session) {
  sessionStorage.setItem(KEPT, JSON.stringify(session));
  return session;
}

/** Report `started` or `finished`. Returns "done", "broken", "closed", "unavailable" or "offline". */
export async function report(token, event) {
  try {
    const response = await fetch("/api/platform/events", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, event }),
    });
    return outcomeOf(response.status);
  } catch {
    return "offline";
  }
}

function outcomeOf(status) {
  if (status < 300) return "done";
  if (status === 409) return "closed";
  return status < 500 ? "broken" : "unavailable";
}
