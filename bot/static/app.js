// Comfort on top of a page that works without it: sending with Enter, a counter, scrolling to a new reply, and a
// message when the server cannot be reached. Keeps nothing: no cookie, no storage.
(() => {
  "use strict";

  const form = document.getElementById("ask");
  const box = document.getElementById("question");
  const counter = document.getElementById("counter");
  const conversation = document.getElementById("conversation");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const NEAR = 60; // characters left when the counter appears
  const COMPOSING = 229; // keyCode that Safari reports for the Enter that ends a composition
  let composing = false;

  const show = (element) =>
    element?.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });

  const count = () => {
    const limit = Number(counter.dataset.limit);
    const length = [...box.value.trim()].length;
    const over = length > limit;
    counter.hidden = length < limit - NEAR;
    counter.classList.toggle("counter-over", over);
    counter.textContent = (over ? counter.dataset.over : counter.dataset.near)
      .replace("{count}", length)
      .replace("{limit}", limit);
  };

  const openSource = (link) => {
    const entry = document.getElementById(link.hash.slice(1));
    const details = entry?.closest("details");
    if (details) details.open = true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.mark");
    if (link) openSource(link);
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });

  if (!form) return;

  // The language buttons belong to the same form (it carries the conversation) but lead to a whole new page.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.submitter?.matches("[data-plain]")) event.stopPropagation();
    },
    true,
  );

  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => (composing = false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (composing || event.isComposing || event.keyCode === COMPOSING) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(".send"));
  });
  box.addEventListener("input", count);
  count();

  if (!conversation) return;

  document.addEventListener("htmx:before:request", () => {
    for (const trouble of conversation.querySelectorAll(".trouble")) trouble.remove();
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const { response, request } = event.detail.ctx;
    if (response.status < 400 && request.submitter?.name !== "offer") {
      box.value = "";
      count();
    }
    const latest = conversation.lastElementChild;
    if (response.status < 400) latest.focus({ preventScroll: true }); // reading goes on from the reply
    show(latest);
  });

  document.addEventListener("htmx:error", () => {
    conversation.append(document.getElementById("offline").content.cloneNode(true));
    show(conversation.lastElementChild);
  });
})();
