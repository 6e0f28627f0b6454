// What forms gain when scripts run; every form works without this file.
"use strict";

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
  const said = place.querySelector(".error");
  input.addEventListener("change", () => {
    const most = Number(input.dataset.most || Infinity);
    const kinds = input.accept.toLowerCase().split(",").filter(Boolean);
    const wrong = (file) => kinds.length > 0 && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind));
    const chosen = [...input.files];
    said.textContent = chosen.some(wrong) ? said.dataset.wrongKind : chosen.some((file) => file.size > most) ? said.dataset.tooLarge : "";
    if (said.textContent) input.value = "";
  });
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

// An amount is said again beneath its field: grouped, and in capital words as on a cheque.
const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const inChinese = document.documentElement.lang.startsWith("zh");

function fourDigits(group) {
  let said = "";
  for (const [place, digit] of [...String(group).padStart(4, "0")].entries()) {
    if (digit !== "0") said += DIGITS[digit] + ["仟", "佰", "拾", ""][place];
    else if (said && !said.endsWith("零")) said += "零";
  }
  return said.replace(/零$/, "");
}

function capitals(fen) {
  const yuan = Math.floor(fen / 100);
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10];
  let said = "";
  for (const [unit, at] of [["亿", 8], ["万", 4], ["", 0]]) {
    const group = Math.floor(yuan / 10 ** at) % 10000;
    if (group === 0) continue;
    said += (said && group < 1000 ? "零" : "") + fourDigits(group) + unit;
  }
  said = said ? `${said}元` : "";
  if (!jiao && !rest) return `${said || "零元"}整`;
  if (jiao) said += `${DIGITS[jiao]}角`;
  else if (said) said += "零";
  return rest ? `${said}${DIGITS[rest]}分` : `${said}整`;
}

for (const output of document.querySelectorAll("[data-words]")) {
  const input = document.getElementById(output.dataset.words);
  const say = () => {
    const fen = cents(input.value);
    const told = input.value.trim() !== "" && Number.isFinite(fen) && fen > 0 && fen < 1e14;
    output.value = told ? `¥${shown(fen)}${inChinese && fen >= 1e6 ? ` ${capitals(fen)}` : ""}` : "";
  };
  input.addEventListener("input", say);
  say();
}

// The outline of a long form says of each part how much of what is required is there.
const filledIn = (place) =>
  [...place.querySelectorAll("input, select, textarea")].some((c) => (/^(checkbox|radio)$/.test(c.type) ? c.checked : c.value.trim() !== ""));

// A row that was only offered and not touched asks for nothing.
function counts(set, row, at) {
  const there = Number(set.querySelector(`input[name="${set.dataset.set}-INITIAL_FORMS"]`).value);
  const least = Number(set.querySelector(`input[name="${set.dataset.set}-MIN_NUM_FORMS"]`).value);
  const touched = (field) =>
    field.tagName === "SELECT" ? field.selectedIndex > 0 : field.type === "checkbox" ? field.checked : field.value !== field.defaultValue;
  return at < Math.max(there, least) || [...row.querySelectorAll("input, select, textarea")].some(touched);
}

function progress(link) {
  const part = document.getElementById(link.hash.slice(1));
  const state = link.querySelector(".state");
  if (!part || link.classList.contains("wrong")) return;
  const rows = [...part.querySelectorAll("[data-rows] > [data-form]")].filter((row, at) => !gone(row) && counts(part, row, at));
  const places = part.dataset.set ? rows : [part];
  const asked = places.flatMap((place) => [...place.querySelectorAll("[data-required]")]);
  // Fields that belong together are asked for as soon as one of them is typed in.
  const together = places.flatMap((place) => [...place.querySelectorAll("[data-together]")]);
  if (together.some((field) => !field.querySelector("select") && filledIn(field))) asked.push(...together);
  const done = asked.filter(filledIn).length;
  link.classList.toggle("done", asked.length > 0 && done === asked.length);
  state.textContent = done < asked.length ? `${done}/${asked.length}` : "";
}

const parts = [...document.querySelectorAll("[data-part]")];
if (parts.length) {
  const all = () => parts.forEach(progress);
  document.addEventListener("input", all);
  document.addEventListener("click", (event) => event.target.closest("[data-add], [data-remove]") && setTimeout(all));
  all();
}

// What is typed is kept on the server for its author, a moment after the last key and when the page is left.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const note = form.querySelector("[data-kept]");
  let timer = 0;
  let dirty = false;
  const keep = () => {
    clearTimeout(timer);
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    const body = new FormData(form);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    body.set("_screen", form.dataset.screen);
    const sent = new URLSearchParams(body);
    fetch(form.dataset.draft, { method: "POST", body: sent, keepalive: sent.toString().length < 60000 })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((at) => (note.value = at ? `${note.dataset.kept} ${at}` : ""))
      .catch(() => (dirty = true));
  };
  const later = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 1200);
  };
  form.addEventListener("input", later);
  form.addEventListener("click", (event) => event.target.closest("[data-remove]") && later());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
