// The button prints the page; the print sheet does the rest. Without script the browser's own menu prints the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
