// What the pages gain when scripts run; every page works without this file.
"use strict";

document.documentElement.classList.add("js");

// Ctrl+K leads to the search box. No single letter does: who speaks to the machine would press it by a word.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-hotkey]");
  if (!box) return;
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
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

// A table wider than its frame is scrolled by the arrows, also where nothing in it can have the focus.
const frames = new ResizeObserver((seen) => {
  for (const target of new Set(seen.map((each) => each.target.closest(".scroll")))) {
    const scrolls = target.scrollWidth > target.clientWidth && !target.querySelector("a, button, input, select, textarea, summary");
    const name = target.querySelector("table")?.ariaLabel || target.closest("section")?.querySelector("h2")?.textContent;
    for (const [key, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name || ""]])
      if (scrolls) target.setAttribute(key, value);
      else target.removeAttribute(key);
  }
});
for (const one of document.querySelectorAll(".scroll, .scroll > table")) frames.observe(one); // either may grow without the other

// An open menu closes on Escape, on a click elsewhere, and when the focus goes on: it would lie over what has the focus then. So does a drawer.
const MENUS = "details:is(.menu, .nav-fold)[open]";
const closeMenus = (at) => {
  for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(at)) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => {
  closeMenus(event.target);
  for (const drawer of document.querySelectorAll(".drawer:popover-open")) if (!drawer.contains(event.target)) drawer.hidePopover();
  // What stands half behind the edge of a row that scrolls is not brought in by every browser.
  if (event.target.closest(".public-nav")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(MENUS);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
