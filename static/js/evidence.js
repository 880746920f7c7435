// Comfort for choosing a file: dropping it, seeing what was chosen, and hearing at once when it is too large.
"use strict";

for (const zone of document.querySelectorAll("[data-drop]")) {
  const said = zone.querySelector(".drop-said");
  const inputs = [...zone.querySelectorAll("input[type=file]")];
  zone.classList.add("can-drop");

  const say = (words, wrong = false) => {
    said.textContent = words;
    said.classList.toggle("is-wrong", wrong);
  };

  const look = (input) => {
    const file = input.files[0];
    if (!file) return say("");
    for (const other of inputs) if (other !== input) other.value = "";
    if (file.size > Number(zone.dataset.most)) {
      input.value = "";
      return say(zone.dataset.tooLarge, true);
    }
    return say(`${zone.dataset.chosen} ${file.name}`);
  };

  for (const input of inputs) input.addEventListener("change", () => look(input));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (!event.dataTransfer.files.length) return;
    inputs[0].files = event.dataTransfer.files;
    look(inputs[0]);
  });
  zone.closest("form").addEventListener("submit", () => {
    if (inputs.some((input) => input.files.length)) say(zone.dataset.sending);
  });
}
