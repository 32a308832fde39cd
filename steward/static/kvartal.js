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

// Keys: j and k walk the queue, other letters press what has them as data-key. Whom letters get in
// the way of, by speech for one, turns them off.
const OFF = "kvartal.tangenter-av";
const keysAreOff = () => localStorage.getItem(OFF) !== null;
const FIELDS = "input, textarea, select, [contenteditable]";
const typing = (target) => target.closest(FIELDS);
const entries = () => [...document.querySelectorAll(".queue > li")];
const here = () =>
  document.activeElement.closest(".queue > li") ?? document.querySelector(".queue > li.at");

function stand(entry) {
  for (const each of entries()) each.classList.toggle("at", each === entry);
  entry.querySelector("a").focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const all = entries();
  if (!all.length) return false;
  const place = here() ? all.indexOf(here()) + step : step > 0 ? 0 : all.length - 1;
  stand(all[Math.max(0, Math.min(all.length - 1, place))]);
  return true;
}

// What a key presses: in the entry that one stands at, else outside the queue.
function keyed(key) {
  const named = `[data-key~="${CSS.escape(key)}"]`;
  const outside = [...document.querySelectorAll(named)].filter((each) => !each.closest(".queue"));
  return here()?.querySelector(named) ?? outside[0];
}

function press(target) {
  const fold = target.closest("details");
  const folds = target.matches("summary");
  if (folds) fold.open = !fold.open;
  else if (fold) fold.open = true;
  const field = folds
    ? fold.open && fold.querySelector("textarea, input:not([type=hidden])")
    : target.matches(FIELDS)
      ? target
      : target.form?.querySelector("textarea");
  if (target.form && !target.matches(FIELDS)) choose(target);
  if (field) field.focus();
  else if (folds) target.focus();
  else target.click();
}

// The button that Ctrl and Enter press in the text of its form.
function choose(button) {
  for (const each of button.form.querySelectorAll("button")) {
    each.classList.toggle("first", each === button);
  }
}

function send(form) {
  const buttons = [...form.querySelectorAll("button")];
  const chosen = buttons.length === 1 ? buttons : buttons.filter((each) => each.matches(".first"));
  if (chosen.length) form.requestSubmit(chosen[0]);
}

function inField(event) {
  const entry = event.target.closest(".queue > li");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    send(event.target.form);
  } else if (event.key === "Escape") {
    event.target.blur();
    if (entry) stand(entry);
  }
}

document.addEventListener("keydown", (event) => {
  if (typing(event.target)) return inField(event);
  if (event.ctrlKey || event.metaKey || event.altKey || keysAreOff()) return;
  if (event.key === "j" || event.key === "k") {
    if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
    return;
  }
  const target = keyed(event.key);
  if (target) {
    event.preventDefault();
    press(target);
  }
});

// After a decision: on to what stands there now.
function standWhereLeft() {
  const [, nr] = location.hash.match(/^#nr-(\d+)$/) ?? [];
  const all = entries();
  if (nr && all.length) stand(all[Math.min(Number(nr), all.length) - 1]);
}

function offerKeys() {
  for (const each of document.querySelectorAll("[data-comfort]")) each.hidden = false;
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.textContent = keysAreOff() ? "Slå på snabbtangenterna" : "Stäng av snabbtangenterna";
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-keys]")) return;
  if (keysAreOff()) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "ja");
  offerKeys();
});
document.addEventListener("DOMContentLoaded", offerKeys);
addEventListener("load", standWhereLeft);

// What htmx does not swap in, a refusal for one, is shown as a page: the form is sent without it.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const button = detail.requestConfig.elt;
  if (!detail.isError || !button.form) return;
  detail.isError = false;
  button.form.requestSubmit(button);
});
