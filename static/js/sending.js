// The line to the server: sends one field and says what became of it, also where there is no answer.
// sendField(address, {field, value, seen}) gives the server's JSON, or {state} offline, trouble, expired or gone.
// Not here: what to do about it (editing.js).
"use strict";
(() => {
  const words = document.getElementById("saving-words")?.dataset ?? {};
  const PATIENCE = 30000; // ms for one answer
  const SURVIVES = 10000; // letters that a browser still sends when its page is closed (64 kB)

  const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

  window.sendField = async function sendField(address, sent, isSecondTry = false) {
    const body = new FormData();
    for (const [name, value] of Object.entries(sent)) body.append(name, value);
    let response;
    try {
      response = await fetch(address, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", keepalive: sent.value.length < SURVIVES,
        headers: { Accept: "application/json", "X-Requested-With": "fetch", "X-CSRFToken": tokens()[0]?.value ?? "" },
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return { state: "offline" };
    }
    if (response.type === "opaqueredirect") return { state: "expired" }; // the door sends to the login
    if (response.headers.get("Content-Type")?.startsWith("application/json")) {
      try { return await response.json(); } catch { return { state: "offline" }; }
    }
    if (response.status === 404) return { state: "gone", words: words.gone };
    if (response.status !== 403) return { state: "trouble" };
    // A login made anew has another token: it stands in the page, fetched again.
    return !isSecondTry && await renewTokens() ? sendField(address, sent, true) : { state: "expired" };
  };

  /** Takes the token of a later login from the page, fetched again; false when nobody or somebody else is logged in. */
  async function renewTokens() {
    try {
      const response = await fetch(location.href, { redirect: "manual", credentials: "same-origin" });
      if (!response.ok) return false;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const token = fresh.querySelector("[name=csrfmiddlewaretoken]")?.value;
      // Somebody else may have logged in at this computer: what one person typed is never saved in another's name.
      if (!token || fresh.getElementById("saving-words")?.dataset.user !== words.user) return false;
      for (const input of tokens()) input.value = token;
      return true;
    } catch {
      return false;
    }
  }
})();
