// Copying one answer for ITAS, and saving a tick as it is set. Both pages work without this file.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    const words = button.querySelector(".copy-words");
    const before = words.textContent;
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2000);
  });
}

for (const form of document.querySelectorAll("[data-ticks]")) {
  const send = form.querySelector("button[type=submit]");
  form.addEventListener("change", async (event) => {
    // Only the tick that was touched is sent, so nobody else's tick is overwritten.
    const box = event.target;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("shown", box.value);
    if (box.checked) body.set("ticked", box.value);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { "X-Requested-With": "fetch" }, redirect: "manual",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { words, version } = await answer.json();
      form.querySelector(".share").textContent = words;
      // The form beside it stays current only if nobody else has saved the row meanwhile.
      const field = document.querySelector("input[name=version]");
      if (field && Number(field.value) + 1 === version) field.value = version;
    } catch {
      send.hidden = false; // the line is bad or the login has expired: the button sends all ticks
    }
  });
  send.hidden = true;
}
