// The on-screen keyboard, and the questions that fit what has been typed so far.
(() => {
  "use strict";

  const PAUSE = 250; // milliseconds without a key until questions are looked for
  const COMPOSING = 229;
  let timer = 0;
  let flight = null;

  const box = () => document.getElementById("kiosk-question");

  const press = (key) => {
    const input = box();
    if (key === "clear") input.value = "";
    else if (key === "back") input.value = [...input.value].slice(0, -1).join("");
    else input.value += key;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const look = () =>
    document.dispatchEvent(
      new CustomEvent("kiosk:post", {
        detail: async (post) => {
          flight?.abort();
          const own = (flight = new AbortController());
          const form = document.getElementById("kiosk-form");
          const finder = Object.assign(document.createElement("button"), { name: "show", value: "find", hidden: true });
          form.append(finder);
          try {
            const answered = post(form, finder, own.signal);
            finder.remove();
            const found = (await answered).querySelector("#found");
            if (!own.signal.aborted && found) document.getElementById("found")?.replaceWith(found);
          } catch {
            // No questions then; asking still works.
          }
        },
      }),
    );
  const cancel = () => {
    clearTimeout(timer);
    flight?.abort();
    flight = null;
  };

  document.addEventListener("click", (event) => {
    const key = event.target.closest?.("[data-key]");
    if (key) press(key.dataset.key);
  });
  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    cancel();
    timer = setTimeout(look, PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || event.key !== "Enter") return;
    event.preventDefault();
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const form = document.getElementById("kiosk-form");
    form.requestSubmit(form.querySelector('button[name="show"][value="ask"]'));
  });
  document.addEventListener("submit", cancel);
  document.addEventListener("kiosk:screen", cancel);
})();
