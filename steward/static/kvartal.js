// Comfort only: every page works without it.
"use strict";

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method.toLowerCase() === "post") {
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Filters apply when they are changed.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (form) form.requestSubmit();
});

// The queue by keyboard: j and k walk, Enter opens; other letters press what has that data-key.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
let at = -1;

function walk(step) {
  const entries = [...document.querySelectorAll(".queue > li")];
  if (!entries.length) return false;
  at = Math.max(0, Math.min(entries.length - 1, at + step));
  entries.forEach((entry, place) => entry.classList.toggle("at", place === at));
  const link = entries[at].querySelector("a");
  if (link) link.focus();
  entries[at].scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
    return;
  }
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    if (pressed.matches("input, textarea, select")) pressed.focus();
    else pressed.click();
  }
});
