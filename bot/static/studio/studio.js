// Comfort on top of pages that work without it. Keeps nothing.
(() => {
  "use strict";

  const COMPOSING = 229; // keyCode that Safari reports for the Enter that ends a composition

  // Ctrl+Enter (or ⌘+Enter) sends the form that is being written in.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const form = event.target.closest?.("form");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-main]"));
  });

  // In a box that holds one question, Enter sends as it does in the chat; Shift and Enter begin a line.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (event.isComposing || event.keyCode === COMPOSING || !event.target.matches?.("[data-enter]")) return;
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("[data-main]"));
  });

  // A field that makes sense for some choices only goes away, and is not sent, while another is chosen.
  for (const part of document.querySelectorAll("[data-only-for]")) {
    const chosen = document.getElementById(part.dataset.onlyFor);
    const fit = () => {
      const wanted = part.dataset.values.split(" ").includes(chosen.value);
      // What is wrong there stays in sight until another choice is made.
      const wrong = part.querySelector("[aria-invalid]") && chosen.value === first;
      part.hidden = !wanted && !wrong;
      part.querySelector("select").disabled = part.hidden;
    };
    const first = chosen.value;
    chosen.addEventListener("change", fit);
    fit();
  }

  // A form is sent once, and says that it is at work. Its buttons keep the focus and their words.
  let sent = null;
  const release = () => {
    for (const button of sent?.querySelectorAll("button") ?? []) button.removeAttribute("aria-disabled");
    const said = sent?.querySelector(".busy");
    if (said) said.textContent = "";
    sent = null;
  };
  document.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = event.target;
    const said = sent.querySelector(".busy");
    if (said) said.textContent = event.submitter?.dataset.busy ?? "";
    for (const button of sent.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", release);

  // Words that were written and not saved are not lost without a question.
  const touched = (box) =>
    box.type === "checkbox" || box.type === "radio"
      ? box.checked !== box.defaultChecked
      : "defaultValue" in box && box.type !== "hidden" && box.value !== box.defaultValue;
  addEventListener("beforeunload", (event) => {
    for (const form of document.querySelectorAll("form[data-guard]")) {
      if (form === sent) continue;
      if (!form.hasAttribute("data-unsaved") && ![...form.elements].some(touched)) continue;
      event.preventDefault();
      setTimeout(release, 500); // who stays goes on writing
    }
  });
})();
