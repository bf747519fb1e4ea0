// The steps of the kiosk: each is posted, and its screen takes the place of the last one. The address never changes.
// Not htmx, because a reply that is still under way must not reach the next person: a wipe has to abort it for certain.
(() => {
  "use strict";

  const screen = () => document.getElementById("screen");
  let flight = null;

  const show = (made) => {
    screen().replaceWith(made);
    document.documentElement.lang = made.lang;
    document.title = made.dataset.title;
    made.querySelector("[data-focus]")?.focus({ preventScroll: true });
    document.dispatchEvent(new Event("kiosk:screen"));
  };
  const copyOf = (id) => document.getElementById(id).content.cloneNode(true).querySelector("#screen");

  const post = async (form, submitter, signal) => {
    const response = await fetch(submitter?.getAttribute("formaction") ?? form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, submitter)),
      headers: { "HX-Request": "true" },
      cache: "no-store",
      signal,
    });
    return document.createRange().createContextualFragment(await response.text());
  };

  const step = async (form, submitter) => {
    flight?.abort();
    const own = (flight = new AbortController());
    form.setAttribute("aria-busy", "true");
    let made = null;
    try {
      made = (await post(form, submitter, own.signal)).querySelector("#screen");
    } catch {
      // Nobody answers; said below.
    }
    if (own.signal.aborted || own !== flight) return;
    form.removeAttribute("aria-busy");
    show(made ?? copyOf("offline"));
  };

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.hasAttribute("data-wipe")) document.dispatchEvent(new Event("kiosk:leave"));
    else step(event.target, event.submitter);
  });

  document.addEventListener("kiosk:wipe", () => {
    flight?.abort();
    flight = null;
    show(copyOf("attract"));
  });

  // Nothing that leads out of the page, or that belongs to a desktop.
  const writable = (target) => target instanceof HTMLInputElement;
  for (const name of ["contextmenu", "dragstart", "copy", "cut"]) {
    document.addEventListener(name, (event) => event.preventDefault());
  }
  document.addEventListener("selectstart", (event) => {
    if (!writable(event.target)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a[href]")) event.preventDefault();
  });

  // Other scripts of the kiosk post too (the questions found while typing).
  document.addEventListener("kiosk:post", (event) => event.detail(post));
})();
