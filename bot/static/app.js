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
  let sent = false;

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

  // The language and view buttons belong to the same form (it carries the conversation) but lead to a whole new page.
  // A form that leads to a new page is sent once; while htmx sends, it drops a second press by itself.
  document.addEventListener(
    "submit",
    (event) => {
      const whole = event.submitter?.matches("[data-plain]") || !form.hasAttribute("hx-post");
      if (!whole) return;
      event.stopPropagation();
      if (sent) event.preventDefault();
      sent = true;
    },
    true,
  );
  addEventListener("pageshow", () => (sent = false));

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

  // Nothing is stored, so leaving the page would lose the conversation: other pages open beside it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const leaves = link?.protocol.startsWith("http") && !(link.hash && link.pathname === location.pathname);
    if (!leaves || link.matches("[data-restart]") || !conversation.querySelector(".turn")) return;
    link.target = "_blank";
    link.rel = "noopener";
  });

  document.addEventListener("htmx:before:request", () => {
    for (const trouble of conversation.querySelectorAll(".trouble")) trouble.remove();
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const { response, request } = event.detail.ctx;
    const judged = request.body?.get("verdict");
    if (judged) {
      // A word of thanks stands where the buttons were; the text in the box is another matter.
      document.getElementById(`verdict-${parseInt(judged, 10)}`)?.focus({ preventScroll: true });
      return;
    }
    if (response.status < 400 && request.submitter?.name !== "offer") {
      box.value = "";
      count();
    }
    const latest = conversation.lastElementChild;
    if (response.status < 400) latest.focus({ preventScroll: true }); // reading goes on from the reply
    show(latest);
  });

  const unreachable = () => {
    conversation.append(document.getElementById("offline").content.cloneNode(true));
    show(conversation.lastElementChild);
  };

  // What comes back may be the page of a proxy, or of a network that wants a login: never shown as a reply of ours.
  document.addEventListener("htmx:after:request", (event) => {
    const text = event.detail.ctx.text;
    if (/class="(?:turn|trouble|verdict)"/.test(text) && !/<html/i.test(text)) return;
    event.preventDefault();
    unreachable();
  });

  document.addEventListener("htmx:error", unreachable);
})();
