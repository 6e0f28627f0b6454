// What the pages gain when scripts run; every page works without this file.
"use strict";

document.documentElement.classList.add("js");

// "/" or Ctrl+K leads to the search box.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-hotkey]");
  if (!box) return;
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  const wanted = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writing);
  if (!wanted) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A form is sent once; the server is safe against a second time anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter || form.querySelector("[type=submit]");
  if (button) button.classList.add("busy");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll(".busy")) button.classList.remove("busy");
  }
});

// After a refusal or an error the eye and the screen reader go to what is wrong.
const wrong = document.querySelector("#errors, #refusal");
if (wrong) wrong.focus();

// An open menu closes on Escape and on a click elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
