// Comfort on top of pages that work without it. Keeps nothing.
(() => {
  "use strict";

  // Ctrl+Enter (or ⌘+Enter) sends the form that is being written in.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const form = event.target.closest?.("form");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-main]"));
  });
})();
