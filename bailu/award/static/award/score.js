// The sums of a score sheet while one types; the server adds up again.
"use strict";
{
  const cents = (text) => {
    const value = Number(text.trim());
    return Number.isFinite(value) ? Math.round(value * 100) : 0;
  };
  const addUp = (bid) => {
    let sum = 0;
    for (const input of document.querySelectorAll(`[data-points="${bid}"]`)) sum += cents(input.value);
    for (const output of document.querySelectorAll(`[data-total="${bid}"]`)) output.value = (sum / 100).toFixed(2);
  };
  for (const sheet of document.querySelectorAll("[data-sheet]")) {
    if (!sheet.querySelector("[data-points]")) continue;
    sheet.addEventListener("input", () => addUp(sheet.dataset.sheet));
    addUp(sheet.dataset.sheet);
  }
}
