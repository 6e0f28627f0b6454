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

// Sums live in the rows of a set: cents as integers, so that nothing is lost on the screen either.
const cents = (text) => Math.round(Number(String(text).replace(/[,¥\s]/g, "")) * 100);
const shown = (value) =>
  (value / 100).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fieldOf = (row, name) => [...row.querySelectorAll("input, select")].find((field) => field.name.endsWith(`-${name}`));
const gone = (row) => Boolean(row.querySelector("input[name$='-DELETE']:checked"));

function productOf(row, names) {
  const texts = names.map((name) => (fieldOf(row, name) || { value: "" }).value.trim());
  if (texts.some((text) => text === "" || Number.isNaN(Number(text)))) return null;
  return Math.round(texts.slice(1).reduce((so, text) => so * Number(text), cents(texts[0])));
}

function addUp(set) {
  let sum = 0;
  const total = set.querySelector("[data-sum]");
  for (const row of set.querySelectorAll("[data-rows] > [data-form]")) {
    const output = row.querySelector("[data-product]");
    const product = output ? productOf(row, output.dataset.product.split(",")) : null;
    if (output) output.value = product === null ? "—" : shown(product);
    if (!total || gone(row)) continue;
    if (total.dataset.sum === "product") sum += product || 0;
    else sum += cents((fieldOf(row, total.dataset.sum) || { value: 0 }).value) || 0;
  }
  if (total) total.value = shown(sum);
}

function addRow(set) {
  const count = set.querySelector(`input[name="${set.dataset.set}-TOTAL_FORMS"]`);
  const most = Number(set.querySelector(`input[name="${set.dataset.set}-MAX_NUM_FORMS"]`).value);
  const number = Number(count.value);
  if (number >= most) return;
  const fresh = set.querySelector("template[data-row]").content.cloneNode(true);
  for (const node of fresh.querySelectorAll("[name], [id], [for], [aria-describedby]"))
    for (const attribute of ["name", "id", "for", "aria-describedby"])
      if (node.hasAttribute(attribute)) node.setAttribute(attribute, node.getAttribute(attribute).replace(/__prefix__/g, number));
  set.querySelector("[data-rows]").append(fresh);
  count.value = number + 1;
  const first = set.querySelector("[data-rows] > [data-form]:last-child :is(input:not([type=hidden]), select, textarea)");
  if (first) first.focus();
  addUp(set);
}

for (const set of document.querySelectorAll("[data-set]")) {
  set.addEventListener("input", () => addUp(set));
  set.addEventListener("click", (event) => {
    if (event.target.closest("[data-add]")) {
      event.preventDefault();
      addRow(set);
    }
    const remove = event.target.closest("[data-remove]");
    if (!remove) return;
    const row = remove.closest("[data-form]");
    row.querySelector("input[name$='-DELETE']").checked = true;
    row.classList.add("gone");
    addUp(set);
  });
  for (const row of set.querySelectorAll("[data-rows] > [data-form]")) row.classList.toggle("gone", gone(row));
  addUp(set);
}

// A file may be dropped on its field.
for (const place of document.querySelectorAll("[data-drop]")) {
  const input = place.querySelector("input[type=file]");
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    const box = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) box.items.add(file);
    input.files = box.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
