// Small comforts; every page works without them.
"use strict";

// A menu that was opened closes by a click elsewhere or by Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// After a refused form the summary of what to mend is read first.
const summary = document.querySelector(".error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// A pressed button is pressed once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === "post") form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What a button has sent and this page calls saved need not be kept on this computer any longer (editing.js keeps it).
if (document.querySelector("[data-saved]")) {
  for (const key of JSON.parse(sessionStorage.getItem("sent-texts") ?? "[]")) localStorage.removeItem(key);
}
sessionStorage.removeItem("sent-texts");
