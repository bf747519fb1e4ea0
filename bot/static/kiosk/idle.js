// Nobody there? Ask, count down, and clear everything for the next person.
(() => {
  "use strict";

  const SECOND = 1000;
  const RETRY = 10 * SECOND; // between two attempts to load the kiosk anew while the server does not answer
  const CLICK = 400; // within this a touch that ends has become a click
  const root = document.documentElement;
  let timer = 0;
  let ticking = 0;

  const screen = () => document.getElementById("screen");
  const dialog = () => screen().querySelector(".kiosk-idle");

  const stop = () => {
    clearTimeout(timer);
    clearInterval(ticking);
  };
  const wait = () => {
    stop();
    const seconds = Number(screen().dataset.idle);
    if (seconds) timer = setTimeout(ask, seconds * SECOND);
  };
  const ask = () => {
    if (window.speechSynthesis?.speaking) {
      wait(); // somebody may be listening
      return;
    }
    const asking = dialog();
    asking.showModal(); // announced once: the count is hidden from screen readers
    count();
  };
  const count = () => {
    const asking = dialog();
    const shown = asking.querySelector(".kiosk-count");
    const end = Date.now() + Number(asking.dataset.seconds) * SECOND;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / SECOND);
      shown.textContent = Math.max(left, 0);
      if (left <= 0) leave();
    };
    stop();
    tick();
    ticking = setInterval(tick, SECOND);
  };
  // A touch or key that begins counts at once; the dialog closes when it ends, so that nothing beneath is pressed.
  const touched = () => (dialog()?.open ? count() : wait());
  const here = () => {
    if (dialog()?.open) dialog().close();
    wait();
  };

  const leave = () => {
    stop();
    root.dataset.size = "standard";
    delete root.dataset.contrast;
    document.dispatchEvent(new Event("kiosk:wipe"));
    anew();
  };
  // A new document in place of the old one; until the server answers, the first screen as it was loaded.
  const anew = async () => {
    const { home } = document.body.dataset;
    try {
      const response = await fetch(home, { cache: "no-store" });
      if (response.ok && screen().dataset.kind === "attract") location.replace(home);
    } catch {
      setTimeout(() => screen().dataset.kind === "attract" && anew(), RETRY);
    }
  };

  const on = (names, act) => {
    for (const name of names) addEventListener(name, act, { capture: true, passive: true });
  };
  on(["pointerdown", "keydown", "wheel", "input"], touched);
  on(["click", "keyup"], here);
  on(["pointerup", "pointercancel"], () => setTimeout(here, CLICK));
  document.addEventListener("kiosk:screen", wait);
  document.addEventListener("kiosk:leave", leave);
  addEventListener("pageshow", (event) => {
    if (event.persisted) leave();
  });
  wait();
})();
